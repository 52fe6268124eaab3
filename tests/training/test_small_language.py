"""The small language against a second one, written down sentence by sentence."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import few

from rnn_helpers.training.small_language import SmallLanguage

ONE, MANY = ["dog", "cat", "boy", "girl"], ["dogs", "cats", "boys", "girls"]
VERBS = {
    True: (["sleeps", "runs"], ["sees", "chases"]),
    False: (["sleep", "run"], ["see", "chase"]),
}
ANY_NOUN = dict.fromkeys(ONE + MANY, 1 / 8)


def phrases(clauses):
    """{subject with its clause: (is it one, probability)}, from the rules in words."""
    found = {}
    for noun in ONE + MANY:
        one = noun in ONE
        found[noun] = one, (0.6 if clauses else 1.0) / 8
        if clauses:
            for verb, other in product(VERBS[one][1], ONE + MANY):
                found[f"{noun} who {verb} {other}"] = one, 0.4 / 8 / 2 / 2 / 8
            for other in ONE + MANY:
                for verb in VERBS[other in ONE][1]:
                    found[f"{noun} who {other} {verb}"] = one, 0.4 / 8 / 2 / 8 / 2
    return found


def sentences(clauses):
    """{sentence: probability}: 144 without clauses, 4752 + 144 with them."""
    found = {}
    for subject, (one, p) in phrases(clauses).items():
        alone, with_object = VERBS[one]
        found |= {f"{subject} {verb} .": p / 4 for verb in alone}
        for verb, noun in product(with_object, ONE + MANY):
            found[f"{subject} {verb} {noun} ."] = p / 2 / 2 / 8
    return found


BOTH = pytest.mark.parametrize("clauses", [False, True])
WITH = {clauses: SmallLanguage(clauses=clauses) for clauses in (False, True)}


@BOTH
def test_it_lists_every_sentence_with_its_probability(clauses):
    language = WITH[clauses]
    ids, chance = language.sentences()
    listed = {}
    for row, p in zip(ids, chance):
        length = int((row >= 0).sum())
        assert (row[length:] == -1).all()
        listed[" ".join(language.vocab.words(row[:length]))] = p
    known = sentences(clauses)
    assert len(listed) == len(ids) == len(known) and chance.sum() == pytest.approx(1)
    assert all(listed[text] == pytest.approx(p) for text, p in known.items())


@BOTH
def test_words_and_states(clauses):
    language = WITH[clauses]
    assert len(language.vocab) == (18 if clauses else 17)
    assert language.vocab.tokens[0] == "." and ("who" in language.vocab.tokens) == clauses
    assert len(language.states) == (16 if clauses else 6)
    assert len(set(language.states)) == len(language.states)


@BOTH
def test_every_distribution_sums_to_1(clauses):
    language = WITH[clauses]
    np.testing.assert_allclose(language.P.sum(axis=1), 1, atol=1e-15)
    assert (language.P >= 0).all()
    np.testing.assert_allclose(language.moves.sum(axis=(0, 2)), 1, atol=1e-15)
    assert language.stationary().sum() == pytest.approx(1)


@BOTH
def test_every_sentence_has_the_probability_of_the_rules(clauses):
    language, rules = WITH[clauses], sentences(clauses)
    assert sum(rules.values()) == pytest.approx(1)
    for sentence, probability in rules.items():
        ids = language.as_ids(sentence)
        p = (language.beliefs(sentence)[:-1] @ language.P)[np.arange(len(ids)), ids]
        assert p.prod() == pytest.approx(probability), sentence


@BOTH
def test_entropy_rate_is_that_of_a_sentence_a_word(clauses):
    rules = sentences(clauses)
    p = np.array(list(rules.values()))
    words = np.array([len(sentence.split()) for sentence in rules])
    rate = WITH[clauses].entropy_rate()
    assert rate == pytest.approx(-(p @ np.log(p)) / (p @ words), abs=1e-12)
    assert np.exp(rate) == pytest.approx(4.042 if clauses else 3.623, abs=5e-4)


@BOTH
def test_a_long_draw_has_the_true_frequencies_and_the_entropy_rate(clauses):
    language = WITH[clauses]
    ids = language.draw(60_000, rng=np.random.default_rng(0))
    beliefs = language.beliefs(language.vocab.words(ids))
    assert beliefs.any(axis=1).all()  # grammatical throughout
    states = beliefs[:-1].argmax(axis=1)
    for j, p in enumerate(language.P):
        met = np.bincount(ids[states == j], minlength=len(p))
        spread = np.sqrt(p * (1 - p) / met.sum())
        assert (np.abs(met / met.sum() - p) <= 4.5 * spread).all(), language.states[j]
    met = np.bincount(states, minlength=len(language.states)) / len(ids)
    np.testing.assert_allclose(met, language.stationary(), atol=0.01)
    surprise = -np.log(language.P[states, ids])
    assert surprise.mean() == pytest.approx(language.entropy_rate(), abs=0.01)


def test_draws_are_repeatable_and_of_the_length_asked_for():
    language = WITH[True]
    one, two = (language.draw(50, rng=np.random.default_rng(3)) for _ in range(2))
    assert one.tolist() == two.tolist() and language.draw(0, rng=np.random.default_rng(0)).size == 0
    with pytest.raises(TypeError, match=r"numpy\.random\.Generator"):
        language.draw(5, rng=3)


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("", ANY_NOUN),
        ("Dogs sleep.", ANY_NOUN),
        ("dog", {"who": 0.4, "sleeps": 0.15, "runs": 0.15, "sees": 0.15, "chases": 0.15}),
        ("cat runs . dogs who", dict.fromkeys(ONE + MANY, 1 / 16) | {"see": 0.25, "chase": 0.25}),
        ("dogs who cat", {"sees": 0.5, "chases": 0.5}),
        ("dogs who cat sees", dict.fromkeys(["sleep", "run", "see", "chase"], 0.25)),
        ("dogs who see cat", dict.fromkeys(["sleep", "run", "see", "chase"], 0.25)),
        ("dog sees cats", {".": 1.0}),
        ("dog sleep . cat sees", ANY_NOUN),  # a new sentence is judged anew
    ],
)  # fmt: skip
def test_next_words(prefix, expected):
    language = WITH[True]
    p = dict(zip(language.vocab.tokens, language.next_words(prefix)))
    assert {word: p[word] for word in p if p[word] > 0} == pytest.approx(expected)


def test_a_prefix_from_the_middle_is_read_by_bayes_rule():
    """Against counting in a long text: what followed "sees cats" wherever it stood."""
    language = WITH[True]
    p = language.next_words("sees cats", middle=True)
    clause = (
        0.4 * 0.5 / 8
    )  # of the sentences, those with "sees cats" after "who", for one noun each
    main = 0.25 / 8
    inside = clause * 0.5 / 2  # singular subjects only, one of two verbs
    ends = main * (0.5 * 1.0)  # half of all subjects are singular
    assert p[0] == pytest.approx(ends / (ends + inside))
    verbs = language.as_ids("sleeps runs sees chases")
    np.testing.assert_allclose(p[verbs], (1 - p[0]) / 4)
    text = language.draw(60_000, rng=np.random.default_rng(5))
    sees, cats = language.as_ids("sees cats")
    at = np.flatnonzero((text[:-2] == sees) & (text[1:-1] == cats)) + 2
    assert (text[at] == 0).mean() == pytest.approx(p[0], abs=4 * 0.5 / np.sqrt(len(at)))


@few
@given(st.integers(0, 10_000), st.integers(0, 30), st.integers(0, 30))
def test_what_is_known_from_the_start_agrees_with_what_is_possible_in_the_middle(seed, cut, length):
    language = WITH[True]
    ids = language.draw(cut + length, rng=np.random.default_rng(seed))
    words = language.vocab.words(ids)
    known, guessed = language.next_words(words), language.next_words(words[cut:], middle=True)
    assert guessed.sum() == pytest.approx(1) == known.sum()
    assert (guessed[known > 0] > 0).all()  # the truth is never excluded
    if 0 in ids[cut:]:
        np.testing.assert_allclose(guessed, known)


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("dog the", r"18 words, and 'the' \(position 1\) is not .*; it knows: \. dog .* who"),
        ("dogs, sleep", "'dogs,'"),
        ("dog sleep", r"'sleep' \(position 1\) breaks the grammar"),
        ("dog . cat cat sees dog", r"'cat' \(position 3\) breaks"),
        ("sees", r"'sees' \(position 0\)"),
    ],
)  # fmt: skip
def test_there_is_no_next_word_after_a_word_that_cannot_stand_there(prefix, words):
    with pytest.raises(ValueError, match=words):
        WITH[True].next_words(prefix)
    with pytest.raises(ValueError, match=words):
        WITH[True].next_words(tuple(prefix.split()))


@pytest.mark.parametrize("words", [None, 3, [1, 2], {"dog"}])
def test_what_is_no_text_is_refused(words):
    with pytest.raises(TypeError, match="words expects"):
        WITH[True].beliefs(words)
