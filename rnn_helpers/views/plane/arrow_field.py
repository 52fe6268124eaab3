"""Arrows from each state towards the next, and a line that follows them: what misleads at a map."""

import numpy as np

from ..style import COLOURS, lecture_style

LENGTH = 0.17  # of the longest arrow, in units of the plane
_BARB = 0.35  # of an arrow's length that its head takes


class ArrowField:
    """Arrows that show directions only, and a dashed line that follows them.

    Parameters
    ----------
    ax : matplotlib Axes of a `StatePlane`

    Attributes
    ----------
    shown : {"arrows": (7 n, 2) strokes, "flow": (m, 2), "end": (1, 2) or (0, 2) the square on it}
    """

    @lecture_style()
    def __init__(self, ax):
        ink = COLOURS["ink"]
        (self._arrows,) = ax.plot([], [], color=COLOURS["context"], linewidth=1.1, zorder=0.6)
        (self._flow,) = ax.plot([], [], color=ink, linewidth=2.2, linestyle="dashed", zorder=2.6)
        (self._end,) = ax.plot(
            [], [], "s", color=ink, markerfacecolor="white", markersize=10, markeredgewidth=2,
            zorder=2.7,
        )  # fmt: skip
        self.moving = [self._arrows, self._flow, self._end]

    def set(self, *, states=(), moves=(), flow=()):
        """Show an arrow at each of `states` (n, 2) along `moves` (n, 2), and the line `flow`
        (m, 2); long moves get shortened arrows. Nothing is shown without arguments."""
        flow = np.reshape(flow, (-1, 2))
        self._flow.set_data(flow.T)
        self._end.set_data(flow[-1:].T)
        self._arrows.set_data(arrows(np.reshape(states, (-1, 2)), np.reshape(moves, (-1, 2))).T)

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        lines = {"arrows": self._arrows, "flow": self._flow, "end": self._end}
        return {name: line.get_xydata() for name, line in lines.items()}


def arrows(states, moves):
    """Return the strokes (7 n, 2) of n arrows: shaft and two barbs, a gap after each."""
    size = np.hypot(*moves.T)[:, None]
    along = LENGTH * moves / (size + 0.2)
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1)
    head = states + along
    left, right = (head - _BARB * (along + sign * aside) for sign in (1, -1))
    gap = np.full_like(states, np.nan)
    return np.stack([states, head, gap, left, head, right, gap], axis=1).reshape(-1, 2)
