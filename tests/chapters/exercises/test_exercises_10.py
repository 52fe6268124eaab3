"""Chapter 10: every exercise, tried with right, half right and nonsensical answers."""

from fractions import Fraction
from math import nan

import numpy as np
import pytest
from answer_forms import NOT_TRIED, forms, rubbish, settings_forms, settings_rubbish
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("10", solutions=True)


def unit_2_alone(**weights):
    return {"U1": 0, "V1": 0, "V2": 1, **weights}


def turn(gain, U1=3, U2=-3):
    return {"W11": 0, "W12": -gain, "W21": gain, "W22": 0, "U1": U1, "U2": U2}


KEEP = [
    *[(s, "right") for s in settings_forms({"W11": 2, "U1": 3})],
    *[(s, "right") for s in ({"W11": 3, "U1": "4,0"}, unit_2_alone(W22=2, U2=3))],
    ({"W11": 1, "U1": 2.5, "V1": 1.4}, "0 of 24 steps in the picture and 76 of 300 unseen"),
    ({"W11": 2, "U1": 1}, "are more than 0.5 off"),  # the push is too weak
    ({"W11": -2, "U1": 3}, "are more than 0.5 off"),  # blinks
    ({"W22": 2, "U2": 3}, "are more than 0.5 off"),  # nobody hears unit 2
    *settings_rubbish("W11"),
]
FADE = [
    *[(s, "right") for s in settings_forms({"W11": 0.8, "U1": 0.05, "V1": 4})],
    ({"W11": 0.8, "U1": 0.1, "V1": 2}, "right"),
    (unit_2_alone(W22=0.8, U2=0.05, V2=4), "right"),
    ({"W11": 0.8, "U1": 0.2, "V1": 1}, "0 of 24 steps in the picture and 3 of 300 unseen"),
    ({"W11": 0.8, "U1": 0.05}, "are more than 0.1 off"),  # not made up for
    ({"W11": 0.2, "U1": 0.2, "V1": 4}, "are more than 0.1 off"),  # 0.8 and 0.2 exchanged
    ({"W11": 0.8, "U1": 1, "V1": 0.2}, "are more than 0.1 off"),  # far from straight
    *settings_rubbish("V1"),
]
BEAT = [
    *[(s, "right") for s in settings_forms(turn(1.5))],
    *[(s, "right") for s in (turn(-1.5, 3, 3), turn(2, 4, -4))],
    (turn(1.5, 3, 3), "are more than 0.5 off"),  # the hand is set a beat too far
    ({"W12": -1.5, "W21": 1.5, "U1": 3, "U2": -3}, "are more than 0.5 off"),  # W11, W22 left
    (turn(0.9), "are more than 0.5 off"),
    ({**turn(1.5), "V1": 0, "V2": 1}, "are more than 0.5 off"),
    ({"W11": -2, "U1": 3}, "are more than 0.5 off"),
    *settings_rubbish("U2"),
]
PUSH_15 = [
    *[(u, "right") for u in (*forms(1.2878), Code("1.5 * settle(1.0, 1.5)"))],
    *[(u, "close: give more digits") for u in (1.29, 1.288, "1,29")],
    (0.8586, "it is too small"),  # the distance to the ridge
    (Code("2 * settle(1.0, 1.5)"), "it is too large"),
    (1.5, "it is too large"),
    (1.915, "it is too large"),
    (Code("1.5 * settle(-1.0, 1.5)"), "only the sign is wrong"),
    (Code("1,2878"), "is there a comma where a decimal point should be?"),
    *rubbish(),
]
PUSH_3 = [
    *[(u, "right") for u in (*forms(2.9847), Code("3 * settle(1.0, 3)"))],
    (2.985, "close: give more digits"),
    (Code("settle(1.0, 3)"), "it is too small"),
    (Code("np.tanh(3)"), "it is too small"),
    (Code("3 + settle(1.0, 3)"), "it is too large"),
    *rubbish(),
]
DOOR = {(0, 0): (0, 0), (0, 1): (1, 0), (1, 0): (0, 0), (1, 1): (1, 1)}
SIX_ROWS = {**DOOR, (1, 1): (2, 1), (2, 0): (0, 0), (2, 1): (1, 1)}  # right as well, with 3 units
NUMBERS = (float, Fraction, bool, np.int64, np.float32)
NO_TABLE = "table expects a dict such as"
TABLES = [
    (DOOR, "right"),
    (SIX_ROWS, "right"),
    (dict(sorted(DOOR.items(), reverse=True)), "right"),
    *[({row: form(does) for row, does in DOOR.items()}, "right") for form in (list, np.array)],
    *[({row: (n(q), n(z)) for row, (q, z) in DOOR.items()}, "right") for n in NUMBERS],
    ({**DOOR, (0, 1): (1, 1)}, "entry [0] is too large"),  # opens at the first pulse
    ({**DOOR, (1, 0): (1, 0)}, "entry [2] is too large"),  # never forgets one
    ({**DOOR, (1, 1): (0, 1)}, "entry [7] is too small"),  # shuts after two
    ({**DOOR, (1, 1): (1, 0)}, "entry [3] is too small"),
    ({row: (z, q) for row, (q, z) in DOOR.items()}, "entry [0] is too large"),  # exchanged
    (
        {(q, x): (1 - x, int(q == 0 and x)) for q in (0, 1) for x in (0, 1)},
        "entry [0]",
    ),  # begun in 1
    ({(0, 0): (0, 0), (0, 1): (1, 0)}, "row (0, 1) of table leads to 1, a state without rows"),
    ({**DOOR, (1, 1): (7, 1)}, "row (1, 1) of table leads to 7, a state without rows"),
    ({**DOOR, (1, 1): (10**400, 1)}, "row (1, 1) of table leads to"),
    ({**DOOR, (1, 1): (1, 10**400)}, "too large"),
    ({**DOOR, (1, 1): (1, nan)}, "got nan"),
    ({**DOOR, (1, 1): (1, "one")}, "table expects numbers for states and answers, got 'one'"),
    ({**DOOR, (1, 1): (1,)}, NO_TABLE),
    ({**DOOR, (1, 1): ...}, "a place is still blank"),
    (dict.fromkeys(DOOR, (0, 0)), "table expects a row that leads to another state"),
    ({}, "table expects for every state a row"),
    *[(table, NO_TABLE) for table in ([1], list(DOOR.items()), "table", 3, nan, {1: 2}, print)],
    *[(table, NOT_TRIED) for table in (..., "", lambda: None)],
    (None, "it is None"),
]
LINE = [0, 0, 0, 1, 0, 0, -1, 0]
TANHS = "np.tanh(2 * np.tanh(2 * np.tanh(2 * np.tanh(3 * np.r_[0, 0, 0, x[:-3, 0]]))))"
WITH_W = "heights({0}, 4)[-1] * np.array([0, 0, 0, 1, 0, 0, -1, 0])"
REPAIRED = [
    *[(z, "right") for z in (*forms(LINE), *forms([0.96 * z for z in LINE]))],
    *[(Code(z), "right") for z in ("repaired(x)", "list(repaired(x))", TANHS, WITH_W.format(1.8))],
    *[(Code(WITH_W.format(w)), "entry [3] is too small") for w in (1, 1.2)],
    (Code("broken(x)"), "entry [3] is too small"),
    ([*LINE[1:], 0], "entry [2] is too large"),  # two steps ago
    ([0, *LINE[:-1]], "entry [3] is too small"),  # four steps ago
    (Code("x[:, 0]"), "entry [0] is too large"),
    ([-z for z in LINE], "only the sign is wrong"),
    (Code("repaired(x)[:, None]"), "the right numbers, but expected shape (8,), got shape (8, 1)"),
    (Code("repaired"), "got a function: write what it returns"),
    *rubbish((8,)),
]


