"""Runs of two networks of the chapters, written here a second time, from plain numbers alone."""

from math import tanh

import numpy as np

# The network of “dog bites man”.
WORDS = ["dog", "bites", "man"]
X = [0, 1, 2]
U = np.array([[1, 0, -1], [0, 1, 0.5]])
W = np.array([[0.5, -0.4], [0.3, 0.6]])
V, c = np.array([[-2.0, 0], [0, -8], [2, 0]]), np.array([0.0, 6, 0])


def run_one_unit(x, w, u=1.0, b=0.0, s_0=0.0):
    """The loop of chapter 01: s_0, ..., s_T."""
    s = [s_0]
    for x_t in x:
        s.append(tanh(w * s[-1] + u * x_t + b))
    return np.array(s)


def run_sentence(words, s=(0.0, 0.0)):
    """The states (T, 2) of the network of “dog bites man”."""
    (p, q), rows = s, []
    for i in map(WORDS.index, words.split()):
        a_1 = U[0, i] + W[0, 0] * p + W[0, 1] * q
        a_2 = U[1, i] + W[1, 0] * p + W[1, 1] * q
        p, q = np.tanh(a_1), np.tanh(a_2)
        rows.append((p, q))
    return np.array(rows).reshape(-1, 2)
