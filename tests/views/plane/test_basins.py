"""Basins: a pattern for each attractor, where its states stand."""

import numpy as np

from rnn_helpers.views.plane.basins import COLOURS, PATTERNS, Basins


def test_basins_show_a_pattern_for_each_index(ax):
    """Row 0 is the lowest, in the array and on the screen."""
    view = Basins(ax)
    ax.axis("off")
    ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
    index = np.array([[0, 3], [2, -1]])
    view.set(basins=index)
    np.testing.assert_array_equal(view.shown, index)
    ax.figure.canvas.draw()
    screen = np.asarray(ax.figure.canvas.buffer_rgba())[::-1]
    for row in (0, 1):
        for column in (0, 1):
            x, y = ax.transData.transform([column - 0.5, row - 0.5]).astype(int)
            pattern = {tuple(p) for p in COLOURS[PATTERNS[index[row, column]]].reshape(-1, 4)}
            assert {
                tuple(p) for p in screen[y - 30 : y + 30, x - 30 : x + 30].reshape(-1, 4)
            } == pattern
    assert len({pattern.tobytes() for pattern in PATTERNS}) == 9
    view.set(basins=None)
    assert view.shown is None
    ax.figure.canvas.draw()
    assert np.asarray(ax.figure.canvas.buffer_rgba()).min() == 255
