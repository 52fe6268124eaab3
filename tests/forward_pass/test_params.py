"""RNNParams and init_params."""

import dataclasses

import numpy as np
import pytest
from networks import network

from rnn_helpers import RNNParams, init_params


def test_sizes_and_count():
    params = network(9, 4, 7, 0)
    assert (params.input_size, params.hidden_size, params.output_size) == (9, 4, 7)
    assert [getattr(params, name).shape for name in "UWVbc"] == [(4, 9), (4, 4), (7, 4), (4,), (7,)]
    assert params.count == 4 * 9 + 4 * 4 + 7 * 4 + 4 + 7


def test_wildml_has_1_610_000_weights_and_8100_biases():
    params = init_params(8000, 100, rng=np.random.default_rng(0))
    assert params.count == 1_610_000 + 8_100
    assert params.U.size + params.W.size + params.V.size == 1_610_000


def test_biases_are_zeros_when_left_out():
    params = RNNParams([[1, 2]], [[3]], [[4], [5]])
    assert params.b.tolist() == [0] and params.c.tolist() == [0, 0]


def test_arrays_are_read_only_copies():
    W = np.eye(2)
    params = RNNParams(np.ones((2, 3)), W, np.ones((4, 2)))
    W[0, 0] = 99
    assert params.W[0, 0] == 1
    for name in "UWVbc":
        with pytest.raises(ValueError, match="read-only"):
            getattr(params, name)[:] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        params.W = W


def test_replace_changes_one_array_and_checks_it():
    params = network(9, 4, 7, 0)
    changed = params.replace(W=np.zeros((4, 4)))
    assert not changed.W.any() and params.W.any() and np.array_equal(changed.U, params.U)
    with pytest.raises(ValueError, match=r"W expects shape \(4, 4\), got \(3, 3\)"):
        params.replace(W=np.eye(3))


@pytest.mark.parametrize("one", ["U", "W", "V", "b", "c", None])
def test_float32_when_all_are_float32_else_float64(one):
    arrays = {name: getattr(network(3, 2, 4, 0), name).astype(np.float32) for name in "UWVbc"}
    if one is not None:
        arrays[one] = arrays[one].astype(float)
    params = RNNParams(**arrays)
    expected = np.float32 if one is None else np.float64
    assert {getattr(params, name).dtype for name in "UWVbc"} == {np.dtype(expected)}
    assert params.dtype == expected


def test_biases_left_out_do_not_raise_the_precision():
    assert RNNParams(*(np.ones((2, 2), np.float32) for _ in "UWV")).dtype == np.float32


def test_the_largest_logit_is_summed_in_the_precision_of_the_network():
    ones = np.ones((2, 2), np.float32)
    V = np.full((3, 2), 3e38, np.float32)  # the sum of two is more than float32 can hold
    assert RNNParams(ones, ones, V, b=np.zeros(2)).largest_logit == pytest.approx(6e38)
    with pytest.raises(ValueError, match=r"V and c expect sums below 3.4e\+38, got inf"):
        RNNParams(ones, ones, V)


def test_the_column_of_a_token_is_in_one_piece():
    params = network(9, 4, 7, 0)
    assert all(getattr(params, letter).flags.f_contiguous for letter in "UWV")


def test_integers_become_floats():
    params = RNNParams(np.array([[1, 2]]), [[3]], [[4]])
    assert {getattr(params, name).dtype for name in "UWVbc"} == {np.dtype(float)}


def test_init_params_draws_uniformly_within_its_bounds():
    params = init_params(400, 100, rng=np.random.default_rng(0))
    for name, n in (("U", 400), ("W", 100), ("V", 100)):
        array, bound = getattr(params, name), 1 / np.sqrt(n)
        assert 0.98 * bound < np.abs(array).max() <= bound
        assert array.std() == pytest.approx(bound / np.sqrt(3), rel=0.02)
    assert not params.b.any() and not params.c.any()


def test_the_same_seed_gives_the_same_network():
    one, two, other = (init_params(5, 3, rng=np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(one.W, two.W) and not np.array_equal(one.W, other.W)


@pytest.mark.parametrize("dtype", ["float32", np.float64])
def test_init_params_in_either_precision(dtype):
    assert init_params(5, 3, rng=np.random.default_rng(1), dtype=dtype).dtype == dtype
