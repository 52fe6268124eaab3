"""What an exercise says to its reader: one kind line for an answer.

No line gives the answer away, and no wrong answer raises an error.
The tests for a whole forward function are in forward_laws.py.
"""

from textwrap import shorten

import numpy as np

from .answer_arrays import array_of, in_place, wrong_shape
from .answers import error_in_words, number
from .exercise_stubs import has_blank, is_blank, is_stub, leaves_a_blank
from .judging import problem_with


def check_answer(
    name, answer, expected, *, digits=6, choices=None, slips=None, through=None, shape=()
):
    """Print one line: not tried yet, right, close, or what is wrong (but not the answer).

    Parameters
    ----------
    name : str, what the line begins with
    answer : what the reader wrote; `...`, blank text and an empty function are not tried yet,
        None is what a function without return gave
    expected : number, array_like, text, True or False, or a tuple of integers (a shape)
    digits : int, how many digits after the point must agree (the last may be off by one)
    choices : the texts to choose from; another text is answered with this list
    slips : {what to say: the answer, or the result of `through`, that this slip leads to}
    through : function of the answer; then its result is held against `expected`. It gets a float
        or an array of `shape`; every other answer is told what it is, and `through` is not called
    shape : of the answer for `through`; None hands on the answer as it is: a function, a table

    Returns
    -------
    None, so that a notebook shows the line and nothing else

    Raises
    ------
    Nothing, whatever the answer is

    Source: the exercises of every chapter.
    """
    print(f"{name}: {_verdict(answer, expected, digits, choices, slips, through, shape)}")


def _verdict(answer, expected, digits, choices, slips, through, shape):
    if is_blank(answer):
        return "not tried yet"
    if has_blank(answer):
        return "not yet - a place is still blank"
    typed = None
    if through is not None and answer is not None:
        through, written = _quietly(through), answer
        try:
            typed = None if shape is None else _finite_numbers(answer, shape)
            answer = through(answer if typed is None else typed)
        except Exception as error:
            if leaves_a_blank(error):
                return "not tried yet"
            is_theirs = shape is None and callable(written)
            is_plain = isinstance(error, ValueError | TypeError) and not is_theirs
            plain = shorten(str(error), 200, placeholder=" ...")
            return f"not yet - {plain if is_plain else error_in_words(error)}"
        if answer is None and is_stub(written):
            return "not tried yet"
    problem = problem_with(
        answer, expected, digits=digits, choices=choices, slips=slips, typed=typed, through=through
    )
    return f"not yet - {problem}" if problem else "right"


def _finite_numbers(answer, shape):
    """The answer as an array of this shape, or ValueError on what it is."""
    numbers = array_of(answer, number, "numbers" if shape else "a number", like=shape)
    if numbers.shape != shape:
        raise ValueError(wrong_shape(numbers, shape))
    for place, n in np.ndenumerate(numbers):
        if not np.isfinite(n):
            size = "NaN, not a number" if np.isnan(n) else "infinite"
            raise ValueError(f"{in_place(place)} is {size}")
    return numbers


def _quietly(through):
    """`through`, called with a float or a copy of an array, and without NumPy's warnings."""

    def run(answer):
        if isinstance(answer, np.ndarray):
            answer = answer.copy() if answer.ndim else answer.item()
        with np.errstate(all="ignore"):
            return through(answer)

    return run
