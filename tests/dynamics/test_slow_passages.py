"""Slow passages: how far a run that hardly moves may leap, and where that leads it."""

import numpy as np
import pytest

from rnn_helpers.dynamics.cycles import Cycle
from rnn_helpers.dynamics.slow_passages import (
    LOOK,
    _leaps,
    come_back,
    creep,
    distances,
    led_on,
    nearest,
    targets,
)

STEPS, V = np.arange(40.0)[:, None], 2.0**-17 * np.array([0.5, -1.0])  # exact in floats


def cycle(*states):
    return Cycle(np.array(states, float), np.zeros(2, complex))


def test_distances_are_those_to_the_nearest_state():
    s, states = np.array([[[0.0, 0.0], [3.0, 1.0]]]), np.array([[3.0, 4.0], [6.0, 5.0]])
    np.testing.assert_array_equal(distances(s, states), [[5, 3]])


def test_a_state_is_called_by_the_set_that_it_is_nearest_to_if_it_is_near():
    s, visited = np.array([[0.0, 0.0], [0.0, 3.0], [9.0, 0.0]]), [s[None] for s in np.eye(2)]
    assert nearest(s, visited, 8.5).tolist() == [0, 1, 0]
    assert nearest(s, visited, [8, 9]).tolist() == [0, 1, -1]  # 8 is not below 8
    assert nearest(s, visited, 1).tolist() == [-1, -1, -1]
    assert nearest(s, [], []).tolist() == [-1, -1, -1]


def test_targets_are_all_that_attracts_and_what_lies_close_beside():
    ends = [cycle((0, 0)), cycle((0.5, 0), (0.6, 0))]
    others = [cycle((0.9, 0.9)), cycle((0.9, 0), (0.6, 0.039)), cycle((0, 0.041))]
    wanderer = np.ones((3, 2))
    visited, near = targets(ends, others, [wanderer])
    expected = [ends[0].states, ends[1].states, wanderer, others[1].states]
    for one, other in zip(visited, expected, strict=True):
        assert one is other
    assert near == [0.02, 0.02, 0.1, 0.0]
    assert targets([], others) == ([], []) and targets(ends, [])[1] == [0.02, 0.02]


@pytest.mark.parametrize(
    ("later", "back"),
    [
        ([1, 10, 1], True),
        ([10, 1.9], True),
        ([10, 2], False),  # not below a fifth
        ([10, 9, 8], False),
        ([5, 1, 10], False),  # it was not away by more than half before
        ([5.1, 1, 10], True),
        ([4, 1, 10], False),
    ],
)
def test_a_run_comes_back_that_was_away(later, back):
    path = np.zeros((LOOK + len(later), 2))
    path[LOOK:, 1] = later
    assert come_back(path) is back


def test_a_steady_drift_leaps_a_hundredth():
    runs = np.stack([0.3 + STEPS * V, 0.3 - STEPS * V], axis=1)  # (T, 2, 2)
    leaps, least = _leaps(runs)
    np.testing.assert_array_equal(leaps, 1310 * np.array([V, -V]))  # 1310 = floor(0.01 / 2^-17)
    assert least.tolist() == [2.0**-17] * 2
    assert creep(runs).tolist() == [True, True]


@pytest.mark.parametrize("period", [2, 3, 12])
def test_a_drift_of_a_cycle_leaps_by_rounds(period):
    places = np.random.default_rng(0).integers(-8, 8, (period, 2)) / 16
    runs = (places[np.arange(40) % period] + STEPS * V)[:, None]
    leaps, _ = _leaps(runs)
    rounds = np.floor(0.01 * 2**17 / period)
    np.testing.assert_array_equal(leaps, [rounds * period * V])


def test_each_run_has_its_own_period():
    places = np.array([[0.5, 0.25], [0.5, 0.75], [-0.5, 0.0]])[np.arange(40) % 3]
    leaps, least = _leaps(np.stack([STEPS * V, places + STEPS * V, 0 * places], axis=1))
    np.testing.assert_array_equal(leaps, [1310 * V, 436 * 3 * V, [0, 0]])
    assert least.tolist() == [2.0**-17, 3 * 2.0**-17, 0]


@pytest.mark.parametrize(
    ("a", "m"),
    [
        (2.0**-40, 1310),  # nothing changes much
        (2.0**-26 * 1.01, 253),  # so many moves change it by half: m a = v / 2
        (2.0**-21, 0),  # not to be led on for longer than it takes to look
    ],
)
def test_a_drift_that_grows_leaps_less_far(a, m):
    v, way = 2.0**-17, np.array([0.0, 1.0])  # v is the last move
    runs = ((STEPS * v + (STEPS - 39) * (STEPS - 38) / 2 * a) * way)[:, None]
    np.testing.assert_allclose(_leaps(runs)[0], [(m * v + m**2 / 2 * a) * way], rtol=1e-9)


@pytest.mark.parametrize(
    "runs",
    [
        STEPS * [0.0, 2.0**-9],  # too fast
        2.0**-14 * 0.75**STEPS * [1.0, 1.0],  # it slows down by more than a tenth
        0 * STEPS * V,
        STEPS * [0.0, 2.0**-11] * 1.5,  # leaps of 13 steps are not worth while
    ],
)
def test_what_is_no_slow_passage_does_not_leap(runs):
    leaps, _ = _leaps(runs[:, None])
    assert leaps.tolist() == [[0, 0]] and creep(runs[:, None]).tolist() == [False]


W, k = 2 * np.eye(2), np.array([0.532839975353 + 1e-9, 0])  # just after the fold of 2 I
REST = 0.957504  # s = tanh(2 s)
CORNERS = [np.array([[0.987, REST]]), np.array([[0.987, -REST]])]


def test_a_slow_passage_is_led_through_in_leaps():
    """A plain run takes about 1 / sqrt(1e-9) steps."""
    start = np.array([[-0.75, 0.5], [-0.75, -0.5]])
    which, path = led_on(start, W, k, CORNERS, 0.02)
    assert which.tolist() == [0, 1]
    assert path.shape[1:] == (2, 2) and 200 < len(path) < 1500
    np.testing.assert_array_equal(path[0], start)
    s = start
    for _ in range(20_000):
        s = np.tanh(s @ W.T + k)
    assert (s[:, 0] < -0.5).all()  # they are still on their way


def test_leading_on_ends_where_something_is_near_or_nothing_moves():
    rest = np.array([[0.987228, 0.957504]])
    for visited, which in ((CORNERS, 0), ([], -1), ([-rest], -1)):
        found, path = led_on(np.tanh(rest @ W.T + k), W, k, visited, 0.02)
        assert found.tolist() == [which]
        assert len(path) == LOOK + 1 if visited is CORNERS else len(path) < 5 * LOOK
    slow = np.array([[-0.75, REST]])  # it moves, but there is nothing to wait for
    assert len(led_on(slow, W, k, [slow], 0.1)[1]) == LOOK + 1
    passing, where = np.vstack([slow, [[-0.75, -0.1]]]), [slow, CORNERS[1], CORNERS[0]]
    assert led_on(passing, W, k, where, [0.1, 0.02, 0.02])[0].tolist() == [0, 1]
    both = np.vstack([rest, -rest])  # the other one needs longer
    found, path = led_on(both, W, k, [rest], 0.02)
    assert found[0] == 0 and len(path) > LOOK + 1
