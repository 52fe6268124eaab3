"""What the exercises say to a reader, every line word for word."""

import warnings
from collections import deque
from decimal import Decimal
from fractions import Fraction
from math import atanh, tanh

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers import RNNParams, forward_propagation, softmax
from rnn_helpers.lessons import answer_arrays
from rnn_helpers.lessons.answers import number
from rnn_helpers.lessons.checks import check_answer

TABLE = np.array([[0.125, -2.0, 3.0], [4.0, 5.0, 6.75]])
PAIR = np.array([0.363399, -0.8421])
NAN, INF = float("nan"), float("inf")
RIGHT, STUB, BLANK = "right", "not tried yet", "not yet - a place is still blank"
CLOSE = "not yet - close: give more digits (6 after the point are compared)"
NONE = "not yet - it is None: a function without return gives None, and so does print"
SIGN = "not yet - only the sign is wrong"
TURNED = "not yet - transposed: rows and columns are exchanged"
BACKWARDS = "not yet - the right numbers in reversed order"
ANOTHER = "not yet - it is another one"
COMMA = "is there a comma where a decimal point should be?"
MANY = "write a large number without commas"
A_SHAPE = "not yet - expected a shape such as (2, 3) or (2,), "
WHAT = "not yet - expected a number, got"
WHATS = "not yet - expected numbers,"

holds_itself = []
holds_itself.append(holds_itself)


class Strange:
    """Raises whatever is done to it."""

    def __getattr__(self, name):
        raise AttributeError(name)

    def _refuse(self, *args):
        raise RuntimeError("no")

    __float__ = __eq__ = __repr__ = __str__ = __array__ = _refuse
    __hash__ = None


class Floats:
    def __float__(self):
        return 5.0


def empty(x): ...


def complete(x):
    return x


