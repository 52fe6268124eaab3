"""Sizes over time as powers of ten: as lines, where a factor a step is straight, and as bars."""

import numpy as np

from ...formats import log10
from ..style import COLOURS, axis_name, keep_room, lecture_style
from .timeline import _BESIDE, _apart

LOWEST, HIGHEST = -10.5, 4.5  # powers of ten; what is smaller or larger leaves the picture
NEAR = 7  # names of lines that leave it at most so many steps apart must not overlap,
ONE_COLUMN = 4  # and at most so many steps apart they stand one above the other
LEAST, MOST = -8.0, 2.4  # powers of ten that bars reach
THICK = 5.2  # of a bar, in points


class LogLines:
    """One line for each of some sizes over steps 0..T, named at its end.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T
    looks : {name: settings of a Matplotlib line}, the name as it is written beside it

    Attributes
    ----------
    shown : {"lines": {name: (T+1,) log10}, "ends": {name: (t, log10)} where names are written,
        "now": step}
    """

    @lecture_style()
    def __init__(self, ax, *, steps, looks):
        self.steps, self._ax, self._lines, self._ends = steps, ax, {}, {}
        ax.set(xlim=(-0.6, steps + 0.6), ylim=(LOWEST, HIGHEST))
        log_ticks(ax, range(-10, 5, 2))
        ax.set_xticks(range(0, steps + 1, 10))
        axis_name(ax, "t", "x")
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
        self._band = ax.axvspan(-0.5, 0.5, color=COLOURS["now"], zorder=-1)
        for name, look in looks.items():
            (self._lines[name],) = ax.plot([], [], zorder=2, **look)
            end = {"color": look["color"], "annotation_clip": False, **_BESIDE}
            self._ends[name] = ax.annotate(name, (steps, 0), **end)
            keep_room(ax, name, (steps, 0), **_BESIDE)
        self.moving = [self._band, *self._lines.values(), *self._ends.values()]

    def set(self, *, logs, now):
        """Show logs {name: (T+1,) log10 of sizes}, -inf for 0; the band at the step `now`."""
        t = np.arange(self.steps + 1)
        shown = {name: np.clip(values, -99, 99) for name, values in logs.items()}
        for name, values in shown.items():
            self._lines[name].set_data(t, values)
        self._name_ends(shown)
        self._band.set_x(now - 0.5)

    def _name_ends(self, shown):
        """Put each name beside the last point that is in the picture, names apart."""
        gap = 21 / self._ax.bbox.height * (HIGHEST - LOWEST)
        columns = {}
        for name, values in shown.items():
            seen = np.flatnonzero((values >= LOWEST) & (values <= HIGHEST))
            self._ends[name].set_visible(seen.size > 0)
            if seen.size:
                first = next((c for c in columns if abs(c - seen[-1]) <= NEAR), seen[-1])
                columns.setdefault(first, {})[name] = seen[-1]
        for ends in columns.values():
            heights, last = self._end_heights(shown, ends), max(ends.values())
            for name, height in _apart(heights, (LOWEST + gap, HIGHEST), gap=gap).items():
                t = last if last - ends[name] <= ONE_COLUMN else ends[name]
                self._ends[name].xy = (t, height)

    def _end_heights(self, shown, ends):
        """Where each line leaves the picture, or ends; in the order in which the lines stand."""
        last = max(ends.values())
        heights, lowest = {}, -np.inf
        for name in sorted(ends, key=lambda name: shown[name][last]):
            end = shown[name][min(ends[name] + 1, self.steps)]
            lowest = heights[name] = max(lowest, np.clip(end, LOWEST - 1, HIGHEST + 1))
        return heights

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        ends = {name: tuple(end.xy) for name, end in self._ends.items() if end.get_visible()}
        lines = {name: line.get_ydata() for name, line in self._lines.items()}
        return {"lines": lines, "ends": ends, "now": self._band.get_x() + 0.5}


class Impact:
    """One bar for the start, at t = -1, and for each input, t = 0..T; and a bound as a line.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T
    bound : what the line is called

    Attributes
    ----------
    shown : bars as (t, log10), lowest and highest: {"start": (2, 2), "inputs": (now + 1, 2, 2)},
        and {"bound": (now + 2, 2) the line, "name": (t, log10) where its name is written}
    """

    @lecture_style()
    def __init__(self, ax, *, steps, bound):
        self.steps = steps
        ax.set(xlim=(-2, steps + 1), ylim=(LEAST, MOST))
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
        self._name = ax.annotate(bound, (0, 0), color=hue, annotation_clip=False, **place)
        keep_room(ax, bound, (steps, 0), **place)
        self.moving = [self._start, self._inputs, self._bound, self._name]

    def set(self, *, sizes, bounds):
        """Show sizes and bounds, both (now + 2,), for t = -1, the start, up to now."""
        heights = np.clip(log10(sizes), LEAST, MOST)
        self._start.set_data([-1, -1], [LEAST, heights[0]])
        # one broken line draws all bars: (t, lowest), (t, height), gap
        self._inputs.set_data(
            np.repeat(np.arange(len(heights) - 1.0), 3),
            [y for height in heights[1:] for y in (LEAST, height, np.nan)],
        )
        line = np.clip(log10(bounds), -99, 99)
        line[line == -99] = np.nan  # a bound of 0 has no place here
        self._bound.set_data(np.arange(len(line)) - 1, line)
        self._name.xy = (len(line) - 2, line[-1])

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        return {
            "start": self._start.get_xydata(),
            "inputs": self._inputs.get_xydata().reshape(-1, 3, 2)[:, :2],
            "bound": self._bound.get_xydata(),
            "name": tuple(self._name.xy),
        }


def log_ticks(ax, powers):
    """Label the vertical axis, whose numbers are powers of ten: 0 is 1."""
    ax.set_yticks(list(powers), ["$1$" if n == 0 else f"$10^{{{n}}}$" for n in powers])
