"""The trained network's plane: six states of the grammar in five heaps, and what leads where."""

from functools import partial
from itertools import product

import numpy as np
import pytest
from made import at_start
from steady_digits import same_digits

from rnn_helpers import forward_propagation
from rnn_helpers.dynamics.trajectories import trajectory
from rnn_helpers.explorers import grammar_places
from rnn_helpers.explorers.grammar_places import NAMES, NEAR, WAYS, states_of_the_grammar
from rnn_helpers.training import SmallLanguage, load_model, mark

PARAMS, VOCAB, _ = load_model("two_units")
LANGUAGE = SmallLanguage(clauses=False)


@pytest.fixture
def explorer():
    return at_start(grammar_places)


def last_state(words):
    return forward_propagation([0, *VOCAB.ids(words)], PARAMS).s[-1]


def nearest_gap(one, other):
    """The smallest distance between two sets of states."""
    return np.linalg.norm(one[:, None] - other[None], axis=-1).min()


def test_every_state_of_the_grammar_is_named_and_every_way_is_one():
    assert NAMES.keys() == states_of_the_grammar().keys() == set(LANGUAGE.states)
    ways = {
        (LANGUAGE.states[j], LANGUAGE.states[k]) for j, k in np.argwhere(LANGUAGE.moves.any(axis=0))
    }
    assert ways - WAYS.keys() == {("intransitive verb", "full stop")}  # drawn once, from the heap
    assert WAYS.keys() <= ways
    for (one, other), (words, *_) in WAYS.items():
        j, k = LANGUAGE.states.index(one), LANGUAGE.states.index(other)
        for word in words.replace("full stop", ".").split(", "):
            assert LANGUAGE.moves[VOCAB.ids(word)[0], j, k] > 0


def test_six_states_stand_in_five_heaps_of_which_one_holds_two():
    states = states_of_the_grammar()
    ends = {"intransitive verb", "object"}
    for one, other in product(states, states):
        gap = nearest_gap(states[one], states[other])
        if {one, other} == ends:
            assert gap < 0.03
        elif one != other:
            assert gap > 3 * NEAR
    for points in states.values():
        assert np.ptp(points, axis=0).max() < NEAR
    assert (LANGUAGE.P[3] == LANGUAGE.P[5]).all()  # the two that share one have the same future
    assert {LANGUAGE.states[3], LANGUAGE.states[5]} == ends


@pytest.mark.parametrize("x, heap", [
    ("dog", "singular subject"), ("dogs see cat", "intransitive verb or object"),
    ("cat sleeps .", "full stop"), ("dogs sleeps", "none"), ("", "full stop"),
])  # fmt: skip
def test_the_heap_is_that_of_the_last_state(explorer, x, heap):
    explorer.set(x=x, n=8)
    seen = explorer.state()
    np.testing.assert_allclose(seen["s_t"], last_state(x), atol=1e-12)
    assert seen["heap"] == heap
    plane, written = explorer.views
    np.testing.assert_allclose(plane.shown["now"], last_state(x), atol=1e-12)
    assert [word for word, *_ in written.shown] == x.split()


def test_after_a_full_stop_a_sentence_begins_where_every_sentence_does(explorer):
    for subject, verb in product(("dogs", "boys"), ("sleep", "see cat", "chase girls")):
        explorer.set(x=f"{subject} {verb} . cats", n=8)
        assert explorer.state()["heap"] == "plural subject"


@pytest.mark.parametrize(("x", "ticks"), [
    ("dog sleeps . boys", True), ("dogs see cats . dogs", True), ("boys", False),
    ("sees sees", False), (". . .", False), ("dog . dogs", False), ("dogs sleep . boys see", False),
])  # fmt: skip
def test_a_new_sentence_ticks_and_no_slip_does(explorer, x, ticks):
    explorer.set(x=x, n=len(x.split()))
    assert (explorer.tasks.list.tasks[1].score(explorer.state())[0] == 0) == ticks


def test_most_first_slips_end_in_one_of_two_heaps_and_the_others_in_none():
    states, ends = states_of_the_grammar(), {}
    for T in (1, 2, 3):
        for words in product(VOCAB.tokens, repeat=T):
            judged = [one.right for one in mark(list(words), LANGUAGE)]
            if judged == [True] * (T - 1) + [False]:
                s = last_state(list(words))
                ends[words] = frozenset(
                    name for name, points in states.items() if nearest_gap(s[None], points) < NEAR
                )
    assert 2 * sum(not heaps for heaps in ends.values()) < len(ends)
    lower_right, upper_left = {"intransitive verb", "object"}, {"plural subject"}
    assert set(ends.values()) == {frozenset(), frozenset(lower_right), frozenset(upper_left)}


def test_dog_for_ever_stays_with_the_objects_from_the_second_on():
    again = at_start(partial(grammar_places, part=2))
    assert again.state()["x"] == " ".join(8 * ["dog"]) and again.state()["read"] == 0
    heaps = []
    for n in range(1, 9):
        again.set(n=n)
        heaps.append(again.state()["heap"])
    assert heaps == ["singular subject", *7 * ["intransitive verb or object"]]
    np.testing.assert_allclose(last_state("dog dog"), last_state("dog dog dog"), atol=1e-7)


def test_full_stop_see_and_chase_never_rest_and_all_others_do():
    again = at_start(partial(grammar_places, part=2))
    task = again.tasks.list.tasks[1]
    moves = set()
    for word in VOCAB.tokens:
        again.set(x=" ".join(8 * [word]), n=8)
        moves |= {word} if task.score(again.state())[0] == 0 else set()
        s = trajectory(again.state()["s_t"], PARAMS.W, PARAMS.U[:, VOCAB.ids(word)[0]] + PARAMS.b,
                       steps=2000)[-2:]  # fmt: skip
        assert (np.ptp(s, axis=0).max() > 0.2) == (word in moves), word
    assert moves == {".", "see", "chase"}


@pytest.mark.parametrize("x", ["dog dog . dog dog dog dog dog", ". . .", "who who", ""])
def test_another_text_or_a_shorter_one_is_not_one_word_for_ever(x):
    again = at_start(partial(grammar_places, part=2))
    again.set(x=x, n=8)
    assert all(task.score(again.state())[0] for task in again.tasks.list.tasks)


def test_there_are_two_parts():
    for part in (0, 3, None):
        with pytest.raises(ValueError, match=f"part expects 1 or 2, got {part!r}"):
            grammar_places(part)


def test_unknown_words_are_answered(explorer):
    explorer.set(x="dogs who see", n=8)
    assert "“who”, is not in the vocabulary" in explorer.describe()


def test_no_printed_digit_hangs_on_the_last_bit():
    def tour(params):
        texts = "dogs see cat", "cat", "dog dog"
        return [forward_propagation([0, *VOCAB.ids(text)], params).s[-1] for text in texts]

    assert same_digits(tour, PARAMS, digits=2, rng=np.random.default_rng(0))
