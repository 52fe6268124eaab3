"""Layers as PyTorch and Keras store them, with random numbers, and what such networks compute.

Written from the libraries' manuals, without the code under test. Where the libraries are installed,
test_pytorch_exports.py and test_keras_exports.py hold both against them.
"""

import re

import numpy as np
import pytest

from rnn_helpers import forward_propagation
from rnn_helpers.notations import load_params

# What an array of one of the libraries is called in its layer.
OWN = re.compile(
    r"(weight|bias)(_[ih]h(_l\d+)?(_reverse)?)?|kernel|recurrent_kernel|embeddings|gamma|beta|scale"
    r"|running_mean|running_var|moving_mean|moving_variance|num_batches_tracked|arr_\d+"
)


def numbers(rng, *shape):
    return rng.uniform(-0.8, 0.8, shape)


def pytorch_rnn(rng, D, H, *, bias=True, gates=1, layers=1, both=False):
    """nn.RNN, nn.GRU (3 gates) or nn.LSTM (4) in the order of its state_dict."""
    arrays = {}
    for layer in range(layers):
        for end in ("", "_reverse") if both else ("",):
            into = D if layer == 0 else H * (1 + both)
            arrays[f"weight_ih_l{layer}{end}"] = numbers(rng, gates * H, into)
            arrays[f"weight_hh_l{layer}{end}"] = numbers(rng, gates * H, H)
            for name in ("bias_ih", "bias_hh") if bias else ():
                arrays[f"{name}_l{layer}{end}"] = numbers(rng, gates * H)
    return arrays


def keras_rnn(rng, D, H, *, bias=True, gates=1):
    """SimpleRNN, GRU or LSTM in the order of get_weights()."""
    arrays = {"kernel": numbers(rng, D, gates * H), "recurrent_kernel": numbers(rng, H, gates * H)}
    bias_shape = (2, 3 * H) if gates == 3 else (gates * H,)
    return arrays | ({"bias": numbers(rng, *bias_shape)} if bias else {})


def linear(rng, into, out, *, bias=True):
    return {"weight": numbers(rng, out, into)} | ({"bias": numbers(rng, out)} if bias else {})


def dense(rng, into, out, *, bias=True):
    return {"kernel": numbers(rng, into, out)} | ({"bias": numbers(rng, out)} if bias else {})


def norm(rng, H, kind):
    arrays = {"weight": numbers(rng, H), "bias": numbers(rng, H)}
    if kind == "RMSNorm":
        del arrays["bias"]
    if kind == "BatchNorm1d":
        arrays |= {"running_mean": numbers(rng, H), "running_var": 1 + numbers(rng, H)}
        arrays["num_batches_tracked"] = np.array(3)
    return arrays


def under(path, arrays, dot="."):
    """The arrays of a layer with its path before their names."""
    return {path + dot + name if path else name: array for name, array in arrays.items()}


def pytorch_numbers(x, rnn, head=None):
    """The states (T, H) of a simple nn.RNN, and what nn.Linear makes of them."""
    U, W, *biases = rnn.values()
    s, states = np.zeros(len(W)), []
    for x_t in x:
        s = np.tanh(U @ x_t + W @ s + sum(biases))
        states.append(s)
    V, *c = head.values() if head else [np.eye(len(W))]
    return np.array(states), np.array(states) @ V.T + sum(c)


def keras_numbers(x, rnn, head=None):
    """The same of SimpleRNN and Dense."""
    turned = [{name: np.transpose(array) for name, array in (p or {}).items()} for p in (rnn, head)]
    return pytorch_numbers(x, *turned)


def assert_same(params, expected, x, atol=1e-6):
    """The numbers of a network that was loaded are those of the library."""
    s, z = expected
    trace = forward_propagation(x, params)
    np.testing.assert_allclose(trace.s, s, atol=atol, rtol=0)
    np.testing.assert_allclose(trace.z, z, atol=atol, rtol=0)


def invented(error, names):
    """The names of arrays in a message that are not in the file, nor said to be missing."""
    message = str(error)
    found = [word.rstrip(".:") for word in re.findall(r"[\w./:]+", message)]
    found = {
        word for word in found if OWN.fullmatch(re.split(r"[./]", word.removesuffix(":0"))[-1])
    }
    excused = re.findall(
        r"([\w./:]+) is missing|but not ([\w./:]+):|expected arrays named (.*), or by", message
    )
    excused = " ".join(part for parts in excused for part in parts)
    return {word for word in found if word not in names and word not in re.split("[ ,]+", excused)}


def refusal(path, *listed, output=None, **named):
    """What is said of the file with these arrays; it invents no name."""
    np.savez(path, *listed, **named)
    with pytest.raises(ValueError) as raised:
        load_params(path, output=output)
    names = [f"arr_{i}" for i in range(len(listed))] + list(named)
    assert not invented(raised.value, names), raised.value
    return str(raised.value)
