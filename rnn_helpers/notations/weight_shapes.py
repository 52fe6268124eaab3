"""Shapes of weights from elsewhere: which side is hidden, and what a wrong shape looks like.

Every message names the array as its own library does.
"""

from ..forward_pass.arrays import as_numbers, text

GATED = {3: "a GRU", 4: "an LSTM"}  # so many blocks of H rows, or columns, has its square matrix


def as_square(name, value):
    """Return the recurrent weights (H, H), or say that the network is one with gates."""
    W = as_numbers(name, value)
    if W.ndim == 2 and W.shape[0] == W.shape[1] and W.size:
        return W
    why = "each state number feeds all of them"
    if W.ndim == 2 and W.size:
        long, short = max(W.shape), min(W.shape)
        if long in (3 * short, 4 * short):
            blocks = long // short
            why = f"{long} = {blocks} x {short} is {GATED[blocks]}, whose gates are not read here"
    raise ValueError(f"{name} expects (hidden, hidden), a square, got {text(W.shape)}; {why}")


def as_matrix(name, value, H, layout):
    """Return weights with one side for the H hidden numbers.

    layout : "hidden first", as in U of PyTorch and V of Keras, or "hidden last", as in V of
        PyTorch and U of Keras; there (H,) is read as (1, H), as in the book
    """
    array = as_numbers(name, value)
    last = layout == "hidden last"
    if array.ndim == 1 and last and len(array) == H:
        array = array[None]
    if array.ndim == 2 and array.shape[last] == H and array.size:
        return array
    wanted = f"(..., hidden) = (..., {H})" if last else f"(hidden, ...) = ({H}, ...)"
    why = ""
    if array.ndim == 2 and array.shape[not last] == H:
        why = f"; this looks like {_other_layout(name)}: transpose it"
    raise ValueError(f"{name} expects {wanted}, got {text(array.shape)}{why}")


def as_bias(name, value, size):
    """Return a bias (size,); (size, 1), (1, size) and, where size is 1, one number are the same."""
    array = as_numbers(name, value)
    if array.shape in [(size,), (size, 1), (1, size)] or (size == 1 and array.ndim == 0):
        return array.reshape(size)
    raise ValueError(f"{name} expects ({size},), got {text(array.shape)}")


def _other_layout(name):
    """Whose layout the transposed shape is, seen from a name."""
    if "kernel" in name:
        return "PyTorch's layout"
    return "Keras' layout" if "weight" in name else "the layout of the other form"
