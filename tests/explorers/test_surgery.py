"""A pushed state: what it leads to, computed a second time; and what the tasks say of it."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers import rnn_step, softmax
from rnn_helpers.explorers import surgery
from rnn_helpers.explorers.surgery import ACROSS, ALONG, TASKS
from rnn_helpers.training import SmallLanguage, clause_ends, load_model, mark, mean_difference
from rnn_helpers.training.probes import across

PARAMS, VOCAB, _ = load_model("four_units")
LANGUAGE = SmallLanguage()
ONE, MANY = (VOCAB.ids(verbs) for verbs in ("sleeps runs sees chases", "sleep run see chase"))


def directions(seed=1):
    ids = LANGUAGE.draw(6000, rng=np.random.default_rng(seed))
    s, for_one = clause_ends(PARAMS, LANGUAGE, ids)
    u, _, apart = mean_difference(s, for_one)
    return u, across(s, u), apart


U, V, APART = directions()


def by_hand(words, t, push):
    """o after all words, with a push after word t, step by step."""
    _, s = rnn_step(0, np.zeros(4), PARAMS)
    for at, word in enumerate(words.split()):
        _, s = rnn_step(VOCAB.ids(word)[0], s, PARAMS)
        s = s + push * (at == t)
    return softmax(PARAMS.V @ s + PARAMS.c)


@pytest.fixture
def explorer():
    return at_start(surgery)


def shown(explorer):
    marked, pushes, bars, ticks = explorer.views
    return [word for word, *_ in marked.shown], pushes.shown, bars.lengths, ticks.shown


@pytest.mark.parametrize("x", ["dogs who see cat", "boy who girls chase", "cats see", "girl"])
@pytest.mark.parametrize("d, e, t", [(0.6, 0.0, 3), (-0.7, 0.4, 1), (0.0, -1.5, 0), (2, 1.5, 2)])
def test_the_bars_are_those_of_the_pushed_network_and_the_ticks_those_without(explorer, x, d, e, t):
    explorer.set(x=x, d=d, e=e, t=t)
    at = min(t, len(x.split()) - 1)
    o, before = by_hand(x, at, d * U + e * V), by_hand(x, at, 0)
    _, _, lengths, ticks = shown(explorer)
    np.testing.assert_allclose(lengths, np.where(o < 0.005, 0, o), atol=1e-9)
    assert ticks == pytest.approx({i: p for i, p in enumerate(before) if p >= 0.005})
    assert explorer.state()["p(verb for one)"] == pytest.approx(o[ONE].sum())
    assert explorer.state()["p(verb for many)"] == pytest.approx(o[MANY].sum())


@pytest.mark.parametrize("t", [0, 1, 3])
def test_the_map_holds_what_each_push_leads_to(explorer, t):
    explorer.set(t=t)
    shades = shown(explorer)[1]["shades"]
    for row, column in [(0, 0), (15, 20), (30, 40), (4, 33), (22, 9)]:
        d, e = -ALONG + column * 2 * ALONG / 40, -ACROSS + row * 2 * ACROSS / 30
        o = by_hand("dogs who see cat", t, d * U + e * V)
        assert shades[row, column] == pytest.approx(o[ONE].sum(), abs=1e-9)


def test_who_points_into_the_map_pushes(explorer):
    explorer.point(explorer.views[1].ax, 0.58, -0.32)
    assert (explorer.state()["d"], explorer.state()["e"]) == (0.6, -0.3)
    np.testing.assert_allclose(shown(explorer)[1]["push"], (0.6, -0.3))


def test_it_says_where_the_verb_turned_only_when_the_push_has_come_so_far(explorer):
    explorer.set(d=0.35)
    assert "changed" not in explorer.describe()
    explorer.set(d=0.4)
    assert explorer.describe().endswith("The verb changed at δ = 0.39.")
    for d, turned in ((0.38, False), (0.39, True)):
        o = by_hand("dogs who see cat", 3, d * U)
        assert (o[ONE].sum() > o[MANY].sum()) == turned
    explorer.set(d=-2.0)
    assert "changed" not in explorer.describe()


def test_the_word_that_is_written_after_a_push_is_marked(explorer):
    explorer.set(d=0.6, n=6)
    words, *_ = shown(explorer)
    marks = mark(words, LANGUAGE)
    assert words[:4] == ["dogs", "who", "see", "cat"] and words[-1] == "."
    assert [m.word for m in marks if m.right is False] == [words[4]]
    assert "does not agree with “dogs”" in explorer.describe()
    explorer.set(d=0.0)
    assert explorer.state()["wrong"] == 0 and explorer.state()["finished"] == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("the dog", "Word 1, “the”, is not in the vocabulary"),
        ("", "at least one word"),
        (" ".join(["dog"] * 9), "9 words are too many"),
    ],
)
def test_what_it_cannot_read_is_answered(explorer, line, said):
    explorer.set(x=line, d=0.6, n=3)
    assert said in explorer.describe() and shown(explorer)[0] == []


def test_what_the_tasks_say(explorer):
    assert "a third of the way" in TASKS[0].then and 0.3 < 0.4 / APART < 0.35
    assert TASKS[3].guess.answer == "shorter" and "0.15" in TASKS[3].then
    for e in (-1.5, 1.5):
        o = by_hand("dogs who see cat", 3, e * V)
        assert o[MANY].sum() > 0.9
    explorer.set(t=1, d=0.1)
    assert explorer.state()["p(verb for one)"] < 0.5
