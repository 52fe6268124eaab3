"""Long computations: a hand sees them grow and can stop them, and code waits for the end."""

import asyncio
import threading

import pytest
from clock import run
from toy import FAULT, button

from rnn_helpers.lessons.tasks import Task
from rnn_helpers.panel import explorer as panel


@pytest.fixture
def slow(make):
    """A toy that counts up to t, one a slice; and how it stood at each call of `show`."""

    def toy(**changes):
        seen, faults, told = [], [], {"count": 0}

        def prepare(t, x, w, on):
            if faults:
                raise faults.pop()
            told["count"] += told["count"] < t
            return told["count"] < t

        def show(t, x, w, on):
            seen.append((min(told["count"], t), t))
            return {"count": min(told["count"], t)}, f"{told['count']} of {t}."

        parts = make(show=show, prepare=prepare, **changes)
        parts.seen, parts.faults = seen, faults
        return parts

    return toy


async def slices(number):
    await asyncio.sleep((number + 0.5) * panel.BREATH)


def test_a_hand_sees_it_grow_and_the_loop_is_free_between(slow):
    async def scene():
        toy = slow()
        toy.t.value = 3
        stages = [(toy.e.state()["count"], toy.e.layout.rests)]
        for _ in range(2):
            await slices(0.6)
            stages.append((toy.e.state()["count"], toy.e.layout.rests))
        await asyncio.sleep(2 * panel.REST)
        return toy, stages

    toy, stages = run(scene())
    assert stages == [(1, False), (2, False), (3, False)]
    assert toy.seen[1:] == [(0, 0), (1, 3), (2, 3), (3, 3)] and toy.e.describe() == "3 of 3."
    assert toy.e.layout.rests


@pytest.mark.parametrize("how", ["set", "preset"])
def test_code_waits_until_it_is_there(slow, how):
    async def scene():
        toy = slow()
        toy.e.set(t=3) if how == "set" else toy.e.preset("keep")
        count = toy.e.state()["count"]
        await asyncio.sleep(1)
        return count, len(toy.seen), toy.e.layout.rests

    assert run(scene()) == (3, 2 + 3, True)


def test_where_no_loop_runs_a_hand_waits_too(slow):
    toy = slow()
    toy.t.value = 3
    assert toy.e.state()["count"] == 3


def test_what_it_begins_with_is_prepared_when_it_is_made(make):
    left = [2]

    def prepare(**values):
        left[0] -= 1
        return left[0] > 0

    make(prepare=prepare)
    assert left == [0]


@pytest.mark.parametrize("how", ["hand", "Reset", "flip"])
def test_another_move_takes_the_place_of_what_was_not_there_yet(slow, how):
    async def scene():
        toy = slow()
        toy.t.value = 3
        await slices(0.6)
        setattr(toy.t, "value", 0) if how == "hand" else button(toy, how).click()
        await asyncio.sleep(1)
        return toy.seen

    assert run(scene())[-2:] == [(2, 3), (0, 0)]


def test_a_button_does_not_block_the_loop(slow):
    async def scene():
        toy = slow()
        button(toy, "keep").click()
        first = toy.e.state()["count"]
        await asyncio.sleep(1)
        return first, toy.e.state()["count"]

    assert run(scene()) == (1, 3)


def test_a_closed_panel_computes_no_more(slow, make):
    async def scene():
        toy = slow()
        toy.t.value = 3
        toy.e.close()
        make.forget()
        await asyncio.sleep(1)
        return toy.seen[-1]

    assert run(scene()) == (1, 3)


@pytest.mark.parametrize("fault", [FAULT, KeyboardInterrupt()])
@pytest.mark.parametrize("how", ["hand", "code"])
def test_an_error_or_an_interrupt_leaves_no_timer_and_the_next_move_works(slow, fault, how):
    async def scene():
        toy = slow()
        toy.t.value = 3
        toy.faults.append(fault)
        with pytest.raises(type(fault)):
            toy.e.set(w=1.0) if how == "code" else setattr(toy.w, "value", 1.0)
        await asyncio.sleep(1)
        stood = toy.seen[-1][0]
        toy.e.set(t=2)
        return stood, toy.e.state()["count"]

    assert run(scene()) == (1, 2)


def test_it_is_prepared_in_the_explorers_own_thread(slow):
    async def scene():
        threads = []
        toy = slow()
        draw = toy.e._draw
        toy.e._draw = lambda: (threads.append(threading.current_thread()), draw())
        thread = threading.Thread(target=lambda: setattr(toy.t, "value", 3))
        thread.start()
        thread.join()
        await asyncio.sleep(1)
        return toy.e.state()["count"], set(threads)

    assert run(scene()) == (3, {threading.main_thread()})


def test_a_task_is_looked_at_when_all_is_there(slow):
    async def scene():
        counts = []
        task = Task(text="Count.", done=lambda now: counts.append(now["count"]) or False)
        toy = slow(tasks=[task, task])
        toy.t.value = 3
        await asyncio.sleep(1)
        return counts

    assert run(scene()) == [3]


def test_play_goes_in_strides(make):
    assert make(stride=2).e.layout.player.step == 2
    assert make().e.layout.player.step == 1
