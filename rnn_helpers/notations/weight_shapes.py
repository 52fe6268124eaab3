"""Shapes of weights from elsewhere: which side is hidden, and what a wrong shape looks like.

Every message names the array as its own library does.
"""

import numpy as np

from ..forward_pass.arrays import as_numbers, text
from ..forward_pass.params import RNNParams

GATED = {3: "a GRU", 4: "an LSTM"}  # so many blocks of H rows, or columns, has its square matrix


def as_params(found, rows, other="the layout of the other form"):
    """Return the RNNParams of arrays that are laid out for rows or for columns.

    Parameters
    ----------
    found : {letter: (name of the array, array_like)}, the letters U, W, and perhaps V, b, c, and
        "b2", a bias that is added to b; without V, z_t is the state s_t itself
    rows : bool, whether vectors stand left of the matrices, as in x U + s W + b
    other : whose layout a transposed array has
    """
    W = as_square(*found["W"])
    H = len(W)
    U = as_matrix(*found["U"], H, rows, other)
    V = as_matrix(*found["V"], H, not rows, other) if "V" in found else np.eye(H, dtype=W.dtype)
    if rows:
        U, W, V = U.T, W.T, V.T
    b, more, c = (
        as_bias(*found[letter], size) if letter in found else None
        for letter, size in (("b", H), ("b2", H), ("c", len(V)))
    )
    if more is not None and b is not None:
        with np.errstate(over="ignore"):
            b = as_numbers(f"{found['b'][0]} + {found['b2'][0]}", b + more)
    try:
        return RNNParams(U, W, V, more if b is None else b, c)
    except ValueError:  # every array is sound by now
        names = " and ".join(found[letter][0] for letter in "Vc" if letter in found)
        raise ValueError(
            f"{names} expect sums that a float can hold, got an infinite one"
        ) from None


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
            pytorch = "weight_hh_l0" in name and len(W) == long
            gates = ": try load_gates" if pytorch else ", whose gates are not read here"
            why = f"{long} = {blocks} x {short} is {GATED[blocks]}{gates}"
    raise ValueError(f"{name} expects (hidden, hidden), a square, got {text(W.shape)}; {why}")


def as_matrix(name, value, H, last, other):
    """Return weights with one side for the H hidden numbers.

    last : False where hidden stands first, as in U of PyTorch and V of Keras; True where it stands
        last, as in V of PyTorch and U of Keras; there (H,) is read as (1, H), as in the book
    other : whose layout it is when hidden stands on the other side
    """
    array = as_numbers(name, value)
    if array.ndim == 1 and last and len(array) == H:
        array = array[None]
    if array.ndim == 2 and array.shape[last] == H and array.size:
        return array
    wanted = f"(..., hidden) = (..., {H})" if last else f"(hidden, ...) = ({H}, ...)"
    why = ""
    if array.ndim == 2 and array.shape[not last] == H:
        why = f"; this looks like {other}: transpose it"
    raise ValueError(f"{name} expects {wanted}, got {text(array.shape)}{why}")


def as_bias(name, value, size):
    """Return a bias (size,); (size, 1), (1, size) and, where size is 1, one number are the same."""
    array = as_numbers(name, value)
    if array.shape in [(size,), (size, 1), (1, size)] or (size == 1 and array.ndim == 0):
        return array.reshape(size)
    raise ValueError(f"{name} expects ({size},), got {text(array.shape)}")
