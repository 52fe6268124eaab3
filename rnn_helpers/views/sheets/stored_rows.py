"""The arrays s and o row by row, as the loop fills them: T + 1 rows of s, T rows of o."""

from matplotlib.patches import Rectangle

from ..boxes import Boxes
from ..style import COLOURS, lecture_style

UNITS = 2  # columns of s
INDEX, TOKEN, CELL, HEIGHT = 26, 52, 53, 23  # widths of the columns, height of a row, in pixels


class StoredRows:
    """A row for each word, and a last one, -1, for the initial state.

    Parameters
    ----------
    ax : matplotlib Axes whose data are pixels
    corner : (left, top) of the first row
    steps : T, the number of words
    outputs : widths of the columns of o
    token : width of the column of x

    Attributes
    ----------
    shown : {"x", "s", "o": list of texts in the boxes, "places": {"x", "s", "o": [(x, y), ...]}
        the middles of the boxes, "read": the row (letter, t) in the frame, "written": the row with
        the yellow ground; None where there is none}
    """

    @lecture_style()
    def __init__(self, ax, *, corner, steps, outputs=(CELL, CELL, CELL), token=TOKEN):
        left, top = corner
        s, (wide, *_) = left + INDEX + token, outputs
        columns = {  # letter: concept, left edge, number of columns, their width, number of rows
            "x": ("input", left + INDEX, 1, token, steps),
            "s": ("hidden", s, UNITS, CELL, steps + 1),
            "o": ("output", s + UNITS * CELL + 10, len(outputs), wide, steps),
        }
        ax.text(left + INDEX - 2, top + 13, "stored", fontsize=10, ha="right", va="center")
        self._boxes = []
        style = {"ha": "center", "va": "center"}
        for letter, (concept, start, count, width, rows) in columns.items():
            middle = start + count * width / 2
            ax.text(middle, top + 13, f"${letter}$", color=COLOURS[concept], **style)
            cells = [
                (start + j * width, top - (t + 1) * HEIGHT, width, HEIGHT)
                for t in range(rows)
                for j in range(count)
            ]
            self._boxes.append(Boxes(ax, cells={letter: cells}, concept=concept, size=15))
        for t in range(steps + 1):
            name = f"{t}" if t < steps else "−1"
            ax.text(left + INDEX / 2, top - (t + 0.5) * HEIGHT, name, fontsize=12, **style)
        self._top, self._steps = top, steps
        self._edges = {letter: (c[1], c[2] * c[3]) for letter, c in columns.items()}
        self._now = Rectangle((0, 0), 0, 0, facecolor=COLOURS["now"], zorder=1)
        self._read = Rectangle(
            (0, 0), 0, 0, facecolor="none", edgecolor=COLOURS["hidden"], linewidth=3.5, zorder=3.5
        )
        ax.add_patch(self._now)
        ax.add_patch(self._read)
        self.moving = [
            self._now, self._read, *(artist for boxes in self._boxes for artist in boxes.moving)
        ]  # fmt: skip

    @property
    def shown(self):
        return {
            **{letter: texts for boxes in self._boxes for letter, texts in boxes.shown.items()},
            "places": {k: places for boxes in self._boxes for k, places in boxes.places.items()},
            "read": self._around(self._read) if self._read.get_visible() else None,
            "written": self._around(self._now) if self._now.get_visible() else None,
        }

    def set(self, *, x, s, o, read, written=None):
        """Show the arrays in the middle of the loop.

        x : T tokens
        s, o : (T + 1, 2) and (T, columns) numbers or texts; NaN and "" stay blank
        read : the row of s that this step reads, counted as Python does: -1 is the last; or None
        written : (letter, row) that is being written, or None
        """
        for boxes in self._boxes:
            boxes.set(numbers={"x": x, "s": s, "o": o})
        self._read.set_visible(read is not None)
        if read is not None:
            self._read.set_bounds(self._row("s", read % (self._steps + 1)))
        self._now.set_visible(written is not None)
        if written is not None:
            self._now.set_bounds(self._row(*written))

    def _row(self, letter, t):
        left, width = self._edges[letter]
        return left, self._top - (t + 1) * HEIGHT, width, HEIGHT

    def _around(self, frame):
        """The row (letter, t) that a frame lies around; None where it lies around none."""
        rows = ((letter, t) for letter in self._edges for t in range(self._steps + 1))
        bounds = frame.get_bbox().bounds
        return next((row for row in rows if self._row(*row) == bounds), None)
