"""Where one of two units stays as it is for a step: two curves, which cross at fixed points."""

from math import atanh, sqrt, tanh

import numpy as np

from .step_map import as_map

SAMPLES = 161  # points on one branch of a curve


def nullclines(W, k):
    """Return the curves of all states with s_1 = tanh(..) and of all with s_2 = tanh(..).

    s_i = tanh(W_i1 s_1 + W_i2 s_2 + k_i) solved for the other unit: with a = atanh(s_i) it is
    (a - W_ii s_i - k_i) / W_ij. A map rests where both hold; to one side of such a curve a step
    makes s_i larger, to the other smaller.

    Parameters
    ----------
    W : (2, 2) recurrent weights
    k : (2,) what does not depend on the state

    Returns
    -------
    two lists of branches, each branch (n, 2) states in order along it

    Raises
    ------
    TypeError, ValueError : W or k of another kind or shape, not finite, or too large

    Source: Izhikevich (2007), chapter 4, for flows; a map that jumps need not stop at one.
    """
    W, k = as_map(W, k, units=2)
    first = [np.column_stack(branch) for branch in _branches(W[0, 0], W[0, 1], k[0])]
    second = [np.column_stack(branch[::-1]) for branch in _branches(W[1, 1], W[1, 0], k[1])]
    return first, second


def crossings(W, k):
    """Return states (n, 2) near which the two curves cross: where Newton's method may start."""
    W, k = as_map(W, k, units=2)
    found = []
    for branch in nullclines(W, k)[0]:
        rest = branch[:, 1] - np.tanh(branch @ W[1] + k[1])  # 0 on the other curve
        before = np.flatnonzero(rest[:-1] * rest[1:] <= 0)
        share = rest[before] / np.where(
            rest[before] == rest[before + 1], 1, rest[before] - rest[before + 1]
        )
        found.append(branch[before] + share[:, None] * (branch[before + 1] - branch[before]))
    return np.concatenate(found)


def _branches(own, other, k):
    """Yield (s, r): s = tanh(own s + other r + k) with r from -1 to 1, where own s - atanh(s)
    rises or falls all the way."""
    reach = abs(own) + abs(other) + abs(k)  # no |a| is larger
    turns = [-reach, reach]
    if own > 1:
        turn = atanh(sqrt(1 - 1 / own))  # where own (1 - tanh(a)^2) = 1
        turns[1:1] = [-turn, turn]

    def rest(a):
        return a - own * tanh(a) - k

    for low, high in zip(turns, turns[1:]):
        if rest(low) > rest(high):
            low, high = high, low  # from here on `rest` rises
        if rest(low) > abs(other) or rest(high) < -abs(other):
            continue
        a = np.linspace(
            _where(rest, -abs(other), low, high), _where(rest, abs(other), low, high), SAMPLES
        )
        s = np.tanh(a)
        if abs(other) < 1e-9:
            yield s, np.linspace(-1, 1, SAMPLES)
        else:
            yield s, np.clip((a - own * s - k) / other, -1, 1)


def _where(rest, value, low, high):
    """Halve [low, high] down to where the rising function takes a value, or its nearer end."""
    if rest(low) >= value:
        return low
    if rest(high) <= value:
        return high
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if rest(middle) < value else (low, middle)
    return (low + high) / 2
