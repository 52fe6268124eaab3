"""The museum: each broken network has the right shapes and wrong numbers; which law catches it."""

from copy import deepcopy
from math import exp, tanh

import numpy as np
import pytest

from rnn_helpers.lessons.forward_ground import NET, S0
from rnn_helpers.lessons.forward_report import forward_report
from rnn_helpers.lessons.museum import NETWORKS, Network, correct
from rnn_helpers.lessons.museum_laws import LAWS, H, K, caught, draw_trial

RIGHT, *BROKEN = NETWORKS
LETTERS = dict(zip("ABCDEFGHI", LAWS, strict=True))
CAUGHT_BY = {  # thought out by hand, one network after the other
    "the right one": "",
    "state never carried": "DFG",  # s_t knows x_t alone: halves and writing lose nothing
    "s0 at every step": "DFHI",  # s_0 is right, and what follows knows x_t and s0
    "weight as state": "DFHI",  # so here, with a row of W instead of s0
    "buffer without s0": "GHI",  # carries, but begins with zeros every time
    "one array for all": "EHI",  # every row is the last state, which is right
    "W transposed": "",  # another recurrent network
    "softmax over time": "BEI",
    "state lives on": "C",  # with s0 given it is right
    "reset for each word": "I",
    "text read again": "I",
}


def trial(seed, **given):
    return draw_trial(np.random.default_rng(seed), **given)


def plain(x, params, s0):
    """The states and outputs in Python's own numbers, one at a time."""
    U, W, V = params.U.tolist(), params.W.tolist(), params.V.tolist()
    s, o, before = [], [], list(s0)
    for x_t in x:
        before = [
            tanh(U[i][x_t] + sum(W[i][j] * before[j] for j in range(H)) + params.b[i])
            for i in range(H)
        ]
        e = [exp(sum(V[k][i] * before[i] for i in range(H)) + params.c[k]) for k in range(K)]
        s.append(before)
        o.append([e_k / sum(e) for e_k in e])
    return np.array(o), np.array(s)


def plainly_written(x, params, s0, n):
    """Read everything from the beginning for each word: slow, and right."""
    text, rows = list(x), []
    for _ in range(n):
        rows.append(plain(text, params, s0)[0][-1])
        text.append(int(np.argmax(rows[-1])))
    return text[len(x) :], np.array(rows)


def fresh(name):
    """A network as it is before its first call: one of them remembers."""
    return deepcopy(NETWORKS[name])


def numbers(network, params, x, s0):
    """All that a reader can ask a network for: a run, a second run without s0, a text."""
    o, s = network(x, params, s0)
    second = network(x, params)[1]
    return [o, s, second, network.write(x, params, s0)[1]]


def right_numbers(params, x, s0):
    o, s = plain(x, params, s0)
    return [o, s, plain(x, params, np.zeros(H))[1], plainly_written(x, params, s0, 3)[1]]


@pytest.mark.parametrize("T", [3, 6, 9])
@pytest.mark.parametrize("name", NETWORKS)
def test_all_have_the_right_shapes_and_only_one_the_right_numbers(name, T):
    for seed in range(10):
        params, x, s0 = trial(seed, T=T)
        gaps = []
        for answer, right in zip(
            numbers(fresh(name), params, x, s0), right_numbers(params, x, s0), strict=True
        ):
            assert answer.shape == right.shape and np.isfinite(answer).all()
            gaps.append(abs(answer - right).max())
        assert max(gaps) < 1e-12 if name == RIGHT else max(gaps) > 1e-7, (seed, gaps)


@pytest.mark.parametrize("T", [3, 4, 6, 9])
def test_a_cell_says_the_same_for_all_weights_and_short_sentences(T):
    for seed in range(20):
        found = caught(trial(100 * T + seed, T=T))
        for j, name in enumerate(NETWORKS):
            letters = "".join(letter for i, letter in enumerate(LETTERS) if found[i, j])
            assert letters == CAUGHT_BY[name], (name, seed)


def test_all_laws_but_one_catch_something():
    letters = set("".join(CAUGHT_BY.values()))
    assert letters == set(LETTERS) - {"A"}  # right shapes, as all have
    assert [name for name in BROKEN if not CAUGHT_BY[name]] == ["W transposed"]


IN_THE_REPORT = {  # a second implementation, of other networks, with other numbers
    "A": "o and s have the right shapes",
    "B": "each row of o sums to 1",
    "C": "a second run repeats the first",
    "D": "an early input moves all later states",
    "F": "order matters",
    "G": "s0 is used at step 0",
    "H": "two halves with the state carried over equal one run",
}


