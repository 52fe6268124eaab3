"""Chapter 05: every exercise, tried with right, half right and nonsensical answers."""

from itertools import accumulate, islice

import numpy as np
import pytest
from answer_forms import forms, rubbish
from exercises import Code, assert_told, chapter, verdict

from rnn_helpers import forward_propagation, softmax


@pytest.fixture(scope="module")
def ch():
    return chapter("05")


# ---------------------------------------------------------------- 1. two more ways


def start_of(params, s0):
    return np.zeros(len(params.b)) if s0 is None else s0


def loop(step=None, give=np.array):
    """The states of a loop with another step, given in another form."""

    def way(x, params, s0=None):
        s, kept = start_of(params, s0), []
        for i in x:
            s = np.tanh(step(params, i, s) if step else params.U[:, i] + params.W @ s + params.b)
            kept.append(s)
        return give(kept)

    return way


def in_rows(x, params, s0=None):
    """Row form, the pushes taken all at once."""
    s = np.zeros((len(x) + 1, len(params.b)))
    s[0] = start_of(params, s0)
    for t, push in enumerate(params.U[:, x].T + params.b):
        s[t + 1] = np.tanh(push + s[t] @ params.W.T)
    return s[1:]


def yields(x, params, s0=None):
    s = start_of(params, s0)
    for i in x:
        s = np.tanh(params.U[:, i] + params.W @ s + params.b)
        yield s


def accumulated(x, params, s0=None):
    def step(s, i):
        return np.tanh(params.U[:, i] + params.W @ s + params.b)

    return islice(accumulate(x, step, initial=start_of(params, s0)), 1, None)


def yields_too_early(x, params, s0=None):
    s = start_of(params, s0)
    for i in x:
        yield s
        s = np.tanh(params.U[:, i] + params.W @ s + params.b)


def one_array(x, params, s0=None):
    s, kept = np.array(start_of(params, s0)), []
    for i in x:
        s[:] = np.tanh(params.U[:, i] + params.W @ s + params.b)
        kept.append(s)
    return kept


def yields_one_array(x, params, s0=None):
    s = np.array(start_of(params, s0))
    for i in x:
        s[:] = np.tanh(params.U[:, i] + params.W @ s + params.b)
        yield s


def writes_into_the_start(x, params, s0=None):
    s, kept = start_of(params, s0), []
    for i in x:
        s[:] = np.tanh(params.U[:, i] + params.W @ s + params.b)
        kept.append(s.copy())
    return kept


def whole_numbers(x, params, s0=None):
    s = np.zeros((len(x) + 1, len(params.b)), int)
    s[0] = start_of(params, s0)
    for t, i in enumerate(x):
        s[t + 1] = np.tanh(params.U[:, i] + params.W @ s[t] + params.b)
    return s[1:]


def lives_on(x, params, s0=None, state=np.zeros(3)):  # noqa: B008
    s = loop()(x, params, state if s0 is None else s0)
    state[:] = s[-1]
    return s


def without_return(x, params, s0=None):
    in_rows(x, params, s0)


def prints(x, params, s0=None):
    return print(in_rows(x, params, s0))


def raises(x, params, s0=None):
    return kept  # noqa: F821, which has no such name


def half_written(x, params, s0=None):
    s = start_of(params, s0)
    for i in x:
        s = np.tanh(params.U[:, i] + ... + params.b)
    return s


def stub(x, params, s0=None):
    pass


def not_implemented(x, params, s0=None):
    raise NotImplementedError


