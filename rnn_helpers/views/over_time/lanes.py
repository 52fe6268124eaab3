"""Lanes of pulses: what goes in, the states below it, and below them the answer and the truth."""

import matplotlib
import numpy as np

from ..style import COLOURS, keep_room, lecture_figure, lecture_style
from .lane_rows import Pulses, States
from .timeline import Timeline

SQUARES = (("s", 11), ("D", 7))  # the truth, hollow around the answer: shape and size an output
TICKS = -1, 1, 2  # of the answers, in units; and 0, which stays 0
LOW, HIGH = -2.0, 2.4  # where their axis ends, in units
CROSS = -1.7  # where a cross stands: below the squares
PANELS = "input", "state", "answer"
_LEFT = {"xytext": (-8, 0), "textcoords": "offset points", "ha": "right", "va": "center"}


def unit_of(within):
    """What a tick of the answers is worth: less where an answer must be close to the truth."""
    return 1.0 if within >= 0.5 else 0.4


def lanes_figure(height=4.4):
    """Return (figure, three axes one above the other): for input, states, answer."""
    return lecture_figure(9, height, nrows=3, height_ratios=[0.7, 1.6, 1.2])


class Lanes:
    """Pulses, states and answers over the same steps t = 0 to T - 1; the start stands at -1.

    Parameters
    ----------
    axes : three matplotlib Axes
    steps : T
    inputs, units, outputs : the most that there can be of each

    Attributes
    ----------
    shown : {"pulses", "states": see lane_rows, "answers": see Timeline, "truths": (outputs, T),
        "wrong": steps with a cross, "ticks": texts beside the axis of the answers}
    """

    @lecture_style()
    def __init__(self, axes, *, steps, inputs, units, outputs):
        self.steps, self.outputs = steps, outputs
        above, middle, below = axes
        self.pulses = Pulses(above, steps=steps, inputs=inputs)
        self._states = States(middle, steps=steps, units=units)
        self._answers = Timeline(
            below, steps=steps - 1, units=outputs, symbol="z", concept="output", limits=(LOW, HIGH)
        )
        self._names = self._answers.moving[-outputs:]  # z, or z_1 and z_2: its last artists
        below.set_xlim(above.get_xlim())
        for ax, name in zip(axes, PANELS, strict=True):
            ax.yaxis.set_label_position("right")
            ax.set_ylabel(name, labelpad=26, rotation=270, verticalalignment="bottom")
        below.set_xticks(range(0, steps, 4 if steps > 12 else 1))
        below.set_yticks([0, *TICKS], ["0"] + [""] * len(TICKS))
        font = {"fontsize": matplotlib.rcParams["ytick.labelsize"]}
        keep_room(below, _told(-0.4), (0, 0), xycoords=("axes fraction", "data"), **_LEFT, **font)
        placed, va, ha = below.get_yaxis_text1_transform(8)
        self._ticks = [below.text(0, y, "", transform=placed, va=va, ha=ha, **font) for y in TICKS]
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
            self._wrong, *self._ticks,
        ]  # fmt: skip

    @property
    def shown(self):
        return {
            "pulses": self.pulses.shown,
            "states": self._states.shown,
            "answers": self._answers.shown,
            "truths": np.array([line.get_ydata() for line in self._truths]),
            "wrong": self._wrong.get_xdata(),
            "ticks": [tick.get_text() for tick in self._ticks],
        }

    def set(self, *, x, read, s, z, truth, wrong, now=None, unit=1.0):
        """Show a run.

        x, read : (T, D) inputs, and whether the network reads them; a row for each of the D
        s : (T + 1, H), row 0 the start; H up to `units`
        z, truth : (T, K) answers and what is right, NaN where nothing is asked; K up to `outputs`
        wrong : (T,) where a cross stands below
        now : step with the band, or None
        unit : what a tick of the answers is worth
        """
        self.pulses.set(x=x, read=read, now=now)
        self._states.set(s=s, now=now)
        self._answers.set(values=_filled(z, self.outputs) / unit, now=now)
        self._names[0].set_text("$z$" if z.shape[1] == 1 else "$z_{1}$")
        for name in self._names:  # not into the name of the time axis
            name.xy = name.xy[0], max(name.xy[1], -1.1)
        for tick, y in zip(self._ticks, TICKS, strict=True):
            tick.set_text(_told(unit * y))
        times = np.arange(self.steps)
        for line, column in zip(self._truths, _filled(truth, self.outputs).T, strict=True):
            line.set_data(times, column / unit)
        crosses = times[wrong]
        self._wrong.set_data(crosses, np.full(len(crosses), CROSS))


def _told(number):
    return f"{number:g}".replace("-", "−")


def _filled(rows, columns):
    """The rows with as many columns, NaN where there are none."""
    filled = np.full((len(rows), columns), np.nan)
    filled[:, : rows.shape[1]] = rows
    return filled
