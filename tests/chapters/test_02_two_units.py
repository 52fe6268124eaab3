"""Chapter 02: what the prose claims is so."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from made import at_start
from panels import views_of
from row_form import U, V, W, X, b, random_values, run
from steady_digits import same_digits

from rnn_helpers.explorers.stepper import INPUTS, stepper
from rnn_helpers.training import load_model
from rnn_helpers.views.sheets.ledger import Ledger


def six(number):
    return f"{number:.6f}"


def test_the_loop_run_again_starts_at_2_460905_and_ends_alike_in_six_digits_after_the_point():
    again = run(X, run(X)[0][-1])[1]
    assert six(again[0]) == "2.460905" and six(run(X)[1][0]) == "1.561284"
    assert six(again[4]) == six(run(X)[1][4]) == "3.091340"


def test_equal_inputs_settle_at_2_278439_from_t_10_on():
    states, outputs = run([1] * 60)
    assert [six(z) for z in outputs[10:]] == ["2.278439"] * 50
    assert six(outputs[9]) != "2.278439"
    assert len({six(z) for z in outputs[:11]}) == 11
    assert [six(s_i) for s_i in states[-1]] == ["0.711970", "0.733235"]


def test_in_exact_arithmetic_the_outputs_never_become_equal_and_in_floats_they_do():
    """All of W and V and the first state are positive, and tanh rises: so each state is larger."""
    states, outputs = run([1] * 60)
    assert (W > 0).all() and (V > 0).all() and (states[0] > 0).all()
    gaps = np.diff(outputs)
    assert (gaps[:25] > 0).all() and (gaps[40:] == 0).all()
    with localcontext() as context:
        context.prec = 80
        s, before = [Decimal(0)] * 2, [Decimal(0)] * 2
        for _ in range(100):
            before, s = (
                s,
                [
                    tanh(sum(s_i * exact(w) for s_i, w in zip(s, column)) + exact(u) + exact(b_i))
                    for column, u, b_i in zip(W.T, U, b)
                ],
            )
            assert all(new > old for new, old in zip(s, before))
            assert s[0] + 2 * s[1] > before[0] + 2 * before[1]
    assert float(s[0] + 2 * s[1]) + 0.1 == pytest.approx(outputs[-1], abs=1e-12)


def exact(number):
    return Decimal(str(number))


def tanh(a):
    return 1 - 2 / ((2 * a).exp() + 1)


def test_the_gap_shrinks_to_0_2523_which_is_the_steepest_direction_at_rest():
    states, outputs = run([1] * 60)
    gaps = outputs[-1] - outputs[:12]
    np.testing.assert_allclose(gaps[7:] / gaps[6:-1], 0.2523, atol=5e-5)
    shrink = gaps[1:] / gaps[:-1]  # about a quarter at every step, and less and less
    assert (np.diff(shrink) < 0).all() and f"{shrink[0]:.2f}" == "0.28"
    slopes = W * (1 - states[-1] ** 2)
    assert f"{np.abs(np.linalg.eigvals(slopes)).max():.4f}" == "0.2523"


def test_one_step_brings_any_two_states_nearer():
    rng = np.random.default_rng(2)
    bound = np.linalg.norm(W, 2)
    assert bound < 1
    for _ in range(200):
        x, one, other = rng.normal(size=1), rng.uniform(-1, 1, 2), rng.uniform(-1, 1, 2)
        apart = np.linalg.norm(run(x, one)[0] - run(x, other)[0])
        assert apart <= bound * np.linalg.norm(one - other)


def test_W12_leads_from_unit_1_into_unit_2_in_row_form_and_back_in_column_form():
    only_W12 = np.array([[0, 0.2], [0, 0]])
    assert (np.array([1, 0]) @ only_W12).tolist() == [0, 0.2]
    assert (only_W12 @ np.array([0, 1])).tolist() == [0.2, 0]


def test_a_sum_of_rounded_numbers_can_be_off_in_its_last_digit():
    explorer, off = at_start(stepper), []
    ledger = views_of(explorer)[Ledger]
    for seed in range(40):
        explorer.set(**random_values(np.random.default_rng(seed), INPUTS))
        texts = ledger.shown["texts"]
        number = {
            name: float((texts.get(f"± {name}", "") + text).replace("\u2212", "-"))
            for name, text in texts.items()
            if not name.startswith("±")
        }
        parts = ("s_1 W_11", "s_2 W_21", "x U_1", "b_1 below")
        off.append(round(abs(number["a_1"] - sum(number[part] for part in parts)) * 1e4))
    assert 1 <= max(off) <= 2


def test_a_forgotten_transpose_leaves_the_first_step_right():
    right = run(X)[0]
    s, wrong = np.zeros(2), []
    for x_t in X:
        s = np.tanh(s @ W.T + x_t * U + b)
        wrong.append(s)
    differ = (np.abs(np.array(wrong) - right) > 1e-9).any(axis=1)
    assert differ.tolist() == [False, True, True, True, True]


@pytest.mark.parametrize("buffer", [np.array([[0, 0]] * 2), np.zeros((2, 2), int)])
def test_integer_buffers_cut_every_state_to_0(buffer):
    buffer[1] = np.tanh(buffer[0] @ W + 1 * U + b)
    assert (buffer == 0).all()
    assert (np.abs(np.tanh(np.linspace(-9, 9, 99))) < 1).all()


def test_the_bias_with_which_the_output_ends_at_0():
    assert six(0.1 - run([1] * 60)[1][-1]) == "-2.178439"


def test_with_a_larger_W_two_states_stay_apart_for_good():
    """Chapter 00's unit at w = 2, and this network at 2.5 W: not only for as long as one looks."""
    one, other = ([0] * 5000, (0.5, 0.5)), ([0] * 5000, (-0.5, -0.5))
    ends = [run(x, start, W=2.5 * W)[1] for x, start in (one, other)]
    assert ends[0][-1] - ends[1][-1] > 4
    assert all(end[-1] == end[-1000] for end in ends)


def scores(net, words, read):
    """The scores after some words behind a full stop, from plain sums alone."""
    s = np.tanh(net.U[:, 0] + net.b)
    for word in read.split():
        push = net.U[:, words.tokens.index(word)]
        s = np.tanh([push[i] + net.W[i] @ s + net.b[i] for i in (0, 1)])
    return dict(zip(words.tokens, net.V @ s + net.c))


@pytest.mark.parametrize(
    "read, word, score",
    [
        ("dogs", "sleep", "7.60"),
        ("dogs", "sleeps", "-0.54"),
        ("dog", "sleeps", "6.14"),  # exercise 2
        ("dogs dog", "sleeps", "0.02"),  # and its slips
    ],
)
def test_the_scores_of_the_trained_network(read, word, score):
    net, words, _ = load_model("two_units")
    assert f"{scores(net, words, read)[word]:.2f}" == score
    rng = np.random.default_rng(5)
    assert same_digits(lambda net: scores(net, words, read)[word], net, digits=2, rng=rng)


def test_the_digits_of_the_push_hold():
    net, words, _ = load_model("two_units")
    column = words.tokens.index("dogs")
    rng = np.random.default_rng(6)
    assert same_digits(lambda net: net.U[:, column], net, digits=2, rng=rng)
    assert net.W.shape == (2, 2) and len(words.tokens) == 17
