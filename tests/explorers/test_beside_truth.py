"""A network beside the truth: bars, ticks, distance, marks, computed a second time."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers import forward_propagation
from rnn_helpers.explorers import beside_truth
from rnn_helpers.explorers.beside_truth import SENTENCE, TASKS, _marks
from rnn_helpers.training import SmallLanguage, load_model, mark
from rnn_helpers.training.small_language import KIND

PARAMS, VOCAB, _ = load_model("four_units")
LANGUAGE = SmallLanguage()


@pytest.fixture
def explorer():
    return at_start(beside_truth)


def by_hand(words):
    """(p, o, KL, s) after some words, by the forward pass and the grammar alone."""
    trace = forward_propagation([0, *VOCAB.ids(words)], PARAMS)
    p, o = LANGUAGE.next_words(words), trace.o[-1]
    possible = p > 0
    return p, o, (p[possible] * np.log(p[possible] / o[possible])).sum(), trace.s[-1]


@pytest.mark.parametrize("x", [SENTENCE, "cat", "boys who girl chases see dog . cats run"])
def test_bars_ticks_and_distance(explorer, x):
    explorer.set(x=x)
    for t in range(len(x.split())):
        explorer.set(t=t)
        p, o, kl, s = by_hand(x.split()[: t + 1])
        *_, bars, ticks, distance = explorer.views
        np.testing.assert_allclose(bars.lengths, np.where(o < 0.005, 0, o), atol=1e-12)
        assert ticks.shown == pytest.approx({i: p[i] for i in p.nonzero()[0]})
        assert explorer.state()["KL"] == pytest.approx(kl, abs=1e-9)
        assert distance.shown == [(0, 0, f"KL {kl:.4f}")]
        np.testing.assert_allclose(explorer.state()["s_t"], s)
    explorer.set(t=9)  # beyond the last word: the last word
    assert explorer.state()["KL"] == pytest.approx(kl, abs=1e-9)


def test_the_path_is_seen_in_the_plane_of_a_long_text_and_never_outside_the_circle(explorer):
    explorer.set(t=3)
    cloud, path, words, *_ = explorer.views
    s = forward_propagation([0, *VOCAB.ids(SENTENCE.split())], PARAMS).s
    shown = path.shown["path"]
    assert np.isnan(shown[5:]).all() and not np.isnan(shown[:5]).any()
    differences = np.linalg.norm(np.diff(shown[:5], axis=0), axis=1)
    assert (differences <= np.linalg.norm(np.diff(s[:5], axis=0), axis=1) / 2 + 1e-9).all()
    assert [word for *_, word in words.shown] == SENTENCE.split()[:4]
    every = np.concatenate([cloud._of[name] for name in cloud._of])
    assert np.linalg.norm(every, axis=1).max() <= 1 and len(every) == 600


def test_the_mark_is_the_state_of_the_grammar(explorer):
    assert set(_marks(LANGUAGE.states)) == set(LANGUAGE.states)
    assert len(set(_marks(LANGUAGE.states).values())) == 14  # inner nouns of both numbers share one
    for x in (SENTENCE, "girl who boys chase runs .", "cats chase dog ."):
        for t, one_mark in enumerate(mark(x, LANGUAGE)):
            explorer.set(x=x, t=t)
            assert explorer.views[0].shown["kind"] == one_mark.state
            assert f"Grammar: {one_mark.state}." in explorer.describe()
            assert len(explorer.views[0].shown["points"])


def test_each_state_of_the_grammar_has_a_place_of_its_own_but_two_of_them_together():
    """The nearest middle tells the state of the grammar, where the truth after it differs."""
    text = LANGUAGE.draw(4000, rng=np.random.default_rng(8))
    s = forward_propagation([0, *text], PARAMS).s[1:]
    names = np.array([m.state for m in mark(VOCAB.words(text), LANGUAGE)])
    names[np.isin(names, ["object", "intransitive verb"])] = "only a full stop"
    kinds = sorted(set(names))
    middles = np.array([s[names == kind].mean(axis=0) for kind in kinds])
    fresh = LANGUAGE.draw(4000, rng=np.random.default_rng(9))
    near = np.linalg.norm(
        forward_propagation([0, *fresh], PARAMS).s[1:, None] - middles, axis=2
    ).argmin(axis=1)
    true = [m.state for m in mark(VOCAB.words(fresh), LANGUAGE)]
    true = ["only a full stop" if t in ("object", "intransitive verb") else t for t in true]
    assert len(kinds) == 15
    assert np.mean([kinds[i] == t for i, t in zip(near, true)]) > 0.97


@pytest.mark.parametrize(
    ("x", "t", "why"),
    [
        ("dogs sleeps run . dog", 1, "“sleeps” does not agree with “dogs”"),
        ("dogs sleeps run . dog", 4, "“sleeps” does not agree with “dogs”"),
        (".", 0, "a sentence begins with a noun, not with “.”"),
        (". dog", 1, "a sentence begins with a noun, not with “.”"),
        ("dogs sleep . .", 3, "a sentence begins with a noun, not with “.”"),
        ("sleep . dogs", 2, "a sentence begins with a noun, not with “sleep”"),
    ],
)
def test_after_a_text_that_the_language_does_not_have_there_is_no_truth(explorer, x, t, why):
    explorer.set(x=x, t=t)
    assert explorer.describe() == (
        f"No such text is in the language: {why}. So there is no true next word."
    )
    assert "KL" not in explorer.state() and explorer.views[4].shown == {}
    assert explorer.views[5].shown == [] and explorer.views[0].shown["kind"] is None
    explorer.set(x="dogs sleep . dog", t=3)
    assert explorer.state()["KL"] < 0.01


def test_after_every_text_of_the_language_the_network_is_near_the_truth():
    """So nothing that a reader can type shows a large KL."""
    texts = [[]]
    for text in texts:  # with one word of each kind at every place
        *_, kl, _ = by_hand(text)
        assert kl < 0.02, text
        if len(text) < 8:
            p = LANGUAGE.next_words(text)
            kinds = {KIND[VOCAB.tokens[i]]: VOCAB.tokens[i] for i in p.nonzero()[0]}
            texts += [[*text, word] for word in kinds.values()]
    assert len(texts) > 300


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Dogs", "Word 1, “Dogs”, is not in the vocabulary"),
        ("dogs sleep.", "try “sleep .”"),
        ("", "at least one word"),
        ("   ", "at least one word"),
        (" ".join(["dog"] * 11), "11 words are too many"),
    ],
)
def test_what_it_cannot_read_is_answered(explorer, line, said):
    explorer.set(x=line, t=5)
    assert said in explorer.describe()
    assert explorer.views[2].shown == []


def test_what_the_tasks_say(explorer):
    kl = [by_hand(SENTENCE.split()[: t + 1])[2] for t in range(6)]
    assert np.argmax(kl) == 3 and f"{kl[3]:.4f}" == "0.0046" and sorted(kl)[-2] < 0.001
    assert "0.0046" in TASKS[0].then
    both = [by_hand(text.split())[3] for text in ("dogs sleep", "dogs see cat")]
    assert np.linalg.norm(both[0] - both[1]) < 0.05 and TASKS[1].guess.answer == "almost the same"
