"""Chapter 00: one unit, one pulse, one slider."""

import numpy as np

from ..forward_pass.forward import forward_propagation
from ..machines.examples import one_unit
from ..panel import Explorer, slider
from ..views.over_time.timeline import Timeline
from ..views.style import lecture_figure

PULSE_AT, STEPS = 3, 24


def one_pulse():
    """Return the explorer of s_t = tanh(w s_{t-1} + x_t), x_t being 1 at step 3 and else 0."""
    figure, ax = lecture_figure(9, 3.3)
    timeline = Timeline(ax, steps=STEPS)
    x = np.zeros((STEPS, 1))
    x[PULSE_AT - 1] = 1.0

    def show(w):
        s = forward_propagation(x, one_unit(w=w)).s[:, 0]  # (T,)
        timeline.set(values=[0.0, *s], inputs={PULSE_AT: 1.0})
        numbers = {f"s_{t}": s[t - 1] for t in (PULSE_AT, PULSE_AT + 1, STEPS)}
        return numbers, _sentence(s)

    return Explorer(
        figure=figure,
        views=[timeline],
        controls={"w": slider("w", -2, 2, 0.0, concept="parameter")},
        show=show,
        presets={"forget": {"w": 0.5}, "keep": {"w": 2.0}, "flip": {"w": -2.0}},
    )


def _sentence(s):
    """Say how the state ends: where it stands, and whether it still moves."""
    now, two_before = abs(s[-1]), abs(s[-3])  # two steps apart: the same sign, flipping or not
    flips = "flipping its sign at every step, " if s[-1] * s[-2] < 0 else ""
    if now < 0.005:
        return f"By step {STEPS} the state is below 0.005 in size: the pulse is forgotten."
    if now < 0.999 * two_before:
        rest = "it is still shrinking"
    elif now > 1.001 * two_before:
        rest = "it is still growing"
    else:
        rest = "it rests at this size: the pulse is remembered"
    return f"At step {STEPS} the state stands at {s[-1]:+.4f}; {flips}{rest}."
