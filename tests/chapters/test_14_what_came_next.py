"""Chapter 14: three networks next to the truth, what each road gains, and what it loses."""

from dataclasses import replace

import numpy as np
import pytest
from exercises import chapter
from steady_digits import same_digits

from rnn_helpers import RNNParams, forward_propagation, softmax
from rnn_helpers.formats import in_figures
from rnn_helpers.machines import MACHINES, one_unit, pulses
from rnn_helpers.successors import (
    attend,
    attention_cost,
    linear_convolution,
    linear_loop,
    linear_scan,
    loop_cost,
    read_linear,
)
from rnn_helpers.training import (
    SmallLanguage,
    load_attention,
    load_linear,
    load_model,
    read_beginning,
    sentence_kl,
)

LANGUAGE = SmallLanguage()
BACK, VOCAB, _ = load_attention()
FLAT, LOOP = load_linear()[0], load_model("eight_units")[0]
SENTENCE = "dogs who see cat see boys"  # of the explorer
DRIVEN = "girl who boys chase sees dog"


@pytest.fixture(scope="module")
def ch():
    return chapter("14")


def changed(params, rng):
    """AttentionParams of which every weight is changed by a relative 1e-6 at most."""
    parts = {letter: getattr(params, letter) for letter in "UPQKWVc"}
    return replace(
        params, **{x: a * (1 + 1e-6 * rng.uniform(-1, 1, a.shape)) for x, a in parts.items()}
    )


def holds(compute, digits):
    """Whether printed digits of what the attention network says stay, as `same_digits`."""
    rng = np.random.default_rng(0)
    printed = in_figures(compute(BACK), digits=digits)
    return all(in_figures(compute(changed(BACK, rng)), digits=digits) == printed for _ in range(20))


# Three networks


def test_all_three_expect_a_verb_for_many_each_of_four_with_about_a_quarter():
    ids = VOCAB.ids("dogs who see cat")
    many = VOCAB.ids("sleep run see chase")
    said = [read_beginning(LOOP, ids).o[-1], attend([0, *ids], BACK).o[-1]]
    for o in (*said, read_linear([0, *ids], FLAT)[2][-1]):
        np.testing.assert_allclose(o[many], 0.25, atol=0.02)
        assert o[many].sum() > 0.99


def test_the_printed_distances_hold():
    rng = np.random.default_rng(0)
    for name, params in (("loop", LOOP), ("linear", FLAT)):
        assert same_digits(
            lambda p, name=name: sentence_kl(name, p, LANGUAGE), params, digits=4, rng=rng, times=5
        )
        assert sentence_kl(name, params, LANGUAGE) < 0.001
    assert holds(lambda p: sentence_kl("attention", p, LANGUAGE), 4)
    assert sentence_kl("attention", BACK, LANGUAGE) < 0.001
    assert len(LANGUAGE.sentences()[0]) == 4752


# Attention


def test_the_printed_weights_hold():
    ids = [0, *VOCAB.ids(DRIVEN)]
    assert holds(lambda p: attend(ids, p).alpha, 2)


def test_where_the_words_look(ch):
    ids = [0, *VOCAB.ids(SENTENCE)]
    alpha = attend(ids, BACK).alpha
    assert alpha[4, 1] > 0.99  # cat at dogs
    assert alpha[3, 0] > 0.99 and alpha[5, 0] > 0.99  # both see at the full stop
    alpha = attend([0, *VOCAB.ids(DRIVEN)], BACK).alpha
    assert alpha[4, 1] > 0.98 and alpha[5, 0] > 0.97  # chase at girl, sees at the full stop
    assert ch.said["attention-weights"] == "the same states as attend: True\n"


def test_a_verb_before_an_object_rests_at_the_full_stop_in_every_sentence():
    """All that may follow there are nouns, whatever came before."""
    for row in LANGUAGE.sentences()[0][::7]:
        ids = [0, *row[row > 0]]
        alpha = attend(ids, BACK).alpha
        for t, i in enumerate(ids[1:-1], start=1):
            if VOCAB.tokens[i] in ("see", "sees", "chase", "chases") and t > 1:
                p = LANGUAGE.next_words(list(VOCAB.words(ids[1 : t + 1])))
                if p[1:9].sum() > 0.999 and t != 4:
                    assert alpha[t, 0] > 0.9, VOCAB.words(ids[: t + 1])


def test_before_an_object_a_look_at_any_other_word_would_change_the_prediction():
    ids = [0, *VOCAB.ids(DRIVEN)]
    run, t = attend(ids, BACK), 5  # after sees
    for j, value in enumerate(run.e[: t + 1] @ BACK.W.T):
        o = softmax(BACK.V @ np.tanh(run.e[t] + value) + BACK.c)
        assert (np.abs(o - run.o[t]).max() > 0.1) == (j > 0)


