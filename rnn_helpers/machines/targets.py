"""What a machine should say, step after step: plain loops over the inputs, no network.

Each takes inputs (T, D) and returns the right answers (T, K), NaN where nothing is asked.
"""

import numpy as np


def last_sign(x):
    """The sign of the last pulse on each input; nothing is asked before the first one."""
    z, last = np.empty_like(x), np.full(x.shape[1], np.nan)
    for t, x_t in enumerate(x):
        z[t] = last = np.where(x_t == 0, last, x_t)
    return z


def late(x, *, steps):
    """The input some steps ago, 0 at first."""
    return np.vstack([np.zeros((steps, x.shape[1])), x])[: len(x)]


def restarted(x, beat):
    """The numbers of `beat` in turns from each pulse on, times the pulse's sign."""
    z, sign, since = np.empty_like(x), np.nan, 0
    for t, x_t in enumerate(x[:, 0]):
        sign, since = (sign, since + 1) if x_t == 0 else (x_t, 0)
        z[t] = sign * beat[since % len(beat)]
    return z


def fading_average(x, *, keep):
    """keep * old + (1 - keep) * x, from 0 on."""
    z, average = np.empty_like(x), np.zeros(x.shape[1])
    for t, x_t in enumerate(x):
        z[t] = average = keep * average + (1 - keep) * x_t
    return z


def by_table(x, table):
    """The answers of a table {(state, x): (next state, answer)}, begun in state 0."""
    z, state = np.empty_like(x), 0
    for t, x_t in enumerate(x[:, 0]):
        state, z[t] = table[state, int(x_t)]
    return z
