"""Chapter 06: three logits become probabilities, with every number on the way."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.cells import log_softmax, softmax
from ..forward_pass.language import entropy
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, choice, slider, step_slider
from ..views.sheets.softmax_sheet import HEIGHT, WIDTH, SoftmaxSheet
from ..views.style import lecture_figure

TOKENS = ("dog", "cat", "boy")
START = (2.0, 1.0, 0.0)
WAYS = ("stable", "naive")
NOT_DEFINED = "not defined"


def _p(now):
    """Return the three probabilities, as floats also where some are "nan"."""
    return np.asarray(now["p"], float)


def _dog(T):
    """Return p of "dog" at the start, at another temperature."""
    return softmax(np.array(START) / T)[0]


def _stands(now, *z):
    """Whether the logits are these and T is 1."""
    return [now["z1"], now["z2"], now["z3"], now["T"]] == [*z, 1.0]


def _is_wrong(now):
    """Whether the p sum to 1 and are others than those of the stable way."""
    u = np.array([now["z1"], now["z2"], now["z3"]]) / now["T"]
    p = _p(now)
    return abs(p.sum() - 1) < 1e-6 and np.abs(p - softmax(u)).max() > 5e-4


TASKS = [
    Task(
        text="Put z₃ at 3. Then move z₁ and z₂ until all three p are as they were: "
        "0.665, 0.245, 0.090.",
        done=lambda now: _stands(now, 5.0, 4.0, 3.0),
        then="All three logits are 3 higher: the differences are as before, and nothing else "
        "counts. So k moves no bar.",
        begin={},
        solution=({"z3": 3.0}, {"z1": 5.0}, {"z2": 4.0}),
    ),
    Task(
        text="With k = 1000 the naive way gives no p at all. Lower k to the smallest one above 0 "
        "with a “nan” left.",
        done=lambda now: now["way"] == "naive" and now["k"] == 708 and _stands(now, *START),
        then="At 708 dog's u is 710, and e to the 710 is beyond the largest float: it becomes "
        "inf, and inf / inf is “nan”.",
        begin="k = 1000, naive",
        solution=({"k": 708},),
    ),
    Task(
        text="Still naive: find a k between −730 and −750 at which the three p sum to 1 and are "
        "wrong all the same.",
        done=lambda now: now["way"] == "naive" and -750 < now["k"] < -730 and _is_wrong(now),
        then="So near to 0 a float has few digits left. A “nan” is seen at once; a wrong p is "
        "believed.",
        begin={"way": "naive", "k": -730},
        solution=({"k": -745},),
    ),
    Task(
        text="Move T alone until dog has more than 0.995.",
        done=lambda now: (
            _p(now)[0] > 0.995 and [now["z1"], now["z2"], now["z3"], now["k"]] == [*START, 0]
        ),
        then="A T below 1 stretches all differences, one above 1 shrinks them.",
        guess=Question(
            "z + k is divided by T. Which T makes dog nearly certain?",
            ["a large one", "a small one"],
            truth=lambda: f"a {'small' if _dog(0.1) > _dog(10) else 'large'} one",
            because="The differences are divided by T, too.",
        ),
        begin="T = 5",
        solution=({"T": 0.18},),
    ),
]
NOTICE = (
    "The bars follow the differences of the logits alone: k leaves these as they are, T scales "
    "them. Only the naive way breaks."
)


def logits_to_bars():
    """Return the explorer of p_i = e^{u_i} / sum_j e^{u_j} with u = (z + k) / T."""
    figure, ax = lecture_figure(WIDTH / 100, HEIGHT / 100)
    sheet = SoftmaxSheet(ax, tokens=TOKENS)

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
        return read, _sentence(u, H, **numbers)

    return Explorer(
        figure=figure,
        views=[sheet],
        controls=_controls(),
        show=show,
        presets={
            "equal logits": {"z1": 0.0, "z2": 0.0, "z3": 0.0},
            "k = 1000, naive": {"k": 1000, "way": "naive"},
            "T = 5": {"T": 5.0},
        },
        groups={"z": ["z1", "z2", "z3"], "k, T": ["k", "T"]},
        tasks=TASKS,
        notice=NOTICE,
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


def _controls():
    meanings = [f"logit of “{token}”" for token in TOKENS]
    made = {"way": choice("way", WAYS, "stable")}
    for n, (value, meaning) in enumerate(zip(START, meanings)):
        made[f"z{n + 1}"] = slider(
            f"z{'₁₂₃'[n]}", -8, 8, value, step=0.1, meaning=meaning, concept="output"
        )
    made["k"] = step_slider("k", -1000, 1000, 0, meaning="added to every logit")
    made["T"] = slider("T", 0.02, 10, 1.0, step=0.02, meaning="temperature")
    return made


def _sentence(u, H, *, e, p, shifted, surprise):
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
    values = ", ".join(f"{token} {p_i:.3f}" for token, p_i in zip(TOKENS, p))
    right = softmax(u)
    if np.abs(p - right).max() > 5e-4:
        return (
            f"{values}: wrong. The powers are so small that floats have few digits left for "
            f"them. Right is {', '.join(f'{p_i:.3f}' for p_i in right)}."
        )
    return f"{values}. Entropy {H:.3f}: as unsure as among {np.exp(H):.2f} equally likely words."
