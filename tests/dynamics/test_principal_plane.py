"""The plane of two principal components: against the covariance."""

import numpy as np
import pytest

from rnn_helpers.dynamics.principal_plane import principal_plane


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
