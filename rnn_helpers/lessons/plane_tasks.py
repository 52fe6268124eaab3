"""The tasks of chapter 08's map: basins and their borders, a growing gain, and challenges."""

from functools import lru_cache, partial

import numpy as np

from ..dynamics.attractor_trace import attractor_trace
from ..dynamics.landscape import landscape
from ..dynamics.one_unit import fixed_points
from ..dynamics.stable_curves import stable_curves
from ..dynamics.trajectories import knob_weights, led_to
from .guesses import Question
from .plane_goals import GOALS
from .tasks import Task

STEPS = 24  # of the journey that the map shows
UNTOUCHED = {"stretch": 1.0, "shear": 0.0, "k1": 0.0}  # what W = g R(θ) leaves out
TWO_I = {"gain": 2.0, "turn": 0.0}
DOUBLING = {"gain": 0.5, "turn": -33.0, "stretch": 3.0, "shear": 1.75, "k1": -1.0}
GAINS = np.linspace(0, 2.5, 251)  # of the trace
SYMBOLS = {"stretch": "q", "turn": "θ"}
FAR = 6.0  # the gap of a challenge while a knob that it fixes stands elsewhere


@lru_cache(maxsize=128)  # who looks ahead goes back each time; and a hand goes to and fro
def rule(gain, turn, stretch, shear, k1):
    """Return W, k and their landscape."""
    W, k = knob_weights(gain, turn, stretch, shear), np.array([k1, 0.0])
    return W, k, landscape(W, k)


@lru_cache(maxsize=128)
def borders_of(*knobs):
    """Return the stable curves of the saddles of `rule`'s landscape."""
    W, k, land = rule(*knobs)
    return stable_curves(W, k, land.others)


@lru_cache(maxsize=1)
def trace_of(turn, stretch, shear, k1):
    """Return (n, 2): gains, and unit 1 where journeys end with them."""
    states, which = attractor_trace(knob_weights(1, turn, stretch, shear), [k1, 0.0], GAINS)
    return np.column_stack([GAINS[which], states[:, 0]])


def end_of(land, s0, W, k):
    """Return the number of the attractor that a start is led to, or None."""
    return led_to(s0, W, k, [*(cycle.states for cycle in land.attracting), *land.wanderers])


def _of(state):
    """Return {"W", "k", "land", "s0"} of a state."""
    at = UNTOUCHED | state
    W, k, land = rule(*(at[name] for name in ("gain", "turn", "stretch", "shear", "k1")))
    return {"W": W, "k": k, "land": land, "s0": np.array([state["s1"], state["s2"]])}


def _goes_to(state):
    return end_of(**_of(state))


def _periods(state):
    return [cycle.period for cycle in _of(state)["land"].attracting]


def _wanders(state):
    land = _of(state)["land"]
    return land.attracting == [] and len(land.wanderers) == 1


def _is(state, **values):
    return all(abs(state[name] - value) < 1e-9 for name, value in values.items())


def _is_doubling(state):
    return _is(state, **{name: value for name, value in DOUBLING.items() if name != "gain"})


def _is_2_i(state):
    return _is(state, **TWO_I)


def _left_at_0_9():
    return str(sum(map(len, fixed_points(0.9, 0).values())) ** 2)  # of each unit


def _after_four():
    (cycle,) = landscape(knob_weights(1.64, -33, 3, 1.75), [-1, 0]).attracting
    return str(cycle.period)


def _measure(state, *, goal, stays):
    """How far the landscape of a state is from a goal of `plane_goals`."""
    for name, value in stays.items():
        if not _is(state, **{name: value}):
            return FAR, f"bring {SYMBOLS[name]} back to {value:g}"
    return GOALS[goal](_of(state))


def _challenge(words, goal, solution, **stays):
    """Return the challenge of a goal; stays: {control: value} that it fixes."""
    return Task(
        text=f"Challenge: {words.format(goal)}.",
        measure=partial(_measure, goal=goal, stays=stays),
        begin=stays,
        solution=(solution,),
    )