# (The report tries one function law after law, and so is confused by a state that lives on.)
@pytest.mark.parametrize("name", [name for name in NETWORKS if name != "state lives on"])
def test_the_report_on_a_forward_function_agrees(name):
    forward = NETWORKS[name].forward
    failed = {law for law, passed, _ in forward_report(forward) if passed is False}
    for letter, law in IN_THE_REPORT.items():
        assert (law in failed) == (letter in CAUGHT_BY[name]), law


def test_the_report_knows_the_number_of_every_wrong_network():
    for name in BROKEN:
        forward = fresh(name).forward
        failed = [law for law, passed, _ in forward_report(forward) if not passed]
        assert bool(failed) == (forward is not correct), name


def test_a_symmetric_W_hides_that_it_is_transposed():
    W = NET.W + NET.W.T
    params, x = NET.replace(W=W), [3, 0, 5, 1]
    for one, other in zip(correct(x, params, S0), NETWORKS["W transposed"](x, params, S0)):
        assert np.allclose(one, other, rtol=0, atol=1e-12)


# -- when a cell is not what it is on good weights -------------------------------------------------


def letters_of(found, name):
    return "".join(
        letter for i, letter in enumerate(LETTERS) if found[i, list(NETWORKS).index(name)]
    )


@pytest.mark.parametrize("seed", range(20))
def test_without_W_three_laws_call_the_right_network_broken(seed):
    assert letters_of(caught(trial(seed, g=0.0)), RIGHT) == "DFG"


@pytest.mark.parametrize("seed", range(20))
def test_two_words_are_too_few_for_the_law_of_order(seed):
    found = caught(trial(seed, T=2))
    assert not found[list(LAWS).index(LETTERS["F"])].any()


def test_a_long_sentence_is_forgotten_at_its_end():
    alarms = [letters_of(caught(trial(seed, T=40)), RIGHT) for seed in range(20)]
    assert set(alarms) <= {"", "D", "F", "DF"} and "DF" in alarms
    for seed, letters in enumerate(alarms):
        params, x, s0 = trial(seed, T=40)
        other = [(x[0] + 1) % K, *x[1:]]
        gaps = abs(plain(x, params, s0)[1] - plain(other, params, s0)[1]).max(axis=1)
        assert ("D" in letters) == (gaps.min() <= 1e-9)


# -- one entry in one table ------------------------------------------------------------------------


def test_one_entry_adds_a_law_and_one_a_network(monkeypatch):
    before = caught(trial(1))
    monkeypatch.setitem(
        LAWS, "no state is 0", lambda f, params, x, s0: bool(f(x, params, s0)[1].all())
    )
    zeros = Network(lambda x, params, s0=None: (correct(x, params)[0], np.zeros((len(x), H))))
    monkeypatch.setitem(NETWORKS, "zeros", zeros)
    after = caught(trial(1))
    assert after.shape == (len(before) + 1, before.shape[1] + 1)
    assert (after[:-1, :-1] == before).all()
    assert after[-1].tolist() == [False] * (len(NETWORKS) - 1) + [True]
    assert after[:-1, -1].any()


def test_trying_a_network_leaves_it_as_it_was():
    first = caught(trial(3))
    assert NETWORKS["state lives on"].forward.s is None
    assert (caught(trial(3)) == first).all()
    params, x, s0 = trial(3)
    kept = x.copy(), s0.copy()
    assert (caught((params, x, s0)) == first).all()
    assert (x == kept[0]).all() and (s0 == kept[1]).all()


def test_what_is_written_is_the_most_probable_word_each_time():
    for seed in range(10):
        params, x, s0 = trial(seed)
        ids, o = NETWORKS[RIGHT].write(x, params, s0, n=5)
        right_ids, right_o = plainly_written(x, params, s0, 5)
        assert ids == right_ids and np.allclose(o, right_o, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    "verdict, got",
    [(None, "None"), (np.ones(3) > 0, "an array"), ("yes", "the text"), (1, "a number")],
)
def test_a_law_that_returns_neither_true_nor_false_is_told_so(verdict, got):
    with pytest.raises(
        TypeError, match=f"the law 'mine' expects to return True or False, got {got}"
    ):
        caught(trial(1), laws={"mine": lambda forward, params, x, s0: verdict})
