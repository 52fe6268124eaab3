"""The attractors over the gain: as `landscape` finds them, one gain at a time."""

import numpy as np
import pytest

from rnn_helpers.dynamics.attractor_trace import CELLS, attractor_trace
from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.trajectories import knob_weights

W, k = knob_weights(1, -33, 3, 1.75), np.array([-1.0, 0])
GAINS = np.array([0.0, 0.4, 0.9, 1.4, 1.64, 1.9, 2.07, 2.4])
NEAR = 2 / CELLS


def test_it_visits_the_attractors_and_nothing_else():
    states, which = attractor_trace(W, k, GAINS)
    for n, gain in enumerate(GAINS):
        land = landscape(gain * W, k)
        ends = np.vstack([*(cycle.states for cycle in land.attracting), *land.wanderers])
        away = np.hypot(*(states[which == n, None] - ends[None]).transpose(2, 0, 1))  # (m, ends)
        assert away.min(axis=1).max() < (0.1 if land.wanderers else 1e-3), gain
        assert land.wanderers or away.min(axis=0).max() < 1e-3, gain


def test_a_state_is_there_once():
    states, which = attractor_trace(W, k, GAINS)
    counts = [np.count_nonzero(which == n) for n in range(len(GAINS))]
    assert counts[:5] == [1, 1, 2, 4, 8] and counts[5] > 30 and counts[6] == 4
    for n in range(len(GAINS)):
        cells = np.floor((states[which == n] + 1) / NEAR)
        assert len(np.unique(cells, axis=0)) == len(cells)


@pytest.mark.parametrize("gains", [[1.5], [0.2, 2.4, 1.0]])
def test_each_gain_is_computed_by_itself(gains):
    states, which = attractor_trace(W, k, gains)
    for n, gain in enumerate(gains):
        alone, _ = attractor_trace(gain * W, k, [1.0])
        np.testing.assert_allclose(states[which == n], alone, atol=1e-9)
