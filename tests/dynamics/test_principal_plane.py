"""The plane of two principal components: against the covariance, and what it hides."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_helpers import forward_propagation
from rnn_helpers.dynamics.principal_plane import deceptive_pair, principal_plane
from rnn_helpers.explorers.many_units import HALF, SIZES, STEPS, many_units
from rnn_helpers.machines.examples import random_network
from rnn_helpers.views.plane.deceptive_pair import SIDES, outside


def states(T, H, seed=0):
    rng = np.random.default_rng(seed)
    return np.tanh(rng.normal(size=(T, H)) @ rng.normal(size=(H, H)))


@pytest.mark.parametrize(("T", "H"), [(41, 2), (41, 7), (5, 100), (2, 2), (3, 30)])
def test_axes_and_shares_are_those_of_the_covariance(T, H):
    s = states(T, H)
    found = principal_plane(s)
    values, vectors = np.linalg.eigh(np.cov(s.T))
    values, vectors = values[::-1], vectors[:, ::-1]
    np.testing.assert_allclose(found.shares, values / values.sum(), atol=1e-12)
    first_two = np.abs(np.diag(found.axes @ vectors[:, :2]))
    np.testing.assert_allclose(first_two[: min(2, T - 1)], 1, atol=1e-8)
    np.testing.assert_allclose(found.axes @ found.axes.T, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(found.points, s @ found.axes.T)
    assert found.seen == pytest.approx(values[:2].sum() / values.sum())
    assert (found.axes.max(axis=1) == np.abs(found.axes).max(axis=1)).all()  # lest it flip


def test_two_units_are_seen_whole():
    assert principal_plane(states(9, 2)).seen == pytest.approx(1)


def test_where_nothing_moves_there_is_no_variance():
    found = principal_plane(np.full((5, 3), 0.3))
    assert found.seen == 0 and np.isfinite(found.axes).all()


def test_no_other_plane_shows_more():
    s, rng = states(30, 6), np.random.default_rng(1)
    centred = s - s.mean(axis=0)
    for _ in range(200):
        axes, _ = np.linalg.qr(rng.normal(size=(6, 2)))
        share = ((centred @ axes) ** 2).sum() / (centred**2).sum()
        assert share <= principal_plane(s).seen + 1e-12


@settings(max_examples=30)
@given(st.integers(2, 12), st.integers(2, 9), st.integers(0, 99))
def test_the_deceptive_pair_is_the_most_deceptive(T, H, seed):
    s = states(T, H, seed)
    points = principal_plane(s).points
    i, j = deceptive_pair(s, points)

    def hidden(a, b):
        return np.linalg.norm(s[a] - s[b]) - np.linalg.norm(points[a] - points[b])

    most = max(hidden(a, b) for b in range(T) for a in range(b))
    assert i <= j and hidden(i, j) == pytest.approx(most, abs=1e-7)


@pytest.mark.parametrize(
    ("s", "message"),
    [
        (np.zeros(4), r"shape \(T, H\)"),
        (np.zeros((1, 4)), "2 steps"),
        (np.zeros((4, 1)), "2 units"),
    ],
)
def test_slips_are_named(s, message):
    with pytest.raises(ValueError, match=message):
        principal_plane(s)


@pytest.fixture(scope="module")
def explorer():
    explorer = many_units()
    yield explorer
    explorer.close()


def run(H, g):
    """The states of the network that the explorer draws, its start first."""
    params, s0 = random_network(H, gain=g)
    return np.vstack([s0, forward_propagation(np.zeros((STEPS, 1)), params, s0=s0).s])


@pytest.mark.parametrize("H", SIZES)
@pytest.mark.parametrize("g", [0.5, 1.5, 3])
def test_the_explorer_warns_where_the_plane_hides_most(explorer, H, g):
    explorer.reset()
    explorer.set(H=H, g=g)
    s = run(int(H), g)
    values = np.linalg.eigvalsh(np.cov(s.T))
    seen = values[-2:].sum() / values.sum()
    assert explorer.state()["seen"] == pytest.approx(seen)
    assert ("Warning" in explorer.describe()) == (seen < HALF)
    assert f"{100 * seen:.1f}\N{NO-BREAK SPACE}%" in explorer.describe()


def test_the_path_is_the_networks_path(explorer):
    explorer.reset()
    explorer.set(H="10", g=1.0)
    s = run(10, 1.0)
    assert s.shape == (STEPS + 1, 10)
    i, j = explorer.state()["pair"]
    apart = np.linalg.norm(s[i] - s[j]) / np.sqrt(10)
    assert explorer.state()["they are apart"] == pytest.approx(apart)
    drawn = explorer.frames.figure.axes[0].collections[0].get_offsets()
    np.testing.assert_allclose(drawn, principal_plane(s).points[1:] / np.sqrt(10), atol=1e-12)


@pytest.mark.parametrize(
    ("H", "g"), [("100", 1.5), ("100", 3), ("30", 1.5), ("10", 2), ("100", 0.5)]
)
def test_both_squares_are_seen_and_their_numbers_stand_outside_the_cloud(explorer, H, g):
    """At H = 100, g = 1.5 the two states coincide on the plane."""
    explorer.reset()
    explorer.set(H=H, g=g)
    s = run(int(H), g)
    points = principal_plane(s).points / np.sqrt(int(H))
    named_at = outside(points[explorer.state()["pair"]], points)
    assert np.hypot(*(points[:, None] - named_at).transpose(2, 0, 1)).min() > 0.08
    assert np.hypot(*(named_at[1] - named_at[0])) > 0.15 and np.abs(named_at).max() <= 1.05
    assert SIDES[1] > SIDES[0] + 5


def test_a_pair_that_is_not_there_is_not_drawn(explorer):
    explorer.reset()
    explorer.set(H="2")
    assert "No two states" in explorer.describe() and explorer.frames.png()
