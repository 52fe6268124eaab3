"""The explorer engine, tried on a toy: what the hand does, what code does, and what goes wrong."""

import gc
import json
import logging
import weakref
from types import SimpleNamespace

import pytest
from ipywidgets.widgets import widget as widget_module
from toy import FAULT, button, picture

from rnn_helpers.panel import explorer as panel
from rnn_helpers.views.style import lecture_figure

# What code can do


def test_set_does_what_the_hand_does(make):
    by_code, by_hand = make(), make()
    by_code.e.set(w=1.5)
    by_hand.w.value = 1.5
    assert by_code.calls == by_hand.calls
    assert str(by_code.e) == str(by_hand.e)
    assert picture(by_code) == picture(by_hand)


def test_what_is_drawn_is_not_drawn_again(toy):
    before = len(toy.calls)
    toy.w.set_state({"value": 0.7})
    toy.e._hand_moved()  # as it waited for the explorer's own thread
    assert toy.calls[before:] == [{"t": 0, "x": "pulse", "w": 0.7, "on": False}]


def test_set_draws_once_for_many_controls(toy):
    before = len(toy.calls)
    toy.e.set(w=1.5, t=2, x="noise", on=True)
    assert toy.calls[before:] == [{"t": 2, "x": "noise", "w": 1.5, "on": True}]


def test_state_is_controls_and_numbers(toy):
    toy.e.set(w=1.5, t=2)
    state = toy.e.state()
    assert {name: state[name] for name in "txw"} == {"t": 2, "x": "pulse", "w": 1.5}
    assert state["s"].tolist() == [3.0]
    assert str(toy.e) == (
        "t = 2\nx = pulse\nw = 1.500000\non = False\ns = (3.000000)\n"
        "At step 2 of pulse the state is 3.00."
    )
    assert toy.e.describe() == "At step 2 of pulse the state is 3.00."


def test_state_is_a_copy(toy):
    toy.e.set(w=1.5, t=2)
    state = toy.e.state()
    state["s"][0] = 99
    state["w"] = 99
    assert toy.e.state()["s"].tolist() == [3.0]
    assert toy.e.state()["w"] == 1.5


def test_preset_begins_at_the_start_and_reset_goes_back(toy):
    toy.e.set(x="noise", on=True)
    toy.e.preset("keep")
    assert toy.calls[-1] == {"t": 3, "x": "pulse", "w": 2, "on": False}
    toy.e.reset()
    assert toy.calls[-1] == toy.calls[0]


def test_a_preset_leaves_alone_what_is_kept_and_not_named(make):
    toy = make(keep=["x", "w"])
    toy.e.set(x="noise", on=True, w=1.0)
    toy.e.preset("flip")
    assert toy.calls[-1] == {"t": 0, "x": "noise", "w": -2, "on": False}
    toy.e.reset()
    assert toy.calls[-1] == toy.calls[0]


def test_preset_that_is_none(toy):
    with pytest.raises(ValueError, match="preset expects one of keep, flip; got 'latch'"):
        toy.e.preset("latch")


def test_explorers_do_not_meddle(make):
    one, other = make(), make()
    before = picture(other), len(other.calls)
    one.e.preset("keep")
    assert (picture(other), len(other.calls)) == before


# What an author may get wrong shows when the explorer is made


@pytest.mark.parametrize(
    "slip, kind, message",
    [
        ({"presets": {"keep": {"q": 1}}}, TypeError, "got 'q'"),
        ({"presets": {"keep": {"w": 3}}}, ValueError, "w expects a number from -2 to 2"),
        ({"keep": ["w", "q"]}, TypeError, "got 'q'"),
        ({"groups": {"W": ["w", "q"]}}, TypeError, "got 'q'"),
        ({"play": "q"}, TypeError, "got 'q'"),
        ({"play": "w"}, TypeError, "play expects a control for whole numbers, got 'w'"),
    ],
)
def test_slips_in_names_are_found_at_once(make, slip, kind, message):
    with pytest.raises(kind, match=message):
        make(**slip)


