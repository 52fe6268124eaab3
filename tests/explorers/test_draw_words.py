"""The explorer of drawing: probabilities, how often each word came, the text, what T and k do."""

import numpy as np
import pytest
from made import at_start
from steady_digits import same_digits

from rnn_helpers import forward_propagation, softmax
from rnn_helpers.explorers import draw_words
from rnn_helpers.forward_pass.language import to_draw_by
from rnn_helpers.training import (
    SmallLanguage,
    load_model,
    mark,
    read_beginning,
    write_on,
)
from rnn_helpers.views.sheets.marked_text import MarkedText

PARAMS, VOCAB, _ = load_model("eight_units")
LANGUAGE = SmallLanguage()
START = "dogs who see cat"


@pytest.fixture
def explorer():
    return at_start(draw_words)


def logits_after(words):
    """The logits after some words, by the forward pass alone."""
    return forward_propagation([0, *VOCAB.ids(words)], PARAMS).z[-1]


def cut(p, k):
    """Only the k largest, scaled up to the sum 1."""
    p = np.where(p >= np.sort(p)[-k], p, 0)
    return p / p.sum()


@pytest.mark.parametrize("k", [18, 6, 1])
@pytest.mark.parametrize("T", [0.1, 1.0, 5.0])
@pytest.mark.parametrize("words", [START, "boy", "cats chase dog", ""])
def test_the_bars_are_softmax_of_z_over_t_cut_to_the_k_largest(explorer, words, T, k):
    explorer.set(x=words, T=T, k=k)
    p = cut(softmax(logits_after(words) / T), k)
    _, state, bars, _ = explorer.views
    np.testing.assert_allclose(explorer.state()["p"], p, atol=1e-12)
    np.testing.assert_allclose(bars.lengths, np.where(p < 0.005, 0, p), atol=1e-12)
    right = LANGUAGE.next_words(words) > 0
    assert explorer.state()["p(wrong)"] == pytest.approx(p[~right].sum(), abs=1e-12)
    s_t = forward_propagation([0, *VOCAB.ids(words)], PARAMS).s[-1]
    assert state.shown["s"] == [f"{number:.2f}".replace("-", "\u2212") for number in s_t]


@pytest.mark.parametrize("draw", [1, 8])
def test_one_draw_after_the_other_is_counted_and_the_first_begins_the_text(explorer, draw):
    before = np.zeros(18, int)
    for n in (1, 2, 3, 50, 1000):
        explorer.set(n=n, draw=draw, T=3.0)
        counts = explorer.state()["came"]
        assert counts.sum() == n and (counts >= before).all()
        shares = explorer.views[3]
        np.testing.assert_allclose(shares.lengths, counts / n)
        gap = np.abs(counts / n - explorer.state()["p"]).max()
        assert explorer.state()["gap"] == pytest.approx(gap)
        if n == 1:
            assert VOCAB.tokens[counts.argmax()] == explorer.state()["writes"].split()[0]
        before = counts


def test_the_text_is_drawn_in_the_same_way_and_marked(explorer):
    marks = 0
    for T, k, draw in [(1.0, 18, 3), (5.0, 18, 1), (5.0, 4, 2), (10.0, 18, 7), (2.0, 1, 5)]:
        explorer.set(T=T, k=k, draw=draw)
        rng = np.random.default_rng(draw)
        words = [0, *VOCAB.ids(START)]
        while len(words) < 19 and (len(words) == 5 or words[-1] != 0):
            z_t = forward_propagation(words, PARAMS).z[-1]
            words.append(int(rng.choice(18, p=cut(softmax(z_t / T), k))))
        drawn = VOCAB.words(words[5:])
        assert explorer.state()["writes"].split() == drawn
        wrong = [m.right is False for m in mark(START.split() + drawn, LANGUAGE)]
        (text,) = (view for view in explorer.views if isinstance(view, MarkedText))
        assert [is_marked for *_, is_marked in text.shown] == wrong
        assert explorer.state()["wrong"] == sum(wrong)
        marks += sum(wrong)
    assert marks > 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Dogs", "Word 1, “Dogs”, is not in the vocabulary"),
        ("dogs sleep.", "try “sleep .”. Nothing is read."),
        (" ".join(["dog"] * 9), "9 words are too many for the picture: type at most 8."),
    ],
)
def test_what_it_cannot_read_is_answered(explorer, line, said):
    explorer.set(x=line, n=500)
    assert said in explorer.describe()
    assert explorer.state()["came"].sum() == 0 and explorer.views[0].shown == []


def test_a_beginning_that_breaks_the_grammar_has_no_true_next_word(explorer):
    explorer.set(x="dogs sleeps")
    assert explorer.state()["p(wrong)"] == "not defined"
    assert "“sleeps” does not agree with “dogs”" in explorer.describe()
    explorer.set(x="dogs sleeps . dog")
    assert explorer.state()["p(wrong)"] == "not defined"  # a mark stays in sight


