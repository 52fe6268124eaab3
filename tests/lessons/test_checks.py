"""What the exercises say to a reader, every line word for word."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers.lessons.checks import answer_prediction, check_answer, is_untouched

TABLE = np.array([[0.125, -2.0, 3.0], [4.0, 5.0, 6.75]])
NAN = float("nan")
WRONG_NUMBERS = [
    ("0.5", 0.5, "expected numbers, got text"),
    (True, 1, "expected numbers, got True or False"),
    (len, 0.5, "expected numbers, got builtin_function_or_method"),
    ({"a": 1}, 0.5, "expected numbers, got dict"),
    (1 + 2j, 0.5, "expected numbers, got complex"),
    ([1, [2, 3]], [1.0, 2.0], "expected rows of one length"),
    ([1.0, ...], [1.0, 2.0], "a place is still blank"),
    ([[1.0, None], [1.0, 2.0]], np.eye(2), "a place is still blank"),
    ([0.5], 0.5, "expected one number, got shape (1,)"),
    (0.5, [0.5, 0.25], "expected shape (2,), got one number"),
    ([[0.5, 0.25]], [0.5, 0.25], "expected shape (2,), got shape (1, 2)"),
    (TABLE.T, TABLE, "transposed: rows and columns are exchanged"),
    ([[1, 3], [2, 4]], [[1, 2], [3, 4]], "transposed: rows and columns are exchanged"),
    (np.ones((3, 2)), TABLE, "expected shape (2, 3), got shape (3, 2)"),
    (-TABLE, TABLE, "only the sign is wrong"),
    (-0.5, 0.5, "only the sign is wrong"),
    (NAN, 0.5, "it is NaN, not a number"),
    ([0.5, NAN], [0.5, 0.25], "entry [1] is NaN, not a number"),
    (float("inf"), 0.5, "it is too large"),
    (0.5, float("inf"), "it is too small"),
    (1.61e6, 1_610_000.5, "it is too small"),
    (0.4, 0.5, "it is too small"),
    (3, 2, "it is too large"),
    (1000.001, 1000, "it is too large"),
    ([0.5, 0.3], [0.5, 0.25], "entry [1] is too large"),
    (TABLE - [[0, 0, 1], [1, 0, 0]], TABLE, "entry [0, 2] is too small"),
    (0.933, 0.9330329915, "close: give more digits (6 after the point are compared)"),
    (1.56, 1.56128388, "close: give more digits (6 after the point are compared)"),
    (3.014, 3.01466, "close: give more digits (6 after the point are compared)"),
    (
        [2.7271, -0.0001],
        [2.72707101, -0.00011],
        "close: give more digits (6 after the point are compared)",
    ),
    (0.9, 0.9330329915, "it is too small"),
    (0.0, 0.04, "it is too small"),
]
OTHER_WRONG = [
    (3, "forgets", "expected text in quotes, got int"),
    ("latches", "forgets", "it is another one"),
    (1, True, "expected True or False, got numbers"),
    (False, True, "it is another one"),
    ([True, True], [True, False], "entry [1] is another one"),
    (["dog", "man"], ["dog", "bites"], "entry [1] is another one"),
    (["dog"], ["dog", "bites"], "expected shape (2,), got shape (1,)"),
    (100, (100,), "expected a shape such as (2, 3) or (2,), got int"),
    ((100.0, 2), (100, 2), "expected a shape of whole numbers only"),
    ((True, 2), (1, 2), "expected a shape of whole numbers only"),
    (("H", 2), (1, 2), "expected a shape of whole numbers only"),
    ((..., 2), (1, 2), "a place is still blank"),
    ((100,), (100, 8000), "expected a shape of length 2, got length 1"),
    ((8000, 100), (100, 8000), "the right numbers in the wrong order"),
    ((100, 7999), (100, 8000), "entry [1] is too small"),
    ((101, 7999), (100, 8000), "entry [0] is too large"),
]
RIGHT = [
    (2, 2),
    (2.0, 2),
    (np.int64(2), 2),
    (0.933033, 2**-0.1),
    (0.711969, 0.7119698),  # cut instead of rounded
    (1_610_000, 1_610_000),
    (NAN, NAN),
    (-np.inf, -np.inf),
    (TABLE, TABLE),
    (TABLE.tolist(), TABLE),
    (TABLE.astype(np.float32), TABLE),
    (tuple(TABLE[0]), TABLE[0]),
    ([], np.zeros(0)),
    (np.eye(2), np.eye(2)),
    (" Forgets ", "forgets"),
    (True, True),
    (np.True_, True),
    ([True, False], (True, False)),
    (["dog", "bites"], ["dog", "bites"]),
    ((100, 8000), (100, 8000)),
    ([100, 8000], (100, 8000)),
    (np.zeros((2, 3)).shape, (2, 3)),
    ((), ()),
]


def said(capsys, function, *args, **kwargs):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert function(*args, **kwargs) is None  # so JupyterLab echoes nothing
    out, err = capsys.readouterr()
    assert err == ""
    return out


@pytest.mark.parametrize("answer, expected, problem", WRONG_NUMBERS + OTHER_WRONG)
def test_a_wrong_answer_is_told_what_is_wrong(answer, expected, problem, capsys):
    assert said(capsys, check_answer, "Exercise 1", answer, expected) == (
        f"Exercise 1: not yet - {problem}\n"
    )


@pytest.mark.parametrize("answer, expected", RIGHT)
def test_a_right_answer_is_right(answer, expected, capsys):
    assert said(capsys, check_answer, "shape of U", answer, expected) == "shape of U: right\n"


@pytest.mark.parametrize("answer", [None, ..., "", "  ", (..., ...), [None, None], [[...], [...]]])
@pytest.mark.parametrize("expected", [0.5, TABLE, "forgets", (2, 3), True])
def test_a_stub_is_not_tried_yet(answer, expected, capsys):
    assert said(capsys, check_answer, "a", answer, expected) == "a: not tried yet\n"


@pytest.mark.parametrize("answer", [0, False, (), [], (..., 1), np.zeros(2), "a", NAN])
def test_an_answer_is_no_stub(answer):
    assert not is_untouched(answer)


def test_digits_say_how_exact_a_number_must_be(capsys):
    assert said(capsys, check_answer, "w", 0.93, 2**-0.1, digits=2) == "w: right\n"
    close = "w: not yet - close: give more digits (3 after the point are compared)\n"
    assert said(capsys, check_answer, "w", 0.93, 2**-0.1, digits=3) == close


def test_choices_are_named_when_another_word_was_written(capsys):
    choices = "forgets", "latches"
    for answer, line in [
        ("forget", "not yet - choose one of: forgets, latches"),
        ("latches", "not yet - it is another one"),
        ("FORGETS", "right"),
    ]:
        assert said(capsys, check_answer, "w", answer, "forgets", choices=choices) == f"w: {line}\n"


@given(
    answer=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(...),
        lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    ),
    expected=st.sampled_from([0.5, 3, TABLE, "forgets", (2, 3), True, ["a", "b"], NAN, np.inf]),
)
def test_no_answer_raises_or_warns(answer, expected):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_answer("x", answer, expected)
        answer_prediction(answer, expected, because="so.", within=0.1)
        answer_prediction(answer, "a", because="so.", choices=["a", "b"])


NO_GUESS = "no guess yet: write it after `guess... =`, run that cell and this one.\n"


@pytest.mark.parametrize(
    "guess, truth, options, line",
    [
        ("forgets", "forgets", {}, "You guessed forgets, and it is forgets."),
        (" Forgets\n", "forgets", {}, "You guessed Forgets, and it is forgets."),
        ("latches", "forgets", {}, "You guessed latches; it is forgets."),
        (3, 4, {}, "You guessed 3; it is 4."),
        ("4", 4, {}, "You guessed 4, and it is 4."),
        (2.3, 2.2784389, {"within": 0.05}, "You guessed 2.3, which is close: it is 2.27844."),
        (2.4, 2.2784389, {"within": 0.05}, "You guessed 2.4; it is 2.27844."),
        ("2.4", 2.2784389, {"within": 9}, "You guessed 2.4; it is 2.27844."),
        (True, False, {}, "You guessed yes; it is no."),
        ("no", np.False_, {}, "You guessed no, and it is no."),
        (
            ("stays", "goes"),
            ("stays", "goes"),
            {},
            "You guessed stays, goes, and it is stays, goes.",
        ),
        (np.float64(0.5), 0.5, {}, "You guessed 0.5, and it is 0.5."),
        (
            "flips",
            "forgets",
            {"choices": ["forgets", "flips"]},
            "You guessed flips; it is forgets.",
        ),
        (False, True, {"choices": [True, False]}, "You guessed no; it is yes."),
    ],
)
def test_a_prediction_is_answered_with_the_reason(guess, truth, options, line, capsys):
    out = said(capsys, answer_prediction, guess, truth, because="W shrinks it.", **options)
    assert out == f"{line}\nW shrinks it.\n"


@pytest.mark.parametrize("guess", [None, ..., "", (None, None)])
def test_without_a_guess_the_answer_is_kept_back(guess, capsys):
    assert said(capsys, answer_prediction, guess, "forgets", because="W shrinks it.") == NO_GUESS


def test_a_guess_that_is_no_choice_is_told_the_choices(capsys):
    out = said(
        capsys, answer_prediction, "forget", "forgets", because="-", choices=["forgets", "flips"]
    )
    assert out == "You guessed forget; choose one of: forgets, flips.\n"
