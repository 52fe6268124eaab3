"""Contraction: how far two runs can be apart."""

import numpy as np
from networks import runs_from

from rnn_helpers.dynamics.contraction import operator_norm


def test_the_distance_never_leaves_the_bound_whatever_the_sliders():
    rng = np.random.default_rng(5)
    for _ in range(200):
        W = rng.uniform(-8, 8, (2, 2)) * rng.uniform(0, 1)
        states = runs_from(rng.uniform(-1, 1, (2, 2)), W, rng.normal(size=(40, 2)))
        d = np.linalg.norm(states[1] - states[0], axis=1)
        assert (d <= d[0] * operator_norm(W) ** np.arange(41.0) * (1 + 1e-9) + 1e-12).all()
