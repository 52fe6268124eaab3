"""The goals of chapter 08: what a landscape of two units should hold, and how far it is."""

from functools import partial

import numpy as np

from ..dynamics.landscape import landscape
from ..dynamics.trajectories import knobs, mean_turn, trajectory

MARGIN = 0.03  # a fixed point or cycle counts where its largest |eigenvalue| is so far below 1
HALF_TURN = 3.0  # of a gap for the angle θ of 180 degrees
EARLY, TAIL = 400, 240  # steps before a run is looked at, and steps looked at
SLIDES = 0.2  # of a gap to a cycle, as long as the journey does not come back exactly
DEGREES = 20.0  # by which a step may turn wrongly for a gap of 1
NEARLY = 2.0  # degrees: then the knobs that make a journey settle are named
RESTS = 4.0  # of a gap to a cycle, when the journey rests
ALIKE = 0.8  # two weights that are so nearly equal are moved apart by q
ROUND = 1.1  # two weights nearer than this factor: W turns almost without stretching
TASKS = ("one fixed point", "two fixed points", "four fixed points", "a 3-cycle", "a 4-cycle")
TWO_OF_FOUR = "k leaves two of four"
_FASTER = {1: "lower g", 2: "move q away from 1", 4: "raise g"}


def _parts(land):
    """Return the fixed points that attract, and how many other attractors there are."""
    resting = [cycle for cycle in land.attracting if cycle.period == 1]
    return resting, land.attractors - len(resting)


def _next_to_go(numbers):
    """Return how far from meeting a saddle the first attractor is, of those that k pushes.

    (1 - λ)(1 - λ') is 0 where they meet; a larger k counts as nearer.
    """
    k = numbers["k"]
    pushed = [cycle for cycle in numbers["land"].attracting if cycle.states[0] @ k <= 0]
    left = min((np.prod(1 - cycle.eigenvalues).real for cycle in pushed), default=1.0)
    return min(float(left), 1.0) / (1 + float(np.abs(k).max()))


def count_gap(numbers, *, wanted):
    """Return (gap, what is missing) on the way to `wanted` fixed points, all that attracts."""
    resting, others = _parts(numbers["land"])
    if len(resting) == wanted and not others:
        slowest = max(cycle.spectral_radius for cycle in resting)
        if slowest <= 1 - MARGIN:
            return 0.0, ""
        told = f"the slowest has |λ| = {slowest:.3f}; {1 - MARGIN} will do; "
        return slowest - 1 + MARGIN, told + _FASTER[wanted]
    gap, hint = _way_to_one(numbers) if wanted == 1 else _way_to_more(numbers, wanted)
    also = f" and {others} other attractor{'s' * (others > 1)}" if others else ""
    return gap + MARGIN, f"{len(resting)} resting{also}, {wanted} wanted; {hint}"


def _way_to_one(numbers):
    """All else must go: how strongly the strongest of it drives states away."""
    drives = max((c.spectral_radius for c in numbers["land"].cycles if c.period == 1), default=1.0)
    return max(drives - 1, 0.0), f"the place that drives away most has |λ| = {drives:.2f}; lower g"


def _way_to_more(numbers, wanted):
    """How far each knob is from where two units on their own have `wanted` fixed points."""
    turn, shear, weights = knobs(numbers["W"])
    resting, others = _parts(numbers["land"])
    low, high = sorted(weights)
    if high == 0:
        return HALF_TURN + 1, "W is 0: raise g"
    told = f"weights {high:.2f} and {low:.2f}: "
    gap = HALF_TURN * abs(turn) / 180
    if wanted == 2 and len(resting) > 2 and low > 1:
        share = (len(resting) + others - 3 + _next_to_go(numbers)) / 2
        return gap + (low - 1) * share, told + "move q away from 1"
    missing = max(1 - (low if wanted == 4 else high), 0.0)
    spare = max(low - 1, 0.0) if wanted == 2 else 0.0
    push = float(np.abs(numbers["k"]).max()) if len(resting) < wanted else 0.0
    raised = "raise g, or bring q nearer to 1" if wanted == 4 and high > 1 else "raise g"
    if wanted == 2 and low > ALIKE * high:
        raised = "move q away from 1"  # else both pass 1 together
    hints = (
        (abs(turn), "bring θ nearer to 0"),
        (abs(shear), "bring h nearer to 0"),
        (spare, told + "move q away from 1"),
        (missing, told + raised),
        (push, "bring k₁ nearer to 0"),
    )
    gap += abs(shear) + missing + spare + push
    return gap, next((hint for far, hint in hints if far > 1e-9), told + "raise g")