ONE_NUMBER = [  # what is right, what was written, what is said
    *[(5, five, RIGHT) for five in (5, 5.0, Fraction(5), Decimal("5.0"), Floats(), [5], (5.0,))],
    *[(5, five, RIGHT) for five in ("5", "5.0", "5,0", " ５．０ ", "10/2", "[5]", "５", "+5", "٥")],
    *[(5, five, RIGHT) for five in (np.int8(5), np.float32(5), np.array(5), np.array([[5.0]]))],
    *[(5, five, RIGHT) for five in (np.array([5]), np.array(["5"]), np.array([5], object))],
    *[(5, five, RIGHT) for five in (range(5, 6), deque([5]), np.array(Fraction(5), object))],
    *[(-1, minus, RIGHT) for minus in ("-1", "−1", "–1", "－1", "‐1", "−１，０")],
    *[(1_610_000, many, RIGHT) for many in (1_610_000, 1.61e6, "1,610,000", "1 610 000")],
    (1_610_000, "1\u00a0610\u202f000", RIGHT),
    (1234.5, "1,234.5", RIGHT),
    (0.5, "0,5", RIGHT),
    (0.5, "−0,5", SIGN),
    (0.5, ",5", RIGHT),
    (0.5, "1/2", RIGHT),
    (2**-0.1, 0.933033, RIGHT),
    (0.7119698, 0.711969, RIGHT),  # cut instead of rounded
    (0.7119698, 0.711967, "not yet - it is too small"),
    (10**30, 10**30, RIGHT),
    (10**30, 1e30, RIGHT),
    (NAN, NAN, RIGHT),
    (NAN, "nan", RIGHT),
    (INF, "∞", RIGHT),
    (-INF, -np.inf, RIGHT),
    (INF, 10**400, "not yet - it is too small"),
    (-INF, Decimal("-1e400"), "not yet - it is too large"),
    (2**-0.1, 0.933, CLOSE),
    (2**-0.1, "0,933", CLOSE),
    (2**-0.1, np.float32(0.933), CLOSE),
    (2**-0.1, [0.93], CLOSE),
    (2**-0.1, 0.934, "not yet - it is too large"),
    (2**-0.1, 0.932, "not yet - it is too small"),
    (2**-0.1, 0.9, "not yet - it is too small"),
    (2**-0.1, -0.933033, SIGN),
    (1.56128388, 1.56, CLOSE),
    (-1.56128388, -1.56, CLOSE),
    (-1.56128388, -1.57, "not yet - it is too small"),
    (3.01466, 3.014, CLOSE),
    (3.01466, 3, CLOSE),  # 1 % off at most
    (3.1466, 3, "not yet - it is too small"),
    (100.37, 100, CLOSE),
    (0.42, 0.0, "not yet - it is too small"),
    (0.5, NAN, "not yet - it is NaN, not a number"),
    (0.5, INF, "not yet - it is too large"),
    (0.5, -INF, "not yet - it is too small"),
    (0.5, 10**30, "not yet - it is too large"),
    (0.5, 10**400, "not yet - it is too large"),
    (0.5, Fraction(-(10**400)), "not yet - it is too small"),
    (0.5, "1e400", "not yet - it is too large"),
    (0.5, Fraction(10**5000), "not yet - it is too large"),
    (1000, 1000.001, "not yet - it is too large"),
    (10**9, 10**9 + 1.5, "not yet - it is too large"),
    (10**9, 10**9 + 0.5, RIGHT),
    (-1.5e308, 1.5e308, SIGN),
    (-1.5e308, 1.6e308, "not yet - it is too large"),
    (1_613_000, 1_610_000, "not yet - it is too small"),
    (5, None, NONE),
    (5, np.array(None), f"{WHAT} None"),
    (5, [None], f"{WHAT[:-4]} but entry [0] is None"),
    (5, [[None]], f"{WHAT[:-4]} but entry [0, 0] is None"),
    (1, True, f"{WHAT} True, and True is not 1"),
    (0, np.False_, f"{WHAT} False, and False is not 0"),
    (1, np.array([True]), f"{WHAT[:-4]} but entry [0] is True, and True is not 1"),
    (5, 5 + 0j, f"{WHAT} a complex number: take .real of it"),
    (5, np.complex128(5 + 1j), f"{WHAT} a complex number: real ones are expected"),
    (5, {5}, f"{WHAT} a set, which has no order: write a list"),
    (5, {5: 5}, f"{WHAT} a dict"),
    (5, {}, f"{WHAT} a dict"),
    (5, b"5", f"{WHAT} a bytes"),
    (5, (x for x in [5]), f"{WHAT} a generator: write list(...) around it"),
    (5, map(int, "5"), f"{WHAT} a map: write list(...) around it"),
    (5, {1: 5}.values(), f"{WHAT} a dict_values: write list(...) around it"),
    (5, complete, f"{WHAT} a function: write what it returns"),
    (5, len, f"{WHAT} a function: write what it returns"),
    (5, Strange(), f"{WHAT} a Strange"),
    (5, [Strange()], f"{WHAT[:-4]} but entry [0] is a Strange"),
    (5, Decimal("sNaN"), f"{WHAT} one that cannot be read"),
    (5, holds_itself, f"{WHAT} a list that holds itself"),
    (5, "five", f"{WHAT} the text 'five'"),
    (5, "= 5", f"{WHAT} the text '= 5'"),
    (5, "5 %", f"{WHAT} the text '5 %'"),
    (5, "5 0", f"{WHAT} the text '5 0'"),
    (5, "1,2,3", f"{WHAT} the text '1,2,3'"),
    (5, "5/0", f"{WHAT} the text '5/0'"),
    (5, "[5", f"{WHAT} the text '[5'"),
    (5, "[1 (2)]", f"{WHAT} the text '[1 (2)]'"),
    (5, "x" * 41, f"{WHAT} the text '{'x' * 37}...'"),
    (5, "x" * 40, f"{WHAT} the text '{'x' * 40}'"),
    (5, [np.str_("x")], f"{WHAT[:-4]} but entry [0] is the text 'x'"),
    (0.9, (0, 9), f"not yet - expected one number, got shape (2,): {COMMA}"),
    (0.9, [0.5, 9], "not yet - expected one number, got shape (2,)"),
    (0.9, [1, 2, 3], "not yet - expected one number, got shape (3,)"),
    (0.9, [0.5, 100, 2], "not yet - expected one number, got shape (3,)"),
    (5, (1, 610, 000), f"not yet - expected one number, got shape (3,): {MANY}"),
    (5, (0, 100, 99), f"not yet - expected one number, got shape (3,): {MANY}"),
    (5, (0, 1000, 99), "not yet - expected one number, got shape (3,)"),
    (5, [], "not yet - expected one number, got shape (0,)"),
    (5, [[1], [2, 3]], "not yet - expected rows of one length, got shape (1,) and shape (2,)"),
]
SEVERAL = [
    *[(PAIR, pair, RIGHT) for pair in (PAIR, PAIR.tolist(), tuple(PAIR), deque(PAIR))],
    *[(PAIR, pair, RIGHT) for pair in (PAIR.astype(object), PAIR.astype(str))],
    (PAIR, ["0,363399", "−0.8421"], RIGHT),
    (PAIR, [Fraction("0.363399"), Decimal("-0.8421")], RIGHT),
    (PAIR, "[0.363399, -0.8421]", RIGHT),
    (PAIR, "（0.363399, −0.8421）", RIGHT),
    (PAIR, [PAIR[:1], PAIR[1:]], RIGHT),  # as V s_t + c gives them
    (PAIR, [PAIR[:1], PAIR[1]], RIGHT),
    (PAIR, [0.3634, -0.8421], RIGHT),
    (PAIR, [0.363, -0.842], CLOSE),
    (PAIR, ["0,36", "-0,84"], CLOSE),
    (PAIR, [0.37, -0.84], "not yet - entry [0] is too large"),
    (PAIR, [0.363399, -0.85], "not yet - entry [1] is too small"),
    (np.array([2.72707101, -0.00011]), [2.7271, -0.0001], CLOSE),
    (np.array([0.417132, 0.0000125049]), [0.417, 1.25e-5], CLOSE),
    (np.array([1.9459, 0.0]), [1.95, 0], CLOSE),
    (PAIR, PAIR[::-1], BACKWARDS),
    (PAIR, -PAIR, SIGN),
    (PAIR, [0.363399, NAN], "not yet - entry [1] is NaN, not a number"),
    (PAIR, [0.363399, 10**400], "not yet - entry [1] is too large"),
    (PAIR, [0.363399, None], f"{WHATS} but entry [1] is None"),
    (PAIR, [None, None], f"{WHATS} but entry [0] is None"),
    (PAIR, np.full(2, None), f"{WHATS} but entry [0] is None"),
    (PAIR, [0.363399, True], f"{WHATS} but entry [1] is True, and True is not 1"),
    (PAIR, [0.363399, {}], f"{WHATS} but entry [1] is a dict"),
    (PAIR, PAIR + 0j, f"{WHATS} but entry [0] is a complex number: take .real of it"),
    (PAIR, set(PAIR), f"{WHATS} got a set, which has no order: write a list"),
    (PAIR, zip(PAIR), f"{WHATS} got a zip: write list(...) around it"),
    (PAIR, "0.36 and -0.84", f"{WHATS} got the text '0.36 and -0.84'"),
    (PAIR, None, NONE),
    (PAIR, [0.363399, ...], BLANK),
    (PAIR, [0.363399, ""], BLANK),
    (PAIR, np.array([0.363399, ...]), BLANK),
    (PAIR, 0.363399, "not yet - expected shape (2,), got one number"),
    (PAIR, [0.363399], "not yet - expected shape (2,), got shape (1,)"),
    (PAIR, [], "not yet - expected shape (2,), got shape (0,)"),
    (PAIR, [0, 36, 0, 84], f"not yet - expected shape (2,), got shape (4,): {COMMA}"),
    (PAIR, [0.1, 36, 0, 84], "not yet - expected shape (2,), got shape (4,)"),
    (PAIR, np.eye(2), "not yet - expected shape (2,), got shape (2, 2)"),
    (PAIR, [PAIR, PAIR], "not yet - expected shape (2,), got shape (2, 2)"),
    (PAIR, [PAIR[:1]], "not yet - expected shape (2,), got shape (1, 1)"),
    (PAIR, [PAIR], "not yet - the right numbers, but expected shape (2,), got shape (1, 2)"),
    (
        PAIR,
        PAIR[:, None],
        "not yet - the right numbers, but expected shape (2,), got shape (2, 1)",
    ),
    (
        PAIR,
        [[0.363399], [-0.8421]],
        "not yet - the right numbers, but expected shape (2,), got shape (2, 1)",
    ),
    (PAIR, [[1.0], 2.0, [3.0, 4.0]], "not yet - expected rows of one length, got shape (1,) and "
                                     "one number"),
    ((0.5, 0.25), [0.5, 0.25], RIGHT),
    (np.array([0.5]), [0.5], RIGHT),
    (np.array([0.5]), 0.5, "not yet - the right numbers, but expected shape (1,), got one number"),
    (
        np.array([0.5]),
        [[0.5]],
        "not yet - the right numbers, but expected shape (1,), got shape (1, 1)",
    ),
    (np.zeros(0), [], RIGHT),
    (np.eye(2), np.eye(2), RIGHT),
    (TABLE, TABLE, RIGHT),
    (TABLE, TABLE.tolist(), RIGHT),
    (TABLE, [TABLE[0], tuple(TABLE[1])], RIGHT),
    (TABLE, [list(row[:, None]) for row in TABLE], RIGHT),  # each entry as V s_t + c gives it
    (
        TABLE,
        TABLE[:, :, None],
        "not yet - the right numbers, but expected shape (2, 3), got shape (2, 3, 1)",
    ),
    (TABLE, TABLE.astype(np.float32), RIGHT),
    (TABLE, str(TABLE.tolist()), RIGHT),
    (TABLE, TABLE.T, TURNED),
    (TABLE, -TABLE, SIGN),
    (TABLE, TABLE[::-1], BACKWARDS),
    (np.array([[1, 2], [3, 4]]), [[1, 3], [2, 4]], TURNED),
    (TABLE, TABLE - [[0, 0, 1], [1, 0, 0]], "not yet - entry [0, 2] is too small"),
    (TABLE, np.ones((3, 2)), "not yet - expected shape (2, 3), got shape (3, 2)"),
    (
        TABLE,
        TABLE.ravel(),
        "not yet - the right numbers, but expected shape (2, 3), got shape (6,)",
    ),
    (TABLE, [[1.0, 2.0, None], [1, 2, 3]], f"{WHATS} but entry [0, 2] is None"),
    (TABLE, [[1.0, 2.0, ...], [1, 2, 3]], BLANK),
    (
        TABLE,
        [[1, 2, 3], [4, 5]],
        "not yet - expected rows of one length, got shape (3,) and shape (2,)",
    ),
]  # fmt: skip
A_TEXT = [
    *[("forgets", word, RIGHT) for word in ("forgets", " Forgets. ", "'forgets'", "“FORGETS”\n")],
    *[("forgets", word, RIGHT) for word in ("ｆｏｒｇｅｔｓ", np.str_("forgets"))],
    *[("forgets", word, RIGHT) for word in (["forgets"], np.array("forgets"))],
    ("both units", "both\u00a0 Units", RIGHT),
    ("(1, 2)", "(1, 2)", RIGHT),
    ("2", 2, RIGHT),
    ("2", 2.5, "not yet - expected text in quotes, got a number"),
    ("forgets", "latches", ANOTHER),
    ("forgets", "", STUB),
    ("forgets", None, NONE),
    ("forgets", 3, "not yet - expected text in quotes, got a number"),
    ("forgets", True, "not yet - expected text in quotes, got True or False"),
    ("forgets", [3], "not yet - expected text in quotes, but entry [0] is a number"),
    ("forgets", {}, "not yet - expected text in quotes, got a dict"),
    ("forgets", len, "not yet - expected text in quotes, got a function: write what it returns"),
    ("forgets", ["forgets", "grows"], "not yet - expected one text, got shape (2,)"),
    ("forgets", Strange(), "not yet - expected text in quotes, got a Strange"),
    ("forgets", holds_itself, "not yet - expected text in quotes, got a list that holds itself"),
    *[("yes", yes, RIGHT) for yes in ("yes", "Yes", True, np.True_, "true")],
    *[("no", yes, ANOTHER) for yes in ("yes", True)],
    ("no", False, RIGHT),
    ("yes", "perhaps", ANOTHER),
    ("yes", 1, "not yet - expected text in quotes, got a number"),
    (["dog", "bites"], ["dog", "bites"], RIGHT),
    (["dog", "bites"], np.array(["Dog", "bites "]), RIGHT),
    (["dog", "bites"], ["dog", "man"], "not yet - entry [1] is another one"),
    (["dog", "bites"], ["dog"], "not yet - expected shape (2,), got shape (1,)"),
    (["dog", "bites"], "dog bites", "not yet - expected shape (2,), got one alone"),
    (["dog", "bites"], ["dog", 3], "not yet - expected text in quotes, but entry [1] is a number"),
    (["dog", "bites"], ["dog", ...], BLANK),
]  # fmt: skip
TRUE_OR_FALSE = [
    *[(True, yes, RIGHT) for yes in (True, np.True_, np.array(True), [True], "yes", " True ")],
    *[(False, no, RIGHT) for no in (False, np.False_, "no", "FALSE")],
    *[(True, no, ANOTHER) for no in (False, "no", [False])],
    (True, 1, "not yet - expected True or False, got a number"),
    (False, 0.0, "not yet - expected True or False, got a number"),
    (True, np.array([1]), "not yet - expected True or False, but entry [0] is a number"),
    (True, "maybe", "not yet - expected True or False, got the text 'maybe'"),
    (True, None, NONE),
    (True, {}, "not yet - expected True or False, got a dict"),
    (True, [True, False], "not yet - expected one alone, got shape (2,)"),
    (True, complete, "not yet - expected True or False, got a function: write what it returns"),
    ((True, False), [True, False], RIGHT),
    ((True, False), np.array([True, False]), RIGHT),
    ((True, False), ["yes", "no"], RIGHT),
    ((True, False), [True, True], "not yet - entry [1] is another one"),
    ((True, False), [1, 0], "not yet - expected True or False, but entry [0] is a number"),
    ((True, False), [True, None], "not yet - expected True or False, but entry [1] is None"),
    ((True, False), [True], "not yet - expected shape (2,), got shape (1,)"),
]
A_SHAPE_IS_ASKED = [
    *[((2, 3), right, RIGHT) for right in ((2, 3), [2, 3], np.array([2, 3]), (2.0, 3), ("2", 3))],
    *[((2, 3), right, RIGHT) for right in ("(2, 3)", "[2,3]", "2, 3", "2 x 3", "２×３")],
    ((2, 3), (Fraction(2), Decimal(3)), RIGHT),
    ((5,), (5,), RIGHT),
    ((5,), "(5,)", RIGHT),
    ((), (), RIGHT),
    ((5,), 5, f"{A_SHAPE}got one number"),
    ((5,), "5", f"{A_SHAPE}got one number"),
    ((2, 3), (3, 2), "not yet - the right numbers in the wrong order"),
    ((2, 3), (2,), "not yet - expected a shape of length 2, got length 1"),
    ((2, 3), [], "not yet - expected a shape of length 2, got length 0"),
    ((100, 8000), (100, 7999), "not yet - entry [1] is too small"),
    ((100, 8000), (101, 7999), "not yet - entry [0] is too large"),
    ((2, 3), (2, 10**400), "not yet - entry [1] is too large"),
    ((2, 3), (2.5, 3), "not yet - expected a shape of whole numbers only"),
    ((2, 3), (NAN, 3), "not yet - expected a shape of whole numbers only"),
    ((1, 2), (True, 2), f"{A_SHAPE}but entry [0] is True, and True is not 1"),
    ((1, 2), ("H", 2), f"{A_SHAPE}but entry [0] is the text 'H'"),
    ((2, 3), (2, None), f"{A_SHAPE}but entry [1] is None"),
    ((2, 3), "two by three", f"{A_SHAPE}got the text 'two by three'"),
    ((2, 3), TABLE, f"{A_SHAPE}got an array: write .shape behind it"),
    ((2, 3), {2, 3}, f"{A_SHAPE}got a set, which has no order: write a list"),
    ((2, 3), None, NONE),
    ((2, 3), (..., 2), BLANK),
    ((2, 3), complete, f"{A_SHAPE}got a function: write what it returns"),
]  # fmt: skip
STUBS = [..., "", "  ", (..., ...), [[...], [...]], [..., ""], np.array(...), {0: ...}, empty]
STUBS += [np.array([..., ...]), np.array([""]), lambda x: ..., lambda x: None]


