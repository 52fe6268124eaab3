"""Noise: random pulses, noisy runs, and the limits where a machine breaks."""

import numpy as np
import pytest

from rnn_helpers import forward_propagation
from rnn_helpers.machines.machine import counter, latch
from rnn_helpers.machines.noise import (
    gain_limits,
    noise_limit,
    noisy_states,
    random_pulses,
    wrong_share,
)
from rnn_helpers.machines.pulse_lines import pulses


def test_random_pulses_have_crowds_and_long_silences():
    x = random_pulses(latch(), 1000, rng=np.random.default_rng(0))[:, 0]
    assert set(x) == {-1, 0, 1} and x[0] != 0
    spoken = np.flatnonzero(x)
    assert np.diff(spoken).min() == 1 and np.diff(spoken).max() > 40
    assert set(random_pulses(counter(), 100, rng=np.random.default_rng(0))[:, 0]) == {0, 1}


def test_without_noise_it_is_the_forward_pass():
    machine, x = counter(), pulses("..+.++..+")
    s = noisy_states(x, machine.params, s0=machine.s0, noise=np.zeros((9, 4)))
    np.testing.assert_array_equal(s, forward_propagation(x, machine.params, s0=machine.s0).s)
    many = noisy_states(x, machine.params, s0=machine.s0, noise=np.zeros((9, 5, 4)))
    np.testing.assert_array_equal(many, np.repeat(s[:, None], 5, axis=1))


def test_noise_is_on_what_w_reads():
    x, noise = pulses("+."), np.array([[0.5], [-0.25]])
    s = noisy_states(x, latch().params, s0=np.zeros(1), noise=noise)[:, 0]
    first = np.tanh(3 + 2 * 0.5)
    assert s == pytest.approx([first, np.tanh(2 * (first - 0.25))])


def test_a_limit_is_where_it_breaks():
    limit = noise_limit(latch(), seed=0)
    shares = [
        wrong_share(latch(), sigma=sigma, rng=np.random.default_rng(0))
        for sigma in (limit - 0.01, limit)
    ]
    assert shares[0] <= 1e-3 < shares[1]
    low, high = gain_limits(latch(), seed=0)
    for gain, right in ((low, True), (high, True), (low - 0.01, False), (high + 0.01, False)):
        share = wrong_share(latch(), gain=gain, rng=np.random.default_rng(0))
        assert (share == 0) == right
