"""Tasks: one in sight, ticked by the numbers of the explorer, perhaps after a guess."""

import pytest

from rnn_helpers.lessons.guesses import Question
from rnn_helpers.lessons.tasks import LINE, LONGEST, Task, TaskList

RISE = Task(text="Let w rise to 1.", done=lambda state: state["w"] >= 1, then="It rests.")
SIGN = Question("Which sign?", ["+", "−"], truth="+", because="It stays.")
GUESSED = Task(text="Let w fall.", done=lambda state: state["w"] < 0, then="It flips.", guess=SIGN)
LONG = Question("x" * (LINE + 1), truth=1, because="")
NEAR = Task(text="Reach 0.5.", measure=lambda state: (abs(state["w"] - 0.5), f"w is {state['w']}"))


@pytest.fixture
def tasks():
    return TaskList([RISE, GUESSED, NEAR], "w decides.")


def seen(tasks):
    return tasks.words, tasks.ticked


def test_the_task_in_sight_is_ticked_when_it_is_done(tasks):
    assert seen(tasks) == ("Let w rise to 1.", [False] * 3)
    tasks.look({"w": 0.9})
    assert seen(tasks) == ("Let w rise to 1.", [False] * 3)
    tasks.look({"w": 1.0})
    assert seen(tasks) == ("It rests.", [True, False, False])
    tasks.look({"w": 0.0})  # once done it stays so
    assert seen(tasks) == ("It rests.", [True, False, False])


def test_who_comes_back_reads_the_task_again(tasks):
    tasks.look({"w": 1})
    tasks.go(2)
    tasks.go(0)
    assert seen(tasks) == ("Let w rise to 1.", [True, False, False])


def test_no_other_task_is_ticked(tasks):
    tasks.look({"w": -1})
    assert tasks.ticked == [False] * 3


def test_a_question_stands_there_until_it_is_answered(tasks):
    tasks.go(1)
    assert tasks.asks is SIGN and tasks.words == "Which sign?"
    assert tasks.guess("?") == "“?” is none of these. Choose one of: +, −."
    assert tasks.asks is SIGN
    assert tasks.guess(" − ") == ""
    assert tasks.asks is None and tasks.words == "You guessed −. Let w fall."
    assert tasks.guess("+") == "" and tasks.said == {1: "−"}  # nothing is asked any more
    tasks.look({"w": -1})
    assert tasks.words == "You guessed −; it is +. It flips."


def test_a_hand_that_moves_first_is_not_held_up(tasks):
    tasks.go(1)
    tasks.look({"w": 0.5})
    assert tasks.asks is None and tasks.words == "Let w fall."
    tasks.look({"w": -1})
    assert seen(tasks) == ("It flips.", [False, True, False])


def test_a_challenge_says_what_is_missing(tasks):
    tasks.go(2)
    assert tasks.gap is None
    tasks.look({"w": 0.25})
    assert (tasks.gap, tasks.still, tasks.ticked[2]) == (0.25, "w is 0.25", False)
    tasks.look({"w": 0.5})
    assert (tasks.gap, tasks.ticked[2]) == (0.0, True)
    assert tasks.words == "Reach 0.5."  # it has nothing to tell
    tasks.go(0)
    assert tasks.gap is None and tasks.still == ""


def test_after_the_last_one_what_to_notice(tasks):
    tasks.go(3)
    assert tasks.task is None and tasks.words == "w decides." and tasks.asks is None
    tasks.look({"w": 1})
    assert tasks.ticked == [False] * 3
    with pytest.raises(ValueError, match="number expects 0 to 3, got 4"):
        tasks.go(4)
    with pytest.raises(ValueError, match="number expects 0 to 2, got 3"):
        TaskList([RISE, GUESSED, NEAR]).go(3)
    with pytest.raises(ValueError, match="got -1"):
        tasks.go(-1)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"done": None}, "either done or measure"),
        ({"measure": NEAR.measure}, "either done or measure"),
        ({"text": ""}, "text expects what to do, got nothing"),
        ({"text": "x" * (LONGEST + 1)}, f"text expects at most {LONGEST} characters, got 151: x"),
        ({"then": "x" * (LONGEST + 1)}, f"then expects at most {LONGEST} characters, got 151: x"),
        ({"then": "x" * (LINE + 1), "guess": SIGN}, f"then expects at most {LINE} characters"),
        ({"text": "x" * (LINE + 1), "done": None, "measure": NEAR.measure}, f"at most {LINE}"),
        ({"guess": LONG}, f"guess expects at most {LINE} characters, got 81"),
    ],
)  # fmt: skip
def test_a_task_that_has_no_place_is_refused(change, problem):
    with pytest.raises((TypeError, ValueError), match=problem):
        Task(**{"text": "x" * LINE, "done": bool, **change})


def test_a_notice_that_is_too_long_is_refused():
    assert TaskList([RISE], "x" * LONGEST).last == 1
    with pytest.raises(ValueError, match="notice expects at most 150 characters, got 151"):
        TaskList([RISE], "x" * (LONGEST + 1))
