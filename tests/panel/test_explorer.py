"""The explorer engine, tried on a toy: what the hand does, what code does, and what goes wrong."""

import asyncio
import gc
import logging
import threading
import weakref
from types import SimpleNamespace

import ipywidgets as widgets
import numpy as np
import pytest
from ipywidgets.widgets import widget as widget_module

from rnn_helpers.panel import controls
from rnn_helpers.panel import explorer as panel
from rnn_helpers.panel.controls import choice, out_of_reach, slider, step_slider
from rnn_helpers.panel.explorer import Explorer
from rnn_helpers.panel.timers import Timers
from rnn_helpers.views.style import lecture_figure

SHORT = 0.02  # seconds of rest in these tests


class Dot:
    """A view: one dot that can be moved."""

    def __init__(self, ax):
        (self.dot,) = ax.plot([0], [0], "o")
        ax.set(xlim=(-3, 3), ylim=(-3, 3))
        self.moving = [self.dot]

    def set(self, *, at):
        self.dot.set_data([at[0]], [at[1]])


@pytest.fixture
def make():
    """Make toy explorers, each with what its `show` was called with; close them afterwards."""
    made = []

    def toy(**changes):
        figure, ax = lecture_figure(3, 2)
        dot, calls, faults = Dot(ax), [], []

        def show(t, x, w, on):
            calls.append({"t": t, "x": x, "w": w, "on": on})
            dot.set(at=(t, w))
            for fault in faults:
                raise fault
            return {"s": np.array([t * w])}, f"At step {t} of {x} the state is {t * w:.2f}."

        controls = {
            "t": step_slider("t", 0, 3, 0),
            "x": choice("x", ["pulse", "noise"], "pulse"),
            "w": slider("w", -2, 2, 0.5),
            "on": widgets.Checkbox(value=False),
        }
        parts = dict(figure=figure, views=[dot], controls=controls, show=show, play="t")
        parts |= {"presets": {"keep": {"w": 2, "t": 3}, "flip": {"w": -2.0}}} | changes
        explorer = Explorer(**parts)
        made.append(explorer)
        return SimpleNamespace(e=explorer, calls=calls, faults=faults, dot=dot.dot, **controls)

    toy.forget = made.clear
    yield toy
    for explorer in made:
        explorer.close()


@pytest.fixture
def toy(make):
    return make()


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(panel, "REST", SHORT)


def picture(toy):
    return bytes(toy.e.layout.picture.value)


