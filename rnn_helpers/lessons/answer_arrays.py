"""What a reader typed, many things at a time: lists, tuples and arrays of them, and shapes."""

import re
import warnings
from ast import literal_eval
from collections import deque
from contextlib import suppress
from math import prod

import numpy as np

from .answers import PLAIN, number, text, truth

_A_SHAPE = "a shape such as (2, 3) or (2,)"


def shape(answer):
    """Return a shape as a tuple of int: of (2, 3), [2, 3], an array of the two, or "2 × 3"."""
    plain = answer.translate(PLAIN) if isinstance(answer, str) else ""
    if re.fullmatch(r"[\d()\[\], x×*]+", plain) and not plain.strip().isdecimal():
        answer = re.findall(r"\d+", plain)
    sizes = array_of(answer, number, _A_SHAPE)
    if sizes.ndim != 1:
        got = "an array: write .shape behind it" if sizes.ndim else "one number"
        raise ValueError(f"expected {_A_SHAPE}, got {got}")
    if not all(size.is_integer() for size in sizes.tolist()):
        raise ValueError("expected a shape of whole numbers only")
    return tuple(int(size) for size in sizes)


def array_of(answer, read, wanted, *, like=None):
    """Return nested lists, tuples or arrays as one array, with every entry read by `read`.

    Parameters
    ----------
    answer : what the reader wrote
    read : number, truth or text
    wanted : what is expected, in words
    like : a shape; where it makes no difference to the reader, the array gets it: (1,) for one
        number, and one number for each entry of a list, as V s_t + c gives them

    Raises
    ------
    ValueError : a whole sentence, such as "expected numbers, but entry [1] is a dict"
    """
    array = _read(answer, read, wanted)
    is_one = array.size == 1 and like == ()
    are_ones = like is not None and array.shape == (*like, 1) and _holds_ones(answer)
    return array.reshape(like) if is_one or are_ones else array


def in_place(place):
    """Return where an entry stands, counted from 0, as one would index it: entry [0, 1]."""
    return f"entry [{', '.join(map(str, place))}]" if place else "it"


def in_shape(array, *, one="one number"):
    """Return the shape of an array in words."""
    return f"shape {array.shape}" if array.ndim else one


def wrong_shape(array, shape):
    """Return the sentence on an array of another shape."""
    problem = f"expected {f'shape {shape}' if shape else 'one number'}, got {in_shape(array)}"
    if array.ndim != 1 or (array != array.round()).any():
        return problem
    if array.size == 2 * prod(shape):
        return f"{problem}: is there a comma where a decimal point should be?"
    if not shape and array.size > 2 and 100 <= array.max() < 1000:
        return f"{problem}: write a large number without commas"
    return problem


def _holds_ones(answer):
    """True for lists whose entries are arrays of one number."""
    if isinstance(answer, list | tuple):
        return all(map(_holds_ones, answer))
    return isinstance(answer, np.ndarray) and answer.shape == (1,)


def _read(answer, read, wanted):
    if isinstance(answer, str) and read is not text:
        answer = _list_in(answer)
    try:
        array, place = _entries(answer), ()
    except RecursionError:
        raise ValueError(f"expected {wanted}, got a list that holds itself") from None
    if read is number and array.dtype.kind in "iuf":
        return array.astype(float)
    values = np.empty(array.shape, {number: float, truth: bool}.get(read, object))
    try:
        for place, item in np.ndenumerate(array):
            values[place] = read(item)
    except ValueError as error:
        where = f"but {in_place(place)} is" if place else "got"
        raise ValueError(f"expected {wanted}, {where} {error}") from None
    return values


def _entries(answer):
    """The entries of nested lists, tuples or arrays as they are, in one array."""
    array = _as_array(answer)
    if array is not None:  # of objects: they may be rows
        return _entries(array.tolist()) if array.dtype.kind == "O" else array
    if isinstance(answer, list | tuple | range | deque):
        return _stacked([_entries(row) for row in answer])
    array = np.empty((), object)
    array[()] = answer
    return array


def _as_array(answer):
    """What calls itself an array: NumPy's, a tensor, a table. None for all else."""
    if hasattr(answer, "__array__") and not isinstance(answer, str | type):
        with suppress(Exception):  # whatever a strange object does
            return np.asarray(answer)
    return None


def _stacked(rows):
    """One array of rows of one shape; numbers and arrays of one number may stand side by side."""
    if all(row.size == 1 for row in rows) and len({row.shape for row in rows}) > 1:
        rows = [row.reshape(()) for row in rows]
    shapes = {row.shape: in_shape(row) for row in rows}
    if len(shapes) > 1:
        raise ValueError(f"expected rows of one length, got {' and '.join([*shapes.values()][:2])}")
    array = np.empty((len(rows), *next(iter(shapes), ())), object)
    for i, row in enumerate(rows):
        array[i, ...] = row
    return array


def _list_in(typed):
    """The list that a text such as "[1, 2]" spells; other text as it is."""
    plain = typed.translate(PLAIN).strip()
    if plain[:1] not in ("[", "("):
        return typed
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return literal_eval(plain)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return typed
