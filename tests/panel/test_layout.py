"""What is in the panel, and what reaches the browser, a screen reader, a notebook."""

import asyncio
import json

import ipywidgets as widgets
from clock import run
from toy import SHORT, button, parts

from rnn_helpers.panel import explorer as panel


def test_buttons_do_the_same(toy):
    button(toy, "keep").click()
    assert toy.calls[-1] == {"t": 3, "x": "pulse", "w": 2, "on": False}
    button(toy, "flip").click()
    assert toy.calls[-1] == {"t": 0, "x": "pulse", "w": -2, "on": False}
    button(toy, "Reset").click()
    assert toy.calls[-1] == toy.calls[0]


def test_one_move_is_two_messages(toy, sent):
    toy.t.set_state({"value": 2})
    toy.w.set_state({"value": 0.55})
    assert [part for part, *_ in sent] == 2 * [toy.e.layout.front_end, toy.e.layout.words]
    told = json.loads(toy.e.layout.front_end.frame.split(b"\n")[0])
    assert told == {"values": [2, 0, 0.55, False], "whole": True, "sentence": toy.e.describe()}


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
    told = json.loads(toy.e.layout.front_end.frame.split(b"\n")[0])
    assert told["sentence"] == "Bites <i>dog</i> & man."
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

    toy, heard = run(scene())
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
