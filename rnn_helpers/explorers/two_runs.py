"""Chapter 09: two runs of one network from two starts. Will they meet?"""

import numpy as np

from ..dynamics.contraction import differences, operator_norm, slope_between, spectral_radius
from ..formats import finite_log10, in_powers, log10, zero_of
from ..forward_pass.forward import forward_propagation
from ..forward_pass.params import RNNParams
from ..lessons.forgetting_goals import TWO_RUNS
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import SUBSCRIPTS, Explorer, slider, step_slider
from ..views.over_time.log_lines import LogLines
from ..views.plane.two_paths import TwoPaths
from ..views.style import COLOURS, lecture_figure
from .weights import stand, weight_sliders

STEPS = 40
WEIGHTS = ("W11", "W12", "W21", "W22")
CONTRACTION = (0.5, -0.75, 0.3, 0.5)  # norm 0.95
LOOKS = {
    "distance": {"color": COLOURS["hidden"], "linewidth": 1.4, "marker": "o", "markersize": 4.5},
    "norm": {"color": COLOURS["parameter"], "linewidth": 1.6},
    "radius": {"color": COLOURS["parameter"], "linewidth": 2.4, "linestyle": "dotted"},
}


def two_runs():
    """Return the explorer of two runs of s_t = tanh(W s_{t-1} + k) from two starts."""
    figure, (left, right) = lecture_figure(9, 4.0, ncols=2, width_ratios=[1, 1.25])
    plane, lines = TwoPaths(left), LogLines(right, steps=STEPS, looks=LOOKS)
    left.set_title("state", loc="center")
    right.set_title("distance", loc="center")
    n = np.arange(STEPS + 1)

    def show(t, k1, k2, A1, A2, B1, B2, **weights):
        W = np.array([weights[name] for name in WEIGHTS]).reshape(2, 2)
        k = np.tile([k1, k2], (STEPS, 1))  # (T, 2)
        params = RNNParams(U=np.eye(2), W=W, V=np.eye(2))
        A, B = (forward_propagation(k, params, s0=s0) for s0 in ([A1, A2], [B1, B2]))
        runs = np.array([np.vstack([run.s0, run.s]) for run in (A, B)])  # (2, T + 1, 2)
        apart = differences(*runs, W, shrink=slope_between(A.a, B.a))
        d = np.hypot(*apart.T)  # (T + 1,) sizes below 1e-162 must not be squared
        norm, radius = operator_norm(W), spectral_radius(W)
        bound, folklore = (n * finite_log10(factor) for factor in (norm, radius))
        logs = [finite_log10(d[0]) + line for line in (bound, folklore)]
        plane.set(paths=runs, now=t)
        lines.set(logs=dict(zip(LOOKS, [log10(d), *logs], strict=True)), now=t)
        numbers = {"norm": norm, "radius": radius, "d_0": d[0], "d_40": d[-1]}
        numbers["log_d_t"] = finite_log10(d[t])
        return numbers, _sentence(t, d, norm, radius, zero_of(slope_between(A.a, A.a)))

    return Explorer(
        figure=figure,
        views=[plane, lines],
        controls=_controls(),
        show=show,
        presets=PRESETS,
        tasks=TASKS,
        notice=NOTICE,
        groups={
            "t, k": ["t", "k1", "k2"],
            "W": [*WEIGHTS],
            "starts": ["A1", "A2", "B1", "B2"],
        },
        play="t",
        point={left: lambda x, y: {"B1": x, "B2": y}},
    )


def _silent(W, B):
    return {**dict(zip(WEIGHTS, W, strict=True)), "B1": B[0], "B2": B[1], "t": STEPS}


PRESETS = {
    "radius 0.87": _silent((-0.5, -3.5, 0.5, 2.0), (1.0, -1.0)),
    "radius 0": _silent((4.0, -2.0, 8.0, -4.0), (1.0, 0.5)),
}


MYTH = PRESETS["radius 0.87"]