def said(capsys, function, *args, **kwargs):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert function(*args, **kwargs) is None  # so JupyterLab echoes nothing
    out, err = capsys.readouterr()
    assert err == ""
    return out


@pytest.mark.parametrize(
    "expected, answer, verdict", ONE_NUMBER + SEVERAL + A_TEXT + TRUE_OR_FALSE + A_SHAPE_IS_ASKED
)
def test_an_answer_is_told_what_it_is(expected, answer, verdict, capsys):
    assert said(capsys, check_answer, "U", answer, expected) == f"U: {verdict}\n"


def holding(shape, *things):
    """An array of objects, each as it is."""
    array = np.empty(shape, object)
    for place, thing in zip(np.ndindex(shape), things, strict=True):
        array[place] = thing
    return array


@pytest.mark.parametrize(
    "answer", [holding(2, *TABLE), holding(2, *TABLE.tolist()), holding((), TABLE)]
)
def test_a_table_in_an_array_of_objects_is_a_table(answer, capsys):
    assert said(capsys, check_answer, "U", answer, TABLE) == "U: right\n"
    line = "U: not yet - entry [0, 2] is too large\n"
    assert said(capsys, check_answer, "U", answer, TABLE - [0, 0, 1]) == line


def test_an_array_of_numbers_is_read_as_a_whole(monkeypatch):
    """Number by number would take a second for a million of them."""
    monkeypatch.setattr(answer_arrays, "_stacked", None)
    monkeypatch.setattr(np, "ndenumerate", None)
    for kind in (np.int8, np.uint8, np.float32):
        found = answer_arrays.array_of(np.ones((2, 3), kind), number, "numbers")
        assert found.dtype == float and found.shape == (2, 3) and found.all()


