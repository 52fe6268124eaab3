"""One step for all states at once: the sub-steps that it shows, and pointing."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers.dynamics.trajectories import sub_steps
from rnn_helpers.explorers import one_step
from rnn_helpers.explorers.one_step import GRID, SUB_STEPS


@pytest.fixture
def step():
    return at_start(one_step)


@pytest.mark.parametrize("seed", range(6))
def test_every_sub_step_is_shown_as_it_is(step, seed):
    rng = np.random.default_rng(seed)
    values = {name: round(rng.uniform(-2, 2), 2) for name in ("W11", "W12", "W21", "W22")}
    values |= {name: round(rng.uniform(-1, 1), 2) for name in ("k1", "s1", "s2")}
    W = np.array([[values["W11"], values["W12"]], [values["W21"], values["W22"]]])
    k, s = np.array([values["k1"], 0]), np.array([values["s1"], values["s2"]])
    parts = [s, W @ s, W @ s + k, np.tanh(W @ s + k)]
    for n, part in enumerate(parts):
        step.set(n=n, **values)
        np.testing.assert_allclose(step.state()[SUB_STEPS[n]], part, atol=1e-12)
        np.testing.assert_allclose(step.state()["F(s)"], parts[3], atol=1e-12)
    for n, grid in enumerate(sub_steps(GRID, W, k)):
        assert grid.shape == GRID.shape
        assert n != 3 or np.abs(grid).max() <= 1


def test_the_corner_and_the_middle_of_the_grid_are_in_it():
    ends = GRID[:, [0, -1]].reshape(-1, 2).tolist()
    for corner in ([1, 1], [-1, 1], [1, -1], [-1, -1]):
        assert corner in ends
    assert [0.0, 0.0] in GRID.reshape(-1, 2).round(12).tolist()


def test_pointing_moves_the_marked_state(step):
    ax = step.figure.axes[1]
    step.point(ax, 0.512, -0.33)
    assert (step.state()["s1"], step.state()["s2"]) == (0.5, -0.35)
    step.point(ax, 1.09, -1.09)
    assert (step.state()["s1"], step.state()["s2"]) == (1.0, -1.0)


# What the tasks say in the end


def done(step, number):
    return step.tasks.list.tasks[number - 1].score(step.state())[0] == 0


def test_only_tanh_bends_lines():
    s, turned, moved, squeezed = sub_steps(GRID, np.array([[1, -0.75], [0.75, 1]]), [0.5, 0])
    for lines in (s, turned, moved):
        np.testing.assert_allclose(np.diff(lines, n=2, axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(moved - turned, np.broadcast_to([0.5, 0], moved.shape), atol=1e-12)
    assert np.abs(np.diff(squeezed, n=2, axis=1)).max() > 0.001


@pytest.mark.parametrize("s1, s2", [(0.3, 0), (0, -1), (0, 0), (0.05, 0.9), (-0.05, -0.05)])
def test_starts_on_an_axis_keep_away_from_the_corners(step, s1, s2):
    step.preset("quarter turn")
    step.set(s1=float(s1), s2=float(s2))
    assert done(step, 2) == (s1 * s2 == 0)


@pytest.mark.parametrize(
    "W11, is_done", [(-2, False), (-1.05, False), (-0.85, True), (-0.5, True), (0.5, True)]
)
def test_states_go_where_the_arrows_lead_when_leaps_are_short(step, W11, is_done):
    step.preset("arrows")
    step.set(W11=float(W11))
    assert done(step, 3) == is_done
    s = np.linspace(0.01, 1, 100)
    assert not (-1 < W11 < 0) or (np.abs(np.tanh(W11 * s)) < s).all()


def test_the_first_leaps_of_that_preset_land_farther_off(step):
    step.preset("arrows")
    path = [0.3]
    for _ in range(4):
        path.append(np.tanh(-2 * path[-1]))
    assert (np.diff(np.abs(path)) > 0).all() and (np.diff(np.sign(path)) != 0).all()