def cycle_gap(numbers, *, wanted):
    """Return (gap, what is missing) on the way to a cycle of `wanted` steps that attracts."""
    land = numbers["land"]
    there = [cycle.spectral_radius for cycle in land.attracting if cycle.period == wanted]
    if there and min(there) <= 1 - MARGIN:
        return 0.0, ""
    if there:
        soft = f"a {wanted}-cycle attracts, with |λ| = {min(there):.3f}; {1 - MARGIN} will do"
        return min(there) - 1 + MARGIN, soft
    path = trajectory(numbers["s0"], numbers["W"], numbers["k"], steps=EARLY + TAIL)
    turn, right = mean_turn(path[EARLY:]), 360 / wanted
    if turn is None:
        return _way_to_leave(numbers["W"], right)
    still = f"on average a step turns the journey by {turn:.1f}°, {right:.0f}° wanted"
    if abs(turn - right) < NEARLY:
        still += ", then to settle: " + _lock(numbers["W"], turn, right)
    else:
        still += "; " + _turn_better(numbers["W"], right)
    return SLIDES + abs(turn - right) / DEGREES, still


def _way_to_leave(W, right):
    """The journey rests: W must turn it, and drive it away from rest."""
    value = max(np.linalg.eigvals(W), key=abs)
    angle, strong = abs(np.degrees(np.angle(value))), abs(value)
    gap = RESTS + abs(angle - right) / 180 + max(1 - strong, 0.0)
    if strong < 1:
        return gap, f"the journey rests: λ of W is {strong:.2f} in size; raise g above 1"
    return gap, f"the journey rests; λ of W turns by {angle:.0f}°, {right:.0f}° may help"


def _turn_better(W, right):
    """What may help where the turn is wrong."""
    turn, shear, _ = knobs(W)
    if abs(abs(turn) - right) > NEARLY:
        return f"θ nearer to {right:.0f}° may help, or h"
    return "bring h nearer to 0" if abs(shear) > 1e-9 else "bring q nearer to 1"


def _lock(W, turn, right):
    """What may help where the turn is nearly right, and the journey slides along a curve."""
    _, shear, weights = knobs(W)
    if right == 90:
        return "a larger g may help"
    if abs(shear) > 1e-9:
        return "move h in small steps"
    if max(weights) < ROUND * min(weights):
        return "move q away from 1"
    return "a larger g may help" if turn > right else "move q farther from 1"


def two_of_four_gap(numbers):
    """Return (gap, what is missing) on the way to a k that leaves two of four fixed points."""
    alone = {"land": landscape(numbers["W"], np.zeros(2)), "W": numbers["W"], "k": np.zeros(2)}
    without, still = count_gap(alone, wanted=4)
    if without:
        return 2 + without, f"at k = 0, {still}"
    resting, others = _parts(numbers["land"])
    left = len(resting) + others
    if left < 2:
        return 1 + float(np.abs(numbers["k"]).max()), f"k leaves {left}; push less"
    if left == 2:
        return count_gap(numbers, wanted=2)
    way = "push further, until attractors and saddles meet and vanish"
    return left - 3 + _next_to_go(numbers) + MARGIN, f"k leaves {left}: {way}"


_MEASURES = (
    *(partial(count_gap, wanted=n) for n in (1, 2, 4)),
    *(partial(cycle_gap, wanted=n) for n in (3, 4)),
    two_of_four_gap,
)
# {goal: function of {"W", "k", "s0", "land"} that returns (gap, what is missing)}
GOALS = dict(zip((*TASKS, TWO_OF_FOUR), _MEASURES, strict=True))
