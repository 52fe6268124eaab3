"""Which layer of a file is the linear one behind the recurrent layer; it is never guessed."""

import re

from ..forward_pass.arrays import text
from .conventions import CONVENTIONS
from .layer_names import LINEAR, sibling


def output_layer(others, recurrent, arrays, output=None):
    """Return the layer that holds V and c, or None where no other layer is in the file.

    It must be told from an embedding, a normalisation layer and an input layer: by its name, by
    its shape where that fits in one place only, or by its place in a file in the order of use.

    Parameters
    ----------
    others : list of Layer
    recurrent : Layer
    arrays : {name: array}, all of the file
    output : name of the layer, which settles it

    Raises
    ------
    ValueError : a layer of another kind, half a layer, a second one, one that cannot be told
    """
    named = None if output is None else _named(others, output)
    for layer in others:
        _check_arrays(layer, recurrent, arrays)
        if layer is not named:
            _check_kind(layer, recurrent, arrays, alone=len(others) == 1)
    if len(others) > 1:
        first, second = (layer.names["V"] for layer in others[:2])
        raise ValueError(
            f"{second} is the second of its kind, after {first}: expected one layer behind the "
            "recurrent one"
        )
    layer = others[0] if others else None
    if layer is not named and not _is_told(layer, recurrent, arrays):
        V = layer.names["V"]
        raise ValueError(
            f"{V} {text(arrays[V].shape)} may be the output layer, or an embedding or another "
            f"layer before the recurrent one; {_say_so(layer)}"
        )
    return layer


def embedding(name, recurrent):
    """Return the error for an embedding, with the product that makes it part of U."""
    U = recurrent.names["U"]
    product = (
        f"{name} times {U}" if recurrent.library == "keras" else f"{U} times {name} transposed"
    )
    return ValueError(f"{name} is an embedding; multiply it in first: {product} (chapter 04)")


def _named(others, output):
    found = [x for x in others if output and output in (x.path, x.own_name, *x.names.values())]
    if len(found) == 1:
        return found[0]
    paths = ", ".join(repr(x.path or next(iter(x.names.values()))) for x in others) or "(none)"
    raise ValueError(f"output expects the name of one of the layers {paths}; got {output!r}")


def _check_arrays(layer, recurrent, arrays):
    """Weights with two axes, in the library of the recurrent layer."""
    if "V" not in layer.names:
        weights, c = next(iter(LINEAR[recurrent.library])), layer.names["c"]
        raise ValueError(f"{sibling(c, 'bias', weights)} is missing: {c} is half a layer")
    V = layer.names["V"]
    if arrays[V].ndim != 2:
        raise ValueError(
            f"{V} expects two axes, as a linear layer has, got {text(arrays[V].shape)}; U, W, V, b "
            "and c cannot hold a normalisation layer"
        )
    if layer.library != recurrent.library:
        raise ValueError(f"{V} and {recurrent.names['W']} are names of two libraries")


def _check_kind(layer, recurrent, arrays, alone):
    """Refuse what cannot be the output layer by its own name, or only feed the recurrent one."""
    U, V, shape = recurrent.names["U"], layer.names["V"], arrays[layer.names["V"]].shape
    if layer.kind == "embedding":
        raise embedding(V, recurrent)
    if layer.kind == "normalisation":
        raise ValueError(f"{V} is a normalisation layer, which U, W, V, b and c cannot hold")
    out, into, H, D = _sizes(layer, recurrent, arrays)
    feeds = into != H and D in (out, into) and layer.kind != "output"
    if layer.kind == "input" or feeds:
        hint = ", or, " + _say_so(layer) if alone and not feeds else ""
        raise ValueError(
            f"{V} {text(shape)} is a layer before the recurrent one, by its "
            f"{'shape' if feeds else 'name'}, such as an embedding; multiply it into {U} first "
            f"(chapter 04){hint}"
        )


def _say_so(layer):
    name = layer.path or layer.names["V"]
    return f"if it is the output layer, say so: load_params(path, output={name!r})"


def _is_told(layer, recurrent, arrays):
    """Whether the layer can be nothing but the linear layer behind the recurrent one."""
    if re.split("[./]", layer.names["V"])[-1] == CONVENTIONS["keras"].names["V"]:
        return True
    out, into, H, D = _sizes(layer, recurrent, arrays)
    if into != H:
        return True  # it is the output layer, or fits nowhere, which its shape will say
    if "c" not in layer.names and layer.kind not in ("output", "linear"):
        return False  # an embedding has no bias either
    if out != D:
        return True  # it cannot feed the recurrent layer
    if layer.kind == "output":
        return not _in_order(layer, recurrent, arrays)
    return _in_order(recurrent, layer, arrays) and (layer.kind == "linear" or not layer.own_name)


def _sizes(layer, recurrent, arrays):
    """How many numbers leave and enter the layer, H, and how many enter the recurrent layer."""
    shapes = [arrays[name].shape for name in (layer.names["V"], recurrent.names["U"])]
    if recurrent.library == "keras":
        shapes = [shape[::-1] for shape in shapes]
    (out, into), (H, D) = shapes
    return out, into, H, D


def _in_order(first, second, arrays):
    """Whether the file is in the order of the libraries, not of the alphabet, `first` before."""
    names = [*first.names.values(), *second.names.values()]
    return list(arrays) == names != sorted(names)
