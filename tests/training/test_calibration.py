"""Calibration: forecasts whose truth is known, because the tokens are drawn from it."""

import numpy as np
import pytest

from rnn_helpers.training.calibration import calibration


def drawn(seed, T=20_000, K=6):
    rng = np.random.default_rng(seed)
    p = rng.dirichlet(np.full(K, 0.5), size=T)
    came = (p.cumsum(axis=1) > rng.random((T, 1))).argmax(axis=1)
    return p, came


@pytest.mark.parametrize("seed", range(3))
def test_what_is_drawn_from_the_probabilities_happens_as_often_as_they_say(seed):
    p, came = drawn(seed)
    said, happened, count = calibration(p, came)
    noise = np.sqrt(said * (1 - said) / count)
    assert (np.abs(said - happened) < 4 * noise).all() and count.sum() == p.size
    assert (np.diff(said) > 0).all()


def test_forecasts_that_are_too_sure_happen_less_often():
    p, came = drawn(7)
    sure = p**2 / (p**2).sum(axis=1, keepdims=True)
    said, happened, _ = calibration(sure, came)
    assert (happened[-4:] < said[-4:] - 0.02).all() and happened[0] > said[0]


def test_the_bins_one_by_one():
    o, came = [[0.5, 0.5], [0.2, 0.8], [0.0, 1.0], [0.9, 0.1]], [0, 0, 1, 0]
    said, happened, count = calibration(o, came, edges=[0, 0.5, 0.75, 1])
    assert count.tolist() == [3, 2, 3]
    np.testing.assert_allclose(said, [0.1, 0.5, 0.9])
    np.testing.assert_allclose(happened, [1 / 3, 1 / 2, 2 / 3])


def test_an_empty_bin_says_nothing():
    said, happened, count = calibration([[0.1, 0.9]], [1], edges=[0, 0.5, 0.8, 1])
    assert count.tolist() == [1, 0, 1] and np.isnan([said[1], happened[1]]).all()


@pytest.mark.parametrize(
    ("came", "edges", "words"),
    [
        ([0], [0, 1], "came expects 2 ids, one for each row of o"),
        ([0, 1], [0, 0.5], "rise from 0 to 1"),
        ([0, 1], [0, 0.5, 0.5, 1], "rise from 0 to 1"),
    ],
)
def test_what_does_not_fit_is_refused(came, edges, words):
    with pytest.raises(ValueError, match=words):
        calibration([[0.4, 0.6], [0.5, 0.5]], came, edges=edges)