def _is_myth(state, *moved):
    start = {name: MYTH[name] for name in WEIGHTS}
    start |= {"A1": 0.0, "A2": 0.0, "B1": 1.0, "B2": -1.0, "k1": 0.0, "k2": 0.0}
    return stand(state, start, *moved)


TASKS = [
    Task(
        text="Put A and B into opposite corners of the plane, and look at step 40.",
        done=lambda state: (
            state["d_0"] > 2.5
            and state["t"] == STEPS
            and stand(state, dict(zip(WEIGHTS, CONTRACTION, strict=True)))
        ),
        then="A step leaves at most ‖W‖ = 0.95 of a distance. So they meet from everywhere.",
        begin={},
        guess=Question(
            "Can A and B start so far apart that these two runs never meet?",
            ["yes", "no"],
            truth="no" if operator_norm(np.reshape(CONTRACTION, (2, 2))) < 1 else "yes",
            because="The norm is below 1.",
        ),
        solution=({"B1": 1.0, "B2": 1.0}, {"A1": -1.0, "A2": -1.0}, {"t": STEPS}),
    ),
    Task(
        text="Drag the start of B towards A until they meet: less than 0.01 apart at step 40.",
        done=lambda state: (
            _is_myth(state, "B1", "B2") and state["d_0"] > 0 and state["d_40"] < 0.01
        ),
        then="The radius, 0.87, speaks for small differences only. A larger one may stay for ever.",
        begin="radius 0.87",
        solution=({"B1": 0.2, "B2": -0.2},),
    ),
    Task(
        text="Leave W and the starts. Push with k₁ or k₂ until they meet: below 0.01 at step 40.",
        done=lambda state: _is_myth(state, "k1", "k2") and state["d_40"] < 0.01,
        then="The push brings both to one side. What comes in decides, too, not W alone.",
        begin="radius 0.87",
        solution=({"k2": 0.25},),
    ),
    *(
        Task(
            text=f"Challenge without input: {goal}.",
            measure=lambda state, measure=measure: measure(
                state | {"silent": state["k1"] == state["k2"] == 0}
            ),
            then=then,
            begin={},
            solution=(dict(zip(WEIGHTS, W, strict=True)),),
        )
        for (goal, measure), then, W in zip(
            TWO_RUNS.items(),
            [
                "A norm above 1 promises nothing, neither memory nor forgetting.",
                "A radius below 1, even 0, promises nothing for large differences.",
            ],
            [(0.0, 3.0, 0.0, 0.0), (2.0, -0.5, 8.0, -2.0)],
            strict=True,
        )
    ),
]
NOTICE = (
    "A norm below 1 promises that runs meet, whatever comes in. A radius below 1 speaks for small "
    "differences only."
)


def _controls():
    starts = {
        name: slider(
            name.translate(SUBSCRIPTS), -1, 1, value, concept="hidden",
            meaning=f"run {name[0]}, unit {name[1]}, at t = 0",
        )
        for name, value in {"A1": 0.0, "A2": 0.0, "B1": 1.0, "B2": 1.0}.items()
    }  # fmt: skip
    return {
        "t": step_slider("t", 0, STEPS, 5, meaning="the step that both pictures show"),
        "k1": slider("k₁", -2, 2, 0.0, meaning="added in unit 1 at every step", concept="input"),
        "k2": slider("k₂", -2, 2, 0.0, meaning="added in unit 2 at every step", concept="input"),
        **weight_sliders(dict(zip(WEIGHTS, CONTRACTION, strict=True)), reach=8),
        **starts,
    }


def _sentence(t, d, norm, radius, zero):
    if d[0] == 0:
        return (
            "Both runs start at one place, so their distance is 0 at every step. "
            f"‖W‖ is {norm:.2f}, the radius {radius:.2f}."
        )
    side = "below 1" if norm < 1 else "above 1: no promise"
    if abs(norm - 1) < 1e-9:
        side = "so they come together, perhaps ever more slowly"
    return (
        f"Step {t}: distance {in_powers(d[t], zero=zero)}, at first {in_powers(d[0])}. "
        f"‖W‖ is {norm:.2f}, {side}; radius {radius:.2f}."
    )
