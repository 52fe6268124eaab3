"""Gradients against differences of the loss, and the loss against the forward pass."""

import numpy as np
import pytest
from networks import network

from rnn_helpers import RNNParams, cross_entropy, forward_propagation
from rnn_helpers.training.back_propagation import loss_and_gradients

SHAPES = [(1, 1, 2, 1), (6, 1, 3, 2), (5, 4, 7, 3), (12, 2, 5, 6)]  # T, B, words, H


def batch(T, B, K, H):
    """Ids (T, B) twice, weights, and states to start from."""
    rng = np.random.default_rng([T, B, K, H])
    params = network(K, H, K, T)
    weights = {letter: getattr(params, letter).copy() for letter in "UWVbc"}
    x, y = rng.integers(K, size=(2, T, B))
    return x, y, weights, rng.uniform(-0.9, 0.9, (B, H))


@pytest.mark.parametrize("shape", SHAPES)
def test_loss_and_states_are_those_of_the_forward_pass(shape):
    x, y, weights, s0 = batch(*shape)
    loss, _, s_last = loss_and_gradients(x, y, weights, s0)
    texts = range(shape[1])
    traces = [forward_propagation(x[:, i], RNNParams(**weights), s0=s0[i]) for i in texts]
    assert loss == pytest.approx(np.mean([cross_entropy(traces[i].z, y[:, i]) for i in texts]))
    np.testing.assert_allclose(s_last, [trace.last_state for trace in traces], atol=1e-13)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("letter", "UWVbc")
def test_gradients_are_what_central_differences_say(shape, letter):
    x, y, weights, s0 = batch(*shape)
    gradient = loss_and_gradients(x, y, weights, s0)[1][letter]
    assert gradient.shape == weights[letter].shape
    measured, step = np.zeros_like(gradient), 1e-5
    for where in np.ndindex(gradient.shape):
        kept = weights[letter][where]
        ends = []
        for sign in (1, -1):
            weights[letter][where] = kept + sign * step
            ends.append(loss_and_gradients(x, y, weights, s0)[0])
        weights[letter][where] = kept
        measured[where] = (ends[0] - ends[1]) / (2 * step)
    error = np.abs(gradient - measured).max() / np.abs(measured).max()
    assert error < 1e-7


def test_nothing_is_changed_and_float32_stays():
    x, y, weights, s0 = batch(5, 4, 7, 3)
    kept = {letter: array.copy() for letter, array in weights.items()}
    loss_and_gradients(x, y, weights, s0)
    assert all(np.array_equal(weights[letter], kept[letter]) for letter in "UWVbc")
    small = {letter: array.astype(np.float32) for letter, array in weights.items()}
    _, gradients, s_last = loss_and_gradients(x, y, small, s0.astype(np.float32))
    assert {g.dtype for g in (*gradients.values(), s_last)} == {np.dtype(np.float32)}
