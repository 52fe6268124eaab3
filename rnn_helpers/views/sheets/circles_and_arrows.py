"""One step of two units as circles and arrows: how wide an arrow is, says how large its weight."""

import numpy as np
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from ..boxes import corners, joined
from ..style import COLOURS, lecture_style
from ..texts import Texts, figures, text_width

WIDTH, HEIGHT = 560, 238  # pixels
RADIUS, SMALL = 27, 12  # of a circle; of one that holds the 1 of a bias
THICK = 8  # pixels that an arrow of weight 1 is wide
DASH, GAP = 9, 5  # pixels along an arrow of a negative weight; less on a short one
CIRCLES = {  # name: (x, y), concept
    "old s_1": ((112, 192), "hidden"), "old s_2": ((112, 120), "hidden"), "x": ((112, 48), "input"),
    "s_1": ((352, 157), "hidden"), "s_2": ((352, 81), "hidden"), "z": ((505, 120), "output"),
}  # fmt: skip
ONES = {"b1": (352, 224), "b2": (352, 14), "c": (505, 38)}
NAMES = {  # symbol: where it stands, how it is aligned, concept
    "s_{t-1,1}": ((79, 192), "right", "hidden"), "s_{t-1,2}": ((79, 120), "right", "hidden"),
    "x_t": ((79, 48), "right", "input"), "s_{t,1}": ((384, 183), "left", "hidden"),
    "s_{t,2}": ((384, 55), "left", "hidden"), "z_t": ((537, 120), "left", "output"),
}  # fmt: skip
# weight: from where, into where, how far along its name stands
ROADS = {
    "W11": ("old s_1", "s_1", 0.29), "W12": ("old s_1", "s_2", 0.29),
    "W21": ("old s_2", "s_1", 0.29), "W22": ("old s_2", "s_2", 0.29),
    "U1": ("x", "s_1", 0.29), "U2": ("x", "s_2", 0.29),
    "V1": ("s_1", "z", 0.5), "V2": ("s_2", "z", 0.5),
}  # fmt: skip
SIZE = 15  # of letters, in pixels


class CirclesAndArrows:
    """Old state and input on the left, new state, output on the right; an arrow for each weight.

    The arrow of a negative weight is dashed; a weight of 0 has none. The three 1 stand for what
    the biases are multiplied with.

    Parameters
    ----------
    ax : matplotlib Axes of WIDTH x HEIGHT pixels

    Attributes
    ----------
    shown : {"circles": {name: text}, "widths": {weight: pixels, 0 without an arrow}, "dashed": set
        of weights, "ways": {weight: (2, 2) from where to where}}
    """

    @lecture_style()
    def __init__(self, ax):
        ax.set_axis_off()
        ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        for place, concept in CIRCLES.values():
            ax.add_patch(_circle(place, RADIUS, COLOURS[concept], 2))
        for place in ONES.values():
            ax.add_patch(_circle(place, SMALL, COLOURS["context"], 1.2))
            ax.text(*place, "1", color=COLOURS["ink"], ha="center", va="center", fontsize=11)
        for symbol, (place, side, concept) in NAMES.items():
            ax.text(*place, f"${symbol}$", color=COLOURS[concept], ha=side, va="center")
        self._ways = {name: _way(name) for name in (*ROADS, *ONES)}
        purple = COLOURS["parameter"]
        self._arrows = PathPatch(Path(np.empty((0, 2))), facecolor=purple, linewidth=0, zorder=2)
        grounds = PathPatch(Path(np.empty((0, 2))), facecolor="white", linewidth=0, zorder=3)
        names = self._names = Texts(ax, colour=purple, size=SIZE)
        names.set(texts=[(*_place(name), _name(name)) for name in self._ways])
        grounds.set_path(joined([_ground(*text) for text in names.shown if _is_on_road(text)]))
        self._numbers = {
            concept: Texts(ax, colour=COLOURS[concept], size=SIZE)
            for concept in ("hidden", "input", "output")
        }
        for patch in (self._arrows, grounds):
            ax.add_patch(patch)
        numbers = [writing.moving[0] for writing in self._numbers.values()]
        self.moving = [self._arrows, grounds, *names.moving, *numbers]

    @property
    def shown(self):
        written = {(x, y): text for w in self._numbers.values() for x, y, text in w.shown}
        circles = {name: written.get(place, "") for name, (place, _) in CIRCLES.items()}
        ways = {name: np.array(way) for name, way in self._ways.items()}
        return {"circles": circles, "widths": self._widths, "dashed": self._dashed, "ways": ways}

    def set(self, *, weights, numbers=None):
        """Show weights {"W12": number, ..., "c": number}, and numbers {name of a circle: number};
        without them the circles stay empty."""
        for concept, writing in self._numbers.items():
            writing.set(
                texts=[
                    (*place, figures(numbers[name], digits=2))
                    for name, (place, of) in CIRCLES.items()
                    if numbers and of == concept
                ]
            )
        self._widths = {name: THICK * abs(weights[name]) for name in self._ways}
        self._dashed = {name for name in self._ways if weights[name] < 0}
        shapes = []
        for name, way in self._ways.items():
            if self._widths[name] > 1e-9:
                shapes += _arrow(*way, self._widths[name], name in self._dashed)
        self._arrows.set_path(joined(shapes) if shapes else Path(np.empty((0, 2))))


def _circle(place, radius, colour, line):
    return Circle(place, radius, facecolor="white", edgecolor=colour, linewidth=line, zorder=1)


def _way(name):
    """Where the arrow of a weight begins and ends: at the edges of its circles."""
    if name in ROADS:
        (tail, _), (head, _) = (CIRCLES[end] for end in ROADS[name][:2])
        before = RADIUS
    else:
        tail, before = ONES[name], SMALL
        head, _ = CIRCLES[{"b1": "s_1", "b2": "s_2", "c": "z"}[name]]
    tail, head = np.array(tail, float), np.array(head, float)
    along = (head - tail) / np.hypot(*(head - tail))
    return tail + (before + 2) * along, head - (RADIUS + 3) * along


def _place(name):
    """Where the name of a weight stands."""
    tail, head = _way(name)
    if name in ROADS:
        return tuple(tail + ROADS[name][2] * (head - tail))
    return tuple((tail + head) / 2 - (24, 0))


def _name(name):
    return name.translate(str.maketrans("12", "₁₂"))


def _is_on_road(text):
    return not text[2].startswith(("b", "c"))


def _ground(x, y, text):
    wide = text_width(text, size=SIZE) + 4
    return corners((x - wide / 2, y - 8, wide, 16))


def _arrow(tail, head, width, dashed):
    """Return the shapes of one arrow: its shaft, or dashes, and its head."""
    length = np.hypot(*(head - tail))
    along = (head - tail) / length
    aside, half = np.array([-along[1], along[0]]), width / 2
    barb, shaft = half + 4, length - min(8 + half, 0.45 * length)
    ends = [(0, shaft)]
    if dashed:
        dash = min(DASH, shaft / 3)
        starts = np.arange(0, shaft, dash * (1 + GAP / DASH))
        ends = [(start, min(start + dash, shaft)) for start in starts]

    def at(far, off):
        return tuple(tail + far * along + off * aside)

    shafts = [[at(a, half), at(b, half), at(b, -half), at(a, -half)] for a, b in ends]
    return [*shafts, [at(shaft, barb), at(length, 0), at(shaft, -barb)]]
