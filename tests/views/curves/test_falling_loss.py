"""The loss at some moments, one of them in sight."""

import numpy as np

from rnn_helpers.views.curves.falling_loss import FallingLoss
from rnn_helpers.views.style import lecture_figure


def test_the_dot_stands_on_the_line_with_its_number():
    _, ax = lecture_figure(4, 4)
    losses = [2.8, 2.5, 1.3]
    view = FallingLoss(ax, losses=losses, updates=[0, 50, 2000], named=[0, 2], least=1.25)
    for now, text in enumerate(["2.80", "2.50", "1.30"]):
        view.set(now=now)
        assert view.shown["text"] == text
        np.testing.assert_array_equal(view.shown["now"], (now, losses[now]))
    np.testing.assert_array_equal(view.shown["line"], [(0, 2.8), (1, 2.5), (2, 1.3)])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0", "2,000"]
    low, high = ax.get_ylim()
    assert low < 1.25 and high > 2.8
