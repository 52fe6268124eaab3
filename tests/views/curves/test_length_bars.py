"""Bars with a number each."""

import numpy as np

from rnn_helpers.views.curves.length_bars import LengthBars
from rnn_helpers.views.style import lecture_figure


def test_bars_numbers_and_an_empty_row():
    _, ax = lecture_figure(4, 4)
    ax.set(xlim=(0, 400), ylim=(0, 400))
    view = LengthBars(ax, labels=["a", "b", "c"], left=100, top=300, row=22)
    view.set(lengths=[10, 20, 30.5], numbers=[0.004, np.nan, 7.25], title="distance from b")
    assert view.shown == ["0.00", "", "7.25"] and view.title == "distance from b"
    np.testing.assert_allclose(view.lengths, [10, 0, 30.5], atol=1e-9)
    view.set(lengths=[np.nan, 1, 0], numbers=[np.nan, -1, 2], title="")
    assert view.shown == ["", "−1.00", "2.00"]
    np.testing.assert_allclose(view.lengths, [0, 1, 0], atol=1e-9)