@pytest.mark.parametrize(
    "name, settings, words",
    [
        (name, *case)
        for name, cases in {"keep": KEEP, "fade": FADE, "beat": BEAT}.items()
        for case in cases
    ],
)
def test_1_meet_three_targets(ch, name, settings, words):
    assert_told(ch.tried("match-yours", "match-check", **{name: settings}), name, words)


@pytest.mark.parametrize("answer, words", PUSH_15)
def test_2_the_smallest_push(ch, answer, words):
    assert_told(ch.tried("push-yours", push_15=answer), "w = 1.5", words)


@pytest.mark.parametrize("answer, words", PUSH_3)
def test_2_the_smallest_push_at_3(ch, answer, words):
    assert_told(ch.tried("push-yours", push_3=answer), "w = 3", words)


@pytest.mark.parametrize("table, words", TABLES)
def test_3_two_in_a_row(ch, table, words):
    assert_told(ch.tried("door-yours", my_door=table), "the door", words)


@pytest.mark.parametrize(
    "answer, words",
    [
        *[(n, "right") for n in forms(2)],
        *[(n, "it is too large") for n in (3, 4)],
        (1, "it is too small"),
        *rubbish(),
    ],
)
def test_3_units_of_the_door(ch, answer, words):
    assert_told(ch.tried("door-yours", units=answer), "units", words)


@pytest.mark.parametrize(
    "table, units", [(DOOR, 2), (SIX_ROWS, 3), ({**DOOR, (1, 0): (1, 0)}, 2), (5, 2), (None, 2)]
)
def test_3_units_are_those_of_a_right_table(ch, table, units):
    """Else those of the shortest."""
    for n in (2, 3):
        said = ch.tried("door-yours", my_door=table, units=n)
        assert_told(said, "units", "right" if n == units else "it is too")


@pytest.mark.parametrize("answer, words", REPAIRED)
def test_4_the_line_that_runs_backwards(ch, answer, words):
    assert_told(ch.tried("bug-yours", repaired_answers=answer), "repaired", words)


@pytest.mark.parametrize("explorer", ["board", "match"])
def test_no_cell_does_a_task_in_the_readers_explorers(ch, explorer):
    tasks = ch.names[explorer].tasks
    assert tasks.now == 1 and not any(tasks.ticked)
