"""Clipping and Adam, computed a second time number by number."""

import numpy as np
import pytest

from rnn_helpers.training.adam import adam_step, clip_by_norm


def test_clipping_keeps_the_direction_and_limits_the_norm_of_all_together():
    gradients = {"U": np.array([[3.0, 0.0]]), "b": np.array([4.0])}  # norm 5
    assert clip_by_norm(gradients, 5.0)["b"].tolist() == [4.0]
    clipped = clip_by_norm(gradients, 1.0)
    np.testing.assert_allclose(clipped["U"], [[0.6, 0.0]])
    np.testing.assert_allclose(clipped["b"], [0.8])
    assert gradients["b"].tolist() == [4.0]
    assert clip_by_norm({"b": np.zeros(2)}, 1.0)["b"].tolist() == [0, 0]


def by_hand(weight, gradients, rate, decay):
    m = v = 0.0
    for n, g in enumerate(gradients, start=1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        weight -= rate * (m / (1 - 0.9**n)) / ((v / (1 - 0.999**n)) ** 0.5 + 1e-8)
        weight -= rate * decay * weight
    return weight


@pytest.mark.parametrize("decay", [0.0, 0.5])
def test_adam_by_hand(decay):
    given = [0.3, -0.2, 0.7, 0.0]
    weights = {"W": np.array([[1.0]]), "b": np.array([1.0])}
    mean, square = ({letter: np.zeros_like(w) for letter, w in weights.items()} for _ in range(2))
    for n, g in enumerate(given, start=1):
        gradients = {"W": np.array([[g]]), "b": np.array([g])}
        adam_step(weights, gradients, mean, square, update=n, rate=0.1, decay=decay)
    assert weights["W"][0, 0] == pytest.approx(by_hand(1.0, given, 0.1, decay), abs=1e-12)
    assert weights["b"][0] == pytest.approx(by_hand(1.0, given, 0.1, 0.0), abs=1e-12)


def test_the_first_step_is_as_long_as_the_rate_whatever_the_size_of_the_gradient():
    for size in (1e-3, 1.0, 1e3):
        weights, zeros = {"b": np.zeros(2)}, [{"b": np.zeros(2)} for _ in range(2)]
        adam_step(weights, {"b": np.array([size, -size])}, *zeros, update=1, rate=0.01)
        np.testing.assert_allclose(weights["b"], [-0.01, 0.01], rtol=1e-4)
