"""Arrays with both ways to count: 0, 1, 2 from the front and -1, -2, -3 from the end."""

from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from ..boxes import around, corners, grid
from ..style import COLOURS, lecture_style
from ..texts import Texts, figures

WIDTH, HEIGHT = 900, 258  # pixels
# key: concept, name and its middle, (left, top) of the boxes, size of one box
TABLES = {
    "s": ("hidden", "states $s$", (152, 243), (88, 207), (64, 40)),
    "o": ("output", "outputs $o$", (401, 243), (314, 207), (58, 40)),
    "list": ("ink", r"$[o,\,s]$", (586, 187), (628, 207), (40, 40)),
    "x": ("input", "$x$", (744, 187), (766, 207), (40, 40)),
    "U": ("parameter", "$U$", (586, 63), (628, 99), (64, 36)),
}
HEADS, COLUMNS, WORDS = 219, 128, 38  # heights of tokens above o and U; middle of those left of s
_COLOUR = {name: COLOURS[table[0]] for name, table in TABLES.items()}
SIZE, SMALL = 18, 15  # of numbers and of indices, in pixels


class IndexedArrays:
    """The arrays s and o, the list [o, s], the ids x and the matrix U, and what an index picks.

    Parameters
    ----------
    ax : matplotlib Axes that fills a figure of WIDTH x HEIGHT pixels
    words : the T words of the sentence
    x : their ids
    U : (2, K) the columns of the K tokens
    tokens : the vocabulary

    Attributes
    ----------
    shown : {"s", "o": list of texts, what stands in the rows; "s made", "o made": whether the
        frame of each of these boxes says so, or is grey; "index": the texts beside s; "lit":
        {name: which of its boxes are lit up, counted row after row}}
    """

    @lecture_style()
    def __init__(self, ax, *, words, x, U, tokens):
        ax.set_axis_off()
        ax.set(position=(0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
        T, K = len(words), len(tokens)
        shapes = {"s": (T + 1, 2), "o": (T, K), "list": (1, 2), "x": (1, T), "U": (2, K)}
        self._cells = {name: _table(name, shape) for name, shape in shapes.items()}
        self._columns = {name: shape[1] for name, shape in shapes.items()}
        for concept, name, (left, middle), *_ in TABLES.values():
            ax.text(
                left, middle, name, color=COLOURS[concept], fontsize=16, ha="center",
                va="center",
            )  # fmt: skip
        self._write_what_stays(ax, words, x, U, tokens)
        lit = {"facecolor": COLOURS["now"], "edgecolor": COLOURS["ink"], "linewidth": 4}
        self._light = ax.add_patch(Rectangle((0, 0), 0, 0, zorder=1, **lit))
        frames = {"facecolors": "none", "linewidths": 1.4, "zorder": 2}
        self._rows = ax.add_collection(PolyCollection([], **frames))
        for name in ("list", "x", "U"):
            outlines = [corners(box) for box in self._cells[name]]
            ax.add_collection(PolyCollection(outlines, edgecolors=_COLOUR[name], **frames))
        concepts = {"s": "hidden", "o": "output", "zero": "ink", "index": "ink"}
        self._writings = {
            name: Texts(ax, colour=COLOURS[concept], size=SMALL if name == "index" else SIZE)
            for name, concept in concepts.items()
        }
        texts = [artist for writing in self._writings.values() for artist in writing.moving]
        self.moving = [self._light, self._rows, *texts]

    @property
    def shown(self):
        written = {
            (x, y): text for name in ("s", "o", "zero") for x, y, text in self._writings[name].shown
        }
        corners_of_rows = [tuple(path.vertices[0]) for path in self._rows.get_paths()]
        frames = dict(zip(corners_of_rows, map(tuple, self._rows.get_edgecolors())))
        found, grey = {}, to_rgba(COLOURS["context"])
        for name in ("s", "o"):
            places = [self._middle(name, n) for n in range(len(self._cells[name]))]
            colours = [frames[box[:2]] for box in self._cells[name] if box[:2] in frames]
            found[name] = [written[place] for place in places if place in written]
            found[f"{name} made"] = [colour != grey for colour in colours]
        return found | {
            "index": [text for *_, text in self._writings["index"].shown],
            "lit": self._lit() if self._light.get_visible() else {},
        }

    def _lit(self):
        light, lit = self._light.get_bbox(), {}
        for name, boxes in self._cells.items():
            for n, (x, y, wide, tall) in enumerate(boxes):
                if light.contains(x, y) and light.contains(x + wide, y + tall):
                    lit.setdefault(name, []).append(n)
        return lit

    def set(self, *, s, o, written, start, lit):
        """Show the arrays in the middle of the loop.

        s, o : arrays (T or T + 1, 2) and (T, K)
        written : how many steps have been computed: so many rows hold results
        start : the row of s that still holds the initial state, or None
        lit : (name, first, last), the rows of s or o, the boxes of the list or of x, or the
            columns of U, from the first to the last, that are lit up; or None
        """
        numbers, outlines, colours = {"s": [], "o": [], "zero": []}, [], []
        for name, array in (("s", s), ("o", o)):
            for n, value in enumerate(array.ravel()):
                row, text = n // self._columns[name], figures(value, digits=2)
                made = row < written or (name == "s" and row == start)
                outlines.append(corners(self._cells[name][n]))
                colours.append(_COLOUR[name] if made else COLOURS["context"])
                numbers[name if made else "zero"].append((*self._middle(name, n), text))
        self._rows.set_verts(outlines)
        self._rows.set_edgecolors(colours)
        for name, texts in numbers.items():
            self._writings[name].set(texts=texts)
        self._writings["index"].set(texts=[*self._both_ways("s", len(s))])
        self._light.set_visible(lit is not None)
        if lit is not None:
            left, low, wide, tall = around(self._picked(*lit))
            self._light.set_bounds(left - 2, low - 2, wide + 4, tall + 4)

    def _picked(self, name, first, last):
        columns, boxes = self._columns[name], self._cells[name]
        if name in ("s", "o"):
            return boxes[first * columns : (last + 1) * columns]
        return [box for j in range(first, last + 1) for box in boxes[j::columns]]

    def _write_what_stays(self, ax, words, x, U, tokens):
        ink = []
        for name in ("o", "list", "x", "U"):
            ink += self._both_ways(name, len(words) if name == "o" else self._columns[name])
        self._fixed(ax, "ink", SMALL, ink)
        rows = [(WORDS, self._middle("s", 2 * t)[1], word) for t, word in enumerate(words)]
        self._fixed(ax, "input", 15, rows)
        heads = [(self._middle("o", j)[0], HEADS, token) for j, token in enumerate(tokens)]
        self._fixed(ax, "output", 15, heads)
        ids = [(*self._middle("x", t), str(i)) for t, i in enumerate(x)]
        columns = [(self._middle("U", j)[0], COLUMNS, token) for j, token in enumerate(tokens)]
        self._fixed(ax, "input", 15, columns)
        self._fixed(ax, "input", SIZE, ids)
        self._fixed(ax, "ink", SIZE, [(*self._middle("list", n), "os"[n]) for n in range(2)])
        weights = [(*self._middle("U", n), figures(u, digits=1)) for n, u in enumerate(U.ravel())]
        self._fixed(ax, "parameter", SIZE, weights)

    @staticmethod
    def _fixed(ax, concept, size, texts):
        Texts(ax, colour=COLOURS[concept], size=size).set(texts=texts)

    def _middle(self, name, n):
        left, low, wide, tall = self._cells[name][n]
        return left + wide / 2, low + tall / 2

    def _both_ways(self, name, count):
        """Yield each index counted from the front and, on the other side, from the end."""
        left, low, wide, tall = around(self._cells[name])
        for i in range(count):
            front, back = str(i), f"\N{MINUS SIGN}{count - i}"
            if name in ("s", "o"):
                y = self._middle(name, i * self._columns[name])[1]
                yield left - 14, y, front
                yield left + wide + 18, y, back
            else:
                x = self._middle(name, i)[0]
                yield x, low + tall + 12, front
                yield x, low - 13, back


def _table(name, shape):
    _, _, _, (left, top), (wide, tall) = TABLES[name]
    middle = left + shape[1] * wide / 2, top - shape[0] * tall / 2
    return grid(middle, shape, (wide, tall))
