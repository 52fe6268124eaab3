"""Two places that belong together, with a number for each outside of the cloud of states."""

import numpy as np

from ..style import COLOURS, lecture_style
from ..texts import Texts

SIZE, OUT, APART = 0.12, 0.18, 0.22  # of the numbers; from the cloud to them; between the two
SIDES = 10, 18  # of the two squares: where they coincide, both are seen


class DeceptivePair:
    """Two squares, one wider, joined by a dotted line in a `StatePlane`; a line to each number.

    Parameters
    ----------
    ax : matplotlib Axes

    Attributes
    ----------
    named_at : (2, 2) where the names stand
    shown : {"points": (2, 2) the squares, "joined": (2, 2) the dotted line, "names":
        [(x, y, name)], "to_names": for each name its line (2, 2)}
    """

    @lecture_style()
    def __init__(self, ax):
        ink = COLOURS["ink"]
        thin, dots = {"linewidth": 0.9, "linestyle": "-"}, {"linewidth": 1.8, "linestyle": ":"}
        self._lines = [ax.plot([], [], color=ink, zorder=3, **how)[0] for how in (dots, thin, thin)]
        self._marks = [
            ax.plot(
                [], [], "s", color=ink, markerfacecolor=face, markersize=side, markeredgewidth=2,
                zorder=3.1,
            )[0]
            for side, face in zip(SIDES, ("white", "none"), strict=True)
        ]  # fmt: skip
        self._names = Texts(ax, colour=ink, size=SIZE)
        self.moving = [*self._lines, *self._marks, *self._names.moving]

    def set(self, *, points, names, cloud):
        """Mark two points (2, 2) of a cloud (n, 2), with names; draw none that is NaN."""
        points, cloud = np.asarray(points, dtype=float), np.asarray(cloud, dtype=float)
        self.named_at = outside(points, cloud)
        for line, ends in zip(self._lines, (points, *_ends(points, self.named_at)), strict=True):
            line.set_data(np.transpose(ends))
        for mark, point in zip(self._marks, points, strict=True):
            mark.set_data([point[0]], [point[1]])
        named = zip(self.named_at, names, strict=True)
        self._names.set(texts=[(x, y, str(name)) for (x, y), name in named if np.isfinite(x + y)])

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        joined, *to_names = (line.get_xydata() for line in self._lines)
        points = np.concatenate([mark.get_xydata() for mark in self._marks])
        names = self._names.shown
        return {"points": points, "joined": joined, "names": names, "to_names": to_names}


def outside(points, cloud):
    """Return the places (2, 2) of two names: outward from the points, and beyond the cloud."""
    middle = cloud.mean(axis=0)
    away = points - middle
    reach = np.hypot(*(cloud - middle).T).max() + OUT
    long = np.maximum(np.hypot(*away.T), 1e-9)[:, None]
    places = middle + reach * away / long
    between = places[1] - places[0]
    near = np.hypot(*between)
    if near < APART:  # beside each other, in the order in which they lie
        along = np.array([-away[0, 1], away[0, 0]]) / long[0]
        side = 1 if between @ along >= 0 else -1
        places = places.mean(axis=0) + np.outer([-0.5, 0.5], side * APART * along)
    return np.clip(places, -1.05, 1.05)


def _ends(points, places):
    """The thin lines, each from a point to just before its name."""
    for point, place in zip(points, places, strict=True):
        way = place - point
        yield point, place - way * min(0.1 / max(np.hypot(*way), 1e-9), 1)
