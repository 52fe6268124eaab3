"""BorderCurves: broken lines that stay in the square."""

import numpy as np
from pictures import drawn

from rnn_helpers.views.plane.border_curves import BorderCurves
from rnn_helpers.views.plane.state_plane import StatePlane
from rnn_helpers.views.plane.warped_grid import joined_lines


def test_curves_are_shown_with_gaps_and_taken_away(ax):
    view = BorderCurves(ax)
    curves = [np.array([[0.0, 0.0], [0.5, 0.2]]), np.array([[0.1, 0.3], [np.nan, np.nan]])]
    view.set(curves=curves)
    np.testing.assert_array_equal(view.shown, joined_lines(curves))
    view.set()
    assert len(view.shown) == 0


def test_what_lies_outside_of_the_square_is_not_drawn(ax):
    StatePlane(ax, steps=1)
    view = BorderCurves(ax)
    empty = drawn(ax)
    view.set(curves=[np.array([[-1.05, 1.05], [1.05, 1.05]])])
    np.testing.assert_array_equal(drawn(ax), empty)
    view.set(curves=[np.array([[-1.05, 0.5], [1.05, 0.5]])])
    assert (drawn(ax) != empty).any()
