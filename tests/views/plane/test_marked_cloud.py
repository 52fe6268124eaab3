"""MarkedCloud: every point has the mark of its kind, and the chosen kind stands out."""

import numpy as np
from matplotlib.colors import to_rgb

from rnn_helpers.views.plane.marked_cloud import MarkedCloud
from rnn_helpers.views.style import COLOURS

POINTS = np.array([[0.1, 0.2], [0.3, -0.4], [-0.5, 0.6], [0.7, 0.8]])
KINDS = ["noun", "verb", "noun", "who"]
MARKS = {"noun": ("o", True), "verb": ("^", False), "who": ("s", True)}


def test_each_kind_is_drawn_once_in_grey_with_its_mark(ax):
    MarkedCloud(ax, points=POINTS, kinds=KINDS, marks=MARKS)
    lines = ax.get_lines()[:3]
    assert [line.get_marker() for line in lines] == ["o", "^", "s"]
    assert [len(line.get_xydata()) for line in lines] == [2, 1, 1]
    assert {to_rgb(line.get_color()) for line in lines} == {to_rgb(COLOURS["context"])}
    assert [line.get_markerfacecolor() == "white" for line in lines] == [False, True, False]


def test_the_chosen_kind_stands_out(ax):
    cloud = MarkedCloud(ax, points=POINTS, kinds=KINDS, marks=MARKS)
    assert cloud.shown["kind"] is None
    for kind, at in (("noun", [0, 2]), ("verb", [1]), ("who", [3])):
        cloud.set(kind=kind)
        assert cloud.shown["kind"] == kind
        np.testing.assert_array_equal(cloud.shown["points"], POINTS[at])
        assert (cloud.shown["marker"], cloud.shown["filled"]) == MARKS[kind]
    cloud.set(kind="")
    assert cloud.shown["kind"] is None and len(cloud.shown["points"]) == 0
