"""The tasks of chapter 08's map: basins and nullclines, turns, inputs, and challenges."""

from functools import lru_cache, partial

import numpy as np

from ..dynamics.landscape import landscape
from ..dynamics.trajectories import knob_weights, led_to, trajectory
from .guesses import Question
from .plane_goals import GOALS
from .tasks import Task

STEPS = 24  # of the journey that the map shows
TWO_I = {"gain": 2.0, "turn": 0.0}
ON_THE_LEFT = {**TWO_I, "s1": -0.95, "s2": 0.5, "t": STEPS, "show": "nullclines"}
CHAOS = {"gain": 1.95, "turn": -172.0, "stretch": 2.9, "shear": -1.75}
SYMBOLS = {"stretch": "q", "turn": "θ"}
FAR = 6.0  # the gap of a challenge while a knob that it fixes stands elsewhere


@lru_cache(maxsize=1)  # who moves t or the start leaves the landscape as it is
def rule(gain, turn, stretch, shear, k1):
    """Return W, k and their landscape."""
    W, k = knob_weights(gain, turn, stretch, shear), np.array([k1, 0.0])
    return W, k, landscape(W, k)


def end_of(land, s0, W, k):
    """Return the number of the attractor that a start is led to, or None."""
    return led_to(s0, W, k, [*(cycle.states for cycle in land.attracting), *land.wanderers])


def _of(state):
    """Return {"W", "k", "land", "s0"} of a state."""
    W, k, land = rule(*(state[name] for name in ("gain", "turn", "stretch", "shear", "k1")))
    return {"W": W, "k": k, "land": land, "s0": np.array([state["s1"], state["s2"]])}


def _goes_to(state):
    return end_of(**_of(state))


def _periods(state):
    return [cycle.period for cycle in _of(state)["land"].attracting]


def _is(state, **values):
    return all(abs(state[name] - value) < 1e-9 for name, value in values.items())


def _is_2_i(state):
    return _is(state, **TWO_I, stretch=1, shear=0)


def _only_unit_1_stays(state):
    found = _of(state)
    moves = np.abs(trajectory(found["s0"], found["W"], found["k"], steps=1)[1] - found["s0"])
    return moves[0] < 0.01 and moves[1] > 0.05