def test_numbers_may_not_be_named_like_controls(make):
    def show(t, x, w, on):
        return {"w": 2 * w}, "Twice."

    with pytest.raises(ValueError, match="show names numbers like controls: w"):
        make(show=show)


def test_show_may_not_move_its_own_controls(make):
    def show(t, x, w, on):
        held[0].value = min(w, 1.0)
        return {}, "At most 1."

    held = [SimpleNamespace()]
    toy = make(show=show)
    held[0] = toy.w
    with pytest.raises(RuntimeError, match="show must not move the controls"):
        toy.e.set(w=2)


def test_a_figure_without_views_or_axes(make):
    figure, ax = lecture_figure(2, 1)
    ax.remove()
    toy = make(
        figure=figure, views=[], controls={}, show=lambda: ({}, "Nothing."), presets={}, play=None
    )
    assert json.loads(picture(toy)) == {"size": [200, 100], "operations": [], "shapes": {}}
    toy.e.reset()
    assert (toy.e.state(), toy.e.describe()) == ({}, "Nothing.")


# When something goes wrong


@pytest.mark.parametrize("how", ["set", "hand", "preset"])
def test_an_error_is_shown_and_raised(toy, how):
    before, state, text = picture(toy), str(toy.e.state()), str(toy.e)
    moves = {
        "set": lambda: toy.e.set(w=1.0),
        "hand": lambda: setattr(toy.w, "value", 1.0),
        "preset": lambda: toy.e.preset("keep"),
    }
    toy.faults.append(FAULT)
    with pytest.raises(ValueError, match="U expects"):
        moves[how]()
    shown = toy.e.layout.error.value
    assert "<b>ValueError</b>: U expects &lt;b&gt;ids&lt;/b&gt; in 0..2" in shown
    assert 'role="alert"' in shown
    # picture, state and sentence stay with the last values that worked
    assert (picture(toy), str(toy.e.state()), str(toy.e)) == (before, state, text)
    assert toy.dot.get_xydata().tolist() == [[0.0, 0.5]]
    toy.faults.clear()
    toy.e.reset()
    assert toy.e.layout.error.value == ""


def test_an_error_at_a_click_is_shown_and_logged(toy, caplog):
    toy.faults.append(FAULT)
    with caplog.at_level(logging.WARNING):
        button(toy, "keep").click()  # ipywidgets catches what a click raises
    assert "U expects" in toy.e.layout.error.value
    assert "U expects" in caplog.text


def test_an_error_stops_the_making(make):
    def show(**values):
        raise FAULT

    with pytest.raises(ValueError, match="U expects"):
        make(show=show)


def test_a_view_moved_half_way_is_brought_back(make):
    """The picture that is drawn next, or stored, shows what worked last."""
    toy = make()
    before = toy.e.frames.frame()
    toy.faults.append(FAULT)
    with pytest.raises(ValueError, match="U expects"):
        toy.e.set(w=2)
    assert toy.e.frames.frame() == before


# Memory


def test_moves_make_no_widgets(toy):
    before = len(widget_module._instances)
    for i in range(300):
        toy.w.value = -2 + i / 100
    assert len(toy.calls) > 290
    assert len(widget_module._instances) == before


def test_a_closed_explorer_is_gone(make):
    def make_and_close():
        toy = make(groups={"time": ["t"]})
        toy.e.set(w=1.0)
        toy.e.close()
        return weakref.ref(toy.e), weakref.ref(toy.e.figure)

    before = set(widget_module._instances)
    explorer, figure = make_and_close()
    make.forget()
    gc.collect()
    assert (explorer(), figure()) == (None, None)
    assert set(widget_module._instances) == before


# Time


def test_rest_is_short():
    assert 0.2 <= panel.REST <= 0.5
