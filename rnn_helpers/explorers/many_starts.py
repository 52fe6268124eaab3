"""Chapter 02: the same input for 81 states at once: do the outputs differ, and for how long?"""

import numpy as np

from ..dynamics import trajectory
from ..formats import in_figures
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import worked_example
from ..panel import Explorer, slider, step_slider
from ..views.over_time.many_runs import ManyRuns
from ..views.plane.cloud import Cloud
from ..views.style import lecture_figure, lecture_style

STEPS = 13  # times 0 to 12
STARTS = np.mgrid[-1:1:9j, -1:1:9j].reshape(2, 81).T  # (81, 2)
MIDDLE = 40  # which of them is (0, 0)


def runs(x, g):
    """Return states (14, 81, 2) from before t = 0 on, and outputs (13, 81); W is multiplied by g.

    A forward pass for 81 states at once: each is a row, so the sums are one product of matrices.
    """
    net = worked_example()
    states = trajectory(STARTS, g * net.W, x * net.U[:, 0] + net.b, steps=STEPS)
    return states, states[1:] @ net.V[0] + net.c[0]


def apart(states):
    """Return the largest distance between two of the states (N, 2)."""
    return float(np.hypot(*(states[:, None] - states).T).max())


def _where_it_ends():
    states, _ = runs(1.0, 1.0)
    left, right = states[-1, 0], states[-1, -1]
    if apart(states[-1]) < 0.01:
        return "in one point"
    return "in two points" if apart(np.array([left, right])) > 1 else "spread out"


TASKS = [
    Task(
        text="Press ▶. Stop at the first t at which all outputs show the same six digits.",
        done=lambda now: (now["x"], now["g"], now["t"]) == (1.0, 1.0, 11),
        then="t = 11, at 2.278439. The input was the same from t = 0 on.",
        guess=Question(
            "81 starts, one input, the same at every step. Where does the cloud end?",
            ["in one point", "in two points", "spread out"],
            truth=_where_it_ends,
            because="A step brings any two nearer.",
        ),
        begin={},
        solution=({"t": 11},),
    ),
    Task(
        text="Stay at t = 0, the first input. Make all 81 outputs agree within 0.1 there, by x "
        "alone.",
        done=lambda now: now["t"] == 0 and now["g"] == 1 and now["apart z"] <= 0.1,
        then="A large input pushes all of them to where tanh is flat, and there differences "
        "vanish. Chapter 09 says how fast.",
        begin={"t": 0},
        solution=({"x": 4.75},),
    ),
    Task(
        text="No input, W as it is: at t = 12 all have met. Raise g until they stay in two crowds, "
        "more than 4 apart in z.",
        done=lambda now: now["x"] == 0 and now["t"] == 12 and now["apart z"] > 4,
        then="Two crowds, and they stay two: such a W keeps a difference, as w = 2 did in "
        "chapter 00. To agree in the end is no law.",
        begin="no input",
        solution=({"g": 2.5},),
    ),
]
NOTICE = (
    "Equal inputs give other outputs only while the states differ. Whether states meet depends on "
    "W and on the input."
)


def many_starts():
    """Return the explorer of s_t = tanh(s_{t-1} g W + x U + b) from 81 states, x always the same.

    Row form, as in the stepper.
    """
    figure, cloud, fan = _figure()

    def show(t, x, g):
        states, z = runs(x, g)
        s = states[t + 1]  # row 0 is before t = 0
        cloud.set(states=s, way=states[: t + 2, MIDDLE])
        fan.set(others=z[: t + 1].T, one=z[: t + 1, MIDDLE], now=t)
        numbers = {"apart s": apart(s)}
        if t >= 0:
            numbers |= {"z": z[t, MIDDLE], "lowest z": z[t].min(), "highest z": z[t].max()}
            numbers["apart z"] = float(np.ptp(z[t]))
        return numbers, _sentence(t, x, s, z)

    return Explorer(
        figure=figure,
        views=[cloud, fan],
        controls={
            "t": step_slider("t", -1, STEPS - 1, -1, meaning="the step; −1 is before any input"),
            "x": slider("x", -5, 5, 1.0, meaning="the input at every step"),
            "g": slider("g", 0, 4, 1.0, meaning="what W is multiplied by", concept="parameter"),
        },
        show=show,
        presets={"no input": {"x": 0.0, "t": STEPS - 1}},
        play="t",
        tasks=TASKS,
        notice=NOTICE,
    )


@lecture_style()
def _figure():
    """The plane on the left, the outputs over time on the right."""
    figure, (left, right) = lecture_figure(9, 3.7, ncols=2, width_ratios=[1, 1.35])
    for ax, name in ((left, "states"), (right, "outputs")):
        ax.set_title(name, fontsize=13, weight="bold", pad=16)
    cloud = Cloud(left, labels=("s_{t,1}", "s_{t,2}"))
    return figure, cloud, ManyRuns(right, steps=STEPS, limits=(-3.2, 3.3))


def _sentence(t, x, s, z):
    if t < 0:
        return "t = −1: 81 states before the first input. The ringed one is (0, 0)."
    low, high = in_figures(z[t].min()), in_figures(z[t].max())
    told = f"t = {t}: with x = {x:g} at every step, "
    if low == high:
        told += f"all 81 outputs print as {low}."
    else:
        told += f"the 81 outputs lie between {low} and {high}; "
        told += f"from (0, 0) it is {in_figures(z[t, MIDDLE])}."
    return told.replace("-", "−")
