"""Challenges: scored at every move, answered kindly in an exercise."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from rnn_helpers.explorers import match_target
from rnn_helpers.lessons.challenges import challenge_of, check_challenge
from rnn_helpers.lessons.target_goals import GOALS as TARGETS
from rnn_helpers.lessons.tasks import Task, TaskList

TASKS = [
    Task(text="Look.", done=lambda state: False),
    Task(
        text="Challenge: w above 2.",
        measure=lambda state: (max(2 - state["w"], 0), "w is too small"),
        begin={"goal": "up"},
    ),
    Task(text="Challenge: w below -2.", measure=lambda state: (state["w"] + 2, "w is too large")),
]


class Toy:
    """What `check_challenge` needs of an explorer."""

    controls = {"x": SimpleNamespace(options=["zeros", "noise, b = 0"])}
    tasks = SimpleNamespace(list=TaskList(TASKS))

    def reset(self):
        self.values = {"w": 0.0, "n": 1, "x": "zeros", "loud": False, "goal": "free"}

    def set(self, **values):
        if strange := values.keys() - self.values.keys():
            raise TypeError(f"the controls are w, n, x; got {strange.pop()!r}")
        for name, value in values.items():
            if type(value) is not type(self.values[name]):
                raise TypeError(f"{name} expects {type(self.values[name])}, got {value!r}")
        if not -3 <= values.get("w", 0) <= 3:
            raise ValueError(f"w expects a number from -3 to 3,\ngot {values['w']}")
        self.values |= values

    def state(self):
        return {**self.values}


def test_a_challenge_is_found_by_words_of_its_own():
    assert challenge_of(Toy(), "w above 2") is TASKS[1]
    assert challenge_of(Toy(), "below") is TASKS[2]
    for goal in ("Look", "w", "sideways"):  # no challenge, two of them, none
        known = "Challenge: w above 2.; Challenge: w below -2."
        with pytest.raises(ValueError, match=f"one of: {known}; got '{goal}'"):
            challenge_of(Toy(), goal)


TOO_SMALL = "not yet - w is too small"
NO_DICT = "not yet - expected a dict such as dict(w=...), got"
OUT = "not yet - w expects a number from -3 to 3, got"
holds_itself = {}
holds_itself["w"] = holds_itself


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        *[(stub, "not tried yet") for stub in (None, ..., {}, "", {"w": None}, {"w": ...})],
        *[({"w": w}, "right") for w in (2.5, 3, np.float32(2.5), "2.5", "２,５", Decimal("2.5"))],
        *[({"w": w}, "right") for w in (Fraction(5, 2), np.array(2.5), [2.5], np.array([[2.5]]))],
        *[({"w": w}, TOO_SMALL) for w in (1.5, 0, "0,5", "−1")],
        *[({"w": 2.5, "n": n}, "right") for n in (4, 4.0, "4", np.int64(4), Fraction(4))],
        ({"w": 2.5, "x": np.str_("noise"), "loud": True}, "right"),
        ({"goal": "free", "w": 1.0}, TOO_SMALL),
        ({"w": 9}, f"{OUT} 9.0"),
        ({"w": "9"}, f"{OUT} 9.0"),
        ({"w": 10**400}, f"{OUT} 1.7976931348623157e+308"),
        ({"w": float("nan")}, f"{OUT} nan"),
        ({"w": 2.5, "n": 2.5}, "not yet - n expects <class 'int'>, got 2.5"),
        ({"w": "much"}, "not yet - w expects <class 'float'>, got 'much'"),
        ({"w": True}, "not yet - w expects <class 'float'>, got True"),
        ({"w": 1 + 0j}, "not yet - w expects <class 'float'>, got (1+0j)"),
        ({"w": [1, 2]}, "not yet - w expects <class 'float'>, got [1, 2]"),
        ({"w": 2.5, "n": None}, "not yet - n expects <class 'int'>, got None"),
        ({"w": 2.5, "loud": 1}, "not yet - loud expects <class 'bool'>, got 1"),
        ({"w": 2.5, "loud": "1"}, "not yet - loud expects <class 'bool'>, got '1'"),
        ({"w": "a" * 300}, "not yet - w expects <class 'float'>, got ..."),
        ({"w": "w " * 150}, f"not yet - w expects <class 'float'>, got '{'w ' * 82}..."),
        ({"w": holds_itself}, "not yet - w expects <class 'float'>, got {'w': {...}}"),
        ({"w": 2.5, "n": ...}, "not yet - a place is still blank"),
        ({"v": 9}, "not yet - the controls are w, n, x; got 'v'"),
        ({0.5: 9}, "not yet - expected names as in dict(w=...), got a number"),
        ((1, 2), f"{NO_DICT} a tuple"),
        ([], f"{NO_DICT} a list"),
        ({"w"}, f"{NO_DICT} a set, which has no order: write a list"),
        ("w=2.5", f"{NO_DICT} the text 'w=2.5'"),
        (2.5, f"{NO_DICT} a number"),
        (np.array([2.5]), f"{NO_DICT} an array"),
        (dict, f"{NO_DICT} a function: write what it returns"),
        (Toy(), f"{NO_DICT} a Toy"),
    ],
)  # fmt: skip
def test_an_exercise_answers(settings, said, capsys):
    check_challenge("Exercise 1", Toy(), settings, goal="w above 2")
    assert capsys.readouterr() == (f"Exercise 1: {said}\n", "")


@pytest.mark.parametrize("text", ["noise, b = 0", " Noise,  B = 0 ", "noise,b=0", "'noise, b = 0'"])
def test_a_text_is_found_in_its_list(text, capsys):
    toy = Toy()
    check_challenge("Exercise 1", toy, {"w": 2.5, "x": text}, goal="w above 2")
    assert capsys.readouterr().out == "Exercise 1: right\n" and toy.values["x"] == "noise, b = 0"
    check_challenge("Exercise 1", toy, {"w": 2.5, "x": "noise"}, goal="w above 2")
    assert toy.values["x"] == "noise"  # as it is, for the explorer to refuse


def test_controls_that_are_not_named_stand_at_their_start():
    toy = Toy()
    toy.reset()
    toy.set(n=4)
    check_challenge("Exercise 1", toy, {"w": "2,5"}, goal="w above 2")
    assert toy.values == {"w": 2.5, "n": 1, "x": "zeros", "loud": False, "goal": "up"}


@pytest.mark.parametrize(
    "value", ["0,5", 0.5, 10**400, Fraction(10**5000), None, {}, float("nan"), "much"]
)
@pytest.mark.parametrize("name", ["W11", "goal", "x", "s", ""])
def test_a_real_explorer_answers_in_one_line(explorer, name, value, capsys):
    check_challenge("Exercise 1", explorer, {name: value, "W12": 0.0}, goal=next(iter(TARGETS)))
    out = capsys.readouterr().out
    assert out.startswith("Exercise 1: not yet - ") and out.count("\n") == 1 and len(out) < 240
    assert "digits" not in out


@pytest.fixture(scope="module")
def explorer():
    return match_target()
