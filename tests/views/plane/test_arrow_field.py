"""ArrowField: an arrow at each state, and the line that follows them."""

import numpy as np

from rnn_helpers.views.plane.arrow_field import ArrowField, arrows


def test_an_arrow_starts_at_its_state_and_points_along_its_move():
    strokes = arrows(np.array([[0.2, 0.1]]), np.array([[0.0, -2.0]]))
    np.testing.assert_array_equal(strokes[0], [0.2, 0.1])
    assert strokes[1][0] == 0.2 and -0.1 < strokes[1][1] < 0.1
    assert np.isnan(strokes[2]).all() and np.isnan(strokes[6]).all()


def test_the_field_shows_its_data(ax):
    view = ArrowField(ax)
    states, moves = np.array([[0.2, 0.1], [0, 0]]), np.array([[0, -2.0], [1, 0]])
    view.set(states=states, moves=moves, flow=[(0.2, 0.1), (0.3, 0.1)])
    np.testing.assert_array_equal(view.shown["arrows"], arrows(states, moves))
    assert view.shown["flow"].tolist() == [[0.2, 0.1], [0.3, 0.1]]
    assert view.shown["end"].tolist() == [[0.3, 0.1]]
    view.set()
    assert [len(points) for points in view.shown.values()] == [0, 0, 0]