def test_without_positions_the_order_is_gone_and_with_them_it_is_not():
    bare = replace(BACK, P=np.zeros_like(BACK.P))
    one, other = ([0, *VOCAB.ids(x)] for x in ("dogs who see cat", "see dogs who cat"))
    np.testing.assert_allclose(attend(one, bare).o[-1], attend(other, bare).o[-1], atol=1e-12)
    assert np.abs(attend(one, BACK).o[-1] - attend(other, BACK).o[-1]).max() > 0.05
    assert sentence_kl("attention", bare, LANGUAGE) > 1


# Costs


def test_what_the_chapter_says_of_costs():
    assert sum(t + 1 for t in range(1000)) == 500_500
    for T in (1000, 10_000):
        assert 85 < attention_cost(10 * T, 8, 2)[0] / attention_cost(T, 8, 2)[0] < 100
        assert loop_cost(10 * T, 8)[0] == 10 * loop_cost(T, 8)[0]
    assert 8 * 100_000**2 / 1e9 == 80  # gigabytes of float64


# Without tanh


@pytest.mark.parametrize("T", [1, 7, 100, 1000])
def test_three_ways_give_the_trained_network_the_same_states(T):
    u = FLAT.U.T[LANGUAGE.draw(T, rng=np.random.default_rng(T))]
    r = linear_loop(FLAT.W, u)
    for way in (linear_convolution, linear_scan):
        assert np.abs(way(FLAT.W, u) - r).max() < 1e-12


def test_the_scan_of_the_chapter_is_the_loop(ch):
    rng = np.random.default_rng(0)
    for T in (1, 2, 3, 10, 33):
        A, u = 0.5 * rng.normal(size=(3, 3)), rng.normal(size=(T, 3))
        np.testing.assert_allclose(ch.names["scan"](A, u), linear_loop(A, u), atol=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_two_machines_alone_do_without_tanh_however_the_answers_are_read(ch, seed):
    rng = np.random.default_rng(seed)
    line = "+-" + "".join(rng.choice(list("+-.."), 98))
    other = "-+" + "".join(rng.choice(list("+-.."), 98))
    wrong = {
        name: ch.names["wrong_share"](make(), f"{line}/{other}") for name, make in MACHINES.items()
    }
    right = {name for name, share in wrong.items() if share == 0}
    assert right == {"delay line", "leaky integrator"}


def test_what_is_printed_of_them_holds(ch):
    assert ch.said["machines-wrong"] == "never wrong: ['delay line', 'leaky integrator']\n"
    line, rng = ch.names["line"], np.random.default_rng(0)
    for make in MACHINES.values():
        machine = make()

        def never(params, machine=machine):
            made = replace(machine, params=params)
            return [ch.names["wrong_share"](made, f"{line}/+{line[:0:-1]}") == 0]

        assert same_digits(never, machine.params, digits=0, rng=rng)


def test_these_two_are_the_only_ones_whose_answers_add_up():
    """The law of chapter 14, asked of what the machines should say, not of any network."""
    rng = np.random.default_rng(3)
    adds = set()
    for name, make in MACHINES.items():
        machine = make()
        size = 60, machine.params.input_size
        one, other = (rng.integers(0, 2, size).astype(float) for _ in range(2))
        one[rng.random(size) < 0.5], other[one == 1] = 0, 0  # together still single pulses
        one[:2], other[:2] = [[1], [0]], [[0], [1]]
        said = [np.nan_to_num(machine.truth(x)) for x in (one, other, one + other)]
        if np.allclose(said[0] + said[1], said[2]):
            adds.add(name)
    assert adds == {"delay line", "leaky integrator"}


def test_far_and_near_are_alike_without_tanh_only():
    def left(step, a, b):
        runs = [np.array([a, b])]
        for _ in range(40):
            runs.append(step(runs[-1]))
        return np.diff(runs)[:, 0] / (b - a)

    far, near = (left(lambda s: np.tanh(2 * s), *start) for start in ((1, -1), (1, 0.9)))
    assert far[-1] == pytest.approx(0.957504, abs=1e-6) and near[-1] < 1e-9
    linear = [left(lambda s: 0.9 * s, *start) for start in ((1, -1), (1, 0.9))]
    np.testing.assert_allclose(*linear, atol=1e-12)


@pytest.mark.parametrize("w", [0.4, 0.9, 1.0, 1.1])
def test_no_weight_lets_a_sum_follow_the_last_sign_as_a_latch_does(w):
    """Read in noise of 0.1: at 0.4 the sign is right without it, in a number of nearly 0."""
    noise, x = np.random.default_rng(0).normal(0, 0.1, 1000), pulses("+.......-", steps=60)
    wrong = (linear_loop([[w]], 3 * x)[-1] + noise > 0).mean()
    assert wrong > 0.3
    assert forward_propagation(x, one_unit(w=2.0, u=3.0)).s[-1, 0] < -0.9


def test_the_linear_network_cannot_grow():
    assert isinstance(FLAT, RNNParams)
    assert np.abs(np.linalg.eigvals(FLAT.W)).max() < 0.95


def test_no_cell_does_a_task_in_the_readers_explorers(ch):
    for name in ("looks", "rounds"):
        tasks = ch.names[name].tasks
        assert tasks.now == 1 and not any(tasks.ticked)
