"""Frames sent ahead of the hand: which ones, in what order, and that nobody sees them drawn."""

import asyncio
import json
import re
import threading
from functools import partial
from pathlib import Path

import pytest
from clock import run
from toy import FAULT, parts

from rnn_helpers.panel import look_ahead
from rnn_helpers.panel.controls import slider, text
from rnn_helpers.panel.look_ahead import Kept


class Clock:
    """A clock for what frames cost: `show` of a toy takes as long as `cost` says."""

    cost = now = 0.0

    def __call__(self):
        return self.now

    def spend(self):
        self.now += self.cost


@pytest.fixture
def watched(make, monkeypatch):
    """Make a toy that somebody watches, with what it `sent` ahead and the `clock` of its costs."""
    clock = Clock()
    monkeypatch.setattr(look_ahead, "thread_time", clock)

    def toy(*, watching=1.0, cost=0.001, **changes):
        made, frames = make(**changes), []
        show = made.e.scene.show
        made.e.scene.show = lambda **values: (clock.spend(), show(**values))[1]
        made.e.layout.front_end.send_ahead = frames.extend
        if made.e._ahead:
            made.e._ahead._send = frames.extend
        clock.cost = cost / 2  # it is called twice: there and back
        made.sent = frames
        made.e.layout.front_end.watching = watching
        return made

    return toy


def places(toy):
    """What each frame that was sent belongs to, without what all have in common: [(t, w), ...]"""
    told = [json.loads(frame.split(b"\n")[0])["values"] for frame in toy.sent]
    return [(t, w) for t, _, w, _ in told]


async def wait(seconds=5):
    await asyncio.sleep(seconds)


def after(scene, make, **how):
    """The toy after a scene: an async function of it."""

    async def play():
        toy = make(**how)
        await scene(toy)
        return toy

    return run(play())


async def one_move(toy, *, w=1.0):
    toy.w.value = w
    await wait()


def test_the_nearest_comes_first_and_where_the_hand_goes_before_where_it_came_from(watched):
    toy = after(one_move, watched)
    assert [w for t, w in places(toy)[:6]] == [1.05, 0.95, 1.1, 0.9, 1.15, 0.85]
    toy = after(partial(one_move, w=-1.97), watched)  # between two notches
    assert [w for t, w in places(toy)[:4]] == [-2.0, -1.95, -1.9, -1.85]


def test_then_the_neighbours_of_the_others_the_buttons_and_the_ends(watched):
    toy = after(one_move, watched)
    told = [json.loads(frame.split(b"\n")[0])["values"] for frame in toy.sent]
    for values in ([1, 0, 1.0, False], [0, 1, 1.0, False], [0, 0, 1.0, True]):
        assert values in told
    assert [3, 0, 2, False] in told and [0, 0, -2.0, False] in told  # "keep", and an end
    near, other, far = ([0, 0, 1.4, False], [1, 0, 1.0, False], [0, 0, 1.45, False])
    assert told.index(near) < told.index(other) < told.index(far)


def test_of_dear_frames_few_and_more_the_way_it_goes_and_within_the_budget(watched):
    toy = after(one_move, watched, cost=0.03)
    near = [(0, 1.05), (0, 0.95), (0, 1.1), (0, 0.9)]
    assert places(toy)[:8] == [*near, (0, 1.15), (0, 1.2), (0, 1.25), (1, 1.0)]
    assert 4 < len(toy.sent) <= 9  # of 0.25 s
    toy = after(one_move, watched, cost=0.3)
    assert places(toy) == [(0, 1.05)]


def test_of_text_nothing_is_known_ahead(watched):
    async def scene(toy):
        toy.e.set(x="more")
        await wait()

    half = partial(slider, low=0, high=1, value=0.5, step=0.25)
    controls = {"t": half("t"), "x": text("x", "some"), "w": half("w"), "on": half("on")}
    toy = after(scene, watched, controls=controls, presets={}, play=None)
    told = [json.loads(frame.split(b"\n")[0])["values"] for frame in toy.sent]
    assert [0.75, "more", 0.5, 0.5] in told and {x for _, x, _, _ in told} == {"more"}


@pytest.mark.parametrize("how", ["nobody watches", "switched off", "no more", "it computes long"])
def test_nothing_happens(watched, monkeypatch, how):
    if how == "switched off":
        monkeypatch.setenv(look_ahead.SHARE, "0")

    async def scene(toy):
        if how == "no more":
            toy.e.layout.front_end.watching = 0.0
        toy.w.value = 1.0
        await wait()
        toy.e.preset("keep")
        await wait()

    prepare = {"prepare": lambda **values: False} if how == "it computes long" else {}
    toy = after(scene, watched, watching=float(how != "nobody watches"), **prepare)
    assert (toy.sent, len(toy.calls)) == ([], 2 + 2)  # made, and moved twice


def test_a_class_has_a_part_of_the_budget(watched, monkeypatch):
    monkeypatch.setenv(look_ahead.SHARE, "0.25")
    assert len(after(one_move, watched, cost=0.03).sent) == 3  # 0.09 of 0.06 s


def test_kernel_and_browser_have_the_same_room():
    kept = Path(look_ahead.__file__).with_name("kept_frames.js").read_text("utf-8")
    assert float(re.search(r"ROOM = (\S+);", kept)[1]) == look_ahead.ROOM


@pytest.mark.parametrize("said", ["off", "2", "-1", "nan"])
def test_a_share_that_is_none(make, monkeypatch, said):
    monkeypatch.setenv(look_ahead.SHARE, said)
    with pytest.raises(ValueError, match=f"RNN_LOOK_AHEAD expects a number from 0 .* '{said}'"):
        make()


