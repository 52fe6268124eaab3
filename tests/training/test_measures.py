"""Measures: of networks that are made so that the answer is known."""

import numpy as np
import pytest

from rnn_helpers import RNNParams, init_params
from rnn_helpers.training.measures import (
    agreement,
    kl_from_truth,
    language_loss,
    text_loss,
    verb_noise_limit,
    verbs_under_noise,
)
from rnn_helpers.training.model_files import load_model, load_moments
from rnn_helpers.training.small_language import SmallLanguage

LANGUAGE = SmallLanguage()
IDS = LANGUAGE.draw(3000, rng=np.random.default_rng(0))


def says_always(p):
    """A network of one unit that gives the same probabilities after every word."""
    K = len(p)
    return RNNParams(U=np.zeros((1, K)), W=[[0.0]], V=np.zeros((K, 1)), c=np.log(p))


def test_loss_and_distance_of_a_network_that_says_always_the_same():
    p = np.arange(1, 19) / np.arange(1, 19).sum()
    assert text_loss(says_always(p), IDS) == pytest.approx(-np.log(p)[IDS].mean())
    truth = LANGUAGE.beliefs(LANGUAGE.vocab.words(IDS))[:-1] @ LANGUAGE.P
    each = [q[q > 0] @ np.log(q[q > 0] / p[q > 0]) for q in truth]
    assert kl_from_truth(says_always(p), LANGUAGE, IDS) == pytest.approx(np.mean(each))


def test_loss_is_entropy_and_distance_together():
    ids = LANGUAGE.draw(40_000, rng=np.random.default_rng(1))
    params = init_params(18, 3, rng=np.random.default_rng(0))
    together = LANGUAGE.entropy_rate() + kl_from_truth(params, LANGUAGE, ids)
    assert text_loss(params, ids) == pytest.approx(together, abs=0.02)


@pytest.mark.parametrize("clauses", [False, True])
def test_loss_over_the_language_is_that_of_a_long_text_without_its_chance(clauses):
    language = SmallLanguage(clauses=clauses)
    K, ids = len(language.vocab), language.draw(60_000, rng=np.random.default_rng(2))
    p = np.arange(1, K + 1) / np.arange(1, K + 1).sum()
    often = np.bincount(ids, minlength=K) / len(ids)
    assert language_loss(says_always(p), language) == pytest.approx(-often @ np.log(p), abs=0.01)
    even = says_always(np.ones(K) / K)
    assert language_loss(even, language) == pytest.approx(np.log(K), abs=1e-12)


def test_loss_over_the_language_is_never_below_the_entropy_rate():
    language = SmallLanguage(clauses=False)
    losses = [language_loss(net, language) for net in (*load_moments()[0], SURE)]
    assert losses[-2] - language.entropy_rate() < 0.002  # the shipped network
    assert min(losses) > language.entropy_rate() and losses[:8] == sorted(losses[:8])[::-1]
    ids = language.draw(60_000, rng=np.random.default_rng(3))
    for k in (0, 6, 7):  # between them, a later sentence of a text begins in another state
        assert text_loss(load_moments()[0][k], ids) == pytest.approx(losses[k], abs=0.015)


def test_loss_over_the_language_reads_the_words_in_their_order():
    """Sentence by sentence, with the forward pass of a single text."""
    language, net = SmallLanguage(clauses=False), init_params(17, 3, rng=np.random.default_rng(4))
    total = words = 0.0
    for row, chance in zip(*language.sentences()):
        y = row[row >= 0]
        total += chance * len(y) * text_loss(net, y)
        words += chance * len(y)
    assert language_loss(net, language) == pytest.approx(total / words, abs=1e-12)


SURE = RNNParams(U=np.zeros((1, 17)), W=[[0.0]], V=np.zeros((17, 1)), c=[9.0] + 16 * [0.0])


def last_noun_network(number_of):
    """A network whose units remember nothing but the word before, and which verbs it asks for."""
    K, words = 18, LANGUAGE.vocab.tokens
    U, V = np.zeros((1, K)), np.zeros((K, 1))
    for i, word in enumerate(words):
        U[0, i] = number_of(word)
    for i in LANGUAGE.as_ids("sleeps runs sees chases"):
        V[i] = 4.0
    for i in LANGUAGE.as_ids("sleep run see chase"):
        V[i] = -4.0
    return RNNParams(U=U, W=[[0.0]], V=V)


