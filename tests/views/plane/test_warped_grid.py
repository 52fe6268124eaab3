"""WarpedGrid: a grid, its image, and the marked state in both."""

import numpy as np

from rnn_helpers.views.plane.warped_grid import WarpedGrid, joined_lines


def test_the_grid_shows_its_data(ax):
    view = WarpedGrid(ax)
    before = np.array([[[-1.0, 0], [1, 0]], [[0, -1], [0, 1]]])
    lines, marked = 2 * before, [[0.1, 0.2], [0.2, 0.4]]
    columns = np.array([[0, 0], [2, 0], [0, 2]])
    view.set(name="W s", lines=lines, before=before, corner=(2, 2), marked=marked, columns=columns)
    shown = view.shown
    assert shown["name"] == "W s" and shown["corner"].tolist() == [[2, 2]]
    np.testing.assert_array_equal(shown["lines"], joined_lines(lines))
    np.testing.assert_array_equal(shown["before"], joined_lines(before))
    assert shown["marked"].tolist() == shown["way"].tolist() == marked
    assert [arrow.tolist() for arrow in shown["columns"]] == [[[0, 0], [2, 0]], [[0, 0], [0, 2]]]
    assert shown["heads"].tolist() == [[2, 0], [0, 2]]
    view.set(name="s", lines=before, before=before, corner=(1, 1), marked=marked)
    assert sum(map(len, view.shown["columns"])) == len(view.shown["heads"]) == 0
