"""Lanes: pulses, states, answers and the truth over the same steps."""

import numpy as np
import pytest

from rnn_helpers.views.over_time.lanes import Lanes, lanes_figure, unit_of


def test_lanes_draw_what_they_are_given():
    lanes = Lanes(lanes_figure()[1], steps=3, inputs=2, units=2, outputs=1)
    x, read = np.array([[1, 0], [0, -1], [-1, 0]]), np.array([[1, 1], [1, 0], [1, 1]], bool)
    s, z = np.array([[0, 0], [0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]), np.array([[1.0], [0], [2]])
    truth, wrong = np.array([[np.nan], [1], [2]]), np.array([False, True, False])
    lanes.set(x=x, read=read, s=s, z=z, truth=truth, wrong=wrong, now=2)
    shown = lanes.shown
    heads, states = shown["pulses"]["heads"], shown["states"]["lines"]
    assert heads["read"] == pytest.approx(np.array([[0, 0.6 + 0.45], [2, 0.6 - 0.45]]))
    assert heads["unread"] == pytest.approx(np.array([[1, -0.6 - 0.45]]))
    np.testing.assert_allclose(states, np.array([[0.6], [-0.6]]) + 0.45 * s.T)
    np.testing.assert_array_equal(shown["answers"]["lines"][0], z[:, 0])
    assert shown["answers"]["times"][0].tolist() == [0, 1, 2]
    np.testing.assert_array_equal(shown["truths"][0], truth[:, 0])
    assert shown["wrong"].tolist() == [1]
    assert shown["pulses"]["names"] == pytest.approx({"$x_{1}$": 0.6, "$x_{2}$": -0.6})
    np.testing.assert_allclose(shown["states"]["zeros"], [0.6, -0.6])
    assert {shown[part]["now"] for part in ("pulses", "states", "answers")} == {2}
    lanes.set(x=x[:, :1], read=read[:, :1], s=s[:, :1], z=z, truth=truth, wrong=~wrong)
    shown = lanes.shown
    assert shown["pulses"]["names"] == {"$x$": 0} and shown["pulses"]["zeros"].tolist() == [0]
    np.testing.assert_allclose(shown["states"]["lines"], [0.9 * s[:, 0]])  # the other is not seen
    assert shown["wrong"].tolist() == [0, 2]


def test_the_first_input_is_at_0_and_the_start_before_it():
    axes = lanes_figure()[1]
    lanes = Lanes(axes, steps=3, inputs=1, units=1, outputs=1)
    one = np.ones((3, 1))
    lanes.set(x=one, read=one > 0, s=np.ones((4, 1)), z=one, truth=one, wrong=one[:, 0] < 0, now=0)
    assert lanes.shown["states"]["times"].tolist() == [-1, 0, 1, 2]
    assert {ax.get_xlim() for ax in axes} == {(-1.4, 2.4)}
    assert [ax.get_ylabel() for ax in axes] == ["input", "state", "answer"]


def test_a_close_answer_is_drawn_on_a_stretched_axis():
    """What is 0.1 off is drawn as far off as the edge of the square that shows the truth."""
    lanes = Lanes(lanes_figure()[1], steps=3, inputs=1, units=1, outputs=1)
    x, z, s = np.zeros((3, 1)), np.array([[0.1], [0.2], [0.4]]), np.zeros((4, 1))
    run = {"x": x, "read": x == 0, "s": s, "z": z, "truth": z / 2, "wrong": x[:, 0] > 0}
    for within, unit in ((0.5, 1), (0.1, 0.4)):
        assert unit_of(within) == unit
        lanes.set(**run, unit=unit)
        shown = lanes.shown
        assert shown["answers"]["lines"][0] == pytest.approx(z[:, 0] / unit)
        assert shown["truths"][0] == pytest.approx(z[:, 0] / 2 / unit)
        assert shown["ticks"] == (["−1", "1", "2"] if unit == 1 else ["−0.4", "0.4", "0.8"])


def test_the_names_of_answers_are_as_many_as_there_are_and_stand_above_the_time_axis():
    lanes = Lanes(lanes_figure()[1], steps=3, inputs=1, units=1, outputs=2)
    x, z, s = np.zeros((3, 1)), np.array([[0.0, 0], [0, 0], [1, -1.9]]), np.zeros((4, 1))
    run = {"x": x, "read": x == 0, "s": s, "wrong": x[:, 0] > 0}
    lanes.set(**run, z=z, truth=z)
    assert lanes.shown["answers"]["ends"] == {"$z_{1}$": (2, 1), "$z_{2}$": (2, -1.1)}
    lanes.set(**run, z=z[:, 1:], truth=z[:, 1:])
    assert lanes.shown["answers"]["ends"] == {"$z$": (2, -1.1)}
