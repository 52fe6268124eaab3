"""One step of two hidden units as a ledger: every product and every sum, in the fixed colours."""

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D, ScaledTranslation

from ..style import COLOURS, lecture_style
from ..texts import Texts, figures

# All lengths are points (1/72 inch) from the upper left corner of the axes.
LINE = 18.0  # from one line to the next
LINES = {
    # the table of all steps
    "t": 0.9, "x": 1.9, "s_1": 2.9, "s_2": 3.9, "z": 4.9,
    # into the two units
    "unit": 6.15, "s_1 W": 7.15, "s_2 W": 8.15, "x U": 9.15, "b": 10.15, "a": 11.4, "s": 12.4,
    # out of them
    "s V": 13.65, "c": 14.65, "sum": 15.9,
}  # fmt: skip
STEPS = 5
TIMES = [84 + 59.8 * t for t in range(STEPS + 1)]  # right edges of the columns t = 0..5
COLUMNS = [right - 56.5 for right in TIMES]  # left edges of the boxes around them
FACTOR = 111  # right edge of the factors s_{t-1} and x_t
UNITS = (111, 249)  # left edges of the columns of unit 1 and unit 2, and inside such a column:
TIMES_SIGN, WEIGHT, EQUALS, PRODUCT = 10, 57, 67, 134  # middles of signs, right edges of numbers
LABELS = [  # symbol, left edge, line, concept
    ("t", 0, "t", "ink"), ("x_t", 0, "x", "input"), ("z_t", 0, "z", "output"),
    ("s_{t,1}", 0, "s_1", "hidden"), ("s_{t,2}", 0, "s_2", "hidden"),
    ("s_{t-1}", 0, "s_1 W", "hidden"), ("W", 37, "s_1 W", "parameter"),
    ("x_t", 0, "x U", "input"), ("U", 37, "x U", "parameter"), ("b", 37, "b", "parameter"),
    ("a_t", 0, "a", "hidden"), (r"s_t = \tanh a_t", 0, "s", "hidden"),
    ("s_t", 0, "s V", "hidden"), ("V", 37, "s V", "parameter"), ("c", 37, "c", "parameter"),
    ("z_t", 0, "sum", "output"),
]  # fmt: skip


