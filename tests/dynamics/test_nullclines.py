"""Nullclines: where one of two units stays as it is."""

import numpy as np

from rnn_helpers.dynamics.cycles import advance
from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.nullclines import nullclines


def test_crossings_of_the_nullclines_are_the_resting_places():
    W, k = np.array([[1.6, 0.7], [-0.4, 1.3]]), np.array([0.1, -0.2])
    for i, branches in enumerate(nullclines(W, k)):
        states = np.concatenate(branches)
        np.testing.assert_allclose(advance(states, W, k)[:, i], states[:, i], atol=1e-6)
        for cycle in landscape(W, k).cycles:
            if cycle.period == 1:
                assert np.hypot(*(states - cycle.states[0]).T).min() < 0.03
