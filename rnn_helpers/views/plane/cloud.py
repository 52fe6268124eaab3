"""Many states at once in the plane of two units, and one of them that stands out with its way."""

import numpy as np

from ..style import COLOURS, axis_name, lecture_style


class Cloud:
    """The square of all states (s_1, s_2), and in it the states of many runs at one time.

    Parameters
    ----------
    ax : matplotlib Axes
    labels : symbols of the two axes

    Attributes
    ----------
    shown : {"states": (N, 2), "way": (n, 2) of one run up to now, "now": (2,) where it is}
    """

    @lecture_style()
    def __init__(self, ax, *, labels=("s_1", "s_2")):
        hue, grey = COLOURS["hidden"], COLOURS["context"]
        ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
        ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        axis_name(ax, labels[0], "x")
        axis_name(ax, labels[1], "y")
        ax.axhline(0, color=grey, linewidth=0.8, zorder=0)
        ax.axvline(0, color=grey, linewidth=0.8, zorder=0)
        (self._now,) = ax.plot(
            [], [], "o", markersize=15, markerfacecolor=COLOURS["now"], markeredgecolor=hue,
            markeredgewidth=2, zorder=1,
        )  # fmt: skip
        (self._way,) = ax.plot([], [], color=grey, linewidth=1.4, zorder=1.5)
        (self._states,) = ax.plot([], [], "o", markersize=4.5, color=hue, clip_on=False, zorder=2)
        self.moving = [self._now, self._way, self._states]

    @property
    def shown(self):
        return {
            "states": np.array(self._states.get_xydata()),
            "way": np.array(self._way.get_xydata()),
            "now": np.array(self._now.get_xydata()[0]),
        }

    def set(self, *, states, way):
        """Show states (N, 2), and the way (n, 2) of one run, whose last point is ringed."""
        self._states.set_data(np.transpose(states))
        self._way.set_data(np.transpose(way))
        self._now.set_data(np.transpose(way[-1:]))
