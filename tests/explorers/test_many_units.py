"""The plane of many units: what its tasks say in the end."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers.dynamics.trajectories import trajectory
from rnn_helpers.explorers import many_units
from rnn_helpers.machines.examples import random_network


@pytest.fixture
def many():
    return at_start(many_units)


def done(many, number):
    return many.tasks.list.tasks[number - 1].score(many.state())[0] == 0


@pytest.mark.parametrize("H", ["2", "3", "10", "30", "100"])
def test_two_units_alone_are_seen_whole(many, H):
    many.set(H=H)
    assert done(many, 1) == (H == "2")
    assert (many.state()["seen"] > 0.999) == (H == "2")  # three: a little is hidden
    many.set(g=0.5)
    assert not done(many, 1)


def test_a_small_gain_lets_the_state_rest_soon(many):
    shown = []
    for g in (1.5, 0.65, 0.6, 0.5):
        many.set(g=g)
        shown.append(done(many, 2))
    assert shown == [False, False, True, True]
    params, s0 = random_network(100, gain=0.6)
    s = trajectory(s0, params.W, np.zeros(100), steps=40)
    assert ((s[:6] - s.mean(axis=0)) ** 2).sum() > 0.9 * ((s - s.mean(axis=0)) ** 2).sum()


def test_a_large_gain_shows_less(many):
    question = many.tasks.list.tasks[2].guess
    assert "39.5 %" in question.text and question.answer == "less"
    assert many.state()["seen"] == pytest.approx(0.395, abs=5e-4)
    many.set(g=3.0)
    assert done(many, 3) and many.state()["seen"] == pytest.approx(0.152, abs=5e-4)
