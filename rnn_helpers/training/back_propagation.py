"""Back-propagation through time: how the loss changes with each number of U, W, V, b, c."""

import numpy as np

from ..forward_pass import log_softmax


def loss_and_gradients(x, y, weights, s0):
    """Return the loss of a batch, its gradients, and the states after the last step.

    Forwards s_t = tanh(U x_t + W s_{t-1} + b), log o_t = log_softmax(V s_t + c), and the loss is
    the mean of -log o_t[y_t]. Backwards, for t = T-1 ... 0, with dz_t = (o_t - y_t) / (T B):
    ds_t = V^T dz_t + W^T da_{t+1}, da_t = ds_t (1 - s_t^2).

    Parameters
    ----------
    x : (T, B) token ids, B texts side by side, a row for each step
    y : (T, B) token ids, the words that came next
    weights : {"U": (H, D), "W": (H, H), "V": (K, H), "b": (H,), "c": (K,)}
    s0 : (B, H) the states before the first step

    Returns
    -------
    loss : float, in nats per token
    gradients : {"U": dU, ...}, each like the array it belongs to
    s_last : (B, H) the states after the last step; gradients do not flow back over s0

    Source: Rumelhart, Hinton & Williams (1986); in NumPy, Karpathy's min-char-rnn.
    """
    U, W, V, b, c = (weights[letter] for letter in "UWVbc")
    T, B = x.shape
    H, D = U.shape

    s = np.empty((T + 1, B, H), U.dtype)  # s[t + 1] is the state after step t
    s[0] = s0
    a = U.T[x] + b  # (T, B, H), so far without W s_{t-1}
    for t in range(T):
        s[t + 1] = np.tanh(a[t] + s[t] @ W.T)
    before, after = s[:-1].reshape(T * B, H), s[1:].reshape(T * B, H)
    log_o = log_softmax(after @ V.T + c)  # (T B, K)
    each = np.arange(T * B)
    loss = float(-log_o[each, y.ravel()].mean())

    dz = np.exp(log_o)  # (T B, K), o_t ...
    dz[each, y.ravel()] -= 1  # ... minus the one-hot y_t
    dz /= T * B
    ds = (dz @ V).reshape(T, B, H)  # what the output of step t asks of s_t
    da = np.empty_like(ds)
    from_later = np.zeros((B, H), U.dtype)  # what step t+1 asks of s_t: W^T da_{t+1}
    for t in reversed(range(T)):
        da[t] = (ds[t] + from_later) * (1 - s[t + 1] ** 2)
        from_later = da[t] @ W
    da = da.reshape(T * B, H)
    one_hot = np.eye(D, dtype=U.dtype)[x.ravel()]  # (T B, D)
    gradients = {
        "U": da.T @ one_hot,
        "W": da.T @ before,
        "V": dz.T @ after,
        "b": da.sum(axis=0),
        "c": dz.sum(axis=0),
    }
    return loss, gradients, s[-1]
