"""The forward pass over a whole sequence: first as it is written, then the fast way."""

from dataclasses import dataclass

import numpy as np

from .arrays import as_numbers
from .cells import embed, softmax, write_softmax
from .inputs import as_inputs


@dataclass(frozen=True, eq=False)
class Trace:
    """Every intermediate of one forward pass, row t belonging to step t.

    a : (T, H) pre-activations U x_t + W s_{t-1} + b
    s : (T, H) hidden states tanh(a_t)
    z : (T, K) logits V s_t + c
    o : (T, K) probabilities softmax(z_t)
    s0 : (H,) the state before the first step
    """

    a: np.ndarray
    s: np.ndarray
    z: np.ndarray
    o: np.ndarray
    s0: np.ndarray

    @property
    def last_state(self):
        """(H,) the state after the last step; s0 when there was no step."""
        return self.s[-1] if len(self.s) else self.s0

    def post_layout(self):
        """Return the post's [o, s]: o of T rows, s of T+1 rows with s0 last, so s[-1] is s0."""
        return [self.o, np.vstack([self.s, self.s0])]


@np.errstate(over="ignore", invalid="ignore")  # as_numbers reports it, with its place
def forward_loop(x, params, *, s0=None):
    """Run a_t = U x_t + W s_{t-1} + b, s_t = tanh(a_t), o_t = softmax(V s_t + c), as written.

    Parameters, Returns, Raises and Source as for `forward_propagation`, which gives the same
    numbers faster.
    """
    U, W, V, b, c = params.U, params.W, params.V, params.b, params.c
    x = as_inputs(x, size=params.input_size, dtype=params.dtype)
    T, H, K = len(x), params.hidden_size, params.output_size
    a, s = np.empty((2, T, H), params.dtype)
    z, o = np.empty((2, T, K), params.dtype)
    s_prev = s0 = _start(s0, params)  # (H,)
    for t in range(T):
        u_t = U[:, x[t]] if x.ndim == 1 else U @ x[t]  # (H,) a token id picks its column of U
        a[t] = u_t + W @ s_prev + b  # (H,)
        s[t] = np.tanh(a[t])  # (H,)
        z[t] = V @ s[t] + c  # (K,)
        o[t] = softmax(z[t])  # (K,)
        s_prev = s[t]
    as_numbers("a", a)
    return Trace(a=a, s=s, z=z, o=o, s0=s0)


# -- the fast way ----------------------------------------------------------------------------------
# Only W s_{t-1} waits for the step before; U x_t and V s_t of all steps are rows of one matrix
# product each, and so the same sums, in another order: equal to the loop above to rounding.

CACHE_BYTES = 2**20  # how much of z is read out at a time
SMALL_LOGIT = 40.0  # exp of it, and sums of many such, are far from overflow even in float32


def forward_propagation(x, params, *, s0=None):
    """Run s_t = tanh(U x_t + W s_{t-1} + b), o_t = softmax(V s_t + c) over a sequence.

    Parameters
    ----------
    x : T token ids in 0..D-1, or float vectors (T, D); T may be 0
    params : RNNParams
    s0 : (H,) the state before the first step, zeros when left out

    Returns
    -------
    Trace with a, s (T, H), z, o (T, K) and s0 (H,), all in the precision of params

    Raises
    ------
    TypeError, ValueError : naming the symbol, what was expected, what came and where

    Source: the post's forward_propagation, with the biases of the source notebook.
    """
    s0 = _start(s0, params)
    with np.errstate(over="ignore", invalid="ignore"):  # as_numbers reports it, with its place
        a = embed(x, params)  # (T, H), so far U x_t
        a += params.b
        s = np.empty_like(a)  # (T, H)
        _recur(a, s, s0, params.W)
    as_numbers("a", a)
    z = s @ params.V.T  # (T, K), one product for all steps
    o = np.empty_like(z)  # (T, K)
    _read_out(z, o, params)
    return Trace(a=a, s=s, z=z, o=o, s0=s0)


def _start(s0, params):
    """Return the state before the first step, a copy (H,): zeros when none is given."""
    H = params.hidden_size
    if s0 is None:
        return np.zeros(H, params.dtype)
    return as_numbers("s0", s0, shape=(H,), dtype=params.dtype, why=f"W has {H} rows").copy()


def _recur(a, s, s0, W):
    """Add W s_{t-1} to row t of a, and write tanh of it into row t of s, step after step."""
    dot, tanh, s_prev = W.dot, np.tanh, s0
    for a_t, s_t in zip(a, s, strict=True):
        a_t += dot(s_prev, s_t)  # s_t lends its place to W s_{t-1} ...
        s_prev = tanh(a_t, s_t)  # ... and then holds the new state


def _read_out(z, o, params):
    """Add c to z and write softmax(z) into o, a few rows at a time, while they are in the cache.

    For 8000 words each walk over the logits counts: one for c and two for the shift by the
    largest logit are saved where they would change nothing.
    """
    has_bias, shift = params.c.any(), params.largest_logit > SMALL_LOGIT
    rows = max(1, CACHE_BYTES // (z.shape[1] * z.itemsize))
    for t in range(0, len(z), rows):
        z_rows, o_rows = z[t : t + rows], o[t : t + rows]
        if has_bias:
            z_rows += params.c
        write_softmax(o_rows, z_rows, shift=shift)
