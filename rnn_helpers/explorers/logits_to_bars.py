"""Chapter 06: three logits become probabilities, with every number on the way."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.cells import log_softmax, softmax
from ..forward_pass.language import entropy
from ..machines.examples import dog_bites_man
from ..panel import Explorer, choice, slider, step_slider
from ..views.sheets.softmax_sheet import HEIGHT, WIDTH, SoftmaxSheet
from ..views.style import lecture_figure

START = (2.0, 1.0, 0.0)
WAYS = ("stable", "naive")
NOT_DEFINED = "not defined"


def logits_to_bars():
    """Return the explorer of p_i = e^{u_i} / sum_j e^{u_j} with u = (z + k) / T."""
    tokens = dog_bites_man()[1].tokens
    figure, ax = lecture_figure(WIDTH / 100, HEIGHT / 100)
    sheet = SoftmaxSheet(ax, tokens=tokens)

    def show(way, z1, z2, z3, k, T):
        z = np.array([z1, z2, z3])
        u = (z + k) / T
        numbers = stable(u) if way == "stable" else naive(u)
        p = numbers["p"]
        H = entropy(p) if abs(p.sum() - 1) < 1e-6 else np.nan  # NaN: p is no distribution
        sheet.set(z=z, u=u, entropy=H, **numbers)
        defined = np.isfinite(H)
        read = {
            "u": u,
            "p": p if np.isfinite(p).all() else [in_figures(p_i) for p_i in p],
            "entropy": H if defined else NOT_DEFINED,
            "perplexity": np.exp(H) if defined else NOT_DEFINED,
        }
        return read, _sentence(u, H, tokens, **numbers)

    return Explorer(
        figure=figure,
        views=[sheet],
        controls=_controls(tokens),
        show=show,
        presets={
            "equal logits": {"z1": 0.0, "z2": 0.0, "z3": 0.0},
            "k = 1000, naive": {"k": 1000, "way": "naive"},
            "T = 0.2": {"T": 0.2},
            "T = 5": {"T": 5.0},
        },
        groups={"z": ["z1", "z2", "z3"], "k, T": ["k", "T"]},
    )


def stable(u):
    """Return {"shifted", "e", "p", "surprise"} by way of u - max u, -ln p from log_softmax."""
    shifted = u - u.max()
    return {"shifted": shifted, "e": np.exp(shifted), "p": softmax(u), "surprise": -log_softmax(u)}


def naive(u):
    """Return the same as written in the formula: inf, nan and lost digits where they arise."""
    with np.errstate(all="ignore"):
        e = np.exp(u)
        p = e / e.sum()
        return {"shifted": None, "e": e, "p": p, "surprise": -np.log(p)}


def _controls(tokens):
    meanings = [f"logit of “{token}”" for token in tokens]
    made = {"way": choice("way", WAYS, "stable")}
    for n, (value, meaning) in enumerate(zip(START, meanings)):
        made[f"z{n + 1}"] = slider(
            f"z{'₁₂₃'[n]}", -8, 8, value, step=0.1, meaning=meaning, concept="output"
        )
    made["k"] = step_slider("k", -1000, 1000, 0, meaning="added to every logit")
    made["T"] = slider("T", 0.02, 10, 1.0, step=0.02, meaning="temperature")
    return made


def _sentence(u, H, tokens, *, e, p, shifted, surprise):
    """Say the probabilities, or why there are none."""
    if np.isinf(e).any():
        return (
            f"e to the power {u.max():.2f} is beyond the largest float. Such powers become inf, "
            "and inf / inf is “nan”, not a number. The other powers, divided by inf, give 0."
            if np.isfinite(e).any()
            else f"All powers are beyond the largest float, up to e to the {u.max():.2f}: each "
            "becomes inf, and inf / inf is “nan”, not a number."
        )
    if not e.any():
        return (
            f"Even the largest power, e to the {u.max():.2f}, is below the smallest float: "
            "all become 0, and 0 / 0 is “nan”, not a number."
        )
    if not p.any():
        return "Each power is a float, but their sum is not: it becomes inf, so every p is 0."
    values = ", ".join(f"{token} {p_i:.3f}" for token, p_i in zip(tokens, p))
    right = softmax(u)
    if np.abs(p - right).max() > 5e-4:
        return (
            f"{values}: wrong. The powers are so small that floats have few digits left for "
            f"them. Right is {', '.join(f'{p_i:.3f}' for p_i in right)}."
        )
    return f"{values}. Entropy {H:.3f}: as unsure as among {np.exp(H):.2f} equally likely words."
