"""Cobweb: the staircase of a run, its last step, and the marks where a curve meets the diagonal."""

import numpy as np
import pytest

from rnn_helpers.dynamics import step_curve
from rnn_helpers.views.curves.cobweb import Cobweb, Level, staircase

GRID = np.linspace(-1.1, 1.1, 221)


@pytest.fixture
def cobweb(ax):
    return Cobweb(ax)


def line_through(view, points):
    """The one line of a picture that is drawn through these points."""
    (line,) = (line for line in view.moving if np.array_equal(line.get_xydata(), points))
    return line


def test_the_staircase_reads_and_carries():
    corners = staircase([0.9, 0.4, 0.2])
    wanted = [(0.9, 0.9), (0.9, 0.4), (0.4, 0.4), (0.4, 0.2), (0.2, 0.2)]
    np.testing.assert_array_equal(corners, wanted)
    np.testing.assert_array_equal(staircase([0.9]), [(0.9, 0.9)])


def test_the_last_step_is_thick_with_a_ring_on_the_curve(cobweb):
    cobweb.set(curve=step_curve(0.5), path=[0.9, 0.4, 0.2])
    shown = cobweb.shown
    np.testing.assert_array_equal(shown["legs"], [(0.4, 0.4), (0.4, 0.2), (0.2, 0.2)])
    np.testing.assert_array_equal(shown["ring"], [(0.4, 0.2)])
    np.testing.assert_array_equal(shown["start"], [(0.9, 0.9)])
    np.testing.assert_array_equal(shown["level"], [(-1.1, 0.2), (0.4, 0.2)])
    np.testing.assert_allclose(shown["head places"], [(0.4, 0.3), (0.3, 0.2)])
    legs, stairs = (line_through(cobweb, shown[name]) for name in ("legs", "stairs"))
    assert legs.get_linewidth() > 2 * stairs.get_linewidth()
    cobweb.set(curve=step_curve(0.5), path=[0.9])
    assert len(cobweb.shown["ring"]) == len(cobweb.shown["legs"]) == 0


@pytest.mark.parametrize(
    "path, markers, seen",
    [
        ([0.9, 0.4], "v<", [True, True]),
        ([-0.9, 0.4], "^>", [True, True]),
        ([0.4, 0.41], "^>", [False, False]),
        ([0.4], "v<", [False, False]),
    ],
)
def test_arrow_heads_show_the_way(cobweb, path, markers, seen):
    cobweb.set(curve=(GRID, GRID), path=path)
    assert cobweb.shown["heads"] == list(zip(markers, seen, strict=True))


def test_marks_tell_kinds_apart_by_shape_not_by_colour(cobweb):
    places = {"attracts": [0.5], "repels": [0], "in turns": [-1, 1]}
    cobweb.set(curve=(GRID, GRID), path=[0.2], places=places)
    marks = cobweb.shown["marks"]
    shown = {kind: points.tolist() for kind, points in marks.items()}
    assert shown == {"attracts": [[0.5, 0.5]], "repels": [[0, 0]], "in turns": [[-1, 1], [1, -1]]}
    lines = [line_through(cobweb, points) for points in marks.values()]
    looks = [(line.get_marker(), line.get_markerfacecolor() == "white") for line in lines]
    assert len(set(looks)) == 3
    assert len({line.get_markeredgecolor() for line in lines}) == 1
    cobweb.set(curve=(GRID, GRID), path=[0])
    assert not any(map(len, cobweb.shown["marks"].values()))


def test_level_has_the_height_of_the_state(ax):
    level = Level(ax)
    level.set(height=0.3, between=(2, 5))
    np.testing.assert_array_equal(level.shown, [(2, 0.3), (5, 0.3)])
