"""One step of the forward pass as a diagram, embed -> hidden -> softmax, a number in every box."""

from matplotlib.patches import Circle, FancyArrowPatch, Rectangle
from matplotlib.path import Path

from ..boxes import Boxes, around, grid
from ..style import COLOURS, lecture_style
from ..texts import Texts

WIDTH, HEIGHT = 900, 405  # pixels: the diagram fills a figure of 9 x 4.05 in
TOP, MIDDLE, LOW = 292, 190, 88  # heights of the three summands of a_t
CELL, ONE = (55, 27), (34, 27)  # width and height of a box

# name: concept, shape, middle, symbol, how far the symbol stands above the boxes
PARTS = {
    "x_t": ("input", (3, 1), (68, TOP), "x_t", 14),
    "U": ("parameter", (2, 3), (181, TOP), "U", 34),
    "U x_t": ("hidden", (2, 1), (309, TOP), r"U\,x_t", 14),
    "b": ("parameter", (2, 1), (309, MIDDLE), "b", 14),
    "s_{t-1}": ("hidden", (2, 1), (68, LOW), "s_{t-1}", 14),
    "W": ("parameter", (2, 2), (181, LOW), "W", 14),
    "W s_{t-1}": ("hidden", (2, 1), (309, LOW), r"W\,s_{t-1}", 14),
    "a_t": ("hidden", (2, 1), (412, MIDDLE), "a_t", 14),
    "s_t": ("hidden", (2, 1), (520, MIDDLE), "s_t", 14),
    "V": ("parameter", (3, 2), (628, MIDDLE), "V", 14),
    "c": ("parameter", (3, 1), (726, TOP), "c", 14),
    "z_t": ("output", (3, 1), (726, MIDDLE), "z_t", -14),
    "o_t": ("output", (3, 1), (828, MIDDLE), "o_t", 14),
}
# What flows into each part: corners of the arrows, from tail to head.
ARROWS = {
    "U x_t": [[(85, TOP), (98, TOP)], [(263, TOP), (281, TOP)]],
    "W s_{t-1}": [[(95, LOW), (126, LOW)], [(236, LOW), (281, LOW)]],
    "a_t": [
        [(337, TOP), (360, TOP), (360, MIDDLE + 11)],
        [(337, MIDDLE), (349, MIDDLE)],
        [(337, LOW), (360, LOW), (360, MIDDLE - 11)],
        [(371, MIDDLE), (384, MIDDLE)],
    ],
    "s_t": [[(440, MIDDLE), (492, MIDDLE)]],
    "z_t": [
        [(548, MIDDLE), (573, MIDDLE)],
        [(683, MIDDLE), (698, MIDDLE)],
        [(726, TOP - 41), (726, MIDDLE + 41)],
    ],
    "o_t": [[(754, MIDDLE), (800, MIDDLE)]],
    "s_{t-1}": [[(520, MIDDLE - 27), (520, 20), (68, 20), (68, LOW - 28)]],
}
SIGNS = [
    ("+", (360, MIDDLE)), ("+", (741, TOP - 51)), (r"$\tanh$", (466, MIDDLE + 13)),
    ("$t+1$", (296, 32)),
]  # fmt: skip
STAGES = [("embed", 181), ("hidden", 455), ("softmax", 728)]
STAYS = {"zorder": 0.5}  # below all that moves
BORDERS = [[(0, 247), (346, 247), (346, HEIGHT)], [(560, 150), (560, HEIGHT)]]


