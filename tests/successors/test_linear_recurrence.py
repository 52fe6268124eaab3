"""The loop, the convolution and the scan are one and the same; and what no linear loop can do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import few, network

from rnn_helpers import rnn_step
from rnn_helpers.successors import (
    kernel,
    linear_convolution,
    linear_loop,
    linear_scan,
    read_linear,
    rounds_of,
    scan_rounds,
)

LENGTHS = (1, 2, 3, 5, 7, 8, 9, 31, 100, 127, 129, 1000)
WAYS = {"convolution": linear_convolution, "scan": linear_scan}


def random_run(T, H, seed=0, *, radius=0.97, dtype=np.float64):
    """A of a given spectral radius, not a symmetric one, and what comes in."""
    rng = np.random.default_rng([T, H, seed])
    A = rng.normal(size=(H, H))
    A *= radius / np.abs(np.linalg.eigvals(A)).max()
    return A.astype(dtype), rng.normal(size=(T, H)).astype(dtype)


def test_the_loop_is_the_equation():
    A, u = random_run(5, 3)
    r0 = np.array([0.3, -0.2, 0.9])
    want, r = [], r0
    for u_t in u:
        r = np.array([sum(A[i, j] * r[j] for j in range(3)) + u_t[i] for i in range(3)])
        want.append(r)
    np.testing.assert_allclose(linear_loop(A, u, r0=r0), want, atol=1e-14)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("H", [1, 2, 5])
@pytest.mark.parametrize("T", LENGTHS)
def test_all_ways_agree_to_rounding(way, dtype, H, T):
    """Against the loop in float64: within 100 roundings of the largest state."""
    A, u = random_run(T, H, dtype=dtype)
    right = linear_loop(A.astype(np.float64), u.astype(np.float64))
    r = WAYS[way](A, u)
    assert r.dtype == linear_loop(A, u).dtype == dtype and r.shape == (T, H)
    largest = np.abs(right).max()
    assert np.abs(r - right).max() <= 100 * np.finfo(dtype).eps * largest
    assert np.abs(linear_loop(A, u) - right).max() <= 100 * np.finfo(dtype).eps * largest


@few
@given(st.integers(1, 60), st.integers(1, 4), st.floats(0, 1.3), st.integers(0, 999))
def test_they_agree_for_any_radius_and_any_start(T, H, radius, seed):
    A, u = random_run(T, H, seed, radius=radius)
    r0 = np.random.default_rng(seed).normal(size=H)
    right = linear_loop(A, u, r0=r0)
    np.testing.assert_allclose(linear_scan(A, u, r0=r0), right, atol=1e-9 * np.abs(right).max())
    begun = u.copy()
    begun[0] += A @ r0  # a start is an input before the first
    np.testing.assert_allclose(linear_convolution(A, begun), right, atol=1e-9 * np.abs(right).max())


def test_the_kernel_is_what_is_left_of_a_pulse():
    A, _ = random_run(1, 3)
    powers = kernel(A, 9)
    for h in range(3):
        pulse = np.zeros((9, 3))
        pulse[0, h] = 1
        np.testing.assert_allclose(powers[:, :, h], linear_loop(A, pulse), atol=1e-14)
    assert kernel(A, 0).shape == (0, 3, 3) and kernel(A.astype(np.float32), 2).dtype == np.float32


@pytest.mark.parametrize("T", LENGTHS)
def test_a_round_doubles_what_a_state_holds(T):
    """Counted, not believed: the rounds, and after each how far back a state reaches."""
    A, u = random_run(T, 2)
    rounds = list(scan_rounds(A, u))
    assert len(rounds) - 1 == rounds_of(T) == int(np.ceil(np.log2(T)))
    powers = kernel(A, T)
    for r, states in enumerate(rounds):
        t = T - 1
        last = sum(powers[k] @ u[t - k] for k in range(min(2**r, T)))
        np.testing.assert_allclose(states[t], last, atol=1e-11)


def test_nothing_that_comes_in_is_changed():
    A, u = random_run(6, 2)
    kept = A.copy(), u.copy()
    for way in (linear_loop, linear_convolution, linear_scan):
        way(A, u)
    assert np.array_equal(A, kept[0]) and np.array_equal(u, kept[1])


@pytest.mark.parametrize("way", [linear_loop, linear_convolution, linear_scan])
def test_no_step_at_all_and_what_does_not_fit(way):
    assert way(np.eye(2), np.zeros((0, 2))).shape == (0, 2)
    with pytest.raises(ValueError, match="A expects shape"):
        way(np.eye(3), np.zeros((4, 2)))
    with pytest.raises(ValueError, match="u expects shape"):
        way(np.eye(2), np.zeros(4))


def test_a_start_that_does_not_fit():
    with pytest.raises(ValueError, match="r0 expects shape"):
        linear_scan(np.eye(2), np.zeros((4, 2)), r0=[1.0])
    with pytest.raises(ValueError, match="at least 1"):
        rounds_of(0)


# What no linear loop can do


@few
@given(st.integers(1, 30), st.integers(1, 4), st.floats(-3, 3), st.integers(0, 999))
def test_the_law_twice_the_input_gives_twice_the_state(T, H, factor, seed):
    A, u = random_run(T, H, seed)
    other = np.random.default_rng(seed).normal(size=(T, H))
    both = linear_loop(A, factor * u + other)
    np.testing.assert_allclose(both, factor * linear_loop(A, u) + linear_loop(A, other), atol=1e-9)


@few
@given(st.integers(1, 4), st.floats(0.1, 1.6), st.integers(0, 999))
def test_two_outcomes_cannot_both_attract(H, radius, seed):
    """d_t = A^t d_0: if small differences die, so do large ones, and if not, neither do small."""
    A, u = random_run(400, H, seed, radius=radius)
    one, other = np.random.default_rng(seed).normal(size=(2, H))
    far = linear_loop(A, u, r0=one) - linear_loop(A, u, r0=other)
    tiny = linear_loop(A, u, r0=one) - linear_loop(A, u, r0=one + 1e-6 * (other - one))
    exact = kernel(A, 401)[1:] @ (one - other)
    largest = np.abs(linear_loop(A, u, r0=one)).max()
    np.testing.assert_allclose(far, exact, atol=1e-9 * largest)
    np.testing.assert_allclose(1e6 * tiny, exact, atol=1e-3 * largest)
    if radius < 0.9:  # 0.9^400 is 5e-19
        assert np.abs(far[-1]).max() < 1e-9 * np.abs(one - other).max()


# The network that has its tanh behind the recurrence


@pytest.mark.parametrize("way", [linear_loop, linear_convolution, linear_scan])
def test_read_linear_is_the_equations(way):
    params, ids = network(6, 4, 6, 0), [0, 3, 5, 5, 1]
    r, s, o = read_linear(ids, params, way=way)
    before = np.zeros(4)
    for t, i in enumerate(ids):
        before = params.U[:, i] + params.W @ before
        np.testing.assert_allclose(r[t], before, atol=1e-13)
        powers = np.exp(params.V @ np.tanh(before + params.b) + params.c)
        np.testing.assert_allclose(o[t], powers / powers.sum(), atol=1e-13)
    np.testing.assert_allclose(s[0], rnn_step(0, np.zeros(4), params)[1], atol=1e-13)


def test_its_ids_are_looked_at():
    with pytest.raises(ValueError, match="expects token ids"):
        read_linear([6], network(6, 4, 6, 0))
