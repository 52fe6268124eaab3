"""Numbers over time: one line a unit, the input as blue stems, a band for the current step."""

import numpy as np

from ..style import COLOURS, UNIT_LINES, axis_name, keep_room, lecture_style
from ..texts import Texts, pixels_from

BELOW, SIZE = 19, 16.5  # pixels: how far below the axis, and how large
_BESIDE = {"xytext": (8, 0), "textcoords": "offset points", "va": "center"}


class Timeline:
    """Lines of `units` numbers over steps 0..T, or -1..T, drawn in the colour of a concept.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T, the last step on the time axis
    units : how many lines
    symbol : letter written at the end of each line, such as "s"
    concept : key of COLOURS
    limits : (lowest, highest) of the vertical axis, fixed
    tokens : labels of steps 1..T; step numbers when left out
    first : the first step that has numbers, 0, or -1 for the state before the first input

    Attributes
    ----------
    shown : {"lines", "times": (units, T+1) arrays, "ends": {name: (x, y)} where a name stands,
        "heads": (n, 2) and "stems": (3n, 2), of the inputs, "now": step or None}
    """

    @lecture_style()
    def __init__(
        self,
        ax,
        *,
        steps,
        units=1,
        symbol="s",
        concept="hidden",
        limits=(-1.1, 1.1),
        tokens=None,
        first=0,
    ):
        self.steps, self._first = steps, first
        self._ax = ax
        self._draw_axes(limits, tokens)
        self._band = ax.axvspan(-0.5, 0.5, color=COLOURS["now"], zorder=-1, visible=False)
        (self._stems,) = ax.plot([], [], color=COLOURS["input"], linewidth=1.6, zorder=1)
        (self._heads,) = ax.plot([], [], "o", color=COLOURS["input"], zorder=1)
        self._lines, self._ends = [], []
        for i in range(units):
            colour, style = COLOURS[concept], UNIT_LINES[i % len(UNIT_LINES)]
            (line,) = ax.plot([], [], color=colour, linestyle=style, marker="o", zorder=2)
            name = f"${symbol}$" if units == 1 else f"${symbol}_{{{i + 1}}}$"
            end = ax.annotate(name, (0, 0), color=colour, annotation_clip=False, **_BESIDE)
            keep_room(ax, name, (steps, 0), **_BESIDE)
            self._lines.append(line)
            self._ends.append(end)
        self.moving = [self._band, self._stems, self._heads, *self._lines, *self._ends]

    @property
    def shown(self):
        points = np.array([line.get_xydata() for line in self._lines])  # (units, T + 1, 2)
        return {
            "lines": points[..., 1],
            "times": points[..., 0],
            "ends": {end.get_text(): end.xy for end in self._ends if end.get_visible()},
            "heads": self._heads.get_xydata(),
            "stems": self._stems.get_xydata(),
            "now": self._band.get_x() + 0.5 if self._band.get_visible() else None,
        }

    def _draw_axes(self, limits, tokens):
        ax, (low, high) = self._ax, limits
        ax.set(xlim=(self._first - 0.4, self.steps + 0.4), ylim=limits)
        if low <= -1 and 1 <= high <= 2:
            ax.set_yticks([-1, 0, 1])
        if tokens is not None:
            ax.set_xticks(range(self.steps + 1), ["", *tokens])
        else:
            ax.xaxis.get_major_locator().set_params(integer=True)
            axis_name(ax, "t", "x")
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)

    def set(self, *, values, inputs=None, now=None):
        """Show values (T+1, units), from `first` on; inputs {step: number}; now, a step or None.

        Rows that are NaN are not drawn: a path that is still being computed ends there.
        """
        times = np.arange(self._first, self.steps + 1)
        values = np.asarray(values, dtype=float).reshape(len(times), len(self._lines))
        for line, column in zip(self._lines, values.T, strict=True):
            line.set_data(times, column)
        self._name_ends(values)
        steps, heights = list(inputs or {}), list((inputs or {}).values())
        self._heads.set_data(steps, heights)
        # one broken line draws all stems: (t, 0), (t, x_t), gap
        self._stems.set_data(
            np.repeat(np.array(steps, float), 3),
            [y for height in heights for y in (0, height, np.nan)],
        )
        self._band.set_visible(now is not None)
        if now is not None:
            self._band.set_x(now - 0.5)

    def _name_ends(self, values):
        """Put each line's name beside its last known point, names apart from one another."""
        known = [np.flatnonzero(np.isfinite(column)) for column in values.T]
        heights = {i: values[rows[-1], i] for i, rows in enumerate(known) if rows.size}
        low, high = self._ax.get_ylim()
        apart = _apart(heights, (low, high), gap=20 / self._ax.bbox.height * (high - low))
        for i, end in enumerate(self._ends):
            end.set_visible(i in apart)
            if i in apart:
                end.xy = (known[i][-1] + self._first, apart[i])


def _apart(heights, limits, *, gap):
    """Move names {i: height} so little that no two are nearer than `gap`, within the limits."""
    low, high = limits

    def middle(group):
        room = gap * len(group) / 2
        return np.clip(np.mean([heights[i] for i in group]), low + room, high - room)

    groups = []
    for i in sorted(heights, key=heights.get):
        group = [i]
        while groups and middle(group) - middle(groups[-1]) < gap * len(groups[-1] + group) / 2:
            group = groups.pop() + group
        groups.append(group)
    return {
        i: middle(group) + gap * (place - (len(group) - 1) / 2)
        for group in groups
        for place, i in enumerate(group)
    }


class Tokens:
    """One token under each tick 1..T of a time axis whose tick 0 is the start.

    Parameters
    ----------
    ax : matplotlib Axes of a `Timeline`
    steps : T

    Attributes
    ----------
    shown : list of T texts
    """

    @lecture_style()
    def __init__(self, ax, *, steps):
        ax.set_xticks(range(steps + 1), [" "] * (steps + 1))  # the blanks keep a line free
        self._writings = []
        for t in range(1, steps + 1):
            tick = pixels_from(ax, (t, 0), transform=ax.get_xaxis_transform())
            self._writings.append(Texts(ax, colour=COLOURS["input"], size=SIZE, transform=tick))
        self.moving = [artist for writing in self._writings for artist in writing.moving]

    @property
    def shown(self):
        return ["".join(text for *_, text in writing.shown) for writing in self._writings]

    def set(self, *, tokens):
        """Show T tokens."""
        for writing, token in zip(self._writings, tokens, strict=True):
            writing.set(texts=[(0, -BELOW, token)])
