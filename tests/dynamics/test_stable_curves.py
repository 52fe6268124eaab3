"""Steps backwards, and the stable curves of saddles: they part the basins."""

import numpy as np
import pytest

from rnn_helpers.dynamics.cycles import advance
from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.stable_curves import JUMP, stable_curves, step_back
from rnn_helpers.dynamics.trajectories import knob_weights, led_to

I, ZERO = np.eye(2), np.zeros(2)
SLANTED = knob_weights(2, 20, 1.2, 0.6), np.array([0.1, 0])
TWO_THREES = knob_weights(2.5, 140, 1.3, 0.5), ZERO  # two cycles of three, parted by two saddles
RULES = [(2 * I, ZERO), (2 * I, np.array([0.4, 0])), SLANTED, TWO_THREES,
         (knob_weights(1.5, 180), ZERO), (knob_weights(2.5, 0, 2, 0.4), ZERO)]  # fmt: skip


def curves_of(W, k):
    return stable_curves(W, k, landscape(W, k).others)


def inside(curve):
    """The rows that are states: the ends may lie outside of the square."""
    return curve[(np.abs(curve) < 1).all(axis=1)]


@pytest.mark.parametrize("seed", range(4))
def test_a_step_back_undoes_a_step(seed):
    rng = np.random.default_rng(seed)
    W, k, s = rng.normal(size=(2, 2)), rng.normal(size=2), rng.uniform(-1, 1, (3, 5, 2))
    np.testing.assert_allclose(step_back(advance(s, W, k), W, k), s, atol=1e-9)


def test_nothing_leads_to_the_edge_or_beyond():
    assert np.isnan(step_back([[1.0, 0.2], [0.3, -1.2]], 2 * I, 0)).any(axis=1).all()


def test_with_2_i_they_are_the_axes_from_edge_to_edge():
    curves = curves_of(2 * I, ZERO)
    assert len(curves) == 8  # two for each of four saddles
    for curve in curves:
        across = np.nanmax(np.abs(curve), axis=0).argmin()
        np.testing.assert_allclose(inside(curve)[:, across], 0, atol=1e-6)
    outwards = [np.nanmax(np.abs(curve)) >= 1 for curve in curves]
    assert sum(outwards) == 4  # the others end in (0, 0)
    for curve, out in zip(curves, outwards):
        assert out or np.abs(curve[-1]).max() < 0.01


@pytest.mark.parametrize(("W", "k"), RULES)
def test_along_them_states_come_to_the_saddle(W, k):
    saddles = [cycle.states for cycle in landscape(W, k).others if cycle.kind == "saddle"]
    ends = [state for states in saddles for state in states for _ in "+-"]
    for curve, end in zip(curves_of(W, k), ends, strict=True):
        s, nearest = inside(curve), np.inf
        s = s[np.hypot(*s.T) > 0.1]  # near (0, 0), which repels, rounding decides
        for _ in range(200):
            nearest = np.minimum(nearest, np.hypot(*(s - end).T))
            s = advance(s, W, k)
        assert nearest.max() < 2e-3
        assert np.hypot(*(curve[0] - end)) < 1e-3  # it begins there


@pytest.mark.parametrize(("W", "k"), RULES)
def test_states_on_either_side_are_led_to_different_attractors(W, k):
    land = landscape(W, k)
    attractors = [cycle.states for cycle in land.attracting]
    for curve in curves_of(W, k):
        s = inside(curve)
        along = np.gradient(s, axis=0)
        clear = (np.hypot(*s.T) > 0.1) & (np.abs(s) < 0.98).all(axis=1)
        for n in np.flatnonzero(clear)[10 :: max(clear.sum() // 6, 1)]:
            at, (x, y) = s[n], along[n]
            aside = 0.01 * np.array([-y, x]) / np.hypot(x, y)
            assert led_to(at + aside, W, k, attractors) != led_to(at - aside, W, k, attractors)


def test_a_curve_is_whole_or_broken_where_it_jumps():
    rules = [*RULES, (knob_weights(1.95, -172, 2.9, -1.75), ZERO)]
    for curve in [curve for rule in rules for curve in curves_of(*rule)]:
        assert curve.shape[1] == 2 and len(curve) <= 2100
        square = (np.abs(curve) <= 1).all(axis=1)
        step = np.hypot(*np.diff(curve, axis=0).T)
        assert (step[square[:-1] & square[1:]] <= JUMP).all()


def test_without_a_saddle_or_an_inverse_there_are_none():
    assert curves_of(0.5 * I, ZERO) == [] and curves_of(np.diag([2.0, 0]), ZERO) == []
    assert curves_of(np.diag([2.0, 1e-9]), ZERO) == []  # it cannot be run backwards


STEEP = np.array([[3.158, 3.524], [2.919, 4.697]]), np.array([-0.869, 0])


@pytest.mark.parametrize(("W", "k"), [*RULES, STEEP])
def test_a_curve_that_comes_near_the_edge_crosses_it(W, k):
    """Else the picture would show a gap between the border and the edge."""
    for curve in curves_of(W, k):
        far = np.abs(curve[np.isfinite(curve).all(axis=1)]).max(axis=1)
        assert far[-1] > 1 or far[-1] < 0.9


def test_slow_saddles_are_followed_to_the_end():
    """A stable eigenvalue near 1: many rounds lead from the saddle to the edge."""
    W = np.diag([1.6, 0.97])
    for curve in curves_of(W, ZERO):
        assert np.nanmax(np.abs(curve)) > 0.99
