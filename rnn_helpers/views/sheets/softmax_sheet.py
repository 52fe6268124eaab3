"""Softmax as a calculation on paper: a row a word, from its logit to its bar."""

import numpy as np
from matplotlib.patches import Rectangle

from ..boxes import Boxes
from ..style import COLOURS, lecture_style
from ..texts import Texts, figures

WIDTH, HEIGHT = 900, 320  # pixels: the sheet fills a figure of 9 x 3.2 in
ROWS, FOOT = (228, 178, 128), 52  # heights of the words, of the sums
HEAD, NAME = 277, 304  # heights of the symbols, of the names above
CELL = 30  # height of a box
COLUMNS = {  # name: (middle, width, symbol above, name above that)
    "z": (106, 66, "z", "logit"),
    "u": (207, 96, r"u=(z+k)/T", ""),
    "shifted": (319, 96, r"u-\max\,u", "largest is 0"),
    "e": (431, 96, None, "power"),
    "p": (530, 66, r"p", "probability"),
    "surprise": (846, 76, r"-\ln\,p", "surprise"),
}
SUMS = ("e", "p", "surprise")  # the columns with a sum below
BARS = (582, 780)  # where p = 0 and p = 1 stand
POWERS = {True: r"$e^{\,u-\max u}$", False: r"$e^{\,u}$"}


