"""A row for each step: its time, its input, and its output as a bar with the number printed."""

from matplotlib.patches import Rectangle

from ..style import COLOURS, lecture_style
from ..texts import Texts, figures

WIDTH, HEIGHT = 320, 238  # pixels
FIRST, ROW, BAR = 166, 35, 19  # middle of the first row, from row to row, height of a bar
TIME, INPUT, ZERO, OUTPUT = 14, 72, 158, 314  # middle; right edge; foot of the bars; right edge
SCALE = 12  # pixels a bar of 1 is long
SIZE = 16


class OutputRows:
    """The yellow row is the step that the other pictures show.

    Parameters
    ----------
    ax : matplotlib Axes of WIDTH x HEIGHT pixels
    steps : T, how many rows

    Attributes
    ----------
    shown : {"t", "x", "z": lists of texts, "lengths": list of the bars' lengths as numbers,
        "now": t of the yellow row}
    """

    @lecture_style()
    def __init__(self, ax, *, steps):
        ax.set_axis_off()
        ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        self._now = Rectangle((0, 0), WIDTH, ROW, color=COLOURS["now"], zorder=0)
        ax.add_patch(self._now)
        heads = (("t", TIME, "ink", "center"), ("x_t", INPUT, "input", "right"))
        for symbol, x, concept, side in (*heads, ("z_t", OUTPUT, "output", "right")):
            ax.text(x, FIRST + 30, f"${symbol}$", color=COLOURS[concept], ha=side, va="center")
        low = FIRST - (steps - 0.5) * ROW
        ax.plot([ZERO] * 2, [low, FIRST + ROW / 2], color=COLOURS["context"], linewidth=0.8)
        self._bars = [
            Rectangle((ZERO, FIRST - t * ROW - BAR / 2), 0, BAR, color=COLOURS["output"], zorder=2)
            for t in range(steps)
        ]
        for bar in self._bars:
            ax.add_patch(bar)
        sides = {"ink": "center", "input": "right", "output": "right"}
        self._texts = {
            concept: Texts(ax, colour=COLOURS[concept], size=SIZE, ha=side, family="monospace")
            for concept, side in sides.items()
        }
        texts = [writing.moving[0] for writing in self._texts.values()]
        self.moving = [self._now, *self._bars, *texts]

    @property
    def shown(self):
        columns = {"t": "ink", "x": "input", "z": "output"}
        found = {
            name: [text for *_, text in self._texts[concept].shown]
            for name, concept in columns.items()
        }
        lengths = [bar.get_width() / SCALE for bar in self._bars]
        return found | {"lengths": lengths, "now": round((FIRST - self._now.get_y()) / ROW - 0.5)}

    def set(self, *, x, z, now):
        """Show inputs x (T,) and outputs z (T,), the row `now` in yellow."""
        rows = [FIRST - t * ROW for t in range(len(self._bars))]
        self._now.set_y(FIRST - (now + 0.5) * ROW)
        self._texts["ink"].set(texts=[(TIME, y, str(t)) for t, y in enumerate(rows)])
        self._texts["input"].set(
            texts=[(INPUT, y, figures(x_t, digits=1)) for y, x_t in zip(rows, x, strict=True)]
        )
        self._texts["output"].set(
            texts=[(OUTPUT, y, figures(z_t)) for y, z_t in zip(rows, z, strict=True)]
        )
        for bar, z_t in zip(self._bars, z, strict=True):
            bar.set_width(SCALE * z_t)
