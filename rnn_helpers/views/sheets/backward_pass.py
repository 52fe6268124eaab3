"""The backward pass: from the error of each word down to its state, and from state to state."""

from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from ..style import COLOURS, lecture_style
from ..texts import Texts

ERROR, STATE, COLUMN = 250, 150, 48  # heights of the three rows, in pixels
LEFT, APART, RADIUS, ASIDE = 190, 200, 25, 10  # pixels: first step, from step to step, circles
WIDE, HIGH = 88, 36  # of a box


class BackwardPass:
    """Steps side by side; grey arrows lead forward, coloured ones back.

    Parameters
    ----------
    ax : matplotlib Axes; it becomes a sheet over its figure, one unit a pixel
    steps : T

    Attributes
    ----------
    shown : {"read": T words, "came": T words}
    back : [(from, to)] in pixels, the arrows from a state to the one before it
    """

    @lecture_style()
    def __init__(self, ax, *, steps):
        width, height = ax.figure.get_size_inches() * 100
        ax.set_axis_off()
        ax.set(position=(0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
        self._ax, self.back = ax, []
        self._x = [LEFT + APART * t for t in range(steps)]
        for y, name, hue in (
            (ERROR, "error in $z_t$", "output"),
            (STATE, "state", "hidden"),
            (COLUMN, "column of $U$", "parameter"),
        ):
            ax.text(14, y, name, color=COLOURS[hue], va="center")
        for t, x in enumerate(self._x):
            self._step(t, x)
        ax.text(
            LEFT + 12 + ASIDE, (ERROR + STATE) / 2, "$V^T$", color=COLOURS["output"], va="center"
        )
        self._read = Texts(ax, colour=COLOURS["input"], size=16)
        self._came = Texts(ax, colour=COLOURS["output"], size=16)
        self.moving = [*self._read.moving, *self._came.moving]

    @property
    def shown(self):
        return {
            "read": [text for *_, text in self._read.shown],
            "came": [text for *_, text in self._came.shown],
        }

    def set(self, *, read, came):
        """Show the T words that are read, and the T words that came next."""
        rows = ((self._read, read, COLUMN), (self._came, came, ERROR))
        for writing, words, y in rows:
            writing.set(texts=[(x, y, word) for x, word in zip(self._x, words, strict=True)])

    def _step(self, t, x):
        hue = COLOURS["hidden"]
        self._ax.add_patch(
            Circle((x, STATE), RADIUS, facecolor="white", edgecolor=hue, linewidth=2)
        )
        self._ax.text(x, STATE, f"$s_{t}$", color=hue, ha="center", va="center", fontsize=15)
        for y, concept in ((ERROR, "output"), (COLUMN, "parameter")):
            box = (x - WIDE / 2, y - HIGH / 2), WIDE, HIGH
            self._ax.add_patch(
                Rectangle(*box, facecolor="white", edgecolor=COLOURS[concept], linewidth=2)
            )
        up, down = HIGH / 2 + 3, RADIUS + 3
        self._arrow((x - ASIDE, STATE + down), (x - ASIDE, ERROR - up), "context")
        self._arrow((x - ASIDE, COLUMN + up), (x - ASIDE, STATE - down), "context")
        self._arrow((x + ASIDE, ERROR - up), (x + ASIDE, STATE + down), "output")
        self._arrow((x + ASIDE, STATE - down), (x + ASIDE, COLUMN + up), "parameter")
        if t:
            before, here = x - APART + down, x - down
            self._arrow((before, STATE + ASIDE), (here, STATE + ASIDE), "context")
            self._arrow((here, STATE - ASIDE), (before, STATE - ASIDE), "hidden")
            middle = (before + here) / 2, STATE - ASIDE - 16
            self._ax.text(*middle, "$W^T$", color=hue, ha="center", va="center")
            self.back.append(((here, STATE - ASIDE), (before, STATE - ASIDE)))

    def _arrow(self, begin, end, concept):
        grey = concept == "context"
        self._ax.add_patch(
            FancyArrowPatch(
                begin,
                end,
                arrowstyle="-|>",
                mutation_scale=13,
                shrinkA=0,
                shrinkB=0,
                linewidth=1 if grey else 2.4,
                color=COLOURS[concept],
            )
        )
