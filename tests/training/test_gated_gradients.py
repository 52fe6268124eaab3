"""Gradients of cells with gates against differences and PyTorch, the loss against the forward."""

import numpy as np
import pytest

from rnn_helpers import RNNParams, log_softmax
from rnn_helpers.gates import GRUParams, LSTMParams, gated_forward
from rnn_helpers.training.gated_gradients import last_loss_and_gradients

PARAMS = {"plain": RNNParams, "gru": GRUParams, "lstm": LSTMParams}
BLOCKS = {"plain": 1, "gru": 3, "lstm": 4}
SHAPES = [(1, 1, 2, 2, 1), (6, 3, 2, 2, 3), (9, 4, 3, 5, 4)]  # T, B, D, K, H
EACH = pytest.mark.parametrize("kind", PARAMS)
SIZE = pytest.mark.parametrize("shape", SHAPES)


def batch(kind, T, B, D, K, H):
    rng = np.random.default_rng([T, B, D, K, H])
    rows = BLOCKS[kind] * H
    shapes = {"U": (rows, D), "W": (rows, H), "V": (K, H), "b": (rows,), "c": (K,)}
    shapes |= {"d": (H,)} if kind == "gru" else {}
    weights = {letter: rng.normal(size=shape) for letter, shape in shapes.items()}
    return rng.normal(size=(T, B, D)), rng.integers(K, size=B), weights


@EACH
@SIZE
def test_the_loss_is_that_of_the_forward_pass(kind, shape):
    x, y, weights = batch(kind, *shape)
    params = PARAMS[kind](**weights)
    each = [
        -log_softmax(gated_forward(x[:, i], params).z[-1])[answer] for i, answer in enumerate(y)
    ]
    assert last_loss_and_gradients(x, y, weights, kind)[0] == pytest.approx(np.mean(each))


@EACH
@SIZE
def test_gradients_are_what_central_differences_say(kind, shape):
    x, y, weights = batch(kind, *shape)
    gradients, step = last_loss_and_gradients(x, y, weights, kind)[1], 1e-5
    assert gradients.keys() == weights.keys()
    for letter, array in weights.items():
        measured = np.zeros_like(array)
        for where in np.ndindex(array.shape):
            kept, ends = array[where], []
            for sign in (1, -1):
                array[where] = kept + sign * step
                ends.append(last_loss_and_gradients(x, y, weights, kind)[0])
            array[where] = kept
            measured[where] = (ends[0] - ends[1]) / (2 * step)
        np.testing.assert_allclose(gradients[letter], measured, atol=1e-9, err_msg=letter)


@EACH
def test_nothing_is_changed(kind):
    x, y, weights = batch(kind, *SHAPES[1])
    kept = {letter: array.copy() for letter, array in weights.items()}
    last_loss_and_gradients(x, y, weights, kind)
    assert all(np.array_equal(weights[letter], kept[letter]) for letter in kept)


@EACH
@SIZE
def test_gradients_are_those_of_pytorch(kind, shape):
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle here", exc_type=ImportError)
    x, y, weights = batch(kind, *shape)
    _, _, D, _, H = shape
    make = {"plain": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[kind]
    layer = make(D, H, dtype=torch.float64)
    b_hh = np.zeros(len(weights["b"]))
    if kind == "gru":
        b_hh[2 * H :] = weights["d"]
    names = "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"
    arrays = weights["U"], weights["W"], weights["b"], b_hh
    layer.load_state_dict({name: torch.tensor(array) for name, array in zip(names, arrays)})
    V, c = (torch.tensor(weights[letter], requires_grad=True) for letter in "Vc")
    z = layer(torch.tensor(x))[0][-1] @ V.T + c
    torch.nn.functional.cross_entropy(z, torch.tensor(y)).backward()
    theirs = dict(zip("UWb", (getattr(layer, name).grad for name in names[:3])))
    theirs |= {"V": V.grad, "c": c.grad}
    if kind == "gru":
        theirs["d"] = layer.bias_hh_l0.grad[2 * H :]
    gradients = last_loss_and_gradients(x, y, weights, kind)[1]
    assert gradients.keys() == theirs.keys()
    for letter, gradient in gradients.items():
        np.testing.assert_allclose(gradient, theirs[letter], atol=1e-13, err_msg=letter)
