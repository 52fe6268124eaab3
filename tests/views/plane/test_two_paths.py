"""TwoPaths: two runs, the step that is ringed, and the line between them."""

import numpy as np
import pytest

from rnn_helpers.views.plane.two_paths import TwoPaths


def test_two_paths_show_their_data(ax):
    view = TwoPaths(ax)
    paths = np.array([[[0, 0], [0.5, 0.5]], [[1, 1], [0.5, 0.6]]])
    view.set(paths=paths, now=1)
    np.testing.assert_array_equal(view.shown["paths"], paths)
    assert view.shown["gap"].tolist() == [[0.5, 0.5], [0.5, 0.6]]
    assert view.shown["now"].tolist() == [[0.5, 0.5], [0.5, 0.6]]
    assert view.shown["starts"] == {"A": (0, 0), "B": (1, 1)}
    away = -15 / np.sqrt(2)
    assert view.shown["aside"] == {"A": pytest.approx((away, away)), "B": (-15, -15)}
