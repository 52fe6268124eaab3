"""One bar a word, as long as a length in a picture beside it, with its number printed."""

import numpy as np
from matplotlib.patches import PathPatch

from ..boxes import corners, joined
from ..style import COLOURS, lecture_style
from ..texts import Texts, figures

SIZE, TITLE, THICK, WORD = 14, 17, 9, 62  # pixels: letters, a bar, from a word to its bar


class LengthBars:
    """Bars from a common line, the first word on top.

    Parameters
    ----------
    ax : matplotlib Axes whose data are pixels
    labels : K words
    left, top : the common line, and the middle of the first bar, in pixels
    row : pixels from one bar to the next
    concept : key of COLOURS

    Attributes
    ----------
    title : text above the bars
    shown : K texts, the numbers beside the bars; "" where there is none
    lengths : (K,) pixels, 0 where there is no bar
    """

    @lecture_style()
    def __init__(self, ax, *, labels, left, top, row, concept="parameter"):
        self._left, self._rows = left, [top - row * k for k in range(len(labels))]
        words = Texts(ax, colour=COLOURS["input"], size=SIZE, ha="left")
        words.set(
            texts=[(left - WORD, y, word) for word, y in zip(labels, self._rows, strict=True)]
        )
        bottom = self._rows[-1] - row / 2
        ax.plot([left] * 2, [bottom, top + row / 2], color=COLOURS["ink"], linewidth=1, zorder=3)
        self._bars = PathPatch(joined([]), facecolor=COLOURS[concept], linewidth=0, zorder=2)
        ax.add_patch(self._bars)
        self._values = Texts(ax, colour=COLOURS[concept], size=SIZE, ha="left")
        self._title = Texts(ax, colour=COLOURS["ink"], size=TITLE, ha="left")
        self.moving = [self._bars, *self._values.moving, *self._title.moving]

    @property
    def shown(self):
        written = {y: text for _, y, text in self._values.shown}
        return [written.get(y, "") for y in self._rows]

    @property
    def title(self):
        ((*_, title),) = self._title.shown
        return title

    @property
    def lengths(self):
        bars = self._bars.get_path().vertices.reshape(-1, 5, 2)[:, :4]  # (n, 4, 2)
        found = dict(zip(bars[..., 1].mean(axis=1).round(6), np.ptp(bars[..., 0], axis=1)))
        return np.array([found.get(round(y, 6), 0.0) for y in self._rows])

    def set(self, *, lengths, numbers, title):
        """Show K lengths in pixels, each with its number, and a title; NaN leaves a row empty."""
        self._title.set(texts=[(self._left - WORD, self._rows[0] + TITLE + 10, title)])
        bars, texts = [], []
        for y, length, number in zip(self._rows, lengths, numbers, strict=True):
            if np.isfinite(number):
                bars.append(corners((self._left, y - THICK / 2, length, THICK)))
                texts.append((self._left + length + 6, y, figures(number, digits=2)))
        self._bars.set_path(joined(bars))
        self._values.set(texts=texts)
