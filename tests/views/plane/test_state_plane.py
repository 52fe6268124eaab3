"""StatePlane: the path of a state, in the square of all states."""

import numpy as np
from matplotlib.collections import PathCollection
from pictures import NAN, PATH, drawn, line_through, moving, same

from rnn_helpers.views.plane.state_plane import StatePlane


def test_state_plane_shows_the_path(ax):
    view = StatePlane(ax, steps=3)
    view.set(path=PATH, now=2)
    np.testing.assert_array_equal(view.shown["path"], PATH)
    np.testing.assert_array_equal(view.shown["points"], PATH[1:])
    np.testing.assert_array_equal(view.shown["start"], PATH[0])
    np.testing.assert_array_equal(view.shown["now"], PATH[2])
    assert same(line_through(view, PATH[:1]).get_color(), "context")
    assert same(line_through(view, PATH[2:3]).get_markerfacecolor(), "now")
    (points,) = moving(view, PathCollection)
    assert same(points.get_facecolor()[0], "hidden")


def test_state_plane_points_grow_with_time(ax):
    view = StatePlane(ax, steps=3)
    view.set(path=PATH)
    assert len(view.shown["sizes"]) == 3 and (np.diff(view.shown["sizes"]) > 0).all()
    assert view.shown["now"] is None


def test_state_plane_leaves_out_what_is_not_known(ax):
    view = StatePlane(ax, steps=3)
    view.set(path=PATH)
    full = drawn(ax)
    view.set(path=np.vstack([PATH[:2], np.full((2, 2), NAN)]), now=3)
    part = drawn(ax)
    view.set(path=np.full((4, 2), NAN))
    empty = drawn(ax)
    ink = [(image[..., :3] < 200).any(axis=-1).sum() for image in (empty, part, full)]
    assert ink[0] < ink[1] < ink[2]


def test_state_plane_is_square_and_named(ax):
    StatePlane(ax, steps=3, labels=("h_3", "h_4"))
    assert ax.get_aspect() == 1
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1.1, 1.1), (-1.1, 1.1))
    assert [text.get_text() for text in ax.texts] == ["$h_3$", "$h_4$"]
