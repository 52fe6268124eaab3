"""Chapter 02: every exercise, tried with right, half right and nonsensical answers."""

import numpy as np
import pytest
from answer_forms import TEXT_RUBBISH, forms, rubbish, text_forms
from exercises import Code, assert_told, chapter
from row_form import U, V, W, X, b, run


@pytest.fixture(scope="module")
def ch():
    return chapter("02")


S, Z = run(X)  # (5, 2), (5,)
A = np.vstack([np.zeros(2), S[:-1]]) @ W + np.outer(X, U) + b  # (5, 2)
TOO_LARGE, TOO_SMALL = "it is too large", "it is too small"
CLOSE, SIGN = "close: give more digits (6 after the point are compared)", "only the sign is wrong"
COMMA = "is there a comma where a decimal point should be?"
LARGE_0, SMALL_0 = "entry [0] is too large", "entry [0] is too small"
SHAPE_2 = "expected shape (2,), got"


STEPS = {  # cell, name: what is written, what is said
    ("step-two-yours", "unit_2"): [
        *[(a, "right") for a in (*forms(1.392257), A[1, 1], "1,392257", Code("right.a[1, 1]"))],
        (Code("0.53704957 * 0.2 + 0.46211716 * 0.4 + 2 * 0.6 - 0.1"), "right"),
        *[(a, CLOSE) for a in (1.39, 1.392, 1.3922, 1.3923)],
        (Code("0.53704957 * 0.3 + 0.46211716 * 0.4 + 2 * 0.6 - 0.1"), TOO_LARGE),  # row 2
        (Code("0.53704957 * 0.1 + 0.46211716 * 0.3 + 2 * 0.6 - 0.1"), TOO_SMALL),  # column 1
        (Code("0.53704957 * 0.2 + 0.46211716 * 0.4 + 2 * 0.6"), TOO_LARGE),  # no bias
        (Code("0.53704957 * 0.2 + 0.46211716 * 0.4 + 1 * 0.6 - 0.1"), TOO_SMALL),  # the old input
        *[(S[1, 1], TOO_SMALL), (1.45, TOO_LARGE), (1.29, TOO_SMALL)],
        (Code("1,392257"), COMMA),
        (A[1], "expected one number, got shape (2,)"),
        *rubbish(),
    ],
    ("step-two-yours", "z_1"): [
        *[(z, "right") for z in (*forms(2.727071), Z[1], Code("right.z[1]"), S[1] @ V + 0.1)],
        (Code("[0.85973818, 0.88366641] @ V + c"), "right"),  # the taught line: shape (1,)
        *[(z, CLOSE) for z in (2.73, 2.727, 2.7271)],
        (Code("0.85973818 * 1 + 0.88366641 * 2"), TOO_SMALL),  # no bias
        (Code("0.85973818 * 2 + 0.88366641 * 1 + 0.1"), TOO_SMALL),  # the weights exchanged
        (Code("0.53704957 * 1 + 0.46211716 * 2 + 0.1"), TOO_SMALL),  # the old state
        (Code("np.tanh(0.85973818 * 1 + 0.88366641 * 2 + 0.1)"), TOO_SMALL),
        (-Z[1], SIGN),
        *rubbish(),
    ],
    ("step-three-yours", "a_2"): [
        *[(a, "right") for a in (*forms(A[2].round(6)), A[2])],
        (Code("[0.85973818, 0.88366641] @ W + 3 * U + b"), "right"),
        *[(a, CLOSE) for a in ([1.95, 2.23], [1.951, 2.225])],
        (Code("W @ [0.85973818, 0.88366641] + 3 * U + b"), SMALL_0),  # transposed
        (Code("[0.85973818, 0.88366641] @ W + 3 * U"), SMALL_0),  # no bias
        (Code("[0.85973818, 0.88366641] @ W + 2 * U + b"), SMALL_0),  # the input of step 2
        (S[2], SMALL_0),
        (A[2, ::-1], "the right numbers in reversed order"),
        (A[2, 0], f"{SHAPE_2} one number"),
        (Code("[1,951074, 2,225414]"), COMMA),
        *rubbish((2,)),
    ],
    ("step-three-yours", "s_2"): [
        *[(s, "right") for s in (*forms(S[2].round(6)), S[2], Code("np.tanh(right.a[2])"))],
        (S[2].round(4), CLOSE),
        *[(A[2], LARGE_0), (S[1], SMALL_0), (S[3], LARGE_0)],
        *[(-S[2], SIGN), (Z[2], f"{SHAPE_2} one number")],
        *rubbish((2,)),
    ],
    ("step-three-output", "z_2"): [
        *[(z, "right") for z in (*forms(3.014266), Z[2], Code("right.s[2] @ V + c"))],
        *[(z, CLOSE) for z in (3.01, 3.014)],
        *[(z, TOO_SMALL) for z in (Z[2] - 0.1, Z[1], S[2, 0])],
        *[(z, TOO_LARGE) for z in (Z[3], A[2] @ V + 0.1)],
        (S[2], "expected one number, got shape (2,)"),
        *rubbish(),
    ],
}
AFTER_DOGS = "that is after dogs"
DOG = [
    *[(z, "right") for z in (*forms(6.138727), 6.14, 6.13873, "6,14", Code("z_dog"))],
    ("6.1", "close: give more digits (2 after the point are compared)"),
    *[(z, AFTER_DOGS) for z in (-0.5444, -0.54)],
    *[(z, f"{AFTER_DOGS} and dog: start behind the full stop again") for z in (0.0179, 0.02)],
    *[(z, TOO_SMALL) for z in (-0.79, 0, 0.99)],  # the score of sleep; a probability
    (-6.14, SIGN),
    (7.6, TOO_LARGE),  # the score of sleep after dogs
    (Code("net.V @ start_state(net) + net.c"), "expected one number, got shape (17,)"),
    *rubbish(),
]
FIVE = "close: give more digits (5 after the point are compared)"
BIAS = [
    *[(c, "right") for c in (*forms(-2.17844), 0.1 - 2.278439, Code("c - 2.278439"), "−2,17844")],
    *[(c, FIVE) for c in (-2.18, -2.178)],
    (2.17844, SIGN),
    *[(c, TOO_SMALL) for c in (-2.278439, 0.1 - 2 * 2.278439)],  # the old c left out
    *[(c, TOO_LARGE) for c in (0, 0.1, 2.278439, 2.378439, 0.1 - 2.27512)],  # or five steps only
    (Code("-2,17844"), COMMA),
    *rubbish(),
]
BUG = [
    *[
        (z, "right")
        for z in (*forms(Z.round(6)), Z, Z[:, None].ravel(), list(S @ V[:, None] + 0.1))
    ],
    (Z.round(3), CLOSE),
    ([0.1] * 5, SMALL_0),  # not mended
    (Code("broken(X)"), SMALL_0),
    ([0.1, *Z[:-1]], SMALL_0),  # the rows of the start and of steps 1 to 4
    (Z - 0.1, SMALL_0),
    (run(X, W=W.T)[1], "entry [1] is too large"),
    (run(X, W=0 * W)[1], "entry [1] is too small"),
    ([0.1, *Z], "expected shape (5,), got shape (6,)"),
    (S, "expected shape (5,), got shape (5, 2)"),
    (Z[:, None], "the right numbers, but expected shape (5,), got shape (5, 1)"),
    (Z[::-1], "the right numbers in reversed order"),
    (Code("broken"), "got a function: write what it returns"),
    *rubbish((5,)),
]
CHOICES = "choose one of: none, unit 1, unit 2, both"
ROUTE = [
    (answer, words)
    for right, others in (
        ("none", ("unit 1", "unit 2", "both")),
        ("unit 2", ("none", "unit 1", "both")),
        ("both", ("none", "unit 1", "unit 2")),
    )
    for answer, words in (
        *[((right, form), "right") for form in text_forms(right)],
        *[((right, other), "it is another one") for other in others],
        *[((right, other), CHOICES) for other in ("unit2", "2", "unit 3")],
        *[((right, answer), words) for answer, words in TEXT_RUBBISH],
    )
]


