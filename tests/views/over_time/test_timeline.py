"""Timeline: a line a unit, its name at its end, stems, and the band of the current step."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from pictures import NAN, PATH, drawn, line_through, moving, same

from rnn_helpers.views.over_time.timeline import Timeline


def test_timeline_draws_one_line_a_unit(ax):
    view = Timeline(ax, steps=3, units=2)
    view.set(values=PATH)
    np.testing.assert_array_equal(view.shown["times"], 2 * [[0, 1, 2, 3]])
    np.testing.assert_array_equal(view.shown["lines"], PATH.T)
    for column, style in zip(PATH.T, ("-", "--"), strict=True):
        line = line_through(view, np.column_stack([range(4), column]))
        assert same(line.get_color(), "hidden") and line.get_linestyle() == style
    ends = [("$s_{1}$", (3, -0.2)), ("$s_{2}$", (3, 0.3))]
    assert list(view.shown["ends"].items()) == ends


def test_timeline_can_begin_before_the_first_step(ax):
    view = Timeline(ax, steps=2, first=-1)
    view.set(values=[0.5, 0.4, 0.3, 0.2], now=-1)
    np.testing.assert_array_equal(view.shown["times"], [[-1, 0, 1, 2]])
    np.testing.assert_array_equal(view.shown["lines"], [[0.5, 0.4, 0.3, 0.2]])
    assert view.shown["ends"] == {"$s$": (2, 0.2)} and view.shown["now"] == -1
    assert ax.get_xlim()[0] < -1


def test_timeline_takes_a_single_unit_as_a_flat_list(ax):
    view = Timeline(ax, steps=3, symbol="z", concept="output", limits=(0, 4))
    view.set(values=[0, 1, 2, 3])
    np.testing.assert_array_equal(view.shown["lines"], [[0, 1, 2, 3]])
    assert list(view.shown["ends"]) == ["$z$"]
    line = line_through(view, [(t, t) for t in range(4)])
    assert same(line.get_color(), "output")
    assert ax.get_ylim() == (0, 4)


def test_timeline_ends_where_numbers_end(ax):
    view = Timeline(ax, steps=3, units=2)
    view.set(values=[[0, 0], [0.5, NAN], [NAN, NAN], [NAN, NAN]])
    assert view.shown["ends"] == {"$s_{1}$": (1, 0.5), "$s_{2}$": (0, 0)}
    view.set(values=[[NAN, 0]] + 3 * [[NAN, NAN]])
    assert list(view.shown["ends"]) == ["$s_{2}$"]
    view.set(values=np.full((4, 2), NAN))
    assert view.shown["ends"] == {}
    drawn(ax)
    view.set(values=PATH)
    assert list(view.shown["ends"]) == ["$s_{1}$", "$s_{2}$"]


def test_timeline_names_do_not_cover_one_another(ax):
    view = Timeline(ax, steps=1, units=4)
    view.set(values=[[0, 0, 0, 0], [0.5, 0.5, 0.51, -0.9]])
    ax.figure.canvas.draw()
    boxes = [end.get_window_extent() for end in moving(view, Text)]
    assert len(boxes) == 4
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[i + 1 :])
    heights = [height for _, height in view.shown["ends"].values()]
    assert np.mean(heights[:3]) == pytest.approx(np.mean([0.5, 0.5, 0.51]))
    assert heights[3] == -0.9


def test_timeline_stems_are_the_inputs(ax):
    view = Timeline(ax, steps=3)
    view.set(values=[0, 0, 0, 0], inputs={1: 1.0, 3: -0.5})
    shown = view.shown
    np.testing.assert_array_equal(shown["heads"], [[1, 1], [3, -0.5]])
    np.testing.assert_array_equal(shown["stems"][:, 0], [1, 1, 1, 3, 3, 3])
    np.testing.assert_array_equal(shown["stems"][:, 1], [0, 1, NAN, 0, -0.5, NAN])
    assert same(line_through(view, shown["stems"]).get_color(), "input")
    assert same(line_through(view, shown["heads"]).get_color(), "input")
    view.set(values=[0, 0, 0, 0])
    assert len(view.shown["heads"]) == len(view.shown["stems"]) == 0


def test_timeline_band_is_at_the_current_step(ax):
    view = Timeline(ax, steps=3)
    view.set(values=[0, 0, 0, 0])
    assert view.shown["now"] is None
    view.set(values=[0, 0, 0, 0], now=2)
    assert view.shown["now"] == 2
    (band,) = moving(view, Rectangle)
    assert (band.get_x(), band.get_width()) == (1.5, 1)
    assert same(band.get_facecolor(), "now")


def test_timeline_labels_steps_with_tokens(ax):
    Timeline(ax, steps=3, tokens=["dog", "bites", "man"])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["", "dog", "bites", "man"]


def test_timeline_keeps_its_axes(ax):
    view = Timeline(ax, steps=3)
    view.set(values=[0, 50, 0, 0], inputs={1: 99})
    drawn(ax)
    assert (ax.get_xlim(), ax.get_ylim()) == ((-0.4, 3.4), (-1.1, 1.1))
    assert list(ax.get_yticks()) == [-1, 0, 1]


def test_timeline_refuses_other_numbers_of_rows(ax):
    with pytest.raises(ValueError, match="reshape"):
        Timeline(ax, steps=3, units=2).set(values=PATH[:-1])
