"""Chapter 05: what the prose claims about the order of words and the state is so."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_runs import WORDS, U, W, X
from plain_runs import run_sentence as run
from steady_digits import same_digits

from rnn_helpers import forward_propagation, softmax
from rnn_helpers.explorers.minus_one_lab import SENTENCE
from rnn_helpers.explorers.sentence_reader import COMPARED
from rnn_helpers.lessons.forward_report import forward_report
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.training import (
    SmallLanguage,
    best_table_entropy,
    load_model,
    load_units_curve,
    read_beginning,
)

PARAMS = dog_bites_man()[0]
LANGUAGE = SmallLanguage()
NET, VOCAB, _ = load_model("four_units")
PAIR = "dog who cats see sleeps .", "dogs who cats see sleep ."


def apart(one, other):
    return np.linalg.norm(run(one)[-1] - run(other)[-1])


def of_table(words):
    """What is known of the next word from these last words alone, {word: probability}."""
    belief = LANGUAGE.stationary()
    for i in VOCAB.ids(words):
        belief = belief @ LANGUAGE.moves[i]
    p = belief @ LANGUAGE.P
    return dict(zip(VOCAB.tokens, p / p.sum()))


def test_the_best_table_is_wrong_after_see_cat_and_the_network_is_right():
    many = ("sleep", "run", "see", "chase")
    table = of_table("see cat")
    assert table["."] == pytest.approx(5 / 7) and max(table, key=table.get) == "."
    assert sum(table[word] for word in many) == pytest.approx(2 / 7)  # "who" may have been there
    assert sum(of_table("who see cat")[word] for word in many) == pytest.approx(1)
    network = read_beginning(NET, VOCAB.ids("dogs who see cat")).o[-1]
    assert network[VOCAB.ids(" ".join(many))].sum() > 0.99
    shown = ". sleeps runs sees chases sleep run see chase"
    read = lambda params: read_beginning(params, VOCAB.ids("dogs who see cat")).o[-1]  # noqa: E731
    chosen = VOCAB.ids(shown)
    rng = np.random.default_rng(0)
    assert same_digits(lambda params: read(params)[chosen], NET, digits=2, rng=rng)


def test_the_best_table_of_trigrams_counted_in_a_long_text():
    """A second way to the table: count what follows "see cat" in a drawn text."""
    text = np.array(LANGUAGE.draw(300_000, rng=np.random.default_rng(3)))
    see, cat = VOCAB.ids("see cat")
    after = text[2:][(text[:-2] == see) & (text[1:-1] == cat)]
    assert (after == 0).mean() == pytest.approx(5 / 7, abs=0.02)


def test_how_many_numbers_it_takes():
    assert 8000**3 == 512_000_000_000 and 18**3 == 5832
    of = {K: K * H + H * H + H * K + H + K for K, H in ((18, 4), (8000, 100))}
    assert of == {18: 182, 8000: 1_618_100}
    assert sum(getattr(NET, letter).size for letter in "UWVbc") == 182


def test_the_network_is_300_times_nearer_than_trigrams():
    far = {n: best_table_entropy(LANGUAGE, n) - LANGUAGE.entropy_rate() for n in (2, 3)}
    units, numbers, kl = load_units_curve()
    four = units.index(4)
    assert four == 3 and numbers[four] == 182
    assert (round(far[2], 2), round(far[3], 2)) == (0.52, 0.20)
    assert 290 < far[3] / kl[four] < 330 and round(kl[four], 4) == 0.0006


def gap_of(params):
    one, other = (read_beginning(params, VOCAB.ids(text)).s[1:] for text in PAIR)
    return np.linalg.norm(one - other, axis=1)


def test_the_trained_network_keeps_the_number_until_the_verb_has_come():
    gap = gap_of(NET)
    assert (gap[:4] > 0.4).all() and (gap[4:] < 0.004).all()
    assert gap[3] > gap[2] and f"{gap[3]:.1f} {gap[4]:.3f}" == "1.1 0.002"
    rng = np.random.default_rng(0)
    assert same_digits(gap_of, NET, digits=1, rng=rng)
    assert same_digits(lambda params: gap_of(params)[4:5], NET, digits=3, rng=rng)


def test_other_nouns_and_verbs_go_the_same_way():
    for noun, inside, verb in (("boy", "girls", "sleep"), ("cat", "dogs", "chase")):
        one, other = (
            read_beginning(NET, VOCAB.ids(f"{noun}{s} who {inside} see {verb}{v}")).s[1:]
            for s, v in (("", "s"), ("s", ""))
        )
        assert (np.linalg.norm(one - other, axis=1) > 0.1).tolist() == [True] * 4 + [False]
    one, other = (  # the lecturer's note
        read_beginning(NET, VOCAB.ids(f"{noun} who cats see {verb}"))
        for noun, verb in (("dog", "runs"), ("dogs", "run"))
    )
    assert f"{np.linalg.norm(one.s[-1] - other.s[-1]):.1f}" == "0.2"


def test_nothing_after_the_verb_depends_on_the_first_noun():
    for rest in (["sleeps", "sleep"], ["sees", "see"]):
        one, other = (
            LANGUAGE.beliefs(f"{noun} who cats see {verb}".split())[-1] @ LANGUAGE.P
            for noun, verb in zip(("dog", "dogs"), rest)
        )
        np.testing.assert_allclose(one, other, atol=1e-12)


def test_the_ends_of_the_two_sentences():
    dog, man = run("dog bites man"), run("man bites dog")
    np.testing.assert_allclose(dog[-1], (-0.819455, 0.805578), atol=5e-7)
    np.testing.assert_allclose(man[-1], (0.406481, 0.305120), atol=5e-7)
    assert apart("dog bites man", "man bites dog") == pytest.approx(1.3242, abs=5e-5)
    assert not np.allclose(dog[0], man[0])  # they part at once


def test_order_matters_in_the_state_and_not_in_a_bag():
    bags = {tuple(U[:, list(order)].sum(axis=1)) for order in permutations(range(3))}
    assert bags == {(0.0, 1.5)}
    orders = [" ".join(order) for order in permutations(WORDS)]
    assert min(apart(p, q) for p in orders for q in orders if p != q) > 0.1
    assert apart("dog dog man", "man dog man") > 0.1  # also where the last two words are equal


def test_distances_that_the_prose_names():
    assert round(apart("bites man", "dog bites man"), 2) == 0.08
    rest = " bites man bites dog bites man bites"
    gap = np.linalg.norm(run("dog" + rest) - run("man" + rest), axis=1)
    assert (round(gap[0], 4), round(gap[-1], 4)) == (1.5917, 0.0005)
    assert (np.diff(gap) < 0).all() and (gap > 0).all()


@pytest.mark.parametrize("seed", range(30))
def test_a_word_counts_less_with_each_word_that_follows(seed):
    rng = np.random.default_rng(seed)
    words = rng.choice(WORDS, size=8)
    changed, t = words.copy(), rng.integers(7)
    changed[t] = WORDS[(WORDS.index(words[t]) + 1) % 3]
    gap = np.linalg.norm(run(" ".join(words)) - run(" ".join(changed)), axis=1)[t:]
    assert (np.diff(gap) < 0).all() and (gap > 0).all()


@settings(max_examples=40)
@given(st.lists(st.sampled_from(X), min_size=1, max_size=12), st.integers(0, 12))
def test_a_run_cut_anywhere_is_exactly_the_whole_run(x, cut):
    whole = forward_propagation(x, PARAMS)
    head = forward_propagation(x[:cut], PARAMS)
    tail = forward_propagation(x[cut:], PARAMS, s0=head.last_state)
    assert np.array_equal(np.vstack([head.s, tail.s]), whole.s)


def test_a_state_that_is_not_carried_over_is_missed():
    off = np.abs(run("bites dog bites") - run("dog bites man bites dog bites")[3:]).max(axis=1)
    np.testing.assert_allclose(off, (0.6243, 0.2651, 0.0844), atol=5e-5)


def test_a_start_near_the_end_of_dog_bites_man_gives_nearly_the_rest_of_the_run():
    rest = run("dog bites man bites dog bites")[3:]
    assert np.linalg.norm(run("bites dog bites", (-0.8, 0.8)) - rest, axis=1).max() < 0.01
    moved = np.linalg.norm(run("bites dog bites", (-0.8, 0.8)) - run("bites dog bites"), axis=1)
    assert moved[0] > 6 * moved[-1]  # the lecturer's note: the first moves far, the last little


def in_rows(x, params, s0, rows, keep):
    s = np.zeros((rows, len(params.b)))
    if keep:
        s[-1] = 0 if s0 is None else s0
    for t in range(len(x)):
        s[t] = np.tanh(params.U[:, x[t]] + params.W @ s[t - 1] + params.b)
    s = s[: len(x)]
    return [softmax(s @ params.V.T + params.c), s]


def failures(forward):
    return [name for name, passed, _ in forward_report(forward) if passed is False]


def test_no_test_of_the_forward_pass_sees_that_the_extra_row_is_missing():
    assert failures(lambda x, params, s0=None: in_rows(x, params, s0, len(x), True)) == []


def test_a_buffer_of_zeros_is_caught_only_by_a_start_that_is_not_zero():
    failed = failures(lambda x, params, s0=None: in_rows(x, params, s0, len(x), False))
    assert failed == [
        "s0 is used at step 0",
        "two halves with the state carried over equal one run",
    ]
    without_s0 = forward_report(lambda x, params: in_rows(x, params, None, len(x), False))
    assert all(passed for _, passed, message in without_s0 if "not tested" not in message)
    starts = np.random.default_rng(0).uniform(-1, 1, (100, 2))
    for start in ((1e-3, 0), (0, -0.5), (1, 1), *starts):  # any start that is not zero
        wrong = in_rows(X, PARAMS, np.array(start), 3, False)[1]
        assert not np.allclose(wrong, run("dog bites man", start), rtol=0, atol=1e-6)


def test_the_modules_show_the_running_example():
    assert COMPARED == SENTENCE == "dog bites man"
    np.testing.assert_array_equal(PARAMS.U, U)
    np.testing.assert_array_equal(PARAMS.W, W)


def test_a_buffer_of_integers_drops_all_between_minus_1_and_1():
    whole_numbers = np.ones((1000, 2), int)
    whole_numbers[:] = np.random.default_rng(0).uniform(-1, 1, (1000, 2))
    assert not whole_numbers.any()


def test_practice_pytorch():
    torch = pytest.importorskip("torch")
    rnn, x = torch.nn.RNN(3, 2), torch.eye(3)
    start = torch.full((1, 2), 0.5)
    output, h_n = rnn(x, start)
    assert output.shape == (3, 2) and torch.equal(output[-1:], h_n)
    assert not torch.equal(output[0], start[0])  # the initial state is in neither
    assert torch.equal(rnn(x)[0], rnn(x, torch.zeros(1, 2))[0])  # each call starts from zeros