class Ledger:
    """On top the numbers of all steps; below, how those of one step come about.

    Parameters
    ----------
    ax : matplotlib Axes, from here on without frame and ticks

    Attributes
    ----------
    shown : {"texts": {name: text} of every number in the picture, names such as "s_1 W_12",
        "places": {concept: [(right, base, text), ...]} where they stand, in points, "now": the step
        with the yellow ground, "carried": the step whose state is framed}
    """

    @lecture_style()
    def __init__(self, ax):
        ax.set_axis_off()
        ax.spines[:].set_visible(False)
        corner = ScaledTranslation(0, 1, ax.transAxes)
        self._points = Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans + corner
        self._ax = ax
        self._now = self._box("t", "z", facecolor=COLOURS["now"])
        self._carried = self._box("s_1", "s_2", edgecolor=COLOURS["hidden"])
        style = {"size": 13, "ha": "right", "va": "baseline", "family": "monospace"}
        self._numbers = {
            concept: Texts(ax, colour=COLOURS[concept], transform=self._points, **style)
            for concept in ("input", "hidden", "output", "parameter", "ink")
        }
        self.moving = [self._now, self._carried, *(w.moving[0] for w in self._numbers.values())]
        self._draw_what_stays()
        for artist in (*ax.texts, *ax.lines, *ax.patches):
            artist.set_in_layout(False)  # they need no room beside that of the axes

    @property
    def shown(self):
        places = {concept: writing.shown for concept, writing in self._numbers.items()}
        texts = {name: places[concept][k][-1] for name, (concept, k) in self._of.items()}
        now, carried = (COLUMNS.index(box.get_x()) for box in (self._now, self._carried))
        return {"texts": texts, "places": places, "now": now, "carried": carried}

    def set(self, *, t, x, s, a, z, params, products):
        """Show step t of 1..5.

        Parameters
        ----------
        x, z : (5,) inputs and outputs of all steps
        s : (6, 2) states, row 0 the start
        a : (2,) sums before tanh at step t
        params : {"U": (2,), "W": (2, 2), "b": (2,), "V": (2,), "c": number}, W[i, j] from unit
            i into unit j
        products : {"s W": (2, 2), "x U": (2,), "s V": (2,)} at step t
        """
        self._places, self._of = {concept: [] for concept in self._numbers}, {}
        self._now.set_x(COLUMNS[t])
        self._carried.set_x(COLUMNS[t - 1])
        self._write_table(x, s, z)
        for i in (0, 1):
            self._write(f"s_{i + 1}", s[t - 1, i], FACTOR, f"s_{i + 1} W", "hidden")
        self._write("x", x[t - 1], FACTOR, "x U", "input", digits=1)
        for j in (0, 1):
            self._write_unit(j, s[t, j], a[j], params, products)
        self._write("c", params["c"], UNITS[1] + PRODUCT, "c", "parameter")
        self._write("z", z[t - 1], UNITS[1] + PRODUCT, "sum", "output")
        for concept, writing in self._numbers.items():
            writing.set(texts=self._places[concept])

    def _write_table(self, x, s, z):
        for k, right in enumerate(TIMES):
            self._write(f"t = {k}", k, right, "t", "ink", digits=0)
            for i in (0, 1):
                self._write(f"s_{i + 1} at {k}", s[k, i], right, f"s_{i + 1}", "hidden")
            if k:
                self._write(f"x at {k}", x[k - 1], right, "x", "input", digits=1)
                self._write(f"z at {k}", z[k - 1], right, "z", "output")

    def _write_unit(self, j, s, a, params, products):
        """The column of one unit, from the products down to its share of the output."""
        n, weight, product = j + 1, UNITS[j] + WEIGHT, UNITS[j] + PRODUCT
        for i in (0, 1):
            name, line = f"W_{i + 1}{n}", f"s_{i + 1} W"
            self._write(name, params["W"][i, j], weight, line, "parameter", digits=2)
            self._write(f"s_{i + 1} {name}", products["s W"][i, j], product, line, "ink")
        self._write(f"U_{n}", params["U"][j], weight, "x U", "parameter", digits=2)
        self._write(f"x U_{n}", products["x U"][j], product, "x U", "ink")
        self._write(f"b_{n}", params["b"][j], product, "b", "parameter")
        self._write(f"a_{n}", a, product, "a", "hidden")
        self._write(f"new s_{n}", s, product, "s", "hidden")
        self._write(f"V_{n}", params["V"][j], weight, "s V", "parameter", digits=2)
        self._write(f"s_{n} V_{n}", products["s V"][j], product, "s V", "ink")

    def _write(self, name, number, right, line, concept, *, digits=4):
        places, text = self._places[concept], figures(number, digits=digits)
        self._of[name] = concept, len(places)  # which of the texts it is
        places.append((right, -LINES[line] * LINE, text))

    def _box(self, first, last, **colours):
        """A box around one column of the table, from one line to another."""
        top, bottom = LINES[first] - 0.8, LINES[last] + 0.26
        place = (0, -bottom * LINE), 59, (bottom - top) * LINE
        style = {"facecolor": "none", "edgecolor": "none", "linewidth": 1.4, "zorder": 1} | colours
        return self._ax.add_patch(Rectangle(*place, transform=self._points, clip_on=False, **style))

    def _draw_what_stays(self):
        """Symbols at the left, signs of multiplication, rules above the sums."""
        for symbol, x, line, concept in LABELS:
            self._label(f"${symbol}$", x, line, concept)
        for n, left in enumerate(UNITS, start=1):
            self._label(f"$s_{{t,{n}}}$", left + PRODUCT, "unit", "hidden", ha="right")
            for line in ("s_1 W", "s_2 W", "x U", "s V"):
                self._label(r"$\times$", left + TIMES_SIGN, line, "ink", ha="center")
                self._label("$=$", left + EQUALS, line, "ink", ha="center")
            self._rule(left + EQUALS + 8, left + PRODUCT, "a")
        self._rule(UNITS[0] + EQUALS + 8, UNITS[1] + PRODUCT, "sum")

    def _label(self, text, x, line, concept, ha="left"):
        place = {"x": x, "y": -LINES[line] * LINE, "transform": self._points}
        self._ax.text(**place, s=text, color=COLOURS[concept], ha=ha, va="baseline")

    def _rule(self, left, right, line):
        y = -(LINES[line] - 0.92) * LINE
        rule = Line2D([left, right], [y, y], color=COLOURS["ink"], linewidth=1)
        rule.set(transform=self._points, clip_on=False)
        self._ax.add_line(rule)
