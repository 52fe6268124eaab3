"""What never repeats: chaos of two units, closed curves, and that they are told as attractors."""

import numpy as np
import pytest

from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.sensitivity import lyapunov_exponents
from rnn_helpers.dynamics.step_map import run_of_two
from rnn_helpers.dynamics.trajectories import knob_weights, led_to, trajectory
from rnn_helpers.explorers import landscape_map

CHAOS = {"gain": 1.95, "turn": -172.0, "stretch": 2.9, "shear": -1.75}
NONE = np.zeros(2)


@pytest.fixture(scope="module")
def chaos():
    """W, its landscape, and a start that is led to what never repeats."""
    W = knob_weights(**CHAOS)
    land = landscape(W, NONE)
    row, column = np.argwhere(land.basins == len(land.attracting))[0]
    return W, land, (2 * np.array([column, row]) + 1) / len(land.basins) - 1


def test_two_units_can_be_chaotic(chaos):
    W, _, start = chaos
    s = np.array(run_of_two(start, W, NONE, 20_000))[1000:]
    largest, other = lyapunov_exponents(s, W)
    assert largest == pytest.approx(0.37, abs=0.02)
    assert largest + other < 0  # areas shrink
    assert np.abs(s[1000:] - s[0]).max(axis=1).min() > 1e-6  # no state comes back


def test_a_difference_of_1e_10_becomes_a_tenth_in_60_steps(chaos):
    W, _, start = chaos
    one = np.array(run_of_two(start, W, NONE, 1300)[1000:])
    other = trajectory(one + 1e-10, W, NONE, steps=75)  # (76, 300, 2)
    apart = np.linalg.norm(other - trajectory(one, W, NONE, steps=75), axis=2)  # (76, 300)
    assert 50 < np.median((apart > 0.1).argmax(axis=0)) < 70
    rate = np.log(apart[40] / apart[0]).mean() / 40
    assert rate == pytest.approx(0.37, abs=0.05)


def test_what_never_repeats_is_an_attractor_with_a_basin(chaos):
    W, land, start = chaos
    assert [cycle.period for cycle in land.attracting] == [4] and len(land.wanderers) == 1
    assert np.bincount(land.basins.ravel()) / land.basins.size == pytest.approx(
        [0.285, 0.715], abs=0.02
    )
    assert led_to(start, W, NONE, [land.attracting[0].states, land.wanderers[0]]) == 1


def test_the_explorer_says_that_it_never_repeats(chaos):
    explorer = landscape_map(part=3)
    try:
        explorer.set(**CHAOS, k1=0.0, s1=round(chaos[2][0], 2), s2=round(chaos[2][1], 2))
        told, state = explorer.describe(), explorer.state()
    finally:
        explorer.close()
    assert state["attractors"] == 2 and state["wanderers"] == 1
    assert told.startswith("2 attractors. A: a cycle of 4") and "B: no repeat" in told


@pytest.mark.parametrize("knobs", [(1.5, 100), (1.5, 137), (1.02, 120), (2.2, 111, 1.3)])
def test_a_closed_curve_has_the_exponent_zero(knobs):
    W = knob_weights(*knobs)
    land = landscape(W, NONE)
    assert land.attracting == [] and len(land.wanderers) == 1 and (land.basins == 0).all()
    s = np.array(run_of_two(land.wanderers[0][0], W, NONE, 40_000))[10_000:]
    largest, other = lyapunov_exponents(s, W)
    assert largest == pytest.approx(0, abs=2e-3) and other < 0


@pytest.mark.parametrize("seed", range(6))
def test_where_no_cycle_repels_a_wanderer_it_stays(seed):
    """Ten thousand steps later a run is still among the states that were noted."""
    rng = np.random.default_rng(seed)
    while True:
        W = knob_weights(rng.uniform(1.3, 2.4), rng.uniform(-180, 180), rng.uniform(0.5, 3), 0.5)
        land = landscape(W, NONE)
        if land.wanderers:
            break
    for states in land.wanderers:
        later = np.array(run_of_two(states[-1], W, NONE, 10_000))[-200:]
        away = np.hypot(*(later[:, None] - states).transpose(2, 0, 1)).min(axis=1)
        assert np.median(away) < 0.05
