"""Chapter 08: every exercise, tried with right, half right and nonsensical answers."""

import numpy as np
import pytest
from answer_forms import forms, rubbish, settings_forms, settings_rubbish
from exercises import Code, assert_told, chapter

from rnn_helpers.dynamics.trajectories import knob_weights


@pytest.fixture(scope="module")
def ch():
    return chapter("08", solutions=True)


ONE = [
    *[(s, "right") for s in settings_forms({"gain": 0.5, "turn": 0})],
    *[(s, "right") for s in ({"gain": 0}, {"gain": 0.7, "turn": -77, "stretch": 1.2})],
    ({"gain": 2, "turn": 0, "stretch": 1.3, "k1": 1.2, "shear": 2}, "lower g"),
    ({"gain": 1, "turn": 0}, "the slowest has |λ| = 1.000"),
    ({"gain": 2, "turn": 0}, "4 resting, 1 wanted"),
    ({"gain": 1, "turn": 0, "stretch": 2}, "2 resting, 1 wanted"),
    ({"gain": 1.5}, "2 other attractors, 1 wanted"),
]
TWO = [
    *[(s, "right") for s in settings_forms({"gain": 1.0, "turn": 0, "stretch": 2.0})],
    *[
        (s, "right")
        for s in ({"gain": 1.5, "turn": 0, "stretch": 0.5}, {"gain": 1, "turn": 20, "stretch": 3})
    ],
    ({"gain": 1.5, "turn": 180, "stretch": 2}, "0 resting and"),  # a cycle of 2
    ({"gain": 1.5, "turn": 0}, "move q away from 1"),
    ({"gain": 0.5, "turn": 0, "stretch": 1.5}, "raise g"),
]
FOUR = [
    *[(s, "right") for s in settings_forms({"gain": 2.4, "turn": 0, "stretch": 2.0})],
    *[(s, "right") for s in ({"gain": 2.4, "turn": 0}, {"gain": 2.5, "turn": 0, "shear": 0.1})],
    ({"gain": 2, "turn": 0}, "raise g"),  # 2 I, with q = 2
    ({"gain": 2.1, "turn": 0, "shear": 2}, "bring h nearer to 0"),
    ({"gain": 2.4, "turn": 90}, "bring θ nearer to 0"),
    *settings_rubbish("gain"),
]
THREE = [
    *[(s, "right") for s in settings_forms({"gain": 2.0, "stretch": 1.3})],
    *[(s, "right") for s in ({"gain": 2, "stretch": 0.8}, {"gain": 2, "stretch": 1.3, "turn": 90})],
    ({"gain": 2}, "bring q nearer to 1"),
    ({"gain": 1.5, "turn": 90, "shear": -1}, "bring h nearer to 0"),  # the text's, at 90°
    ({"gain": 0.5, "stretch": 1.3}, "raise g above 1"),
    ({"turn": 120}, "120° wanted"),
    *settings_rubbish("stretch"),
]
PUSH = [
    *[(s, "right") for s in settings_forms({"gain": 2.0, "turn": 0, "k1": 0.75})],
    *[
        (s, "right")
        for s in ({"gain": 2, "turn": 0, "k1": -0.7}, {"gain": 1.5, "turn": 0, "k1": "1/2"})
    ],
    ({"gain": 2, "turn": 0, "k1": 0.5}, "k leaves 4: push further"),
    ({"gain": 2, "turn": 0}, "k leaves 4: push further"),
    ({"gain": 1, "turn": 0, "stretch": 2, "k1": 0.1}, "at k = 0, 2 resting, 4 wanted"),
    ({"k1": 0.7}, "at k = 0, 0 resting and 2 other attractors"),
    *settings_rubbish("k1"),
]
W_IN, START = knob_weights(0.8, 30), [0.5, 0.25]
BEFORE = [
    *[(s, "right") for s in (*forms([0.754274, -0.066824]), Code("back([0.5, 0.25], W_in, 0)"))],
    *[(s, "artanh comes first") for s in (np.linalg.solve(W_IN, START), [0.697516, -0.041867])],
    *[(s, "that is one step ahead") for s in (np.tanh(W_IN @ START), [0.241541, 0.356792])],
    (Code("np.linalg.solve(W_in.T, np.arctanh([0.5, 0.25]))"), "entry [0] is too small"),
    ([-0.754274, 0.066824], "only the sign is wrong"),
    *rubbish((2,)),
]
TWO_BEFORE = [
    *[(s, "right") for s in (*forms([1.022082, -0.686695]), Code("back(before_right, W_in, 0)"))],
    (Code("back([0.5, 0.25], W_in, 0)"), "entry [0] is too small"),
    *rubbish((2,)),
]
PERIOD = [
    *[(n, "right") for n in (*forms(4), Code("period_right"))],
    *[(n, "it is too small") for n in (1, 2, 3)],  # 2: of the broken copy
    *[(n, "it is too large") for n in (5, 8, 90)],
    *rubbish(),
]
ONCE = [
    *[(s, "right") for s in forms([float(np.tanh(-0.3)), float(np.tanh(0.9))])],
    (Code("np.tanh(W_turn @ [0.6, 0.2])"), "right"),
    (Code("[np.tanh(W_turn[0] @ [0.6, 0.2]), np.tanh(W_turn[1] @ [0.6, 0.2])]"), "right"),
    ([-0.291, 0.716], "close: give more digits"),  # as printed at the beginning
    (Code("broken([0.6, 0.2], W_turn, 1)"), "entry [1] is too small"),
    (Code("W_turn @ [0.6, 0.2]"), "entry [0] is too small"),
    (Code("np.tanh(W_turn.T @ [0.6, 0.2])"), "only the sign is wrong"),
    (Code("broken"), "got a function"),
    *rubbish((2,)),
]


@pytest.mark.parametrize(
    "name, settings, words",
    [
        (name, *case)
        for name, cases in {"one": ONE, "two": TWO, "four": FOUR}.items()
        for case in cases
    ],
)
def test_1_one_two_four(ch, name, settings, words):
    assert_told(ch.tried("counts-yours", **{name: settings}), name, words)


@pytest.mark.parametrize("settings, words", THREE)
def test_2_a_cycle_of_three(ch, settings, words):
    assert_told(ch.tried("three-yours", three=settings), "a 3-cycle", words)


@pytest.mark.parametrize("settings, words", PUSH)
def test_3_an_input_that_takes_two_away(ch, settings, words):
    assert_told(ch.tried("input-yours", push=settings), "push", words)


@pytest.mark.parametrize("answer, words", BEFORE)
def test_4_one_step_back(ch, answer, words):
    assert_told(ch.tried("before-yours", before=answer), "before", words)


@pytest.mark.parametrize("answer, words", TWO_BEFORE)
def test_4_two_steps_back(ch, answer, words):
    assert_told(ch.tried("before-yours", two_before=answer), "two before", words)


@pytest.mark.parametrize("answer, words", PERIOD)
def test_5_the_period(ch, answer, words):
    assert_told(ch.tried("bug-yours", period=answer), "period", words)


@pytest.mark.parametrize("answer, words", ONCE)
def test_5_one_step_later(ch, answer, words):
    assert_told(ch.tried("bug-yours", after_one=answer), "after one step", words)
