"""The goals of chapter 09: what counts as meeting, staying apart, keeping a pulse."""

import numpy as np

from ..formats import in_powers


def _without_input(gap, still, silent):
    """The goals of two runs ask for no input: a strong one alone makes almost all runs meet."""
    return (gap, still) if silent else (gap + 1, "set k₁ and k₂ to 0")


def _meet(numbers):
    norm, d_0, d = numbers["norm"], numbers["d_0"], numbers["d_40"]
    far = {
        f"the starts are {d_0:.2f} apart, at least 0.50 is asked": max(0.5 - d_0, 0.0),
        f"norm {norm:.2f}, at least 3.00 is asked": max(3 - norm, 0.0),
        f"d₄₀ is {in_powers(d)}, at most 10⁻⁶": 0.0 if d <= 1e-6 else float(np.log10(d) + 6),
    }
    return _without_input(sum(far.values()), missing(far), numbers["silent"])


def _stay_apart(numbers):
    radius, norm, d = numbers["radius"], numbers["norm"], numbers["d_40"]
    far = {  # 1e-6 for rounding errors
        f"radius {radius:.2f}, at most 0.50": max(radius - 0.5 - 1e-6, 0.0),
        f"norm {norm:.2f}, at most 9": max(norm - 9 - 1e-6, 0.0),
        f"d₄₀ is {in_powers(d)}, at least 0.50": too_near(d, asked=0.5),
    }
    return _without_input(sum(far.values()), missing(far), numbers["silent"])


def missing(far):
    """Return in words what is still missing of {what is asked: how far it is}."""
    return "; ".join(what for what, gap in far.items() if gap)


def too_near(d, *, asked):
    """Return a gap that shrinks while d grows to what is asked, over many powers of ten.

    The longer two runs stay apart before they meet, the larger is d at step 40: 1e-8, not 1e-12.
    """
    with np.errstate(divide="ignore", over="ignore"):
        return float(np.log1p(np.clip(np.log10(asked / np.float64(d)), 0, 300)))


def _keep(numbers):
    if "kept" not in numbers or not numbers["one_unit"]:
        return 4.0, "choose the net one unit"
    kept, start = numbers["kept"], numbers["start_left"]
    far = {
        f"from the worse start pulses end {kept:.2f} apart, at least 1.9": max(1.9 - kept, 0.0),
        f"starts {in_powers(start)}, at most 0.01": max(start - 0.01, 0.0),
    }
    return sum(far.values()), missing(far)


# {goal: function of the explorer's numbers that returns (gap, what is missing)}
TWO_RUNS = {
    "norm ≥ 3, and yet the runs meet": _meet,
    "radius ≤ 0.5, norm ≤ 9, and yet the runs stay apart": _stay_apart,
}
ONE_PULSE = {"keep the pulse for 30 steps, forget the start": _keep}
