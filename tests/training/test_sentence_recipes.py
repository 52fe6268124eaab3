"""The networks of the two roads: how their files are made, and what they are worth."""

import re

import numpy as np
import pytest

from rnn_helpers.successors import attend, linear_convolution, linear_loop, read_linear
from rnn_helpers.training import SmallLanguage, language_loss, load_attention, load_linear
from rnn_helpers.training import __main__ as command
from rnn_helpers.training import sentence_recipes as recipes
from rnn_helpers.training.model_files import FOLDER, load_model, read_arrays
from rnn_helpers.training.sentence_recipes import (
    GRADIENTS,
    SENTENCE_PLANS,
    SentencePlan,
    sentence_kl,
    sentence_pairs,
    train_on_sentences,
)

LANGUAGE = SmallLanguage()
EACH = pytest.mark.parametrize("name", SENTENCE_PLANS)
LETTERS = {"attention": "UPQKWVc", "linear": "UWVbc"}


def shipped(name):
    arrays = read_arrays(FOLDER / f"{name}.npz")
    return {letter: arrays[letter] for letter in LETTERS[name]}


def probabilities(name, words):
    """o of the word after some words, from the shipped network."""
    if name == "attention":
        params, vocab, _ = load_attention()
        return attend([0, *vocab.ids(words)], params).o[-1]
    params, vocab, _ = load_linear()
    return read_linear([0, *vocab.ids(words)], params)[2][-1]


@EACH
def test_the_file_says_how_it_was_made_and_how_near_it_is(name):
    about = (load_attention if name == "attention" else load_linear)()[2]
    assert (FOLDER / f"{name}.npz").stat().st_size < 10_000
    assert str(SENTENCE_PLANS[name]) in about and f"rnn_helpers.training {name}" in about
    told = float(re.search(r"sentences ([\d.]+) nats", about)[1])
    params = (load_attention if name == "attention" else load_linear)()[0]
    for network in (shipped(name), params):
        assert told == pytest.approx(sentence_kl(name, network, LANGUAGE), abs=5e-6)
    assert 0 < told < 0.001


def test_the_networks_are_those_of_their_files():
    params, vocab, _ = load_attention()
    assert vocab.tokens == LANGUAGE.vocab.tokens == load_linear()[1].tokens
    assert (params.count, params.longest, params.Q.shape) == (458, 7, (2, 8))
    assert load_linear()[0].count == load_model("eight_units")[0].count == 378
    sizes = np.linalg.svd(load_linear()[0].W, compute_uv=False)
    assert sizes.max() <= 1 + 1e-5  # no state can grow


@EACH
@pytest.mark.parametrize("words", ["", "dog", "dogs who", "dogs who cat", "dogs who see cat"])
def test_their_probabilities_are_near_the_truth(name, words):
    p = LANGUAGE.next_words(words)
    assert np.abs(probabilities(name, words) - p).max() < 0.02


@EACH
def test_the_distance_is_counted_over_every_sentence(name):
    """Once more, from beginnings: sum over all of chance times KL of the next word."""
    y, chance = LANGUAGE.sentences()
    seen, total = {}, 0.0
    for row, share in zip(y, chance):
        for t in range((row >= 0).sum()):
            beginning = tuple(row[:t])
            seen[beginning] = seen.get(beginning, 0.0) + share
    rng = np.random.default_rng(0)
    keys = list(seen)
    chosen = [keys[i] for i in rng.permutation(len(keys))[:400]]
    for beginning in chosen:
        p = LANGUAGE.next_words(list(LANGUAGE.vocab.words(beginning)))
        o = probabilities(name, LANGUAGE.vocab.words(beginning))
        some = p > 0
        kl = (p[some] * np.log(p[some] / o[some])).sum()
        assert -1e-12 < kl < 0.05
        total += seen[beginning] * kl
    part = total / sum(seen[beginning] for beginning in chosen)
    assert part == pytest.approx(sentence_kl(name, shipped(name), LANGUAGE), abs=0.002)


def test_the_distance_of_an_rnn_is_measured_alike():
    """The same loss, written for a plain RNN, is language_loss."""
    params = load_model("eight_units")[0]
    x, y, chance = sentence_pairs(LANGUAGE)
    s, total = np.zeros((len(x), 8)), 0.0
    for x_t, y_t in zip(x.T, y.T):
        s = np.tanh(params.U.T[x_t] + s @ params.W.T + params.b)
        z = s @ params.V.T + params.c
        log_o = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        total -= (chance * (y_t >= 0)) @ log_o[np.arange(len(x)), np.maximum(y_t, 0)]
    loss = total / (chance @ (y >= 0).sum(axis=1))
    assert loss == pytest.approx(language_loss(params, LANGUAGE), rel=1e-12)
    kl = sentence_kl("loop", params, LANGUAGE)
    assert kl == pytest.approx(loss - LANGUAGE.entropy_rate(), abs=1e-12)


def test_where_a_verb_is_due_it_looks_at_the_first_noun():
    """After every clause, whatever its words: more than 0.95 of the weight."""
    params, _, _ = load_attention()
    for row in LANGUAGE.sentences()[0]:
        if LANGUAGE.vocab.tokens[row[1]] == "who":
            alpha = attend([0, *row[:4]], params).alpha[-1]
            assert alpha.argmax() == 1 and alpha[1] > 0.95


def test_the_linear_network_says_the_same_on_all_three_ways():
    params, vocab, _ = load_linear()
    ids = [0, *vocab.ids(["dogs", "who", "cat", "sees", "sleep"])]
    ways = [read_linear(ids, params, way=way)[2] for way in (linear_loop, linear_convolution)]
    for o in ways:
        np.testing.assert_allclose(o, read_linear(ids, params)[2], atol=1e-13)


@EACH
def test_training_again_begins_as_it_began_and_comes_nearer(name):
    plan = SentencePlan(updates=150)
    one, two = (train_on_sentences(name, plan, LANGUAGE) for _ in range(2))
    assert all(np.array_equal(one[letter], two[letter]) for letter in LETTERS[name])
    untrained = recipes.first_weights(name, plan, 18, 7)
    assert sentence_kl(name, one, LANGUAGE) < 0.6 * sentence_kl(name, untrained, LANGUAGE)


@EACH
def test_the_command_writes_the_file(name, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(SENTENCE_PLANS, name, SentencePlan(hidden=3, updates=20, rows=8))
    command.main([name, "--into", str(tmp_path)])
    monkeypatch.setattr(recipes, "FOLDER", tmp_path)
    params, vocab, about = (load_attention if name == "attention" else load_linear)()
    assert params.U.shape == (3, 18) and len(vocab) == 18
    assert set(GRADIENTS) == set(SENTENCE_PLANS)
    assert about in capsys.readouterr().out and [*tmp_path.iterdir()] == [tmp_path / f"{name}.npz"]


@pytest.mark.parametrize("load", [load_attention, load_linear])
def test_no_file_is_said_in_words(load, tmp_path, monkeypatch):
    monkeypatch.setattr(recipes, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="there is no file"):
        load()