def parts_of(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts_of(child)


def parts(toy, kind):
    return [part for part in parts_of(toy.e.layout.box) if isinstance(part, kind)]


def button(toy, name):
    return next(part for part in parts(toy, widgets.Button) if part.description == name)


# What code can do


def test_set_does_what_the_hand_does(make):
    by_code, by_hand = make(), make()
    by_code.e.set(w=1.5)
    by_hand.w.value = 1.5
    assert by_code.calls == by_hand.calls
    assert str(by_code.e) == str(by_hand.e)
    assert picture(by_code) == picture(by_hand)


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


def test_buttons_do_the_same(toy):
    button(toy, "keep").click()
    assert toy.calls[-1] == {"t": 3, "x": "pulse", "w": 2, "on": False}
    button(toy, "flip").click()
    assert toy.calls[-1] == {"t": 0, "x": "pulse", "w": -2, "on": False}
    button(toy, "Reset").click()
    assert toy.calls[-1] == toy.calls[0]


BAD = [
    ({"q": 1}, TypeError, "the controls are t, x, w, on; got 'q'"),
    ({"w": 2.01}, ValueError, "w expects a number from -2 to 2, got 2.01"),
    ({"w": np.nan}, ValueError, "w expects a number from -2 to 2, got nan"),
    ({"w": np.inf}, ValueError, "w expects a number from -2 to 2, got inf"),
    ({"w": True}, ValueError, "w expects a number, got True"),
    ({"w": "1"}, ValueError, "w expects a number, got '1'"),
    ({"w": None}, ValueError, "w expects a number, got None"),
    ({"w": 1j}, ValueError, "w expects a number, got 1j"),
    ({"w": [1.0]}, ValueError, r"w expects a number, got \[1.0\]"),
    ({"t": 1.0}, ValueError, "t expects a whole number, got 1.0"),
    ({"t": -1}, ValueError, "t expects a whole number from 0 to 3, got -1"),
    ({"t": False}, ValueError, "t expects a whole number, got False"),
    ({"x": "sine"}, ValueError, "x expects one of 'pulse', 'noise', got 'sine'"),
    ({"x": 0}, ValueError, "x expects one of 'pulse', 'noise', got 0"),
    ({"on": 1}, ValueError, "on expects True or False, got 1"),
]


@pytest.mark.parametrize("values, kind, message", BAD, ids=[str(bad[0]) for bad in BAD])
def test_set_with_a_slip_moves_nothing(toy, values, kind, message):
    before, calls = picture(toy), len(toy.calls)
    with pytest.raises(kind, match=message):
        toy.e.set(**{"w": 1.0, "t": 2} | values)
    assert (toy.w.value, toy.t.value) == (0.5, 0)
    assert (picture(toy), len(toy.calls)) == (before, calls)


@pytest.mark.parametrize("w", [np.float64(1.5), np.float32(1.5), np.int64(1), 1, -2, 2])
def test_numpy_numbers_are_numbers(toy, w):
    toy.e.set(w=w, t=np.int64(2))
    assert toy.e.state()["w"] == w
    assert type(toy.calls[-1]["w"]) is float
    assert type(toy.calls[-1]["t"]) is int


def test_other_controls_are_checked_too():
    assert out_of_reach(widgets.Text("a"), "Ünïcode") is None
    assert out_of_reach(widgets.Text("a"), 1) == "text"
    assert out_of_reach(widgets.ToggleButtons(options=[("one", 1), ("two", 2)]), 2) is None
    assert out_of_reach(widgets.ToggleButtons(options=[("one", 1)]), True) == "one of 1"
    assert out_of_reach(widgets.FloatText(0.0), 5) is None
    assert out_of_reach(widgets.FloatText(0.0), np.nan) == "a finite number"
    assert out_of_reach(widgets.FloatText(0.0), -np.inf) == "a finite number"


def test_preset_that_is_none(toy):
    with pytest.raises(ValueError, match="preset expects one of keep, flip; got 'latch'"):
        toy.e.preset("latch")


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
    assert picture(toy).startswith(b"\x89PNG")
    toy.e.reset()
    assert (toy.e.state(), toy.e.describe()) == ({}, "Nothing.")


# When something goes wrong


FAULT = ValueError("U expects <b>ids</b> in 0..2")


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
    """The picture that is drawn when the hand rests, or stored, shows what worked last."""
    toy = make()
    before = toy.e.frames.png()
    toy.faults.append(FAULT)
    with pytest.raises(ValueError, match="U expects"):
        toy.e.set(w=2)
    assert toy.e.frames.png() == before


# Time


def test_after_a_rest_the_picture_is_sharp(make, quick):
    async def scene():
        toy = make()
        forms = [toy.e.layout.picture.format]
        toy.e.set(w=1.0)
        forms.append(toy.e.layout.picture.format)
        await asyncio.sleep(4 * SHORT)
        forms.append(toy.e.layout.picture.format)
        return forms

    assert asyncio.run(scene()) == ["png", "jpeg", "png"]


def test_a_new_move_puts_the_sharp_picture_off(make, monkeypatch):
    monkeypatch.setattr(panel, "REST", 0.2)

    async def scene():
        toy, forms = make(), []
        for w in np.linspace(-2, 2, 9):
            toy.w.value = w
            await asyncio.sleep(0.05)
            forms.append(toy.e.layout.picture.format)
        await asyncio.sleep(0.4)
        return forms, toy.e.layout.picture.format

    assert asyncio.run(scene()) == (["jpeg"] * 9, "png")


def test_an_error_takes_the_sharp_picture_back(make, quick):
    async def scene():
        toy = make()
        toy.e.set(w=1.0)
        toy.faults.append(FAULT)
        with pytest.raises(ValueError, match="U expects"):
            toy.e.set(w=2.0)
        await asyncio.sleep(4 * SHORT)
        return toy.e.layout.picture.format, toy.e.layout.error.value

    form, error = asyncio.run(scene())
    assert (form, "U expects" in error) == ("jpeg", True)


def test_an_error_at_the_sharp_picture_is_shown_and_raised(make, quick, monkeypatch):
    async def scene():
        raised = []
        asyncio.get_running_loop().set_exception_handler(
            lambda loop, context: raised.append(context["exception"])
        )
        toy = make()

        def png():
            raise MemoryError("no room")

        monkeypatch.setattr(toy.e.frames, "png", png)
        toy.e.set(w=1.0)
        await asyncio.sleep(4 * SHORT)
        return toy.e.layout.error.value, raised

    error, raised = asyncio.run(scene())
    assert "<b>MemoryError</b>: no room" in error
    assert [type(error) for error in raised] == [MemoryError]


def test_reset_stops_play_and_takes_its_late_step_back(make, quick):
    async def scene():
        toy = make()
        toy.e.layout.player.playing = True  # as the browser says when Play is pressed
        toy.t.value = 2
        toy.e.reset()
        playing = toy.e.layout.player.playing
        toy.t.value = 3  # this step was on the way when Reset was pressed
        await asyncio.sleep(6 * SHORT)
        return playing, toy.t.value, toy.calls[-1]["t"], toy.e.layout.picture.format

    assert asyncio.run(scene()) == (False, 0, 0, "png")


def test_a_step_after_reset_stays_when_nothing_was_playing(make, quick):
    async def scene():
        toy = make()
        toy.e.reset()
        toy.t.value = 3
        await asyncio.sleep(6 * SHORT)
        return toy.t.value

    assert asyncio.run(scene()) == 3


def test_only_the_own_thread_draws(make, quick):
    """JupyterLab with ipykernel 7.0 to 7.3 moves sliders in a second thread."""

    async def scene():
        toy, threads = make(), set()
        show = toy.e._show
        toy.e._show = lambda **values: threads.add(threading.current_thread()) or show(**values)
        before = len(toy.calls)

        def drag():
            for w in (0.6, 0.7, 0.8):
                toy.w.value = w

        thread = threading.Thread(target=drag)
        thread.start()
        thread.join()  # this loop could not draw meanwhile: three moves wait
        await asyncio.sleep(SHORT)
        thread = threading.Thread(target=lambda: setattr(toy.w, "value", 0.9))
        thread.start()
        thread.join()
        await asyncio.sleep(6 * SHORT)
        return toy, threads, [call["w"] for call in toy.calls[before:]]

    toy, threads, drawn = asyncio.run(scene())
    assert threads == {threading.main_thread()}
    assert drawn == [0.8, 0.9]  # 0.8 has taken the place of the moves before
    assert toy.e.layout.picture.format == "png"


def test_a_timer_takes_the_place_of_one_of_its_name():
    async def scene():
        pace, rung = Timers(), []
        pace.later("rest", SHORT, rung.append, "first")
        pace.later("rest", SHORT, rung.append, "second")
        pace.later("again", SHORT, rung.append, "other")
        pace.cancel("nothing")
        await asyncio.sleep(4 * SHORT)
        return rung

    assert asyncio.run(scene()) == ["second", "other"]


def test_a_click_in_another_thread_is_handed_over(make, quick):
    async def scene():
        toy = make()
        thread = threading.Thread(target=lambda: [toy.e.preset("keep"), toy.e.preset("flip")])
        thread.start()
        thread.join()
        before = toy.w.value
        await asyncio.sleep(2 * SHORT)
        return before, toy.w.value

    assert asyncio.run(scene()) == (0.5, -2)


# What the browser says and hears


@pytest.fixture
def sent(toy, monkeypatch):
    """Messages to the browser: (control or part, state)."""
    messages = []

    def record(self, message, buffers=None):
        messages.append((self, message.get("method"), message.get("state")))

    monkeypatch.setattr(widget_module.Widget, "_send", record)
    return messages


@pytest.mark.parametrize("name, value", [("w", 0.55), ("t", 2)])
def test_a_slider_has_no_echo(toy, sent, name, value):
    control = getattr(toy, name)
    control.set_state({"value": value})
    assert toy.calls[-1][name] == value
    assert [message for message in sent if message[0] is control] == []


def test_other_controls_keep_their_echo(toy, sent):
    toy.x.set_state({"index": 1})
    assert toy.calls[-1]["x"] == "noise"
    assert [method for part, method, _ in sent if part is toy.x] == ["echo_update"]


def test_one_move_is_two_messages(toy, sent):
    toy.t.set_state({"value": 2})
    toy.w.set_state({"value": 0.55})
    assert [part for part, *_ in sent] == 2 * [toy.e.layout.picture, toy.e.layout.words]
    assert sent[2][2] == {"tooltip": toy.e.describe()}  # and the picture, which travels as bytes


def test_every_window_hears_where_the_sliders_stand_but_not_while_a_hand_may_go_on(
    make, quick, sent, monkeypatch
):
    monkeypatch.setattr(panel, "REPEAT", 8 * SHORT)

    async def scene():
        toy = make()
        toy.w.set_state({"value": 0.55})
        sent.clear()
        await asyncio.sleep(5 * SHORT)
        assert toy.e.layout.picture.format == "png"
        assert toy.w not in [part for part, *_ in sent]
        await asyncio.sleep(8 * SHORT)
        return toy

    toy = asyncio.run(scene())
    assert (toy.w, "update", {"value": 0.55}) in sent
    assert (toy.t, "update", {"value": 0}) in sent
    assert toy.x not in [part for part, *_ in sent]


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
    monkeypatch.setattr(controls, "_ECHO", 0.0)  # a hand that comes later
    toy.e.set(w=0.8)
    toy.e.reset()
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


# What is in the panel


def test_each_control_stands_in_the_panel_once(make):
    toy = make(groups={"time": ["t"], "more": ["x", "w"]})
    controls = parts(
        toy, (widgets.FloatSlider, widgets.IntSlider, widgets.Dropdown, widgets.Checkbox)
    )
    assert sorted(map(id, controls)) == sorted(map(id, toy.e.controls.values()))
    (titles,), (stack,) = parts(toy, widgets.ToggleButtons), parts(toy, widgets.Stack)
    assert titles.options == ("time", "more")
    assert [[*row.children] for row in stack.children] == [[toy.t], [toy.x, toy.w]]


def test_the_buttons_stand_in_order(toy):
    names = [part.description for part in parts(toy, widgets.Button)]
    assert names == ["Reset", "keep", "flip"]
    (player,) = parts(toy, widgets.Play)
    assert (player.min, player.max, player.value) == (0, 3, 0)


def test_picture_and_sentence_reach_everyone(make):
    toy = make(show=lambda **values: ({}, "Bites <i>dog</i> & man."))
    assert toy.e.layout.picture.tooltip == "Bites <i>dog</i> & man."
    assert toy.e.layout.picture.description == ""  # else JupyterLab shows no tooltip
    words = toy.e.layout.words.value
    assert "<span>Bites &lt;i&gt;dog&lt;/i&gt; &amp; man.</span>" in words


def test_a_screen_reader_hears_the_sentence_once_the_hand_rests(make, quick):
    async def scene():
        toy, heard = make(), []
        toy.e.layout.front_end.observe(lambda change: heard.append(change["new"]), "said")
        for w in (0.1, 0.2, 0.3):
            toy.w.value = w
        assert heard == []
        await asyncio.sleep(4 * SHORT)
        return toy, heard

    toy, heard = asyncio.run(scene())
    assert heard == [toy.e.describe()]


def test_below_the_picture_nothing_jumps(make):
    """The longest sentence so far keeps its room."""
    toy = make(show=lambda t, x, w, on: ({}, 'It "is" ' + "very " * t + "long."))
    toy.e.set(t=3)
    toy.e.set(t=0)
    words = toy.e.layout.words.value
    assert "<span>It &quot;is&quot; long.</span>" in words
    assert 'data-longest="It &quot;is&quot; very very very long."' in words


def test_a_notebook_gets_the_panel_and_the_sentence(toy, monkeypatch):
    shown = []
    monkeypatch.setattr(panel, "display", lambda *data, **options: shown.append((data[0], options)))
    toy.e._ipython_display_()
    (first, first_options), (second, second_options) = shown
    assert set(first) == {"application/vnd.jupyter.widget-view+json", "text/plain", "image/png"}
    assert first["text/plain"] == str(toy.e)
    assert first_options == {"raw": True, "metadata": {"image/png": {"alt": toy.e.describe()}}}
    assert set(second) == {"application/vnd.jupyter.widget-view+json", "text/plain", "text/html"}
    assert second["text/html"] == f"<p>{toy.e.describe()}</p>"
    assert second_options == {"raw": True}


def test_explorers_do_not_meddle(make):
    one, other = make(), make()
    before = picture(other)
    one.e.preset("keep")
    assert (picture(other), len(other.calls)) == (before, 1)


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