@pytest.mark.parametrize(
    "cell, name, answer, words",
    [(*place, *tried) for place, table in STEPS.items() for tried in table],
)
def test_the_second_and_the_third_step(ch, cell, name, answer, words):
    assert_told(ch.tried(cell, **{name: answer}), name, words)


def test_a_step_that_is_built_on_the_one_before(ch):
    typed = {"a_2": Code("np.array([0.85973818, 0.88366641]) @ W + 3 * U + b")}
    said = ch.tried("step-three-yours", **typed, s_2=Code("np.tanh(a_2)"))
    assert said == "a_2: right\ns_2: right\n"


@pytest.mark.parametrize("answer, words", ROUTE)
def test_1_which_way_it_leads(ch, answer, words):
    right, typed = answer
    t = ["none", "unit 2", "both"].index(right)
    said = ch.tried("route-yours", **{f"at_{t}": typed})
    assert_told(said, f"after t = {t}", words)


@pytest.mark.parametrize("answer, words", DOG)
def test_2_another_word(ch, answer, words):
    assert_told(ch.tried("dog-yours", sleeps=answer), "sleeps", words)


@pytest.mark.parametrize("answer, words", BIAS)
def test_3_the_bias_of_the_output(ch, answer, words):
    assert_told(ch.tried("bias-yours", new_c=answer), "new_c", words)


@pytest.mark.parametrize("answer, words", BUG)
def test_4_the_bug(ch, answer, words):
    assert_told(ch.tried("bug-yours", repaired_outputs=answer), "repaired outputs", words)
