"""Weights of PyTorch and Keras from .npz files, and what is said about files that do not fit.

Needs no Matplotlib, so that it also runs where only PyTorch is installed.
"""

from pathlib import Path

import numpy as np
import pytest
from networks import HEAD, PYTORCH, network

from rnn_helpers import forward_propagation
from rnn_helpers.notations.conventions import from_convention, to_convention
from rnn_helpers.notations.weight_files import load_params


def same(one, other, atol=1e-15):
    for letter in "UWVbc":
        np.testing.assert_allclose(getattr(one, letter), getattr(other, letter), atol=atol, rtol=0)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "weights.npz"


def load(path, *listed, **named):
    np.savez(path, *listed, **named)
    return load_params(path)


@pytest.mark.parametrize("head", [{}, HEAD, {"weight": [[1.0, -1.0]], "bias": [0.5]},
                                  {"fc.weight": [[1.0, -1.0]], "fc.bias": [0.5]}])  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "rnn.", "model.rnn."])
def test_pytorch_files(path, head, prefix):
    params = load(path, **{prefix + k: v for k, v in PYTORCH.items()}, **head)
    same(params, from_convention(PYTORCH | (HEAD if head else {}), "pytorch"))


def test_rnn_cell_names(path):
    cell = {k.removesuffix("_l0"): v for k, v in PYTORCH.items()}
    same(load(path, **cell), from_convention(PYTORCH, "pytorch"))


KERAS_NAMES = ("kernel", "recurrent_kernel", "bias", "dense_kernel", "dense_bias")


@pytest.mark.parametrize("many", [2, 3, 4, 5])
def test_keras_lists(path, many):
    params = network(3, 2, 4, 1)
    arrays = to_convention(params, "keras")
    listed = [arrays[name] for name in KERAS_NAMES[:many]]
    same(load(path, *listed), from_convention(dict(zip(KERAS_NAMES, listed)), "keras"))


def test_keras_names_and_paths(path):
    params = network(3, 2, 4, 1)
    arrays = to_convention(params, "keras")
    same(load(path, **arrays), params)
    paths = [f"simple_rnn/simple_rnn_cell/{n}:0" for n in KERAS_NAMES[:3]]
    paths += ["dense/kernel:0", "dense/bias:0"]
    same(load(path, **dict(zip(paths, (arrays[n] for n in KERAS_NAMES)))), params)


def test_keras_list_without_biases(path):
    arrays = to_convention(network(3, 2, 4, 1).replace(b=np.zeros(2), c=np.zeros(4)), "keras")
    params = load(path, arrays["kernel"], arrays["recurrent_kernel"], arrays["dense_kernel"])
    same(params, network(3, 2, 4, 1).replace(b=np.zeros(2), c=np.zeros(4)))


def test_pytorch_list(path):
    params = load(path, *PYTORCH.values(), *HEAD.values())
    same(params, from_convention(PYTORCH | HEAD, "pytorch"))


def test_float32_stays(path):
    small = {k: v.astype(np.float32) for k, v in (PYTORCH | HEAD).items()}
    assert load(path, **small).dtype == np.float32
    assert load(path, **{k: small[k] for k in PYTORCH}).dtype == np.float32  # V is made here


@pytest.mark.parametrize(
    "change, kind, words",
    [
        ({"weight_ih_l0": np.ones((3, 2))}, ValueError, "Keras' layout: transpose it"),
        ({"weight_ih_l0": np.ones((2, 3), int)}, TypeError, "expects floats, .*got integers"),
        ({"weight_ih_l0": np.full((2, 3), np.nan)}, ValueError, "weight_ih_l0 expects finite"),
        ({"weight_hh_l0": np.ones((8, 2))}, ValueError, "an LSTM"),
        ({"weight_hh_l0": np.ones((6, 2))}, ValueError, "a GRU"),
        ({"weight_hh_l1": np.ones((2, 2))}, ValueError, "weight_hh_l1 is a second layer"),
        ({"weight_hh_l0_reverse": np.ones((2, 2))}, ValueError, "from right to left"),
        ({"embedding.weight": np.ones((9, 3))}, ValueError, "embedding; multiply it in first"),
        ({"bias_hh_l0": None}, ValueError, "holds bias_ih_l0 but not bias_hh_l0"),
        ({"bias_ih_l0": None}, ValueError, "holds bias_hh_l0 but not bias_ih_l0"),
        ({"weight_hh_l0": None}, ValueError, "weight_hh_l0 is missing"),
        ({"weight_ih_l0": None}, ValueError, "weight_ih_l0 is missing"),
        ({"gamma": np.ones(2)}, ValueError, "gamma is not one of them"),
        ({"a.weight": np.ones((1, 2)), "b.weight": np.ones((1, 2))}, ValueError, "second of its"),
    ],
)
def test_files_that_do_not_fit(path, change, kind, words):
    arrays = {k: v for k, v in (PYTORCH | change).items() if v is not None}
    with pytest.raises(kind, match=words):
        load(path, **arrays)


