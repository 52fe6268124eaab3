"""Attractors: marks by kind and shape, cycles joined, letters."""

import numpy as np

from rnn_helpers.views.plane.attractors import Attractors
from rnn_helpers.views.plane.basins import Basins
from rnn_helpers.views.plane.state_plane import StatePlane


def test_places_are_marked_by_kind_and_shape(ax):
    view = Attractors(ax)
    loop = np.array([[0.5, 0.5], [-0.5, 0.5], [0, -0.5]])
    view.set(attracting=[("attracts", loop)], others=[("saddle", [[0.1, 0]]), ("repels", [[0, 0]])])
    np.testing.assert_array_equal(view.shown["attracts", "D"], loop)
    np.testing.assert_array_equal(view.shown["saddle", "o"], [[0.1, 0]])
    np.testing.assert_array_equal(view.shown["repels", "o"], [[0, 0]])
    np.testing.assert_array_equal(view.shown["joined"][:4], [*loop, loop[0]])
    faces = view.shown["faces"]
    assert faces["attracts"] == ("#222222", "full") and faces["repels"] == ("white", "full")
    assert faces["saddle"] == ("#222222", "left")
    ((x, y, letter),) = view.shown["letters"]
    assert letter == "A" and np.hypot(x - 0.5, y - 0.5) < 0.2
    view.set(attracting=[], wanderers=[loop])
    np.testing.assert_array_equal(view.shown["dots"], loop)
    assert len(view.shown["attracts", "D"]) == len(view.shown["joined"]) == 0


def test_the_planes_axes_stay(ax):
    StatePlane(ax, steps=3)
    Basins(ax).set(basins=np.zeros((40, 40), int))
    ax.figure.canvas.draw()
    Attractors(ax).set(attracting=[])
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1.1, 1.1), (-1.1, 1.1))
