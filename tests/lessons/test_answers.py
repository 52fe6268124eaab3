"""One thing that was typed, whatever its form."""

from decimal import Decimal
from fractions import Fraction
from sys import float_info

import numpy as np
import pytest

from rnn_helpers.lessons.answers import as_typed_number, error_in_words, kind, spoken

NUMBERS = {
    **{"0.5": 0.5, "0,5": 0.5, " ０，５ ": 0.5, ".5": 0.5, "5.": 5.0, "+,5": 0.5, "1/2": 0.5},
    **{"−1": -1.0, "–1,5": -1.5, "—2": -2.0, "－３": -3.0, "-1/4": -0.25, "1e-3": 0.001},
    **{"1,610": 1.61, "1,610,000": 1.61e6, "12 345": 12345.0, "1,234.5": 1234.5},
    **{"-1,000,000": -1e6, "1\u202f000": 1000.0, "1e400": float_info.max},
}  # fmt: skip
NO_NUMBERS = ["", "five", "5 %", "0.5.5", "1,2,3", "1,61,000", "12 34", "1 1/2", "1/0", "²", "10²"]
NO_NUMBERS += ["--1", "1-2", "0x10", "nan", "inf", "∞", "[1]", "2**3", "1.610.000", "1.234,5"]


@pytest.mark.parametrize("typed, number", NUMBERS.items())
def test_a_text_that_reads_as_a_number_is_one(typed, number):
    found = as_typed_number(typed)
    assert type(found) is float and found == number


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_no_prefix_of_a_text_is_taken_for_a_number(typed):
    assert as_typed_number(typed) is None


def test_numbers_of_every_kind_and_what_is_none():
    halves = [
        0.5,
        np.float32(0.5),
        Fraction(1, 2),
        Decimal("0.5"),
        np.array(0.5),
        np.array([[0.5]]),
    ]
    assert [as_typed_number(half) for half in halves] == [0.5] * 6
    assert as_typed_number(10**400) == float_info.max
    for other in (True, None, ..., [0.5], {}, 0.5 + 0j, np.ones(2), float("nan"), float("-inf")):
        assert as_typed_number(other) is None


@pytest.mark.parametrize(
    "item, words",
    [
        (None, "None"),
        ("a\nb", "the text 'a\\nb'"),
        (np.True_, "True or False"),
        (np.float64(3), "a number"),
        ({}, "a dict"),
        (OSError, "a function: write what it returns"),
        (np.zeros(2), "an array"),
        (..., "an ellipsis"),
        (type("Xylem", (), {})(), "a Xylem"),
        (type("Apple", (), {})(), "an Apple"),
        (enumerate(""), "an enumerate: write list(...) around it"),
        (frozenset(), "a set, which has no order: write a list"),
    ],
)
def test_a_wrong_thing_is_called_by_its_name(item, words):
    assert kind(item) == words


@pytest.mark.parametrize(
    "value, words",
    [
        (True, "yes"),
        (np.False_, "no"),
        (1 / 3, "0.333333"),
        (np.float32(2.5), "2.5"),
        ([1, (True, "a  b")], "1, yes, a b"),
        (Fraction(1, 3), "1/3"),
        ("w " * 150, ("w " * 98 + "...")),  # 200 letters at most
        (10**5000, "a number"),
    ],
    ids=range(8),
)
def test_a_value_is_said_in_one_line(value, words):
    assert spoken(value) == words


def test_an_error_is_said_in_one_line_the_same_every_time():
    for address in ("0x7f09ab", "0x7F09AB"):
        said = error_in_words(RuntimeError(f"no W\nin <object at {address}>"))
        assert said == "it raised RuntimeError: no W in <object at 0x...>"