@pytest.mark.parametrize("stub", STUBS)
@pytest.mark.parametrize("expected", [0.5, TABLE, "forgets", "yes", (2, 3), True, ["dog", "man"]])
def test_a_stub_is_not_tried_yet(stub, expected, capsys):
    assert said(capsys, check_answer, "a", stub, expected) == "a: not tried yet\n"


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
    three = "yes", "no", 2
    assert said(capsys, check_answer, "w", "3", "no", choices=three) == (
        "w: not yet - choose one of: yes, no, 2\n"
    )


EARLY, DROPPED = "that is the state one step early", "the start was dropped"


@pytest.mark.parametrize(
    "answer, line",
    [
        ([0.5, 0.25], "right"),
        ([0.1234567, 0.7], f"not yet - {EARLY}"),
        ([0.123, 0.7], f"not yet - {EARLY}"),  # rounded, too
        ([0.0, 0.0], f"not yet - {DROPPED}"),
        ([-0.5, -0.25], "not yet - only the sign is wrong"),
        ([0.4, 0.25], "not yet - entry [0] is too small"),
        ([...], "not tried yet"),
        ("no", "not yet - expected numbers, got the text 'no'"),
    ],
)
def test_a_slip_is_told_by_its_result(answer, line, capsys):
    slips = {EARLY: [0.1234567, 0.7], DROPPED: np.zeros(2)}
    assert said(capsys, check_answer, "s", answer, [0.5, 0.25], slips=slips) == f"s: {line}\n"


