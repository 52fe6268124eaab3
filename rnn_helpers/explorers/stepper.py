"""Chapter 02: two units, five inputs, every product in sight."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import worked_example
from ..panel import Explorer, choice, slider, step_slider
from ..views.curves import output_rows
from ..views.sheets import circles_and_arrows, ledger
from ..views.style import lecture_figure, lecture_style
from .weights import (
    NO_RECURRENCE,
    in_column_form,
    in_row_form,
    row_entries,
    stand,
    weight_sliders,
)

STEPS = 5
INPUTS = {
    "1, 2, 3, 4, 5": (1, 2, 3, 4, 5),
    "1, 1, 1, 1, 1": (1, 1, 1, 1, 1),
    "5, 4, 3, 2, 1": (5, 4, 3, 2, 1),
}
HEIGHT = 425  # of the picture, in pixels


def _run(params):
    """Return the states (5, 2) and the outputs (5,) for the inputs 1 to 5."""
    trace = forward_propagation(np.arange(1.0, STEPS + 1)[:, None], params)
    return trace.s, trace.z[:, 0]


def _what_c_moves():
    params = worked_example()
    (s, z), (s_after, z_after) = _run(params), _run(params.replace(c=params.c + 1))
    if not (s == s_after).all():
        return "outputs and states"
    return "all outputs" if (z != z_after).all() else "the last output"


def _equal_without_W():
    """Which outputs of five equal inputs are equal when W is 0."""
    without = worked_example().replace(W=np.zeros((2, 2)))
    z = forward_propagation(np.ones((STEPS, 1)), without).z[:, 0]
    return "all five" if np.ptp(z) == 0 else "the last ones" if z[-1] == z[-2] else "none"


START = {"s01": 0.0, "s02": 0.0, **row_entries(worked_example())}


TASKS = [
    Task(
        text="Press ▶, and stop at the input that meets the old state (0.8597, 0.8837).",
        done=lambda now: (now["x"], now["t"]) == ("1, 2, 3, 4, 5", 2) and stand(now, START),
        then="t = 2 meets what t = 1 has left. A new state is the next step's old state: that is "
        "all the memory there is.",
        begin={"t": 0},
        solution=({"t": 2},),
    ),
    Task(
        text="Under “V, c” raise c by 1, to 1.1, and look at the rows.",
        done=lambda now: abs(now["c"] - 1.1) < 1e-9 and stand(now, START, "c"),
        then="No arrow leads back from the output: no state can notice.",
        guess=Question(
            "c is raised by 1, and nothing else. What changes?",
            ["all outputs", "the last output", "outputs and states"],
            truth=_what_c_moves,
            because="c is added at each step.",
        ),
        begin={"t": 4},
        solution=({"c": 1.1},),
    ),
    Task(
        text="Stay at t = 0. With one slider, bring the new state of unit 2 below −0.9.",
        done=lambda now: (
            (now["x"], now["t"]) == ("1, 2, 3, 4, 5", 0)
            and now["s_t"][1] < -0.9
            and sum(abs(now[name] - value) > 1e-9 for name, value in START.items()) == 1
        ),
        then="Only U₂ can: below 0 its arrow is dashed and pushes down. b₂ has too little reach, "
        "and W meets nothing but zeros.",
        begin={"t": 0},
        solution=({"U2": -1.4},),
    ),
    Task(
        text="Under “W” move all four weights to 0, and look at the rows.",
        done=lambda now: (
            now["x"] == "1, 1, 1, 1, 1" and stand(now, {**START, **NO_RECURRENCE}, "s01", "s02")
        ),
        then="Five times 1.5613: no arrow from the old state is left.",
        guess=Question(
            "Five equal inputs, and all of W is 0. Which outputs are equal?",
            ["all five", "the last ones", "none"],
            truth=_equal_without_W,
            because="A step then depends on its input alone.",
        ),
        begin={"x": "1, 1, 1, 1, 1"},
        solution=({"W11": 0.0, "W12": 0.0, "W21": 0.0, "W22": 0.0},),
    ),
]
NOTICE = (
    "Arrows lead from the old state and the input into the units, and on to the output. Only the "
    "arrows of W bring the past in."
)


def stepper():
    """Return the explorer of a_t = s_{t-1} W + x_t U + b, s_t = tanh(a_t), z_t = s_t V + c.

    Row form, as in the source notebook: W12 leads from unit 1 into unit 2.
    """
    figure, network, step, rows = _figure()

    def show(t, x, s01, s02, **numbers):
        x, params = np.array(INPUTS[x], float), in_row_form(**numbers)
        s = np.array([[s01, s02]])
        trace = forward_propagation(x[:, None], in_column_form(params), s0=s[0])
        s, a_t, z = np.vstack([s, trace.s]), trace.a[t], trace.z[:, 0]  # (6, 2), (2,), (5,)
        old, new = s[t], s[t + 1]  # row 0 of s is the state before t = 0
        circles = {"x": x[t], "z": z[t]}
        for i in (0, 1):
            circles |= {f"old s_{i + 1}": old[i], f"s_{i + 1}": new[i]}
        network.set(numbers=circles, weights=numbers)
        products = {
            "s W": old[:, None] * params["W"],
            "x U": x[t] * params["U"],
            "s V": new * params["V"],
        }
        step.set(old=old, x=x[t], a=a_t, s=new, z=z[t], params=params, products=products)
        rows.set(x=x, z=z, now=t)
        read = {"x_t": x[t], "a_t": a_t, "s_t": new, "z_t": z[t], "z": z}
        return read, _sentence(t, x[t], old, new, z[t])

    return Explorer(
        figure=figure,
        views=[network, step, rows],
        controls=_controls(worked_example()),
        show=show,
        groups={
            "x, s₋₁": ["x", "s01", "s02"],
            "W": ["W11", "W12", "W21", "W22"],
            "U, b": ["U1", "U2", "b1", "b2"],
            "V, c": ["V1", "V2", "c"],
        },
        play="t",
        tasks=TASKS,
        notice=NOTICE,
    )


@lecture_style()
def _figure():
    """Above, the network and all outputs; below, the sums of one step."""
    figure, first = lecture_figure(9, HEIGHT / 100)
    figure.set_layout_engine("none")
    places = (
        (0, ledger.HEIGHT + 5, circles_and_arrows, "network", 8),
        (900 - output_rows.WIDTH - 4, ledger.HEIGHT + 5, output_rows, "all steps", 8),
        (0, 0, ledger, "step", 4),
    )
    axes = []
    for left, low, sheet, name, x in places:
        size = left / 900, low / HEIGHT, sheet.WIDTH / 900, sheet.HEIGHT / HEIGHT
        axes.append(first if not axes else figure.add_axes(size))
        axes[-1].set_position(size)
        axes[-1].text(x, sheet.HEIGHT - 16, name, va="baseline", weight="bold")
    network, rows, step = axes
    return (
        figure,
        circles_and_arrows.CirclesAndArrows(network),
        ledger.Ledger(step),
        output_rows.OutputRows(rows, steps=STEPS),
    )


def _controls(params):
    """One slider for each of the 13 numbers, standing where the worked example has them."""
    of_start = {"concept": "hidden"}
    return {
        "t": step_slider("t", 0, STEPS - 1, 0, meaning="the step that the picture shows"),
        "x": choice("x", INPUTS, "1, 2, 3, 4, 5"),
        "s01": slider("s₋₁,₁", -1, 1, 0.0, meaning="unit 1 before the first input", **of_start),
        "s02": slider("s₋₁,₂", -1, 1, 0.0, meaning="unit 2 before the first input", **of_start),
        **weight_sliders(row_entries(params), reach=2, rows=True),
    }


def _sentence(t, x_t, old, new, z_t):
    before, after = in_figures(old, digits=4), in_figures(new, digits=4)
    return (
        f"t = {t}: the input {x_t:g} and the old state {before} give the new state {after} and "
        f"the output {in_figures(z_t, digits=4)}."
    )
