"""One step of the forward pass as a diagram, embed -> hidden -> softmax, a number in every box."""

from matplotlib.patches import Circle, FancyArrowPatch, Rectangle
from matplotlib.path import Path

from ..boxes import Boxes, around, grid
from ..style import COLOURS, lecture_style
from ..texts import Texts
from .flow_layouts import THREE_WORDS, WIDTH

STAYS = {"zorder": 0.5}  # below all that moves


class Flow:
    """Every number of one step, and where it comes from.

    Parameters
    ----------
    ax : matplotlib Axes that fills a figure of WIDTH x layout.height pixels
    layout : where the parts stand, see `flow_layouts.Layout`

    Attributes
    ----------
    shown : {name: list of texts in its boxes, names as in layout.parts, "places": {name:
        [(x, y), ...]} the middles of the boxes, "now": name of the part with the yellow ground,
        "ground": its (left, bottom, width, height), "column": which column of U is framed,
        "arrows": {name: how many thick arrows lead there}, "inputs", "above", "outputs": the
        words beside x, above U, beside o, "time": text}; None where no part or column is marked
    """

    @lecture_style()
    def __init__(self, ax, *, layout=THREE_WORDS):
        ax.set_axis_off()
        ax.set(position=(0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, layout.height))
        parts, (size, *_) = layout.parts, layout.sizes
        cells = {
            name: grid(middle, shape, cell)
            for name, (_, shape, middle, _, _, cell) in parts.items()
        }
        self._boxes = [
            Boxes(
                ax, cells={n: cells[n] for n in parts if parts[n][0] == concept}, concept=concept,
                size=size,
            )
            for concept in ("input", "hidden", "output", "parameter")
        ]  # fmt: skip
        self._around = {name: around(boxes) for name, boxes in cells.items()}
        columns = parts["U"][1][1]
        self._columns = [around(cells["U"][i::columns]) for i in range(columns)]
        _write_signs(ax, layout)
        self._words = _Words(ax, layout, cells)
        self._time, self._time_at = Texts(ax, colour=COLOURS["ink"], size=24), layout.time
        self._now = ax.add_patch(Rectangle((0, 0), 0, 0, facecolor=COLOURS["now"], zorder=1))
        frame = {"facecolor": "none", "edgecolor": COLOURS["input"], "linewidth": 3}
        self._column = ax.add_patch(Rectangle((0, 0), 0, 0, zorder=3.5, **frame))
        self._arrows = {
            name: [_arrow(ax, line, linewidth=3, zorder=2) for line in lines]
            for name, lines in layout.arrows.items()
        }
        self.moving = [
            *(artist for boxes in self._boxes for artist in boxes.moving),
            *(arrow for arrows in self._arrows.values() for arrow in arrows),
            *self._words.moving,
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
            **self._words.shown,
            "time": "".join(text for _, _, text in self._time.shown),
        }

    def set(self, *, numbers, column, now, time, inputs, outputs, also=()):
        """Show one step.

        numbers : {name: array}, names as in layout.parts; what is left out stays blank
        column : which column of U is marked, or None
        now : name of the part that is being computed, or None
        time : text, such as "t = 0"
        inputs : words beside the rows of x and above the columns of U
        outputs : words beside the rows of o
        also : more parts whose arrows are thick
        """
        for boxes in self._boxes:
            boxes.set(numbers=numbers)
        nothing = (0, 0, 0, 0)
        self._now.set_bounds(nothing if now is None else self._around[now])
        self._column.set_bounds(nothing if column is None else self._columns[column])
        for name, arrows in self._arrows.items():
            for arrow in arrows:
                arrow.set_visible(name == now or name in also)
        self._words.set(inputs=inputs, outputs=outputs)
        self._time.set(texts=[(*self._time_at, time)])


class _Words:
    """The words to which the rows of x and o and the columns of U belong."""

    def __init__(self, ax, layout, cells):
        (_, beside, above), blue = layout.sizes, COLOURS["input"]
        self._rows = Texts(ax, colour=blue, size=beside, ha="right")
        self._columns = Texts(ax, colour=blue, size=above)
        self._outputs = Texts(ax, colour=COLOURS["output"], size=beside, ha="left")
        self._cells = cells
        self.moving = [*self._rows.moving, *self._columns.moving, *self._outputs.moving]

    @property
    def shown(self):
        return {
            "inputs": [text for *_, text in self._rows.shown],
            "above": [text for *_, text in self._columns.shown],
            "outputs": [text for *_, text in self._outputs.shown],
        }

    def set(self, *, inputs, outputs):
        """Write the words beside their boxes."""
        x, u, o = (self._cells[name] for name in ("x_t", "U", "o_t"))
        self._rows.set(texts=[(b[0] - 4, b[1] + b[3] / 2, w) for b, w in zip(x, inputs)])
        self._columns.set(texts=[(b[0] + b[2] / 2, b[1] + b[3] + 10, w) for b, w in zip(u, inputs)])
        self._outputs.set(texts=[(b[0] + b[2] + 5, b[1] + b[3] / 2, w) for b, w in zip(o, outputs)])


def _write_signs(ax, layout):
    """What never moves: symbols, thin arrows, the borders of the three stages."""
    for concept, (rows, _), (x, y), symbol, above, (_, tall) in layout.parts.values():
        edge = y + rows * tall / 2 if above > 0 else y - rows * tall / 2
        ax.text(x, edge + above, f"${symbol}$", ha="center", va="center", color=COLOURS[concept])
    for sign, (x, y) in layout.signs:
        ax.text(x, y, sign, ha="center", va="center")
    plus = layout.signs[0][1]
    ax.add_patch(Circle(plus, 11, facecolor="none", edgecolor=COLOURS["ink"], **STAYS))
    for stage, x in layout.stages.items():
        ax.text(x, layout.height - 16, stage, ha="center", va="center", fontsize=14)
    dashed = {"color": COLOURS["context"], "linewidth": 0.8, "linestyle": (0, (4, 4))}
    for border in layout.borders:
        ax.plot(*zip(*border), **dashed, **STAYS)
    for lines in layout.arrows.values():
        for line in lines:
            _arrow(ax, line, linewidth=1.2, **STAYS)


def _arrow(ax, corners, **style):
    arrow = FancyArrowPatch(
        path=Path(corners), arrowstyle="-|>", mutation_scale=11, color=COLOURS["ink"],
        joinstyle="miter", capstyle="butt", **style,
    )  # fmt: skip
    return ax.add_patch(arrow)
