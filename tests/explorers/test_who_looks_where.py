"""Attention's explorer: weights, bars and distances a second time, and what its tasks claim."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers import forward_propagation, softmax
from rnn_helpers.explorers import who_looks_where
from rnn_helpers.explorers.who_looks_where import NONE, SENTENCE
from rnn_helpers.training import SmallLanguage, load_attention, load_model

PARAMS, VOCAB, _ = load_attention()
RNN, LANGUAGE = load_model("eight_units")[0], SmallLanguage()


@pytest.fixture
def explorer():
    return at_start(who_looks_where)


def by_hand(words, *, positions=True):
    """alpha of the last word, and o, word by word."""
    U, P, Q, K, W, V, c = (getattr(PARAMS, letter) for letter in "UPQKWVc")
    ids = [0, *VOCAB.ids(words)]
    e = [U[:, i] + positions * P[:, t] for t, i in enumerate(ids)]
    scores = [(Q @ e[-1]) @ (K @ e_j) / np.sqrt(2) for e_j in e]
    alpha = softmax(scores)
    s = np.tanh(e[-1] + W @ sum(a * e_j for a, e_j in zip(alpha, e)))
    return alpha, softmax(V @ s + c)


def kl(words, o):
    p = LANGUAGE.next_words(words)
    return (p[p > 0] * np.log(p[p > 0] / o[p > 0])).sum()


@pytest.mark.parametrize("x", [SENTENCE, "cat", "girl who dogs chase sleeps ."])
@pytest.mark.parametrize("P", ["as learned", NONE])
def test_weights_bars_and_distances(explorer, x, P):
    explorer.set(x=x, P=P)
    looks, ours, rnns, *ticks = explorer.views
    for t in range(len(x.split())):
        explorer.set(t=t)
        words = x.split()[: t + 1]
        alpha, o = by_hand(words, positions=P != NONE)
        other = forward_propagation([0, *VOCAB.ids(words)], RNN).o[-1]
        state = explorer.state()
        np.testing.assert_allclose(state["alpha"], np.pad(alpha, (0, len(x.split()) - t - 1)),
                                   atol=1e-9)  # fmt: skip
        np.testing.assert_allclose(looks.lengths[: t + 2], alpha, atol=1e-9)
        for bars, probabilities in ((ours, o), (rnns, other)):
            seen = np.where(probabilities < 0.005, 0, probabilities)
            np.testing.assert_allclose(bars.lengths, seen, atol=1e-9)
        assert state["KL attention"] == pytest.approx(kl(words, o), abs=1e-9)
        assert state["KL RNN"] == pytest.approx(kl(words, other), abs=1e-9)
        p = LANGUAGE.next_words(words)
        assert all(tick.shown == pytest.approx({i: p[i] for i in p.nonzero()[0]}) for tick in ticks)


def test_words_to_come_are_shown_but_not_looked_at(explorer):
    explorer.set(t=2)
    looks = explorer.views[0]
    assert [word for word, _ in looks.shown] == ["full stop", *SENTENCE.split()]
    assert looks.now == 3 and not looks.lengths[4:].any()


@pytest.mark.parametrize(
    ("x", "said"),
    [
        ("dogs who elephant", "“elephant”"),
        ("dogs who see cat see boys .", "7 words are too many"),
        ("  ", "at least one word"),
        ("Dogs", "try “dogs”"),
    ],
)
def test_what_cannot_be_read_is_answered_in_words(explorer, x, said):
    explorer.set(x=x)
    assert said in explorer.describe()


def test_after_a_slip_there_is_no_truth(explorer):
    explorer.set(x="dogs sleeps", t=1)
    assert "KL RNN" not in explorer.state() and "no true next word" in explorer.describe()
    assert explorer.views[-1].shown == {}


def test_without_positions_no_order_of_the_words_before_moves_a_bar(explorer):
    explorer.set(x="dogs who see cat", t=3, P=NONE)
    bars = explorer.views[1].lengths.copy()
    for x in ("see dogs who cat", "who see dogs cat"):
        explorer.set(x=x)
        np.testing.assert_allclose(explorer.views[1].lengths, bars, atol=1e-12)
    explorer.set(P="as learned")
    assert np.abs(explorer.views[1].lengths - bars).max() > 0.05


def test_what_the_tasks_say():
    """After a verb of a clause any noun may follow; after object or clause it looks as told."""
    stop = {x: by_hand(x.split())[0][0] for x in ("dogs who see cat see", "dogs who see")}
    assert min(stop.values()) > 0.95
    for x in ("dogs see cat", "boys chase cat", "girl sees cat"):
        assert by_hand(x.split())[0].argmax() == 2
    assert by_hand(["dogs", "who", "cat"])[0].argmax() == 3  # itself
