"""Columns of U of many words: marks, the longest, the chosen one, tags."""

import numpy as np
import pytest

from rnn_helpers.views.plane.word_arrows import WordArrows, bundle_names
from rnn_helpers.views.style import lecture_figure

TOKENS = ["a", "b", "c", "d"]
KINDS = [("noun", True), ("verb", False), ("noun", True), ("", True)]


@pytest.fixture
def view():
    _, ax = lecture_figure(4, 4)
    ax.set(xlim=(0, 400), ylim=(0, 400))
    return WordArrows(
        ax, tokens=TOKENS, kinds=KINDS, middle=(200, 200), radius=150, room=(4, 24, 396, 392)
    )


def test_the_longest_column_reaches_the_circle(view):
    for size in (0.01, 1, 30):
        U = size * np.array([[3.0, 0, -1, 1], [4.0, 1, 0, 1]])
        view.set(columns=U, chosen=2)
        shown = view.shown
        np.testing.assert_allclose(shown["tips"], 200 + 30 * U.T / size, atol=1e-9)
        np.testing.assert_allclose(shown["chosen"], (170, 200), atol=1e-9)
        assert shown["longest"] == f"longest: {5 * size:.2f}"


def test_words_on_one_spot_share_a_tag_and_keep_their_marks(view):
    U = np.array([[3.0, 0, 3.0, 0], [0.0, 2, 0.1, -2]])
    view.set(columns=U, chosen=0)
    assert sorted(words for *_, words in view.shown["tags"]) == ["a c", "b", "d"]
    assert bundle_names(U, TOKENS, radius=150) == [["a", "c"], ["b"], ["d"]]
    view.set(columns=U * [[1, 1, 0.9, 1]], chosen=0)
    assert sorted(words for *_, words in view.shown["tags"]) == TOKENS


def test_a_second_cue_beside_colour(view):
    view.set(columns=np.eye(2)[:, [0, 1, 0, 1]], chosen=0)
    marks = view._marks
    assert len({line.get_marker() for line in marks.values()}) == 3
    whole = {kind: line.get_markerfacecolor() != "white" for kind, line in marks.items()}
    assert whole == {kind: kind[1] for kind in KINDS}
