"""One step of a unit with gates: a line for each gate, every factor in sight, and its bar."""

from matplotlib.patches import PathPatch

from ..boxes import corners, joined
from ..style import COLOURS, lecture_style
from ..texts import Texts, figures

WIDTH, HEIGHT = 900, 262  # pixels
SIZE, LETTER = 16, 9.63  # of the font, and how wide one letter of it is
TOP, LINE = 222, 38  # height of the first line, and from one line to the next
# Right edges of a line: a factor and its weight three times, the bias, the sum, its value
NAME = 4
FACTORS, WEIGHTS, BIAS, SUM = (190, 308, 478), (246, 383, 530), 603, 703
ZERO, WIDE, VALUE = 762, 56, 893  # pixels: where bars begin, how far a 1 reaches
SIGNS = (271, 408, 555)  # right edges of the plus signs
MOST = 4  # lines of gates; below them stand two lines that mix
MIXED = 62, 24  # their heights
HEADS = (("bit", 190, "input"), ("flag", 308, "input"), ("bias", 603, "parameter"),
         ("sum", 703, "hidden"))  # fmt: skip


class GateSheet:
    """Above, what goes into each gate and how far it opens; below, what the gates let through.

    Parameters
    ----------
    ax : matplotlib Axes of WIDTH x HEIGHT pixels

    Attributes
    ----------
    shown : {"texts": list of (concept, x, y, text), "bars": {line: length}, from -1 to 1}
    """

    @lecture_style()
    def __init__(self, ax):
        ax.set_axis_off()
        ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        style = {"size": SIZE, "va": "baseline", "family": "monospace"}
        concepts = "input", "hidden", "parameter", "ink"
        self._numbers = {
            concept: Texts(ax, colour=COLOURS[concept], ha="right", **style) for concept in concepts
        }
        self._mixed = Texts(ax, colour=COLOURS["hidden"], ha="left", **style)
        self._state = Texts(ax, colour=COLOURS["hidden"], size=18, ha="right", va="baseline")
        self._words = Texts(ax, colour=COLOURS["ink"], size=SIZE, ha="left", va="baseline")
        for name, right, concept in HEADS:
            ax.text(right, TOP + 24, name, color=COLOURS[concept], ha="right")
        ax.plot([ZERO, ZERO], [TOP - 3.4 * LINE, TOP + 16], color=COLOURS["context"], linewidth=0.8)
        ax.text(ZERO + WIDE, TOP + 24, "$1$", color=COLOURS["hidden"], ha="center")
        ax.text(ZERO, TOP + 24, "$0$", color=COLOURS["hidden"], ha="center")
        self._bars = PathPatch(joined([]), facecolor=COLOURS["hidden"], linewidth=0, zorder=2)
        ax.add_patch(self._bars)
        writings = (*self._numbers.values(), self._mixed, self._state, self._words)
        self.moving = [self._bars, *(writing.moving[0] for writing in writings)]

    @property
    def shown(self):
        texts = [(concept, *text) for concept, each in self._numbers.items() for text in each.shown]
        texts += [("hidden", *text) for text in self._mixed.shown]
        texts += [("hidden", *text) for text in self._state.shown]
        texts += [("ink", *text) for text in self._words.shown]
        ends = self._bars.get_path().vertices.reshape(-1, 5, 2)
        bars = {
            round((TOP + 5 - end[:, 1].mean()) / LINE): (end[1, 0] - end[0, 0]) / WIDE
            for end in ends[:, :4]
        }
        return {"texts": texts, "bars": bars}

    def set(self, *, lines, mixed, state="old s"):
        """Show one step.

        Parameters
        ----------
        lines : at most MOST dicts of one gate: name, factors (3,) bit, flag and state, their
            weights (3,), b, a, value; a weight or b that is None is no part of the sum
        mixed : at most two texts, what the gates let through
        state : name of the third factor
        """
        places, bars = {concept: [] for concept in self._numbers}, []
        for k, line in enumerate(lines):
            y = TOP - LINE * k
            parts = [j for j, weight in enumerate(line["weights"]) if weight is not None]
            for j in parts:
                factor = figures(line["factors"][j], digits=3 if j == 2 else 0)
                places["hidden" if j == 2 else "input"].append((FACTORS[j], y, factor))
                weight = figures(line["weights"][j], digits=1)
                places["parameter"].append((WEIGHTS[j], y, weight))
                places["ink"].append((FACTORS[j] + 1.6 * LETTER, y, "×"))
            last = parts[-1:] if line["b"] is None else []
            places["ink"] += [(SIGNS[j], y, "+") for j in parts if j not in last]
            if line["b"] is not None:
                places["parameter"].append((BIAS, y, figures(line["b"], digits=1)))
            places["ink"].append((BIAS + 22, y, "="))
            places["hidden"].append((SUM, y, figures(line["a"], digits=3)))
            places["hidden"].append((VALUE, y, figures(line["value"], digits=3)))
            bars.append(corners((ZERO, y - 1, WIDE * line["value"], 12)))
        for concept, writing in self._numbers.items():
            writing.set(texts=places[concept])
        self._words.set(
            texts=[(NAME, TOP - LINE * k, line["name"]) for k, line in enumerate(lines)]
        )
        self._state.set(texts=[(FACTORS[2], TOP + 24, state)])
        self._mixed.set(texts=[(NAME, y, text) for y, text in zip(MIXED, mixed)])
        self._bars.set_path(joined(bars))
