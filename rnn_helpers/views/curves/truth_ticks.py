"""Ticks across the rows of bars: where each bar should end, or where it ended before."""

import numpy as np
from matplotlib.collections import LineCollection

from ..style import COLOURS, lecture_style

HALF = 0.42  # of a row: a tick stands out of its bar above and below


class TruthTicks:
    """A short upright line in each row of `Bars`.

    Parameters
    ----------
    ax : matplotlib Axes of the bars

    Attributes
    ----------
    shown : {row: where its tick stands}
    """

    @lecture_style()
    def __init__(self, ax):
        self._lines = LineCollection([], colors=COLOURS["ink"], linewidths=2.2, zorder=3)
        ax.add_collection(self._lines, autolim=False)
        self.moving = [self._lines]

    @property
    def shown(self):
        return {round(line[0][1] + HALF): float(line[0][0]) for line in self._lines.get_segments()}

    def set(self, *, values):
        """Show one number a row; NaN leaves its row empty."""
        self._lines.set_segments(
            [
                [(value, row - HALF), (value, row + HALF)]
                for row, value in enumerate(values)
                if not np.isnan(value)
            ]
        )
