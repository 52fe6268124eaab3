"""One bit to be remembered: it comes first, with a flag, and numbers that mean nothing follow."""

import numpy as np

from ..forward_pass import RNNParams
from ..gates import GRUParams, LSTMParams
from .gated_gradients import CELLS

CELL_OF = {RNNParams: "plain", GRUParams: "gru", LSTMParams: "lstm"}


def draw_bits(steps, rows, *, rng):
    """Draw texts that begin with a bit, and the answers: 1 where the bit is +1, 0 where it is -1.

    Parameters
    ----------
    steps : T, at least 1
    rows : B, how many texts
    rng : numpy.random.Generator

    Returns
    -------
    x : (T, B, 2) inputs: x[..., 0] is +1 or -1 at every step, by chance, x[..., 1] is the flag,
        1 at the first step, where the bit is, and 0 at all others
    y : (B,) answers
    """
    x = np.zeros((steps, rows, 2))
    x[..., 0] = rng.choice([-1.0, 1.0], (steps, rows))
    x[0, :, 1] = 1
    return x, (x[0, :, 0] > 0).astype(int)


def logits_over_time(x, params):
    """Return the logits V s_t + c after each step, of texts side by side, from the state 0.

    Parameters
    ----------
    x : (T, B, D) inputs
    params : RNNParams, GRUParams or LSTMParams

    Returns
    -------
    (T, B, K) array
    """
    forward, _ = CELLS[CELL_OF[type(params)]]
    weights = weights_of(params)
    state = np.zeros((2, x.shape[1], params.hidden_size))
    s = np.empty((*x.shape[:2], params.hidden_size))  # (T, B, H)
    for t, u_t in enumerate(x @ params.U.T + params.b):
        state, _ = forward(u_t, state, weights)
        s[t] = state[0]
    return s @ params.V.T + params.c


def share_right(params, *, steps=60, rows=1000, rng):
    """Return the share of right answers after each step, (steps,), on freshly drawn bits."""
    x, y = draw_bits(steps, rows, rng=rng)
    return (logits_over_time(x, params).argmax(axis=2) == y).mean(axis=1)


def weights_of(params):
    """Return {letter: array} of a network, as the gradients want them."""
    letters = "UWVbdc" if isinstance(params, GRUParams) else "UWVbc"
    return {letter: getattr(params, letter) for letter in letters}
