"""What a learner may hand to the network: token ids or vectors, and what steers a draw."""

import numpy as np

from .arrays import as_array, as_numbers, kind, text


def as_inputs(x, *, size, dtype):
    """Return the sequence x as token ids (T,) or as float vectors (T, size).

    Parameters
    ----------
    x : sequence of T token ids (integers in 0..size-1), or a float array (T, size); T may be 0
    size : int, number of columns of U
    dtype : the network's precision

    Raises
    ------
    TypeError : float, boolean or text ids; rows of integers, which could be one-hot rows
    ValueError : an id below 0 or above size-1; ragged rows; a wrong shape; NaN or infinity
    """
    x = as_array("x", x)
    if x.ndim == 1:
        return as_token_ids("x", x, size=size, table="U")
    expected = f"x expects token ids (T,) or float vectors (T, {size})"
    if x.dtype.kind in "US":
        raise TypeError(f"{expected}, got text; turn tokens into ids with Vocab.ids first")
    if x.ndim == 0:
        raise ValueError(f"{expected}, got a single number; put it into a list: [{x}]")
    if x.size and x.dtype.kind in "iub":
        raise TypeError(
            f"{expected}, got {kind(x)} of shape {text(x.shape)}; if its rows are one-hot, pass "
            "the ids x.argmax(axis=1); if they are vectors, pass x.astype(float)"
        )
    return as_numbers("x", x, shape=("T", size), dtype=dtype, why=f"U has {size} columns")


def as_input(x_t, *, size, dtype):
    """Return one input as a token id (an int) or as a float vector (size,); see `as_inputs`."""
    x_t = as_array("x_t", x_t)
    if x_t.ndim == 0:
        return int(as_token_ids("x_t", x_t[None], size=size, table="U")[0])
    if x_t.size and x_t.dtype.kind in "iub":
        raise TypeError(
            f"x_t expects one token id or a float vector ({size},), got {kind(x_t)} of shape "
            f"{text(x_t.shape)}; if it is one-hot, pass the id x_t.argmax(); "
            "if it is a vector, pass x_t.astype(float)"
        )
    return as_numbers("x_t", x_t, shape=(size,), dtype=dtype, why=f"U has {size} columns")


def as_token_ids(symbol, ids, *, size, table):
    """Return a sequence of token ids as an integer array (T,), or say what is wrong with it.

    Parameters
    ----------
    symbol : str, what the ids are called, such as "targets"
    ids : sequence of T integers in 0..size-1; T may be 0
    size : int, how many tokens there are
    table : str, what the ids pick from, such as "U"

    Raises
    ------
    TypeError : floats, booleans, text
    ValueError : an id below 0 or above size-1; rows, one-hot or not
    """
    ids = as_array(symbol, ids)
    vectors = f", or pass vectors as rows of shape (T, {size})" if table == "U" else ""
    if ids.ndim > 1:
        raise ValueError(
            f"{symbol} expects token ids of shape (T,), got shape {text(ids.shape)}; "
            f"if its rows are one-hot, pass the ids {symbol}.argmax(axis=1)"
        )
    if ids.size and ids.dtype.kind not in "iu":
        tries = {
            "f": f"use whole numbers 0..{size - 1}{vectors}",
            "b": "if this is one-hot, pass the position of its True",
            "U": "turn tokens into ids with Vocab.ids first",
        }
        t = int(np.argmax(~np.isfinite(ids))) if ids.dtype.kind == "f" else 0
        raise TypeError(
            f"{symbol} expects token ids (integers), got {kind(ids)}: {ids.flat[t]} at position "
            f"{t}; {tries.get(ids.dtype.kind, tries['f'])}"
        )
    if ids.ndim == 0:
        raise ValueError(f"{symbol} expects token ids of shape (T,), got {ids}; try [{ids}]")
    outside = np.flatnonzero((ids < 0) | (ids >= size))
    if outside.size:
        t = outside[0]
        numbers = "; pass numbers as rows of shape (T, 1)" if table == "U" and size == 1 else ""
        raise ValueError(
            f"{table} expects token ids in 0..{size - 1}, got {ids[t]} at position {t} of "
            f"{symbol}; ids count from 0 and are never counted from the end{numbers}"
        )
    return ids.astype(np.intp, copy=False)


def as_count(symbol, value, *, least):
    """Return `value` as an int of at least `least`, or say what is wrong with it."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(f"{symbol} expects a whole number, got {value!r}")
    if value < least:
        raise ValueError(f"{symbol} expects a whole number of at least {least}, got {value}")
    return int(value)


def as_generator(rng):
    """Return rng when it is a numpy.random.Generator; else say how to make one (TypeError)."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng expects a numpy.random.Generator, got {type(rng).__name__}; "
            "try rng=np.random.default_rng(0)"
        )
    return rng
