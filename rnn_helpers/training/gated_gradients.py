"""Back-propagation through time for plain cells, GRUs and LSTMs that answer at the end."""

import numpy as np

from ..forward_pass import log_softmax
from ..gates import sigmoid


def last_loss_and_gradients(x, y, weights, kind):
    """Return the loss of the answers after the last step, and its gradients.

    Forwards as in rnn_step, gru_step or lstm_step, from zeros; the loss is the mean of
    -log softmax(V s_{T-1} + c)[y]. Backwards from the last step to the first.

    Parameters
    ----------
    x : (T, B, D) inputs, B runs side by side
    y : (B,) which answer is right, from 0 to K - 1
    weights : {"U", "W", "V", "b", "c": array}, and "d" of a GRU; shapes as in RNNParams,
        GRUParams, LSTMParams
    kind : "plain", "gru" or "lstm"

    Returns
    -------
    loss : float, in nats an answer
    gradients : {letter: array}, each like the array it belongs to

    Source: the chain rule; Hochreiter & Schmidhuber (1997), Cho et al. (2014).
    """
    forward, backward = CELLS[kind]
    U, W, V, b, c = (weights[letter] for letter in "UWVbc")
    T, B, _ = x.shape
    state = np.zeros((2, B, W.shape[1]), U.dtype)  # s, and m of an LSTM
    u, kept = x @ U.T + b, []  # (T, B, rows)
    for t in range(T):
        after, parts = forward(u[t], state, weights)
        kept.append((state, parts))
        state = after
    s = state[0]
    log_o = log_softmax(s @ V.T + c)  # (B, K)
    each = np.arange(B)
    loss = float(-log_o[each, y].mean())

    dz = np.exp(log_o)
    dz[each, y] -= 1
    dz /= B
    gradients = {letter: np.zeros_like(array) for letter, array in weights.items()}
    gradients |= {"V": dz.T @ s, "c": dz.sum(axis=0)}
    later = np.array([dz @ V, np.zeros_like(s)])  # what is asked of s_t and of m_t
    for t in reversed(range(T)):
        before, parts = kept[t]
        da, dw, later = backward(later, before, parts, weights)
        gradients["U"] += da.T @ x[t]
        gradients["b"] += da.sum(axis=0)
        gradients["W"] += dw.T @ before[0]
        if "d" in weights:
            gradients["d"] += dw[:, -W.shape[1] :].sum(axis=0)
    return loss, gradients


# Each forward step gives the states after it and what the way back needs. Each backward step gives
# da, what is asked of U x_t + b, dw, what is asked of W s_{t-1}, and what is asked of the states
# before it.


def _plain(u, state, weights):
    s = np.tanh(u + state[0] @ weights["W"].T)
    return np.array([s, state[1]]), s


def _plain_back(later, before, s, weights):
    da = later[0] * (1 - s**2)
    return da, da, np.array([da @ weights["W"], later[1]])


def _gru(u, state, weights):
    s = state[0]
    u_r, u_k, u_n = np.split(u, 3, axis=1)
    w_r, w_k, w_n = np.split(s @ weights["W"].T, 3, axis=1)
    r, k, v = sigmoid(u_r + w_r), sigmoid(u_k + w_k), w_n + weights["d"]
    n = np.tanh(u_n + r * v)
    return np.array([k * s + (1 - k) * n, state[1]]), (r, k, v, n)


def _gru_back(later, before, parts, weights):
    (ds, dm), (s, _), (r, k, v, n) = later, before, parts
    da_k = ds * (s - n) * k * (1 - k)
    da_n = ds * (1 - k) * (1 - n**2)
    da_r = da_n * v * r * (1 - r)
    da = np.hstack([da_r, da_k, da_n])
    dw = np.hstack([da_r, da_k, da_n * r])
    return da, dw, np.array([ds * k + dw @ weights["W"], dm])


def _lstm(u, state, weights):
    s, m = state
    i, f, n, q = np.split(u + s @ weights["W"].T, 4, axis=1)
    i, f, n, q = sigmoid(i), sigmoid(f), np.tanh(n), sigmoid(q)
    m = f * m + i * n
    e = np.tanh(m)
    return np.array([q * e, m]), (i, f, n, q, e)


def _lstm_back(later, before, parts, weights):
    (ds, dm), (_, m), (i, f, n, q, e) = later, before, parts
    dm = dm + ds * q * (1 - e**2)
    da = np.hstack(
        [dm * n * i * (1 - i), dm * m * f * (1 - f), dm * i * (1 - n**2), ds * e * q * (1 - q)]
    )
    return da, da, np.array([da @ weights["W"], dm * f])


CELLS = {"plain": (_plain, _plain_back), "gru": (_gru, _gru_back), "lstm": (_lstm, _lstm_back)}
