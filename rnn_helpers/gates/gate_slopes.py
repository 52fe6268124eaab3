"""What a step with gates does to a nudge: its Jacobian, and the product along a run."""

import numpy as np

from .gate_params import GRUParams, LSTMParams
from .gate_steps import as_gate


def gate_jacobians(trace, params, *, g=None):
    """Return the Jacobian of every step: how the state after it moves with the state before it.

    Leaky: diag(1 - g) + diag(g (1 - n_t^2)) W. GRU: diag(k_t) and what goes through r_t, k_t, n_t.
    LSTM: of the pair (s, m), in which d m_t / d m_{t-1} is diag(f_t), with no W in it.

    Parameters
    ----------
    trace : GatedTrace
    params, g : as they were given to gated_forward

    Returns
    -------
    (T, H, H) array; of an LSTM (T, 2H, 2H), the first H rows and columns belonging to s

    Source: the chain rule; chapter 13.
    """
    before = [trace.s0, *trace.s[:-1]]
    if isinstance(params, LSTMParams):
        cells = [trace.m0, *(step.m for step in trace.steps[:-1])]
        J = [_of_lstm(step, m, params) for step, m in zip(trace.steps, cells)]
    elif isinstance(params, GRUParams):
        J = [_of_gru(step, s, params) for step, s in zip(trace.steps, before)]
    else:
        g = as_gate(1.0 if g is None else g, params) * np.ones(params.hidden_size)
        J = [np.diag(1 - g) + (g * (1 - step.n**2))[:, None] * params.W for step in trace.steps]
    size = params.hidden_size * (1 + isinstance(params, LSTMParams))
    return np.reshape(J, (len(trace.steps), size, size))


def gate_products(trace, params, *, g=None):
    """Return J_t ... J_1 J_0 for every t: what becomes of a nudge of the start.

    Parameters, Source : as for gate_jacobians

    Returns
    -------
    array like that of gate_jacobians
    """
    J = gate_jacobians(trace, params, g=g)
    products = np.empty_like(J)
    product = np.eye(J.shape[-1])
    for t, J_t in enumerate(J):
        product = J_t @ product
        products[t] = product
    return products


def _of_gru(step, s_prev, params):
    """(H, H): the state before it counts in s_{t-1} itself, in k_t, in v_t and in r_t."""
    r, k, v, n, _ = step
    W_r, W_k, W_n = np.split(params.W, 3)
    dk = (k * (1 - k))[:, None] * W_k
    dr = (r * (1 - r))[:, None] * W_r
    dn = (1 - n**2)[:, None] * (r[:, None] * W_n + v[:, None] * dr)
    return np.diag(k) + (s_prev - n)[:, None] * dk + (1 - k)[:, None] * dn


def _of_lstm(step, m_prev, params):
    """(2H, 2H): rows s_t, m_t and columns s_{t-1}, m_{t-1}."""
    i, f, n, q, m, _ = step
    W_i, W_f, W_n, W_q = np.split(params.W, 4)
    dm_s = (
        (n * i * (1 - i))[:, None] * W_i
        + (m_prev * f * (1 - f))[:, None] * W_f
        + (i * (1 - n**2))[:, None] * W_n
    )
    slope = q * (1 - np.tanh(m) ** 2)
    ds_s = slope[:, None] * dm_s + (np.tanh(m) * q * (1 - q))[:, None] * W_q
    return np.block([[ds_s, np.diag(slope * f)], [dm_s, np.diag(f)]])
