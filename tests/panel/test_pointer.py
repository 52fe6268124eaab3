"""Pointing in the picture, tried on a toy: the same as moving the controls by hand."""

import contextlib
from types import SimpleNamespace

import numpy as np
import pytest
from toy import FAULT, REACH, Dot

from rnn_helpers.panel.controls import slider, step_slider
from rnn_helpers.panel.explorer import Explorer
from rnn_helpers.views.style import lecture_figure

WIDE, HIGH = 600, 300  # pixels of the toy's picture


@pytest.fixture
def toy():
    """Two pictures side by side; in the left one a hand places the dot."""
    figure, (left, right) = lecture_figure(WIDE / 100, HIGH / 100, ncols=2)
    dot, shown = Dot(left), []

    def show(s1, s2, t):
        shown.append((s1, s2, t))
        dot.set(at=(s1, s2))
        return {"s": np.array([s1, s2])}, f"The dot stands at {s1:.2f}, {s2:.2f}."

    explorer = Explorer(
        figure=figure, views=[dot], show=show,
        controls={
            "s1": slider("s₁", -1, 1, 0.0),
            "s2": slider("s₂", -1, 1, 0.0),
            "t": step_slider("t", 0, 3, 0),
        },
        point={left: lambda x, y: {"s1": x, "s2": y}},
    )  # fmt: skip
    yield SimpleNamespace(e=explorer, left=left, right=right, shown=shown)
    explorer.close()


def shares(toy, ax, x, y):
    """Where a place of the axes stands in the picture, as the browser says it."""
    across, up = ax.transData.transform((x, y)) / (WIDE, HIGH)
    return across, 1 - up


def point(toy, ax, x, y):
    """What the browser sends."""
    send(toy, shares(toy, ax, x, y))


def send(toy, place, number=0.5):
    toy.e.layout.front_end._handle_custom_msg({"pointed": place, "number": number}, [])


@pytest.mark.parametrize("place", [(0.5, -0.25), (-1, 1), (0, 0)])
def test_a_hand_puts_the_dot_where_it_points(toy, place):
    toy.e.set(s1=0.9, s2=0.9)
    point(toy, toy.left, *place)
    assert (toy.e.state()["s1"], toy.e.state()["s2"]) == place
    assert toy.e.controls["s1"].value == place[0]
    assert toy.e.state()["t"] == 0


def test_code_points_as_a_hand_does(toy):
    toy.e.point(toy.left, 0.5, -0.25)
    assert toy.shown[-1] == (0.5, -0.25, 0)


def test_one_point_is_one_drawing(toy):
    before = len(toy.shown)
    point(toy, toy.left, 0.5, 0.5)
    assert len(toy.shown) == before + 1


def test_the_same_place_counts_twice(toy):
    point(toy, toy.left, 0.5, 0.5)
    toy.e.reset()
    point(toy, toy.left, 0.5, 0.5)
    assert toy.e.state()["s1"] == 0.5


def test_each_place_is_answered_also_at_an_error(toy):
    def fail(**values):
        raise FAULT

    answers = []
    toy.e.layout.front_end.send = answers.append
    send(toy, shares(toy, toy.left, 0.5, 0.5), 0.25)
    toy.e.scene.show = fail
    with contextlib.suppress(type(FAULT)):
        send(toy, shares(toy, toy.left, 0.1, 0.1), 0.75)
    assert answers == [{"heard": 0.25}, {"heard": 0.75}]


def test_beyond_a_slider_its_end_counts(toy):
    point(toy, toy.left, 1.7, -1.9)
    assert (toy.e.state()["s1"], toy.e.state()["s2"]) == (1, -1)


def test_between_two_notches_the_nearer_counts(toy):
    point(toy, toy.left, 0.512, -0.284)
    assert (toy.e.state()["s1"], toy.e.state()["s2"]) == (0.5, -0.3)


def test_elsewhere_nothing_moves(toy):
    before = len(toy.shown)
    point(toy, toy.right, 0.5, 0.5)
    send(toy, [0.001, 0.001])
    assert len(toy.shown) == before
    with pytest.raises(ValueError, match="point expects axes"):
        toy.e.point(toy.right, 0.5, 0.5)


def test_the_browser_knows_the_areas(toy):
    ((left, top, width, height),) = toy.e.layout.front_end.areas
    assert (left, top + height) == pytest.approx(shares(toy, toy.left, -REACH, -REACH))
    assert (left + width, top) == pytest.approx(shares(toy, toy.left, REACH, REACH))


def test_a_hand_that_points_stops_at_an_error(make):
    figure, ax = lecture_figure(3, 2)
    toy = make(figure=figure, views=[Dot(ax)], point={ax: lambda x, y: {"s3": x}})
    with pytest.raises(TypeError, match="s3"):
        toy.e.point(ax, 0, 0)


def test_other_axes_are_found_at_once(toy):
    figure, ax = lecture_figure(3, 2)
    dot = Dot(ax)
    with pytest.raises(ValueError, match="point expects axes of the explorer's figure"):
        Explorer(
            figure=figure, views=[dot], controls={"t": step_slider("t", 0, 3, 0)},
            show=lambda t: ({}, "A dot."), point={toy.left: lambda x, y: {}},
        )  # fmt: skip
