"""The explorer of the regions where a word wins: what temperature moves, where names stand."""

import numpy as np
import pytest
from polygons import is_inside

from rnn_helpers import forward_propagation, softmax
from rnn_helpers.dynamics.decision_regions import area, decision_regions
from rnn_helpers.explorers.sentences import SENTENCES
from rnn_helpers.explorers.word_regions import word_regions
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.views.plane.regions import Regions
from rnn_helpers.views.plane.words_on_path import WordsOnPath

PARAMS, VOCAB = dog_bites_man()
TRACE = forward_propagation(VOCAB.ids("dog bites man"), PARAMS)


@pytest.fixture(scope="module")
def made():
    explorer = word_regions()
    yield explorer
    explorer.close()


@pytest.fixture
def explorer(made):
    made.reset()
    return made


def map_of(explorer):
    (view,) = (view for view in explorer.views if isinstance(view, Regions))
    return view


@pytest.mark.parametrize("T", [0.1, 3, 10])
def test_temperature_moves_no_border_but_the_probabilities(explorer, T):
    view = map_of(explorer)
    explorer.set(t=2)
    before, o_t = view.shown, explorer.state()["o_t"]
    explorer.set(T=T)
    after = view.shown
    np.testing.assert_array_equal(after["borders"], before["borders"])
    assert after["names"] == before["names"]
    assert (after["shades"] != before["shades"]).any()
    assert np.abs(explorer.state()["o_t"] - o_t).max() > 0.05
    np.testing.assert_allclose(explorer.state()["o_t"], softmax(TRACE.z[2] / T), atol=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_names_stand_inside_their_regions(explorer, seed):
    view = map_of(explorer)
    rng = np.random.default_rng(seed)
    moves = {name: round(rng.uniform(-10, 10), 1) for name in ("c1", "c2", "c3", "V21", "V22")}
    explorer.set(**moves)
    state = explorer.state()
    V = PARAMS.V.copy()
    V[1] = state["V21"], state["V22"]
    regions = decision_regions(PARAMS.replace(V=V, c=[state[f"c{i}"] for i in (1, 2, 3)]))
    for token, (x, y, size) in view.shown["names"].items():
        region = regions[VOCAB.tokens.index(token)]
        half = 0.36 * size * len(token), 0.55 * size
        for corner in np.multiply([(-1, -1), (-1, 1), (1, -1), (1, 1)], half):
            assert is_inside(region, np.add(corner, (x, y)))
    np.testing.assert_allclose(state["share"], [area(r) / 4 for r in regions], atol=1e-9)
    assert all(t in view.shown["names"] for t, r in zip(VOCAB.tokens, regions) if area(r) > 0.8)


@pytest.mark.parametrize("c2", [-10, 0, 6, 7, 7.5, 8, 9, 10])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_names_cover_neither_the_path_nor_the_words(explorer, sentence, c2):
    view = map_of(explorer)
    explorer.set(x=sentence, c2=c2, t=2)
    path = np.vstack([np.zeros(2), forward_propagation(VOCAB.ids(sentence), PARAMS).s])
    (words,) = (v for v in explorer.views if isinstance(v, WordsOnPath))
    places = np.array([(x, y) for x, y, _ in words.shown])
    steps = np.linspace(0, 1, 60)[:, None]
    line = np.concatenate([a + steps * (b - a) for a, b in zip(path, path[1:])])
    for token, (x, y, size) in view.shown["names"].items():
        half = np.array([0.36 * size * len(token), 0.5 * size])  # of the letters
        assert not (np.abs(line - (x, y)) < half).all(axis=1).any()
        for place, word in zip(places, sentence.split()):
            theirs = np.array([0.28 * 0.11 * len(word), 0.5 * 0.11])
            assert not (np.abs(place - (x, y)) < half + theirs).all()
    assert "bites" in view.shown["names"] or c2 < 0


# What the tasks say


def slope(region):
    """The direction of the border between dog and bites: of the longest edge within the square."""
    edges = np.roll(region, -1, axis=0) - region
    inner = [e for e, a in zip(edges, region) if not any(abs(e[i]) < 1e-9 for i in (0, 1))]
    return inner[0][1] / inner[0][0]


def test_c_shifts_a_border_and_v_turns_it():
    dog = decision_regions(PARAMS)[0]
    shifted = decision_regions(PARAMS.replace(c=[0, 5, 0]))[0]
    V = PARAMS.V.copy()
    V[1, 0] = 1
    turned, _, man = decision_regions(PARAMS.replace(V=V))
    assert slope(shifted) == pytest.approx(slope(dog)) == pytest.approx(0.25)
    assert area(shifted) > area(dog)
    assert slope(turned) == pytest.approx(3 / 8)
    assert max(turned[:, 0]) == pytest.approx(0) == pytest.approx(min(man[:, 0]))


def test_the_state_after_bites_lies_left_or_right_of_0_and_the_other_one_is_guessed(explorer):
    for sentence, side, guessed in (("dog bites man", 1, "man"), ("man bites dog", -1, "dog")):
        explorer.set(x=sentence, t=1)
        state = explorer.state()
        assert np.sign(state["s_t"][0]) == side
        assert VOCAB.tokens[state["z_t"].argmax()] == guessed


def test_v_21_leaves_the_border_of_dog_and_man_and_levels_that_of_dog_at_minus_2():
    for V_21 in (-10.0, -2.0, 3.3):
        V = PARAMS.V.copy()
        V[1, 0] = V_21
        dog, _, man = decision_regions(PARAMS.replace(V=V))
        assert max(dog[:, 0]) == pytest.approx(0) == pytest.approx(min(man[:, 0]))
        lowest, next_to_it = sorted(dog[:, 1])[:2]
        assert (lowest == pytest.approx(next_to_it)) == (V_21 == -2)
