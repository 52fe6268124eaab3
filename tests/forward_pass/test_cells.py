"""One step, piece by piece: values by hand, invariances, precision, what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import SIZES, few, network, start_state, token_ids

from rnn_helpers import embed, log_softmax, logits, rnn_step, softmax
from rnn_helpers.machines.examples import dog_bites_man, worked_example

LOGITS = st.lists(st.floats(-1000, 1000), min_size=1, max_size=8)


# ---------------------------------------------------------------- embed


def test_embed_picks_columns_in_the_order_of_the_ids():
    params, _ = dog_bites_man()
    assert embed([2, 0, 2], params).tolist() == [[-1, 0.5], [1, 0], [-1, 0.5]]


def test_embed_multiplies_vectors():
    params, _ = dog_bites_man()
    expected = [[0.5 - 2, 0.25 + 1]]
    assert embed([[0.5, 0.25, 2.0]], params) == pytest.approx(np.array(expected), abs=1e-15)


def test_a_sequence_of_zeros_and_ones_is_read_as_ids():
    params, _ = dog_bites_man()
    assert embed([0, 0, 1], params).tolist() == [[1, 0], [1, 0], [0, 1]]


@few
@given(SIZES)
def test_embed_of_ids_equals_embed_of_one_hot_vectors(sizes):
    D, H, K, T, seed = sizes
    params, x = network(D, H, K, seed), token_ids(D, T, seed)
    assert np.array_equal(embed(x, params), params.U[:, x].T)
    assert embed(np.eye(D)[x], params) == pytest.approx(embed(x, params), abs=1e-15)


def test_what_embed_returns_is_no_view_of_the_parameters():
    params, _ = dog_bites_man()
    embed([0, 1, 2], params)[:] = 99
    embed(np.eye(3), params)[:] = 99
    assert params.U.tolist() == [[1, 0, -1], [0, 1, 0.5]]


# ---------------------------------------------------------------- rnn_step and logits


def test_rnn_step_by_hand():
    params, _ = dog_bites_man()
    a_t, s_t = rnn_step(2, [0.5, -1.0], params)  # U[:, 2] + W s = (-1, .5) + (.65, -.45)
    assert a_t == pytest.approx([-0.35, 0.05], abs=1e-15)
    assert s_t == pytest.approx(np.tanh([-0.35, 0.05]), abs=1e-15)


def test_rnn_step_of_the_source_notebook():
    a_t, s_t = rnn_step([2.0], [0.53704957, 0.46211716], worked_example())
    assert a_t == pytest.approx([1.2923401, 1.39225678], abs=1e-8)
    assert s_t == pytest.approx([0.85973818, 0.88366641], abs=1e-8)


def test_logits_by_hand_for_one_state_and_for_all():
    params = worked_example()
    assert logits([0.5, -0.25], params).tolist() == [0.1]
    assert logits([[0.5, -0.25], [1, 1]], params) == pytest.approx(np.array([[0.1], [3.1]]))
    assert logits(np.empty((0, 2)), params).shape == (0, 1)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_step_keeps_the_precision_and_its_inputs(dtype):
    params, s_prev, x_t = network(5, 3, 4, 0, dtype=dtype), start_state(3, 0), np.ones(5)
    kept = s_prev.copy(), x_t.copy()
    parts = (*rnn_step(1, s_prev, params), *rnn_step(x_t, s_prev, params), logits(s_prev, params))
    assert all(part.dtype == dtype for part in (*parts, embed([1], params)))
    assert np.array_equal(s_prev, kept[0]) and np.array_equal(x_t, kept[1])


# ---------------------------------------------------------------- softmax


def test_softmax_by_hand():
    assert softmax([0.0, 0.0]).tolist() == [0.5, 0.5]
    assert softmax(np.log([1.0, 2.0, 5.0])) == pytest.approx([0.125, 0.25, 0.625], abs=1e-15)
    assert log_softmax([0.0, 0.0]) == pytest.approx([-np.log(2)] * 2, abs=1e-15)


@few
@given(LOGITS, st.floats(-1000, 1000))
def test_softmax_sums_to_1_and_only_differences_matter(z, constant):
    o = softmax(z)
    assert o.sum() == pytest.approx(1, abs=1e-12) and (o >= 0).all()
    # The sums z + constant are rounded, to 2e-13 at most, before softmax sees them.
    assert softmax(np.add(z, constant)) == pytest.approx(o, abs=1e-12)
    assert log_softmax(np.add(z, constant)) == pytest.approx(log_softmax(z), abs=1e-11)


@few
@given(LOGITS)
def test_log_softmax_is_the_log_of_softmax_where_that_is_finite(z):
    o, log_o = softmax(z), log_softmax(z)
    assert np.isfinite(log_o).all() and (log_o <= 0).all()
    assert np.exp(log_o) == pytest.approx(o, abs=1e-12)
    normal = o > 1e-300
    assert log_o[normal] == pytest.approx(np.log(o[normal]), abs=1e-11)


@pytest.mark.parametrize("z", [[1000, 0, -1000], [710, 0], [-1000, -1000], [1e38, -1e38]])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_softmax_is_finite_where_plain_exp_is_not(z, dtype):
    o, log_o = softmax(np.array(z, dtype)), log_softmax(np.array(z, dtype))
    assert np.isfinite(o).all() and o.sum() == pytest.approx(1)
    assert np.isfinite(log_o).all()


def test_log_softmax_is_finite_where_the_log_of_softmax_is_not():
    assert softmax([1000.0, 0.0])[1] == 0
    assert log_softmax([1000.0, 0.0]).tolist() == [0, -1000]


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_softmax_runs_along_the_axis_that_is_asked_for(axis):
    z = np.random.default_rng(0).normal(size=(2, 3, 4))
    for o in (softmax(z, axis=axis), np.exp(log_softmax(z, axis=axis))):
        assert o.shape == z.shape
        assert o.sum(axis=axis) == pytest.approx(np.ones(np.delete(z.shape, axis)), abs=1e-12)
        assert o == pytest.approx(np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True), abs=1e-12)


def test_softmax_runs_along_the_last_axis_by_default():
    z = np.random.default_rng(0).normal(size=(5, 3))
    assert np.array_equal(softmax(z), softmax(z, axis=1))
    assert np.array_equal(softmax(z)[2], softmax(z[2]))


@pytest.mark.parametrize(
    ("z", "dtype"),
    [([1, 2], np.float64), (np.array([1, 2], np.int8), np.float64)]
    + [(np.array([1, 2], kind), kind) for kind in (np.float32, np.float64)],
)
def test_softmax_keeps_float32_and_its_argument(z, dtype):
    kept = np.array(z)
    assert softmax(z).dtype == log_softmax(z).dtype == dtype
    assert np.array_equal(z, kept)


def test_softmax_of_no_rows_is_no_rows():
    assert softmax(np.empty((0, 3))).shape == log_softmax(np.empty((0, 3))).shape == (0, 3)
