"""Chapter 00: every exercise, tried with right, half right and nonsensical answers."""

from math import tanh

import pytest
from answer_forms import TEXT_RUBBISH, forms, rubbish, text_forms
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("00")


TOO_LARGE, TOO_SMALL = "it is too large", "it is too small"
ONE = [
    *[(a, "right") for a in (*forms(0.3808), 0.5 * 0.7616, 0.5 * tanh(1), Code("0.5 * 0.7616"))],
    *[(a, "close: give more digits (4 after the point are compared)") for a in (0.38, 0.381)],
    *[(a, "that is after tanh; before is asked") for a in (0.3634, tanh(0.3808))],
    *[(a, TOO_LARGE) for a in (0.7616, 1.2616, 0.5)],
    *[(a, TOO_SMALL) for a in (0, 0.1797)],
    (-0.3808, "only the sign is wrong"),
    (Code("0,3808"), "is there a comma where a decimal point should be?"),
    ([0.5, 0.7616], "expected one number, got shape (2,)"),
    *rubbish(),
]
TWO = [
    *[(w, "right") for w in forms(1.1)],
    *[(w, TOO_LARGE) for w in (1.15, 2, 1.2)],
    *[(w, TOO_SMALL) for w in (1.05, 1, 0.8, 0, -2)],
    (-1.1, "only the sign is wrong"),
    (Code("1,1"), "is there a comma where a decimal point should be?"),
    (Code("on_slider"), "expected one number, got shape (41,)"),
    (Code("state_at_24"), "got a function: write what it returns"),
    *rubbish(),
]
THREE = [
    *[(s, "right") for s in text_forms("s")],
    *[(s, "it is another one") for s in ("s_t", "x_t", " S_T ")],
    *[(s, "choose one of: x_t, s, s_t") for s in ("t", "x", "state", "none", "s, s_t")],
    (Code("s"), "expected text in quotes, got a"),
    *TEXT_RUBBISH,
]


@pytest.mark.parametrize("answer, words", ONE)
def test_1_what_goes_into_tanh(ch, answer, words):
    assert_told(ch.tried("exercise-1", a_4=answer), "1. into tanh", words)


@pytest.mark.parametrize("answer, words", TWO)
def test_2_the_smallest_weight(ch, answer, words):
    assert_told(ch.tried("exercise-2", smallest_w=answer), "2. smallest w", words)


@pytest.mark.parametrize("answer, words", THREE)
def test_3_the_name_that_is_never_updated(ch, answer, words):
    assert_told(ch.tried("exercise-3-answer", never_updated=answer), "3. no update", words)