def test_a_fast_drag_leaves_no_time_for_it(watched):
    async def drag(toy):
        for i in range(30):
            toy.w.value = round(0.55 + 0.015 * i, 9)
            await wait(1 / 60)

    assert after(drag, watched).sent == []


def test_what_the_browser_has_is_not_sent_again(watched):
    async def scene(toy):
        await one_move(toy)
        toy.sent.clear()
        for watching in (0.0, 1.0):
            toy.e.layout.front_end.watching = watching
            await wait()

    toy = after(scene, watched)
    assert len(places(toy)) == len({*map(bytes, toy.sent)})
    sent = {*toy.sent}

    async def another(toy):
        await one_move(toy)
        for watching in (2.0, 0.0, 1.0, 2.0):  # what the second one is sent, the first has too
            toy.e.layout.front_end.watching = watching
            await wait()

    toy = after(another, watched)
    assert max(map(toy.sent.count, toy.sent)) == 2  # once to each browser
    assert not sent & {toy.e.layout.front_end.frame}


def test_a_move_ends_it_and_it_begins_from_there(watched):
    async def scene(toy):
        await wait(0.1)
        toy.x.value = "noise"
        await wait()

    toy = after(scene, watched)
    told = [json.loads(frame.split(b"\n")[0])["values"] for frame in toy.sent]
    begun = told.index([0, 1, 0.55, False])
    assert {x for _, x, w, _ in told[:begun] if w == 0.55} == {0}
    assert {w for _, x, w, _ in told[begun:] if x == 0} <= {0.5, 2, -2}  # what buttons bring


def test_nobody_sees_it(watched):
    seen = []

    async def scene(toy):
        def look():
            seen.append((str(toy.e), toy.e.tasks and toy.e.tasks.ticked, toy.e.frames.frame()))
            seen.append((toy.dot.get_xydata().tolist(), toy.e.layout.words.value))

        toy.w.value = 1.0
        look()
        for _ in range(200):
            await wait(0.01)
            look()

    toy = after(scene, watched)
    assert len(toy.sent) > 30
    assert all(one == seen[0] for one in seen[::2]) and all(one == seen[1] for one in seen[1::2])


def test_an_error_ahead_is_not_shown_before_the_hand_goes_there(watched):
    def broken(show):
        def run(**values):
            moved = show(**values)
            if values["w"] > 1.0:
                raise FAULT
            return moved

        return run

    async def scene(toy):
        toy.e.scene.show = broken(toy.e.scene.show)
        await one_move(toy)
        toy.kept = str(toy.e), toy.e.layout.error.value, toy.dot.get_xydata().tolist()
        with pytest.raises(ValueError, match="U expects"):
            toy.w.value = 1.05

    toy = after(scene, watched)
    assert {w for t, w in places(toy)} & {0.95, 0.9} and max(w for t, w in places(toy)) == 1.0
    assert toy.kept[1:] == ("", [[0.0, 1.0]]) and "the state is 0.00" in toy.kept[0]
    assert "U expects" in toy.e.layout.error.value


def test_it_is_drawn_in_the_explorers_own_thread(watched):
    async def scene(toy):
        show, toy.threads = toy.e.scene.show, set()
        toy.e.scene.show = lambda **values: (
            toy.threads.add(threading.current_thread()),
            show(**values),
        )[1]
        watching = ["watching", 2.0]
        thread = threading.Thread(target=setattr, args=(toy.e.layout.front_end, *watching))
        thread.start()
        thread.join()
        await wait()

    toy = after(scene, watched)
    assert toy.sent and toy.threads == {threading.main_thread()}


def test_controls_that_come_in_sight(watched):
    def scene(shown):
        async def play(toy):
            await wait()
            toy.sent.clear()
            (stack,) = [part for part in parts(toy, object) if hasattr(part, "selected_index")]
            stack.selected_index = shown
            await wait()

        return play

    groups = {"groups": {"time": ["t"], "weight": ["w"]}}
    assert {w for t, w in places(after(scene(1), watched, **groups))} >= {0.45, 0.55}
    assert after(scene(0), watched, **groups).sent == []


def test_what_was_drawn_is_not_drawn_again(watched):
    async def scene(toy):
        frame, drawn = toy.e.frames.frame, []
        await wait()
        toy.e.frames.frame = lambda: drawn.append(toy.calls[-1]["w"]) or frame()
        for w in (0.55, 0.5, 1.7, 0.5, 1.7):
            toy.w.value = w
        toy.drawn, toy.last = drawn, toy.e.layout.front_end.frame

    toy = after(scene, watched)
    assert toy.drawn == [1.7] and json.loads(toy.last.split(b"\n")[0])["values"][2] == 1.7


def test_what_is_kept_is_what_came_last(monkeypatch):
    monkeypatch.setattr(look_ahead, "ROOM", 100)
    kept = Kept()
    for values in "abcab":
        kept.add(values, b"\n" + 30 * values.encode())
    assert [values in kept for values in "abc"] == [True, True, True]
    kept.add("d", b"\n" + 30 * b"d")
    assert [values in kept for values in "abcd"] == [True, True, False, True]
    kept.add("e", b"two\n" + 90 * b"e")
    assert [values in kept for values in "abcde"] == [False] * 4 + [True]
    assert (kept.get("a"), kept.get("e")) == (None, b"two\n" + 90 * b"e")
