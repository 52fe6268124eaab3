"""Sliders, lists and lines to type in: what they take from code, and from the browser."""

from time import monotonic

import ipywidgets as widgets
import numpy as np
import pytest

from rnn_helpers.panel import controls
from rnn_helpers.panel.controls import (
    beside,
    choice,
    nearest,
    out_of_reach,
    slider,
    step_slider,
    text,
)


def test_other_controls_are_checked_too():
    assert out_of_reach(widgets.Text("a"), "Ünïcode") is None
    assert out_of_reach(widgets.Text("a"), 1) == "text"
    assert out_of_reach(widgets.ToggleButtons(options=[("one", 1), ("two", 2)]), 2) is None
    assert out_of_reach(widgets.ToggleButtons(options=[("one", 1)]), True) == "one of 1"
    assert out_of_reach(widgets.FloatText(0.0), 5) is None
    assert out_of_reach(widgets.FloatText(0.0), np.nan) == "a finite number"
    assert out_of_reach(widgets.FloatText(0.0), -np.inf) == "a finite number"


# What the browser says and hears


@pytest.mark.parametrize("name, value", [("w", 0.55), ("t", 2)])
def test_a_slider_has_no_echo(toy, sent, name, value):
    control = getattr(toy, name)
    control.set_state({"value": value})
    assert toy.calls[-1][name] == value
    assert [message for message in sent if message[0] is control] == []


@pytest.mark.parametrize("name, value", [("value", 2), ("playing", True)])
def test_play_is_of_one_window(toy, sent, name, value):
    player = toy.e.layout.player
    player.set_state({name: value})
    assert (getattr(player, name), sent) == (value, [])
    player.playing = False
    assert [state for _, _, state in sent] == [{"playing": False}] * (name == "playing")


def test_other_controls_keep_their_echo(toy, sent):
    toy.x.set_state({"index": 1})
    assert toy.calls[-1]["x"] == "noise"
    assert [method for part, method, _ in sent if part is toy.x] == ["echo_update"]


def test_what_a_browser_reckons_is_no_move(toy):
    """JupyterLab's slider says 0.4999999999999998 for 0.5 as soon as it is shown."""
    before = len(toy.calls)
    toy.w.set_state({"value": 0.4999999999999998})
    assert (toy.w.value, len(toy.calls)) == (0.5, before)
    toy.w.set_state({"value": 0.5500000000000003})
    assert toy.calls[-1]["w"] == 0.55


def test_what_a_browser_repeats_too_late_is_no_move(toy, monkeypatch):
    """set(w=0.6) and reset() in one cell: JupyterLab's 0.6000000000000001 comes after both."""
    toy.e.set(w=0.6)
    toy.e.reset()
    toy.w.set_state({"value": 0.6000000000000001})
    assert toy.e.state()["w"] == 0.5
    toy.w.set_state({"value": 0.6})  # a number that the browser had no reason to repeat
    assert toy.e.state()["w"] == 0.6
    toy.e.set(w=0.7)
    toy.e.reset()
    for hand in (0.55, 0.7000000000000001):  # a hand that passes through
        toy.w.set_state({"value": hand})
        assert toy.e.state()["w"] == pytest.approx(hand)
    toy.w.set_state({"value": -0.5})  # a hand that passes on
    toy.e.reset()
    toy.e.set(w=0.6)
    toy.w.set_state({"value": 0.5000000000000001})  # the start is repeated too
    assert toy.e.state()["w"] == 0.6
    toy.e.set(w=0.8)
    toy.e.reset()
    later = monotonic() + 60
    monkeypatch.setattr(controls, "monotonic", lambda: later)  # a hand that comes later
    toy.w.set_state({"value": 0.8000000000000002})
    assert toy.e.state()["w"] == 0.8


def test_a_value_between_two_notches_stays(toy, sent):
    """JupyterLab's slider would move it to the next notch and say so."""
    toy.e.set(w=0.933033)
    (state,) = [state for part, _, state in sent if part is toy.w]
    assert list(state) == ["step", "value"]  # in this order: the step first
    assert state == {"step": 1e-6, "value": 0.933033}
    calls = len(toy.calls)
    toy.w.set_state({"value": 0.9330330000000002})
    assert (toy.e.state()["w"], toy.w.step, len(toy.calls)) == (0.933033, 1e-6, calls)
    toy.e.set(w=1 / 3)
    toy.w.set_state({"value": 0.33333300000000003})
    assert (toy.e.state()["w"], toy.w.step) == (1 / 3, 1e-6)


def test_from_between_two_notches_a_hand_leads_back_to_them(toy, sent):
    toy.e.set(w=0.933033)
    sent.clear()
    toy.w.set_state({"value": 0.933034})  # one press of an arrow key
    assert (toy.w, "update", {"step": 0.05}) in sent  # now the browser moves it to 0.95
    toy.w.set_state({"value": 0.95})
    assert (toy.e.state()["w"], toy.w.step) == (0.95, 0.05)
    toy.e.set(w=1 / 3)
    toy.e.reset()
    assert toy.w.step == 0.05


def test_a_slider_that_starts_between_two_notches():
    assert slider("w", -2, 2, 0.933033).step == 1e-6
    assert slider("w", -2, 2, 0.3).step == 0.05
    assert slider("w", 0, 1, 0.3, step=0.001).readout_format == ".3f"


@pytest.mark.parametrize(
    ("control", "value", "near"),
    [
        (slider("w", -1, 1, 0), 0.33, 0.35),
        (slider("w", -1, 1, 0), 7, 1),
        (step_slider("t", 0, 9, 0), 3.4, 3),
        (step_slider("t", 2, 9, 2), -3.4, 2),
        (choice("x", ["a", "b"], "a"), "b", "b"),
        (text("x", "dog"), "man", "man"),
    ],
)
def test_nearest(control, value, near):
    assert nearest(control, value) == near
    assert type(nearest(control, value)) is type(control.value)


def test_the_text_control():
    control = text("x", "dog", meaning="words")
    assert isinstance(control, widgets.Text)
    assert (control.description, control.value) == ("x", "dog")
    assert control.continuous_update is False  # sent at Enter, or when the line is left
    assert control.placeholder == control.tooltip == "words"
    assert out_of_reach(control, "anything at all") is None
    assert out_of_reach(control, 3) == "text"
    control.close()


@pytest.mark.parametrize(
    "control, value, steps, expected",
    [
        (slider("w", -2, 2, 0), 0.0, 1, 0.05),
        (slider("w", -2, 2, 0), 1.95, 1, 2.0),
        (slider("w", -2, 2, 0), 2.0, 1, None),
        (slider("w", -2, 2, 0), -1.97, -1, -2.0),  # between two notches
        (slider("w", -2, 2, 0), -1.97, 2, -1.9),
        (slider("w", 0, 1, 0, step=0.3), 0.9, 1, 1.0),  # no notch, but its end
        (step_slider("t", 0, 3, 0), 1, 2, 3),
        (step_slider("t", 0, 3, 0), 0, -1, None),
        (choice("x", ["a", "b"], "a"), "a", 1, "b"),
        (choice("x", ["a", "b"], "a"), "a", -1, None),
        (widgets.Checkbox(value=True), True, -1, False),
        (text("x", "a"), "a", 1, None),
    ],
)
def test_what_a_hand_reaches(control, value, steps, expected):
    found = beside(control, value, steps)
    assert (found, type(found)) == (expected, type(expected))
