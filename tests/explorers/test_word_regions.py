"""The explorer of the regions where a word leads: borders, names, shares, what T moves."""

import numpy as np
import pytest
from made import at_start
from polygons import is_inside
from steady_digits import same_digits

from rnn_helpers import forward_propagation, softmax
from rnn_helpers.dynamics import area, decision_regions
from rnn_helpers.explorers import word_regions
from rnn_helpers.training import SmallLanguage, load_model, read_beginning, write_on
from rnn_helpers.views.plane.regions import Regions
from rnn_helpers.views.plane.state_plane import StatePlane
from rnn_helpers.views.plane.words_on_path import WordsOnPath

PARAMS, VOCAB, _ = load_model("two_units")
NAMES = ["full stop", *VOCAB.tokens[1:]]
LANGUAGE = SmallLanguage(clauses=False)


@pytest.fixture
def explorer():
    return at_start(word_regions)


def view_of(explorer, kind):
    (view,) = (view for view in explorer.views if isinstance(view, kind))
    return view


@pytest.mark.parametrize("T", [0.1, 1.0, 7.0])
@pytest.mark.parametrize("words", ["dogs see cat .", "boy", "girl runs . boys", ""])
def test_the_bars_are_those_of_the_state_after_the_word_read_last(explorer, words, T):
    trace = forward_propagation([0, *VOCAB.ids(words)], PARAMS)
    for t in (0, 1, 4):
        explorer.set(x=words, t=t, T=T)
        row = min(t + 1, len(words.split()))
        p = softmax(trace.z[row] / T)
        np.testing.assert_allclose(explorer.state()["p"], p, atol=1e-12)
        np.testing.assert_allclose(explorer.state()["s_t"], trace.s[row], atol=1e-12)
        assert explorer.state()["leads"] == NAMES[p.argmax()]
        plane = view_of(explorer, StatePlane).shown
        np.testing.assert_allclose(plane["now"], trace.s[row], atol=1e-12)
        np.testing.assert_allclose(plane["path"][: row + 1], trace.s[: row + 1], atol=1e-12)
        assert np.isnan(plane["path"][row + 1 :]).all()
        told = [word for *_, word in view_of(explorer, WordsOnPath).shown]
        assert told == [word.replace(".", "full stop") for word in words.split()[:row]]


@pytest.mark.parametrize("T", [0.1, 3, 10])
def test_temperature_moves_no_border_but_the_probabilities(explorer, T):
    view = view_of(explorer, Regions)
    explorer.set(t=2)
    before, p = view.shown, explorer.state()["p"]
    explorer.set(T=T)
    after = view.shown
    np.testing.assert_array_equal(after["borders"], before["borders"])
    assert after["names"] == before["names"]
    assert (after["shades"] != before["shades"]).any()
    assert T < 1 or np.abs(explorer.state()["p"] - p).max() > 0.05


@pytest.mark.parametrize("moves", [{}, {"c1": 9.0}, {"V11": -8.0}, {"V12": 3.0, "c1": 0.0}])
def test_names_stand_inside_their_regions_and_shares_are_areas(explorer, moves):
    explorer.set(**moves)
    state, names = explorer.state(), view_of(explorer, Regions).shown["names"]
    V, c = PARAMS.V.copy(), PARAMS.c.copy()
    V[0], c[0] = (state["V11"], state["V12"]), state["c1"]
    regions = decision_regions(PARAMS.replace(V=V, c=c))
    for name, (x, y, size) in names.items():
        half = 0.36 * size * len(name), 0.55 * size
        for corner in np.multiply([(-1, -1), (-1, 1), (1, -1), (1, 1)], half):
            assert is_inside(regions[NAMES.index(name)], np.add(corner, (x, y)))
    np.testing.assert_allclose(state["share"], [area(r) / 4 for r in regions], atol=1e-9)
    assert all(name in names for name, r in zip(NAMES, regions) if area(r) > 0.8)