def test_the_longest_text_finds_room(explorer):
    explorer.set(x=" ".join(["chases"] * 8), T=10.0)
    marked = explorer.views[0]
    assert len(marked.shown) >= 20 and marked.lines <= 6


# What the tasks say


def breaks(T, k, seeds=200):
    """How many of so many texts have a marked word."""
    texts = [
        write_on(
            PARAMS, VOCAB.ids(START), rng=np.random.default_rng(seed), temperature=T, top_k=k,
            most=14,
        )
        for seed in range(seeds)
    ]  # fmt: skip
    marks = [mark(START.split() + VOCAB.words(text), LANGUAGE) for text in texts]
    return sum(any(one.right is False for one in text) for text in marks)


def test_for_half_the_gap_it_takes_about_four_times_as_many_draws():
    p, gaps = softmax(logits_after(START)), []
    for n in (100, 400):
        drawn = np.random.default_rng(0).choice(18, size=(300, n), p=p)
        shares = np.array([np.bincount(row, minlength=18) for row in drawn]) / n
        gaps.append(np.abs(shares - p).max(axis=1).mean())
    assert gaps[0] / gaps[1] == pytest.approx(2, abs=0.2)


def test_the_first_draw_breaks_at_22_and_wrong_words_rise_with_t(explorer):
    wrong, p = {}, []
    for T in np.arange(10, 51) / 10:
        explorer.set(T=T)
        wrong[T] = explorer.state()["wrong"] > 0
        p.append(explorer.state()["p(wrong)"])
    assert min(T for T in wrong if wrong[T]) == 2.2
    assert (np.diff(p) > 0).all() and f"{p[0]:.3f}" == "0.001" and f"{p[12]:.2f}" == "0.07"
    firsts = set()
    for draw in (2, 3, 4, 5):
        explorer.set(draw=draw, T=2.2)
        firsts.add(explorer.state()["wrong"] > 0)
    assert firsts == {False}  # other draws break later


def test_at_5_about_half_of_all_texts_break_at_1_none_and_a_small_k_mends_most():
    assert 80 < breaks(5.0, 18) < 120 and breaks(1.0, 18) == 0
    assert breaks(5.0, 6) < 60 and breaks(5.0, 1) == 0


def test_the_first_k_that_mends_draw_1_is_6_and_shuts_out_two_right_nouns(explorer):
    explorer.set(T=5.0)
    for k in range(18, 6, -1):
        explorer.set(k=k)
        assert explorer.state()["wrong"] > 0
    explorer.set(k=6)
    assert explorer.state()["wrong"] == 0
    explorer.set(x=START + " chase")
    right = LANGUAGE.next_words(START + " chase") > 0
    assert right.sum() == 8 and (explorer.state()["p"][right] == 0).sum() == 2
    explorer.set(x=START)
    assert (LANGUAGE.next_words(START) > 0).sum() == 4


@pytest.mark.parametrize("words", [START, "dog", "", "boys who girl sees"])
def test_greedy_is_one_text_and_k_18_is_plain_drawing(words):
    ids = VOCAB.ids(words)

    def texts(k, T):
        return {
            tuple(write_on(PARAMS, ids, rng=np.random.default_rng(d), temperature=T, top_k=k))
            for d in range(1, 21)
        }

    assert len(texts(1, 0.3) | texts(1, 1.0) | texts(1, 9.0)) == 1
    assert texts(18, 1.0) == texts(None, 1.0) and len(texts(18, 1.0)) > 5


def test_the_numbers_of_the_tour_hold_on_another_processor():
    wrong = LANGUAGE.next_words(START) == 0

    def tour(params):
        z_t = read_beginning(params, VOCAB.ids(START)).z[-1]
        ways = ((1, 18), (2.2, 18), (5, 18), (5, 6), (5, 1))
        return [to_draw_by(z_t, temperature=T, top_k=k)[wrong].sum() for T, k in ways]

    def stored(params):  # what the notebook keeps of the explorer has six digits
        z_t = read_beginning(params, VOCAB.ids(START)).z[-1]
        return to_draw_by(z_t)

    assert same_digits(tour, PARAMS, digits=4, rng=np.random.default_rng(0))
    assert same_digits(stored, PARAMS, digits=6, relative=1e-9, rng=np.random.default_rng(0))


def test_what_is_written_holds_on_another_processor():
    def shown(params):
        ids, told = VOCAB.ids(START), []
        for T, k in ((1.0, 18), (2.1, 18), (2.2, 18), (5.0, 7), (5.0, 6), (1.0, 1)):
            rng = np.random.default_rng(1)
            told += write_on(params, ids, rng=rng, temperature=T, top_k=k, most=14)
        return told

    assert same_digits(shown, PARAMS, digits=3, rng=np.random.default_rng(0))
