"""Two runs of one network beside each other: their outputs, and by how much they differ."""

import numpy as np
from matplotlib.patches import PathPatch

from ..boxes import Boxes, around_each, grid
from ..style import COLOURS, lecture_style
from ..texts import Texts, figures

WIDTH, HEIGHT = 900, 420  # pixels: the view fills a figure of 9 x 4.2 in
STEPS = 5
TIMES = [374 + 113 * t for t in range(STEPS)]  # the middles of the columns t = 0..4
LINES = {"t": 396, "z": 360, "run": 330, "off": 296}  # heights of the lines of the table
ZERO, DECADE = 42, 24  # where no difference stands; pixels for a factor of ten
SMALLEST = 1e-7  # below it the scale is linear, down to 0
TICKS = {0: "0", 1e-6: "10^{-6}", 1e-4: "10^{-4}", 1e-2: "10^{-2}", 1: "1"}
CELL = (68, 32)
BAR = 30


class Differences:
    """On top the outputs of both runs; below, how far apart outputs and states are, step by step.

    Parameters
    ----------
    ax : matplotlib Axes, from here on without frame and ticks, its data pixels

    Attributes
    ----------
    shown : {"z", "run", "off": list of texts in the lines of the table, "W", "used": list of texts
        in the boxes, "bars", "points": (5,) how high they stand above 0, in pixels}
    """

    @lecture_style()
    def __init__(self, ax):
        ax.figure.set_layout_engine("none")
        ax.set_position([0, 0, 1, 1])
        ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        ax.set_axis_off()
        self._draw_what_stays(ax)
        matrices = {"W": grid((112, 318), (2, 2), CELL), "used": grid((112, 168), (2, 2), CELL)}
        self._boxes = Boxes(ax, cells=matrices, concept="parameter", size=20)
        self._bars = PathPatch(around_each([]), color=COLOURS["output"], linewidth=0, zorder=2)
        ax.add_patch(self._bars)
        (self._points,) = ax.plot([], [], "o", color=COLOURS["hidden"], markersize=9, zorder=3)
        self._writings = {
            name: Texts(ax, colour=COLOURS[colour], size=size, family="monospace")
            for name, colour, size in (
                ("z", "output", 19),
                ("run", "output", 19),
                ("off", "ink", 18),
            )
        }
        writings = [writing.moving[0] for writing in self._writings.values()]
        self.moving = [*self._boxes.moving, self._bars, self._points, *writings]

    @property
    def shown(self):
        table = {
            name: [text for _, _, text in writing.shown] for name, writing in self._writings.items()
        }
        bars = np.zeros(STEPS)
        for box in self._bars.get_path().vertices.reshape(-1, 5, 2):
            bars[TIMES.index(box[0, 0] + BAR)] = box[2, 1] - ZERO
        points = np.array(self._points.get_ydata()) - ZERO
        return {**table, **self._boxes.shown, "bars": bars, "points": points}

    def set(self, *, W, used, z, run, states):
        """Show both runs.

        Parameters
        ----------
        W, used : (2, 2) the right matrix, and the one that the run used
        z, run : (5,) outputs with the right matrix, and of the run
        states : (5,) the largest difference of a state number at each step
        """
        self._boxes.set(numbers={"W": W, "used": used})
        off = run - z
        lines = {"z": (z, 4), "run": (run, 4), "off": (off, 6)}
        for name, (numbers, digits) in lines.items():
            texts = [figures(number, digits=digits) for number in numbers]
            places = zip(TIMES, texts, strict=True)
            self._writings[name].set(texts=[(x, LINES[name], text) for x, text in places])
        heights = zip(TIMES, height(np.abs(off)), strict=True)
        bars = [(x - BAR, ZERO, BAR, high) for x, high in heights if high > 0]
        self._bars.set_path(around_each(bars))
        self._points.set_data(np.add(TIMES, BAR / 2 + 4), ZERO + height(states))

    def _draw_what_stays(self, ax):
        style = {"ha": "center", "va": "center", "fontsize": 15}
        purple, green, orange = (COLOURS[k] for k in ("parameter", "output", "hidden"))
        ax.text(112, 372, "right: $W$", color=purple, **style)
        ax.text(112, 222, "in use: $W'$", color=purple, **style)
        style["ha"] = "right"
        ax.text(284, LINES["t"], "outputs", **style)
        ax.text(886, ZERO + float(height(1)) + 16, "size of the difference", **style)
        for name, symbol, colour in [
            ("t", "t", COLOURS["ink"]), ("z", "z_t", green), ("run", "z_t'", green),
            ("off", "z_t' - z_t", COLOURS["ink"]),
        ]:  # fmt: skip
            ax.text(310, LINES[name], f"${symbol}$", color=colour, **style)
        for t, x in enumerate(TIMES):
            ax.text(x, LINES["t"], f"{t}", ha="center", va="center", fontsize=14)
        for value, label in TICKS.items():
            y = ZERO + float(height(value))
            ax.text(308, y, f"${label}$", ha="right", va="center", fontsize=13)
            grey = {"color": COLOURS["context"], "linewidth": 0.8, "zorder": 0}
            ax.plot([318, 886], [y, y], linestyle="-" if value == 0 else (0, (1, 5)), **grey)
        ax.text(TIMES[0] - BAR / 2, 18, r"$|z' - z|$", color=green, ha="right", va="center")
        ax.text(TIMES[0] + 4, 18, r"$\max\,|s' - s|$", color=orange, ha="left", va="center")


def height(difference):
    """Return how high a difference stands: 0 at 0, then a logarithmic scale from 1e-7 on."""
    difference = np.asarray(difference, float)
    decades = np.log10(np.maximum(difference, SMALLEST) / SMALLEST)
    return DECADE * (decades + np.minimum(difference / SMALLEST, 1))
