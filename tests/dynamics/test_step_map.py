"""The map itself, for inner loops, and the starts from which its cycles are sought."""

import numpy as np
import pytest

from rnn_helpers.dynamics.cycle_starts import between, continued, patterned, scattered
from rnn_helpers.dynamics.cycles import advance
from rnn_helpers.dynamics.step_map import as_moderate, as_number, follow, run_of_two

W, k = np.array([[1.2, -0.4], [0.3, 0.9]]), np.array([0.1, -0.2])


def test_runs_are_steps_in_turn():
    s = np.array([[0.3, 0.1], [-0.5, 0.9]])
    path = follow(s, W, k, 4)
    assert path.shape == (5, 2, 2)
    np.testing.assert_array_equal(path[0], s)
    for before, after in zip(path, path[1:]):
        np.testing.assert_allclose(after, advance(before, W, k), atol=1e-15)
    np.testing.assert_allclose(run_of_two(s[1], W, k, 4), path[1:, 1], atol=1e-15)
    assert run_of_two(s[1], W, k, 0) == []


@pytest.mark.parametrize(
    ("value", "came"),
    [
        (2e6, "2e+06"),
        (-1234567.0, "-1.23e+06"),
        ([0.0, -2e6, 1.0], "-2e+06 at v[1]"),
        ([[0.0, 1.0], [3e6, -2e6]], "3e+06 at v[1, 0]"),
    ],
)
def test_what_is_too_large_is_shown_where_it_stands(value, came):
    with pytest.raises(ValueError) as error:
        as_moderate("v", value)
    told = f"v expects numbers of at most 1e+06 in size, got {came}; try smaller ones"
    assert str(error.value) == told


def test_the_largest_number_and_none_at_all_are_taken():
    assert as_moderate("v", [1e6, -1e6]).tolist() == [1e6, -1e6]
    assert as_moderate("v", np.empty((0, 2))).shape == (0, 2)
    assert as_number("v", np.float32(3.5)) == 3.5 and as_number("v", 1e300) == 1e300
    assert type(as_number("v", np.float32(3.5))) is float


# Starts


def test_a_straight_tanh_has_the_fixed_points_that_are_guessed():
    """In each start of 2 units, a unit is at -1, at 1, or where the straight line has it."""
    found = patterned(W, k)
    assert found.shape == (9, 2)
    middle = np.linalg.solve(np.eye(2) - W, k)  # both units between
    assert np.abs(found - middle.clip(-1, 1)).max(axis=1).min() < 1e-7
    for corner in ([-1, -1], [-1, 1], [1, -1], [1, 1]):
        assert np.abs(found - corner).max(axis=1).min() < 1e-7
    high = (0.4 * -1 + k[0]) / (1 - 1.2)  # s_2 = 1 and s_1 = 1.2 s_1 - 0.4 + 0.1
    assert np.abs(found - [np.clip(high, -1, 1), 1]).max(axis=1).min() < 1e-7


@pytest.mark.parametrize(("H", "count"), [(1, 3), (6, 729), (7, 142), (100, 10), (1001, 1)])
def test_the_number_of_guesses(H, count):
    found = patterned(0.5 * np.eye(H), np.full(H, 0.1))
    assert found.shape == (count, H) and np.abs(found).max() <= 1
    between_all = np.abs(found - 0.2).max(axis=1)  # s = 0.5 s + 0.1
    assert between_all.min() < 1e-7
    if H > 6:
        assert between_all[0] < 1e-7
    if H in (7, 100):
        assert {-1, 0.2, 1} == set(found.round(6).ravel())


def test_guesses_lie_in_the_cube_and_are_the_same_each_time():
    for k in (2.0, -2.0):  # the straight line has its fixed point at 4 or -4
        found = patterned(np.array([[0.5]]), np.array([k]))
        assert np.sort(found[:, 0]) == pytest.approx(sorted([-1, 1, np.sign(k)]), abs=1e-8)
    many = [patterned(0.5 * np.eye(7), np.zeros(7)) for _ in range(2)]
    np.testing.assert_array_equal(*many)


def test_between_two_places_are_nine_starts():
    places = np.array([[0.0, 0.0], [1.0, -0.5]])
    np.testing.assert_allclose(between(places), np.arange(0.1, 0.95, 0.1)[:, None] * places[1])
    assert between(places[:1]).shape == (0, 2)
    many = between(np.random.default_rng(0).uniform(-1, 1, (10, 3)))
    assert many.shape == (40 * 9, 3)  # of 45 pairs


@pytest.mark.parametrize(("H", "gain"), [(1, 3), (2, 4), (3, 5), (10, 2)])
@pytest.mark.parametrize("seed", range(4))
def test_the_curve_leads_near_a_fixed_point(H, gain, seed):
    rng = np.random.default_rng(seed)
    W, k = gain * rng.normal(size=(H, H)) / np.sqrt(H), rng.normal(size=H) / 3
    s = continued(W, k)
    assert s.shape == (H,) and np.abs(advance(s, W, k) - s).max() < 2e-3 * H


def test_scattered_starts_are_the_same_each_time_and_lie_in_the_cube():
    found = scattered(3, 500)
    np.testing.assert_array_equal(found, scattered(3, 500))
    assert found.shape == (500, 3) and 0.98 < np.abs(found).max() <= 1
    assert np.abs(found.mean(axis=0)).max() < 0.1
