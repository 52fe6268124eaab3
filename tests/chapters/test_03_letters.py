"""Chapter 03: what the prose claims is so."""

import numpy as np
import pytest
import row_form
from made import at_start
from networks import HEAD, PYTORCH, network
from row_form import U, W

from rnn_helpers import RNNParams, forward_propagation
from rnn_helpers.explorers.transpose_switch import transpose_switch
from rnn_helpers.notations.conventions import from_convention, to_convention


def run(W, s=(0.0, 0.0), steps=5):
    """The loop of chapter 02 with another W: states and outputs."""
    return row_form.run(range(1, steps + 1), s, W)


@pytest.fixture
def switch():
    return at_start(transpose_switch)


def test_a_forgotten_transpose_shows_at_step_2_by_these_numbers():
    off = run(W.T)[1] - run(W)[1]  # wrong minus right
    assert [f"{d:.6f}" for d in off[1:]] == ["0.009906", "-0.000110", "-0.000765", "-0.000436"]
    assert off[0] == 0 and not (run(W.T)[0] - run(W)[0])[0].any()


def test_equal_numbers_hide_it_from_every_start(switch):
    for s0 in ((0.5, 0), (1, -1), (-0.3, 0.8)):
        switch.set(switch="Wᵀ", s01=s0[0], s02=s0[1], w12=-0.65, w21=-0.65)
        assert not switch.state()["difference"].any()


@pytest.mark.parametrize("s01", [0, 1])
def test_2_and_minus_2_make_a_difference_above_0_9(switch, s01):
    for one, other in ((2, -2), (-2, 2)):
        switch.set(switch="Wᵀ", s01=s01, w12=one, w21=other)
        assert np.abs(switch.state()["difference"]).max() > 0.9


def test_with_three_units_one_start_can_miss_it_and_the_unit_starts_cannot():
    W3 = np.random.default_rng(4).normal(size=(3, 3))
    skew = W3 - W3.T
    blind = np.array([skew[1, 2], skew[2, 0], skew[0, 1]])  # the axis of a skew matrix
    np.testing.assert_allclose(W3 @ blind, W3.T @ blind, atol=1e-12)
    assert np.abs(blind).min() > 0.1 and np.abs(skew).max() > 0.1
    params = RNNParams(np.ones((3, 1)), W3, np.ones((1, 3)), np.array([0.1, 0.2, 0.3]))
    for j, start in enumerate(np.eye(3)):
        a = forward_propagation([[0.0]], params, s0=start).a[0]
        np.testing.assert_allclose(a - params.b, W3[:, j], atol=1e-15)


def test_with_two_units_every_start_but_zero_shows_it():
    skew = W - W.T
    assert np.linalg.matrix_rank(skew) == 2


def test_a_flat_array_has_no_transpose_and_both_products_run():
    assert U.T.shape == U.shape == (2,)
    assert (W @ U).shape == (U @ W).shape == (2,) and not np.allclose(W @ U, U @ W)


def test_a_reshape_fits_every_shape_check_and_moves_the_numbers():
    params = network(3, 2, 4, 1)
    arrays = to_convention(params, "keras")
    reshaped = params.replace(U=arrays["kernel"].reshape(2, 3))
    assert not np.allclose(reshaped.U, params.U)
    for thin in (np.array([[1], [2], [3]]), np.array([[1, 2, 3]])):
        np.testing.assert_array_equal(thin.reshape(thin.shape[::-1]), thin.T)
    kernel = np.array([[1, 2], [3, 4], [5, 6]])
    assert (kernel.reshape(2, 3) != kernel.T).sum() == 4  # most of the six land elsewhere


def test_32_bits_carry_six_sure_digits():
    assert np.finfo(np.float32).precision == 6


def test_square_shapes_cannot_tell_the_layout():
    arrays = to_convention(network(4, 4, 4, 1), "keras")
    from_convention({k: v.T for k, v in arrays.items()}, "keras")  # no complaint


def test_the_first_step_does_not_read_w():
    params = from_convention(PYTORCH | HEAD, "pytorch")
    wrong = params.replace(W=params.W.T)
    right, off = (forward_propagation(np.eye(3), p).z[:, 0] for p in (params, wrong))
    assert right[0] == off[0] and (np.abs(right - off)[1:] > 0.01).all()


def test_every_step_makes_the_mistake_anew_but_later_the_units_are_saturated():
    right, wrong = run(W)[0], run(W.T)[0]
    for t in range(1, 5):
        in_the_sums = wrong[t - 1] @ W.T - wrong[t - 1] @ W  # this step's share, from one state
        assert (np.abs(in_the_sums) > 0.045).all()
        if t > 1:
            assert (np.abs(in_the_sums) > 0.08).all() and (np.abs(in_the_sums) < 0.1).all()
    assert (1 - right[2:] ** 2 < 0.08).all()
    assert f"{abs(run(W.T)[1] - run(W)[1])[4]:.4f}" == "0.0004"


def test_the_sums_from_two_starts_give_away_w_but_large_sums_have_one_tanh():
    params = RNNParams([[0.5], [0.6]], W.T, [[1, 2]], [0.1, -0.1])
    for W_new in (params.W, 40 * params.W):
        network = params.replace(W=W_new)
        runs = [forward_propagation([[0.0]], network, s0=start) for start in np.eye(2)]
        sums = np.column_stack([run.a[0] - network.b for run in runs])
        np.testing.assert_allclose(sums, W_new, atol=1e-12)
    assert np.tanh(20) == np.tanh(25) == 1


def test_the_loudest_start_and_the_quiet_one():
    starts = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    loud = {s: abs(run(W.T, s, 1)[1] - run(W, s, 1)[1])[0] for s in starts}
    assert max(loud, key=loud.get) == (1, -1)
    assert min((s for s in starts if s != (0, 0)), key=loud.get) == (1, 1)
    np.testing.assert_allclose(np.ones(2) @ W.T - np.ones(2) @ W, [-0.1, 0.1])


def test_the_sums_of_the_two_candidates_stand_where_the_exercise_says():
    """Steeper at (1, -1): the slopes of tanh there are larger than at (-1, 1) in what counts."""
    slopes = {s: (1 - run(W, s, 1)[0][0] ** 2) @ [1, 2] for s in ((1, -1), (-1, 1))}
    assert slopes[1, -1] > slopes[-1, 1]