class SoftmaxSheet:
    """Logits, exponents, powers, probabilities as bars, and below them the sums.

    Parameters
    ----------
    ax : matplotlib Axes that fills a figure of WIDTH x HEIGHT pixels
    tokens : three tokens

    Attributes
    ----------
    shown : {column: list of texts} of what stands in the boxes now, and "bars": (3,) lengths as
        shares of the longest, "missing": whether a dashed frame stands in place of each bar,
        "nan": heights where a nan stands, "mark": (1, 2) its place, "value": text of e^H,
        "power": the symbol above the powers
    """

    @lecture_style()
    def __init__(self, ax, *, tokens):
        ax.set_axis_off()
        ax.set(position=(0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
        cells = {name: [_box(name, y) for y in ROWS] for name in COLUMNS}
        cells |= {f"sum {name}": [_box(name, FOOT)] for name in SUMS}
        self._boxes = Boxes(ax, cells=cells, concept="output", size=17)
        self._powers = {}
        for has_shift, symbol in POWERS.items():
            middle = COLUMNS["e"][0]
            self._powers[has_shift] = ax.text(middle, HEAD, symbol, **_style())
        self._bars, self._missing = [], []
        frame = {"facecolor": "none", "edgecolor": COLOURS["output"], "linestyle": (0, (4, 3))}
        for y in ROWS:
            corner = (BARS[0], y - CELL / 2)
            bar = Rectangle(corner, 0, CELL, facecolor=COLOURS["output"])
            missing = Rectangle(corner, BARS[1] - BARS[0], CELL, linewidth=1.6, **frame)
            self._bars.append(ax.add_patch(bar))
            self._missing.append(ax.add_patch(missing))
        self._nan = Texts(ax, colour=COLOURS["output"], size=20)
        (self._mark,) = ax.plot([], [], "D", color=COLOURS["output"], markersize=10, zorder=3)
        self._value = Texts(ax, colour=COLOURS["output"], size=18, ha="left")
        _write_words(ax, tokens)
        self.moving = [
            *self._boxes.moving, *self._bars, *self._missing, *self._nan.moving, self._mark,
            *self._value.moving, *self._powers.values(),
        ]  # fmt: skip

    @property
    def shown(self):
        whole = BARS[1] - BARS[0]
        return self._boxes.shown | {
            "bars": np.array([bar.get_width() for bar in self._bars]) / whole,
            "missing": [frame.get_visible() for frame in self._missing],
            "nan": [y for _, y, _ in self._nan.shown],
            "mark": self._mark.get_xydata(),
            "value": "".join(text for *_, text in self._value.shown),
            "power": "".join(p.get_text() for p in self._powers.values() if p.get_visible()),
        }

    def set(self, *, z, u, shifted, e, p, surprise, entropy):
        """Show three words.

        z, u : logits, and exponents (z + k) / T
        shifted : u - max u, or None where the largest is not taken away
        e, p, surprise : the powers, the probabilities, and -ln p; infinite or NaN shown as such
        entropy : sum of p times surprise; NaN where p is no distribution
        """
        columns = {"z": z, "u": u, "shifted": shifted, "e": e, "p": p, "surprise": surprise}
        numbers = {name: _texts(name, values) for name, values in columns.items()}
        with np.errstate(over="ignore"):
            sums = (np.sum(e), np.sum(p), entropy)
        numbers |= {f"sum {name}": _texts(name, [value]) for name, value in zip(SUMS, sums)}
        self._boxes.set(numbers=numbers)
        for has_shift, power in self._powers.items():
            power.set_visible(has_shift == (shifted is not None))
        lost = np.isnan(p)
        for bar, missing, p_i, is_lost in zip(self._bars, self._missing, p, lost, strict=True):
            bar.set_width(0 if is_lost else (BARS[1] - BARS[0]) * p_i)
            missing.set_visible(is_lost)
        self._nan.set(texts=[(sum(BARS) / 2, y, "nan") for y in np.array(ROWS)[lost]])
        unsure = np.exp(entropy)
        self._mark.set_data([_scale(unsure)], [FOOT])  # NaN is not drawn
        self._value.set(texts=[(sum(BARS) / 2 + 44, FOOT + 27, figures(unsure, digits=2))])


def as_power(number):
    """Return a power of e as short text: 0.368, 1.2e+304, inf; 0 only where it is exactly 0."""
    if number == 0 or not np.isfinite(number):
        return f"{number:.0f}"
    if 5e-4 <= number < 1e4:
        return figures(number, digits=3)
    return f"{number:.1e}".replace("-", "\N{MINUS SIGN}")


def _texts(name, values):
    if values is None:
        return None
    if name == "e":
        return [as_power(value) for value in values]
    if name == "p":
        return ["0" if value == 0 else figures(value, digits=3) for value in values]
    return [figures(value, digits=2 if abs(value) < 1000 else 1) for value in values]


def _box(name, y):
    middle, width, *_ = COLUMNS[name]
    return middle - width / 2, y - CELL / 2, width, CELL


def _scale(unsure):
    """Where 1 to 3 equally likely words stand under the bars."""
    return BARS[0] + (BARS[1] - BARS[0]) * (unsure - 1) / 2


def _style(**more):
    return {"ha": "center", "va": "center", "color": COLOURS["output"]} | more


def _write_words(ax, tokens):
    """What never moves: tokens, symbols, the scales of p and of perplexity."""
    for token, y in zip(tokens, ROWS, strict=True):
        ax.text(66, y, token, **_style(ha="right"))
    for middle, _, symbol, name in COLUMNS.values():
        ax.text(middle, NAME, name, **_style(fontsize=12))
        if symbol:
            ax.text(middle, HEAD, f"${symbol}$", **_style())
    thin = {"color": COLOURS["ink"], "linewidth": 1.0, "zorder": 0.5}
    ax.plot([BARS[0]] * 2, [ROWS[-1] - 22, ROWS[0] + 22], **thin)
    ax.plot(BARS, [FOOT, FOOT], **thin)
    for edge, number in zip(BARS, "01"):
        ax.text(edge, ROWS[0] + 34, number, ha="center", va="center", fontsize=12)
    for words in (1, 2, 3):
        ax.plot([_scale(words)] * 2, [FOOT - 6, FOOT], **thin)
        ax.text(_scale(words), FOOT - 22, f"{words}", ha="center", va="center", fontsize=12)
    ax.text(_box("e", FOOT)[0] - 14, FOOT, "sum", **_style(ha="right", fontsize=12))
    ax.text(COLUMNS["surprise"][0], FOOT - 30, "entropy $H$", **_style(fontsize=12))
    ax.text(BARS[0], FOOT + 27, "perplexity", **_style(ha="left", fontsize=12))
    ax.text(sum(BARS) / 2 + 40, FOOT + 27, r"$e^{H}=$", **_style(ha="right"))
