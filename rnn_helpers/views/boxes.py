"""Numbers in boxes, the squares that textbooks draw for matrices, and outlines as one path."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from .style import COLOURS, lecture_style
from .texts import Texts, figures


class Boxes:
    """Vectors and matrices of one concept, each number in a box; blank until it is known.

    Parameters
    ----------
    ax : matplotlib Axes whose data are pixels
    cells : {name: list of (left, bottom, width, height)}, one box a number, row after row
    concept : key of COLOURS
    size : of the numbers, in pixels

    Attributes
    ----------
    places : {name: list of (x, y)}, the middles of the boxes
    shown : {name: list of texts}, what is written there now; "" in a blank box
    framed : (n, 2), the middles of the boxes whose frame is coloured
    """

    @lecture_style()
    def __init__(self, ax, *, cells, concept, size=16):
        self._cells = cells
        self.places = {
            name: [(x + width / 2, y + height / 2) for x, y, width, height in boxes]
            for name, boxes in cells.items()
        }
        everything = [box for boxes in cells.values() for box in boxes]
        ax.add_patch(_frames(everything, edgecolor=COLOURS["context"], linewidth=0.8, zorder=0.5))
        self._frames = _frames([], edgecolor=COLOURS[concept], linewidth=1.6, zorder=3)
        ax.add_patch(self._frames)
        self._writing = Texts(ax, colour=COLOURS[concept], size=size)
        self.moving = [self._frames, *self._writing.moving]

    @property
    def shown(self):
        """The texts in the boxes, found by their places."""
        written = {(x, y): text for x, y, text in self._writing.shown}
        return {
            name: [written.get(place, "") for place in places]
            for name, places in self.places.items()
        }

    @property
    def framed(self):
        return middles_of(self._frames.get_path())

    def set(self, *, numbers):
        """Show {name: numbers}; a name left out or None, and a number that is NaN, stays blank."""
        known, texts = [], []
        for name, boxes in self._cells.items():
            values = numbers.get(name)
            values = [np.nan] * len(boxes) if values is None else np.ravel(values)
            for box, place, value in zip(boxes, self.places[name], values, strict=True):
                if text := in_a_box(value):
                    known.append(box)
                    texts.append((*place, text))
        self._frames.set_path(around_each(known))
        self._writing.set(texts=texts)


def grid(middle, shape, cell):
    """Return the boxes of a matrix of this shape around its middle, the first row on top."""
    (x, y), (rows, columns), (width, height) = middle, shape, cell
    left, top = x - columns * width / 2, y + rows * height / 2
    return [
        (left + j * width, top - (i + 1) * height, width, height)
        for i in range(rows)
        for j in range(columns)
    ]


def around(boxes):
    """Return the bounds (left, bottom, width, height) of some boxes."""
    left, bottom = min(x for x, *_ in boxes), min(y for _, y, *_ in boxes)
    right, top = max(x + w for x, _, w, _ in boxes), max(y + h for _, y, _, h in boxes)
    return left, bottom, right - left, top - bottom


def around_each(boxes):
    """Return one path around every box."""
    return joined([corners(box) for box in boxes])


def middles_of(path):
    """Return the middles (n, 2) of the boxes that such a path goes around."""
    return path.vertices.reshape(-1, 5, 2)[:, :4].mean(axis=1)


def corners(box):
    """Return the four corners of a box (left, bottom, width, height)."""
    left, low, wide, tall = box
    return [(left, low), (left + wide, low), (left + wide, low + tall), (left, low + tall)]


def arrow(tail, head):
    """Return the seven corners of an arrow from `tail` to `head`, both (x, y)."""
    half, barb, length = 1.1, 4.5, 7  # half of the shaft and of the head, length of the head
    tail, head = np.array(tail), np.array(head)
    along = (head - tail) / np.hypot(*(head - tail))
    aside, neck = np.array([-along[1], along[0]]), head - length * along
    one_side = [tail + half * aside, neck + half * aside, neck + barb * aside, head]
    return [*one_side, neck - barb * aside, neck - half * aside, tail - half * aside]


def joined(shapes):
    """Return one path around closed shapes, each a list of corners."""
    points = [corner for shape in shapes for corner in (*shape, shape[0])]
    codes = [
        code
        for shape in shapes
        for code in (Path.MOVETO, *[Path.LINETO] * (len(shape) - 1), Path.CLOSEPOLY)
    ]
    return Path(np.reshape(points, (-1, 2)), codes)


def in_a_box(value):
    """Return at most five letters for a number: 0.76, −1.52, −12.3; text, integers as they are."""
    if isinstance(value, str):
        return str(value)
    if not np.isfinite(value):
        return ""
    if isinstance(value, int | np.integer):
        return str(value)
    return figures(value, digits=1 if abs(value) > 9.994 else 2)


def _frames(boxes, **style):
    return PathPatch(around_each(boxes), facecolor="none", joinstyle="miter", **style)
