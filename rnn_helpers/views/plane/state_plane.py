"""The path of a two-unit state: one point a step, markers that grow with time, start in grey."""

import numpy as np

from ..style import COLOURS, axis_name, lecture_style


class StatePlane:
    """The square of all states (s_1, s_2), and the path of one run in it.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T, the number of steps after the start
    labels : symbols of the two axes

    Attributes
    ----------
    shown : {"path": (T+1, 2), "points": (T, 2), "sizes": (T,) of the points, "start": (2,),
        "now": (2,) where the ring is, or None}
    """

    @lecture_style()
    def __init__(self, ax, *, steps, labels=("s_1", "s_2")):
        self.steps = steps
        colour = COLOURS["hidden"]
        ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
        ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        axis_name(ax, labels[0], "x")
        axis_name(ax, labels[1], "y")
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
        ax.axvline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
        (self._line,) = ax.plot([], [], color=colour, linewidth=1.2, alpha=0.6, zorder=1)
        self._points = ax.scatter([], [], color=colour, zorder=2)
        # single points as lines: many times faster than as a scatter
        (self._start,) = ax.plot([], [], "o", markersize=7, color=COLOURS["context"], zorder=2)
        (self._now,) = ax.plot(
            [], [], "o", markersize=16, markerfacecolor=COLOURS["now"], markeredgecolor=colour,
            markeredgewidth=2, zorder=1.5,
        )  # fmt: skip
        self.moving = [self._line, self._now, self._points, self._start]

    @property
    def shown(self):
        ring = self._now.get_xydata()
        return {
            "path": np.array(self._line.get_xydata()),
            "points": np.array(self._points.get_offsets()),
            "sizes": np.array(self._points.get_sizes()),
            "start": np.array(self._start.get_xydata()[0]),
            "now": np.array(ring[0]) if len(ring) else None,
        }

    def set(self, *, path, now=None):
        """Show path (T+1, 2), row 0 the start; ring the step `now`. NaN rows are not drawn."""
        path = np.asarray(path, dtype=float).reshape(self.steps + 1, 2)
        self._line.set_data(path.T)
        self._points.set_offsets(path[1:])
        self._points.set_sizes(np.linspace(20, 110, self.steps))
        self._start.set_data(path[:1].T)
        self._now.set_data(path[now : now + 1].T if now is not None else ([], []))
