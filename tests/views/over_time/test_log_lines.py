"""LogLines and Impact: sizes as powers of ten, as lines and as bars."""

import numpy as np
from matplotlib.text import Text
from pictures import moving

from rnn_helpers.views.over_time.log_lines import Impact, LogLines
from rnn_helpers.views.style import lecture_figure


def test_log_lines_show_their_data(ax):
    lines = LogLines(ax, steps=4, looks={"d_t": {"color": "black"}, "W": {"color": "grey"}})
    lines.set(logs={"d_t": np.array([0, -1, -2, -3, -4.0]), "W": np.full(5, -np.inf)}, now=2)
    assert lines.shown["lines"]["d_t"].tolist() == [0, -1, -2, -3, -4]
    assert list(lines.shown["ends"]) == ["d_t"]  # nothing of W is in the picture
    assert lines.shown["now"] == 2


def test_impact_shows_its_data(ax):
    impact = Impact(ax, steps=4, bound="W")
    impact.set(sizes=[1e-3, 0.0, 1.0], bounds=[4.0, 2.0, 1.0])
    shown = impact.shown
    assert shown["start"].tolist() == [[-1, -8], [-1, -3]]
    assert shown["inputs"].tolist() == [[[0, -8], [0, -8]], [[1, -8], [1, 0]]]
    np.testing.assert_array_equal(shown["bound"], [[-1, np.log10(4)], [0, np.log10(2)], [1, 0]])
    assert shown["name"] == (1, 0)


def test_names_stand_where_their_lines_leave_the_picture_in_the_order_of_the_lines():
    _, ax = lecture_figure(9, 3)
    lines = LogLines(ax, steps=40, looks={name: {"color": "black"} for name in "abc"})
    t = np.arange(41.0)
    lines.set(logs={"a": -t / 20, "b": -t * 10.2 / 33, "c": -t / 19}, now=0)
    ends = lines.shown["ends"]
    assert [ends[name][0] for name in "abc"] == [40, 33, 40]
    assert ends["a"][1] > ends["c"][1] > ends["b"][1]
    lines.set(logs={"a": -t * 10.2 / 38, "b": -t * 10.2 / 36, "c": -t * 10.2 / 40}, now=0)
    ends = lines.shown["ends"]
    assert [ends[name][0] for name in "abc"] == [40, 40, 40]  # one column
    assert ends["c"][1] > ends["a"][1] > ends["b"][1]


def test_the_name_of_the_bound_stands_above_the_line_at_1():
    figure, ax = lecture_figure(9, 3)
    impact = Impact(ax, steps=4, bound="W")
    impact.set(sizes=[1e-3, 0.0, 1.0], bounds=[4.0, 2.0, 1.0])
    figure.canvas.draw()
    (name,) = moving(impact, Text)
    assert name.get_window_extent().y0 > ax.transData.transform((0, 0))[1]
