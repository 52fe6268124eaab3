"""Chapter 02: what the prose claims is so."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from made import at_start
from panels import views_of
from row_form import U, V, W, X, b, random_values, run

from rnn_helpers.explorers.stepper import INPUTS, stepper
from rnn_helpers.views.sheets.ledger import Ledger


def six(number):
    return f"{number:.6f}"


def test_the_loop_run_again_starts_at_2_460905_and_ends_alike_in_six_digits_after_the_point():
    again = run(X, run(X)[0][-1])[1]
    assert six(again[0]) == "2.460905" and six(run(X)[1][0]) == "1.561284"
    assert six(again[4]) == six(run(X)[1][4]) == "3.091340"


def test_task_2_the_last_step_moves_the_output_by_0_0098():
    z = run([1] * 5)[1]
    assert (f"{z[3]:.4f}", f"{z[4]:.4f}", f"{z[4] - z[3]:.4f}") == ("2.2653", "2.2751", "0.0098")
    assert (np.diff(np.diff(z)) < 0).all()  # the steps get shorter and shorter


def test_task_3_without_W_all_five_outputs_are_1_5613():
    explorer = at_start(stepper)
    explorer.preset("same input each step")
    explorer.set(W11=0, W12=0, W21=0, W22=0)
    assert {f"{z:.4f}" for z in explorer.state()["z"]} == {"1.5613"}


def test_task_4_the_start_moves_the_first_output_and_not_the_last():
    zero, minus = run(X)[1], run(X, (-1, -1))[1]
    assert (f"{zero[0]:.4f}", f"{minus[0]:.4f}") == ("1.5613", "0.0980")
    assert f"{zero[4]:.4f}" == f"{minus[4]:.4f}" == "3.0913"
    assert f"{zero[0] - minus[0]:.2f}" == "1.46" and f"{zero[4] - minus[4]:.8f}" == "0.00000016"


def test_equal_inputs_settle_at_2_278439_from_step_11_on():
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


def test_two_runs_with_the_same_inputs_close_in_by_0_5465_at_least():
    rng = np.random.default_rng(2)
    bound = np.linalg.norm(W, 2)
    assert f"{bound:.4f}" == "0.5465"
    for _ in range(200):
        x, one, other = rng.normal(size=1), rng.uniform(-1, 1, 2), rng.uniform(-1, 1, 2)
        apart = np.linalg.norm(run(x, one)[0] - run(x, other)[0])
        assert apart <= bound * np.linalg.norm(one - other)


def test_silence_settles_at_minus_0_124933_and_without_bias_at_c():
    assert six(run([0] * 60)[1][-1]) == "-0.124933"
    s = np.zeros(2)
    for _ in range(60):
        s = np.tanh(s @ W)
    assert (s == 0).all()


def test_four_pasts_move_the_last_output_by_less_than_0_03():
    ends = [run([*past, 5])[1][-1] for past in ([1, 2, 3, 4], [], [0] * 4, [-9, 4, -2, 0])]
    assert [six(z) for z in ends] == ["3.091340", "3.076954", "3.075142", "3.067704"]
    assert np.ptp(ends) < 0.03


def test_saturation_erases_about_a_million_times_more():
    def left(x):
        J = np.eye(2)
        for s in run(x)[0]:
            J = J @ (W * (1 - s**2))
        return np.linalg.norm(J, 2)

    tenth, only_W = left(np.arange(1, 6) / 10), np.linalg.norm(np.linalg.matrix_power(W, 5), 2)
    assert f"{left(X[:1]):.0%}" == "42%" and f"{left(X):.6%}" == "0.000004%"
    assert (f"{left(X):.8f}", f"{tenth:.2f}", f"{only_W:.2f}") == ("0.00000004", "0.03", "0.05")
    assert f"{left(X):.1e}" == "4.2e-08" and f"{only_W:.0%}" == "5%" and f"{tenth:.0%}" == "3%"
    assert f"{only_W / left(X):,.0f}" == "1,089,565"
    assert [f"{slope:.4f}" for slope in 1 - run(X)[0][-1] ** 2] == ["0.0099", "0.0037"]


def test_less_than_1_percent_is_left_after_8_steps_in_silence_4_with_ones_3_with_X():
    def forgotten_after(x):
        J = np.eye(2)
        for t, s in enumerate(run(x)[0], start=1):
            J = J @ (W * (1 - s**2))
            if np.linalg.norm(J, 2) < 0.01:
                return t

    assert [forgotten_after(x) for x in ([0] * 9, [1] * 9, X)] == [8, 4, 3]
    bound = np.linalg.norm(W, 2)
    assert f"{bound**8:.4f}" == "0.0080" and bound**7 > 0.01
    rng = np.random.default_rng(8)
    for _ in range(200):
        x, one, other = rng.normal(size=8), rng.uniform(-1, 1, 2), rng.uniform(-1, 1, 2)
        apart = np.linalg.norm(run(x, one)[0][-1] - run(x, other)[0][-1])
        assert apart <= 0.01 * np.linalg.norm(one - other)


def test_without_W_the_outputs_climb_too():
    outputs = run(X, W=0 * W)[1]
    assert [f"{z:.4f}" for z in outputs] == ["1.5613", "2.5015", "2.8925", "3.0306", "3.0770"]


def test_after_a_small_last_input_the_past_counts():
    assert f"{run(X[::-1])[1][-1]:.4f}" == "2.4156" and f"{run([1])[1][-1]:.4f}" == "1.5613"


def test_W12_leads_from_unit_1_into_unit_2_in_row_form_and_back_in_column_form():
    only_W12 = np.array([[0, 0.2], [0, 0]])
    assert (np.array([1, 0]) @ only_W12).tolist() == [0, 0.2]
    assert (only_W12 @ np.array([0, 1])).tolist() == [0.2, 0]


def test_81_states_become_one_point_or_stay_a_cloud():
    side = np.linspace(-1, 1, 9)
    spread = {}
    for scale in (1, 0.1):
        s = np.array([(p, q) for p in side for q in side])
        for x_t in X[:4]:
            s = np.tanh(s @ W + scale * x_t * U + b)
        spread[scale] = np.ptp(s, axis=0).max()
    assert spread[1] < 0.0001 and spread[0.1] > 0.1


def test_a_sum_of_rounded_numbers_can_be_off_in_its_last_digit():
    explorer, off = at_start(stepper), []
    ledger = views_of(explorer)[Ledger]
    for seed in range(40):
        explorer.set(**random_values(np.random.default_rng(seed), INPUTS))
        texts = ledger.shown["texts"]
        number = {name: float(text.replace("\u2212", "-")) for name, text in texts.items()}
        parts = ("s_1 W_11", "s_2 W_21", "x U_1", "b_1")
        off.append(round(abs(number["a_1"] - sum(number[part] for part in parts)) * 1e4))
    assert 1 <= max(off) <= 2


def test_a_norm_above_1_can_forget_all_the_same():
    large = np.array([[0.0, 3.0], [0.0, 0.0]])
    assert np.linalg.norm(large, 2) > 1
    one, other = np.array([0.9, -0.9]), np.array([-0.2, 0.4])
    for _ in range(3):
        one, other = np.tanh(one @ large + b), np.tanh(other @ large + b)
    np.testing.assert_array_equal(one, other)


def test_a_forgotten_transpose_leaves_step_1_right():
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


def test_steps_of_silence_and_the_bias_that_ends_at_0():
    after = run(X + [0] * 10)[1][5:]
    assert (after[:5] > 0).all() and after[5] < 0
    assert six(0.1 - run([1] * 60)[1][-1]) == "-2.178439"


def test_reversed_inputs_the_outputs_fall_with_them():
    outputs = run(X[::-1])[1]
    assert (np.diff(outputs) < 0).all()
    assert (f"{outputs[0]:.4f}", f"{outputs[-1]:.4f}") == ("3.0770", "2.4156")


def test_at_step_5_the_marks_stand_where_the_curve_is_flat_or_steep():
    assert (1 - run(X)[0][-1] ** 2 < 0.01).all()
    assert (1 - run(np.arange(1, 6) / 10)[0][-1] ** 2 > 0.8).all()


def test_saturation_with_larger_weights_keeps_the_side():
    """Chapter 00's unit at w = 2, twice: nearly flat slopes, and yet the start is not forgotten."""
    one, other = np.array([0.5, 0.5]), np.array([-0.5, -0.5])
    for _ in range(60):
        one, other = np.tanh(2 * one), np.tanh(2 * other)
    assert (one > 0.95).all() and (other < -0.95).all() and (1 - one**2 < 0.1).all()