def test_slips_of_texts_shapes_and_rounded_answers(capsys):
    line = said(capsys, check_answer, "s", "dog", "man", slips={"that comes first": "dog"})
    assert line == "s: not yet - that comes first\n"
    line = said(capsys, check_answer, "s", [12, 64], (13, 64), slips={"the start": (12, 64)})
    assert line == "s: not yet - the start\n"
    line = said(capsys, check_answer, "s", 0.93, 2**-0.1, slips={"rather this": 0.9301})
    assert line == f"s: {CLOSE}\n"  # the right one comes first


# ---------------------------------------------------------------- judged by what follows from it


def left_after_10(w):
    assert type(w) is float
    if w < 0:
        raise ValueError("w must lie between 0 and 1")
    s = 0.001
    for _ in range(10):
        s = tanh(w * s)
    return s / 0.001


def ends_of(w):
    s = np.tanh([1.0, -1.0])
    for _ in range(1001):
        s = np.tanh(w * s)
    return s


THREE = {"digits": 4, "through": softmax, "shape": (3,)}
FIVE = "not yet - close: give more digits (5 after the point are compared)"
FOUR = "not yet - close: give more digits (4 after the point are compared)"
THROUGH = [
    *[(w, RIGHT) for w in (2**-0.1, 0.933033, "0,933033", "０．９３３０３３", [0.933033])],
    *[(w, RIGHT) for w in (Fraction(933033, 10**6), Decimal("0.933033"), np.array(0.933033))],
    *[(w, FIVE) for w in (0.93303, 0.933, "0,93", [0.93303])],
    *[(w, "not yet - it is too large") for w in (0.94, 0.934567, 1, 1.0, 10**400, 1e300)],
    *[(w, "not yet - it is too small") for w in (0.932, 0.9, 0, "0")],
    (-0.933033, "not yet - w must lie between 0 and 1"),
    (NAN, "not yet - it is NaN, not a number"),
    ("inf", "not yet - it is infinite"),
    (True, f"{WHAT} True, and True is not 1"),
    ((0, 933), f"not yet - expected one number, got shape (2,): {COMMA}"),
    ([], "not yet - expected one number, got shape (0,)"),
    ([[1], [2, 3]], "not yet - expected rows of one length, got shape (1,) and shape (2,)"),
    ("about 0.9", f"{WHAT} the text 'about 0.9'"),
    ({}, f"{WHAT} a dict"),
    (complete, f"{WHAT} a function: write what it returns"),
    (None, NONE),
    (..., STUB),
    ("", STUB),
    (empty, STUB),
    ([0.9, ...], BLANK),
]
LOGITS = [
    *[(z, RIGHT) for z in (np.log([0.7, 0.2, 0.1]), np.log([7, 2, 1]), [1.9459, 0.6931, 0])],
    (["1,9459101", "0,6931472", "0"], RIGHT),
    ([np.log([k]) for k in (7, 2, 1)], RIGHT),
    *[([1.95, 0.69, 0], FOUR), ([1.94, 0.69, 0], FOUR), ([-0.36, -1.61, -2.3], FOUR)],
    ([1.9, 0.7, 0], FOUR),
    ([2, 1, 0], "not yet - entry [0] is too small"),
    ([7, 2, 1], "not yet - entry [0] is too large"),
    ([1.945, 0.71, 0], "not yet - entry [0] is too small"),
    ([10**400, 0, 0], "not yet - entry [0] is too large"),
    ([10**400, 0, -(10**400)], "not yet - entry [0] is too large"),
    ([NAN, 0, 0], "not yet - entry [0] is NaN, not a number"),
    ([0, 0, -INF], "not yet - entry [2] is infinite"),
    ([], "not yet - expected shape (3,), got shape (0,)"),
    (np.log([[7, 2, 1]]), "not yet - expected shape (3,), got shape (1, 3)"),
    ([[1, 2], [3]], "not yet - expected rows of one length, got shape (2,) and shape (1,)"),
    ([1, "two", 3], f"{WHATS} but entry [1] is the text 'two'"),
    (None, NONE),
    ([...] * 3, STUB),
]


