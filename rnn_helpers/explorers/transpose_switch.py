"""Chapter 03: a transpose too many or too few, step by step."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, choice, slider
from ..views.sheets.differences import STEPS, Differences
from ..views.style import lecture_figure
from .seven_spellings import START, network, weights
from .weights import stand


def _off(now):
    """The size of each of the five differences, where the transpose is in use."""
    return np.abs(now["difference"]) if now["switch"] == "Wᵀ" else np.zeros(STEPS)


def _a_transpose_does_no_harm():
    """Look for a W of which the transpose gives the same outputs, from a start that is not zero."""
    x, found = np.arange(1.0, STEPS + 1)[:, None], False
    for w12 in (-1.0, 0.2, 0.3):
        params = network({**START, "w12": w12})
        right, run = (
            forward_propagation(x, p, s0=[0.5, 0]).z for p in (params, params.replace(W=params.W.T))
        )
        found = found or np.allclose(right, run)
    return "yes" if found else "no"


TASKS = [
    Task(
        text="Switch to Wᵀ. Make the output at t = 0 differ by more than 0.1. Leave W as it is.",
        done=lambda now: _off(now)[0] > 0.1 and stand(now, START),
        then="At t = 0 the roads out of a unit that is not 0 are read now. From (0, 0) none is.",
        begin={"switch": "W"},
        solution=("Wᵀ", {"s01": 1.0}),
    ),
    Task(
        text="Leave the start and Wᵀ. Change W until no output differs.",
        done=lambda now: (
            now["switch"] == "Wᵀ" and (now["s01"] or now["s02"]) and _off(now).max() < 1e-9
        ),
        then="1→2 is 2→1: W is its own transpose, and there is no mistake.",
        begin="Wᵀ, start at (0.5, 0)",
        guess=Question(
            "Is there a W with which a forgotten transpose does no harm?",
            ["yes", "no"],
            truth=_a_transpose_does_no_harm,
            because="A symmetric W is its own transpose.",
        ),
        solution=({"w12": 0.3},),
    ),
    Task(
        text="Leave Wᵀ and the start, (0, 0). Change W until an output differs by more than 0.9.",
        done=lambda now: _off(now)[0] < 1e-9 and _off(now).max() > 0.9,
        then="1→2 and 2→1 are far apart now. At t = 1 each sum is wrong by their difference times "
        "a state number.",
        begin="Wᵀ",
        solution=({"w12": 2.0, "w21": -2.0},),
    ),
]
NOTICE = (
    "A square W fits both ways. From zero, t = 0 does not read it, and later steps may show "
    "little: test from starts that are not zero."
)


def transpose_switch():
    """Return the explorer of five steps with W where it should be, and with its transpose.

    The differences are those of the network with the wrong W minus those with the right one.
    """
    figure, ax = lecture_figure(9, 4.2)
    view = Differences(ax)

    def show(switch, s01, s02, **w):
        params = network(w)
        used = params.replace(W=params.W.T) if switch != "W" else params
        x = np.arange(1.0, STEPS + 1)[:, None]
        right, run = (forward_propagation(x, p, s0=[s01, s02]) for p in (params, used))
        off = run.z[:, 0] - right.z[:, 0]
        states = np.abs(run.s - right.s).max(axis=1)
        view.set(W=params.W, used=used.W, z=right.z[:, 0], run=run.z[:, 0], states=states)
        numbers = {"right": right.z[:, 0], "z": run.z[:, 0], "difference": off}
        return numbers, _sentence(switch, params.W, states, off)

    return Explorer(
        figure=figure,
        views=[view],
        controls={
            "switch": choice("use", ["W", "Wᵀ"], "W"),
            "s01": slider("s₋₁,₁", -1, 1, 0.0, meaning="unit 1 at the start", concept="hidden"),
            "s02": slider("s₋₁,₂", -1, 1, 0.0, meaning="unit 2 at the start", concept="hidden"),
            **weights(),
        },
        show=show,
        presets={
            "Wᵀ": {"switch": "Wᵀ"},
            "Wᵀ, start at (0.5, 0)": {"switch": "Wᵀ", "s01": 0.5},
        },
        groups={"use, s₋₁": ["switch", "s01", "s02"], "all of W": list(START)},
        tasks=TASKS,
        notice=NOTICE,
    )


def _sentence(switch, W, states, off):
    """At which step the two runs first differ, and by how much the outputs do."""
    if switch == "W":
        return "Both runs use W, so nothing differs. Switch to the transpose of W."
    if np.array_equal(W, W.T):
        return "W is symmetric: transposed, it is the same matrix, so nothing differs."
    first = f"first differ at t = {int(np.argmax(states > 0))}"
    listed = ", ".join(in_figures(z, digits=6) for z in off)
    return f"With the transpose of W the states {first}. Outputs, wrong minus right: {listed}."
