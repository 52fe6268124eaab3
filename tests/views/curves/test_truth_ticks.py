"""TruthTicks: one in each row that has a number, upright, where the number is."""

import numpy as np

from rnn_helpers.views.curves.bars import Bars
from rnn_helpers.views.curves.truth_ticks import TruthTicks


def test_a_tick_in_each_row_that_has_a_number(ax):
    Bars(ax, labels=list("abcd"))
    limits = ax.get_xlim(), ax.get_ylim()
    ticks = TruthTicks(ax)
    assert ticks.shown == {}
    ticks.set(values=[0.25, np.nan, 0.0, 1.0])
    assert ticks.shown == {0: 0.25, 2: 0.0, 3: 1.0}
    for line, row in zip(ticks._lines.get_segments(), (0, 2, 3)):
        assert line[0][0] == line[1][0] and np.mean(line[:, 1]) == row
        assert 0.3 < line[1][1] - row < 0.5  # it does not reach into the next row
    ticks.set(values=[np.nan] * 4)
    assert ticks.shown == {}
    assert (ax.get_xlim(), ax.get_ylim()) == limits