TASKS = {
    1: [
        Task(
            text="Press 2 I. Then press a place in the map from which the journey goes to C.",
            done=lambda state: _is_2_i(state) and _goes_to(state) == 2,
            then="Each of the four draws its own quarter: that is its basin.",
            begin={},
            solution=("2 I", {"s1": -0.5, "s2": -0.25}),
        ),
        Task(
            text="In the group show choose both. Then start so that the journey goes to none of "
            "the four.",
            done=lambda state: (
                _is_2_i(state) and state["show"] == "both" and _goes_to(state) is None
            ),
            then="On a border: it goes to a saddle (half filled), or stays at (0, 0). Beside it, "
            "starts part to two sides.",
            begin="2 I",
            solution=({"show": "both"}, {"s2": 0.0}),
        ),
        Task(
            guess=Question(
                "2 I has nine fixed points. How many are left at g = 0.9?",
                ["9", "4", "1"],
                truth=_left_at_0_9,
                because="All meet at (0, 0).",
            ),
            text="Lower g until only one fixed point is left.",
            done=lambda state: (
                _is(state, turn=0)
                and _periods(state) == [1]
                and len(_of(state)["land"].cycles) == 1
            ),
            then="All nine meet at (0, 0) as g comes down to 1.",
            begin="2 I",
            solution=({"gain": 0.9},),
        ),
        Task(
            text="Lower θ from 180° until the journey ends in a cycle of four.",
            done=lambda state: _is(state, gain=1.5) and 4 in _periods(state),
            then="Not at 90° alone: from 98° down to 82° a step turns the journey by 90° on "
            "average, locked in.",
            begin={"gain": 1.5, "turn": 180.0},
            solution=({"turn": 98.0},),
        ),
    ],
    2: [
        Task(
            text="Raise g (or drag in the trace) until the fixed point has become a cycle of two.",
            done=lambda state: _is_doubling(state) and _periods(state) == [2],
            then="At 0.61: one line of the trace splits in two. The fixed point is still there, "
            "but as a saddle.",
            begin={},
            solution=({"gain": 0.7},),
        ),
        Task(
            guess=Question(
                "A fixed point, a cycle of 2, then of 4. Which is next?",
                ["5", "6", "8"],
                truth=_after_four,
                because="Each line splits in two.",
            ),
            text="Raise g on, and find the cycle that comes after that of four.",
            done=lambda state: _is_doubling(state) and _periods(state) == [8],
            then="Eight, from 1.61 to 1.67; then sixteen, for a hundredth.",
            begin={"gain": 1.3},
            solution=({"gain": 1.64},),
        ),
        Task(
            text="Raise g on, until the journey no longer repeats within 64 steps.",
            done=lambda state: _is_doubling(state) and _wanders(state),
            then="From 1.69 on: the doublings come ever faster, and are at an end. What comes then "
            "is chaos.",
            begin={"gain": 1.64},
            solution=({"gain": 1.9},),
        ),
    ],
    3: [
        _challenge("{}, and nothing else attracts", "one fixed point", {"gain": 0.5, "turn": 0.0}),
        _challenge(
            "{}, and nothing else attracts",
            "two fixed points",
            {"gain": 1.0, "turn": 0.0, "stretch": 2.0},
        ),
        _challenge(
            "{} that attract, with q left at 2",
            "four fixed points",
            {"gain": 2.4, "turn": 0.0},
            stretch=2.0,
        ),
        _challenge(
            "{} that attracts, with θ left at 120°",
            "a 3-cycle",
            {"gain": 2.0, "stretch": 1.3},
            turn=120.0,
        ),
        _challenge("{} that attracts", "a 4-cycle", {"turn": 90.0}),
        _challenge(
            "four attractors at k = 0, and {}", "k leaves two of four", {**TWO_I, "k1": 0.7}
        ),
    ],
}
NOTICE = {
    1: "Where a journey ends is decided by the basin in which it starts. The borders are curves "
    "that lead to saddles.",
    2: "One number, moved evenly, makes of a fixed point a cycle of 2, 4, 8, 16, then chaos. The "
    "rule stays equally simple.",
    3: "A gain can split a fixed point, a turn can make cycles, and a push can take fixed points "
    "away.",
}
