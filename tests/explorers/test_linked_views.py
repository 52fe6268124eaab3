"""Three linked pictures of one run, in chapter 07, over a sentence of the reader's own."""

from itertools import product

import numpy as np
import pytest
from made import at_start
from panels import random_values, views_of
from running_example import by_hand

from rnn_helpers import forward_propagation
from rnn_helpers.explorers.linked_views import linked_views
from rnn_helpers.explorers.live_flow import SUB_STEPS, live_flow
from rnn_helpers.explorers.sentences import MOST_WORDS
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.views.curves.bars import Bars
from rnn_helpers.views.over_time.timeline import Timeline, Tokens
from rnn_helpers.views.plane.state_plane import StatePlane

PARAMS, VOCAB = dog_bites_man()


def test_the_state_is_the_ground_floors():
    flow, views = at_start(live_flow), at_start(linked_views)
    drawn = views_of(views)
    rng = np.random.default_rng(3)
    for _ in range(40):
        values = random_values(flow, rng)
        flow.set(**values)
        t, k = divmod(values.pop("n") - 1, 6)
        views.set(**values, t=t)
        steps = by_hand(values)
        read = flow.state()
        assert (read["t"], read["sub-step"]) == (t, SUB_STEPS[k][0])
        for part in [part for _, part, _ in SUB_STEPS[: k + 1]] + ["s_{t-1}"]:
            np.testing.assert_allclose(read[part], steps[t][part], atol=1e-12)
        states = [step["s_t"] for step in steps]
        np.testing.assert_allclose(views.state()["s"], states, atol=1e-12)
        np.testing.assert_allclose(views.state()["o_t"], steps[t]["o_t"], atol=1e-12)
        path = np.vstack([[values["s01"], values["s02"]], states])  # the initial state first
        path = np.vstack([path, np.full((MOST_WORDS - len(states), 2), np.nan)])
        np.testing.assert_allclose(drawn[Timeline].shown["lines"].T, path, atol=1e-12)
        np.testing.assert_allclose(drawn[StatePlane].shown["path"], path)
        np.testing.assert_allclose(drawn[Bars].lengths, steps[t]["o_t"], atol=1e-12)
        words = values["x"].split()
        assert drawn[Tokens].shown == words + [""] * (MOST_WORDS - len(words))


@pytest.mark.parametrize("line", ["man", "bites dog", " man  bites\tman ", "dog " * MOST_WORDS])
def test_a_sentence_of_one_to_five_words_is_shown_to_its_end(line):
    views = at_start(linked_views)
    drawn = views_of(views)
    words = line.split()
    T, steps = len(words), by_hand({**views.state(), "x": line})
    for t in range(MOST_WORDS):
        views.set(x=line, t=t)
        now, read = min(t, T - 1), views.state()
        assert read["T"] == T and read["s"].shape == (T, 2)
        np.testing.assert_allclose(read["o_t"], steps[now]["o_t"], atol=1e-12)
        said = views.describe()
        assert said.startswith(f"t = {now}") and f"“{' '.join(words[: now + 1])}”" in said
        assert (", the last word:" in said) == (now == T - 1)
        assert ("past the end" in said) == (t > now)
        assert drawn[StatePlane].shown["now"] == pytest.approx(read["s"][now])
        assert drawn[Timeline].shown["now"] == now + 1
    assert drawn[Tokens].shown == words + [""] * (MOST_WORDS - T)
    path = drawn[StatePlane].shown["path"]
    np.testing.assert_allclose(path[1 : T + 1], read["s"])
    assert np.isnan(path[T + 1 :]).all()


UNREADABLE = {
    "dog bites cat": "Word 3, “cat”, is not in the vocabulary",
    "Dog bites man": "try “dog”",
    "狗 咬 人": "Word 1, “狗”",
    "dög": "“dög”",
    "man " * 6: "6 words are too many for the picture: type at most 5.",
    "": "The line is empty: the state is the initial one, (-1.00, 1.00)",
    " \t ": "The line is empty",
}


def test_a_line_that_cannot_be_read_leaves_the_start_and_no_guess():
    views = at_start(linked_views)
    drawn = views_of(views)
    for line, said in UNREADABLE.items():
        views.preset("another start")
        views.set(x=line, t=4)
        assert said in views.describe() and views.describe().endswith("no word is guessed.")
        assert len(views.describe()) <= 240
        read = views.state()
        assert (read["T"], read["s"].shape, read["o_t"].shape) == (0, (0, 2), (0,))
        assert drawn[Bars].shown == [""] * 3
        assert drawn[Bars].lengths.tolist() == [0, 0, 0]
        assert drawn[Tokens].shown == ["?" if line.strip() else "", *[""] * (MOST_WORDS - 1)]
        path = drawn[StatePlane].shown["path"]
        np.testing.assert_array_equal(path[0], [-1, 1])
        assert np.isnan(path[1:]).all()
        views.set(x="man bites dog")  # and it goes on from there
        assert views.state()["T"] == 3 and drawn[Bars].shown != [""] * 3


def test_words_that_are_equally_likely_are_all_named():
    views = at_start(linked_views)
    views.set(x="bites")
    assert "equally likely as the next word are “dog” and “man”, with 0.34 each" in views.describe()
    one, _, other = views.state()["o_t"]
    assert one == other > views.state()["o_t"][1]


# What the tasks say


def sentences(most):
    return (list(x) for T in range(1, most + 1) for x in product(range(3), repeat=T))


def test_unit_1_says_whether_dog_or_man_is_likelier_and_only_bites_alone_leaves_it_at_0():
    for x in sentences(MOST_WORDS):
        trace = forward_propagation(x, PARAMS)
        s, o = trace.last_state, trace.o[-1]
        assert np.sign(o[0] - o[2]).round(9) == -np.sign(s[0])
        assert (s[0] == 0) == (VOCAB.words(x) == ["bites"])


def test_another_start_changes_its_mind_at_t_1_only():
    x = VOCAB.ids("dog bites man")
    one, other = forward_propagation(x, PARAMS), forward_propagation(x, PARAMS, s0=[-1, 1])
    differ = one.o.argmax(axis=1) != other.o.argmax(axis=1)
    assert differ.tolist() == [False, True, False]
    assert VOCAB.tokens[other.o[1].argmax()] == "dog" and f"{other.o[1, 0]:.2f}" == "0.45"
    assert np.linalg.norm(one.s[2] - other.s[2]) < 0.06 * np.linalg.norm([-1, 1])


def test_without_w_three_states_are_left():
    no_w = PARAMS.replace(W=np.zeros((2, 2)))
    reached = [forward_propagation(x, no_w).s for x in sentences(MOST_WORDS)]
    reached = {tuple(s) for run in reached for s in run}
    assert reached == {tuple(np.tanh(column)) for column in PARAMS.U.T}


def test_the_pictures_name_a_unit_by_step_and_unit():
    timeline = views_of(at_start(linked_views))[Timeline]
    names = [name.replace("\\!", "") for name in timeline.shown["ends"]]
    assert names == ["$s_{t,}_{1}$", "$s_{t,}_{2}$"]
