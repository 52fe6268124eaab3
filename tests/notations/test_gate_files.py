"""Files of nn.GRU and nn.LSTM: their numbers, and what is refused. With PyTorch, its own files."""

import numpy as np
import pytest
from foreign import pytorch_rnn

from rnn_helpers.gates import GRUParams, LSTMParams, gated_forward
from rnn_helpers.notations import load_gates, load_params

GATES = {3: GRUParams, 4: LSTMParams}
HEAD = {"fc.weight": np.ones((2, 5)), "fc.bias": np.array([1.0, -1.0])}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "weights.npz"


def layer(gates, *, bias=True):
    return pytorch_rnn(np.random.default_rng(gates), 3, 5, gates=gates, bias=bias)


@pytest.mark.parametrize("gates", GATES)
@pytest.mark.parametrize("prefix", ["", "rnn.", "model.encoder."])
@pytest.mark.parametrize("bias", [True, False])
def test_every_number_finds_its_place(path, gates, prefix, bias):
    arrays = layer(gates, bias=bias)
    np.savez(path, **{prefix + name: array for name, array in arrays.items()}, **HEAD)
    params = load_gates(path)
    assert type(params) is GATES[gates]
    np.testing.assert_array_equal(params.U, arrays["weight_ih_l0"])
    np.testing.assert_array_equal(params.W, arrays["weight_hh_l0"])
    np.testing.assert_array_equal(params.V, HEAD["fc.weight"])
    np.testing.assert_array_equal(params.c, HEAD["fc.bias"])
    zeros = np.zeros(5 * gates)
    first, second = (arrays.get(f"bias_{x}_l0", zeros) for x in ("ih", "hh"))
    if gates == 4:
        np.testing.assert_allclose(params.b, first + second, rtol=1e-6)
    else:
        np.testing.assert_allclose(params.b[:10], (first + second)[:10], rtol=1e-6)
        np.testing.assert_allclose(params.b[10:], first[10:], rtol=1e-6)
        np.testing.assert_allclose(params.d, second[10:], rtol=1e-6)


def without(arrays, *names):
    return {name: array for name, array in arrays.items() if name not in names}


GRU = layer(3)


@pytest.mark.parametrize("arrays, words", [
    (layer(1), r"weight_hh_l0 expects \(3H, H\) or \(4H, H\), got \(5, 5\); .* try load_params"),
    (GRU | {"weight_hh_l0": np.ones((10, 5))}, "3 or 4 blocks of H rows"),
    (GRU | {"weight_hh_l0": np.ones((17, 5))}, "3 or 4 blocks of H rows"),
    (GRU | {"weight_hh_l0": np.ones((5, 15))}, r"got \(5, 15\)"),
    (GRU | {"weight_hh_l0": np.ones(15)}, r"got \(15,\)"),
    (GRU | {"weight_ih_l0": np.ones((3, 15))}, r"weight_ih_l0 expects .* \(15, ...\)"),
    (GRU | {"weight_ih_l0": np.ones((15, 3), int)}, "weight_ih_l0 expects floats"),
    (GRU | {"bias_hh_l0": np.ones(5)}, r"bias_hh_l0 expects \(15,\), got \(5,\)"),
    (GRU | {"bias_hh_l0": np.full(15, np.nan)}, "bias_hh_l0 expects finite"),
    (without(GRU, "bias_hh_l0"), "bias_hh_l0: PyTorch adds both"),
    (without(GRU, "weight_hh_l0"), "weight_hh_l0 is missing"),
    (GRU | {"weight_ih_l1": np.ones((15, 5))}, "second layer"),
    (GRU | {"weight_ih_l0_reverse": np.ones((15, 3))}, "right to left"),
    (GRU | {"fc.weight": np.ones((2, 4))}, r"fc.weight expects \(..., hidden\) = \(..., 5\)"),
    (GRU | {"emb.weight": np.ones((7, 3))}, "embedding"),
    (GRU | {"gamma": np.ones(5)}, "one nn.GRU or nn.LSTM"),
    ({"x.weight": np.ones((3, 5)), **GRU}, r"say so: load_gates\(path, output='x'\)"),
    ({"kernel": np.ones((3, 15)), "recurrent_kernel": np.ones((5, 15))}, "one nn.GRU or nn.LSTM"),
    ({"fc.weight": np.ones((2, 5))}, "one nn.GRU or nn.LSTM"),
])  # fmt: skip
def test_what_is_refused_and_how(path, arrays, words):
    np.savez(path, **arrays)
    with pytest.raises(ValueError, match=words):
        load_gates(path)


def test_the_two_loaders_leave_each_other_their_files(path):
    np.savez(path, **GRU)
    with pytest.raises(ValueError, match="a GRU: try load_gates"):
        load_params(path)
    assert load_gates(path).V.tolist() == np.eye(5).tolist()
    with pytest.raises(FileNotFoundError):
        load_gates(path.with_name("other.npz"))


@pytest.mark.parametrize("kind", ["GRU", "LSTM"])
@pytest.mark.parametrize("bias", [True, False])
def test_a_state_dict_of_pytorch_gives_the_numbers_of_its_modules(path, kind, bias):
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle here", exc_type=ImportError)
    torch.manual_seed(2)
    model = torch.nn.Module()
    model.rnn = getattr(torch.nn, kind)(3, 5, bias=bias, dtype=torch.float64)
    model.fc = torch.nn.Linear(5, 2, dtype=torch.float64)
    np.savez(path, **{name: array.numpy() for name, array in model.state_dict().items()})
    x = torch.randn(20, 3, dtype=torch.float64)
    with torch.no_grad():
        s = model.rnn(x)[0]
        z = model.fc(s)
    trace = gated_forward(x.numpy(), load_gates(path))
    np.testing.assert_allclose(trace.s, s, atol=1e-12, rtol=0)
    np.testing.assert_allclose(trace.z, z, atol=1e-12, rtol=0)
