"""Lanes of pulses: what goes in, the states below it, and below them the answer and the truth."""

import numpy as np

from .style import COLOURS, lecture_figure, lecture_style
from .timeline import Timeline

ROW = 2.2  # from the middle of one input's row to that of the next; a pulse is 1 high
SQUARES = (("s", 11), ("D", 7))  # the truth, hollow around the answer: shape and size an output
LOW, HIGH = -1.7, 2.4  # of the answers


def lanes_figure():
    """Return (figure, three axes one above the other): for input, states, answer."""
    return lecture_figure(9, 4.4, nrows=3, height_ratios=[1, 1.15, 1.35])


class Pulses:
    """One row of stems an input; what is not read is grey.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : T
    inputs : how many rows
    """

    @lecture_style()
    def __init__(self, ax, *, steps, inputs):
        self._middles = -ROW * np.arange(inputs)  # (D,)
        ax.set(xlim=(-0.4, steps + 0.4), ylim=(self._middles[-1] - 1.4, 1.4))
        names = [f"$x_{{{i + 1}}}$" for i in range(inputs)] if inputs > 1 else ["$x$"]
        ax.set_yticks(self._middles, names, color=COLOURS["input"])
        ax.tick_params(axis="y", length=0)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        for middle in self._middles:
            ax.axhline(middle, color=COLOURS["context"], linewidth=0.8, zorder=0)
        self._band = ax.axvspan(-0.5, 0.5, color=COLOURS["now"], zorder=-1, visible=False)
        self._stems, self._heads = {}, {}
        for concept in ("context", "input"):
            colour = COLOURS[concept]
            (self._stems[concept],) = ax.plot([], [], color=colour, linewidth=1.6, zorder=1)
            (self._heads[concept],) = ax.plot([], [], "o", color=colour, markersize=7, zorder=1)
        self.moving = [self._band, *self._stems.values(), *self._heads.values()]

    def set(self, *, x, read, now=None):
        """Show the inputs x (T, D), grey where `read` (T, D) is False; ring the step `now`."""
        for concept, shown in (("input", read), ("context", ~read)):
            t, i = np.nonzero((x != 0) & shown)
            middles = self._middles[i]
            heights = middles + x[t, i]
            self._heads[concept].set_data(t + 1, heights)
            gaps = np.full(len(t), np.nan)
            self._stems[concept].set_data(
                np.repeat(t + 1.0, 3), np.column_stack([middles, heights, gaps]).ravel()
            )
        self._band.set_visible(now is not None)
        if now is not None:
            self._band.set_x(now - 0.5)

    def place(self, x, y):
        """Return (step, input, pulse) for a point: 1 above a row's line, -1 below, 0 on it."""
        i = int(np.abs(self._middles - y).argmin())
        away = y - self._middles[i]
        return round(x), i, 0 if abs(away) < 0.3 else int(np.sign(away))


class Lanes:
    """Pulses, states and answers over the same steps 1..T.

    Parameters
    ----------
    axes : three matplotlib Axes
    steps : T
    inputs, units, outputs : the most that there can be of each
    """

    @lecture_style()
    def __init__(self, axes, *, steps, inputs, units, outputs):
        self.steps, self.units, self.outputs = steps, units, outputs
        above, middle, below = axes
        self.pulses = Pulses(above, steps=steps, inputs=inputs)
        self._states = Timeline(middle, steps=steps, units=units, limits=(-1.3, 1.3))
        self._answers = Timeline(
            below, steps=steps, units=outputs, symbol="z", concept="output", limits=(LOW, HIGH)
        )
        middle.set_xticks([])
        middle.spines["bottom"].set_visible(False)
        for text in [t for t in middle.texts if t.get_text() == "$t$"]:
            text.remove()
        below.set(yticks=[-1, 0, 1, 2], xticks=range(0, steps + 1, 4 if steps > 12 else 1))
        self._truths = [
            below.plot(
                [], [], mark, markersize=size, markerfacecolor="none", markeredgewidth=1.4,
                markeredgecolor=COLOURS["ink"], zorder=3,
            )[0]
            for mark, size in SQUARES[:outputs]
        ]  # fmt: skip
        (self._wrong,) = below.plot(
            [], [], "x", color=COLOURS["ink"], markersize=8, markeredgewidth=2.2, zorder=3
        )
        self.moving = [
            *self.pulses.moving, *self._states.moving, *self._answers.moving, *self._truths,
            self._wrong,
        ]  # fmt: skip

    def set(self, *, x, read, s, z, truth, wrong, now=None):
        """Show a run.

        x, read : (T, D) inputs, and whether the network reads them
        s : (T + 1, H), row 0 the start; H up to `units`
        z, truth : (T, K) answers and what is right, NaN where nothing is asked; K up to `outputs`
        wrong : (T,) where a cross stands below
        now : step with the band, or None
        """
        self.pulses.set(x=x, read=read, now=now)
        self._states.set(values=_filled(s, self.units), now=now)
        start = np.full((1, self.outputs), np.nan)
        answers = np.vstack([start, _filled(z, self.outputs)])
        self._answers.set(values=answers, now=now)
        times = np.arange(1, self.steps + 1)
        for line, column in zip(self._truths, _filled(truth, self.outputs).T, strict=True):
            line.set_data(times, column)
        crosses = times[wrong]
        self._wrong.set_data(crosses, np.full(len(crosses), LOW + 0.25))


def _filled(rows, columns):
    """The rows with as many columns, NaN where there are none."""
    filled = np.full((len(rows), columns), np.nan)
    filled[:, : rows.shape[1]] = rows
    return filled
