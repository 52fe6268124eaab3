"""Differences: two runs beside each other, and by how much they differ."""

import numpy as np
import pytest

from rnn_helpers.views.sheets.differences import DECADE, ZERO, Differences, height
from rnn_helpers.views.style import lecture_figure


def test_heights_of_differences():
    assert height([0, 1e-7, 1e-6, 1]).tolist() == pytest.approx([0, DECADE, 2 * DECADE, 8 * DECADE])
    heights = height(np.logspace(-12, 1, 60))
    assert (np.diff(heights) > 0).all() and ZERO + heights[-1] < 290  # below the table


def test_bars_and_table_of_differences():
    figure, ax = lecture_figure(9, 4.2)
    view = Differences(ax)
    z, run = np.arange(5.0), np.array([0, 1.01, 2, 3, 3.5])
    view.set(W=np.eye(2), used=2 * np.eye(2), z=z, run=run, states=np.abs(run - z))
    shown = view.shown
    assert shown["off"] == ["0.000000", "0.010000", "0.000000", "0.000000", "\u22120.500000"]
    assert shown["W"] == ["1.00", "0.00", "0.00", "1.00"]
    assert shown["used"] == ["2.00", "0.00", "0.00", "2.00"]
    np.testing.assert_allclose(shown["bars"], height(np.abs(run - z)))
    np.testing.assert_allclose(shown["points"], height(np.abs(run - z)))
    assert np.count_nonzero(shown["bars"]) == 2
    figure.canvas.draw()
