"""A grid of lines and what a step makes of it: the square, turned, shifted, squeezed."""

import numpy as np

from ..style import COLOURS, lecture_style
from ..texts import Texts

REACH = 2.6  # the window goes from -REACH to REACH
_GAP = np.full((1, 2), np.nan)


class WarpedGrid:
    """The image of a grid of lines, paler behind it the image before, and a marked state in both.

    Parameters
    ----------
    ax : matplotlib Axes

    Attributes
    ----------
    shown : the "name"; as (n, 2) "lines" and "before", with a gap after each line, "corner",
        "marked" before and now, the "way" between the two, the "heads" of the purple arrows; and
        "columns", the two arrows, each (2, 2) or (0, 2)
    """

    @lecture_style()
    def __init__(self, ax):
        hue, grey, purple = COLOURS["hidden"], COLOURS["context"], COLOURS["parameter"]
        ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
        ax.set(xticks=[-2, -1, 0, 1, 2], yticks=[-2, -1, 0, 1, 2])
        ax.plot(*_square(1).T, color=COLOURS["ink"], linewidth=1, linestyle="dotted", zorder=0.5)
        (self._before,) = ax.plot([], [], color=grey, linewidth=0.6, alpha=0.6, zorder=1)
        (self._lines,) = ax.plot([], [], color=hue, linewidth=0.9, zorder=2)
        (self._corner,) = ax.plot(
            [], [], "s", color=hue, markerfacecolor="white", markersize=8, zorder=2.5
        )
        self._columns = [
            ax.plot([], [], color=purple, linewidth=2.6, linestyle=style, zorder=3)[0]
            for style in ("solid", (0, (2, 1)))
        ]
        (self._heads,) = ax.plot([], [], "s", color=purple, markersize=9, zorder=3)
        (self._way,) = ax.plot([], [], color=hue, linewidth=1.2, linestyle="dotted", zorder=3.1)
        (self._old,) = ax.plot([], [], "o", color=grey, markersize=8, zorder=3.2)
        (self._now,) = ax.plot(
            [], [], "o", markersize=13, markerfacecolor=COLOURS["now"], markeredgecolor=hue,
            markeredgewidth=2.5, zorder=3.3,
        )  # fmt: skip
        self._name = Texts(ax, colour=COLOURS["ink"], size=0.36, ha="left")
        self.moving = [
            self._before, self._lines, self._corner, *self._columns, self._heads, self._way,
            self._old, self._now, *self._name.moving,
        ]  # fmt: skip

    def set(self, *, name, lines, before, corner, marked, columns=None):
        """Show one image of the grid.

        name : symbol of what is shown, such as "W s"
        lines, before : (n, points, 2) the lines of the grid now, and one sub-step ago
        corner : (2,) where the corner (1, 1) is now
        marked : (2, 2) the marked state one sub-step ago, and now
        columns : (3, 2) where (0, 0), (1, 0) and (0, 1) are now; None for no purple arrows
        """
        self._lines.set_data(joined_lines(lines).T)
        self._before.set_data(joined_lines(before).T)
        self._corner.set_data(np.reshape(corner, (2, 1)))
        marked = np.asarray(marked, dtype=float)
        self._way.set_data(marked.T)
        self._old.set_data(marked[:1].T)
        self._now.set_data(marked[1:].T)
        arrows = np.empty((0, 2)) if columns is None else np.asarray(columns, dtype=float)
        for i, line in enumerate(self._columns):
            line.set_data(arrows[[0, i + 1]].T if len(arrows) else ([], []))
        self._heads.set_data(arrows[1:].T)
        self._name.set(texts=[(-REACH + 0.1, REACH - 0.26, name)])

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        lines = {
            "lines": self._lines, "before": self._before, "corner": self._corner,
            "way": self._way, "heads": self._heads,
        }  # fmt: skip
        return {
            "name": "".join(text for _, _, text in self._name.shown),
            **{name: line.get_xydata() for name, line in lines.items()},
            "marked": np.vstack([self._old.get_xydata(), self._now.get_xydata()]),
            "columns": [line.get_xydata() for line in self._columns],
        }


def joined_lines(lines):
    """Return lines (n, points, 2) as one broken line, with a gap after each."""
    return np.concatenate([part for line in lines for part in (line, _GAP)])


def _square(half):
    return half * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
