"""Weights from elsewhere: a .npz file with the arrays of PyTorch's nn.RNN or Keras' SimpleRNN."""

import re

from .array_lists import CURE, params_of_list
from .conventions import OTHER_LAYOUTS
from .layer_names import layers_of
from .npz_files import only_floats, read_arrays, some
from .output_layer import embedding, output_layer
from .recurrent_layer import recurrent_layer
from .text_letters import params_of_letters, texts_of
from .weight_shapes import as_params

NORMALISATION = "gamma beta scale moving_mean moving_variance running_mean running_var"
NORMALISATION = [*NORMALISATION.split(), "num_batches_tracked"]


def load_params(path, *, output=None):
    """Read U, W, V, b, c of s_t = tanh(U x_t + W s_{t-1} + b), z_t = V s_t + c from a .npz file.

    Parameters
    ----------
    path : of a file that holds, by name,
        PyTorch: weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, and of a linear layer behind
        it NAME.weight, NAME.bias (as in a state_dict, where a prefix such as "rnn." may stand);
        Keras: kernel, recurrent_kernel, bias, and of a dense layer dense_kernel, dense_bias (or
        {w.path: w} of all weights; {w.name: w} keeps only the last array of each name);
        a text of CONVENTIONS: its letters, such as U, W, V, b, c or W_xh, W_hh, b_h;
        or, without names, arr_0, arr_1, ...: what np.savez makes of a list such as Keras'
        get_weights(), or of all of PyTorch's parameters(), in the order in which they are used.
        Biases may be missing. Without a layer behind it z_t is the state s_t itself.
    output : name of the linear layer, such as "fc", where a file leaves in doubt which it is

    Returns
    -------
    RNNParams, float32 when all arrays are. What no file holds is not seen: another function than
    tanh (relu), a sequence read from behind (go_backwards), a softmax after z_t.

    Raises
    ------
    FileNotFoundError : no file there
    ValueError, for objects, integers and a path that is none also a TypeError : naming the array,
        what was expected and what came: another kind of file, a damaged one, objects (pickle is
        refused), integers, NaN, missing or unknown names, a shape of another layout, two readings
        that fit, LSTM and GRU, several layers, two directions, an embedding

    Source: the manuals of torch.nn.RNN, torch.nn.Linear, keras.layers.SimpleRNN and Dense.
    """
    arrays = read_arrays(path)
    is_list = all(re.fullmatch("arr_[0-9]+", name) for name in arrays)
    texts = texts_of(arrays)
    if output is not None and (is_list or texts):
        raise ValueError(
            f"output expects the name of a layer, and the file names none: {some(arrays)}"
        )
    if is_list:
        return params_of_list(only_floats(_listed(arrays)))
    if texts:
        return params_of_letters(arrays, texts)
    return _params_of_layers(arrays, output)


def _listed(arrays):
    """The arrays in the order of their numbers, of which none is missing."""
    names = [f"arr_{i}" for i in range(len(arrays))]
    missing = [name for name in names if name not in arrays]
    if missing:
        raise ValueError(f"{missing[0]} is missing: got {some(arrays)}; {CURE}")
    return {name: arrays[name] for name in names}


def _params_of_layers(arrays, output):
    """RNNParams of a recurrent layer of PyTorch or Keras, and of the linear layer behind it."""
    recurrent, others, strange = layers_of(arrays)
    layer = recurrent_layer(recurrent, others, arrays)
    if strange:
        raise _strange(strange[0], layer)
    behind = output_layer(others, layer, arrays, output)
    names = layer.names | (behind.names if behind else {})
    only_floats({name: arrays[name] for name in names.values()})
    found = {letter: (name, arrays[name]) for letter, name in names.items()}
    return as_params(found, layer.library == "keras", *OTHER_LAYOUTS[layer.library])


def _strange(name, layer):
    own = re.split(r"[./]", name.removesuffix(":0"))[-1]
    if own == "embeddings":
        return embedding(name, layer)
    more = " (a normalisation layer has it)" if own in NORMALISATION else ""
    return ValueError(
        "expected the arrays of one recurrent layer and of one linear layer behind it; "
        f"{name} is not one of them{more}"
    )
