"""When an explorer draws: at once; it says so after a rest; and always in its own thread."""

import asyncio
import threading

import numpy as np
import pytest
from clock import run
from toy import FAULT, SHORT

from rnn_helpers.panel import explorer as panel
from rnn_helpers.panel.timers import Timers


def test_after_a_rest_it_is_said(make, quick):
    async def scene():
        toy = make()
        rests = [toy.e.layout.rests]
        toy.e.set(w=1.0)
        rests.append(toy.e.layout.rests)
        await asyncio.sleep(4 * SHORT)
        rests.append(toy.e.layout.rests)
        return rests

    assert run(scene()) == [False, False, True]


def test_a_new_move_puts_the_rest_off(make, monkeypatch):
    monkeypatch.setattr(panel, "REST", 0.2)

    async def scene():
        toy, rests = make(), []
        for w in np.linspace(-2, 2, 9):
            toy.w.value = w
            await asyncio.sleep(0.05)
            rests.append(toy.e.layout.rests)
        await asyncio.sleep(0.4)
        return rests, toy.e.layout.rests

    assert run(scene()) == ([False] * 9, True)


def test_after_an_error_nothing_is_said(make, quick):
    async def scene():
        toy = make()
        toy.e.set(w=1.0)
        toy.faults.append(FAULT)
        with pytest.raises(ValueError, match="U expects"):
            toy.e.set(w=2.0)
        await asyncio.sleep(4 * SHORT)
        return toy.e.layout.rests, toy.e.layout.error.value

    rests, error = run(scene())
    assert (rests, "U expects" in error) == (False, True)


def test_reset_stops_play_and_takes_its_late_step_back(make, quick):
    async def scene():
        toy = make()
        toy.e.layout.player.playing = True  # as the browser says when Play is pressed
        toy.t.value = 2
        toy.e.reset()
        playing = toy.e.layout.player.playing
        toy.t.value = 3  # this step was on the way when Reset was pressed
        toy.w.value = 1.0  # and this is a hand
        await asyncio.sleep(6 * SHORT)
        return playing, toy.t.value, toy.calls[-1], toy.e.layout.rests

    assert run(scene()) == (False, 0, {"t": 0, "x": "pulse", "w": 1.0, "on": False}, True)


def test_a_step_after_reset_stays_when_nothing_was_playing(make, quick):
    async def scene():
        toy = make()
        toy.e.reset()
        toy.t.value = 3
        await asyncio.sleep(6 * SHORT)
        return toy.t.value

    assert run(scene()) == 3


def test_only_the_own_thread_draws(make, quick):
    """JupyterLab with ipykernel 7.0 to 7.3 moves sliders in a second thread."""

    async def scene():
        threads, drawn = [], []

        def show(t, x, w, on):
            threads.append(threading.current_thread())
            drawn.append(w)
            return {}, "A dot."

        toy = make(show=show)
        before = len(drawn)

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
        return toy, threads, drawn[before:]

    toy, threads, drawn = run(scene())
    assert set(threads) == {threading.main_thread()}
    assert drawn == [0.8, 0.9]  # 0.8 has taken the place of the moves before
    assert toy.e.layout.rests


def test_a_timer_takes_the_place_of_one_of_its_name():
    async def scene():
        pace, rung = Timers(), []
        pace.later("rest", SHORT, rung.append, "first")
        pace.later("rest", SHORT, rung.append, "second")
        pace.later("again", 2 * SHORT, rung.append, "other")
        pace.cancel("nothing")
        await asyncio.sleep(4 * SHORT)
        return rung

    assert run(scene()) == ["second", "other"]


def test_a_click_in_another_thread_is_handed_over(make, quick):
    async def scene():
        toy = make()
        thread = threading.Thread(target=lambda: [toy.e.preset("keep"), toy.e.preset("flip")])
        thread.start()
        thread.join()
        before = toy.w.value
        await asyncio.sleep(2 * SHORT)
        return before, toy.w.value

    assert run(scene()) == (0.5, -2)


def test_what_a_browser_says_is_heard_in_its_order(make, quick):
    """A press that waits for the own thread does not undo the moves after it."""

    def say(control, value):
        update = {"method": "update", "state": {"value": value}}
        control.comm.handle_msg({"content": {"data": update}, "buffers": []})

    async def scene():
        toy, told = make(), []
        before = len(toy.calls)
        toy.e.layout.front_end.send = lambda answer: told.append(toy.calls[-1]["w"])

        def hand():
            say(toy.w, 0.6)
            toy.e.preset("keep")
            say(toy.t, 1)
            say(toy.w, 0.7)
            toy.e._answer("where does it stand, as drawn?")

        thread = threading.Thread(target=hand)
        thread.start()
        thread.join()
        await asyncio.sleep(2 * SHORT)
        return [(now["t"], now["w"]) for now in toy.calls[before:]], told

    assert run(scene()) == ([(3, 2), (1, 0.7)], [0.7])
