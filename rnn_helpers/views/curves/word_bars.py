"""An upright bar for each word of a text: how much one of them looks at each."""

import numpy as np
from matplotlib.patches import PathPatch

from ..boxes import corners, joined
from ..style import COLOURS, lecture_style
from ..texts import Texts, figures, pixels_from

WIDE, SIZE, ABOVE = 0.62, 16, 12  # of a bar; of letters and above a bar, in pixels
BELOW = 17, 39  # pixels: words stand in two lines in turns, for long ones need room
SEEN = 0.005  # a smaller weight has no number


class WordBars:
    """One bar a word from left to right, from 0 to 1, with the word below and the value above.

    Parameters
    ----------
    ax : matplotlib Axes
    places : how many words there can be
    concept : key of COLOURS, of the bars

    Attributes
    ----------
    shown : list of (word, text above its bar, "" where there is none)
    lengths : (places,) heights of the bars, 0 where there is none
    now : the word that looks, which is yellow; counted from 0
    """

    @lecture_style()
    def __init__(self, ax, *, places, concept="hidden"):
        self._places = places
        ax.set(xlim=(-0.6, places - 0.4), ylim=(0, 1.1), yticks=[0, 1])
        ax.set_xticks(range(places), ["\n"] * places)  # two lines of room
        ax.tick_params(axis="x", length=0)
        self._band = ax.axvspan(-0.5, 0.5, color=COLOURS["now"], zorder=-1)
        self._bars = PathPatch(joined([]), facecolor=COLOURS[concept], linewidth=0, zorder=2)
        ax.add_patch(self._bars)
        foot = ax.get_xaxis_transform()
        self._writings = {
            name: [
                Texts(
                    ax,
                    colour=COLOURS[name],
                    size=SIZE,
                    transform=pixels_from(ax, (i, 0), transform=foot),
                )
                for i in range(places)
            ]
            for name in ("input", "context")
        }
        self._values = [Texts(ax, colour=COLOURS[concept], size=SIZE) for _ in range(places)]
        words = [text for row in self._writings.values() for text in row]
        self._ax = ax
        self.moving = [self._band, self._bars]
        self.moving += [part for text in (*words, *self._values) for part in text.moving]
        self.lengths, self.now = np.zeros(places), 0

    @property
    def shown(self):
        rows = zip(*self._writings.values(), self._values, strict=True)
        rows = [["".join(text for *_, text in one.shown) for one in row] for row in rows]
        return [(known or masked, value) for known, masked, value in rows if known or masked]

    def set(self, *, words, weights, now):
        """Show T words and the weights of the first `now` + 1 of them; later words are grey."""
        self.now, self.lengths = now, np.zeros(self._places)
        self.lengths[: now + 1] = weights[: now + 1]
        for i in range(self._places):
            word = [(0, -BELOW[i % 2], words[i])] if i < len(words) else []
            self._writings["input"][i].set(texts=word if i <= now else [])
            self._writings["context"][i].set(texts=word if i > now else [])
            height = self.lengths[i]
            value = figures(height, digits=2) if i <= now and height >= SEEN else ""
            self._values[i].move(pixels_from(self._ax, (i, height)))
            self._values[i].set(texts=[(0, ABOVE, value)] if value else [])
        bars = enumerate(self.lengths)
        self._bars.set_path(joined([corners((i - WIDE / 2, 0, WIDE, h)) for i, h in bars if h]))
        self._band.set_x(now - 0.5)