@pytest.mark.parametrize("answer, line", THROUGH)
def test_one_number_that_is_judged_by_what_follows(answer, line, capsys):
    out = said(capsys, check_answer, "w", answer, 0.5, digits=5, through=left_after_10)
    assert out == f"w: {line}\n"


@pytest.mark.parametrize("answer, line", LOGITS)
def test_three_numbers_that_are_judged_by_what_follows(answer, line, capsys):
    out = said(capsys, check_answer, "z", answer, [0.7, 0.2, 0.1], **THREE)
    assert out == f"z: {line}\n"


def test_what_follows_may_be_several_numbers(capsys):
    for w, line in [
        (atanh(0.5) / 0.5, RIGHT),
        (1.1, RIGHT),
        (1.09, "not yet - close: give more digits (2 after the point are compared)"),
        (-1.1, SIGN),
        (1.2, "not yet - entry [0] is too large"),
    ]:
        out = said(capsys, check_answer, "w", w, [0.5, -0.5], digits=2, through=ends_of)
        assert out == f"w: {line}\n"


def test_a_start_with_the_printed_digits_is_close(capsys):
    params = RNNParams([[1, -1, 0.5], [0, 1, 1]], [[0.5, -1], [1, 0.5]], 2 * np.eye(3, 2))
    run = forward_propagation([0, 1, 2], params)
    asked = {"through": lambda s0: forward_propagation([2], params, s0=s0).o[0], "shape": (2,)}
    for start, line in [
        (run.s[1], RIGHT),
        (run.s[1].round(4), CLOSE),
        (run.s[1].round(2).tolist(), CLOSE),
        ("0,5", "not yet - expected shape (2,), got one number"),
        (run.s[0], "not yet - the state before it"),
        ([], "not yet - expected shape (2,), got shape (0,)"),
        ([NAN, 1], "not yet - entry [0] is NaN, not a number"),
        (..., STUB),
    ]:
        slips = {"the state before it": asked["through"](run.s[0])}
        out = said(capsys, check_answer, "s", start, run.o[2], slips=slips, **asked)
        assert out == f"s: {line}\n", start


