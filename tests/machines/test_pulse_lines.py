"""Pulse lines."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers.machines.pulse_lines import pulse_line, pulses


def test_signs_are_inputs():
    np.testing.assert_array_equal(pulses("..+.-−"), [[0], [0], [1], [0], [-1], [-1]])
    assert pulses("+").dtype == float


@pytest.mark.parametrize("dash", "-−–—―‒‐‑－﹣ー")
def test_any_dash_is_a_minus(dash):
    np.testing.assert_array_equal(pulses(f"+{dash}.{dash}"), pulses("+-.-"))


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("＋．－", "+.-"),
        ("。＋。／－", ".+./-"),
        ("…+", "...+"),
        ("\u00a0+\u3000-\u2009.", "+-."),
        ("+\u200b-\ufeff", "+-"),
        ("﹢ｰ｡", "+-."),
    ],
)
def test_signs_as_other_keyboards_write_them(line, plain):
    np.testing.assert_array_equal(pulses(line), pulses(plain))


def test_a_second_input_stands_after_a_slash():
    np.testing.assert_array_equal(pulses("+./.-+"), [[1, 0], [0, -1], [0, 1]])
    assert pulses("/").shape == (0, 2) and pulses("").shape == (0, 1)


def test_blanks_do_not_count_and_short_lines_end_in_silence():
    np.testing.assert_array_equal(pulses(" + - ", steps=4), [[1], [-1], [0], [0]])


@given(st.lists(st.lists(st.sampled_from([-1, 0, 1]), min_size=2, max_size=2), min_size=1))
def test_there_and_back(x):
    x = np.array(x, float)
    np.testing.assert_array_equal(pulses(pulse_line(x)), x)
    np.testing.assert_array_equal(pulses(pulse_line(x[:, :1])), x[:, :1])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("..x..", "“..x..” is not understood: type"),
        (".. blubb 狗", "“blubb” is not"),
        ("." * 40 + "x", r"“\.{31}…” is not"),
        ("a\x00", r"“a\\x00” is not"),
        ("1\u200b..", "“1‹ZERO WIDTH SPACE›..” is not"),
        ("+±−", "“\\+±−” is not"),
        ("+/+/+", "at most one /, before the second input; got 2"),
        ("+++++", "5 signs are too many: there are 4 steps"),
    ],
)
def test_what_is_not_understood_is_named(line, message):
    with pytest.raises(ValueError, match=message):
        pulses(line, steps=4)


def test_no_text():
    with pytest.raises(TypeError, match=r"line expects text such as .*, got list"):
        pulses([0, 1])
