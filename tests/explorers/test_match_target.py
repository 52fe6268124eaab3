"""The explorer of five targets: every goal can be reached, and its gap tells how far it is."""

import numpy as np
import pytest
from panels import random_values

from rnn_helpers.explorers.match_target import CHALLENGES, match_target
from rnn_helpers.lessons.challenges import challenge_of, check_challenge
from rnn_helpers.lessons.target_goals import FREE, GOALS


@pytest.fixture(scope="module")
def match():
    explorer = match_target()
    yield explorer
    explorer.close()


SOLUTIONS = {goal: solution for goal, (_, _, solution) in CHALLENGES.items()}


def test_there_is_a_challenge_for_every_goal():
    assert [*CHALLENGES] == GOALS


@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_can_be_reached_and_is_not_at_the_start(match, goal, capsys):
    match.reset()
    match.set(goal=FREE)
    assert "gap" not in match.state() and match.describe().startswith("No goal is chosen")
    match.set(goal=goal)
    assert match.state()["gap"] > 0.05 and "Goal: " in match.describe()
    assert challenge_of(match, goal).score(match.state())[0] == match.state()["gap"]
    check_challenge("mine", match, SOLUTIONS[goal], goal=goal)
    assert capsys.readouterr().out == "mine: right\n"
    assert match.state()["gap"] == 0 and match.describe().endswith("Goal reached.")
    match.reset()


@pytest.mark.parametrize("goal", GOALS)
def test_goals_have_room_around_their_solutions(match, goal):
    for name, value in SOLUTIONS[goal].items():
        for nudge in (-0.05, 0.05):
            if goal != "fading average" or name == "V1":  # the notches are wide for 0.05
                match.reset()
                match.set(**{**SOLUTIONS[goal], "goal": goal, name: value + nudge})
                assert match.state()["gap"] == 0, (name, nudge)
    match.reset()


def test_a_goal_is_not_reached_by_what_only_looks_right(match):
    match.reset()
    match.preset("weak latch")
    state, goal = match.state(), "Goal: 0 of 24 steps in the picture and 76 of 300 unseen ones are"
    assert not len(state["wrong"]) and state["unseen wrong"] == 76 and state["gap"] > 0
    assert match.describe().startswith(goal)
    match.set(goal="fading average", W11=0.8, U1=0.2, V1=1)  # the weights of a straight unit
    assert not len(match.state()["wrong"]) and match.state()["unseen wrong"] == 3
    match.set(W11=0.9)  # fades more slowly
    assert match.state()["gap"] == 0
    match.set(W11=0.8, U1=0.05, V1=4)
    assert match.state()["gap"] == 0
    match.reset()


@pytest.mark.parametrize("goal", GOALS)
def test_the_gap_of_silence_is_1_and_0_only_where_no_step_is_wrong(match, goal):
    match.reset()
    match.set(goal=goal, V1=0, V2=0)
    assert match.state()["gap"] == pytest.approx(1)
    rng = np.random.default_rng(0)
    for _ in range(30):
        near = {name: value + rng.normal() / 4 for name, value in SOLUTIONS[goal].items()}
        match.set(goal=goal, **{name: np.clip(value, -4, 4) for name, value in near.items()})
        state = match.state()
        assert (state["gap"] == 0) == (not len(state["wrong"]) and not state["unseen wrong"])
        match.set(**random_values(match, rng))
        still = challenge_of(match, goal).score(match.state())[1]
        assert "unseen ones are more than" in still and len(still) <= 110  # fits one line


ROADS = {  # from the start, one weight after the other; the most that a gap rises on the way
    "keep the last sign": ("W11 0.75 1 1.25 1.5 2 U1 1.25 1.5 1.75 2 2.5 3", 0.09),
    "one step late": ("V1 0 V2 1 U2 0 W21 0.5 1 2 W22 0 W11 0", 0.04),
    "blink": ("W11 0 -0.5 -1 -1.5 -2 U1 2 3", 0.02),
    "fading average": ("U1 0.5 0.2 W11 0.6 0.7 0.8 V1 1.5 U1 0.1 V1 2", 0.27),
    "four-beat": ("W11 0 W22 0 W12 -0.75 -1.5 W21 0.75 1.5 U1 2 3 U2 -1 -3", 0.08),
}


@pytest.mark.parametrize("goal", ROADS)
def test_on_a_natural_road_the_gap_falls_with_little_rises(match, goal):
    match.reset()
    match.set(goal=goal)
    (road, most), gaps, weight = ROADS[goal], [match.state()["gap"]], None
    for word in road.split():
        if word in match.controls:
            weight = word
            continue
        match.set(**{weight: float(word)})
        gaps.append(match.state()["gap"])
    assert gaps[-1] == 0 < min(gaps[:-1])
    assert np.diff(gaps).max() <= most, np.round(gaps, 2)
    match.reset()
