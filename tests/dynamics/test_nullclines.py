"""Nullclines: where one of two units stays as it is."""

import numpy as np
import pytest

from rnn_helpers.dynamics.cycles import advance, find_cycles
from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.nullclines import SAMPLES, crossings, nullclines

FINE = np.tanh(np.linspace(-9, 9, 20_001))


def test_crossings_of_the_nullclines_are_the_resting_places():
    W, k = np.array([[1.6, 0.7], [-0.4, 1.3]]), np.array([0.1, -0.2])
    for i, branches in enumerate(nullclines(W, k)):
        states = np.concatenate(branches)
        np.testing.assert_allclose(advance(states, W, k)[:, i], states[:, i], atol=1e-6)
        for cycle in landscape(W, k).cycles:
            if cycle.period == 1:
                assert np.hypot(*(states - cycle.states[0]).T).min() < 0.03


@pytest.mark.parametrize("own", [-1.5, 0, 0.7, 1, 1.2, 2, 3.5])
@pytest.mark.parametrize("other", [1, -0.6, 0.1, 0])
@pytest.mark.parametrize("k", [0, 0.35, -1.5])
def test_each_level_is_met_as_often_as_the_unit_may_rest_there(own, other, k):
    """At the level r of the other unit, s = tanh(own s + other r + k) has so many solutions."""
    W = np.array([[own, other], [0.3, 0.2]])
    branches = nullclines(W, [k, 0])[0]
    assert all(branch.shape == (SAMPLES, 2) for branch in branches)
    for r in (-0.987, -0.5, 0.013, 0.52, 0.99):
        rest = np.tanh(own * FINE + other * r + k) - FINE
        count = np.count_nonzero(rest[:-1] * rest[1:] < 0) + np.count_nonzero(rest == 0)
        ends = [np.sort(branch[[0, -1], 1]) for branch in branches]
        assert sum(low < r < high for low, high in ends) == count
    for branch in branches:  # in order, never back
        assert (np.diff(branch) != 0).any() and np.ptp(np.sign(np.diff(branch[:, 1]))) <= 1
        s, r = branch[:, 0], branch[:, 1]
        np.testing.assert_allclose(np.tanh(own * s + other * r + k), s, atol=1e-9)
        assert np.abs(r).max() <= 1 and (other or sorted(r[[0, -1]]) == [-1, 1])


def test_the_two_curves_are_each_others_mirror_image():
    """What unit 2 is to unit 1 in W, unit 1 is to unit 2 in W turned about."""
    W, k = np.array([[1.6, 0.7], [-0.4, 1.3]]), np.array([0.1, -0.2])
    first, second = nullclines(W, k)
    other_first, other_second = nullclines(W[::-1, ::-1], k[::-1])
    for ones, others in ((first, other_second), (second, other_first)):
        for one, other in zip(ones, others, strict=True):
            np.testing.assert_array_equal(one, other[:, ::-1])


@pytest.mark.parametrize(
    ("W", "k"),
    [
        ([[1.6, 0.7], [-0.4, 1.3]], [0.1, -0.2]),
        ([[3.0, 0.5], [0.4, 2.5]], [0.05, 0.1]),
        ([[0.5, -1.5], [1.5, 0.5]], [0.3, 0.2]),
        ([[2.0, 0.0], [0.0, 2.0]], [0.11, -0.07]),
        ([[-0.5, -3.5], [0.5, 2.0]], [0.01, 0.0]),
    ],
)
def test_crossings_lie_close_to_fixed_points(W, k):
    """The curves are taken for straight from sample to sample, which are a hundredth apart."""
    found = crossings(W, k)
    places = np.concatenate([cycle.states for cycle in find_cycles(W, k, longest=1)])
    away = np.abs(found[:, None] - places).max(axis=2)
    assert away.min(axis=0).max() < 2e-3 and away.min(axis=1).max() < 2e-3
    assert len(found) == len(places)


def test_a_crossing_on_a_sample_is_found():
    found = crossings([[-0.5, -3.5], [0.5, 2.0]], [0, 0])
    assert np.abs(found).max(axis=1).min() == 0 and len(found) >= 5


def test_two_units_far_from_each_other_cross_nowhere_else():
    assert len(crossings([[0.5, 0.0], [0.0, 0.5]], [3.0, -3.0])) == 1
    assert crossings(np.zeros((2, 2)), [0.3, -0.4]).tolist() == [
        [pytest.approx(np.tanh(0.3)), pytest.approx(np.tanh(-0.4))]
    ]
