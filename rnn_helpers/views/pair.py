"""Two places that belong together, with a number beside each."""

import numpy as np

from .style import COLOURS, lecture_style
from .writing import Writing

SIZE, ASIDE = 0.12, 0.08  # of the numbers, and how far they stand aside, in units of the plane


class Pair:
    """Two squares joined by a dotted line in a `StatePlane`.

    Parameters
    ----------
    ax : matplotlib Axes
    """

    @lecture_style()
    def __init__(self, ax):
        ink = COLOURS["ink"]
        (self._line,) = ax.plot([], [], linestyle=":", color=ink, linewidth=1.8, zorder=3)
        (self._marks,) = ax.plot(
            [], [], "s", color=ink, markerfacecolor="white", markersize=10, markeredgewidth=2,
            linestyle="none", zorder=3.1,
        )  # fmt: skip
        self._names = Writing(ax, colour=ink, size=SIZE, ha="left")
        self.moving = [self._line, self._marks, *self._names.moving]

    def set(self, *, points, names):
        """Mark two points (2, 2) with their names; points that are NaN are not drawn."""
        points = np.asarray(points, dtype=float)
        self._line.set_data(points.T)
        self._marks.set_data(points.T)
        away = np.where(points[0, 1] >= points[1, 1], 1, -1) * np.array([1, -1]) * ASIDE
        self._names.set(
            texts=[
                (x + ASIDE, y + up, str(name))
                for (x, y), up, name in zip(points, away, names, strict=True)
                if np.isfinite(x + y)
            ]
        )