class Flow:
    """Every number of one step, and where it comes from.

    Parameters
    ----------
    ax : matplotlib Axes that fills a figure of WIDTH x HEIGHT pixels
    tokens : the vocabulary, three tokens

    Attributes
    ----------
    shown : {name: list of texts in its boxes, names as in PARTS, "places": {name: [(x, y), ...]}
        the middles of the boxes, "now": name of the part with the yellow ground, "ground": its
        (left, bottom, width, height), "column": which column of U is framed, "arrows":
        {name: how many thick arrows lead there}, "time": text}; None where no part or column is
        marked
    """

    @lecture_style()
    def __init__(self, ax, *, tokens):
        ax.set_axis_off()
        ax.set(position=(0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
        cells = {
            name: grid(middle, shape, ONE if name == "x_t" else CELL)
            for name, (_, shape, middle, *_) in PARTS.items()
        }
        self._boxes = [
            Boxes(ax, cells={n: cells[n] for n in PARTS if PARTS[n][0] == concept}, concept=concept)
            for concept in ("input", "hidden", "output", "parameter")
        ]
        self._around = {name: around(boxes) for name, boxes in cells.items()}
        self._columns = [around(cells["U"][i::3]) for i in range(3)]
        _write_words(ax, tokens)
        self._time = Texts(ax, colour=COLOURS["ink"], size=24)
        self._now = ax.add_patch(Rectangle((0, 0), 0, 0, facecolor=COLOURS["now"], zorder=1))
        frame = {"facecolor": "none", "edgecolor": COLOURS["input"], "linewidth": 3}
        self._column = ax.add_patch(Rectangle((0, 0), 0, 0, zorder=3.5, **frame))
        self._arrows = {
            name: [_arrow(ax, line, linewidth=3, zorder=2) for line in lines]
            for name, lines in ARROWS.items()
        }
        self.moving = [
            *(artist for boxes in self._boxes for artist in boxes.moving),
            *(arrow for arrows in self._arrows.values() for arrow in arrows),
            *self._time.moving,
            self._now,
            self._column,
        ]

    @property
    def shown(self):
        ground, column = self._now.get_bbox().bounds, self._column.get_bbox().bounds
        thick = {k: sum(a.get_visible() for a in arrows) for k, arrows in self._arrows.items()}
        return {
            **{name: texts for boxes in self._boxes for name, texts in boxes.shown.items()},
            "places": {k: places for boxes in self._boxes for k, places in boxes.places.items()},
            "now": next((name for name, box in self._around.items() if box == ground), None),
            "ground": ground,
            "column": self._columns.index(column) if column in self._columns else None,
            "arrows": {name: count for name, count in thick.items() if count},
            "time": "".join(text for _, _, text in self._time.shown),
        }

    def set(self, *, numbers, x_t, now, time):
        """Show one step.

        numbers : {name: array}, names as in PARTS; what is left out stays blank
        x_t : the token's id, whose column of U is marked
        now : name of the part that is being computed
        time : text, such as "t = 0"
        """
        for boxes in self._boxes:
            boxes.set(numbers=numbers)
        self._now.set_bounds(self._around[now])
        self._column.set_bounds(self._columns[x_t])
        for name, arrows in self._arrows.items():
            for arrow in arrows:
                arrow.set_visible(name == now)
        self._time.set(texts=[(455, TOP + 20, time)])


def _write_words(ax, tokens):
    """What never moves: symbols, tokens, thin arrows, the borders of the three stages."""
    for concept, (rows, _), (x, y), symbol, above in PARTS.values():
        edge = y + rows * CELL[1] / 2 if above > 0 else y - rows * CELL[1] / 2
        ax.text(x, edge + above, f"${symbol}$", ha="center", va="center", color=COLOURS[concept])
    for sign, (x, y) in SIGNS:
        ax.text(x, y, sign, ha="center", va="center")
    ax.add_patch(Circle((360, MIDDLE), 11, facecolor="none", edgecolor=COLOURS["ink"], **STAYS))
    for stage, x in STAGES:
        ax.text(x, HEIGHT - 16, stage, ha="center", va="center", fontsize=14)
    dashed = {"color": COLOURS["context"], "linewidth": 0.8, "linestyle": (0, (4, 4))}
    for border in BORDERS:
        ax.plot(*zip(*border), **dashed, **STAYS)
    for i, token in enumerate(tokens):
        style = {"color": COLOURS["input"], "fontsize": 11, "va": "center"}
        row = (1 - i) * CELL[1]
        ax.text(46, TOP + row, token, ha="right", **style)
        ax.text(181 + (i - 1) * CELL[0], TOP + CELL[1] + 10, token, ha="center", **style)
        ax.text(860, MIDDLE + row, token, ha="left", **style | {"color": COLOURS["output"]})
    for lines in ARROWS.values():
        for line in lines:
            _arrow(ax, line, linewidth=1.2, **STAYS)


def _arrow(ax, corners, **style):
    arrow = FancyArrowPatch(
        path=Path(corners), arrowstyle="-|>", mutation_scale=11, color=COLOURS["ink"],
        joinstyle="miter", capstyle="butt", **style,
    )  # fmt: skip
    return ax.add_patch(arrow)
