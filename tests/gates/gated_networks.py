"""Random networks with gates for the tests, and their steps number by number."""

from math import exp, tanh

import numpy as np
from networks import network

from rnn_helpers.gates import GRUParams, LSTMParams

SIZES = [(1, 1, 1, 1), (2, 3, 2, 7), (5, 2, 4, 30), (9, 6, 3, 60)]  # H, D, K, T


def gated(kind, H, D, K, seed=0):
    """A GRU, an LSTM or a plain network with all arrays filled."""
    if kind == "plain":
        return network(D, H, K, seed)
    rng = np.random.default_rng([seed, H, D])
    G = {"gru": 3, "lstm": 4}[kind]
    U, W, b = rng.normal(size=(G * H, D)), rng.normal(size=(G * H, H)), rng.normal(size=G * H)
    V, c, d = rng.normal(size=(K, H)), rng.normal(size=K), rng.normal(size=H)
    return GRUParams(U, W, V, b=b, d=d, c=c) if kind == "gru" else LSTMParams(U, W, V, b=b, c=c)


def run_of(H, D, T, seed=0):
    """Inputs (T, D), a hidden state and a cell state to start from."""
    rng = np.random.default_rng([7, seed, H, D, T])
    return rng.normal(size=(T, D)), rng.uniform(-0.9, 0.9, H), rng.uniform(-2, 2, H)


def _sigma(a):
    return 1 / (1 + exp(-a))


def _sums(params, gate, x, s):
    """U x + b and W s of one gate, with sums of plain numbers."""
    U, W, b = (params.block(letter, gate).tolist() for letter in ("U", "W", "b"))
    H = len(b)
    return (
        [sum(u * v for u, v in zip(U[j], x)) + b[j] for j in range(H)],
        [sum(w * v for w, v in zip(W[j], s)) for j in range(H)],
    )


def plain_gru(x, s, params):
    """(r, k, v, n, s) of one step, unit by unit: no array, no helper of ours."""
    rows = []
    u_r, w_r = _sums(params, "r", x, s)
    u_k, w_k = _sums(params, "k", x, s)
    u_n, w_n = _sums(params, "n", x, s)
    for j, old in enumerate(s):
        r, k = _sigma(u_r[j] + w_r[j]), _sigma(u_k[j] + w_k[j])
        v = w_n[j] + float(params.d[j])
        n = tanh(u_n[j] + r * v)
        rows.append((r, k, v, n, old * k + n * (1 - k)))
    return [list(column) for column in zip(*rows)]


def plain_lstm(x, s, m, params):
    """(i, f, n, q, m, s) of one step, unit by unit."""
    a = {g: [u + w for u, w in zip(*_sums(params, g, x, s))] for g in "ifnq"}
    rows = []
    for j, old in enumerate(m):
        i, f, n, q = _sigma(a["i"][j]), _sigma(a["f"][j]), tanh(a["n"][j]), _sigma(a["q"][j])
        new = f * old + i * n
        rows.append((i, f, n, q, new, q * tanh(new)))
    return [list(column) for column in zip(*rows)]
