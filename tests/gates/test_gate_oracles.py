"""Equal to PyTorch's nn.GRU and nn.LSTM and to ONNX's definitions, where these are installed.

pip install torch==2.13.0 onnx==1.23.2
"""

import numpy as np
import pytest
from gated_networks import SIZES, run_of

from rnn_helpers.gates import GRUParams, LSTMParams, gated_forward

KINDS = pytest.mark.parametrize("kind, blocks", [("GRU", 3), ("LSTM", 4)])
EACH = pytest.mark.parametrize("H, D, K, T", [*SIZES, (16, 9, 2, 200)])


def arrays_of(kind, blocks, H, D):
    """U, W and two biases as PyTorch has them: blocks r z n, or i f g o."""
    rng = np.random.default_rng([blocks, H, D])
    rows = blocks * H
    return rng.normal(size=(rows, D)), rng.normal(size=(rows, H)), *rng.normal(size=(2, rows))


def ours(kind, U, W, b_ih, b_hh):
    H = W.shape[1]
    if kind == "LSTM":
        return LSTMParams(U, W, np.eye(H), b=b_ih + b_hh)
    b = b_ih + np.concatenate([b_hh[: 2 * H], np.zeros(H)])
    return GRUParams(U, W, np.eye(H), b=b, d=b_hh[2 * H :])


@KINDS
@EACH
def test_pytorch(kind, blocks, H, D, K, T):
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle here", exc_type=ImportError)
    arrays, (x, s0, m0) = arrays_of(kind, blocks, H, D), run_of(H, D, T)
    layer = getattr(torch.nn, kind)(D, H, dtype=torch.float64)
    names = "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"
    layer.load_state_dict({name: torch.tensor(array) for name, array in zip(names, arrays)})
    start = [torch.tensor(s0)[None], torch.tensor(m0)[None]]
    with torch.no_grad():
        out, last = layer(torch.tensor(x), start[0] if kind == "GRU" else tuple(start))
    params = ours(kind, *arrays)
    trace = gated_forward(x, params, s0=s0, m0=m0 if kind == "LSTM" else None)
    np.testing.assert_allclose(trace.s, out, atol=1e-12, rtol=0)
    if kind == "LSTM":
        np.testing.assert_allclose(trace.last_cell, last[1][0], atol=1e-12, rtol=0)


def by_onnx(kind, inputs, **attributes):
    """The outputs of one node, by the reference evaluator of the onnx package."""
    onnx = pytest.importorskip("onnx", reason="ONNX is the oracle here", exc_type=ImportError)
    from onnx.reference import ReferenceEvaluator

    helper, double = onnx.helper, onnx.TensorProto.DOUBLE
    outputs = ["Y", "Y_h", *(["Y_c"] if kind == "LSTM" else [])]
    known = {name: array for name, array in inputs.items() if name}
    node = helper.make_node(kind, list(inputs), outputs, **attributes)
    graph = helper.make_graph(
        [node], "one node",
        [helper.make_tensor_value_info(name, double, known[name].shape) for name in known],
        [helper.make_tensor_value_info(name, double, None) for name in outputs],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    return ReferenceEvaluator(model).run(None, known)


def onnx_inputs(params, x, s0, m0, order, b_ih, b_hh):
    """W, R and B of one direction; `order` has our letters in ONNX's order."""

    def reordered(rows):
        parts = dict(zip(params.blocks, np.split(rows, len(params.blocks))))
        return np.concatenate([parts[letter] for letter in order])

    inputs = {
        "X": x[:, None],
        "W": reordered(params.U)[None],
        "R": reordered(params.W)[None],
        "B": np.concatenate([reordered(b_ih), reordered(b_hh)])[None],
        "": None,
        "initial_h": s0[None, None],
    }
    return inputs | ({"initial_c": m0[None, None]} if len(order) == 4 else {})


@KINDS
@EACH
def test_onnx(kind, blocks, H, D, K, T):
    arrays, (x, s0, m0) = arrays_of(kind, blocks, H, D), run_of(H, D, T)
    params = ours(kind, *arrays)
    order = "krn" if kind == "GRU" else "iqfn"  # zrh and iofc in ONNX
    inputs = onnx_inputs(params, x, s0, m0, order, *arrays[2:])
    inside = {"linear_before_reset": 1} if kind == "GRU" else {}
    out = by_onnx(kind, inputs, hidden_size=H, **inside)
    trace = gated_forward(x, params, s0=s0, m0=m0 if kind == "LSTM" else None)
    assert out[0].dtype == np.float64
    np.testing.assert_allclose(trace.s, out[0][:, 0, 0], atol=1e-12, rtol=0)
    if kind == "LSTM":
        np.testing.assert_allclose(trace.last_cell, out[2][0, 0], atol=1e-12, rtol=0)


def test_onnx_puts_the_reset_elsewhere_unless_it_is_told():
    """Without linear_before_reset, r_t multiplies s_{t-1} before W_n: other numbers."""
    arrays, (x, s0, m0) = arrays_of("GRU", 3, 4, 2), run_of(4, 2, 5)
    params = ours("GRU", *arrays)
    inputs = onnx_inputs(params, x, s0, m0, "krn", *arrays[2:])
    out = by_onnx("GRU", inputs, hidden_size=4)
    assert np.abs(gated_forward(x, params, s0=s0).s - out[0][:, 0, 0]).max() > 0.01
