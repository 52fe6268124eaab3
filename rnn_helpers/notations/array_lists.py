"""Arrays without names, arr_0, arr_1, ...: placed by their number of axes and their shapes."""

from ..forward_pass.arrays import text
from .conventions import OTHER_LAYOUTS
from .weight_shapes import as_params

CURE = "save them with names: {w.path: w} in Keras, state_dict() in PyTorch"
# Axes of the arrays in the order of the list: their letters, and whose order it is. Keras has one
# bias and PyTorch two; without one it may be either.
ORDERS = {
    "22": ("U W", ("keras", "pytorch")),
    "222": ("U W V", ("keras", "pytorch")),
    "2221": ("U W V c", ("keras", "pytorch")),
    "221": ("U W b", ("keras",)),
    "2212": ("U W b V", ("keras",)),
    "22121": ("U W b V c", ("keras",)),
    "2211": ("U W b b2", ("pytorch",)),
    "22112": ("U W b b2 V", ("pytorch",)),
    "221121": ("U W b b2 V c", ("pytorch",)),
}


def params_of_list(arrays):
    """Return the RNNParams of a list, as Keras' get_weights() or PyTorch's parameters() give it.

    Parameters
    ----------
    arrays : {"arr_0": array, ...}, in the order of the list

    Raises
    ------
    ValueError : another number of arrays or axes; shapes that do not fit; shapes that fit in two
        ways, as they may where layers are of one size
    """
    axes = "".join(str(min(array.ndim, 9)) for array in arrays.values())
    shapes = [array.shape for array in arrays.values()]
    listed = ", ".join(map(text, shapes))
    if axes not in ORDERS:
        raise ValueError(
            f"arr_0, ... hold {len(arrays)} arrays {listed}, which are not the weights of one "
            "recurrent layer and one linear layer behind it: an embedding or several layers in "
            f"one list? {CURE}"
        )
    letters, libraries = ORDERS[axes]
    found = dict(zip(letters.split(), arrays.items()))
    fits, errors = [], []
    for library in libraries:
        try:
            fits.append(as_params(found, library == "keras", *OTHER_LAYOUTS[library]))
        except ValueError as error:
            errors.append(error)
    if not fits:
        raise next((e for e in errors if not str(e).startswith("arr_0 ")), errors[0])
    if len(fits) == 2 and any((getattr(fits[0], k) != getattr(fits[1], k)).any() for k in "UWV"):
        raise ValueError(f"arr_0, ... {listed} fit Keras' and PyTorch's layout alike; {CURE}")
    if _first_may_feed(shapes):
        raise ValueError(
            f"arr_0, ... {listed} may begin with an embedding, or end with an output layer; {CURE}"
        )
    return fits[0]


def _first_may_feed(shapes):
    """Whether the first array may be an embedding or linear layer before a recurrent one.

    Of three arrays and perhaps a bias, the second and third are then the recurrent layer's, be it
    simple, a GRU (3 blocks) or an LSTM (4 blocks). The second, (n, n), has fitted as a W too.
    """
    if len(shapes) < 3 or len(shapes[2]) < 2:
        return False
    first, (n, _), W, *bias = shapes
    keras = first[1] == n == W[1] in (W[0], 3 * W[0], 4 * W[0])
    if bias:
        return keras and bias[0][0] == n
    pytorch = n in first and n == W[0] in (W[1], 3 * W[1], 4 * W[1])
    return keras or pytorch
