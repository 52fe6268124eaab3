"""Chapter 02: two units, five inputs, every product in sight."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..forward_pass.params import RNNParams
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import worked_example
from ..panel import Explorer, choice, slider, step_slider
from ..views.curves.tanh_curve import TanhCurve
from ..views.plane.state_plane import StatePlane
from ..views.sheets.ledger import STEPS, Ledger
from ..views.style import lecture_figure, lecture_style
from .weights import NO_RECURRENCE, stand, weight_sliders

INPUTS = {
    "1, 2, 3, 4, 5": (1, 2, 3, 4, 5),
    "1, 1, 1, 1, 1": (1, 1, 1, 1, 1),
    "0.1, 0.2, 0.3, 0.4, 0.5": (0.1, 0.2, 0.3, 0.4, 0.5),
    "5, 4, 3, 2, 1": (5, 4, 3, 2, 1),
    "0, 0, 0, 0, 5": (0, 0, 0, 0, 5),
    "0, 0, 0, 0, 0.5": (0, 0, 0, 0, 0.5),
}


def _equal_without_W():
    """Which outputs of five equal inputs are equal when W is 0."""
    without = worked_example().replace(W=np.zeros((2, 2)))
    z = forward_propagation(np.ones((STEPS, 1)), without).z[:, 0]
    return "all five" if np.ptp(z) == 0 else "the last ones" if z[-1] == z[-2] else "none"


def _numbers(params):
    """The eleven numbers of a network, {"W12": from unit 1 into unit 2} and so on."""
    row_form = {
        "W": params.W.T,
        "U": params.U[:, 0],
        "b": params.b,
        "V": params.V[0],
        "c": params.c,
    }
    names = {"W": ["11", "12", "21", "22"], "c": [""]}
    return {
        letter + place: value
        for letter, array in row_form.items()
        for place, value in zip(names.get(letter, ["1", "2"]), array.flat)
    }


START = {"s01": 0.0, "s02": 0.0, **_numbers(worked_example())}


TASKS = [
    Task(
        text="Press ▶, and stop at the step that starts from the state (0.8597, 0.8837).",
        done=lambda now: (now["x"], now["t"]) == ("1, 2, 3, 4, 5", 3) and stand(now, START),
        then="Step 3 starts from the state of step 2. The orange frame is always one column "
        "behind the yellow one: that is all the memory there is.",
        begin={"t": 1},
        solution=({"t": 3},),
    ),
    Task(
        text="The input is the same at every step. Find the first step that moves the output by "
        "less than 0.01.",
        done=lambda now: (now["x"], now["t"]) == ("1, 1, 1, 1, 1", 5) and stand(now, START),
        then="Step 5, by 0.0098, from 2.2653 to 2.2751. The outputs differ because the states "
        "still move, less and less.",
        begin="same input each step",
        solution=({"t": 5},),
    ),
    Task(
        text="Under “W” move all four weights to 0, and read the row z.",
        done=lambda now: (
            now["x"] == "1, 1, 1, 1, 1" and stand(now, {**START, **NO_RECURRENCE}, "s01", "s02")
        ),
        then="Five times 1.5613: with W = 0 no step gets anything from the past.",
        guess=Question(
            "Five equal inputs, and all of W is 0. Which outputs are equal?",
            ["all five", "the last ones", "none"],
            truth=_equal_without_W(),
            because="A step then depends on its input alone.",
        ),
        begin="same input each step",
        solution=({"W11": 0.0, "W12": 0.0, "W21": 0.0, "W22": 0.0},),
    ),
    Task(
        text="From (0, 0) the outputs are 1.5613, 2.7271, 3.0143, 3.0738, 3.0913. Now start "
        "at (−1, −1): find the first step with the same output.",
        done=lambda now: (
            (now["x"], now["t"]) == ("1, 2, 3, 4, 5", 4)
            and stand(now, {**START, "s01": -1.0, "s02": -1.0})
        ),
        then="Step 4. The first output is 0.0980 instead of 1.5613, but three steps later four "
        "digits no longer show the start.",
        begin="start at (−1, −1)",
        solution=({"t": 4},),
    ),
]
NOTICE = (
    "The frame is the only way from step to step. While the state in it moves, equal inputs can "
    "give different outputs."
)


def stepper():
    """Return the explorer of a_t = s_{t-1} W + x_t U + b, s_t = tanh(a_t), z_t = s_t V + c.

    Row form, as in the source notebook: W12 leads from unit 1 into unit 2.
    """
    figure, ledger, plane, curve = _figure()

    def show(t, x, s01, s02, **numbers):
        x, s0, rows = np.array(INPUTS[x], float), np.array([s01, s02]), in_row_form(**numbers)
        trace = forward_propagation(x[:, None], in_column_form(rows), s0=s0)
        s, z = np.vstack([s0, trace.s]), trace.z[:, 0]  # (6, 2), (5,)
        products = {
            "s W": s[t - 1][:, None] * rows["W"],
            "x U": x[t - 1] * rows["U"],
            "s V": s[t] * rows["V"],
        }
        ledger.set(t=t, x=x, s=s, a=trace.a[t - 1], z=z, params=rows, products=products)
        plane.set(path=s, now=t)
        curve.set(a=trace.a[t - 1], s=s[t])
        read = {"x_t": x[t - 1], "a_t": trace.a[t - 1], "s_t": s[t], "z_t": z[t - 1], "z": z}
        return read, _sentence(t, x, s, z)

    return Explorer(
        figure=figure,
        views=[ledger, plane, curve],
        controls=_controls(worked_example()),
        show=show,
        presets={
            "same input each step": {"x": "1, 1, 1, 1, 1"},
            "inputs × 0.1": {"x": "0.1, 0.2, 0.3, 0.4, 0.5"},
            "reversed inputs": {"x": "5, 4, 3, 2, 1"},
            "start at (−1, −1)": {"s01": -1.0, "s02": -1.0},
        },
        groups={
            "x, s₀": ["x", "s01", "s02"],
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
    """The ledger on the left; on the right the path of the state above the curve of tanh."""
    figure, left = lecture_figure(9, 4.3)
    grid = figure.add_gridspec(2, 2, width_ratios=[1.95, 1], height_ratios=[2.5, 1])
    left.set_subplotspec(grid[:, 0])
    labels = ("s_{t,1}", "s_{t,2}")
    plane = StatePlane(figure.add_subplot(grid[0, 1]), steps=STEPS, labels=labels)
    return figure, Ledger(left), plane, TanhCurve(figure.add_subplot(grid[1, 1]))


def in_row_form(*, W11, W12, W21, W22, U1, U2, b1, b2, V1, V2, c):
    """Return the eleven numbers as the arrays of s W + x U + b and s V + c."""
    W = np.array([[W11, W12], [W21, W22]])
    return {
        "W": W,
        "U": np.array([U1, U2]),
        "b": np.array([b1, b2]),
        "V": np.array([V1, V2]),
        "c": c,
    }


def in_column_form(rows):
    """Return the same network as the RNNParams of W s + U x + b and V s + c: all transposed."""
    return RNNParams(
        U=rows["U"][:, None], W=rows["W"].T, V=rows["V"][None], b=rows["b"], c=[rows["c"]]
    )


def _controls(params):
    """One slider for each of the 13 numbers, standing where the worked example has them."""
    of_start = {"concept": "hidden"}
    return {
        "t": step_slider("t", 1, STEPS, 1, meaning="the step that the ledger shows"),
        "x": choice("x", INPUTS, "1, 2, 3, 4, 5"),
        "s01": slider("s₀,₁", -1, 1, 0.0, meaning="unit 1 before the first step", **of_start),
        "s02": slider("s₀,₂", -1, 1, 0.0, meaning="unit 2 before the first step", **of_start),
        **weight_sliders(_numbers(params), reach=2, rows=True),
    }


def _sentence(t, x, s, z):
    before, after = in_figures(s[t - 1], digits=4), in_figures(s[t], digits=4)
    outputs = ", ".join(in_figures(z_t, digits=4) for z_t in z)
    return (
        f"Step {t}: the input {x[t - 1]:g} and the state {before} give the state {after} "
        f"and the output {in_figures(z[t - 1], digits=4)}. All five outputs: {outputs}."
    )
