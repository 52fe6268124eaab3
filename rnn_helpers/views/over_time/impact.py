"""How much the last state still owes to each input: bars that stand on powers of ten."""

import numpy as np

from ..style import COLOURS, axis_name, keep_room, lecture_style
from .log_lines import log10, log_ticks

LOWEST, HIGHEST = -8.0, 2.4  # powers of ten
THICK = 5.2  # of a bar, in points


class Impact:
    """One bar for the start and for each input of a run of T steps, and a bound as a line.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T
    bound : what the line is called, mathematics
    """

    @lecture_style()
    def __init__(self, ax, *, steps, bound):
        self.steps = steps
        ax.set(xlim=(-1, steps + 1), ylim=(LOWEST, HIGHEST))
        log_ticks(ax, range(-8, 3, 2))
        ax.set_xticks(range(0, steps + 1, 10))
        axis_name(ax, "t", "x")
        thick = {"linewidth": THICK, "solid_capstyle": "butt", "zorder": 1}
        (self._start,) = ax.plot([], [], color=COLOURS["hidden"], **thick)
        (self._inputs,) = ax.plot([], [], color=COLOURS["input"], **thick)
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=2)
        hue = COLOURS["parameter"]
        (self._bound,) = ax.plot([], [], color=hue, linewidth=1.6, zorder=2)
        # it ends at 1, and the grey line there must not strike it through
        place = {"xytext": (8, 2), "textcoords": "offset points", "va": "bottom"}
        self._name = ax.annotate(f"${bound}$", (0, 0), color=hue, annotation_clip=False, **place)
        keep_room(ax, f"${bound}$", (steps, 0), **place)
        self.moving = [self._start, self._inputs, self._bound, self._name]

    def set(self, *, sizes, bounds):
        """Show sizes and bounds, both (now + 1,), for t = 0, the start, up to now."""
        heights = np.clip(log10(sizes), LOWEST, HIGHEST)
        self._start.set_data([0, 0], [LOWEST, heights[0]])
        # one broken line draws all bars: (t, lowest), (t, height), gap
        self._inputs.set_data(
            np.repeat(np.arange(1.0, len(heights)), 3),
            [y for height in heights[1:] for y in (LOWEST, height, np.nan)],
        )
        line = np.clip(log10(bounds), -99, 99)
        line[line == -99] = np.nan  # a bound of 0 has no place here
        self._bound.set_data(np.arange(len(line)), line)
        self._name.xy = (len(line) - 1, line[-1])
