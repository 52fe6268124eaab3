"""One number of many runs over time, up to now; one run stands out."""

import numpy as np
from matplotlib.collections import LineCollection

from ..style import COLOURS, axis_name, lecture_style


class ManyRuns:
    """Thin lines, one a run, over the times 0..T-1, and a thick one with its number at the end.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T
    limits : (lowest, highest) of the vertical axis, fixed
    symbol : what is drawn
    concept : key of COLOURS

    Attributes
    ----------
    shown : {"others": (N, n), "one": (n,), "now": the time of the band}
    """

    @lecture_style()
    def __init__(self, ax, *, steps, limits, symbol="z_t", concept="output"):
        hue = COLOURS[concept]
        ax.set(xlim=(-1.5, steps - 0.5), ylim=limits)
        ax.set_xticks(range(0, steps, 4))
        ax.set_yticks(range(int(np.ceil(limits[0])), int(limits[1]) + 1))
        axis_name(ax, "t", "x")
        axis_name(ax, symbol, "y")
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
        self._band = ax.axvspan(-0.5, 0.5, color=COLOURS["now"], zorder=-1)
        self._others = LineCollection([], linewidths=0.9, color=hue, alpha=0.45, zorder=1)
        ax.add_collection(self._others, autolim=False)
        (self._ends,) = ax.plot([], [], "o", markersize=4, color=hue, zorder=1.5)
        (self._one,) = ax.plot([], [], color=COLOURS["ink"], marker="o", markersize=5, zorder=2)
        self.moving = [self._band, self._others, self._ends, self._one]

    @property
    def shown(self):
        lines = [path.vertices[:, 1] for path in self._others.get_paths()]
        return {
            "others": np.array(lines),
            "one": self._one.get_xydata()[:, 1],
            "ends": self._ends.get_xydata(),
            "now": self._band.get_x() + 0.5,
        }

    def set(self, *, others, one, now):
        """Show others (N, n) and one (n,) for the times 0..n-1, and a band at `now`."""
        others = np.asarray(others, float)
        times = np.arange(others.shape[1], dtype=float)
        self._others.set_segments(np.stack(np.broadcast_arrays(times, others), axis=-1))
        self._one.set_data(times, one)
        last = others[:, -1:] if times.size else np.empty((0, 1))
        self._ends.set_data(np.full(last.size, times[-1] if times.size else 0), last.ravel())
        self._band.set_x(now - 0.5)
