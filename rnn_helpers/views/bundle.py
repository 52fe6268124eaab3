"""The numbers of many units over time, as one bundle of thin lines."""

import numpy as np

from .style import COLOURS, axis_name, lecture_style


class Bundle:
    """Thin lines over steps 0..T: states of all units, and in grey those of other runs.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T
    symbol : what the lines are, written above the axis
    """

    @lecture_style()
    def __init__(self, ax, *, steps, symbol="s_t"):
        self.steps = steps
        ax.set(xlim=(-1, steps + 1), ylim=(-1.1, 1.1), yticks=[-1, 0, 1])
        ax.set_xticks(range(0, steps + 1, 10))
        axis_name(ax, "t", "x")
        axis_name(ax, symbol, "y")
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
        self._band = ax.axvspan(-0.5, 0.5, color=COLOURS["now"], zorder=-1)
        dotted = {"linewidth": 1.4, "linestyle": "dashed", "zorder": 1}
        (self._others,) = ax.plot([], [], color=COLOURS["context"], **dotted)
        (self._stems,) = ax.plot([], [], color=COLOURS["input"], linewidth=1.6, zorder=1.5)
        (self._heads,) = ax.plot([], [], "o", color=COLOURS["input"], zorder=1.5)
        (self._lines,) = ax.plot([], [], color=COLOURS["hidden"], linewidth=1.2, zorder=2)
        self.moving = [self._band, self._others, self._stems, self._heads, self._lines]

    def set(self, *, states, now, others=(), pulses=()):
        """Show states (T+1, H), a band at the step `now`; others (N, T+1) in dashed grey.

        pulses : {step: height} of blue stems
        """
        self._lines.set_data(*self._one_line(np.asarray(states, dtype=float).T))
        self._others.set_data(*self._one_line(np.asarray(others, dtype=float)))
        steps, heights = list(pulses), [pulses[t] for t in pulses]
        self._heads.set_data(steps, heights)
        foot = [y for height in heights for y in (0.0, height, np.nan)]
        self._stems.set_data(np.repeat(np.array(steps, dtype=float), 3), foot)
        self._band.set_x(now - 0.5)

    def _one_line(self, rows):
        """Many lines as one, broken between them: drawn many times faster."""
        rows = rows.reshape(-1, self.steps + 1)
        t = np.arange(self.steps + 2.0)
        broken = np.column_stack([rows, np.full(len(rows), np.nan)])
        return np.tile(t, len(rows)), broken.ravel()
