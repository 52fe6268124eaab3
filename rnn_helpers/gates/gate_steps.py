"""One step of a cell with gates: leaky, GRU, LSTM, each with every intermediate."""

from typing import NamedTuple

import numpy as np

from ..forward_pass.arrays import as_numbers
from ..forward_pass.cells import rnn_step
from ..forward_pass.inputs import as_input


class LeakyStep(NamedTuple):
    """What a leaky step computes, (H,) each: n_t what would be new, s_t the state after it."""

    n: np.ndarray
    s: np.ndarray


class GRUStep(NamedTuple):
    """What a step of a GRU computes, (H,) each.

    r : reset gate, k : update gate, v : W_n s_{t-1} + d, n : what would be new, s : state after it
    """

    r: np.ndarray
    k: np.ndarray
    v: np.ndarray
    n: np.ndarray
    s: np.ndarray


class LSTMStep(NamedTuple):
    """What a step of an LSTM computes, (H,) each.

    i : input gate, f : forget gate, n : what would be new, q : output gate, m : cell state after
    the step, s : hidden state after it
    """

    i: np.ndarray
    f: np.ndarray
    n: np.ndarray
    q: np.ndarray
    m: np.ndarray
    s: np.ndarray


def sigmoid(a):
    """Return 1 / (1 + exp(-a)), between 0 and 1; exp never overflows."""
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, e) / (1 + e)


def leaky_step(x_t, s_prev, params, *, g):
    """Return n_t = tanh(U x_t + W s_{t-1} + b) and s_t = (1 - g) s_{t-1} + g n_t.

    Parameters
    ----------
    x_t : one token id, or one float vector (D,)
    s_prev : (H,) the state before this step
    params : RNNParams
    g : one number from 0 to 1, or one for each unit (H,); 1 is the plain step

    Returns
    -------
    LeakyStep with n and s, (H,) arrays

    Raises
    ------
    TypeError, ValueError : a wrong kind, shape or size of x_t, s_prev or g

    Source: Jaeger et al., "Optimization and applications of echo state networks with
    leaky-integrator neurons" (2007).
    """
    _, n_t = rnn_step(x_t, s_prev, params)  # (H,)
    s_prev, g = np.asarray(s_prev, params.dtype), as_gate(g, params)
    return LeakyStep(n_t, (1 - g) * s_prev + g * n_t)


def gru_step(x_t, s_prev, params):
    """Return r_t, k_t, v_t, n_t and s_t = k_t * s_{t-1} + (1 - k_t) * n_t of a GRU.

    r_t = sigmoid(U_r x_t + W_r s_{t-1} + b_r), k_t likewise with U_k, W_k, b_k,
    v_t = W_n s_{t-1} + d, n_t = tanh(U_n x_t + b_n + r_t * v_t); * goes number by number.

    Parameters
    ----------
    x_t : one token id, or one float vector (D,)
    s_prev : (H,) the state before this step
    params : GRUParams

    Returns
    -------
    GRUStep, (H,) arrays

    Raises
    ------
    TypeError, ValueError : a wrong id, shape or kind of x_t or s_prev

    Source: Cho et al. (2014) as torch.nn.GRU has it; k_t is z_t there.
    """
    s_prev, u_t = _as_step(x_t, params, s_prev=s_prev)
    r, k, n = np.split(u_t, 3)  # (H,) each, so far U x_t + b
    w_r, w_k, w_n = np.split(params.W @ s_prev, 3)
    r_t = sigmoid(r + w_r)
    k_t = sigmoid(k + w_k)
    v_t = w_n + params.d
    n_t = np.tanh(n + r_t * v_t)
    return GRUStep(r_t, k_t, v_t, n_t, k_t * s_prev + (1 - k_t) * n_t)


def lstm_step(x_t, s_prev, m_prev, params):
    """Return i_t, f_t, n_t, q_t, m_t = f_t * m_{t-1} + i_t * n_t, s_t = q_t * tanh(m_t).

    i_t, f_t, q_t = sigmoid(U x_t + W s_{t-1} + b) and n_t = tanh of it, each with the block of
    rows of its letter; * goes number by number.

    Parameters
    ----------
    x_t : one token id, or one float vector (D,)
    s_prev, m_prev : (H,) the hidden state and the cell state before this step
    params : LSTMParams

    Returns
    -------
    LSTMStep, (H,) arrays

    Raises
    ------
    TypeError, ValueError : a wrong id, shape or kind of x_t, s_prev or m_prev

    Source: Hochreiter & Schmidhuber (1997), Gers et al. (2000), as torch.nn.LSTM has it; there q_t
    is o_t, n_t is g_t and m_t is c_t.
    """
    s_prev, m_prev, u_t = _as_step(x_t, params, s_prev=s_prev, m_prev=m_prev)
    i, f, n, q = np.split(u_t + params.W @ s_prev, 4)  # (H,) each
    i_t, f_t, q_t = sigmoid(i), sigmoid(f), sigmoid(q)
    n_t = np.tanh(n)
    m_t = f_t * m_prev + i_t * n_t
    return LSTMStep(i_t, f_t, n_t, q_t, m_t, q_t * np.tanh(m_t))


def as_gate(g, params):
    """Return g as numbers from 0 to 1, one or one for each unit, or say what is wrong with it."""
    H = params.hidden_size
    g = as_numbers("g", g, dtype=params.dtype)
    if g.ndim:
        g = as_numbers("g", g, shape=(H,), why=f"one number, or one for each of {H} units")
    if ((g < 0) | (g > 1)).any():
        raise ValueError(f"g expects numbers from 0 to 1, got {g[(g < 0) | (g > 1)].flat[0]}")
    return g


def _as_step(x_t, params, **states):
    """The states, checked, and U x_t + b."""
    x_t = as_input(x_t, size=params.input_size, dtype=params.dtype)
    H = params.hidden_size
    checked = [
        as_numbers(name, state, shape=(H,), dtype=params.dtype, why=f"W has {H} columns")
        for name, state in states.items()
    ]
    U = params.U
    return *checked, (U[:, x_t] if isinstance(x_t, int) else U @ x_t) + params.b
