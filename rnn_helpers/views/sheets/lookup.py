"""Three ways from a token to its push, side by side: a product, a column, an embedding."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.path import Path

from ..boxes import Boxes, around, grid
from ..style import COLOURS, lecture_style
from ..texts import Texts

WIDTH, HEIGHT = 900, 320  # pixels: the picture fills a figure of 9 x 3.2 in
TITLE, HIGH, LOW, COUNT = 302, 214, 94, 30  # heights: titles, matrices, results, counts
CELL, WIDE, ONE = (55, 27), (66, 27), (34, 27)  # width and height of a box
FIRST, SECOND, THIRD = 111, 432, 655  # middles of the three upper matrices
PICKED, TURN = 752, 164  # where the row of E arrives; height at which the ways turn
TERM = 52  # width of the box of one product; between two of them stands a plus

# name: concept, shape, middle, box
PARTS = {
    "U": ("parameter", (2, 3), (FIRST, HIGH), WIDE),
    "x_t": ("input", (3, 1), (241, HIGH), ONE),
    "products": ("hidden", (2, 3), (FIRST, LOW), WIDE),
    "U x_t": ("hidden", (2, 1), (264, LOW), CELL),
    "U again": ("parameter", (2, 3), (SECOND, HIGH), CELL),
    "U[:, x_t]": ("hidden", (2, 1), (SECOND, LOW), CELL),
    "E": ("parameter", (3, 2), (THIRD, HIGH), CELL),
    "U_h": ("parameter", (2, 2), (THIRD, LOW), CELL),
    "e_t": ("input", (2, 1), (PICKED, LOW), CELL),
    "U_h e_t": ("hidden", (2, 1), (842, LOW), CELL),
}
SYMBOLS = [  # symbol, where, concept
    (r"U\,x_t", (186, TITLE), "ink"),
    (r"U_h\,e_t", (734, TITLE), "ink"),
    ("U", (FIRST, HIGH + 53), "parameter"),
    ("x_t", (241, HIGH + 53), "input"),
    ("U", (SECOND, HIGH + 53), "parameter"),
    ("E", (THIRD, HIGH + 53), "parameter"),
    ("U_h", (THIRD, LOW + 39), "parameter"),
    ("e_t", (776, LOW + 39), "input"),
    ("=", (223, LOW), "ink"),
    ("=", (797, LOW), "ink"),
    *(("+", (x, LOW + y), "ink") for x in (FIRST - 33, FIRST + 33) for y in (13, -14)),
]
STAYS = {"zorder": 0.5}  # below all that moves


class Lookup:
    """One token's push: one-hot vector times U, column of U, U_h times a row of E.

    Parameters
    ----------
    ax : matplotlib Axes that fills a figure of WIDTH x HEIGHT pixels
    tokens : the vocabulary, three tokens
    counts : how many multiplications each of the three ways takes

    Attributes
    ----------
    shown : {name: list of texts in its boxes, names as in PARTS, "title": text, "column": which
        column of U is framed, "row": which row of E, "ways": two lines (n, 2)}; None where no
        column or row is framed
    """

    @lecture_style()
    def __init__(self, ax, *, tokens, counts):
        ax.set_axis_off()
        ax.set(position=(0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
        cells = {name: grid(place, shape, box) for name, (_, shape, place, box) in PARTS.items()}
        gap = WIDE[0] - TERM
        cells["products"] = [(x + gap / 2, y, TERM, h) for x, y, _, h in cells["products"]]
        self._boxes = [
            Boxes(ax, cells={n: cells[n] for n in PARTS if PARTS[n][0] == concept}, concept=concept)
            for concept in ("input", "hidden", "parameter")
        ]
        self._column = [around(cells["U again"][i::3]) for i in range(3)]
        self._row = [around(cells["E"][2 * i : 2 * i + 2]) for i in range(3)]
        self._title = Texts(ax, colour=COLOURS["ink"], size=18, family="monospace")
        frame = {"facecolor": "none", "edgecolor": COLOURS["input"], "linewidth": 3, "zorder": 3.5}
        self._frames = [ax.add_patch(Rectangle((0, 0), 0, 0, **frame)) for _ in range(2)]
        way = {"color": COLOURS["ink"], "linewidth": 1.2, "zorder": 3.6}
        self._ways = [ax.plot([], [], **way)[0] for _ in range(2)]
        _write_words(ax, tokens, counts)
        self.moving = [
            *(artist for boxes in self._boxes for artist in boxes.moving),
            *self._title.moving,
            *self._frames,
            *self._ways,
        ]

    @property
    def shown(self):
        texts = {name: texts for boxes in self._boxes for name, texts in boxes.shown.items()}
        column, row = (frame.get_bbox().bounds for frame in self._frames)
        return {
            **texts,
            "title": "".join(text for _, _, text in self._title.shown),
            "column": self._column.index(column) if column in self._column else None,
            "row": self._row.index(row) if row in self._row else None,
            "ways": [np.array(way.get_xydata()) for way in self._ways],
        }

    def set(self, *, numbers, column, title):
        """Show one token.

        numbers : {name: array}, names as in PARTS
        column : which column of U, and row of E, is framed
        title : text above the second way, such as "U[:, 2]"
        """
        for boxes in self._boxes:
            boxes.set(numbers=numbers)
        self._frames[0].set_bounds(self._column[column])
        self._frames[1].set_bounds(self._row[column])
        self._title.set(texts=[(SECOND, TITLE, title)])
        x, y = SECOND + (column - 1) * CELL[0], HIGH + (1 - column) * CELL[1]
        self._ways[0].set_data([x, x, SECOND, SECOND], [HIGH - 30, TURN, TURN, TURN - 8])
        self._ways[1].set_data([THIRD + CELL[0] + 3, PICKED, PICKED], [y, y, TURN - 8])


def _write_words(ax, tokens, counts):
    """What never moves: symbols, tokens, arrows, counts, the borders of the three ways."""
    middle = {"ha": "center", "va": "center"}
    for symbol, place, concept in SYMBOLS:
        ax.text(*place, f"${symbol}$", color=COLOURS[concept], **middle)
    for count, x in zip(counts, (186, SECOND, 734), strict=True):
        ax.text(x, COUNT, f"{count} ×", color=COLOURS["ink"], **middle)
    style = {"color": COLOURS["input"], "fontsize": 11, "va": "center"}
    for i, token in enumerate(tokens):
        ax.text(FIRST + (i - 1) * WIDE[0], HIGH + 36, token, ha="center", **style)
        ax.text(SECOND + (i - 1) * CELL[0], HIGH + 36, token, ha="center", **style)
        ax.text(264, HIGH + (1 - i) * ONE[1], token, ha="left", **style)
        ax.text(THIRD - CELL[0] - 6, HIGH + (1 - i) * CELL[1], token, ha="right", **style)
    ax.plot([330, 330], [14, HEIGHT - 4], **_DASHED, **STAYS)
    ax.plot([538, 538], [14, HEIGHT - 4], **_DASHED, **STAYS)
    for corners in (
        [(FIRST, HIGH - 30), (FIRST, LOW + 29)],
        [(SECOND, TURN - 7), (SECOND, LOW + 29)],
        [(PICKED, TURN - 7), (PICKED, LOW + 29)],
    ):
        arrow = FancyArrowPatch(
            path=Path(corners), arrowstyle="-|>", mutation_scale=11, color=COLOURS["ink"],
            joinstyle="miter", capstyle="butt", linewidth=1.2, **STAYS,
        )  # fmt: skip
        ax.add_patch(arrow)


_DASHED = {"color": COLOURS["context"], "linewidth": 0.8, "linestyle": (0, (4, 4))}
