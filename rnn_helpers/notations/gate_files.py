"""Weights of PyTorch's nn.GRU and nn.LSTM from a .npz file."""

import numpy as np

from ..forward_pass.arrays import as_numbers, text
from ..gates import GRUParams, LSTMParams
from .layer_names import layers_of
from .npz_files import only_floats, read_arrays, some
from .output_layer import output_layer
from .recurrent_layer import check_halves
from .weight_shapes import as_bias, as_matrix

KINDS = {3: (GRUParams, "a GRU"), 4: (LSTMParams, "an LSTM")}  # by the blocks of rows


def load_gates(path, *, output=None):
    """Read the GRUParams or LSTMParams of a .npz file with the arrays of nn.GRU or nn.LSTM.

    Parameters
    ----------
    path : of a file that holds weight_ih_l0, weight_hh_l0, and perhaps bias_ih_l0, bias_hh_l0, of
        3H rows (a GRU) or 4H (an LSTM), and of a linear layer behind it NAME.weight, NAME.bias (as
        in a state_dict, where a prefix such as "rnn." may stand). Without a layer behind it z_t is
        the state s_t itself
    output : name of the linear layer, such as "fc", where a file leaves in doubt which it is

    Returns
    -------
    GRUParams or LSTMParams, float32 when all arrays are

    Raises
    ------
    FileNotFoundError : no file there
    ValueError, for objects, integers and a path that is none also a TypeError : naming the array,
        what was expected and what came; a plain RNN, Keras' names, several layers, two directions

    Source: the manuals of torch.nn.GRU, torch.nn.LSTM and torch.nn.Linear.
    """
    arrays = read_arrays(path)
    recurrent, others, strange = layers_of(arrays)
    if len(recurrent) != 1 or recurrent[0].library != "pytorch" or strange:
        raise ValueError(
            "expected weight_ih_l0 and weight_hh_l0 of one nn.GRU or nn.LSTM, and perhaps one "
            f"linear layer behind it; got {some(arrays)}"
        )
    (layer,) = recurrent
    check_halves(layer)
    only_floats({name: arrays[name] for name in layer.names.values()})
    H, blocks = _blocks(layer.names["W"], arrays[layer.names["W"]])
    kind, title = KINDS[blocks]
    U = as_matrix(layer.names["U"], arrays[layer.names["U"]], blocks * H, False, f"not {title}")
    biases = [
        as_bias(layer.names[letter], arrays[layer.names[letter]], blocks * H)
        for letter in ("b", "b2")
        if letter in layer.names
    ] or np.zeros((2, blocks * H), U.dtype)
    V, c = _behind(others, layer, arrays | {layer.names["U"]: U[:H]}, output, H, U.dtype)
    W = arrays[layer.names["W"]]
    if kind is LSTMParams:
        return LSTMParams(U, W, V, b=biases[0] + biases[1], c=c)
    outside = np.concatenate([biases[1][: 2 * H], np.zeros(H, U.dtype)])  # of r and k, not of n
    return GRUParams(U, W, V, b=biases[0] + outside, d=biases[1][2 * H :], c=c)


def _blocks(name, array):
    """H, and how many blocks of H rows there are: 3 or 4."""
    W = as_numbers(name, array)
    rows, H = W.shape if W.ndim == 2 and W.size else (0, 1)
    if rows // H in KINDS and rows % H == 0:
        return H, rows // H
    why = "a square is a plain RNN: try load_params" if rows == H else "3 or 4 blocks of H rows"
    raise ValueError(f"{name} expects (3H, H) or (4H, H), got {text(W.shape)}; {why}")


def _behind(others, layer, arrays, output, H, dtype):
    """V and c of the linear layer; where there is none, V is the identity."""
    try:
        behind = output_layer(others, layer, arrays, output)
    except ValueError as error:
        raise ValueError(str(error).replace("load_params(", "load_gates(")) from None
    if behind is None:
        return np.eye(H, dtype=dtype), None
    only_floats({name: arrays[name] for name in behind.names.values()})
    V = as_matrix(behind.names["V"], arrays[behind.names["V"]], H, True, "the layout of Keras")
    c = behind.names.get("c")
    return V, None if c is None else as_bias(c, arrays[c], len(V))
