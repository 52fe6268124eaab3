"""What is wrong with an answer: one sentence, which does not give the right one away."""

import numpy as np

from .answer_arrays import array_of, in_place, in_shape, shape, wrong_shape
from .answers import folded, number, spoken, text, truth
from .rounding import is_rounded

_CLOSE = "close: give more digits"
_NONE = "it is None: a function without return gives None, and so does print"


def problem_with(answer, expected, *, digits, choices=None, slips=None, typed=None, through=None):
    """Return what is wrong with an answer, or None for a right one.

    Parameters
    ----------
    answer, expected, digits, choices, slips : as for `check_answer`
    typed, through : where the answer is through(typed): an array of the numbers that were typed
    """
    if answer is None:
        return _NONE
    try:
        if isinstance(expected, str):
            problem = _text_problem(answer, expected, choices)
        elif isinstance(expected, tuple) and all(map(_is_whole, expected)):
            problem = _shape_problem(shape(answer), expected)
        else:
            problem = _array_problem(answer, expected, digits, typed, through)
    except ValueError as error:  # what a reader says
        problem = str(error)
    if problem is None or problem.startswith(_CLOSE):
        return problem
    for slip, result in (slips or {}).items():
        found = problem_with(answer, result, digits=digits)
        if found is None or found.startswith(_CLOSE):
            return slip
    return problem


def _text_problem(answer, expected, choices):
    if folded(expected) in ("yes", "no"):
        answer = _yes_or_no(answer)
    elif folded(spoken(answer)) == folded(expected):
        return None  # 2 for "2"
    words = array_of(answer, text, "text in quotes")
    if words.size != 1:
        return f"expected one text, got {in_shape(words)}"
    if choices is not None and words.item() not in [folded(spoken(choice)) for choice in choices]:
        return f"choose one of: {', '.join(map(spoken, choices))}"
    return None if words.item() == folded(expected) else "it is another one"


def _yes_or_no(answer):
    try:
        return spoken(truth(answer))
    except ValueError:
        return answer


def _shape_problem(sizes, expected):
    if len(sizes) != len(expected):
        return f"expected a shape of length {len(expected)}, got length {len(sizes)}"
    if sizes == expected:
        return None
    if sorted(sizes) == sorted(expected):
        return "the right numbers in the wrong order"
    i = next(i for i, n in enumerate(sizes) if n != expected[i])
    return f"{in_place((i,))} is too {'large' if sizes[i] > expected[i] else 'small'}"


def _array_problem(answer, expected, digits, typed, through):
    numbers = number, "numbers" if np.ndim(expected) else "a number"
    others = {"b": (truth, "True or False"), "U": (text, "text in quotes")}
    read, wanted = others.get(np.asarray(expected).dtype.kind, numbers)
    expected = array_of(expected, read, wanted)
    array = array_of(answer, read, wanted, like=expected.shape)
    if read is number:
        return _number_problem(array, expected, digits, typed, through)
    if array.shape != expected.shape:
        wanted, got = (in_shape(part, one="one alone") for part in (expected, array))
        return f"expected {wanted}, got {got}"
    place = _first_place(array != expected)
    return None if place is None else f"{in_place(place)} is another one"


def _number_problem(array, expected, digits, typed, through):
    if _is_same(array, expected, digits):
        return None
    changed = {
        "only the sign is wrong": -array,
        "transposed: rows and columns are exchanged": array.T,
        "the right numbers in reversed order": array[::-1] if array.ndim else array,
    }
    for slip, numbers in changed.items():
        if _is_same(numbers, expected, digits):
            return slip
    if array.shape != expected.shape:
        return _other_shape(array, expected, digits)
    place = _first_place(~_agree(array, expected, digits))
    if np.isnan(array[place]):
        return f"{in_place(place)} is NaN, not a number"
    if _is_close(array, expected, typed, through):
        return f"{_CLOSE} ({digits} after the point are compared)"
    return f"{in_place(place)} is too {'large' if array[place] > expected[place] else 'small'}"


def _other_shape(array, expected, digits):
    problem = wrong_shape(array, expected.shape)
    if array.size == expected.size and _is_same(array.reshape(expected.shape), expected, digits):
        return f"the right numbers, but {problem}"
    return problem


def _is_close(array, expected, typed, through):
    if typed is None:
        return is_rounded(array, array, expected)
    try:
        return is_rounded(typed, array, expected, lambda t: _numbers_in(through(t), array.shape))
    except Exception:  # `through` may not bear the neighbours of what was typed
        return False


def _numbers_in(result, shape):
    return array_of(result, number, "numbers").reshape(shape)


def _is_same(array, expected, digits):
    return array.shape == expected.shape and _agree(array, expected, digits).all()


@np.errstate(all="ignore")
def _agree(array, expected, digits):
    return np.isclose(array, expected, rtol=1e-9, atol=10.0**-digits, equal_nan=True)


def _first_place(wrong):
    """The index of the first True, a tuple of int; None when there is none."""
    places = np.argwhere(wrong)
    return tuple(places[0].tolist()) if len(places) else None


def _is_whole(n):
    return isinstance(n, int | np.integer) and not isinstance(n, bool)
