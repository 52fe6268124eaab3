"""Chapter 03: a transpose too many or too few, step by step."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..panel import Explorer, choice, slider
from ..views.sheets.differences import STEPS, Differences
from ..views.style import lecture_figure
from .seven_spellings import START, SYMMETRIC, network, weights


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
            "s01": slider("s₀,₁", -1, 1, 0.0, meaning="unit 1 before step 1", concept="hidden"),
            "s02": slider("s₀,₂", -1, 1, 0.0, meaning="unit 2 before step 1", concept="hidden"),
            **weights(),
        },
        show=show,
        presets={
            "Wᵀ": {"switch": "Wᵀ"},
            "Wᵀ, start at (0.5, 0)": {"switch": "Wᵀ", "s01": 0.5},
            "Wᵀ, symmetric W": {"switch": "Wᵀ", "s01": 0.5, **SYMMETRIC},
        },
        groups={"use, s₀": ["switch", "s01", "s02"], "all of W": list(START)},
    )


def _sentence(switch, W, states, off):
    """At which step the two runs first differ, and by how much the outputs do."""
    if switch == "W":
        return "Both runs use W, so nothing differs. Switch to the transpose of W."
    if np.array_equal(W, W.T):
        return "W is symmetric: transposed, it is the same matrix, so nothing differs."
    first = f"first differ at step {int(np.argmax(states > 0)) + 1}"
    listed = ", ".join(in_figures(z, digits=6) for z in off)
    return f"With the transpose of W the states {first}. Outputs, wrong minus right: {listed}."
