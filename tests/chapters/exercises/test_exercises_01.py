"""Chapter 01: every exercise, tried with right, half right and nonsensical answers."""

from itertools import accumulate
from math import atanh, log, tanh

import numpy as np
import pytest
from answer_forms import forms, rubbish
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("01")


TOO_LARGE, TOO_SMALL = "it is too large", "it is too small"
NAN = float("nan")
HALVED = "close: give more digits (5 after the point are compared)"
HALF_LIFE = [
    *[(w, "right") for w in (*forms(0.933033), 2**-0.1, 0.933032, Code("0.5 ** (1 / 10)"))],
    *[(w, HALVED) for w in (0.933, 0.93303, 0.93, "0,93")],
    (2**-0.2, "this weight halves it in 5 steps"),
    *[(w, TOO_LARGE) for w in (0.95, 2**0.1, 1, 2, 10**400)],
    *[(w, TOO_SMALL) for w in (2**-0.2 / 2, 0.9, 0.5, 0.1, 0, 10 * log(2) / 10)],
    *[(w, "w must lie between 0 and 1") for w in (-0.933033, -(2**-0.1), "−2")],
    (Code("0,933033"), "is there a comma where a decimal point should be?"),
    (Code("run"), "got a function: write what it returns"),
    ("inf", "it is infinite"),
    *rubbish(),
]
ENDS = "close: give more digits (2 after the point are compared)"
KEEP = [
    *[(w, "right") for w in (*forms(1.1), *forms(1.0986123), 2 * atanh(0.5), Code("10 / 9.1"))],
    (1.09, ENDS),
    *[(w, "this weight forgets the pulse") for w in (atanh(0.5), 0.5, tanh(0.5) / 0.5, 0)],
    *[(w, "entry [0] is too large") for w in (1.2, 2, 1.15, 10**400)],
    *[(w, "entry [0] is too small") for w in (1, 1.01, 1.05)],
    *[(w, "only the sign is wrong") for w in (-1.1, -2 * atanh(0.5))],
    (Code("1,1"), "is there a comma where a decimal point should be?"),
    ([1.1, 1.1], "expected one number, got shape (2,)"),
    (NAN, "it is NaN, not a number"),
    *[(answer, words) for answer, words in rubbish() if words != "is too large"],
]


@pytest.mark.parametrize("answer, words", HALF_LIFE)
def test_1_a_half_life_of_10(ch, answer, words):
    assert_told(ch.tried("half-life-yours", w_10=answer), "1. left of the state", words)


@pytest.mark.parametrize("answer, words", KEEP)
def test_2_a_sign_for_ever(ch, answer, words):
    assert_told(ch.tried("keep-yours", w_keep=answer), "2. the two ends", words)


SILENCE = {"x": "silence"}
BLINK = [
    *[(SILENCE | {"w": -2, "s0": s0}, "changes its sign", "right") for s0 in (0.1, -1, 0.05)],
    (SILENCE | {"w": -2, "b": 0.05}, "changes its sign", "right"),
    (SILENCE | {"w": -3, "u": 0, "s0": 0.5, "b": -0.1}, "changes its sign", "right"),
    (SILENCE | {"w": -2}, "stands still at 0.0000", TOO_SMALL),
    (SILENCE | {"w": 2, "s0": 0.1}, "stands still at 0.9575", TOO_SMALL),
    (SILENCE | {"w": -1.5, "s0": 0.1}, "changes its sign; last two states: (", TOO_SMALL),
    (SILENCE | {"w": -0.9, "s0": 1}, "stands still at ", TOO_SMALL),
    (SILENCE | {"w": -2, "b": 2, "s0": 1}, "keeps its sign", TOO_SMALL),
    (SILENCE | {"w": -2, "b": 0.5, "s0": 1}, "changes its sign", TOO_SMALL),
    (SILENCE, "stands still at 0.0000", TOO_SMALL),
    ({}, "gets an input; choose silence", "not tried yet"),
    ({"w": -2, "t": 24}, "gets an input; choose silence", "not tried yet"),
    ({"w": -2, "x": "constant"}, "gets an input; choose silence", "not tried yet"),
]


