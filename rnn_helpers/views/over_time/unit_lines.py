"""The numbers of many units over time, from the initial state on, as a bundle of thin lines."""

import numpy as np
from matplotlib.collections import LineCollection

from ..style import COLOURS, axis_name, lecture_style


class UnitLines:
    """Thin lines over steps -1..T: states of all units, and in grey those of other runs.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T

    Attributes
    ----------
    shown : {"states": (T+2, H), "others": (N, T+2), "now": step, "pulses": {step: height} of the
        heads, "stems": (n, 2, 2) each from its foot to its head}
    """

    @lecture_style()
    def __init__(self, ax, *, steps):
        self.steps = steps
        ax.set(xlim=(-2, steps + 1), ylim=(-1.1, 1.1), yticks=[-1, 0, 1])
        ax.set_xticks(range(0, steps + 1, 10))
        axis_name(ax, "t", "x")
        axis_name(ax, "s_t", "y")
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
        self._band = ax.axvspan(-0.5, 0.5, color=COLOURS["now"], zorder=-1)
        grey, hue = COLOURS["context"], COLOURS["hidden"]
        # as one long line they would leave some 15 MB with the sharp picture's drawing tool
        self._others = LineCollection([], linewidths=1.4, linestyles="dashed", zorder=1, color=grey)
        self._lines = LineCollection([], linewidths=1.2, zorder=2, color=hue)
        for lines in (self._others, self._lines):
            ax.add_collection(lines, autolim=False)
        (self._stems,) = ax.plot([], [], color=COLOURS["input"], linewidth=1.6, zorder=1.5)
        (self._heads,) = ax.plot([], [], "o", color=COLOURS["input"], zorder=1.5)
        self.moving = [self._band, self._others, self._stems, self._heads, self._lines]

    def set(self, *, states, now, others=(), pulses=()):
        """Show states (T+2, H), row 0 at t = -1, a band at `now`; others (N, T+2) in dashed grey.

        pulses : {step: height} of blue stems
        """
        self._lines.set_segments(self._over_time(np.asarray(states, dtype=float).T))
        self._others.set_segments(self._over_time(np.asarray(others, dtype=float)))
        steps, heights = list(pulses), [pulses[t] for t in pulses]
        self._heads.set_data(steps, heights)
        foot = [y for height in heights for y in (0.0, height, np.nan)]
        self._stems.set_data(np.repeat(np.array(steps, dtype=float), 3), foot)
        self._band.set_x(now - 0.5)

    def _over_time(self, rows):
        """Return a line (T+2, 2) for each row."""
        rows = rows.reshape(-1, self.steps + 2)
        return np.stack(np.broadcast_arrays(np.arange(-1.0, self.steps + 1), rows), axis=-1)

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        return {
            "states": self._heights(self._lines).T,
            "others": self._heights(self._others),
            "now": self._band.get_x() + 0.5,
            "pulses": {int(t): height for t, height in self._heads.get_xydata().tolist()},
            "stems": self._stems.get_xydata().reshape(-1, 3, 2)[:, :2],
        }

    def _heights(self, lines):
        """The heights (n, T+2) of lines, read off them."""
        heights = [path.vertices[:, 1] for path in lines.get_paths()]
        return np.reshape(heights, (-1, self.steps + 2))