AS_TYPED = """
def one_by_one(x, params, s0=None):
    s = np.zeros(len(params.b)) if s0 is None else s0
    kept = []
    for i in x:
        s = np.tanh(params.U[:, i] + params.W @ s + params.b)
        kept.append(s)
    return kept
"""
RIGHT = "17 tests passed"
WAYS = [
    *[(loop(give=give), RIGHT) for give in (np.array, list, tuple, iter, np.float32)],
    *[(way, RIGHT) for way in (in_rows, yields, accumulated)],
    (lambda x, params, s0=None: forward_propagation(x, params, s0=s0).s, RIGHT),
    (lambda x, params, s0=None: (s for s in in_rows(x, params, s0)), RIGHT),
    (loop(lambda p, i, s: p.U[:, i] + p.b), "is s[t-1] in your formula?"),
    (loop(lambda p, i, s: p.U[:, i] + p.W.T @ s + p.b), "for W transposed: write W @ s[t-1]"),
    (loop(lambda p, i, s: p.U[:, i] + p.W @ s), "b changed no state: add it inside the tanh"),
    (loop(lambda p, i, s: p.U[i] + p.W @ s + p.b), "it raised IndexError"),
    (loop(lambda p, i, s: p.U[:, i] - p.W @ s + p.b), "look at W s[t-1]"),
    (loop(lambda p, i, s: np.arctanh(np.tanh(p.U[:, i])) + p.W @ s + 2 * p.b), "b belongs inside"),
    (
        loop(give=lambda kept: np.arctanh(kept)),
        "begun at the last state of the first, went another way",
    ),
    (lambda x, params, s0=None: in_rows(x, params), "is s0 what step 0 reads as s[t-1]?"),
    (lambda x, params: in_rows(x, params), "it raised TypeError: "),
    (loop(give=lambda kept: kept[-1]), "s should have shape (5, 3) or (6, 3), it has (3,)"),
    (loop(give=lambda kept: kept[::-1]), "does step t read x[t], and nothing later?"),
    (loop(give=lambda kept: kept[:-1]), "s should have shape (5, 3) or (6, 3), it has (4, 3)"),
    (
        loop(give=lambda kept: np.transpose(kept)),
        "step t stands in a column of s, of shape (3, 5): return s.T",
    ),
    (loop(give=lambda kept: dict(enumerate(kept))), "s is a dict: return its rows"),
    (loop(give=lambda kept: [s[:, None] for s in kept]), "flatten it with .ravel()"),
    (
        lambda x, params, s0=None: [start_of(params, s0), *in_rows(x, params, s0)],
        "it has the start row first: give s T rows, step t in s[t]",
    ),
    (
        lambda x, params, s0=None: [*in_rows(x, params, s0), start_of(params, s0)],
        "it has the start row last: give s T rows, step t in s[t]",
    ),
    (yields_too_early, "does row t hold the state after x[t]?"),
    (one_array, "all rows of s are one and the same state: store a copy at each step"),
    (yields_one_array, "all rows of s are one and the same state"),
    (writes_into_the_start, "it writes into s0, which belongs to the caller: copy it first"),
    (whole_numbers, "s holds integers"),
    (lives_on, "does a state live on outside the function?"),
    (loop(give=lambda kept: [list(kept[0]), [1.0]]), "the rows of s have different lengths"),
    (loop(give=lambda kept: np.full((5, 3), np.nan)), "s holds NaN or infinity"),
    (loop(give=lambda kept: "states"), "it has ()"),
    (without_return, "it returns None: end with return"),
    (prints, "it returns None: end with return"),
    (raises, "it raised NameError: name 'kept' is not defined"),
    (5, "it raised TypeError: 'int' object is not callable"),
    (None, "it raised TypeError: 'NoneType' object is not callable"),
    *[(way, "not tried yet") for way in (..., stub, not_implemented, half_written)],
]


@pytest.mark.parametrize("name", ["start_first", "one_by_one"])
@pytest.mark.parametrize("way, words", WAYS)
def test_1_two_ways(ch, name, way, words):
    if callable(way):
        way.__name__ = name
    said = ch.tried("ways-yours", **{name: way})
    line = verdict(said, name if callable(way) else str(way))
    assert line == words if words in (RIGHT, "not tried yet") else words in line
    assert said.count("not tried yet") == 1 + (words == "not tried yet")


def test_1_as_it_is_typed(ch):
    said = ch.tried("ways-yours", one_by_one=Code(AS_TYPED))
    assert verdict(said, "one_by_one") == RIGHT
    forgotten = AS_TYPED.replace("    return kept\n", "")
    said = ch.tried("ways-yours", one_by_one=Code(forgotten))
    assert verdict(said, "one_by_one") == "it returns None: end with return"


# ---------------------------------------------------------------- 2. which row


NAMES = {
    "first_state": ("s[-1]", 5),
    "last_state": ("s[T - 1]", 4),
    "last_output": ("o[-1]", 4),
    "read_first": ("s[t - 1] at t = 0", 5),
}


