"""RankedBars: the largest probabilities in their order, with their names."""

import numpy as np
import pytest

from rnn_helpers.views.curves.ranked_bars import RankedBars


def test_the_largest_stand_on_top_with_their_names(ax):
    bars = RankedBars(ax, rows=3)
    bars.set(names="abcde", probabilities=[0.1, 0.4, 0.05, 0.25, 0.2])
    assert bars.shown == [("b", 0.4), ("d", 0.25), ("e", 0.2)]
    bars.set(names=["blank", "x", "y", "z", "w"], probabilities=np.eye(5)[2])
    assert bars.shown == [("y", 1.0)]  # others are too small for a bar and for a name


def test_of_equal_ones_the_first_come_first(ax):
    bars = RankedBars(ax, rows=2)
    bars.set(names="abcd", probabilities=[0.25] * 4)
    assert [name for name, _ in bars.shown] == ["a", "b"]


def test_a_name_ends_left_of_the_axis_in_the_row_of_its_bar(ax):
    bars = RankedBars(ax, rows=3)
    bars.set(names="abc", probabilities=[0.2, 0.5, 0.3])
    ax.figure.canvas.draw()
    for row, name in enumerate(bars._names):
        box = name.moving[0].get_window_extent()
        left, middle = ax.transData.transform((0, row))
        assert box.x1 < left and box.y0 < middle < box.y1 + 3
        assert box.width > 0 and middle == pytest.approx((box.y0 + box.y1) / 2, abs=8)
