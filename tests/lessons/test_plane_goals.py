"""The goals of chapter 08: each can be reached, its gap shrinks on the way, its hints help."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import at_start

from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.trajectories import knob_weights
from rnn_helpers.explorers import landscape_map
from rnn_helpers.lessons.challenges import challenge_of
from rnn_helpers.lessons.plane_goals import GOALS, MARGIN
from rnn_helpers.lessons.plane_tasks import FAR

SOLUTIONS = {
    "one fixed point": {"gain": 0.5, "turn": 0.0},
    "two fixed points": {"gain": 1.0, "turn": 0.0, "stretch": 2.0},
    "four fixed points": {"gain": 2.0, "turn": 0.0},
    "a 3-cycle": {"gain": 2.0, "turn": 120.0, "stretch": 1.3},
    "a 4-cycle": {"turn": 90.0},
    "k leaves two of four": {"gain": 2.0, "turn": 0.0, "k1": 0.7},
}
ONE, TWO, FOUR, PUSH = (list(GOALS)[n] for n in (0, 1, 2, 5))
DOWN = np.arange(180, -1, -20)  # of θ
WAYS = [  # a goal, where the other knobs stand, the knob that is moved, and how
    (ONE, {"turn": 0}, "gain", np.arange(2.5, 0.8, -0.2)),
    (ONE, {"turn": 120, "shear": 1, "stretch": 1.3, "k1": 0.5}, "gain", np.arange(2.5, 0.4, -0.2)),
    (ONE, {"turn": 0, "gain": 1, "stretch": 2}, "k1", np.arange(0, 1, 0.1)),
    (TWO, {}, "turn", DOWN),
    (TWO, {"stretch": 2}, "turn", DOWN),
    (TWO, {"turn": 0}, "stretch", np.arange(1, 2, 0.1)),
    (TWO, {"turn": 0}, "stretch", np.arange(1, 0.5, -0.05)),
    (TWO, {"turn": 0, "stretch": 1.5}, "gain", np.arange(0.1, 1.5, 0.2)),
    (TWO, {"turn": 0, "gain": 2}, "k1", np.arange(0, 0.7, 0.05)),
    (TWO, {"turn": 0, "stretch": 2, "gain": 1}, "k1", np.arange(1.5, -0.1, -0.25)),
    (FOUR, {"gain": 2}, "turn", DOWN),
    (FOUR, {"turn": 0, "gain": 2}, "shear", np.arange(0.75, -0.01, -0.15)),
    (FOUR, {"turn": 0}, "gain", np.arange(0.1, 1.5, 0.2)),
    (FOUR, {"turn": 0}, "stretch", np.arange(3, 0.95, -0.25)),
    (FOUR, {"turn": 0, "gain": 2}, "k1", np.arange(1.5, -0.1, -0.25)),
    (PUSH, {"turn": 0, "gain": 2}, "k1", np.arange(0, 0.7, 0.05)),
    (PUSH, {"turn": 0, "gain": 2, "shear": 0.2}, "k1", np.arange(0, 1.1, 0.1)),
    (PUSH, {"turn": 0, "gain": 2, "shear": 0.2}, "k1", np.arange(0, -1.1, -0.05)[::3]),
    (PUSH, {"turn": 0, "gain": 2.2, "stretch": 1.5}, "k1", np.arange(0, 1.1, 0.1)),
    ("a 3-cycle", {"turn": 120}, "shear", np.arange(-0.75, 0.01, 0.25)),
]


CHALLENGES = partial(landscape_map, part=3)
ONE_LINE = 110  # characters of what is missing, below the text in the task row


@pytest.fixture
def plane():
    return at_start(CHALLENGES)


@pytest.mark.parametrize("goal", GOALS)
def test_each_goal_can_be_reached_and_is_not_at_the_start(plane, goal):
    assert list(SOLUTIONS) == list(GOALS) and len(plane.tasks.list.tasks) == len(GOALS)
    task = challenge_of(plane, goal)
    plane.set(**task.begin)
    gap, still = task.score(plane.state())
    assert gap > 0 and 0 < len(still) <= ONE_LINE
    for move in task.solution:
        plane.set(**move)
    assert task.score(plane.state()) == (0, "")


@pytest.mark.parametrize(
    ("goal", "knob", "told"),
    [
        ("four fixed points", {"stretch": 1.0}, "bring q back to 2"),
        ("a 3-cycle", {"turn": 90.0, "shear": -1.0}, "bring θ back to 120"),
    ],
)
def test_what_a_challenge_fixes_must_stay(plane, goal, knob, told):
    task = challenge_of(plane, goal)
    for move in task.solution:
        plane.set(**{**task.begin, **move, **knob})
    assert task.score(plane.state()) == (FAR, told)
    beyond = [score[0] for score in (told_of(goal, turn=turn) for turn in range(0, 181, 30))]
    assert max(beyond) < FAR


@pytest.mark.parametrize("task", GOALS)
def test_a_reached_goal_is_reached_by_a_margin(task):
    """A hundredth more or less on every entry of W changes nothing."""
    knobs = {"gain": 1.5, "turn": 180.0, "stretch": 1.0, "shear": 0.0} | SOLUTIONS[task]
    k = np.array([knobs.pop("k1", 0.0), 0.0])
    rng = np.random.default_rng(3)
    for _ in range(3):
        W = knob_weights(**knobs) + rng.uniform(-0.01, 0.01, (2, 2))
        found = {"land": landscape(W, k), "W": W, "k": k, "s0": np.array([0.6, 0.2])}
        assert GOALS[task](found) == (0, "")


def test_margin_is_the_largest_eigenvalue():
    (place,) = landscape(0.5 * np.eye(2), np.zeros(2)).attracting
    assert place.spectral_radius == pytest.approx(0.5) and 0 < MARGIN < 0.1


def told_of(task, gain=1.5, turn=180, stretch=1, shear=0, k1=0):
    """The gap at these knobs and what is missing, without a picture."""
    W, k = knob_weights(gain, turn, stretch, shear), np.array([k1, 0.0])
    found = {"land": landscape(W, k), "W": W, "k": k, "s0": np.array([0.5, 0.25])}
    return GOALS[task](found)


def scored(task, **knobs):
    return told_of(task, **knobs)[0]


@pytest.mark.parametrize(("task", "others", "name", "values"), WAYS)
def test_gaps_shrink_at_every_notch_of_a_way(task, others, name, values):
    gap = np.array([scored(task, **others, **{name: value}) for value in values])
    assert ((np.diff(gap) < 0) | (gap[1:] == 0)).all(), gap


def test_no_dead_end_beats_the_way():
    """A small g leaves one place, and the bar says that two or four are far."""
    for task in (TWO, FOUR):
        assert min(scored(task, gain=gain) for gain in (0, 0.25, 0.5, 0.75, 1.0)) > 3
        assert scored(task, turn=30) < 1.5


@settings(max_examples=25)
@given(st.lists(st.floats(-2, 2), min_size=6, max_size=6), st.sampled_from(list(GOALS)))
def test_every_goal_scores_every_map(numbers, task):
    W, k = np.reshape(numbers[:4], (2, 2)), np.array(numbers[4:])
    found = {"land": landscape(W, k), "W": W, "k": k, "s0": np.array([0.6, 0.2])}
    gap, still = GOALS[task](found)
    assert np.isfinite(gap) and gap >= 0
    assert len(still) <= ONE_LINE and (gap == 0) == (still == "")


@pytest.mark.parametrize(
    ("task", "values", "words"),
    [
        (ONE, {}, "lower g"),
        (FOUR, {"gain": 0, "turn": 0}, "W is 0: raise g"),
        (TWO, {}, "bring θ nearer to 0"),
        (FOUR, {"gain": 2, "turn": 0, "shear": 0.75}, "bring h nearer to 0"),
        (FOUR, {"gain": 2, "turn": 0, "k1": 0.9}, "bring k₁ nearer to 0"),
        (FOUR, {"gain": 0.8, "turn": 0}, "weights 0.80 and 0.80: raise g"),
        (FOUR, {"gain": 1.5, "turn": 0, "stretch": 2}, "raise g, or bring q nearer to 1"),
        (TWO, {"gain": 0.5, "turn": 0, "stretch": 1.5}, "raise g"),
        (TWO, {"gain": 0.9, "turn": 0}, "move q away from 1"),
        (TWO, {"gain": 1.3, "turn": 0, "stretch": 1.3}, "0.97 will do; move q away from 1"),
        (ONE, {"gain": 0.99, "turn": 0}, "0.97 will do; lower g"),
        (TWO, {"gain": 1.5, "turn": 0}, "move q away from 1"),
        (PUSH, {"gain": 1.5, "turn": 30, "shear": 0.5, "k1": 0.9}, "bring θ nearer to 0"),
        (PUSH, {"gain": 2, "turn": 0, "shear": 0.2, "k1": 0.5}, "k leaves 3: push further"),
        (PUSH, {"gain": 2, "turn": 0, "shear": 0.5, "k1": 1.5}, "at k = 0, 2 resting"),
        ("a 3-cycle", {"turn": 120, "gain": 1.2}, "119.8°, 120° wanted, then to settle: move q"),
        ("a 3-cycle", {"turn": 120}, "119.0°, 120° wanted, then to settle: move q away from 1"),
        ("a 3-cycle", {"turn": 120, "stretch": 1.3}, "then to settle: a larger g may help"),
        ("a 3-cycle", {"turn": 120, "stretch": 1.6}, "120° wanted; bring q nearer to 1"),
        ("a 3-cycle", {"turn": 120, "shear": -0.2}, "120° wanted; bring h nearer to 0"),
        ("a 3-cycle", {"turn": 100}, "θ nearer to 120° may help, or h"),
        ("a 3-cycle", {"turn": 120, "gain": 0.5}, "raise g above 1"),
        ("a 3-cycle", {"turn": 0}, "λ of W turns by 0°, 120° may help"),
    ],
)
def test_hints_name_the_knob(task, values, words):
    assert words in told_of(task, **values)[1]


@pytest.mark.parametrize(
    ("task", "others", "name", "values"),
    [
        ("a 3-cycle", {"turn": 120, "stretch": 1.3}, "gain", (1.5, 1.6, 1.7, 1.8, 1.9)),
        ("a 3-cycle", {"turn": 90}, "shear", (1, 0.75, 0.5, 0.25)),
        ("a 3-cycle", {}, "turn", np.arange(180, 120, -10)),
        (FOUR, {"turn": 0}, "gain", (1.1, 1.5, 2, 2.5)),
    ],
)
def test_the_bar_shrinks_on_the_ways_of_the_hints(task, others, name, values):
    gap = np.array([scored(task, **others, **{name: value}) for value in values])
    assert (gap == 0).all() if task == FOUR else (np.diff(gap) < 0).all()
    assert name != "gain" or gap[-1] == 0
