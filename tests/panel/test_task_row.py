"""Tasks in the panel: what a hand and what code do with them, and what reaches the browser."""

from itertools import count

import pytest

from rnn_helpers.lessons.guesses import Question
from rnn_helpers.lessons.tasks import Task

TIME = count()
ASKED = Question("Which way?", ["up", "down"], truth="down", because="w is below 0.")
TASKS = [
    Task(text="Let w rise to 1.", done=lambda state: state["w"] >= 1, then="It rests."),
    Task(text="Let w fall.", done=lambda state: state["w"] < 0, begin="keep", guess=ASKED),
    Task(text="Let s be 2.", measure=lambda state: (abs(state["s"][0] - 2), "go on"),
         begin={"t": 1}),
]  # fmt: skip


@pytest.fixture
def toy(make):
    return make(tasks=TASKS, notice="w decides.")


def by_hand(toy, *did):
    toy.e.tasks.row.set_state({"asked": [next(TIME), *did]})


def shown(toy, *names):
    return tuple(getattr(toy.e.tasks.row, name) for name in names)


def test_an_explorer_without_tasks_has_no_row(make):
    assert make().e.tasks is None


def test_code_and_the_hand_tick_alike(make):
    one, other = make(tasks=TASKS), make(tasks=TASKS)
    one.e.set(w=1.5)
    other.w.set_state({"value": 1.5})
    for toy in (one, other):
        assert toy.e.tasks.ticked == [True, False, False]
        assert shown(toy, "place", "words", "is_done") == ("Task 1 of 3", "It rests.", True)


def test_nothing_is_ticked_before_anything_moves(toy):
    assert toy.e.tasks.ticked == [False] * 3
    assert shown(toy, "words", "is_first", "is_last") == ("Let w rise to 1.", True, False)


def test_next_begins_the_next_task(toy):
    by_hand(toy, "next", "")
    assert toy.calls[-1] == {"t": 3, "x": "pulse", "w": 2, "on": False}  # its preset
    assert toy.e.tasks.ticked == [False] * 3  # which a hand did not set
    by_hand(toy, "next", "")
    assert toy.calls[-1] == {"t": 1, "x": "pulse", "w": 0.5, "on": False}
    by_hand(toy, "next", "")
    assert shown(toy, "place", "words", "is_last") == ("In the end", "w decides.", True)
    by_hand(toy, "back", "")
    assert toy.e.tasks.now == 3


def test_a_question_comes_first(toy):
    toy.e.tasks.go(2)
    assert shown(toy, "asks", "words", "choices") == (True, "Which way?", ["up", "down"])
    by_hand(toy, "guess", "left")
    assert shown(toy, "asks", "problem")[0] and "none of these" in toy.e.tasks.row.problem
    by_hand(toy, "guess", "up")
    assert shown(toy, "asks", "problem", "choices") == (False, "", [])
    toy.e.set(w=-1)
    assert toy.e.tasks.words == "You guessed up; it is down."
    assert toy.e.tasks.ticked == [False, True, False]


def test_a_challenge_shows_the_way_that_is_left(toy):
    toy.e.tasks.go(3)
    assert shown(toy, "way", "still") == (-1.0, "")
    toy.e.set(w=1)
    assert toy.e.tasks.row.still == "go on" and 0 < toy.e.tasks.row.way < 1
    far = toy.e.tasks.row.way
    toy.e.set(w=-2)
    assert toy.e.tasks.row.way > far
    toy.e.set(w=2)
    assert shown(toy, "way", "is_done") == (0.0, True)


def test_a_move_that_changes_nothing_in_the_row_sends_nothing(toy, sent):
    toy.e.set(w=0.6)
    assert [part for part, *_ in sent if part is toy.e.tasks.row] == []


def test_a_condition_that_fails_is_shown_and_raised(make):
    toy = make(tasks=[Task(text="Do.", done=lambda state: state["unknown"] > 0)])
    with pytest.raises(KeyError, match="unknown"):
        toy.e.set(w=1)
    assert "KeyError" in toy.e.layout.error.value


@pytest.mark.parametrize("begin", [{"v": 1}, {"w": 3}, "no preset"])
def test_a_task_that_cannot_begin_is_refused(make, begin):
    with pytest.raises((TypeError, ValueError)):
        make(tasks=[Task(text="Do.", done=bool, begin=begin)])


def test_without_a_kernel_all_tasks_stand_below_the_sentence(make):
    toy = make(tasks=[*TASKS, Task(text="w < 0?", done=bool, then="Seen.")])
    still = toy.e.layout.live_words()["text/html"]
    assert "<li>Let w rise to 1.</li>" in still and "<li>w &lt; 0?</li>" in still
    assert "It rests." not in still and "Seen." not in still
