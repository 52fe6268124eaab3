"""The recurrent layer of a file: one simple layer, whole, from left to right."""

import re

from ..forward_pass.arrays import text
from .conventions import OTHER_LAYOUTS
from .layer_names import RECURRENT, sibling
from .npz_files import only_floats, some
from .weight_shapes import as_matrix, as_square


def recurrent_layer(recurrent, others, arrays):
    """Return the Layer that holds U, W and perhaps b.

    Parameters
    ----------
    recurrent, others : lists of Layer, as from layers_of
    arrays : {name: array}, all of the file

    Raises
    ------
    ValueError : none, a second one, half a layer, one that reads from right to left, one with
        gates, shapes of another layout, names that Keras may have given twice
    """
    if not recurrent:
        raise ValueError(
            "no recurrent weights: expected arrays named weight_ih_l0, weight_hh_l0, or kernel, "
            f"recurrent_kernel, or by the letters of a text in appendix A2; got {some(arrays)}"
        )
    layer = recurrent[0]
    if len(recurrent) > 1:
        first, second = (next(iter(layer.names.values())) for layer in recurrent[:2])
        raise ValueError(f"{second} is of a second recurrent layer, after {first}; expected one")
    if re.match("backward(_|$)", layer.own_name):
        first = next(iter(layer.names.values()))
        raise ValueError(f"{first} runs from right to left, by its name; expected one direction")
    check_halves(layer)
    _check_shapes(layer, others, arrays)
    return layer


def check_halves(layer):
    """Hold a layer to U and W, and of PyTorch's two biases both or none."""
    letter, name = next(iter(layer.names.items()))
    own = {letter: own for own, letter in RECURRENT[layer.library].items()}
    absent = {x: sibling(name, own[letter], own[x]) for x in own if x not in layer.names}
    for letter in "UW":
        if letter in absent:
            raise ValueError(f"{absent[letter]} is missing; got {some(layer.names.values())}")
    for letter, other in (("b", "b2"), ("b2", "b")):
        if letter in layer.names and other in absent:
            raise ValueError(
                f"the file holds {layer.names[letter]} but not {absent[other]}: PyTorch adds both, "
                "or has none"
            )


def _check_shapes(layer, others, arrays):
    """A square W, and a U that fits it and is not that of another layer."""
    U, W = layer.names["U"], layer.names["W"]
    only_floats({name: arrays[name] for name in (U, W)})
    H, shape = len(as_square(W, arrays[W])), arrays[U].shape
    if len(shape) != 2:
        raise ValueError(f"{U} expects two axes, got {text(shape)}")
    is_keras = layer.library == "keras"
    if is_keras and not layer.path and not others and (shape[0] == H or shape[1] != H):
        raise ValueError(
            f"{U} {text(shape)} may be that of a Dense, for {{w.name: w}} keeps one array of each "
            "name; save {w.path: w}"
        )
    as_matrix(U, arrays[U], H, is_keras, *OTHER_LAYOUTS[layer.library])
