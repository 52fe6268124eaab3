"""Journeys of two units: the weights as four knobs make them, and the states in turn."""

import numpy as np

from .dynamics import advance


def knob_weights(gain, turn, stretch=1.0, shear=0.0):
    """Return W = gain R(turn) diag(stretch, 1 / stretch) [[1, shear], [0, 1]].

    Parameters
    ----------
    gain : all of W is multiplied by it
    turn : degrees; multiples of 90 are exact: cos 90 is 0 here, not 6e-17
    stretch : of direction 1, direction 2 by its inverse
    shear : by how much of s_2 the first coordinate is moved

    Returns
    -------
    W : (2, 2)

    Source: chapter 08.
    """
    angle = np.radians(turn)
    c, s = np.round([np.cos(angle), np.sin(angle)], 15)
    return (
        gain * np.array([[c, -s], [s, c]]) @ np.diag([stretch, 1 / stretch]) @ [[1, shear], [0, 1]]
    )


def journey(s0, W, k, *, steps):
    """Return s_0, s_1, ..., each tanh(W s + k) of the one before: an array (steps + 1, H)."""
    path = [np.asarray(s0, dtype=float)]
    for _ in range(steps):
        path.append(advance(path[-1], W, k))
    return np.array(path)
