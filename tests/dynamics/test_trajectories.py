"""Runs of two units: sub-steps, arrows that are followed, turns, and where a run is led."""

import numpy as np
import pytest

from rnn_helpers.dynamics.cycles import advance
from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.trajectories import (
    PARTS,
    TIME,
    follow_arrows,
    knob_weights,
    knobs,
    led_to,
    mean_turn,
    sub_steps,
)


def test_the_first_column_is_where_1_0_goes():
    W = np.array([[1.0, 2.0], [3.0, 4.0]])
    images = sub_steps(np.eye(2), W, np.zeros(2))[1]
    np.testing.assert_array_equal(images, W.T)


def test_the_dashed_line_follows_the_arrows():
    W, k, s = np.array([[1, -0.8], [0.8, 1]]), np.array([0.4, 0]), np.array([0.6, 0.2])
    line, h = follow_arrows(s, W, k), TIME / PARTS
    slope = (line[2:] - line[:-2]) / (2 * h)
    np.testing.assert_allclose(slope, advance(line, W, k)[1:-1] - line[1:-1], atol=2e-3)


def test_the_dashed_line_is_exact_to_five_digits():
    """Against a hundred short straight pieces for each of its own, from their middles."""
    W, k, s = np.array([[1, -0.8], [0.8, 1]]), np.array([0.4, -0.3]), np.array([0.6, 0.2])
    line, h, exact = follow_arrows(s, W, k), TIME / PARTS / 100, [s]
    for _ in range(30):
        for _ in range(100):
            middle = s + h / 2 * (np.tanh(W @ s + k) - s)
            s = s + h * (np.tanh(W @ middle + k) - middle)
        exact.append(s)
    assert line.shape == (PARTS + 1, 2)
    np.testing.assert_allclose(line[:31], exact, atol=2e-6)


def test_quarter_turns_are_exact():
    for turn, W in ((90, [[0, -1.5], [1.5, 0]]), (180, [[-1.5, 0], [0, -1.5]])):
        assert knob_weights(1.5, turn).tolist() == W == knob_weights(1.5, turn - 360).tolist()


def test_the_parts_of_a_step():
    W, k = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0.5, -0.25])
    s, turned, pushed, new = sub_steps([[0.1, 0.2]], W, k)
    assert s.tolist() == [[0.1, 0.2]]
    np.testing.assert_allclose(turned, [[0.5, 1.1]])
    np.testing.assert_allclose(pushed, [[1.0, 0.85]])
    np.testing.assert_allclose(new, np.tanh([[1.0, 0.85]]))


def test_which_end_a_run_is_led_to():
    W, k, rest = 2 * np.eye(2), np.zeros(2), 0.957504
    ends = [np.empty((0, 2)), [[rest, -rest]], [[0.0, 0.0], [rest, rest]]]
    assert led_to([0.1, 0.1], W, k, ends) == 2
    assert led_to([0.1, -0.1], W, k, ends) == 1
    assert led_to([-0.1, -0.1], W, k, ends) is None
    assert led_to([0.1, 0.1], W, k, []) is None
    assert led_to([0.1, 0.1], W, k, [[[rest - 0.059, rest]]]) == 0
    assert led_to([0.1, 0.1], W, k, [[[rest - 0.061, rest]]]) is None


def test_knobs_are_read_off_w():
    for gain, turn, stretch, shear in ((1.5, 180, 1, 0), (2, -70, 0.6, 1.5), (0.3, 10, 3, -2)):
        found = knobs(knob_weights(gain, turn, stretch, shear))
        np.testing.assert_allclose(found[:2], [turn, shear], atol=1e-9)
        np.testing.assert_allclose(found[2], [gain * stretch, gain / stretch])
    assert knobs(np.zeros((2, 2))) == knobs(np.diag([1e-180, 0.0])) == (0, 0, (0, 0))


def test_mean_turn_of_paths_that_are_known():
    def around(degrees, count=240):
        angle = np.radians(degrees * np.arange(count))
        return np.column_stack([np.cos(angle), np.sin(angle)])

    for degrees in (60, 90, 120, 180):
        assert mean_turn(around(degrees)) == pytest.approx(degrees)
        assert mean_turn(around(-degrees)) == pytest.approx(degrees)
        assert mean_turn(around(degrees) + np.array([3, -1])) == pytest.approx(degrees)
    assert mean_turn(np.full((9, 2), 0.3)) is None
    assert mean_turn([[0.0, 1.0], [1.0, 1.0]]) == pytest.approx(180)


@pytest.mark.parametrize("seed", range(4))
def test_a_journey_is_led_to_what_its_cell_of_the_map_says(seed):
    rng = np.random.default_rng(seed)
    W, k = rng.uniform(-2, 2, (2, 2)), np.array([rng.uniform(-1, 1), 0])
    land = landscape(W, k)
    ends = [*(cycle.states for cycle in land.attracting), *land.wanderers]
    n = len(land.basins)
    for row, column in rng.integers(0, n, (20, 2)):
        around = land.basins[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        if around.min() == around.max() >= 0:  # not at a border
            s0 = np.array([2 * column + 1, 2 * row + 1]) / n - 1
            assert led_to(s0, W, k, ends) == around[0, 0]
