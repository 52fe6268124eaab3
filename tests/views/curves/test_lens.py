"""The lens of a cobweb: ten times as large, in a corner, or nowhere."""

import numpy as np

from rnn_helpers.views.curves.lens import Lens


def test_what_lies_around_the_focus_is_enlarged_about_the_middle_of_the_glass(ax):
    lens = Lens(ax)
    curve = np.array([[0.28, 0.3, 0.32], [0.27, 0.3, 0.33]])
    lens.set(focus=0.3, curve=curve, stairs=[(0.31, 0.31), (0.31, 0.3)])
    shown = lens.shown
    assert shown["seen"] and np.allclose(shown["focus"], 0.3)
    np.testing.assert_allclose(shown["curve"], [(0.44, -0.94), (0.64, -0.64), (0.84, -0.34)])
    np.testing.assert_allclose(shown["stairs"], [(0.74, -0.54), (0.74, -0.64)])
    np.testing.assert_allclose(shown["diagonal"], [(0.24, -1.04), (1.04, -0.24)])


def test_it_moves_to_another_corner_and_goes(ax):
    lens = Lens(ax)
    assert not lens.shown["seen"]
    for corner, middle in (("upper left", (-0.64, 0.64)), ("lower left", (-0.64, -0.64))):
        lens.set(focus=0.0, corner=corner, curve=np.zeros((2, 1)), stairs=[(0, 0)])
        np.testing.assert_allclose(lens.shown["curve"], [middle])
        np.testing.assert_allclose(lens.shown["glass"], middle)
        assert len(ax.lines) == 3
        for line in ax.lines:  # clipped to where the glass is now
            box = line.get_clip_box().transformed(ax.transData.inverted())
            np.testing.assert_allclose((box.x0, box.y0), np.subtract(middle, 0.4))
    lens.set(focus=None)
    assert not any(artist.get_visible() for artist in lens.moving)
