"""Weights from elsewhere: a .npz file with the arrays of PyTorch's nn.RNN or Keras' SimpleRNN."""

import re
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ..forward_pass.arrays import kind
from .conventions import CONVENTIONS, from_convention

PYTORCH = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
KERAS = ("kernel", "recurrent_kernel", "bias")
HOW = 'write it with np.savez("my_weights.npz", weight_ih_l0=..., ...)'


def load_params(path):
    """Read U, W, V, b, c of s_t = tanh(U x_t + W s_{t-1} + b), z_t = V s_t + c from a .npz file.

    Parameters
    ----------
    path : of a file that holds, by name,
        PyTorch: weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, and of a linear layer behind
        it NAME.weight, NAME.bias (as in a state_dict, where a prefix such as "rnn." may stand);
        Keras: kernel, recurrent_kernel, bias, and of a dense layer dense_kernel, dense_bias;
        or, without names, arr_0, arr_1, ...: what np.savez makes of a list such as Keras'
        get_weights(), or of all of PyTorch's parameters().
        Biases may be missing. Without a layer behind it z_t is the state s_t itself.

    Returns
    -------
    RNNParams, float32 when all arrays are

    Raises
    ------
    FileNotFoundError, TypeError, ValueError : naming the array, what was expected and what came:
        another kind of file, objects (pickle is refused), integers, NaN, missing or unknown names,
        a shape of another layout, LSTM and GRU, several layers, two directions, an embedding

    Source: the manuals of torch.nn.RNN, torch.nn.Linear, keras.layers.SimpleRNN and Dense.
    """
    arrays = _read(Path(path))
    for name, array in arrays.items():
        if array.dtype.kind != "f":
            raise TypeError(f"{name} expects floats, as trained weights are, got {kind(array)}")
    if all(re.fullmatch(r"arr_\d+", name) for name in arrays):
        named = _from_list([arrays[f"arr_{i}"] for i in range(len(arrays))])
    else:
        named = _from_names(arrays)
    is_keras = "recurrent_kernel" in named
    for one, other in ((PYTORCH[2], PYTORCH[3]), (PYTORCH[3], PYTORCH[2])):
        if one in named and other not in named:
            raise ValueError(f"{path} holds {one} but not {other}: PyTorch adds both, or has none")
    return from_convention(named, "keras" if is_keras else "pytorch")


def _read(path):
    """The arrays of a .npz file; nothing in it is ever run."""
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}; Python looks in {Path.cwd()}")
    try:
        file = np.load(path, allow_pickle=False)
    except (ValueError, EOFError, BadZipFile):
        raise ValueError(f"{path.name} expects to be a .npz file; {HOW}") from None
    if not isinstance(file, np.lib.npyio.NpzFile):
        raise ValueError(f"{path.name} holds one array without a name; {HOW}")
    with file:
        if any(name.endswith("data.pkl") for name in file.files):
            raise ValueError(f"{path.name} was written by torch.save, with pickle; {HOW}")
        if not file.files:
            raise ValueError(f"{path.name} holds no array; {HOW}")
        return {name: _array(file, name) for name in file.files}


def _array(file, name):
    try:
        array = file[name]
    except ValueError:
        raise TypeError(
            f"{name} holds Python objects, which only pickle can read, and pickle can run foreign "
            "code; save plain arrays of one shape"
        ) from None
    if not isinstance(array, np.ndarray):
        raise ValueError(f"{name} is no array; {HOW}")
    return array


def _from_list(arrays):
    """Names for what stood in a list: Keras' order, or PyTorch's with its two biases in a row."""
    flat = [array.ndim == 1 for array in arrays]
    if flat[2:4] == [True, True]:
        names = [*PYTORCH, "head.weight", "head.bias"]
    else:
        biases = {2: (), 3: ("bias",) if flat[2:3] == [True] else ("dense_kernel",)}
        names = [*KERAS[:2], *biases.get(len(arrays), ("bias", "dense_kernel", "dense_bias"))]
    if not 2 <= len(arrays) <= len(names):
        raise ValueError(
            f"arr_0, arr_1, ... expect to be {', '.join(names)}; got {len(arrays)} arrays: "
            "an embedding or several layers in one list?"
        )
    return dict(zip(names, arrays, strict=False))


def _from_names(arrays):
    """The arrays by the names of CONVENTIONS, without the prefixes of a larger model."""
    layers = {}  # prefix -> {short name: array}
    for name, array in arrays.items():
        prefix, short = re.fullmatch(
            r"(.*[./]|dense_|head_)?(.*)", name.removesuffix(":0")
        ).groups()
        _refuse_what_is_more("".join([prefix or "", short]))
        if short in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):  # torch.nn.RNNCell
            short += "_l0"
        layers.setdefault(prefix or "", {})[short] = array
    named = {}
    for prefix, layer in layers.items():
        is_recurrent = {"weight_hh_l0", "recurrent_kernel", "weight_ih_l0"} & layer.keys()
        for short, array in layer.items():
            if short in ("weight", "bias") and not {"kernel", "recurrent_kernel"} & layer.keys():
                short = f"head.{short}"
            elif short in ("kernel", "bias") and not is_recurrent:
                short = f"dense_{short}"
            if short in named:
                raise ValueError(f"{prefix}{short} is the second of its kind: expected one layer")
            named[short] = array
    _check_family(named)
    return named


def _check_family(named):
    families = {"pytorch": named.keys() & set(PYTORCH), "keras": "recurrent_kernel" in named}
    if not any(families.values()):
        expected = " or ".join(
            ", ".join(CONVENTIONS[name].names[letter] for letter in "UW") for name in families
        )
        raise ValueError(f"expected arrays named {expected}, got {', '.join(named)}")


def _refuse_what_is_more(name):
    """Say what a name tells of a network that U, W, V, b, c cannot hold."""
    if name.endswith("_reverse") or "backward" in name:
        raise ValueError(f"{name} runs from right to left; expected one direction")
    if re.search(r"_l[1-9]\d*$", name):
        raise ValueError(f"{name} is a second layer; expected one recurrent layer, _l0")
    if "emb" in name:
        raise ValueError(
            f"{name} is an embedding; multiply it in first: "
            "weight_ih_l0 @ embedding.T, or embedding @ kernel in Keras (chapter 04)"
        )
