"""Derivatives of a run by its start and its inputs; norms, radii, exponents, distances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import SIZES, few, network, start_state, token_ids

from rnn_helpers import forward_propagation
from rnn_helpers.dynamics.contraction import (
    differences,
    operator_norm,
    slope_between,
    spectral_radius,
)
from rnn_helpers.dynamics.sensitivity import (
    influences,
    lyapunov_exponents,
    running_products,
)
from rnn_helpers.machines.examples import one_unit, worked_example


def by_differences(move, H, *, step=1e-6):
    """The derivative of move(nudge) by a nudge (H,), from both sides."""
    columns = [(move(step * e) - move(-step * e)) / (2 * step) for e in np.eye(H)]
    return np.stack(columns, axis=-1)


def nudged(params, x, s0, t, nudge):
    """The run in which U x_t + b is moved by `nudge` at one step t (0 is the start)."""
    H = params.hidden_size
    wide = params.replace(U=np.hstack([params.U, np.eye(H)]))
    vectors = np.zeros((len(x), params.input_size + H))
    vectors[np.arange(len(x)), x] = 1.0
    if t > 0:
        vectors[t - 1, params.input_size :] = nudge
    return forward_propagation(vectors, wide, s0=s0 + nudge * (t == 0))


@few
@given(SIZES)
def test_influences_are_what_small_nudges_do(size):
    D, H, K, T, seed = size
    params, x, s0 = network(D, H, K, seed), token_ids(D, T, seed), start_state(H, seed)
    trace = forward_propagation(x, params, s0=s0)
    left = influences(trace.s, params.W)
    assert left.shape == (T + 1, H, H)
    for t in range(T + 1):
        true = by_differences(lambda n: nudged(params, x, s0, t, n).s[-1], H)  # noqa: B023
        np.testing.assert_allclose(left[t], true, atol=1e-8)


@few
@given(SIZES)
def test_the_first_influence_is_the_running_product(size):
    D, H, K, T, seed = size
    params = network(D, H, K, seed)
    s = forward_propagation(token_ids(D, T, seed), params, s0=start_state(H, seed)).s
    products = running_products(s, params.W)
    for t in range(1, T + 1):
        np.testing.assert_allclose(influences(s[:t], params.W)[0], products[t - 1], atol=1e-14)
        bound = operator_norm(params.W) ** t
        assert operator_norm(products[t - 1]) <= bound * (1 + 1e-12)  # a norm bounds from above


def test_a_hundred_units():
    params = network(7, 100, 3, seed=1)
    x, s0 = token_ids(7, 4, 1), start_state(100, 1)
    s = forward_propagation(x, params, s0=s0).s
    nudge = np.random.default_rng(0).normal(size=100) * 1e-6
    for t in range(5):
        moved = nudged(params, x, s0, t, nudge).s[-1] - nudged(params, x, s0, t, -nudge).s[-1]
        np.testing.assert_allclose(influences(s, params.W)[t] @ nudge, moved / 2, atol=1e-13)


def test_one_unit_in_closed_form():
    s = forward_propagation([[0.3], [-1.0], [0.2]], one_unit(w=1.7)).s
    slopes = 1 - s[:, 0] ** 2
    expected = [1.7**3 * slopes.prod(), 1.7**2 * slopes.prod(), 1.7 * slopes[1:].prod(), slopes[2]]
    np.testing.assert_allclose(influences(s, [[1.7]])[:, 0, 0], expected, rtol=1e-14)
    mean = np.log(1.7 * slopes).mean()
    np.testing.assert_allclose(lyapunov_exponents(s, [[1.7]]), [mean], rtol=1e-14)


def test_at_rest_at_0_products_are_powers_of_W():
    W = np.array([[-0.5, -3.5], [0.5, 2.0]])
    rest = np.zeros((9, 2))
    for t, product in enumerate(running_products(rest, W), start=1):
        np.testing.assert_allclose(product, np.linalg.matrix_power(W, t), rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(influences(rest, W)[9], np.eye(2))


def test_exponents_of_a_diagonal_W_at_rest():
    rest, W = np.zeros((5, 3)), np.diag([0.5, -2.0, 0.25])
    np.testing.assert_allclose(lyapunov_exponents(rest, W), np.log([2.0, 0.5, 0.25]))
    assert lyapunov_exponents(rest, np.zeros((3, 3))).tolist() == [-np.inf] * 3


def test_exponents_sum_to_the_mean_log_of_the_volume():
    params = network(4, 5, 2, seed=3)
    s = forward_propagation(token_ids(4, 50, 3), params).s
    volume = [np.linalg.slogdet((1 - s_t**2)[:, None] * params.W)[1] for s_t in s]
    np.testing.assert_allclose(lyapunov_exponents(s, params.W).sum(), np.mean(volume), rtol=1e-10)


def test_the_largest_exponent_is_the_slope_of_the_distance():
    params, ones = worked_example(), np.ones((800, 1))
    one, other = (forward_propagation(ones, params, s0=s0) for s0 in ([0, 0], [1e-9, 1e-9]))
    runs = [np.vstack([trace.s0, trace.s]) for trace in (one, other)]
    d = np.linalg.norm(differences(*runs, params.W), axis=1)
    slope = np.log(d[60] / d[30]) / 30
    assert lyapunov_exponents(one.s, params.W)[0] == pytest.approx(slope, abs=0.003)
    assert f"{np.exp(slope):.4f}" == "0.2523"


@few
@given(SIZES)
def test_differences_agree_with_subtracting_where_that_is_exact_enough(size):
    D, H, K, T, seed = size
    params, x = network(D, H, K, seed), token_ids(D, T, seed)
    traces = [forward_propagation(x, params, s0=start_state(H, seed + n)) for n in (0, 1)]
    one, other = (np.vstack([trace.s0, trace.s]) for trace in traces)
    np.testing.assert_allclose(differences(one, other, params.W), other - one, atol=1e-14)


def test_differences_far_below_1e_16():
    W, rest = np.array([[0.1]]), np.zeros((41, 1))
    near = 1e-3 * 0.1 ** np.arange(41.0)[:, None]
    np.testing.assert_allclose(differences(rest, near, W)[:, 0], near[:, 0], rtol=1e-5)


def test_norm_and_radius():
    W = np.array([[0.0, 3.0], [0.0, 0.0]])
    assert operator_norm(W) == pytest.approx(3) and spectral_radius(W) == 0
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    assert type(operator_norm(W)) is type(spectral_radius(W)) is float
    assert operator_norm(turn) == pytest.approx(1) and spectral_radius(turn) == pytest.approx(1)
    np.testing.assert_allclose(operator_norm(np.array([W, 2 * W])), [3, 6])
    for seed in range(50):
        M = np.random.default_rng(seed).normal(size=(4, 4))
        assert spectral_radius(M) <= operator_norm(M) * (1 + 1e-12)
        longest = max(np.linalg.norm(M @ v) / np.linalg.norm(v) for v in np.linalg.svd(M)[2])
        assert operator_norm(M) == pytest.approx(longest)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: running_products(np.zeros((3, 2)), np.zeros((2, 3))), "W expects as many rows"),
        (
            lambda: influences(np.zeros((3, 4)), np.eye(2)),
            r"s expects shape \(T, 2\).*W has 2 rows",
        ),
        (lambda: influences([[np.nan, 0]], np.eye(2)), "s expects finite"),
        (lambda: lyapunov_exponents(np.zeros((0, 2)), np.eye(2)), "at least one step"),
        (lambda: spectral_radius(np.zeros((2, 3))), "W expects as many rows"),
        (lambda: operator_norm([1.0, np.inf]), "finite"),
        (lambda: differences(np.zeros((3, 2)), np.zeros((2, 2)), np.eye(2)), "other expects shape"),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_no_steps_at_all():
    np.testing.assert_array_equal(influences(np.zeros((0, 2)), np.eye(2)), [np.eye(2)])
    assert running_products(np.zeros((0, 2)), np.eye(2)).shape == (0, 2, 2)


@given(st.floats(-15, 15), st.floats(-15, 15))
def test_slope_between_is_one_minus_the_product_of_tanhs(z, other):
    """Not more digits than subtracting has: 1e-15; and to all digits where it is tiny."""
    expected = 1 - np.tanh(z) * np.tanh(other)
    assert slope_between(z, other) == pytest.approx(expected, abs=1e-15)
    exact = np.cosh(z - other) / (np.cosh(z) * np.cosh(other))
    assert slope_between(z, other) == pytest.approx(exact, rel=1e-12)


def test_slopes_can_be_handed_over():
    """Where 1 - s^2 has lost its digits, the derivative of tanh(20 + h) is still right."""
    z = np.array([[20.0]])
    slopes = slope_between(z, z)
    (product,) = running_products(np.tanh(z), [[2.0]], slopes=slopes)
    assert product == pytest.approx(2 * 4 * np.exp(-40), rel=1e-12)
    assert influences(np.tanh(z), [[2.0]], slopes=slopes)[1] == pytest.approx(4 * np.exp(-40))
    apart = differences(np.tanh([[0.0], [20.0]]), np.tanh([[0.1], [20.1]]), [[1.0]],
                        shrink=slope_between(z, z + np.tanh(0.1)))  # fmt: skip
    assert 0 < apart[1, 0] < 1e-17
