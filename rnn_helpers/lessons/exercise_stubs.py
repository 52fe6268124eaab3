"""Stubs: has a reader written anything yet?

Notebooks leave `...` where an answer goes, `def f(x): ...` where a function goes, and None where a
guess or settings go. Only there is None a blank: elsewhere it is what a function without `return`
gave.
"""

import dis
from functools import wraps
from inspect import getclosurevars, isfunction

import numpy as np


def _steps(function):
    """What Python made of a function: {(instruction, what it takes), ...}."""
    return {(step.opname, step.argval) for step in dis.get_instructions(function)}


def _no_end_is_no(question):
    """Answer no for a list that holds itself."""

    @wraps(question)
    def answered(answer):
        try:
            return question(answer)
        except RecursionError:
            return False

    return answered


_NOTHING = _steps(lambda: None) | _steps(lambda: ...) | {("NOP", None)}


@_no_end_is_no
def is_untouched(answer):
    """Return True for None, `...`, blank text, or a list or dict of nothing else."""
    return answer is None or _is_all(is_untouched, answer) or _is_blank(answer)


@_no_end_is_no
def is_blank(answer):
    """Return True for `...`, blank text, an empty function, or a list or dict of nothing else."""
    return _is_blank(answer) or _is_empty(answer) or _is_all(is_blank, answer)


@_no_end_is_no
def has_blank(answer):
    """Return True when `...` or blank text still stands somewhere, however deep."""
    return _is_blank(answer) or any(map(has_blank, _items(answer)))


def is_stub(function):
    """Return True for a function with an empty body, or one that a notebook wrapped around it."""
    around = getclosurevars(function).nonlocals.values() if isfunction(function) else ()
    return _is_empty(function) or any(map(_is_empty, around))


def leaves_a_blank(error):
    """Return True for what a function raises that still has a `...` in it, or says it is a stub."""
    return isinstance(error, NotImplementedError) or (
        isinstance(error, TypeError) and "ellipsis" in str(error)
    )


def _is_empty(function):
    """True for a body of `...`, `return ...`, pass, a comment, or None."""
    return isfunction(function) and _steps(function) <= _NOTHING


def _is_blank(answer):
    return answer is ... or (isinstance(answer, str) and not answer.strip())


def _is_all(test, answer):
    items = _items(answer)
    return len(items) > 0 and all(map(test, items))


def _items(answer):
    """What stands in a list, a tuple, a dict or an array of objects; else an empty list."""
    if isinstance(answer, np.ndarray) and answer.dtype.kind in "OU":
        answer = answer.ravel().tolist()
    if isinstance(answer, dict):
        return list(answer.values())
    return list(answer) if isinstance(answer, list | tuple) else []
