"""A cobweb: the new state read off a curve, carried back to the diagonal, read off again."""

import numpy as np

from ..style import COLOURS, axis_name, lecture_style

LEFT = -1.1  # where the window begins
MARKS = {"attracts": "o", "repels": "o", "in turns": "D"}
_HEADS = ("v^", "<>")  # down or up to the curve, left or right to the diagonal
_SHORTEST = 0.22  # legs that are shorter get no arrow head


class Cobweb:
    """The curve of s_t over s_{t-1}, the diagonal, and the staircase of a run between them.

    Parameters
    ----------
    ax : matplotlib Axes

    Attributes
    ----------
    shown : {"curve", "other", "stairs", "legs", "ring", "start", "level": (n, 2) points, those of
        the thick last step as "legs"; "heads": [(sign, whether it is seen)] of its two arrows,
        "head places": (2, 2); "marks": {kind: (n, 2) points}}
    """

    @lecture_style()
    def __init__(self, ax):
        hue, ink, grey = COLOURS["hidden"], COLOURS["ink"], COLOURS["context"]
        ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
        ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        axis_name(ax, "s_{t-1}", "x")
        axis_name(ax, "s_t", "y")
        ax.plot([-1.1, 1.1], [-1.1, 1.1], color=grey, linewidth=1.2, zorder=0)
        (self._other,) = ax.plot([], [], color=grey, linewidth=1.2, linestyle="dashed", zorder=1)
        (self._curve,) = ax.plot([], [], color=ink, linewidth=1.8, zorder=1.5)
        (self._stairs,) = ax.plot([], [], color=hue, linewidth=1.1, alpha=0.7, zorder=2)
        (self._legs,) = ax.plot([], [], color=hue, linewidth=2.6, zorder=2.5)
        self._level = Level(ax)
        self._heads = [ax.plot([], [], color=hue, markersize=10, zorder=2.6)[0] for _ in _HEADS]
        faces = {"attracts": ink, "repels": "white", "in turns": ink}
        self._marks = {
            kind: ax.plot(
                [], [], MARKS[kind], color=ink, markerfacecolor=face, markersize=8,
                markeredgewidth=1.8, linestyle="none", zorder=3,
            )[0]
            for kind, face in faces.items()
        }  # fmt: skip
        (self._start,) = ax.plot([], [], "o", markersize=12, color=grey, zorder=2.7)
        (self._now,) = ax.plot(
            [], [], "o", markersize=14, markerfacecolor=COLOURS["now"], markeredgecolor=hue,
            markeredgewidth=2, zorder=2.8,
        )  # fmt: skip
        self.moving = [
            *self._level.moving, self._other, self._curve, self._stairs, self._legs, *self._heads,
            *self._marks.values(), self._start, self._now,
        ]  # fmt: skip

    @property
    def shown(self):
        lines = {
            "curve": self._curve, "other": self._other, "stairs": self._stairs,
            "legs": self._legs, "ring": self._now, "start": self._start,
        }  # fmt: skip
        return {
            **{name: line.get_xydata() for name, line in lines.items()},
            "level": self._level.shown,
            "heads": [(head.get_marker(), head.get_visible()) for head in self._heads],
            "head places": np.concatenate([head.get_xydata() for head in self._heads]),
            "marks": {kind: mark.get_xydata() for kind, mark in self._marks.items()},
        }

    def set(self, *, curve, path, other=None, places=None):
        """Show one curve, and the run that its last step belongs to.

        curve : (2, n) old states, from -1.1 to 1.1, and the new states they lead to
        path : s_0 ... s_t; its last step is drawn thick, with a ring where it meets the curve and
            a dotted line from there to the vertical axis. Earlier steps may have met other curves,
            those of other inputs
        other : a second curve, dashed; None for none
        places : {"attracts": [...], "repels": [...], "in turns": [p, q]}, each of them optional
        """
        self._curve.set_data(*curve)
        self._other.set_data(*(other if other is not None else ([], [])))
        path = np.asarray(path, dtype=float)
        corners = staircase(path)
        self._stairs.set_data(corners.T)
        self._legs.set_data(corners[-3:].T if len(path) > 1 else ([], []))
        self._now.set_data(corners[-2:-1].T if len(path) > 1 else ([], []))
        self._start.set_data(corners[:1].T)
        self._level.set(height=path[-1], between=(LEFT, path[max(len(path) - 2, 0)]))
        self._point(corners[-3:])
        places = places or {}
        for kind, mark in self._marks.items():
            states = np.asarray(places.get(kind, ()), dtype=float)
            mark.set_data(states, states[::-1] if kind == "in turns" else states)

    def _point(self, corners):
        """Put an arrow head in the middle of each leg of the last step that has room for one."""
        legs = list(zip(corners, corners[1:], strict=False))  # none at the start
        for n, head in enumerate(self._heads):
            start, end = legs[n] if legs else (corners[0], corners[0])
            way = (end - start)[1 - n]  # up or down first, then sideways
            middle = (start + end) / 2
            head.set_data(*([number] for number in middle))
            head.set_marker(_HEADS[n][int(way > 0)])
            head.set_visible(abs(way) >= _SHORTEST)


class Level:
    """A dotted line at the height of one state, so that two pictures side by side can be compared.

    Parameters
    ----------
    ax : matplotlib Axes

    Attributes
    ----------
    shown : (2, 2) the two ends of the line
    """

    @lecture_style()
    def __init__(self, ax):
        hue = COLOURS["hidden"]
        (self._line,) = ax.plot([], [], color=hue, linewidth=1.2, linestyle=":", zorder=0.5)
        self.moving = [self._line]

    @property
    def shown(self):
        return self._line.get_xydata()

    def set(self, *, height, between):
        """Show it at `height`, between two places (left, right) of the horizontal axis."""
        self._line.set_data(between, [height, height])


def staircase(path):
    """Return the corners (2T+1, 2) of a run s_0 ... s_T: on the diagonal at s_0, to the curve at
    (s_0, s_1), to the diagonal at (s_1, s_1), and so on."""
    s = np.repeat(np.asarray(path, dtype=float), 2)  # s_0, s_0, s_1, s_1, ...
    return np.column_stack([s[:-1], s[1:]])