def test_a_step_that_cannot_be_taken_is_not_close(capsys):
    def below_1(w):
        if w >= 0.9998:
            raise ValueError("w must be smaller")
        return w

    out = said(capsys, check_answer, "w", 0.95, 0.97, through=below_1, digits=3)
    assert out == "w: not yet - it is too small\n"
    out = said(capsys, check_answer, "w", 0.999, 0.9995, through=below_1)
    assert out == "w: not yet - it is too small\n"  # 0.999 + 0.001 is no w


def test_a_column_of_results_may_be_close(capsys):
    def column(w):  # as V s_t + c gives it
        return [np.array([w]), np.array([w + 0.001])]

    for w, line in ((1 / 3, RIGHT), (0.333, CLOSE), (0.332, "not yet - entry [0] is too small")):
        out = said(capsys, check_answer, "w", w, [1 / 3, 1 / 3 + 0.001], through=column)
        assert out == f"w: {line}\n"


def test_what_a_table_leads_to_and_what_is_wrong_with_it(capsys):
    def size_of(table):
        if not isinstance(table, dict):
            raise TypeError("table expects\n a dict ")
        if "words" in table:
            raise ValueError(table["words"])
        if table["size"] > 9:
            raise ValueError(f"no table is of {table['size']} rows")
        return len(table) / table["size"]

    for table, line in [
        ({"size": 1}, RIGHT),
        ({"size": 2}, "not yet - it is too small"),
        ([1], "not yet - table expects a dict"),
        ({"size": 0}, "not yet - it raised ZeroDivisionError: division by zero"),
        ({"size": 10**300}, "not yet - no table is of ..."),
        ({"words": "w " * 150}, f"not yet - {'w ' * 98}..."),  # 200 letters at most
        ({"size": ..., 1: 2}, BLANK),
        ({"size": ...}, STUB),
    ]:
        out = said(capsys, check_answer, "t", table, 1, through=size_of, shape=None)
        assert out == f"t: {line}\n"


