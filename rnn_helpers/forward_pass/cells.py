"""One step of the network, piece by piece: embed, rnn_step, logits, softmax."""

import numpy as np

from .arrays import as_array, as_numbers, text
from .inputs import as_input, as_inputs


def embed(x, params):
    """Return U x_t for every t: the columns U[:, x_t] for token ids, products for vectors.

    Parameters
    ----------
    x : T token ids, or float vectors (T, D); T may be 0
    params : RNNParams with U of shape (H, D)

    Returns
    -------
    (T, H) array, row t holding U x_t

    Raises
    ------
    TypeError, ValueError : what `rnn_helpers.inputs.as_inputs` refuses

    Source: the post's U[:, x[t]], for all t at once.
    """
    x = as_inputs(x, size=params.input_size, dtype=params.dtype)
    if x.ndim == 2:
        return x @ params.U.T  # (T, D) @ (D, H)
    return params.U.T.take(x, axis=0)  # (T, H), one gather for all columns


def rnn_step(x_t, s_prev, params):
    """Return a_t = U x_t + W s_{t-1} + b and s_t = tanh(a_t).

    Parameters
    ----------
    x_t : one token id, or one float vector (D,)
    s_prev : (H,) the state before this step
    params : RNNParams

    Returns
    -------
    a_t, s_t : (H,) arrays

    Raises
    ------
    TypeError, ValueError : a wrong id, shape or kind of x_t or s_prev

    Source: the body of the post's loop, with the bias of the source notebook.
    """
    U, W, b = params.U, params.W, params.b
    x_t = as_input(x_t, size=params.input_size, dtype=params.dtype)
    H = params.hidden_size
    s_prev = as_numbers("s_prev", s_prev, shape=(H,), dtype=params.dtype, why=f"W has {H} rows")
    u_t = U[:, x_t] if isinstance(x_t, int) else U @ x_t  # (H,)
    a_t = u_t + W @ s_prev + b  # (H,)
    return a_t, np.tanh(a_t)


def logits(s, params):
    """Return z_t = V s_t + c for one state or for all.

    Parameters
    ----------
    s : (H,) one state, or (T, H) a row for each step
    params : RNNParams with V of shape (K, H)

    Returns
    -------
    (K,) or (T, K) array

    Raises
    ------
    TypeError, ValueError : a wrong kind or shape of s, NaN or infinity

    Source: the post's V.dot(s[t]), with the bias of the source notebook.
    """
    H = params.hidden_size
    s = as_array("s", s)
    shape = (H,) if s.ndim == 1 else ("T", H)
    s = as_numbers("s", s, shape=shape, dtype=params.dtype, why=f"V has {H} columns")
    return s @ params.V.T + params.c  # (T, H) @ (H, K)


def softmax(z, *, axis=-1):
    """Return o_i = exp(z_i) / sum_j exp(z_j), from z - max(z), so that nothing overflows.

    Parameters
    ----------
    z : array_like of logits, any shape
    axis : int, the axis whose entries become one distribution; the last one by default

    Returns
    -------
    array like z, each slice along `axis` summing to 1

    Raises
    ------
    TypeError, ValueError : no entry along `axis`, no numbers, NaN or infinity

    Source: Goodfellow, Bengio & Courville (2016), section 4.1.
    """
    z = _as_logits(z, axis)
    return write_softmax(np.empty_like(z), z, axis=axis)


def write_softmax(o, z, *, axis=-1, shift=True):
    """Write softmax(z) into o, an array like z, without checks and without a third array.

    shift=False leaves out z - max(z), for logits so small that their exp cannot overflow.
    """
    np.exp(np.subtract(z, z.max(axis=axis, keepdims=True), out=o) if shift else z, out=o)
    o /= o.sum(axis=axis, keepdims=True)
    return o


def log_softmax(z, *, axis=-1):
    """Return log o = z - max(z) - log sum_j exp(z_j - max(z)): finite where log(softmax) is not.

    Parameters, Returns, Raises and Source as for `softmax`.
    """
    z = _as_logits(z, axis)
    log_o = z - z.max(axis=axis, keepdims=True)
    log_o -= np.log(np.exp(log_o).sum(axis=axis, keepdims=True))
    return log_o


def _as_logits(z, axis):
    z = as_numbers("z", z)
    if not -z.ndim <= axis < z.ndim or z.shape[axis] == 0:
        raise ValueError(
            f"z expects at least one logit along axis {axis}, got shape {text(z.shape)}"
        )
    return z
