"""Columns of U as arrows, the same arrow where it pushes, and the path without it."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ..style import COLOURS, axis_name, lecture_style
from ..texts import Texts, pixels_from

LETTERS = 14  # size of a token beside the tip of its arrow, in pixels
ASIDE, LINE = 13, 15  # pixels: from the tip to its token, from one token up to the next
HIGHEST = 100  # pixels above or below the origin


class Columns:
    """The columns of U, one arrow a token from the origin; grey lines between their tips.

    Parameters
    ----------
    ax : matplotlib Axes, square
    tokens : the vocabulary
    limit : the axes reach from -limit to limit
    pixel : width of the axes in pixels

    Attributes
    ----------
    shown : {"tips": (K, 2), "between": (K + 1, 2) the grey line, "thick": (1, 2, 2) the tail and
        the tip of the thick arrow, "thin": (K - 1, 2, 2) those of the others, "places":
        {token: (x, y)} where the tokens stand, in pixels from the origin}; an arrow of length 0 is
        not drawn
    """

    @lecture_style()
    def __init__(self, ax, *, tokens, limit, pixel):
        _plane(ax, limit, ticks=(-2, 0, 2), labels=("U_{1,i}", "U_{2,i}"))
        self._tokens, self._scale = tokens, pixel / (2 * limit)
        (self._between,) = ax.plot(
            [], [], color=COLOURS["context"], linewidth=1, linestyle=(0, (3, 3)), zorder=1
        )
        self._thin = _arrows(ax, zorder=2)
        self._thick = _arrows(ax, zorder=2.5)
        (self._tips,) = ax.plot([], [], "s", color=COLOURS["parameter"], markersize=4, zorder=3)
        origin = pixels_from(ax, (0, 0))
        self._names = Texts(ax, colour=COLOURS["input"], size=LETTERS, transform=origin)
        self.moving = [self._between, self._thin, self._thick, self._tips, *self._names.moving]

    @property
    def shown(self):
        return {
            "tips": np.array(self._tips.get_xydata()),
            "between": np.array(self._between.get_xydata()),
            "thick": _ends(self._thick),
            "thin": _ends(self._thin),
            "places": {token: (x, y) for x, y, token in self._names.shown},
        }

    def set(self, *, columns, now):
        """Show columns (2, K); the arrow of token `now` is thick."""
        tips = np.asarray(columns, float).T  # (K, 2)
        self._between.set_data(*np.vstack([tips, tips[:1]]).T)
        rest = [tip for i, tip in enumerate(tips) if i != now]
        self._thin.set_path(arrows([((0, 0), tip) for tip in rest], width=0.035))
        self._thick.set_path(arrows([((0, 0), tips[now])], width=0.11))
        self._tips.set_data(tips.T)
        places = _apart(tips * self._scale)
        self._names.set(texts=[(*at, t) for at, t in zip(places, self._tokens, strict=True)])


class Sum:
    """What the past adds, a grey ring; from there one arrow, the push; a dot where it ends.

    Attributes
    ----------
    shown : {"past": (2,), "end": (2,) the dot, "push": (1, 2, 2) the tail and the tip of the arrow,
        (0, 2, 2) where its length is 0}
    """

    @lecture_style()
    def __init__(self, ax, *, limit):
        _plane(ax, limit, ticks=(-2, 0, 2), labels=("a_{t,1}", "a_{t,2}"))
        self._push = _arrows(ax, zorder=2)
        (self._past,) = ax.plot(
            [], [], "o", markersize=9, markerfacecolor="white", zorder=1.8, markeredgewidth=2,
            markeredgecolor=COLOURS["context"],
        )  # fmt: skip
        (self._end,) = ax.plot([], [], "o", markersize=13, color=COLOURS["hidden"], zorder=1.9)
        self.moving = [self._push, self._past, self._end]

    @property
    def shown(self):
        past, end = (np.array(dot.get_xydata()[0]) for dot in (self._past, self._end))
        return {"past": past, "end": end, "push": _ends(self._push)}

    def set(self, *, past, push):
        """Show W s_{t-1} (2,), and U x_t (2,) added to it."""
        end = np.add(past, push)
        self._past.set_data(*np.reshape(past, (2, 1)))
        self._end.set_data(*np.reshape(end, (2, 1)))
        self._push.set_path(arrows([(past, end)], width=0.13))


class Detour:
    """A second path in a state plane, dashed, its dots hollow: a run without one word.

    Attributes
    ----------
    shown : {"path": (n, 2), "dots": (n - 1, 2)}
    """

    @lecture_style()
    def __init__(self, ax):
        self._line, self._dots = (
            ax.plot([], [], color=COLOURS["context"], linewidth=1.6, **style)[0]
            for style in (
                {"linestyle": (0, (3, 2)), "zorder": 1.2},
                {"linestyle": "none", "marker": "o", "markersize": 9, "markerfacecolor": "white",
                 "markeredgewidth": 2, "zorder": 1.7},
            )
        )  # fmt: skip
        self.moving = [self._line, self._dots]

    @property
    def shown(self):
        path, dots = (np.array(line.get_xydata()) for line in (self._line, self._dots))
        return {"path": path, "dots": dots}

    def set(self, *, path):
        """Show path (n, 2); its first point has no dot."""
        path = np.asarray(path, float).reshape(-1, 2)
        self._line.set_data(path.T)
        self._dots.set_data(path[1:].T)


def arrows(pairs, *, width):
    """Return one path of the outlines of arrows (tail, tip); none where both are one point."""
    outlines = [np.empty((0, 2))]
    for tail, tip in pairs:
        tail, tip = np.asarray(tail, float), np.asarray(tip, float)
        length = np.hypot(*(tip - tail))
        if length < 1e-9:
            continue
        along = (tip - tail) / length
        across = np.array([-along[1], along[0]])
        head = min(0.12 + 2.5 * width, length)
        neck, half, wide = tip - head * along, across * width / 2, across * head * 0.45
        outline = [tail + half, neck + half, neck + wide, tip, neck - wide, neck - half]
        outlines.append([*outline, tail - half, tail + half])
    codes = [Path.MOVETO, *[Path.LINETO] * 6, Path.CLOSEPOLY] * (len(outlines) - 1)
    return Path(np.concatenate(outlines), codes)


def _ends(patch):
    """The tails and the tips of arrows, (n, 2, 2), read off their outlines."""
    outlines = patch.get_path().vertices.reshape(-1, 8, 2)
    return np.stack([(outlines[:, 0] + outlines[:, 6]) / 2, outlines[:, 3]], axis=1)


def _arrows(ax, **style):
    patch = PathPatch(arrows([], width=1), facecolor=COLOURS["parameter"], linewidth=0, **style)
    return ax.add_patch(patch)


def _plane(ax, limit, *, ticks, labels):
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit), xticks=ticks, yticks=ticks)
    for symbol, which in zip(labels, "xy", strict=True):
        axis_name(ax, symbol, which)
    ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
    ax.axvline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)


def _apart(tips):
    """Where names stand: beyond their tips, and farther out where a name stands already."""
    places = []
    for tip in tips:
        length = np.hypot(*tip)
        out = tip / length if length > 1 else np.array([0.0, 1.0])
        x, y = tip + out * (ASIDE + 12 * abs(out[0]))
        x += 26 * (abs(out[0]) < 0.2)  # not on an axis
        y += 10 * (abs(out[1]) < 0.2)
        x, up = float(np.clip(x, -88, 95)), -1 if out[1] < -0.2 else 1
        for p, q in sorted(places, key=lambda place: up * place[1]):
            if abs(x - p) < 3.4 * LETTERS and abs(y - q) < LINE:
                y = q + up * LINE
        if abs(y) > HIGHEST:  # beside the others, towards the middle
            inwards = -1 if x > 0 else 1
            x = inwards * (max(inwards * p for p, _ in places) + 3.4 * LETTERS)
            y = up * min(up * q for _, q in places)
        places.append((x, y))
    return places
