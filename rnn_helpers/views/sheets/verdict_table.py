"""Laws against networks: a cross where a law catches a network, a point where it lets it pass."""

import numpy as np
from matplotlib.patches import PathPatch, Rectangle

from ..boxes import around_each, middles_of
from ..style import COLOURS, lecture_style
from ..texts import Texts

CROSS, POINT = "×", "•"
LEFT, TOP, WIDTH = 322, 262, 46  # left edge and top of the table, width of a column, in pixels
HEIGHT = 256  # of all rows together


class VerdictTable:
    """Rows with letters and names, columns with numbers and names, a verdict in each cell.

    Parameters
    ----------
    ax : matplotlib Axes whose data are pixels
    rows, columns : lists of names

    `cells` is an Axes that lies over the cells alone, in the same pixels, for a hand to press into.

    Attributes
    ----------
    shown : {"verdicts": (rows, columns) of "×", "•" and "" where nothing is known yet,
        "marked": (rows, columns) of True and False, "now": the column in the yellow ground,
        "said": what stands above the laws}
    """

    @lecture_style()
    def __init__(self, ax, *, rows, columns):
        self._shape = len(rows), len(columns)
        self._tall = min(28, HEIGHT / len(rows))
        for place, text, ha in (
            ((14, TOP + 12), "laws", "left"),
            ((LEFT - 8, TOP + 12), "networks", "right"),
            ((14, TOP + 140), f"{CROSS} caught    {POINT} passes    ▭ your mark", "left"),
        ):
            ax.text(*place, text, fontsize=11, ha=ha, va="center")
        names = Texts(ax, colour=COLOURS["ink"], size=15, ha="left")
        heights = [self._middle(i, 0)[1] for i in range(len(rows))]
        lines = [(14, y, chr(ord("A") + i)) for i, y in enumerate(heights)]
        names.set(texts=[*lines, *((36, y, name) for y, name in zip(heights, rows, strict=True))])
        for j, name in enumerate(columns):
            x = LEFT + j * WIDTH + 14
            ax.text(
                x, TOP + 8, f"{j}  {name}", fontsize=11, rotation=58, rotation_mode="anchor",
                va="center",
            )  # fmt: skip
        everything = [self._box(i, j) for i in range(len(rows)) for j in range(len(columns))]
        grid = {"facecolor": "none", "edgecolor": COLOURS["context"], "linewidth": 0.6}
        ax.add_patch(PathPatch(around_each(everything), **grid))
        self._now = Rectangle((0, 0), 0, 0, facecolor=COLOURS["now"], zorder=0.5)
        self._marks = PathPatch(
            around_each([]), facecolor="none", edgecolor=COLOURS["ink"], linewidth=2, zorder=3
        )
        ax.add_patch(self._now)
        ax.add_patch(self._marks)
        self.cells = self._axes_over(ax, len(columns))
        self._said = Texts(ax, colour=COLOURS["ink"], size=15, ha="left")
        self._crosses = Texts(ax, colour=COLOURS["ink"], size=24)
        self._points = Texts(ax, colour=COLOURS["context"], size=15)
        texts = self._said, self._crosses, self._points
        self.moving = [self._now, self._marks, *(artist for one in texts for artist in one.moving)]

    @property
    def shown(self):
        verdicts = np.full(self._shape, "", dtype=object)
        for x, y, text in (*self._crosses.shown, *self._points.shown):
            verdicts[self.place(x, y)] = text
        marked = np.zeros(self._shape, dtype=bool)
        for x, y in middles_of(self._marks.get_path()):
            marked[self.place(x, y)] = True
        x, *_ = self._now.get_bbox().bounds
        ((*_, said),) = self._said.shown
        now = round((x - LEFT) / WIDTH)
        return {"verdicts": verdicts, "marked": marked, "now": now, "said": said}

    def set(self, *, caught, known, marked, now, said=""):
        """Show verdicts and marks.

        caught, marked : (rows, columns) of True and False
        known : how many columns have their verdicts in sight
        now : the column that stands on the yellow ground
        said : a few words on what the networks are tried on
        """
        self._said.set(texts=[(14, TOP + 106, said)])
        cells = [(i, j) for i, j in np.ndindex(self._shape) if j < known]
        for texts, sign, which in ((self._crosses, CROSS, True), (self._points, POINT, False)):
            chosen = [cell for cell in cells if caught[cell] == which]
            texts.set(texts=[(*self._middle(*cell), sign) for cell in chosen])
        inside = [self._box(*cell, inset=4) for cell in np.argwhere(marked)]
        self._marks.set_path(around_each(inside))
        self._now.set_bounds(LEFT + now * WIDTH, TOP - self._high, WIDTH, self._high)

    def place(self, x, y):
        """Return the cell (row, column) at a place, or None."""
        i, j = int((TOP - y) // self._tall), int((x - LEFT) // WIDTH)
        return (i, j) if 0 <= i < self._shape[0] and 0 <= j < self._shape[1] else None

    def _axes_over(self, ax, columns):
        left, bottom, width = LEFT, TOP - self._high, columns * WIDTH
        corners = [(left, bottom), (left + width, TOP)]
        to_figure = ax.transData - ax.figure.transFigure
        (x0, y0), (x1, y1) = to_figure.transform(corners)
        cells = ax.figure.add_axes((x0, y0, x1 - x0, y1 - y0))
        cells.set(xlim=(left, left + width), ylim=(bottom, TOP))
        cells.set_axis_off()
        return cells

    @property
    def _high(self):
        return self._shape[0] * self._tall

    def _box(self, i, j, *, inset=0):
        left, bottom = LEFT + j * WIDTH + inset, TOP - (i + 1) * self._tall + inset
        return left, bottom, WIDTH - 2 * inset, self._tall - 2 * inset

    def _middle(self, i, j):
        left, bottom, width, height = self._box(i, j)
        return left + width / 2, bottom + height / 2
