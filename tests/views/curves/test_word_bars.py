"""WordBars: a bar a word, its value, the band, and grey words to come."""

import numpy as np
from matplotlib.patches import PathPatch
from pictures import drawn, same

from rnn_helpers.views.curves.word_bars import WordBars


def bars_of(view):
    """(left, height) of every bar that is drawn."""
    path = next(a for a in view.moving if isinstance(a, PathPatch)).get_path()
    boxes = path.vertices.reshape(-1, 5, 2)[:, :4]
    return [(box[:, 0].mean().round(6), np.ptp(box[:, 1]).round(6)) for box in boxes]


def test_words_values_and_bars(ax):
    view = WordBars(ax, places=5)
    view.set(words=["dogs", "who", "chases", "cat"], weights=[0.25, 0.001, 0.749, 0.9], now=2)
    assert view.shown == [("dogs", "0.25"), ("who", ""), ("chases", "0.75"), ("cat", "")]
    np.testing.assert_allclose(view.lengths, [0.25, 0.001, 0.749, 0, 0])
    assert bars_of(view) == [(0, 0.25), (1, 0.001), (2, 0.749)] and view.now == 2
    assert view._band.get_x() == 1.5


def test_later_words_are_grey_and_have_no_bar(ax):
    view = WordBars(ax, places=4)
    view.set(words=["a", "b", "c"], weights=[1, 0, 0], now=0)
    written = {name: [t.shown for t in row] for name, row in view._writings.items()}
    assert [bool(t) for t in written["input"]] == [True, False, False, False]
    assert [bool(t) for t in written["context"]] == [False, True, True, False]
    assert same(view._writings["input"][0].moving[0].get_facecolor(), "input")


def test_what_was_shown_before_is_gone(ax):
    view = WordBars(ax, places=3)
    view.set(words=["a", "b", "c"], weights=[0.2, 0.3, 0.5], now=2)
    before = drawn(ax)
    view.set(words=["a"], weights=[1.0], now=0)
    assert view.shown == [("a", "1.00")]
    view.set(words=["a", "b", "c"], weights=[0.2, 0.3, 0.5], now=2)
    assert np.array_equal(drawn(ax), before)


def test_neighbours_stand_in_two_lines(ax):
    view = WordBars(ax, places=3)
    view.set(words=["a", "b", "c"], weights=[0.2, 0.3, 0.5], now=2)
    heights = [text.shown[0][1] for text in view._writings["input"]]
    assert heights[0] == heights[2] != heights[1]