def test_agreement_asks_every_subject_and_tells_right_from_wrong():
    singular = {"dog", "cat", "boy", "girl", "sees", "chases"}
    answers = agreement(last_noun_network(lambda w: 3 if w in singular else -3), LANGUAGE)
    counts = {clause: right.shape for clause, (right, _) in answers.items()}
    assert counts == {"no clause": (8,), "who sees cats": (128,), "who cats see": (128,)}
    shares = {clause: (right > wrong).mean() for clause, (right, wrong) in answers.items()}
    # a network that goes by the last word errs wherever that has the other number
    assert shares == {"no clause": 1.0, "who sees cats": 0.5, "who cats see": 0.5}
    for right, wrong in answers.values():
        assert (right + wrong < 1).all() and (np.maximum(right, wrong) > 0.9).all()


def test_agreement_reads_what_stands_before():
    before = LANGUAGE.as_ids("dog sleeps . cats run .")
    params = init_params(18, 3, rng=np.random.default_rng(0))
    one, two = agreement(params, LANGUAGE), agreement(params, LANGUAGE, before=before)
    assert one.keys() == two.keys()
    assert np.abs(one["no clause"] - two["no clause"]).max() > 1e-4


def test_verbs_under_noise_counts_the_sentences_whose_verb_is_wrong():
    singular = {"dog", "cat", "boy", "girl", "sees", "chases"}
    net = last_noun_network(lambda w: 3 if w in singular else -3)
    words, wrong = LANGUAGE.vocab.words(IDS), []
    for sentence in " ".join(words).split(" . "):
        first, *rest = sentence.split()
        last = rest[2] if rest[0] == "who" else first  # the word before the verb
        wrong.append((last in singular) != (first in singular))
    share = verbs_under_noise(net, LANGUAGE, IDS, sigma=0, rng=np.random.default_rng(0))
    assert share == pytest.approx(np.mean(wrong), abs=2e-3) and 0.1 < share < 0.3


def test_the_limit_is_the_first_noise_that_breaks_one_verb_in_a_thousand():
    params, shares = load_model("eight_units")[0], []
    limit = verb_noise_limit(params, LANGUAGE, IDS, seed=3)
    for sigma in (limit - 0.01, limit):
        rng = np.random.default_rng(3)
        shares.append(verbs_under_noise(params, LANGUAGE, IDS, sigma=sigma, rng=rng))
    assert shares[0] <= 1e-3 < shares[1]
    deaf = last_noun_network(lambda w: 3 if not w.endswith("s") else -3)
    assert verb_noise_limit(deaf, LANGUAGE, IDS[:50], seed=0) in (0.01, 1.0)


def test_noise_is_felt_through_W_alone():
    rng = np.random.default_rng(0)
    deaf = last_noun_network(lambda w: 3 if not w.endswith("s") else -3)
    shares = {verbs_under_noise(deaf, LANGUAGE, IDS, sigma=s, rng=rng) for s in (0, 0.1, 9)}
    assert len(shares) == 1
    hears = deaf.replace(W=[[0.5]])
    still, loud = (verbs_under_noise(hears, LANGUAGE, IDS, sigma=s, rng=rng) for s in (0, 9))
    assert abs(loud - still) > 0.05


def test_without_clauses_there_is_one_kind_of_subject():
    language = SmallLanguage(clauses=False)
    answers = agreement(init_params(17, 2, rng=np.random.default_rng(0)), language)
    assert list(answers) == ["no clause"] and answers["no clause"].shape == (2, 8)


def test_there_is_no_distance_where_there_is_no_truth():
    broken = LANGUAGE.as_ids("dog sleeps . cat sleep .")
    with pytest.raises(ValueError, match="'sleep' at position 4"):
        kl_from_truth(says_always(np.full(18, 1 / 18)), LANGUAGE, broken)
    with pytest.raises(ValueError, match="a row for each of 18 words, got 17"):
        kl_from_truth(says_always(np.full(17, 1 / 17)), LANGUAGE, IDS)
