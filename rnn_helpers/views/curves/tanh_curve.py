"""The curve s = tanh(a), and where the units stand on it: on the steep or on the flat part."""

import numpy as np

from ..style import COLOURS, UNIT_LINES, lecture_style

REACH = 6  # numbers a beyond +-REACH are drawn at the edge, as arrow heads


class TanhCurve:
    """tanh in grey, one mark a unit with its way up from a: solid for unit 1, dashed for unit 2.

    Parameters
    ----------
    ax : matplotlib Axes

    Attributes
    ----------
    shown : {"a", "s": (units,) where the marks stand, "markers": their shapes, "o" or an arrow
        head where a is beyond +-REACH, "ways": (units, 2, 2) from the axis up to the marks}
    """

    @lecture_style()
    def __init__(self, ax):
        grid = np.linspace(-REACH, REACH, 241)
        ax.plot(grid, np.tanh(grid), color=COLOURS["context"], linewidth=1.6, zorder=1)
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
        ax.set(xlim=(-REACH - 0.3, REACH + 0.3), ylim=(-1.25, 1.25))
        ax.set(xticks=[-6, -3, 0, 3, 6], yticks=[-1, 0, 1])
        for symbol, x, y, side in (("a_t", REACH, -1.1, "right"), ("s_t", -REACH, 0.6, "left")):
            ax.text(x, y, f"${symbol}$", color=COLOURS["hidden"], fontsize=14, ha=side)
        colour = COLOURS["hidden"]
        self._ways, self._marks = [], []
        for style, face in zip(UNIT_LINES, (colour, "white")):
            (way,) = ax.plot([], [], color=colour, linewidth=1.6, linestyle=style, zorder=2)
            (mark,) = ax.plot([], [], "o", color=colour, markerfacecolor=face, zorder=3)
            self._ways.append(way)
            self._marks.append(mark)
        self.moving = [*self._ways, *self._marks]

    @property
    def shown(self):
        places = np.array([mark.get_xydata()[0] for mark in self._marks])
        return {
            "a": places[:, 0],
            "s": places[:, 1],
            "markers": [mark.get_marker() for mark in self._marks],
            "ways": np.array([way.get_xydata() for way in self._ways]),
        }

    def set(self, *, a, s):
        """Show sums a (units,) and states s = tanh(a) (units,)."""
        for way, mark, a_i, s_i in zip(self._ways, self._marks, a, s, strict=True):
            place = np.clip(a_i, -REACH, REACH)
            way.set_data([place, place], [0, s_i])
            mark.set_data([place], [s_i])
            mark.set_marker("o" if abs(a_i) <= REACH else ">" if a_i > 0 else "<")
