"""Two runs of one network in the plane of its states, and the line from one to the other."""

import numpy as np

from ..style import COLOURS, axis_name, lecture_style

NAMES = ("A", "B")


class TwoPaths:
    """The square of all states (s_1, s_2), run A in full dots and run B in hollow ones.

    Parameters
    ----------
    ax : matplotlib Axes

    Attributes
    ----------
    shown : {"paths": (2, T+1, 2), "now": (2, 2) the rings, "gap": (2, 2) the line between them,
        "starts": {name: (x, y)}, "aside": {name: how many points right and up of its start}}
    """

    @lecture_style()
    def __init__(self, ax):
        hue, grey, ink = COLOURS["hidden"], COLOURS["context"], COLOURS["ink"]
        ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
        ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        for symbol, which in zip(("s_{t,1}", "s_{t,2}"), "xy"):
            axis_name(ax, symbol, which)
        ax.axhline(0, color=grey, linewidth=0.8, zorder=0)
        ax.axvline(0, color=grey, linewidth=0.8, zorder=0)
        (self._gap,) = ax.plot([], [], color=ink, linewidth=1.4, zorder=1)
        self._lines, self._rings, self._names = [], [], []
        looks = (("solid", hue, 5), ("dashed", "white", 7))
        for name, (style, face, size) in zip(NAMES, looks, strict=True):
            line = {"color": hue, "markeredgecolor": hue, "markeredgewidth": 1.6}
            (path,) = ax.plot(
                [], [], "o", linestyle=style, linewidth=1, markerfacecolor=face, markersize=size,
                zorder=2, **line,
            )  # fmt: skip
            (ring,) = ax.plot(
                [], [], "o", markersize=15, markerfacecolor=COLOURS["now"], zorder=1.5,
                markeredgecolor=hue, markeredgewidth=2,
            )  # fmt: skip
            start = ax.annotate(
                name, (0, 0), xytext=(0, 0), textcoords="offset points", color=ink, ha="center",
                va="center", fontsize=13, fontweight="bold", annotation_clip=False, zorder=3,
            )  # fmt: skip
            self._lines.append(path)
            self._rings.append(ring)
            self._names.append(start)
        self.moving = [self._gap, *self._rings, *self._lines, *self._names]

    def set(self, *, paths, now):
        """Show paths (2, T+1, 2), row 0 of each its start; ring the step `now` of both."""
        paths = np.asarray(paths, dtype=float)
        for line, ring, name, path in zip(
            self._lines, self._rings, self._names, paths, strict=True
        ):
            line.set_data(path.T)
            ring.set_data(path[now : now + 1].T)
            name.xy = path[0]
        self._gap.set_data(paths[:, now].T)
        (one, other), away = paths[:, 0], (1, 0)
        if (other - one).any():
            away = (other - one) / np.hypot(*(other - one))
        for name, side in zip(self._names, (-1, 1), strict=True):  # on the far side of the other
            where = side * 15 * np.asarray(away)
            inside = np.where(np.abs(name.xy) > 0.9, -np.sign(name.xy) * 15, where)
            name.set_position(inside)

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        return {
            "paths": np.array([line.get_xydata() for line in self._lines]),
            "now": np.concatenate([ring.get_xydata() for ring in self._rings]),
            "gap": self._gap.get_xydata(),
            "starts": {name.get_text(): tuple(name.xy) for name in self._names},
            "aside": {name.get_text(): tuple(name.get_position()) for name in self._names},
        }
