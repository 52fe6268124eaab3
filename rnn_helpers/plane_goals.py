"""The goals of chapter 08: what a landscape of two units should hold, and how far it is."""

from functools import partial

import numpy as np

from .challenges import Challenge
from .journeys import journey, mean_turn
from .landscape import landscape

MARGIN = 0.03  # a resting place or cycle counts where its largest |eigenvalue| is so far below 1
LEAST = 0.01  # of a gap that is not closed
EARLY, TAIL = 400, 240  # steps before a run is looked at, and steps looked at
SLIDES = 0.2  # of a gap to a cycle, as long as the journey does not come back exactly
DEGREES = 20.0  # by which a step may turn wrongly for a gap of 1
RESTS = 4.0  # of a gap to a cycle, when the journey rests
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
    turns = wanted > 1 and np.abs(values.imag).max() > 0
    hint = "it turns: bring θ nearer to 0" if turns else f"try {_AIMS[wanted]}"
    soft = max(_too_far(values, wanted), LEAST)
    gap = abs(len(resting) - wanted) + others + soft / (1 + soft)
    return gap, f"{still}; {hint}"


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
    if there:
        soft = f"a {wanted}-cycle attracts, with |λ| = {min(there):.3f}; {1 - MARGIN} will do"
        return min(there) - 1 + MARGIN, soft
    steps, right = EARLY + TAIL, 360 / wanted
    tail = journey(numbers["s0"], numbers["W"], numbers["k"], steps=steps)[EARLY:]
    turn = mean_turn(tail)
    if turn is None:
        angle = float(np.abs(np.degrees(np.angle(middle(land)))).max())
        return RESTS + abs(angle - right) / 180, (
            f"the journey rests; in the middle λ turns by {angle:.0f}°, {right:.0f}° may help"
        )
    still = f"on average a step turns the journey by {turn:.1f}°, {right:.0f}° wanted"
    if abs(turn - right) < 1:
        still += ", then to lock: a larger g may help"
    return SLIDES + abs(turn - right) / DEGREES, still


def two_of_four_gap(numbers):
    """Return (gap, what is missing) on the way to a k that leaves two of four resting places."""
    without, still = count_gap({"land": landscape(numbers["W"], np.zeros(2))}, wanted=4)
    if without:
        return 2 + without, f"at k = 0, {still}"
    gap, still = count_gap(numbers, wanted=2)
    places = numbers["land"].attracting
    if len(places) < 2:
        return 2.0, f"k leaves {len(places)}; push less"
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
