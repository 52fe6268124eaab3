"""One step as a line of boxes: names above, numbers inside, shapes of the parameters below."""

import numpy as np
from matplotlib.patches import PathPatch, Rectangle

from ..boxes import around_each, grid, in_a_box, middles_of
from ..style import COLOURS, lecture_style
from ..texts import Texts

CELL, ROW = 58, 28  # width and height of a box, in pixels
NAME, SHAPE = 19, 16  # sizes of the font
LETTER = 0.602 * NAME  # width of a letter of a name
GAP = 7  # between two arrays that are multiplied
LINES = (55, 159)  # from the top to the middles of the two lines
PLACES = {  # of the parts of both lines: columns, rows
    False: ((28, 160, 272, 390, 506, 648, 799, 856), (390, 506, 648, 799, 856)),
    True: ((28, 155, 264, 430, 594, 668, 745, 824), (430, 594, 668, 739, 824)),
}


class Spelling:
    """Two lines: tanh( ... ) = the new state, and the output.

    Parameters
    ----------
    ax : matplotlib Axes whose data are pixels
    left, top : the corner of the strip; the title stands at the left of its second line
    still : True where the names, frames and shapes never change after the first `set`

    Attributes
    ----------
    shown : {"arrays": [(name, list of texts), ...] in the boxes, array after array, "names":
        [(x, y, name), ...] above them, "shapes": list of texts below them, "signs": list of texts
        between them, "frames": {concept: (n, 2)} the middles of the boxes, "title": text, "mark":
        (name, i, j) of the box with the yellow ground, or None}
    """

    @lecture_style()
    def __init__(self, ax, *, left, top, still=False):
        self._left, self._top, self._is_set, self._still = left, top, False, still
        self._mark = Rectangle((0, 0), 0, 0, facecolor=COLOURS["now"], zorder=1)
        ax.add_patch(self._mark)
        low = 0.4 if still else 3
        self._frames, self._numbers, self._names = {}, {}, {}
        for concept in ("input", "hidden", "output", "parameter"):
            colour = COLOURS[concept]
            style = {"facecolor": "none", "edgecolor": colour, "linewidth": 1.4, "zorder": low}
            self._frames[concept] = ax.add_patch(PathPatch(around_each([]), **style))
            self._numbers[concept] = Texts(ax, colour=colour, size=17)
            self._names[concept] = Texts(ax, colour=colour, size=NAME, family="monospace")
        self._signs = Texts(ax, colour=COLOURS["ink"], size=17)
        self._shapes = Texts(ax, colour=COLOURS["ink"], size=SHAPE, family="monospace")
        self._title = Texts(ax, colour=COLOURS["ink"], size=23, ha="left")
        self.moving = [self._mark, *(w.moving[0] for w in self._numbers.values())]
        names = [*self._names.values(), self._signs, self._shapes, self._title]
        stays = [*self._frames.values(), *(w.moving[0] for w in names)]
        for artist in stays:
            artist.set_zorder(low)
        self.moving += [] if still else stays
        self._arrays = []

    @property
    def shown(self):
        arrays, mark, ground = [], None, self._mark.get_bbox()
        for name, concept, first, (rows, columns) in self._arrays:
            written = self._numbers[concept].shown[first : first + rows * columns]
            arrays.append((name, [text for _, _, text in written]))
            for k, (x, y, _) in enumerate(written):
                if ground.contains(x, y):
                    mark = (name, *divmod(k, columns))
        return {
            "arrays": arrays,
            "names": [label for writing in self._names.values() for label in writing.shown],
            "shapes": [text for _, _, text in self._shapes.shown],
            "signs": [text for _, _, text in self._signs.shown],
            "frames": {k: middles_of(frame.get_path()) for k, frame in self._frames.items()},
            "title": "".join(text for _, _, text in self._title.shown),
            "mark": mark,
        }

    def set(self, *, title, lines, mark, rows=False):
        """Show a convention.

        Parameters
        ----------
        title : str
        lines : two lists of parts; a part is a sign, or a product, a list of arrays; and an array
            is (concept, name, 2-d numbers, shape or "")
        mark : (name, i, j), the box with the yellow ground
        rows : True where vectors lie, and the matrices need more room
        """
        self._boxes, self._texts, self._labels = ({k: [] for k in self._frames} for _ in range(3))
        self._arrays, signs, shapes = [], [], []
        for parts, below, middles in zip(lines, LINES, PLACES[rows], strict=True):
            y = self._top - below
            for part, middle in zip(parts, middles, strict=True):
                if isinstance(part, str):
                    signs.append((middle, y, part))
                    continue
                for piece, x in zip(part, _side_by_side(part, middle), strict=True):
                    if isinstance(piece, str):
                        signs.append((x, y, piece))
                    else:
                        self._put(piece, x, y, shapes, mark)
        for concept, writing in self._numbers.items():
            writing.set(texts=self._texts[concept])
        if not (self._still and self._is_set):
            self._set_names(signs, shapes, title)
        self._is_set = True

    def _put(self, array, x, y, shapes, mark):
        """Note what is to be drawn of one array around (x, y)."""
        concept, name, numbers, shape = array
        cells, half = grid((x, y), numbers.shape, (CELL, ROW)), numbers.shape[0] * ROW / 2
        texts = [in_a_box(number) for number in numbers.ravel()]
        self._arrays.append((name, concept, len(self._boxes[concept]), numbers.shape))
        self._boxes[concept] += cells
        self._texts[concept] += [
            (left + CELL / 2, bottom + ROW / 2, text)
            for (left, bottom, _, _), text in zip(cells, texts, strict=True)
        ]
        self._labels[concept].append((x, y + half + 14, name))
        shapes.append((x, y - half - 13, shape))
        if (mark[0], "parameter") == (name, concept):
            left, bottom, width, height = cells[mark[1] * numbers.shape[1] + mark[2]]
            self._mark.set_bounds(left + 1, bottom + 1, width - 2, height - 2)

    def _set_names(self, signs, shapes, title):
        for concept, frame in self._frames.items():
            frame.set_path(around_each(self._boxes[concept]))
            self._names[concept].set(texts=self._labels[concept])
        self._signs.set(texts=signs)
        self._shapes.set(texts=shapes)
        self._title.set(texts=[(self._left, self._top - LINES[1], title)])


def _side_by_side(pieces, middle):
    """The middles of the pieces of a product or a sum, around the middle of all."""
    widths = np.array([_width(piece) for piece in pieces])
    ends = np.cumsum(widths + GAP)
    return middle - (ends[-1] - GAP) / 2 + ends - GAP - widths / 2


def _width(piece):
    if isinstance(piece, str):
        return 10 * len(piece)
    _, name, numbers, _ = piece
    return max(numbers.shape[1] * CELL, LETTER * len(name))
