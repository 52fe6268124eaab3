"""The most probable of many tokens, as bars: which ones they are may change at every move."""

import numpy as np

from ..style import COLOURS, lecture_style
from ..texts import Texts, pixels_from
from .bars import ABOVE, SIZE, Bars

BESIDE = -9  # pixels from the axis to the end of a name


class RankedBars:
    """One horizontal bar for each of the largest probabilities, the largest on top.

    Parameters
    ----------
    ax : matplotlib Axes
    rows : how many bars at most
    least : smaller probabilities have none
    symbol : what the bars are, written below the axis

    Attributes
    ----------
    shown : list of (name, length) of the bars that there are
    """

    @lecture_style()
    def __init__(self, ax, *, rows, least=0.005, symbol="o_t"):
        self._least = least
        self._bars = Bars(ax, labels=[""] * rows, symbol=symbol)
        self._names = [Texts(ax, colour=COLOURS["ink"], size=SIZE, ha="right") for _ in range(rows)]
        for row, name in enumerate(self._names):
            name.move(pixels_from(ax, (0, row)))
        self.moving = [*self._bars.moving, *(part for name in self._names for part in name.moving)]

    @property
    def shown(self):
        names = ["".join(text for *_, text in name.shown) for name in self._names]
        return [pair for pair in zip(names, self._bars.lengths.tolist()) if pair[0]]

    def set(self, *, names, probabilities):
        """Show the largest of K probabilities and their names; of equal ones, the first."""
        p = np.asarray(probabilities)
        order = np.argsort(-p, kind="stable")[: len(self._names)]
        self._bars.set(probabilities=np.where(p[order] < self._least, np.nan, p[order]))
        for text, i in zip(self._names, order):
            text.set(texts=[] if p[i] < self._least else [(BESIDE, ABOVE, names[i])])
