"""Numbers from outside, checked: nothing is wrapped, truncated or broadcast in silence.

Every message names the symbol, what was expected, what came and where, and what to try.
"""

import numpy as np

BOOLEANS = {bool, np.bool}


def as_numbers(symbol, value, *, shape=None, dtype=None, why=""):
    """Return `value` as an array of finite floats, or say what is wrong with it.

    Parameters
    ----------
    symbol : str, the letter that the message names, such as "W"
    value : array_like of real numbers
    shape : tuple, a number for a fixed axis and a letter for a free one, such as ("T", 2);
        any shape when left out
    dtype : float32 or float64; by default float32 stays float32, all else becomes float64
    why : str, the reason for the shape, such as "U has 2 rows"

    Returns
    -------
    float array, perhaps `value` itself: copy it before you write into it

    Raises
    ------
    TypeError : text, booleans, complex numbers, None
    ValueError : ragged rows, a wrong shape, NaN, infinity, or more than dtype can hold
    """
    array = as_array(symbol, value)
    if array.size and array.dtype.kind not in "iuf":
        raise TypeError(f"{symbol} expects real numbers, got {kind(array)}")
    if shape is not None and not _fits(array.shape, shape):
        why = f"{symbol}.T would fit" if _fits(array.T.shape, shape) else why
        raise ValueError(
            f"{symbol} expects shape {text(shape)}, got {text(array.shape)}{'; ' * bool(why)}{why}"
        )
    if dtype is None:
        dtype = np.float32 if array.dtype == np.float32 else np.float64
    with np.errstate(over="ignore"):  # 1e300 is inf in float32, which is_finite finds
        numbers = array.astype(dtype, copy=False)
    if not is_finite(numbers):
        where = tuple(np.argwhere(~np.isfinite(numbers))[0].tolist())
        raise ValueError(
            f"{symbol} expects finite {numbers.dtype} numbers, got {array[where]}"
            f"{_at(symbol, where)}"
        )
    return numbers


def as_array(symbol, value):
    """Return `value` as an array; refuse what NumPy would turn into another kind in silence.

    Raises
    ------
    TypeError : None, a set, a generator; booleans beside numbers, which would become 0 and 1
    ValueError : ragged rows; an integer of more than 64 bits
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{symbol} expects rows of one length, got {_ragged(value)}") from None
    if array.dtype == object or isinstance(value, list | tuple):
        items = np.asarray(value, dtype=object)
        kinds = set(map(type, items.flat))
        if array.dtype == object or (kinds & BOOLEANS and kinds - BOOLEANS):
            raise _mixture(symbol, items)
        if kinds == {int} and array.dtype.kind == "f":  # what NumPy makes of [-1, 2**63]
            raise _mixture(symbol, items)
    return array


def is_finite(array):
    """Return whether no entry is NaN or infinite, without a temporary array of its size."""
    return array.size == 0 or bool(np.isfinite(array.min()) and np.isfinite(array.max()))


def kind(array):
    """Return what an array holds, in a word for a message."""
    names = {
        "b": "booleans",
        "f": "floats",
        "i": "integers",
        "u": "integers",
        "c": "complex numbers",
    }
    return names.get(array.dtype.kind, "text" if array.dtype.kind in "US" else str(array.dtype))


def text(shape):
    """Return a shape as it is written: (3,), (T, 2)."""
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def _fits(shape, wanted):
    return len(shape) == len(wanted) and all(
        isinstance(want, str) or want == got for want, got in zip(wanted, shape, strict=True)
    )


def _mixture(symbol, items):
    """The error for the first entry that is no number, or an integer beyond 64 bits."""
    for where, item in np.ndenumerate(items):
        if isinstance(item, int) and not -(2**63) <= item < 2**63:
            came = f"an integer of {item.bit_length()} bits{_at(symbol, where)}"
            return ValueError(f"{symbol} expects numbers of at most 64 bits, got {came}")
        if type(item) in BOOLEANS or not isinstance(item, int | float | np.number):
            came = "None" if item is None else f"{type(item).__name__} {str(item)[:20]}"
            return TypeError(f"{symbol} expects numbers, got {came}{_at(symbol, where)}")
    return TypeError(f"{symbol} expects numbers, got an array of objects; try {symbol}.astype(...)")


def _ragged(rows):
    kinds = [f"a row of {len(row)}" if np.iterable(row) else "a single number" for row in rows]
    for i, other in enumerate(kinds):
        if other != kinds[0]:
            return f"{kinds[0]} at position 0 and {other} at position {i}"
    return "rows that are ragged themselves"


def _at(symbol, where):
    return f" at {symbol}[{', '.join(map(str, where))}]" if where else ""