def test_what_it_is_judged_by_gets_a_copy(capsys):
    def halve(pair):
        pair /= 2
        return pair

    mine = np.array([1.0, 2.0])
    out = said(capsys, check_answer, "p", mine, [0.5, 1.0], through=halve, shape=(2,))
    assert out == "p: right\n" and mine.tolist() == [1.0, 2.0]


def prints(x):
    print(end="")


def raises(x):
    raise NotImplementedError


def half_written(x):
    return 2 * ...


def breaks(x):
    return {}[x]


@pytest.mark.parametrize(
    "function, line",
    [
        (lambda x: 2 * x, RIGHT),
        (lambda x: [2 * x], RIGHT),
        (lambda x: x + 1, "not yet - it is too small"),
        (lambda x: 0, "not yet - it is too small"),
        (lambda x: "six", f"{WHAT} the text 'six'"),
        (lambda x: complete, f"{WHAT} a function: write what it returns"),
        (prints, NONE),
        (lambda x: print(end=""), NONE),
        (breaks, "not yet - it raised KeyError: 3"),
        (lambda x: float("x"), "not yet - it raised ValueError: could not convert string to float: "
                               "'x'"),
        (5, "not yet - 'int' object is not callable"),
        (None, NONE),
        *[(stub, STUB) for stub in (empty, raises, half_written, ..., lambda x: ..., "")],
    ],
)  # fmt: skip
def test_a_function_of_the_reader_is_run(function, line, capsys):
    out = said(capsys, check_answer, "f", function, 6, through=lambda f: f(3), shape=None)
    assert out == f"f: {line}\n"


def test_a_wrapper_around_a_stub_is_a_stub(capsys):
    def wrapped(function):
        def call(x):
            return function(x)

        return call

    def run(f):
        return f(3)

    for inside, line in ((empty, STUB), (prints, NONE), (lambda x: 6, RIGHT)):
        out = said(capsys, check_answer, "f", wrapped(inside), 6, through=run, shape=None)
        assert out == f"f: {line}\n"
    stub = empty
    out = said(capsys, check_answer, "f", lambda x: stub(x) or 6, 6, through=run, shape=None)
    assert out == "f: right\n"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text()
    | st.just(...) | st.fractions() | st.decimals() | st.binary() | st.builds(Strange)
    | st.text("0123456789,.-−/ []()", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner)
    | st.dictionaries(st.integers(), inner, max_size=2) | st.lists(inner, max_size=3).map(iter),
)  # fmt: skip


@given(
    answer=anything,
    expected=st.sampled_from([0.5, 3, TABLE, "forgets", (2, 3), True, ["a", "b"], NAN, np.inf]),
)
def test_no_answer_raises_or_warns(answer, expected):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_answer("x", answer, expected)
        check_answer("x", answer, [0.7, 0.2, 0.1], **THREE)