@pytest.mark.parametrize("stub", NAMES)
def test_2_which_row(ch, stub):
    name, row = NAMES[stub]
    for answer, words in [
        *[(a, "right") for a in (*forms(row), float(row), np.arange(6)[row])],
        (row + 1, "it is too large"),
        (9 - row, "it is too"),  # 4 for 5, and 5 for 4
        (-1, "it is too small"),
        (0, "it is too small"),
        (-row, "only the sign is wrong"),
        ("last", "expected a number, got the text 'last'"),
        ([-1, 1], "expected one number, got shape (2,)"),  # a state for its row
        *rubbish(),
    ]:
        said = ch.tried("index-yours", "index-check", **{stub: answer})
        assert_told(said, name, words)
        assert said.count("not tried yet") == 3 + (words == "not tried yet")


# ---------------------------------------------------------------- 3. the bug


def forward(layout="post", zeros=False, first=None):
    """A mended copy in another layout, or with the start dropped."""

    def mended(x, params, s0=None):
        start = start_of(params, s0)
        s = in_rows(x, params, None if zeros else s0)
        o = softmax(s @ params.V.T + params.c)
        rows = {
            "post": [*s, start],
            "first": [start, *s],
            "none": s,
            "other": [*s, np.ones(len(start))],
        }[layout]
        return [o, np.array(rows)]

    return mended


def kept_apart(x, params, s0=None):
    """The start read where it is kept, not in the buffer."""
    start = start_of(params, s0)
    s = np.zeros((len(x), len(params.b)))
    for t in range(len(x)):
        past = params.W @ (s[t - 1] if t else start)
        s[t] = np.tanh(params.U[:, x[t]] + past + params.b)
    return [softmax(s @ params.V.T + params.c), np.vstack([s, start])]


def in_lists(x, params, s0=None):
    o, s = forward()(x, params, s0)
    return list(o), list(s)


def returns_nothing(x, params, s0=None):
    forward()(x, params, s0)


PASSED = "17 of 17 tests passed, 0 failed."
POSTS = "s has the start row last: FAIL - it has "
BUG = [
    *[(f, [PASSED]) for f in (forward(), kept_apart, in_lists)],
    (Code("buffered"), ["15 of 17 tests passed, 2 failed", "s0 is used at step 0: FAIL"]),
    (forward(zeros=True), ["15 of 17 tests passed, 2 failed", "is s0 what step 0 reads"]),
    (forward("none"), ["16 of 17 tests passed, 1 failed", f"{POSTS}no start row: give s T + 1"]),
    (forward("first"), ["16 of 17 tests", f"{POSTS}the start row first: give s T + 1 rows"]),
    (forward("other"), [f"{POSTS}6 rows, but neither the first nor the last is s0"]),
    (forward_propagation, ["1 failed", f"{POSTS}no start row"]),
    (lambda x, params: forward()(x, params), ["15 of 17 tests passed, 0 failed, 2 not run."]),
    (lambda x, params, s0=None: forward()(x, params, s0)[::-1], ["o and s are exchanged"]),
    (lambda x, params, s0=None: forward()(x, params, s0)[1], ["got ndarray: end with return"]),
    (returns_nothing, ["it returns None: end with return [o, s]"]),
    (raises, ["it raised NameError"]),
    (None, ["got None"]),
    *[(f, ["not tried yet"]) for f in (..., stub, not_implemented)],
]


@pytest.mark.parametrize("function, words", BUG)
def test_3_the_bug(ch, function, words):
    said = ch.tried("bug-yours", mended=function)
    assert not [part for part in words if part not in said], said
    assert (PASSED in said) == (words == [PASSED])


def test_untouched_exercises_are_not_tried_yet(ch):
    for cell, count in {"ways-yours": 2, "index-check": 4, "bug-yours": 1}.items():
        assert ch.said[cell].count(": not tried yet\n") == count == ch.said[cell].count("\n")


LETTERS = ["U", "W", "b", "s", "x", "T", "i", "t", "start", "states", "start_last", "kept", "o"]


def test_right_answers_stay_right_whatever_a_reader_has_named(ch):
    given = dict.fromkeys(LETTERS)
    said = ch.tried("ways-yours", given=given, start_first=loop(), one_by_one=yields)
    assert said.count(RIGHT) == 2
    assert PASSED in ch.tried("bug-yours", given=given, mended=forward())
    rows = {stub: row for stub, (_, row) in NAMES.items()}
    assert ch.tried("index-yours", "index-check", given=given, **rows).count(": right\n") == 4
