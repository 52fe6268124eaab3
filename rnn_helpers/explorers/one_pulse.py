"""Chapter 00: one unit, one pulse, one slider."""

import numpy as np

from ..forward_pass.forward import forward_propagation
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import one_unit
from ..panel import Explorer, slider
from ..views.over_time.timeline import Timeline
from ..views.style import lecture_figure

PULSE_AT, STEPS = 3, 24  # times; the first is t = 0


def _run(w):
    """Return the states (25,) of the unit that gets the pulse."""
    x = np.zeros((STEPS + 1, 1))
    x[PULSE_AT] = 1.0
    return forward_propagation(x, one_unit(w=w)).s[:, 0]


def _way_at_minus_2():
    after = _run(-2)[PULSE_AT + 1 :]
    flips = (after[1:] * after[:-1] < 0).all()
    return "up and down, in turns" if flips else "down, to stay"


TASKS = [
    Task(
        text="Drag w up. Stop at the first w at which the state at step 24 is no longer below "
        "0.005.",
        done=lambda now: 0.005 <= now["s_24"] < 0.01,
        then="From 0.80 on. The state still fades there, but so slowly that after 21 steps of "
        "silence there is something to see.",
        begin="forget",
        solution=({"w": 0.8},),
    ),
    Task(
        text="Under keep, w is 2 and the line rests at 0.9575. Make it rest lower, between 0.65 "
        "and 0.7.",
        done=lambda now: 0.65 < now["s_24"] < 0.7,
        then="At 1.2 it rests at 0.6586. The larger w, the higher the line; but always below 1.",
        begin="keep",
        solution=({"w": 1.2},),
    ),
    Task(
        text="Press negative. Then make the state at step 24 end between −0.7 and −0.65.",
        done=lambda now: -0.7 < now["s_24"] < -0.65,
        then="w times s has another sign than s. The size goes just as with w = 1.2.",
        guess=Question(
            "w = −2. Where does the line go after the pulse?",
            ["down, to stay", "up and down, in turns", "out of the picture"],
            truth=_way_at_minus_2,
            because="The minus is applied at every step.",
        ),
        begin={"w": 0.0},
        solution=("negative", {"w": -1.2}),
    ),
]
NOTICE = (
    "After the pulse only w counts: from −1 to 1 the state fades, above 1 it stays, below −1 its "
    "size stays and its sign flips."
)


def one_pulse():
    """Return the explorer of s_t = tanh(w s_{t-1} + x_t), x_t being 1 at t = 3 and else 0."""
    figure, ax = lecture_figure(9, 3.3)
    timeline = Timeline(ax, steps=STEPS)

    def show(w):
        s = _run(w)
        timeline.set(values=s, inputs={PULSE_AT: 1.0})
        numbers = {f"s_{t}": s[t] for t in (PULSE_AT, PULSE_AT + 1, STEPS)}
        return numbers, _sentence(s)

    return Explorer(
        figure=figure,
        views=[timeline],
        controls={"w": slider("w", -2, 2, 0.0, concept="parameter")},
        show=show,
        presets={"forget": {"w": 0.5}, "keep": {"w": 2.0}, "negative": {"w": -2.0}},
        tasks=TASKS,
        notice=NOTICE,
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
