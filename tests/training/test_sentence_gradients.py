"""Gradients over sentences against differences of the loss, and the loss against the readers."""

import numpy as np
import pytest

from rnn_helpers import RNNParams
from rnn_helpers.successors import AttentionParams, attend, read_linear
from rnn_helpers.training.sentence_recipes import GRADIENTS, SentencePlan, first_weights

SHAPES = [(1, 1, 2, 1, 1), (2, 6, 3, 4, 2), (5, 4, 7, 3, 3)]  # N, T, words, H, d
LETTERS = [("attention", letter) for letter in "UPQKWVc"] + [("linear", x) for x in "UWVbc"]


def batch(name, N, T, words, H, d):
    """Sentences of several lengths, with weights that are none of them 0."""
    rng = np.random.default_rng([N, T, words])
    weights = first_weights(name, SentencePlan(hidden=H, queries=d), words, T + 1)
    weights |= {x: rng.normal(size=weights[x].shape) for x in "bc" if x in weights}
    x, y = rng.integers(words, size=(2, N, T))
    y[:, 1:][np.arange(1, T) >= rng.integers(1, T + 1, size=N)[:, None]] = -1
    return x, y, weights, rng.uniform(0.1, 2, N)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", GRADIENTS)
def test_the_loss_is_that_of_the_reader_sentence_by_sentence(name, shape):
    x, y, weights, share = batch(name, *shape)
    total = words = 0
    for x_n, y_n, w in zip(x, y, share):
        if name == "attention":
            o = attend(x_n, AttentionParams(**weights)).o
        else:
            o = read_linear(x_n, RNNParams(**weights))[2]
        known = y_n >= 0
        total -= w * np.log(o[known, y_n[known]]).sum()
        words += w * known.sum()
    assert GRADIENTS[name](x, y, weights, share)[0] == pytest.approx(total / words, rel=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("name", "letter"), LETTERS)
def test_gradients_are_what_central_differences_say(name, letter, shape):
    x, y, weights, share = batch(name, *shape)
    gradient = GRADIENTS[name](x, y, weights, share)[1][letter]
    assert gradient.shape == weights[letter].shape
    measured, step = np.zeros_like(gradient), 1e-5
    for where in np.ndindex(gradient.shape):
        kept, ends = weights[letter][where], []
        for sign in (1, -1):
            weights[letter][where] = kept + sign * step
            ends.append(GRADIENTS[name](x, y, weights, share)[0])
        weights[letter][where] = kept
        measured[where] = (ends[0] - ends[1]) / (2 * step)
    assert np.abs(gradient - measured).max() <= 1e-7 * max(np.abs(measured).max(), 1e-3)


def test_what_stands_behind_an_end_does_not_count():
    for name in GRADIENTS:
        x, y, weights, share = batch(name, *SHAPES[2])
        other = np.where(np.cumsum(y < 0, axis=1) > 1, (x + 1) % 7, x)
        one, two = (GRADIENTS[name](ids, y, weights, share) for ids in (x, other))
        assert one[0] == pytest.approx(two[0], rel=1e-13)
        for letter in one[1]:
            np.testing.assert_allclose(one[1][letter], two[1][letter], atol=1e-13)


def test_attention_gradients_are_pytorchs():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed here")
    x, y, weights, share = batch("attention", *SHAPES[2])
    w = {letter: torch.tensor(array, requires_grad=True) for letter, array in weights.items()}
    e = w["U"].T[torch.tensor(x)] + w["P"].T[: x.shape[1]]
    q, k, v = (e @ w[letter].T for letter in "QKW")
    seen = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    log_o = torch.log_softmax(torch.tanh(e + seen) @ w["V"].T + w["c"], dim=-1)
    weight = torch.tensor(share[:, None] * (y >= 0))
    picked = log_o.gather(2, torch.tensor(np.maximum(y, 0))[..., None])[..., 0]
    loss = -(weight * picked).sum() / weight.sum()
    loss.backward()
    ours, gradients = GRADIENTS["attention"](x, y, weights, share)
    assert ours == pytest.approx(loss.item(), rel=1e-12)
    for letter, gradient in gradients.items():
        np.testing.assert_allclose(gradient, w[letter].grad.numpy(), atol=1e-12)
