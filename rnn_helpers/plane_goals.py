"""The goals of chapter 08: what a landscape of two units should hold, and how far it is."""

from functools import partial

import numpy as np

from .challenges import Challenge
from .journeys import journey
from .landscape import landscape

MARGIN = 0.03  # a resting place or cycle counts where its largest |eigenvalue| is so far below 1
LEAST = 0.01  # of a gap that is not closed
EARLY, TAIL = 400, 60  # steps before a run is looked at, and steps looked at
BACK = 1e-3  # so near to where it was, a state has come back
TASKS = ("one resting place", "two resting places", "four resting places", "a 3-cycle", "a 4-cycle")
TWO_OF_FOUR = "k leaves two of four"
_AIMS = {1: "both below 1 in size", 2: "one above 1, one between ±1", 4: "both above 1"}


def size(cycle):
    """Return the largest |eigenvalue|: which part of a small difference one round can leave."""
    return float(np.abs(cycle.eigenvalues).max())


def middle(land):
    """Return the two eigenvalues at the resting place that is nearest to (0, 0)."""
    places = [cycle for cycle in land.cycles if cycle.period == 1]
    return min(places, key=lambda place: np.hypot(*place.states[0])).eigenvalues


def count_gap(numbers, *, wanted):
    """Return (gap, what is missing) on the way to `wanted` resting places, all that attracts."""
    land = numbers["land"]
    resting = [cycle for cycle in land.attracting if cycle.period == 1]
    others = land.attractors - len(resting)
    slowest = max(map(size, resting), default=0.0)
    if len(resting) == wanted and not others:
        if slowest <= 1 - MARGIN:
            return 0.0, ""
        return slowest - 1 + MARGIN, f"the slowest has |λ| = {slowest:.3f}; {1 - MARGIN} will do"
    values = middle(land)
    also = f", {others} other" if others else ""
    still = f"{len(resting)} resting{also}, {wanted} wanted; in the middle λ = {in_pair(values)}"
    soft = max(_too_far(values, wanted), LEAST)
    gap = abs(len(resting) - wanted) + others + soft / (1 + soft)
    return gap, f"{still}, try {_AIMS[wanted]}"


def _too_far(values, wanted):
    """How far the two eigenvalues in the middle are from where `wanted` places may be."""
    if wanted == 1:
        return float(np.abs(values).max()) - 1
    low, high = np.sort(values.real)
    turning = float(np.abs(values.imag).max())
    below = max(1 - low, 0) if wanted == 4 else max(abs(low) - 1, 0)
    return turning + below + max(1 - high, 0)


def cycle_gap(numbers, *, wanted):
    """Return (gap, what is missing) on the way to a cycle of `wanted` steps that attracts."""
    land = numbers["land"]
    there = [size(cycle) for cycle in land.attracting if cycle.period == wanted]
    if there and min(there) <= 1 - MARGIN:
        return 0.0, ""
    steps = EARLY + TAIL
    tail = journey(numbers["s0"], numbers["W"], numbers["k"], steps=steps)[EARLY:]
    away = {p: float(np.hypot(*(tail[p:] - tail[:-p]).T).max()) for p in range(1, wanted + 1)}
    shorter = [p for p in range(1, wanted) if wanted % p == 0 and away[p] < BACK]
    turn = float(np.abs(np.degrees(np.angle(middle(land)))).max())
    if shorter:
        kind = "rests" if shorter[0] == 1 else f"comes back after {shorter[0]} steps"
        return 2 + abs(turn - 360 / wanted) / 180, (
            f"the state {kind}; in the middle λ turns by {turn:.0f}°, {360 / wanted:.0f}° may help"
        )
    return max(away[wanted], LEAST), (
        f"{wanted} steps later the state is up to {away[wanted]:.3f} from where it was"
    )


def two_of_four_gap(numbers):
    """Return (gap, what is missing) on the way to a k that leaves two of four resting places."""
    without, still = count_gap({"land": landscape(numbers["W"], np.zeros(2))}, wanted=4)
    if without:
        return 2 + without, f"at k = 0, {still}"
    gap, still = count_gap(numbers, wanted=2)
    places = numbers["land"].attracting
    if len(places) < 2:
        return 2.0, f"k leaves {len(places)}; push less, or only one unit"
    if gap == 0 or len(places) < 4:
        return gap, still
    weakest = max(map(size, places))
    return 1 - weakest + LEAST, f"k leaves all four; the weakest has |λ| = {weakest:.2f}, gone at 1"


def in_pair(values):
    """Return two eigenvalues as text: 1.50 and 0.50, or 0.75 ± 0.43i."""
    if np.isreal(values).all():
        return " and ".join(f"{v:.2f}" for v in sorted(values.real, reverse=True))
    return f"{values[0].real:.2f} ± {abs(values[0].imag):.2f}i"


GOALS = {
    goal.task: goal
    for goal in (
        *(
            Challenge(task, partial(count_gap, wanted=n))
            for task, n in zip(TASKS[:3], (1, 2, 4), strict=True)
        ),
        *(
            Challenge(task, partial(cycle_gap, wanted=n))
            for task, n in zip(TASKS[3:], (3, 4), strict=True)
        ),
        Challenge(TWO_OF_FOUR, two_of_four_gap),
    )
}