def _three_heaps(state):
    """Whether the journey of 24 steps jumps, and in the end comes back every third step."""
    found = _of(state)
    path = trajectory(found["s0"], found["W"], found["k"], steps=STEPS)[STEPS // 2 :]
    apart = [np.hypot(*(path[by:] - path[:-by]).T) for by in (1, 3)]
    return apart[0].min() > 0.5 and apart[1].max() < 0.02


def _left_at_0_9():
    from rnn_helpers.dynamics.one_unit import fixed_points

    return str(sum(map(len, fixed_points(0.9, 0).values())) ** 2)  # of each unit


def _left_by_a_push():
    from rnn_helpers.dynamics.one_unit import fixed_points

    alone, pushed = (len(fixed_points(2, k)["attracts"]) for k in (0, 1))
    return str(alone * pushed)


def _comes_back():
    from rnn_helpers.dynamics.trajectories import trajectory

    pushed = trajectory([-0.95], [[2]], [1], steps=24)[-1]
    return "yes" if trajectory(pushed, [[2]], [0], steps=24)[-1][0] < 0 else "no"


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
            done=lambda state: _is_2_i(state) and _is(state, k1=0) and _goes_to(state) == 2,
            then="Each of the four draws its own quarter: the axes are the borders of the basins.",
            begin={},
            solution=("2 I", {"s1": -0.5, "s2": -0.25}),
        ),
        Task(
            text="Find a start from which the journey goes to none of the four.",
            done=lambda state: _is_2_i(state) and _is(state, k1=0) and _goes_to(state) is None,
            then="On an axis: it goes to a saddle (half filled), or stays at (0, 0). Beside the "
            "axis, starts part to two sides.",
            begin="2 I",
            solution=({"s2": 0.0},),
        ),
        Task(
            guess=Question(
                "2 I has nine places. How many are left at g = 0.9?",
                ["9", "4", "1"],
                truth=_left_at_0_9,
                because="All meet at (0, 0).",
            ),
            text="Lower g until only one place is left.",
            done=lambda state: _periods(state) == [1] and len(_of(state)["land"].cycles) == 1,
            then="All nine meet at (0, 0) as g comes down to 1.",
            begin="2 I",
            solution=({"gain": 0.9},),
        ),
        Task(
            text="In the group show choose nullclines. Start where unit 1 stays as it is, but "
            "unit 2 moves.",
            done=lambda state: state["show"] == "nullclines" and _only_unit_1_stays(state),
            then="That is on the solid curve. On the dashed one unit 2 stays. Where they cross, "
            "both do: a resting place.",
            begin="2 I",
            solution=({"show": "nullclines"}, {"s1": 0.0, "s2": 0.5}),
        ),
    ],
    2: [
        Task(
            text="Lower θ from 180° until the journey ends in a cycle of four.",
            done=lambda state: _is(state, gain=1.5, stretch=1, shear=0) and 4 in _periods(state),
            then="Not at 90° alone: from 98° down to 82° a step turns the journey by 90° on "
            "average, locked in.",
            begin={},
            solution=({"turn": 98.0},),
        ),
        Task(
            text="Bring t to the end. Then move θ by single degrees, until the three heaps of dots "
            "nearly stand still.",
            done=lambda state: _is(state, t=STEPS) and _three_heaps(state),
            then="At 121°: tanh takes about one degree off each step. And still no cycle: watched "
            "longer, the heaps creep.",
            begin="third of a turn",
            solution=({"t": STEPS}, {"turn": 121.0}),
        ),
        Task(
            text="Move h alone, until a cycle of three attracts.",
            done=lambda state: _is(state, gain=1.5, turn=90, stretch=1) and 3 in _periods(state),
            then="There are two of them at h = −1: each is the other with all signs changed.",
            begin="six steps",
            solution=({"shear": -1.0},),
        ),
        Task(
            text="The journey goes to the small dots. Find a start that is led to the cycle of "
            "four.",
            done=lambda state: _is(state, **CHAOS, k1=0) and _goes_to(state) == 0,
            then="Two attractors under one rule: the colour under the start tells which one draws "
            "it.",
            begin="chaos",
            solution=({"s1": 1.0, "s2": -0.5},),
        ),
    ],
    3: [
        Task(
            guess=Question(
                "Four places attract. How many will a growing k₁ leave?",
                ["3", "2", "1"],
                truth=_left_by_a_push,
                because="Two vanish.",
            ),
            text="Raise k₁ slowly, until there are fewer circles. Watch the solid lines.",
            done=lambda state: _is_2_i(state) and state["k1"] > 0 and state["attractors"] == 2,
            then="Two solid lines meet and are gone, with them six places in pairs.",
            begin={},
            solution=({"k1": 0.6},),
        ),
        Task(
            text="Find a k₁ that takes the places on the left away, and yet the journey is still "
            "there at step 24.",
            done=lambda state: (
                _is_2_i(state)
                and state["k1"] > 0
                and state["attractors"] == 2
                and _is(state, t=STEPS)
                and state["s_t"][0] < 0
            ),
            then="Where places have just vanished, a step hardly moves the state: it is held up.",
            begin={},
            solution=({"k1": 0.55},),
        ),
        Task(
            guess=Question(
                "k₁ = 1 has moved the state. Does it come back once k₁ is 0 again?",
                ["yes", "no"],
                truth=_comes_back,
                because="It is in another basin.",
            ),
            text="Press where the journey ends (the ring). Then move k₁ back to 0.",
            done=lambda state: _is_2_i(state) and _is(state, k1=0) and state["s1"] > 0.9,
            then="It stays on the right: an input that is over has written something down.",
            begin={"k1": 1.0},
            solution=({"s1": 1.0, "s2": 0.95}, {"k1": 0.0}),
        ),
    ],
    4: [
        _challenge(
            "{}, and nothing else attracts", "one resting place", {"gain": 0.5, "turn": 0.0}
        ),
        _challenge(
            "{}, and nothing else attracts",
            "two resting places",
            {"gain": 1.0, "turn": 0.0, "stretch": 2.0},
        ),
        _challenge(
            "{} that attract, with q left at 2",
            "four resting places",
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
            "four places attract at k = 0, and {}", "k leaves two of four", {**TWO_I, "k1": 0.7}
        ),
    ],
}
NOTICE = {
    1: "Of the nine places of 2 I four attract, each a quarter; four saddles lie on the borders, "
    "and one repels.",
    2: "A turn need not close: under tanh it may lock into a cycle, creep along a curve, or be "
    "chaotic.",
    3: "Each input has a landscape of its own. One that takes a place away moves the state, and "
    "may do so for good.",
    4: "Strength can split a place, a turn can make cycles, and a push can take places away.",
}
