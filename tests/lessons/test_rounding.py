"""Right numbers with too few digits."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers import softmax
from rnn_helpers.lessons.rounding import is_rounded


def close(typed, expected):
    typed, expected = np.array(typed, float), np.array(expected, float)
    return is_rounded(typed, typed, expected)


@given(st.integers(10_000, 999_999), st.sampled_from([1e-5, -1e-5]), st.integers(2, 6))
def test_a_number_rounded_or_cut_to_two_digits_or_more_is_close(number, scale, digits):
    number = round(number * scale, 5)
    places = digits - 1 - int(np.floor(np.log10(abs(number))))
    unit = Decimal(1).scaleb(-places)
    for way in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN):
        fewer = float(Decimal(repr(number)).quantize(unit, way))
        has_two_digits = len(str(fewer).strip("-0").replace(".", "").lstrip("0")) >= 2
        assert close(fewer, number) or not has_two_digits  # 0.30 cannot be told from 0.3


@pytest.mark.parametrize(
    "typed, expected, found",
    [
        (0.93, 0.9351, True),  # cut
        (0.94, 0.9351, True),  # rounded
        (0.93, 0.94, False),  # one unit off
        (0.95, 0.9351, False),
        (-0.93, -0.9351, True),
        (-0.92, -0.9351, False),
        (0.9, 0.92, False),  # one digit, and more than 1 % off
        (0.9, 0.908, True),
        (12, 12.4, True),
        (9, 9.4, False),
        (0, 0.004, False),
        (43, 44, False),
        (1_610_000, 1_613_000, False),  # a whole number has no fewer digits
        (0.123456789, 0.1234, False),
        (np.nan, 0.5, False),
        (0.5, np.inf, False),
        ([0.93, 0.0], [0.9351, 0.0041], True),  # 0.00, by the finest unit
        ([0.93, 0.0], [0.9351, 0.0141], False),
        ([0.417, 1.25e-5], [0.41713, 1.2505e-5], True),
        ([0.417, 1.25e-5], [0.41713, 1.26e-5], False),
        ([2.7271, -0.0001], [2.72707101, -0.00011], True),
        ([1.0, 0.25], [1.003, 0.2512], True),  # 1.00
        ([1.0, 0.25], [1.03, 0.2512], True),  # 1.0
        ([1.0, 0.25], [1.13, 0.2512], False),
        ([1.0, 0.25], [1.003, 0.2612], False),
        ([0.42, 1.25e-5], [0.42013, 1.2505e-5], True),  # 0.420
        ([0.42, 1.25e-5], [0.4232, 1.2505e-5], False),
        (120, 123.4, False),
        (1.5e308, -1.5e308, False),
        ([], [], False),
    ],
)
def test_what_is_close_and_what_is_not(typed, expected, found):
    assert close(typed, expected) is found


@given(st.lists(st.floats(-3, 3), min_size=3, max_size=3), st.integers(2, 5))
def test_rounded_logits_are_close_whatever_constant_was_added(logits, digits):
    typed, expected = np.round(logits, digits), softmax(np.array(logits))
    if np.abs(typed).max() > 0.2:
        assert is_rounded(typed, softmax(typed), expected, softmax)
