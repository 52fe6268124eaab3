"""One step of two hidden units as a ledger: three sums, every factor and every product in sight."""

from ..style import COLOURS, lecture_style
from ..texts import Texts, figures

WIDTH, HEIGHT = 900, 182  # pixels
SIZE, LETTER = 16, 9.63  # of the font, and how wide one letter of it is
# Right edges of the numbers of a line: a factor and its weight three times, the bias, the sum,
# the state. Products stand below the weights.
FACTORS, WEIGHTS = (137, 319, 482), (213, 395, 558)
BIAS, SUM, STATE = 632, 735, 868
SIGNS = (231, 413, 576)  # middles of the signs between the terms
LINES = {"units": 166, "unit 1": 144, "unit 2": 101, "out": 55, "output": 33}  # heights
BELOW = 20  # from a line down to its products
HEADS = [  # symbol, right edge, line, concept
    *(("s_{t-1,1}", 137, "units", "hidden"), ("W", 213, "units", "parameter")),
    *(("s_{t-1,2}", 319, "units", "hidden"), ("W", 395, "units", "parameter")),
    *(("x_t", 482, "units", "input"), ("U", 558, "units", "parameter")),
    *(("b", 632, "units", "parameter"), ("a_t", 735, "units", "hidden")),
    *((r"s_t = \tanh a_t", 868, "units", "hidden"), ("s_{t,1}", 137, "out", "hidden")),
    *(("V", 213, "out", "parameter"), ("s_{t,2}", 319, "out", "hidden")),
    *(("V", 395, "out", "parameter"), ("c", 632, "out", "parameter")),
    ("z_t", 735, "out", "output"),
]


class Ledger:
    """Above, what goes into each unit and what becomes of it; below, what goes out.

    Parameters
    ----------
    ax : matplotlib Axes of WIDTH x HEIGHT pixels

    Attributes
    ----------
    shown : {"texts": {name: text} of every number and sign in the picture, names such as
        "s_1 W_12" of a product and "± b_1" of a sign, "places": {concept: [(x, y, text), ...]}}
    """

    @lecture_style()
    def __init__(self, ax):
        ax.set_axis_off()
        ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        style = {"size": SIZE, "ha": "right", "va": "baseline", "family": "monospace"}
        self._numbers = {
            concept: Texts(ax, colour=COLOURS[concept], **style)
            for concept in ("input", "hidden", "output", "parameter", "ink")
        }
        self.moving = [writing.moving[0] for writing in self._numbers.values()]
        for symbol, right, line, concept in HEADS:
            ax.text(right, LINES[line], f"${symbol}$", color=COLOURS[concept], ha="right")
        for line, signs in (("unit 1", 3), ("unit 2", 3), ("output", 2)):
            y = LINES[line]
            ax.text(4, y, line, color=COLOURS["ink"])
            for factor, weight in zip(FACTORS[:signs], WEIGHTS):
                middle = (factor + weight - 5 * LETTER) / 2
                ax.text(middle, y, "×", color=COLOURS["ink"], ha="center", fontsize=12)
            for sign in SIGNS[: signs - 1]:
                ax.text(sign, y, "+", color=COLOURS["ink"], ha="center", fontsize=12)
            ax.text(76, y - BELOW, "=", color=COLOURS["ink"], ha="center", fontsize=12)
            ax.text(649, y - BELOW, "=", color=COLOURS["ink"], ha="center", fontsize=12)
            if signs == 3:
                ax.text(768, y - BELOW, "→", color=COLOURS["hidden"], ha="center")

    @property
    def shown(self):
        places = {concept: writing.shown for concept, writing in self._numbers.items()}
        texts = {name: places[concept][k][-1] for name, (concept, k) in self._of.items()}
        return {"texts": texts, "places": places}

    def set(self, *, old, x, a, s, z, params, products):
        """Show one step.

        Parameters
        ----------
        old, s : (2,) the state before it and after it
        x, z : numbers, input and output
        a : (2,) sums before tanh
        params : {"U": (2,), "W": (2, 2), "b": (2,), "V": (2,), "c": number}, W[i, j] from unit
            i into unit j
        products : {"s W": (2, 2), "x U": (2,), "s V": (2,)}
        """
        self._places, self._of = {concept: [] for concept in self._numbers}, {}
        for j in (0, 1):
            n, line = j + 1, f"unit {j + 1}"
            terms = [
                (f"s_{i + 1} into {n}", old[i], f"W_{i + 1}{n}", params["W"][i, j],
                 f"s_{i + 1} W_{i + 1}{n}", products["s W"][i, j], "hidden")
                for i in (0, 1)
            ]  # fmt: skip
            terms.append(
                (f"x into {n}", x, f"U_{n}", params["U"][j], f"x U_{n}", products["x U"][j],
                 "input")
            )  # fmt: skip
            self._sum(line, terms, f"b_{n}", params["b"][j], f"a_{n}", a[j], "hidden")
            self._write(f"new s_{n}", s[j], STATE, LINES[line] - BELOW, "hidden")
        terms = [
            (f"s_{n} out", s[n - 1], f"V_{n}", params["V"][n - 1], f"s_{n} V_{n}",
             products["s V"][n - 1], "hidden")
            for n in (1, 2)
        ]  # fmt: skip
        self._sum("output", terms, "c", params["c"], "z", z, "output")
        for concept, writing in self._numbers.items():
            writing.set(texts=self._places[concept])

    def _sum(self, line, terms, bias, b, name, result, concept):
        """Write one sum twice: factors above, products below, and what it comes to."""
        y = LINES[line]
        for k, (factor, number, weight, w, both, product, of) in enumerate(terms):
            self._write(factor, number, FACTORS[k], y, of, digits=1 if of == "input" else 4)
            self._write(weight, w, WEIGHTS[k], y, "parameter", digits=2)
            if k:
                self._signed(both, product, WEIGHTS[k], SIGNS[k - 1], y - BELOW, "ink")
            else:
                self._write(both, product, WEIGHTS[k], y - BELOW, "ink")
        self._signed(bias, b, BIAS, SIGNS[2], y, "parameter", digits=2)
        self._signed(f"{bias} below", b, BIAS, SIGNS[2], y - BELOW, "parameter", digits=2)
        self._write(name, result, SUM, y - BELOW, concept)

    def _signed(self, name, number, right, sign, y, concept, *, digits=4):
        """A sign between two terms, and the second term without it."""
        text = figures(number, digits=digits)
        self._text(f"± {name}", "−" if text.startswith("−") else "+", sign + LETTER / 2, y, "ink")
        self._text(name, text.removeprefix("−"), right, y, concept)

    def _write(self, name, number, right, y, concept, *, digits=4):
        self._text(name, figures(number, digits=digits), right, y, concept)

    def _text(self, name, text, right, y, concept):
        places = self._places[concept]
        self._of[name] = concept, len(places)  # which of the texts it is
        places.append((right, y, text))
