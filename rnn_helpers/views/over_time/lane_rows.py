"""Rows of one lane, as many as a network has: a row for each input, a row for each state."""

import numpy as np

from ..style import COLOURS, keep_room, lecture_style

_LEFT = {"xytext": (-8, 0), "textcoords": "offset points", "ha": "right", "va": "center"}


class _Rows:
    """A lane of up to `most` rows of equal height, named at the left; their number may change.

    Steps are t = 0 to T - 1; the start stands at -1. Row i runs from -1 to 1 around its middle.
    `shown` holds "names": {name: height}, "zeros": (rows,) heights of the level lines, "now": step
    or None, and what a lane adds.
    """

    def __init__(self, ax, *, steps, most, symbol, concept):
        self._symbol = symbol
        ax.set(xlim=(-1.4, steps - 0.6), ylim=(-1.2, 1.2), xticks=[], yticks=[])
        ax.spines["bottom"].set_visible(False)
        self._band = ax.axvspan(-0.5, 0.5, color=COLOURS["now"], zorder=-1, visible=False)
        thin = {"color": COLOURS["context"], "zorder": 0}
        (self._zeros,) = ax.plot([], [], linewidth=0.8, **thin)
        self._reach = -1.4, steps - 0.6, np.nan
        placed = {"xycoords": ("axes fraction", "data"), "annotation_clip": False, **_LEFT}
        colour = COLOURS[concept]
        self._names = [ax.annotate("", (0, 0), color=colour, **placed) for _ in range(most)]
        keep_room(ax, f"${symbol}_{{1}}$", (0, 0), xycoords=("axes fraction", "data"), **_LEFT)
        self._arrange(most)

    @property
    def shown(self):
        return {
            "names": {name.get_text(): name.xy[1] for name in self._names if name.get_visible()},
            "zeros": self._zeros.get_ydata()[::3],
            "now": self._band.get_x() + 0.5 if self._band.get_visible() else None,
        }

    def _arrange(self, rows, now=None):
        """Make room for so many rows; a band at the step `now`."""
        self._high = (0.9 if rows < 3 else 0.75) / rows  # of a 1; a row has 1.2 / rows each side
        self._middles = 1.2 - 2.4 * (np.arange(rows) + 0.5) / rows  # (rows,)
        self._zeros.set_data(*self._broken(self._middles))
        for i, name in enumerate(self._names):
            name.set_visible(i < rows)
            if i < rows:
                name.set_text(f"${self._symbol}_{{{i + 1}}}$" if rows > 1 else f"${self._symbol}$")
                name.xy = 0, self._middles[i]
        self._band.set_visible(now is not None)
        if now is not None:
            self._band.set_x(now - 0.5)

    def _broken(self, heights):
        """One broken line that draws a level line at each height."""
        return np.tile(self._reach, len(heights)), np.repeat(heights, 3)


class Pulses(_Rows):
    """One row of stems an input; what is not read is grey.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T
    inputs : the most rows that there can be

    Attributes
    ----------
    shown : names, zeros, now, and "heads", "stems": {"read", "unread": (n, 2) and (3n, 2) points}
    """

    @lecture_style()
    def __init__(self, ax, *, steps, inputs):
        super().__init__(ax, steps=steps, most=inputs, symbol="x", concept="input")
        self._stems, self._heads = {}, {}
        for concept in ("context", "input"):
            colour = COLOURS[concept]
            (self._stems[concept],) = ax.plot([], [], color=colour, linewidth=1.6, zorder=1)
            (self._heads[concept],) = ax.plot([], [], "o", color=colour, markersize=7, zorder=1)
        self.moving = [
            self._band, self._zeros, *self._names, *self._stems.values(), *self._heads.values()
        ]  # fmt: skip

    @property
    def shown(self):
        kinds = {"read": "input", "unread": "context"}
        return super().shown | {
            "heads": {kind: self._heads[hue].get_xydata() for kind, hue in kinds.items()},
            "stems": {kind: self._stems[hue].get_xydata() for kind, hue in kinds.items()},
        }

    def set(self, *, x, read, now=None):
        """Show the inputs x (T, D), grey where `read` (T, D) is False; a band at step `now`."""
        self._arrange(x.shape[1], now)
        for concept, shown in (("input", read), ("context", ~read)):
            t, i = np.nonzero((x != 0) & shown)
            middles = self._middles[i]
            heights = middles + self._high * x[t, i]
            self._heads[concept].set_data(t, heights)
            gaps = np.full(len(t), np.nan)
            self._stems[concept].set_data(
                np.repeat(t.astype(float), 3), np.column_stack([middles, heights, gaps]).ravel()
            )

    def place(self, x, y):
        """Return (step, input, pulse) for a point: 1 above a row's line, -1 below, 0 on it."""
        i = int(np.abs(self._middles - y).argmin())
        away = (y - self._middles[i]) / self._high
        return round(x), i, 0 if abs(away) < 0.3 else int(np.sign(away))


class States(_Rows):
    """One row of numbers from -1 to 1 a unit, so that no line hides another.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T
    units : the most rows that there can be

    Attributes
    ----------
    shown : names, zeros, now, "times": (T+1,), "lines": (H, T+1) heights, "ones": (H, 2) heights
        of 1 and of -1
    """

    @lecture_style()
    def __init__(self, ax, *, steps, units):
        super().__init__(ax, steps=steps, most=units, symbol="s", concept="hidden")
        (self._ones,) = ax.plot(
            *self._broken([]), color=COLOURS["context"], linewidth=0.6, linestyle=(0, (1, 4)),
            zorder=0,
        )  # fmt: skip
        self._lines = [
            ax.plot([], [], color=COLOURS["hidden"], marker="o", zorder=2)[0] for _ in range(units)
        ]
        self.moving = [self._band, self._zeros, self._ones, *self._names, *self._lines]

    @property
    def shown(self):
        lines = [line.get_ydata() for line in self._lines if line.get_visible()]
        ones = self._ones.get_ydata()[::3].reshape(2, -1).T
        times = self._lines[0].get_xdata()
        return super().shown | {"times": times, "lines": np.array(lines), "ones": ones}

    def set(self, *, s, now=None):
        """Show the states s (T + 1, H), row 0 the start; H up to `units`."""
        H = s.shape[1]
        self._arrange(H, now)
        ends = np.concatenate([self._middles + self._high, self._middles - self._high])
        self._ones.set_data(*self._broken(ends))
        for i, line in enumerate(self._lines):
            line.set_visible(i < H)
            if i < H:
                line.set_data(np.arange(-1, len(s) - 1), self._middles[i] + self._high * s[:, i])
                line.set_markersize(6 if H < 3 else 4)
