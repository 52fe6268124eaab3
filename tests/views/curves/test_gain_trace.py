"""GainTrace: dots over a value, and where it stands now."""

import numpy as np

from rnn_helpers.views.curves.gain_trace import GainTrace


def test_dots_and_the_band_are_where_they_are_said_to_be(ax):
    view = GainTrace(ax, limits=(0, 2.6), symbol="g")
    dots = np.array([[0.1, -0.5], [0.2, 0.5], [0.2, -0.7]])
    view.set(dots=dots, now=0.2)
    np.testing.assert_array_equal(view.shown["dots"], dots)
    assert view.shown["now"] == 0.2
    assert ax.get_xlim() == (0, 2.6) and ax.get_ylim() == (-1.1, 1.1)
