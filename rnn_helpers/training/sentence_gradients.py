"""Losses over sentences side by side, and their gradients: attention, and a linear recurrence.

As for `back_propagation`, with x, y (N, T): row n is a sentence, y is -1 behind its end.
"""

import numpy as np

from ..forward_pass import log_softmax
from ..successors import causal_weights


def attention_gradients(x, y, weights, share):
    """Return the loss of N sentences read by attention, and its gradients.

    Forwards as `successors.attend`. Backwards, with dz_t = (o_t - y_t) share: ds = V^T dz,
    da = ds (1 - s^2), and from s = tanh(e + W sum_j alpha_tj e_j) to e on all four ways: straight,
    as what was looked at, as query, and as key.

    Parameters
    ----------
    x, y : (N, T) word ids, and those that came next; what x is behind an end does not count
    weights : {"U": (H, D), "P": (H, L), "Q": (d, H), "K": (d, H), "W", "V", "c"}, L >= T
    share : (N,) how much each sentence counts

    Returns
    -------
    loss : float, in nats a word
    gradients : {"U": dU, ...}, each like the array it belongs to
    """
    U, P, Q, K, W, V, c = (weights[letter] for letter in "UPQKWVc")
    T, root = x.shape[1], np.sqrt(len(Q))
    e = U.T[x] + P.T[:T]  # (N, T, H)
    q, k, alpha = e @ Q.T, e @ K.T, causal_weights(e, Q, K)
    seen = alpha @ e  # (N, T, H), what was looked at
    s = np.tanh(e + seen @ W.T)
    loss, dz = _loss(s @ V.T + c, y, share)

    da = dz @ V * (1 - s * s)  # (N, T, H)
    dseen = da @ W
    dalpha = dseen @ e.swapaxes(1, 2)  # (N, T, T)
    dscores = alpha * (dalpha - (alpha * dalpha).sum(axis=-1, keepdims=True)) / root
    dq, dk = dscores @ k, dscores.swapaxes(1, 2) @ q  # (N, T, d)
    de = da + alpha.swapaxes(1, 2) @ dseen + dq @ Q + dk @ K
    dP = np.zeros_like(P)
    dP[:, :T] = de.sum(axis=0).T
    return loss, {
        "U": _product(de, np.eye(U.shape[1])[x]),
        "P": dP,
        "Q": _product(dq, e),
        "K": _product(dk, e),
        "W": _product(da, seen),
        "V": _product(dz, s),
        "c": dz.sum(axis=(0, 1)),
    }


def linear_gradients(x, y, weights, share):
    """Return the loss of N sentences read by a linear recurrence, and its gradients.

    Forwards as `successors.read_linear`. Backwards, dr_t = ds_t (1 - s_t^2) + W^T dr_{t+1}: the
    gradient, too, runs through no tanh from step to step.

    Parameters, Returns as for `attention_gradients`, with weights U, W, V, b, c.
    """
    U, W, V, b, c = (weights[letter] for letter in "UWVbc")
    T, r = x.shape[1], U.T[x]  # (N, T, H), so far without W r_{t-1}
    for t in range(1, T):
        r[:, t] += r[:, t - 1] @ W.T
    s = np.tanh(r + b)
    loss, dz = _loss(s @ V.T + c, y, share)

    da = dz @ V * (1 - s * s)  # (N, T, H)
    dr = da.copy()
    for t in reversed(range(T - 1)):
        dr[:, t] += dr[:, t + 1] @ W
    return loss, {
        "U": _product(dr, np.eye(U.shape[1])[x]),
        "W": _product(dr[:, 1:], r[:, :-1]),
        "V": _product(dz, s),
        "b": da.sum(axis=(0, 1)),
        "c": dz.sum(axis=(0, 1)),
    }


def _loss(z, y, share):
    """The mean of -ln o_t[y_t] over all words, and what it asks of z: (N, T, K)."""
    log_o = log_softmax(z)
    one_hot = np.eye(z.shape[-1])[np.maximum(y, 0)]
    weight = share[:, None] * (y >= 0)  # (N, T)
    weight /= weight.sum()
    loss = -float((weight * (log_o * one_hot).sum(axis=-1)).sum())
    return loss, (np.exp(log_o) - one_hot) * weight[..., None]


def _product(d, inputs):
    """Sum over n and t of d_nt times inputs_nt: (N, T, H) and (N, T, D) give (H, D)."""
    return d.reshape(-1, d.shape[-1]).T @ inputs.reshape(-1, inputs.shape[-1])
