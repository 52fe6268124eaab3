"""Chapter 11: every exercise, tried with right, half right and nonsensical answers."""

import numpy as np
import pytest
from answer_forms import forms, rubbish
from exercises import Code, assert_told, chapter

from rnn_helpers.training import mean_difference


@pytest.fixture(scope="module")
def ch():
    return chapter("11", solutions=True)


HARD = [
    *[
        (f"{who} who chase {whom}", "right")
        for who in ("dogs", "cats", "boys", "girls")
        for whom in ("boy", "girl")
        if (who, whom) != ("dogs", "cat")
    ],
    *[(text, "right") for text in ("Cats who chase girl", "dog who dog sees", "dog who cats see")],
    (["cats", "who", "chase", "girl"], "right"),
    ("dog", "KL is 0.0051"),
    ("dogs who see cat", "KL is 0.0046"),
    ("dogs sleep", "KL is 0.0000"),
    ("cats who chase girl .", "at most four words"),
    ("girl runs . dogs who", "at most four words"),
    ("the dog", "'the' (position 0) is not one of them"),
    ("dogs sleeps", "there is no true next word"),
    (
        ".",
        "a sentence begins with a noun, not with “.”",
    ),  # a KL of 17, but of no text of the language
    (". .", "a sentence begins with a noun"),
    ("dogs sleeps .", "“sleeps” does not agree with “dogs”"),
    ("", "not tried yet"),
    (..., "not tried yet"),
    (None, "it is None"),
    (5, "words expects a text or a list of tokens, got int"),
    (["dog", 5], "words expects text, got int at position 1"),
]
ALONG = [
    (Code("right_push"), "right"),
    (Code("missing / (row @ u)"), "right"),
    *[(n, "right") for n in forms(0.7467)],
    (Code("-right_push"), "it has to go towards one: above 0"),
    (Code("missing / np.linalg.norm(row)"), "it is too small"),  # the shortest
    (Code("missing * (row @ u)"), "it is too large"),
    (0.39, "it is too small"),  # where all verbs for one together get half
    (0.75, "close: give more digits"),
    *rubbish(),
]
SHORTEST = [
    (Code("right_shortest"), "right"),
    *[(n, "right") for n in forms(0.6114)],
    (Code("right_push"), "it is too large"),
    (Code("missing / (row @ row)"), "it is too small"),
    *rubbish(),
]
DIRECTION = [
    (Code("by_means"), "right"),
    (Code("lambda s, yes: mean_of(s, yes)"), "NameError"),
    (lambda s, yes: mean_difference(s, yes)[0], "right"),
    (lambda s, yes: list(mean_difference(s, yes)[0]), "right"),
    (lambda s, yes: s[yes].mean(axis=0) - s[~yes].mean(axis=0), "its length is not 1"),
    (lambda s, yes: -mean_difference(s, yes)[0], "it leads to no"),
    (lambda s, yes: mean_difference(s, yes), ""),
    (lambda s, yes: s[yes].mean() - s[~yes].mean(), "expected shape (4,), got one number"),
    (lambda s, yes: s[yes].mean(axis=1), "expected shape (4,)"),
    (lambda s, yes: np.median(s[yes], axis=0) - np.median(s[~yes], axis=0), "entry [0]"),
    (lambda s, yes: None, "not tried yet"),
    (lambda s: s, "TypeError"),
    (..., "not tried yet"),
    (5, ""),
]
REALLY = [
    *[(n, "right") for n in forms(0.521)],
    (Code("right_really"), "right"),
    (Code("calibration(o[:-1], ids)[1][5]"), "right"),  # with the first character, too
    (Code("calibration(later, ids)[1][5]"), "that is the broken one"),
    (Code("said[5]"), "it is too small"),
    (Code("calibration(later[1:], ids[:-1])[1][5]"), "it is too small"),  # shifted the other way
    (0.048, "that is the broken one"),
    (0.5, "it is too small"),
    (52.1, "it is too large"),
    *rubbish(),
]


@pytest.mark.parametrize("answer, words", HARD)
def test_1_where_it_knows_least(ch, answer, words):
    assert_told(ch.tried("hard-yours", hard=answer), "hard", words)


@pytest.mark.parametrize("answer, words", ALONG)
def test_2_the_push_along(ch, answer, words):
    assert_told(ch.tried("push-yours", push_along=answer), "along", words)


@pytest.mark.parametrize("answer, words", SHORTEST)
def test_2_the_shortest_push(ch, answer, words):
    assert_told(ch.tried("push-yours", push_shortest=answer), "shortest", words)


@pytest.mark.parametrize("answer, words", DIRECTION)
def test_3_the_measure_from_memory(ch, answer, words):
    assert_told(ch.tried("memory-yours", direction=answer), "direction", words)


@pytest.mark.parametrize("answer, words", REALLY)
def test_4_held_against_the_wrong_character(ch, answer, words):
    assert_told(ch.tried("bug-yours", really=answer), "really", words)


@pytest.mark.parametrize("explorer", ["beside", "pushed", "writer"])
def test_no_cell_does_a_task_in_the_readers_explorers(ch, explorer):
    tasks = ch.names[explorer].tasks
    assert tasks.now == 1 and not any(tasks.ticked)


def test_the_pushes_of_the_solution_do_what_is_asked(ch):
    names = ch.names
    state = names["read_beginning"](names["params"], names["vocab"].ids("dogs who see cat")).s[-1]
    for way in (
        names["push_along"] * names["u"],
        names["push_shortest"] * names["row"] / np.linalg.norm(names["row"]),
    ):
        z = names["params"].V @ (state + way) + names["params"].c
        assert z[names["sleeps"]] == pytest.approx(z[names["sleep"]])