@pytest.mark.parametrize("words", ["dogs see cat .", "girl runs .", "boys chase", "cat sleeps ."])
def test_names_cover_neither_the_path_nor_the_words(explorer, words):
    explorer.set(x=words, t=4)
    view, beside = view_of(explorer, Regions), view_of(explorer, WordsOnPath)
    places = np.array([(x, y) for x, y, _ in beside.shown])
    path = forward_propagation([0, *VOCAB.ids(words)], PARAMS).s
    steps = np.linspace(0, 1, 60)[:, None]
    line = np.concatenate([a + steps * (b - a) for a, b in zip(path, path[1:])])
    for name, (x, y, size) in view.shown["names"].items():
        half = np.array([0.36 * size * len(name), 0.5 * size])  # of the letters
        assert not (np.abs(line - (x, y)) < half).all(axis=1).any()
        for place, (*_, word) in zip(places, beside.shown):
            theirs = np.array([0.28 * 0.11 * len(word), 0.5 * 0.11])
            assert not (np.abs(place - (x, y)) < half + theirs).all()
    assert {"full stop", "dog", "run", "runs"} <= {*view.shown["names"]}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("dogs who see cat", "Word 2, “who”, is not in the vocabulary"),
        ("Dogs", "try “dogs”"),
        ("dogs sleep . dogs sleep .", "6 words are too many for the picture: type at most 5."),
    ],
)
def test_what_it_cannot_read_is_answered(explorer, line, said):
    explorer.set(x=line, t=3)
    assert said in explorer.describe() and view_of(explorer, WordsOnPath).shown == []


# What the tasks say


def test_the_full_stop_has_nearly_all_of_p_after_the_object_only(explorer):
    for t, first in enumerate(["sleep", "dog", "full stop", "girl"]):
        explorer.set(t=t)
        assert explorer.state()["leads"] == first
        assert (explorer.state()["p"][0] > 0.98) == (t == 2)
    explorer.set(t=2, T=10.0)
    assert explorer.state()["p"][0] < 0.5


def borders(params):
    """{i: corners} of all regions that are not empty."""
    return {i: region for i, region in enumerate(decision_regions(params)) if len(region)}


def direction(one, other, params):
    """The slope of the border between two words, from their logits at two places on it."""
    (p, q), r = params.V[one] - params.V[other], params.c[one] - params.c[other]
    left, right = (-(p * s_1 + r) / q for s_1 in (0, 1))
    return right - left


def test_c_shifts_the_borders_of_the_full_stop_and_v_turns_them():
    c, V = PARAMS.c.copy(), PARAMS.V.copy()
    c[0] = 2.7
    shifted = PARAMS.replace(c=c)
    assert area(borders(shifted)[0]) / 4 == pytest.approx(0.5, abs=0.005)
    V[0, 0] = 2.2
    turned = PARAMS.replace(V=V)
    for noun in range(1, 5):
        slope = direction(0, noun, PARAMS)
        assert slope > 0.3 and direction(0, noun, shifted) == pytest.approx(slope)
        assert abs(direction(0, noun, turned)) < 0.01
    lows = sorted(s_2 for _, s_2 in borders(turned)[1])[:2]  # dog's edge on the full stop
    assert lows[0] == pytest.approx(lows[1], abs=0.01) and area(borders(turned)[0]) > 0.2


# What the chapter says of this network


@pytest.mark.parametrize("seed", range(5))
def test_five_words_ever_lead_in_a_text(seed):
    text = LANGUAGE.draw(4000, rng=np.random.default_rng(seed))
    first = read_beginning(PARAMS, text).o.argmax(axis=1)
    assert {NAMES[i] for i in first} == {"full stop", "girl", "dog", "runs", "sleep"}


def test_greedy_writes_girl_runs_for_ever():
    words = []
    for _ in range(4):
        drawn = write_on(PARAMS, VOCAB.ids(words), rng=np.random.default_rng(0), top_k=1)
        words += VOCAB.words(drawn)
    assert words == 4 * ["girl", "runs", "."]


def test_who_leads_and_the_shares_hold_on_another_processor():
    def shown(params):
        leaders = read_beginning(params, VOCAB.ids("dogs see cat . girl runs .")).o.argmax(axis=1)
        return [*leaders, *(100 * area(region) / 4 for region in decision_regions(params))]

    def stored(params):  # what the notebook keeps of the explorer has six digits
        trace = read_beginning(params, VOCAB.ids("dogs"))
        shares = [area(region) / 4 for region in decision_regions(params)]
        return [*trace.o[-1], *trace.s[-1], *shares, *params.V[0], params.c[0]]

    assert same_digits(shown, PARAMS, digits=1, rng=np.random.default_rng(0))
    assert same_digits(stored, PARAMS, digits=6, relative=1e-9, rng=np.random.default_rng(0))


def test_how_many_words_lead_holds_on_another_processor():
    text = LANGUAGE.draw(4000, rng=np.random.default_rng(0))

    def leaders(params):
        return np.unique(read_beginning(params, text).o.argmax(axis=1))

    assert same_digits(leaders, PARAMS, digits=0, rng=np.random.default_rng(0), times=5)