@pytest.mark.parametrize("settings, does, words", BLINK)
def test_3_blink(ch, settings, does, words):
    second = ch.names["second"]
    second.reset()
    second.set(**settings)
    said = ch.tried("blink-yours")
    assert said.startswith(f"your unit {does}")
    assert_told(said, "3. blinks in 100 steps", words)


def unit(formula):
    """A repaired copy with another formula for the new state."""

    def repaired(x, w, u=1, b=0, s0=0):
        states = [s0]
        for x_t in x:
            states.append(tanh(formula(w, states[-1], u, x_t, b)))
        return states[1:]

    return repaired


def as_array(x, w, u=1, b=0, s0=0):
    k, s = u * np.array(x) + b, np.full(len(x) + 1, s0)  # the start in row -1
    for t in range(len(x)):
        s[t] = np.tanh(w * s[t - 1] + k[t])
    return s[:-1]


def with_start(x, w, u=1, b=0, s0=0):
    return tuple(accumulate(x, lambda s, x_t: tanh(b + x_t * u + s * w), initial=s0))


def folded(*a):
    return with_start(*a)[1:]


def prints(x, w, u=1, b=0, s0=0):
    print(as_array(x, w, u, b, s0))


def raises(x, w, u=1, b=0, s0=0):
    return states  # noqa: F821, which has no such name


AS_TYPED = """
def repaired(x, w, u=1, b=0, s0=0):
    s, states = s0, []
    for x_t in x:
        s = tanh(w * s + u * x_t + b)
        states.append(s)
    return states
"""
BUG = [
    *[(f, "right") for f in (as_array, folded, unit(lambda w, s, u, x, b: w * s + u * x + b))],
    *[(f, "right") for f in (Code(AS_TYPED), Code("run"), Code("lambda *a: run(*a)"))],
    (Code("copy"), "w multiplies the input, too"),
    (unit(lambda w, s, u, x, b: w * s + x + b), "u is lost"),
    (unit(lambda w, s, u, x, b: w * s + u * x), "b is lost"),
    (unit(lambda w, s, u, x, b: w * s + x), "entry [0] is too large"),  # both
    (unit(lambda w, s, u, x, b: w * (s + u * x + b)), "entry [0] is too small"),
    (unit(lambda w, s, u, x, b: s + u * x + b), "entry [0] is too small"),
    (unit(lambda w, s, u, x, b: w * s - u * x + b), "entry [1] is too small"),
    (unit(lambda w, s, u, x, b: w * s + u * (x + b)), "entry [0] is too large"),
    (lambda x, w, u=1, b=0, s0=0: folded(x, w, u, b), "entry [0] is too small"),
    (with_start, "expected shape (5,), got shape (6,)"),
    (lambda *a: folded(*a)[-1], "expected shape (5,), got one number"),
    (lambda *a: folded(*a)[::-1], "the right numbers in reversed order"),
    (lambda x, w, u=1, b=0, s0=0: [0, 1, 0], "expected shape (5,), got shape (3,)"),
    (lambda x, w: [0], "it raised TypeError: "),
    (lambda *a: (s for s in folded(*a)), "got a generator: write list(...) around it"),
    (prints, "it is None: a function without return gives None, and so does print"),
    (raises, "it raised NameError: name 'states' is not defined"),
    (lambda *a: [[1], [2, 3]], "expected rows of one length"),
    (lambda *a: np.full(5, NAN), "entry [0] is NaN, not a number"),
    (Code("run(x, 2)"), "'list' object is not callable"),
    (None, "it is None"),
    *[(stub, "not tried yet") for stub in (..., "", lambda *a: ..., Code("lambda *a: None"))],
]


@pytest.mark.parametrize("answer, words", BUG)
def test_4_the_bug(ch, answer, words):
    said = ch.tried("bug-yours", repaired=answer)
    assert_told(said, "4. repaired", words)
    assert said.startswith("same at w = 1: True\nsame at w = 2: False\n")


def test_untouched_exercises_are_not_tried_yet(ch):
    for cell, name in {
        "half-life-yours": "1. left of the state",
        "keep-yours": "2. the two ends",
        "bug-yours": "4. repaired",
    }.items():
        assert_told(ch.said[cell], name, "not tried yet")
