"""Stubs are told from answers, and from functions that lack a return."""

import json
from pathlib import Path

import numpy as np
import pytest

from rnn_helpers.lessons.exercise_stubs import (
    has_blank,
    is_blank,
    is_stub,
    is_untouched,
    leaves_a_blank,
)

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
NAN = float("nan")
holds_itself = [...]
holds_itself.append(holds_itself)


def dots(x, params, s0=None): ...


def dots_and_a_comment(x):
    # yours
    ...


def described(x):
    """Return the states."""


def returns_dots(x):
    return ...


def passes(x):
    pass


def returns_none(x):
    return None


def prints(x):
    return print(x)


def assigns(x):
    y = x
    y += 1


def constant(x):
    return 0


def wrapped(function):
    def call(x):
        y = function(x)
        if y is not None:
            return y

    return call


EMPTY = [dots, dots_and_a_comment, described, returns_dots, passes, returns_none, lambda x: None]


@pytest.mark.parametrize("function", EMPTY)
def test_an_empty_function_is_a_stub_and_so_is_a_wrapper_around_it(function):
    assert is_blank(function) and is_stub(function)
    assert is_stub(wrapped(function)) and not is_blank(wrapped(function))


@pytest.mark.parametrize("function", [prints, assigns, constant, lambda x: x, print, int, None, 3])
def test_a_function_that_does_something_is_none(function):
    assert not is_blank(function) and not is_stub(function)
    assert not is_stub(wrapped(function))


def test_every_stub_of_the_notebooks_is_one():
    stubs = [
        line
        for path in NOTEBOOKS.glob("*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for line in "".join(cell["source"]).splitlines()
        if cell["cell_type"] == "code" and line.startswith("def ") and "): ..." in line
    ]
    assert len(stubs) >= 3
    for stub in stubs:
        names = {}
        exec(stub, names)
        assert is_blank(names[stub.split("(")[0].removeprefix("def ")]), stub


BLANK = [..., "", " \n", (..., ...), [[...], ""], {"w": ..., "u": ""}, np.array(...)]
BLANK += [np.array([..., ...]), np.array(["", " "])]
NONE = [None, [None, None], {"w": None}, [None, ...], np.full(2, None)]


@pytest.mark.parametrize("answer", BLANK)
def test_a_blank_is_untouched(answer):
    assert is_blank(answer) and is_untouched(answer) and has_blank(answer)


@pytest.mark.parametrize("answer", NONE)
def test_none_is_untouched_where_a_stub_has_it_but_no_blank(answer):
    assert is_untouched(answer) and not is_blank(answer)


@pytest.mark.parametrize("answer", [0, False, (), [], {}, (..., 1), np.zeros(2), "a", NAN, {...}])
def test_an_answer_is_no_stub(answer):
    assert not is_untouched(answer) and not is_blank(answer)


@pytest.mark.parametrize(
    "answer, found",
    [
        *[(a, True) for a in ((..., 1), [[1, [""]]], {"w": 1, "u": ...}, np.array([1, ...]))],
        *[(a, False) for a in ([None, 1], {"": 1}, np.zeros(2), "a", dots)],
    ],
)
def test_a_place_that_is_still_blank_is_found(answer, found):
    assert has_blank(answer) is found


def test_a_list_that_holds_itself_is_an_answer():
    for question in (is_untouched, is_blank):
        assert question(holds_itself) is False and "`...`" in question.__doc__


def test_what_a_function_raises_that_is_not_finished():
    assert leaves_a_blank(NotImplementedError())
    for unfinished in (lambda: 2 * ..., lambda: np.tanh(...), lambda: float(...)):
        with pytest.raises(TypeError) as raised:
            unfinished()
        assert leaves_a_blank(raised.value)
    assert not leaves_a_blank(TypeError("takes 1 argument"))
    assert not leaves_a_blank(IndexError("an index can only have a single ellipsis ('...')"))
