"""Steps with gates: number by number, their limits, and what they refuse."""

import numpy as np
import pytest
from gated_networks import SIZES, gated, plain_gru, plain_lstm, run_of
from networks import network

from rnn_helpers import rnn_step
from rnn_helpers.gates import GRUParams, LSTMParams, gru_step, leaky_step, lstm_step, sigmoid


@pytest.mark.parametrize("H, D, K, T", SIZES)
def test_a_step_is_what_the_equations_say_number_by_number(H, D, K, T):
    for seed in range(5):
        (x, *_), s, m = run_of(H, D, T, seed)
        gru, lstm = gated("gru", H, D, K, seed), gated("lstm", H, D, K, seed)
        np.testing.assert_allclose(gru_step(x, s, gru), plain_gru(x, s, gru), atol=1e-13)
        np.testing.assert_allclose(lstm_step(x, s, m, lstm), plain_lstm(x, s, m, lstm), atol=1e-13)


@pytest.mark.parametrize("H, D, K, T", SIZES)
def test_the_leaky_step_lies_between_the_old_state_and_the_plain_step(H, D, K, T):
    (x, *_), s, _ = run_of(H, D, T)
    params = network(D, H, K, 3)
    _, new = rnn_step(x, s, params)
    for g in (0.0, 0.25, 1.0, np.linspace(0, 1, H)):
        n_t, s_t = leaky_step(x, s, params, g=g)
        np.testing.assert_array_equal(n_t, new)
        np.testing.assert_allclose(s_t, s + g * (new - s), atol=1e-15)
    np.testing.assert_array_equal(leaky_step(x, s, params, g=0).s, s)
    np.testing.assert_array_equal(leaky_step(x, s, params, g=1).s, new)


@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_a_token_id_is_its_one_hot_row_and_inputs_stay_as_they_are(kind):
    params, (_, s, m) = gated(kind, 4, 3, 2), run_of(4, 3, 1)
    states, kept = ((s,) if kind == "gru" else (s, m)), [s.copy(), m.copy()]
    step = gru_step if kind == "gru" else lstm_step
    for i in range(3):
        np.testing.assert_allclose(
            step(i, *states, params), step(np.eye(3)[i], *states, params), atol=1e-15
        )
    assert (s == kept[0]).all() and (m == kept[1]).all()


def test_gates_that_are_shut_and_open():
    """k = 1 and f = 1 keep everything, whatever comes in; i = 0 lets nothing new in."""
    H, (x, s, m) = 3, run_of(3, 2, 1)
    gru = gated("gru", H, 2, 2)
    b = gru.b.copy()
    b[H : 2 * H] = 1000.0
    np.testing.assert_array_equal(gru_step(x[0], s, gru.replace(b=b)).s, s)
    b[H : 2 * H] = -1000.0
    step = gru_step(x[0], s, gru.replace(b=b))
    np.testing.assert_array_equal(step.s, step.n)
    lstm = gated("lstm", H, 2, 2)
    b = lstm.b.copy()
    b[:H], b[H : 2 * H] = -1000.0, 1000.0
    np.testing.assert_array_equal(lstm_step(x[0], s, m, lstm.replace(b=b)).m, m)


def test_sigmoid_far_out_and_in_the_middle():
    a = np.array([-1e4, -30.0, -1.0, 0.0, 1.0, 30.0, 1e4])
    with np.errstate(all="raise", under="ignore"):
        o = sigmoid(a)
    np.testing.assert_allclose(o + o[::-1], 1, atol=1e-16)
    assert o[3] == 0.5 and o[0] == 0 and o[1] == pytest.approx(np.exp(-30), rel=1e-9)


GRU, LSTM = gated("gru", 2, 3, 1), gated("lstm", 2, 3, 1)
X, S = np.ones(3), np.zeros(2)
SMALL = {"U": np.ones((6, 3)), "W": np.ones((6, 2)), "V": np.ones((1, 2))}


@pytest.mark.parametrize("call, error, words", [
    (lambda: GRUParams(**SMALL | {"W": np.ones((8, 2))}), ValueError,
     r"W expects shape \(3H, H\), 3 blocks r k n of H rows, got \(8, 2\)"),
    (lambda: LSTMParams(**SMALL), ValueError,
     r"W expects shape \(4H, H\), 4 blocks i f n q of H rows, got \(6, 2\)"),
    (lambda: GRUParams(**SMALL | {"U": np.ones((4, 3))}), ValueError,
     r"U expects shape \(6, D\), got \(4, 3\); blocks r k n of H = 2 rows each"),
    (lambda: GRUParams(**SMALL | {"U": np.ones((3, 6))}), ValueError, "U.T would fit"),
    (lambda: GRUParams(**SMALL, d=np.ones(6)), ValueError, r"d expects shape \(2,\), got \(6,\)"),
    (lambda: GRUParams(**SMALL, b=np.ones(2)), ValueError, r"b expects shape \(6,\), got \(2,\)"),
    (lambda: GRUParams(**SMALL, c=[np.nan]), ValueError, "c expects finite"),
    (lambda: GRUParams(**SMALL | {"V": "rows"}), TypeError, "V expects real numbers, got text"),
    (lambda: GRUParams(**SMALL | {"V": np.ones((0, 2))}), ValueError, "at least one row"),
    (lambda: GRU.block("V", "r"), ValueError, "block expects U, W or b and one of r, k, n"),
    (lambda: GRU.block("U", "f"), ValueError, "one of r, k, n; got 'U' and 'f'"),
    (lambda: gru_step(X, np.zeros(3), GRU), ValueError, r"s_prev expects shape \(2,\)"),
    (lambda: gru_step(3, S, GRU), ValueError, "U expects token ids in 0..2, got 3"),
    (lambda: gru_step([1, 0, 0], S, GRU), TypeError, "one-hot"),
    (lambda: lstm_step(X, S, np.zeros(3), LSTM), ValueError, r"m_prev expects shape \(2,\)"),
    (lambda: lstm_step(X, S, [np.inf, 0], LSTM), ValueError, "m_prev expects finite"),
    (lambda: leaky_step(X, S, network(3, 2, 1, 0), g=1.5), ValueError,
     "g expects numbers from 0 to 1, got 1.5"),
    (lambda: leaky_step(X, S, network(3, 2, 1, 0), g=[0.5] * 3), ValueError,
     r"g expects shape \(2,\)"),
])  # fmt: skip
def test_what_is_refused_and_how(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_arrays_are_read_only_copies_of_one_precision():
    U = np.ones((6, 3), np.float32)
    params = GRUParams(U, np.ones((6, 2), np.float32), np.ones((1, 2), np.float32))
    U[0] = 7
    assert params.U[0, 0] == 1 and params.dtype == np.float32 and params.d.shape == (2,)
    assert {array.dtype for array in gru_step(0, [0.5, 0.5], params)} == {np.dtype(np.float32)}
    with pytest.raises(ValueError):
        params.W[0] = 0
    assert (params.hidden_size, params.input_size) == (2, 3)
    assert params.replace(d=[1.0, 2.0]).dtype == np.float64
    assert (params.block("W", "n") == params.W[4:]).all()
