"""DrawnCounts: a line below each bar, as long as the share, and the count beside it."""

import numpy as np
import pytest

from rnn_helpers.views.curves.bars import Bars
from rnn_helpers.views.curves.drawn_counts import DrawnCounts


@pytest.fixture
def view(ax):
    Bars(ax, labels=["dog", "bites", "man"])
    return DrawnCounts(ax, rows=3, counts_at=1.3)


def lines(view):
    """{row: length} of the lines that are drawn."""
    (patch,) = (artist for artist in view.moving if artist.get_facecolor()[3] == 0)
    ends = patch.get_path().vertices.reshape(-1, 2, 2)
    assert (ends[:, 0, 0] == 0).all() and (ends[:, 0, 1] == ends[:, 1, 1]).all()
    return {round(y - 0.4): x for (_, _), (x, y) in ends}


def test_lines_are_shares_and_texts_are_counts(view):
    view.set(counts=[6, 0, 2])
    assert lines(view) == {0: 0.75, 2: 0.25}
    assert view.lengths.tolist() == [0.75, 0, 0.25]
    assert view.shown == ["6", "", "2"]
    view.set(counts=np.array([0, 9, 0]))
    assert lines(view) == {1: 1.0} and view.shown == ["", "9", ""]


def test_nothing_drawn_is_nothing_shown(view):
    view.set(counts=[6, 0, 2])
    view.set(counts=[0, 0, 0])
    assert lines(view) == {} and view.shown == ["", "", ""]


def test_a_line_lies_below_its_bar_and_above_the_next(ax):
    bars = Bars(ax, labels=["dog", "bites", "man"])
    view = DrawnCounts(ax, rows=3, counts_at=1.3)
    bars.set(probabilities=[1.0, 0.5, 0.5])
    view.set(counts=[2, 1, 1])
    (patch,) = (artist for artist in view.moving if artist.get_facecolor()[3] == 0)
    line = patch.get_window_extent()
    boxes = [bar.get_window_extent() for bar in bars.moving[:3]]
    assert line.y1 <= boxes[0].y0 + 2 and line.y0 < boxes[2].y0  # three lines, from row to row


def test_counts_of_another_length_are_refused(view):
    with pytest.raises(ValueError, match="argument 2 is"):
        view.set(counts=[1, 2])
