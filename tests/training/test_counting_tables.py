"""Tables of n-grams: by hand, against their bound, and the bound against counting."""

import numpy as np
import pytest

from rnn_helpers.training.counting_tables import best_table_entropy, best_table_row, table_losses
from rnn_helpers.training.small_language import SmallLanguage


def test_tables_by_hand():
    learned, fresh = [1, 0, 1, 0], [1, 1]  # a text begins behind token 0
    uniform, unigram, bigram = table_losses(learned, fresh, size=2, longest=2, weight=1.0)
    assert uniform == pytest.approx(np.log(2))
    p1 = (2 + 0.5) / (4 + 1)
    assert unigram == pytest.approx(-np.log(p1))
    after_0, after_1 = (2 + p1) / (2 + 1), (0 + p1) / (2 + 1)
    assert bigram == pytest.approx(-(np.log(after_0) + np.log(after_1)) / 2)


def test_a_context_that_was_never_met_is_left_to_the_shorter_one():
    _, unigram, bigram = table_losses([1, 0, 2, 0], [0, 0], size=3, longest=2, weight=2.0)
    p = (2 + 2 / 3) / (4 + 2)
    assert unigram == pytest.approx(-np.log(p))
    assert bigram == pytest.approx(-np.log(2 * p / (2 + 2)))  # 0 never followed 0


@pytest.mark.parametrize("clauses", [False, True])
def test_no_table_is_better_than_the_bound_and_many_words_come_close(clauses):
    language = SmallLanguage(clauses=clauses)
    learned, fresh = (language.draw(n, rng=np.random.default_rng(n)) for n in (60_000, 30_000))
    losses = table_losses(learned, fresh, size=len(language.vocab), longest=3)
    best = [best_table_entropy(language, n) for n in (1, 2, 3)]
    np.testing.assert_allclose(losses[1:], best, atol=0.02)
    truth = language.entropy_rate()
    assert losses[0] > best[0] > best[1] > best[2] > truth - 1e-12


@pytest.mark.parametrize(("clauses", "enough"), [(False, 3), (True, 5)])
def test_how_many_words_tell_all(clauses, enough):
    """sees dog: is over; dog who cats see: the verb agrees with the noun four words before."""
    language = SmallLanguage(clauses=clauses)
    gaps = [best_table_entropy(language, n) - language.entropy_rate() for n in (enough - 1, enough)]
    assert gaps[0] > 0.01 and gaps[1] == pytest.approx(0, abs=1e-9)


def test_a_row_of_the_best_table_is_what_follows_its_words_in_a_long_text():
    language = SmallLanguage()
    ids, seen = language.draw(200_000, rng=np.random.default_rng(3)), language.vocab.ids("see cat")
    at = 2 + np.flatnonzero((ids[:-2] == seen[0]) & (ids[1:-1] == seen[1]))
    counted = np.bincount(ids[at], minlength=len(language.vocab)) / len(at)
    row = best_table_row(language, seen)
    assert row.sum() == pytest.approx(1) and np.abs(row - counted).max() < 0.03
    assert np.isnan(best_table_row(language, language.vocab.ids("dog dog"))).all()
    np.testing.assert_allclose(
        best_table_row(language, []), language.stationary() @ language.P, atol=1e-12
    )