class Trap:
    """An object whose pickle writes a file when it is opened."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return (Path.touch, (self.mark,))


def test_objects_are_refused_and_never_run(path, tmp_path):
    mark = tmp_path / "ran"
    np.savez(path, weight_ih_l0=np.array([Trap(mark), None], dtype=object))
    with pytest.raises(TypeError, match=r"weight_ih_l0 holds Python objects, .*pickle"):
        load_params(path)
    assert not mark.exists()
    np.load(path, allow_pickle=True)["weight_ih_l0"]
    assert mark.exists()  # the trap was a real one


def test_other_files(tmp_path, path):
    with pytest.raises(FileNotFoundError, match="there is no file"):
        load_params(tmp_path / "none.npz")
    np.save(tmp_path / "one.npy", np.eye(2))
    with pytest.raises(ValueError, match="one array without a name"):
        load_params(tmp_path / "one.npy")
    for content in (b"", b"\x89HDF\r\n", b"PK\x03\x04 broken"):
        (tmp_path / "other.h5").write_bytes(content)
        with pytest.raises(ValueError, match=r"expects to be a [.]npz file"):
            load_params(tmp_path / "other.h5")
    np.savez(path)
    with pytest.raises(ValueError, match="holds no array"):
        load_params(path)
    with pytest.raises(ValueError, match="expected arrays named"):
        load(path, first=np.eye(2), second=np.eye(2))
    with pytest.raises(ValueError, match="an embedding or several layers"):
        load(path, *[np.eye(2)] * 7)
    with pytest.raises(ValueError, match="an embedding or several layers"):
        load(path, np.eye(2))
    with pytest.raises(FileNotFoundError, match="no file"):
        load_params(tmp_path)


def test_real_pytorch(path):
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)

    class Model(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.rnn = torch.nn.RNN(3, 4, batch_first=True)
            self.head = torch.nn.Linear(4, 2)

    model, x = Model(), torch.randn(1, 6, 3)
    params = load(path, **{k: v.cpu().numpy() for k, v in model.state_dict().items()})
    with torch.no_grad():
        output, h_n = model.rnn(x)
        z = model.head(output)
    trace = forward_propagation(x[0].numpy(), params)
    np.testing.assert_allclose(trace.z, z[0].numpy(), atol=1e-6)
    # the "output" of nn.RNN is the sequence of hidden states, and h_n the last one of them
    np.testing.assert_allclose(trace.s, output[0].numpy(), atol=1e-6)
    np.testing.assert_array_equal(output[0, -1].numpy(), h_n[0, 0].numpy())
    same(load(path, *[p.detach().numpy() for p in model.parameters()]), params)
    for gated, name, rows in ((torch.nn.LSTM, "an LSTM", 16), (torch.nn.GRU, "a GRU", 12)):
        arrays = {k: v.numpy() for k, v in gated(3, 4).state_dict().items()}
        assert arrays["weight_hh_l0"].shape == (rows, 4)
        with pytest.raises(ValueError, match=name):
            load(path, **arrays)
    for more, words in (({"num_layers": 2}, "second layer"), ({"bidirectional": True}, "to left")):
        arrays = torch.nn.RNN(3, 4, **more).state_dict()
        with pytest.raises(ValueError, match=words):
            load(path, **{k: v.numpy() for k, v in arrays.items()})
