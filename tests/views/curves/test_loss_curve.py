"""The loss so far: a line, a dot at its end, levels beside it."""

import numpy as np
import pytest

from rnn_helpers.views.curves.loss_curve import LossCurve


@pytest.fixture
def curve(ax):
    levels = {"guessing": 2.83, "best possible": 1.29}
    return LossCurve(ax, updates=200, limits=(1, 4), levels=levels)


def test_the_dot_is_at_the_end_of_the_line_and_has_its_number(curve):
    curve.set(updates=[0, 10, 17], losses=[2.83, 2.6, 2.456])
    np.testing.assert_array_equal(curve.shown["line"], [(0, 2.83), (10, 2.6), (17, 2.456)])
    assert curve.shown["now"].tolist() == [17, 2.456] and curve.shown["text"] == "2.46"


@pytest.mark.parametrize("loss, height", [(7.1, 4), (0.5, 1), (4.0, 4)])
def test_what_lies_beyond_the_picture_keeps_its_dot_at_the_edge(curve, loss, height):
    curve.set(updates=[0, 10], losses=[2.0, loss])
    assert curve.shown["now"].tolist() == [10, height] and curve.shown["text"] == f"{loss:.2f}"


def number(curve):
    """The box of the number, in pixels."""
    return curve.moving[-1].get_window_extent()


@pytest.mark.parametrize("at", [0, 50, 99, 100, 200])
@pytest.mark.parametrize("loss", [1.3, 2.83, 4.0, 9.0])
def test_the_number_stands_in_the_picture_beside_the_dot(curve, ax, at, loss):
    curve.set(updates=[at], losses=[loss])
    ax.figure.canvas.draw()
    box, frame = number(curve), ax.get_window_extent()
    dot = ax.transData.transform(curve.shown["now"])
    assert frame.x0 < box.x0 and box.y1 < frame.y1 + 1
    assert box.x0 > dot[0] + 5 or box.y0 > dot[1] + 5 or box.y1 < dot[1] - 5


def test_levels_are_named(curve, ax):
    names = {text.get_text(): text.get_position()[1] for text in ax.texts}
    assert names.keys() == {"guessing", "best possible"}
    assert names["guessing"] > 2.83 and names["best possible"] < 1.29
    heights = {
        round(float(line.get_ydata()[0]), 2) for line in ax.lines if len(line.get_ydata()) == 2
    }
    assert heights == {2.83, 1.29}
