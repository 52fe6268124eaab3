"""The loop with gates: its trace, halves that are carried on, empty runs, and what it refuses."""

import numpy as np
import pytest
from gated_networks import SIZES, gated, plain_gru, plain_lstm, run_of

from rnn_helpers import forward_propagation
from rnn_helpers.gates import GRUParams, gated_forward


def start_of(kind, s0, m0):
    return {"s0": s0, "m0": m0} if kind == "lstm" else {"s0": s0}


@pytest.mark.parametrize("H, D, K, T", SIZES)
def test_the_run_number_by_number(H, D, K, T):
    x, s0, m0 = run_of(H, D, T)
    gru, lstm = gated("gru", H, D, K), gated("lstm", H, D, K)
    a, b = gated_forward(x, gru, s0=s0), gated_forward(x, lstm, s0=s0, m0=m0)
    s, both = s0.tolist(), (s0.tolist(), m0.tolist())
    for t in range(T):
        step = plain_gru(x[t], s, gru)
        np.testing.assert_allclose([a[letter][t] for letter in "rkvns"], step, atol=1e-12)
        s = step[-1]
        step = plain_lstm(x[t], *both, lstm)
        np.testing.assert_allclose([b[letter][t] for letter in "ifnqms"], step, atol=1e-12)
        both = step[-1], step[-2]
    np.testing.assert_allclose(a.z[-1], gru.V @ s + gru.c, atol=1e-12)
    np.testing.assert_allclose(b.o.sum(axis=1), 1)


@pytest.mark.parametrize("H, D, K, T", SIZES)
def test_a_leaky_run_with_g_1_is_the_plain_forward_pass(H, D, K, T):
    x, s0, _ = run_of(H, D, T)
    params = gated("plain", H, D, K)
    right = forward_propagation(x, params, s0=s0)
    for trace in (gated_forward(x, params, s0=s0, g=1), gated_forward(x, params, s0=s0)):
        np.testing.assert_allclose(trace.s, right.s, atol=1e-13)
        np.testing.assert_allclose(trace.o, right.o, atol=1e-13)
    still = gated_forward(x, params, s0=s0, g=0)
    assert (still.s == s0).all()


@pytest.mark.parametrize("kind", ["plain", "gru", "lstm"])
def test_two_halves_carried_on_are_one_run_and_no_later_input_moves_an_earlier_state(kind):
    params, (x, s0, m0) = gated(kind, 4, 3, 2), run_of(4, 3, 9)
    start = start_of(kind, s0, m0)
    whole, head = gated_forward(x, params, **start), gated_forward(x[:4], params, **start)
    carried = start_of(kind, head.last_state, head.last_cell)
    tail = gated_forward(x[4:], params, **carried)
    np.testing.assert_array_equal(np.vstack([head.s, tail.s]), whole.s)
    other = x.copy()
    other[5] += 1
    moved = gated_forward(other, params, **start).s != whole.s
    assert moved.any(axis=1).tolist() == [False] * 5 + [True] * 4


@pytest.mark.parametrize("kind", ["plain", "gru", "lstm"])
def test_no_step_leaves_the_start(kind):
    params, (_, s0, m0) = gated(kind, 4, 3, 2), run_of(4, 3, 1)
    trace = gated_forward([], params, **start_of(kind, s0, m0))
    assert trace.s.shape == (0, 4) and trace.z.shape == trace.o.shape == (0, 2)
    assert (trace.last_state == s0).all() and trace.last_state is not s0
    assert trace.last_cell is None if kind != "lstm" else (trace.last_cell == m0).all()


@pytest.mark.parametrize("call, error, words", [
    (lambda: gated_forward([0], gated("gru", 2, 3, 1), m0=[0, 0]), ValueError,
     "m0 is the cell state of an LSTM"),
    (lambda: gated_forward([0], gated("gru", 2, 3, 1), g=0.5), ValueError, "g belongs to leaky"),
    (lambda: gated_forward([0, 3], gated("lstm", 2, 3, 1)), ValueError, "at position 1"),
    (lambda: gated_forward([0], gated("lstm", 2, 3, 1), s0=[0]), ValueError, "s0 expects shape"),
    (lambda: gated_forward([0], gated("lstm", 2, 3, 1), m0=[0]), ValueError, "m0 expects shape"),
    (lambda: gated_forward([0], gated("gru", 2, 3, 1))["f"], KeyError,
     "a trace of these steps has r, k, v, n, s; got 'f'"),
])  # fmt: skip
def test_what_is_refused_and_how(call, error, words):
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize("kind", ["plain", "gru", "lstm"])
def test_sums_beyond_a_float_saturate(kind):
    params = gated(kind, 2, 2, 1)
    large = params.replace(U=1e10 * np.ones_like(params.U))
    trace = gated_forward(np.full((3, 2), 1e300), large)
    assert np.isfinite(trace.s).all() and np.isfinite(trace.o).all()


def test_a_state_that_is_no_number_is_named():
    """A reset of 0 times an infinite sum."""
    U, W = np.zeros((6, 1)), np.zeros((6, 2))
    U[:2], W[4:] = -1e9, 1e308
    params = GRUParams(U, W, np.eye(2))
    with pytest.raises(ValueError, match=r"s expects finite float64 numbers, got nan at s\[1, 0\]"):
        gated_forward([[0.0], [1.0]], params, s0=[1.0, 1.0])
    with pytest.raises(ValueError, match="z expects finite float64 numbers"):
        gated_forward([[0.0]], params.replace(V=1e308 * np.ones((2, 2))), s0=[1.0, 1.0])
