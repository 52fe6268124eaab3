"""Appendix A1: every exercise, tried with right, half right and nonsensical answers."""

import ast

import numpy as np
import pytest
from answer_forms import forms, rubbish
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("A1")


SMALL, LARGE = "entry [0] is too small", "entry [0] is too large"
DC = np.array([0.4, -0.6, 0.2])
SUM = "that is the sum; the loss is a mean"


# ---------------------------------------------------------------- 1. the gradient of c


@pytest.mark.parametrize(
    "answer, words",
    [
        *[(answer, "right") for answer in forms(DC)],
        (Code("(0.4, -0.6, 0.2)"), "right"),
        (Code("(np.array([0.7, -0.8, 0.1]) + [0.1, -0.4, 0.3]) / 2"), "right"),
        (Code("right_dc"), "right"),
        (2 * DC, SUM),
        (Code("[0.8, -1.2, 0.4]"), SUM),
        (-DC, "only the sign is wrong"),  # y - p
        ([0.7, -0.8, 0.1], LARGE),  # the first word alone
        ([0.1, -0.4, 0.3], SMALL),
        ([0.4, 0.4, 0.2], "entry [1] is too large"),  # no y
        ([-0.6, 0.4, 0.2], SMALL),  # another word came
        ([0, 1, 0], SMALL),
        (DC[:2], "expected shape (3,), got shape (2,)"),
        ([[0.7, -0.8, 0.1], [0.1, -0.4, 0.3]], "expected shape (3,), got shape (2, 3)"),
        (-0.6, "expected shape (3,), got one number"),
        (Code("[0,4, -0,6, 0,2]"), "is there a comma where a decimal point should be?"),
        *rubbish((3,)),
    ],
)
def test_1_the_gradient_of_c(ch, answer, words):
    assert_told(ch.tried("dc-yours", my_dc=answer), "my_dc", words)


# ---------------------------------------------------------------- 2. a rate


@pytest.mark.parametrize(
    "answer, words",
    [
        *[(answer, "right") for answer in (0.5, "0.5", "0,5", [0.5], np.float32(0.5), 0.2, 1, 2)],
        (0.02, "at this rate the loss is 2.3"),
        (5, "at this rate the loss is 1."),
        (0.1, "at this rate the loss is 1.6"),
        (20, "at this rate the loss is "),
        *[(rate, "try a rate above 0 and up to 100") for rate in (0, -0.5, 101, 1e300)],
        (Code("0,5"), "is there a comma where a decimal point should be?"),
        *[row for row in rubbish() if row[1] != "is too large"],
        (10**400, "try a rate above 0 and up to 100"),
    ],
)
def test_2_a_rate(ch, answer, words):
    assert_told(ch.tried("rate-yours", my_rate=answer), "my_rate", words)


# ---------------------------------------------------------------- 3. the bug


def mended(from_z, from_later, s_t):
    return (from_z + from_later) * (1 - s_t**2)


def by_parts(from_z, from_later, s_t):
    return from_z * (1 - s_t**2) + from_later * (1 - s_t**2)


def number_by_number(from_z, from_later, s_t):
    return [(z + later) * (1 - s * s) for z, later, s in zip(from_z, from_later, s_t)]


def with_cosh(from_z, from_later, s_t):
    return (from_z + from_later) / np.cosh(np.arctanh(s_t)) ** 2


AS_TYPED = """
def repaired(from_z, from_later, s_t):
    return (from_z + from_later) * (1 - s_t**2)
"""
WRONG = "entry [0] is too"


@pytest.mark.parametrize(
    "answer, words",
    [
        *[(f, "right") for f in (mended, by_parts, number_by_number, with_cosh, Code(AS_TYPED))],
        (Code("friends_da"), WRONG),
        (lambda from_z, from_later, s_t: from_z + from_later * (1 - s_t**2), WRONG),
        (lambda from_z, from_later, s_t: from_z + from_later, WRONG),
        (lambda from_z, from_later, s_t: from_z * (1 - s_t**2), WRONG),  # cut
        (lambda from_z, from_later, s_t: (from_z + from_later) * (1 - s_t), WRONG),
        (lambda from_z, from_later, s_t: (from_z - from_later) * (1 - s_t**2), WRONG),
        (lambda from_z, from_later, s_t: (from_z + from_later) @ (1 - s_t**2), "one number"),
        (lambda from_z, from_later: from_z, "it raised TypeError: "),
        (lambda *_: None, "not tried yet"),
        (lambda *_: print("da"), "it is None"),
        (lambda *_: "da", "expected numbers, got the text 'da'"),
        (lambda *_: from_nowhere, "it raised NameError: "),  # noqa: F821
        (5, "object is not callable"),
        (None, "it is None"),
        *[(stub, "not tried yet") for stub in (..., "", lambda: ...)],
    ],
)
def test_3_the_bug(ch, answer, words):
    assert_told(ch.tried("bug-yours", repaired=answer), "repaired", words)


def test_untouched_exercises_are_not_tried_yet(ch):
    for cell in ("dc-yours", "rate-yours", "bug-yours"):
        assert ch.said[cell].count(": not tried yet\n") == 1


def test_the_friends_loop_is_right_for_one_word_only(ch):
    """What the exercise says of her gradients."""
    ours, params = ch.names["loss_and_gradients"], ch.names["params"]
    source = ast.unparse(ch.trees["backward"]).replace(
        "(params.V.T @ dz + from_later) * (1 - trace.s[t] ** 2)",
        "friends_da(params.V.T @ dz, from_later, trace.s[t])",
    )
    names = dict(ch.names)
    exec(source, names)
    assert "friends_da" in source
    for T, same in ((1, "UWVbc"), (4, "Vc")):
        x, y = ch.names["x"][:T], ch.names["y"][:T]
        right, hers = ours(x, y, params)[1], names["loss_and_gradients"](x, y, params)[1]
        agree = [k for k in "UWVbc" if np.allclose(right[k], hers[k], rtol=1e-9, atol=1e-12)]
        assert "".join(agree) == same


LETTERS = ["x", "y", "d", "z", "p", "m", "v", "w", "loss", "text", "trained", "language", "lesson"]
LETTERS += ["slope", "rate", "run", "plan", "said", "U"]


def test_right_answers_stay_right_whatever_a_reader_has_named(ch):
    given = dict.fromkeys(LETTERS)
    for cell, answers in {
        "dc-yours": {"my_dc": DC},
        "rate-yours": {"my_rate": 0.5},
        "bug-yours": {"repaired": mended},
    }.items():
        assert ch.tried(cell, given=given, **answers).count(": right\n") == 1
