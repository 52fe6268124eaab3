"""ColouredText: where each character stands, in which colour, and what is behind it."""

import numpy as np
import pytest

from rnn_helpers.views.sheets.coloured_text import ColouredText
from rnn_helpers.views.style import lecture_figure


@pytest.fixture
def view():
    figure, ax = lecture_figure(9, 4)
    ax.set(xlim=(0, 900), ylim=(0, 400))
    ax.figure_kept = figure
    return ColouredText(ax, left=10, top=390, columns=5, rows=3, cell=(12, 30))


def written(view):
    """{(row, column): what stands there}"""
    return {
        (round((390 - y) / 30 - 0.5), round((x - 10) / 12 - 0.5)): letter
        for writing in view._writings.values()
        for x, y, letter in writing.shown
    }


def behind(view, row, column):
    return np.array(view._image.get_array())[row, column, :3]


def test_lines_end_at_their_length_and_at_a_newline(view):
    view.set(text="abcdefg\nhi", given=3, values=np.zeros(10))
    at = written(view)
    assert "".join(at[0, i] for i in range(5)) == "abcde" and at[1, 0] + at[1, 1] == "fg"
    assert at[1, 2] == "¶" and at[2, 0] + at[2, 1] == "hi" and len(at) == 10
    assert view.lines == 3


def test_given_and_written_characters_have_two_colours(view):
    view.set(text="abcd", given=3, values=[0.0, 0.5, -0.5, 1.0])
    assert view.shown == [
        ("a", "input", 0.0), ("b", "input", 0.5), ("c", "input", -0.5), ("d", "output", 1.0)
    ]  # fmt: skip
    assert [text for *_, text in view._writings["output"].shown] == ["d"]


def test_the_sign_of_the_number_is_the_hue_and_its_size_the_strength(view):
    view.set(text="abcde", given=0, values=[-1.0, -0.3, 0.0, 0.3, 1.0])
    purple, pale, white, light, orange = (behind(view, 0, column) for column in range(5))
    assert orange[0] > orange[2] and purple[2] > purple[1]  # red over blue, blue over green
    assert white.min() > 0.95
    assert pale.min() > purple.min() and light.min() > orange.min()
    assert behind(view, 1, 0).min() == 1  # nothing is written there


def test_a_text_that_is_too_long_loses_its_first_lines(view):
    text = "aaaaabbbbbcccccdd"
    view.set(text=text, given=7, values=np.zeros(17))
    assert view.lines == 3
    assert "".join(character for character, *_ in view.shown) == text[5:]
    assert [kind for _, kind, _ in view.shown][:3] == ["input", "input", "output"]
    assert written(view)[0, 0] == "b" and written(view)[2, 1] == "d"


def test_nothing_is_written_for_an_empty_text(view):
    view.set(text="abc", given=3, values=np.ones(3))
    view.set(text="", given=0, values=[])
    assert view.shown == [] and written(view) == {} and view.lines == 0
    assert np.array(view._image.get_array()).min() == 1
