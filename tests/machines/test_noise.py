"""Noise: random pulses, noisy runs, and the limits where a machine breaks."""

import numpy as np
import pytest

from rnn_helpers import forward_propagation
from rnn_helpers.machines.machine import clock, counter, latch, leaky_integrator
from rnn_helpers.machines.noise import (
    gain_limits,
    largest_error,
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
    low, high = gain_limits(clock(), seed=0)
    for gain, right in ((low, True), (high, True), (low - 0.01, False), (high + 0.01, False)):
        share = wrong_share(clock(), gain=gain, rng=np.random.default_rng(0))
        assert (share == 0) == right


def test_gain_is_judged_by_many_lines():
    """The limits of one line are those of its pulses: from 0.93 or 0.98 on in twelve of them."""
    found = [gain_limits(leaky_integrator(), seed=seed) for seed in range(3)]
    assert all(0.96 <= low <= 0.98 and 1.04 <= high <= 1.05 for low, high in found)
    alone = [
        wrong_share(leaky_integrator(), gain=0.95, rng=np.random.default_rng(seed)) > 0
        for seed in range(12)
    ]
    assert 0 < sum(alone) < 6


def test_each_run_may_have_its_own_line():
    machine, rng = counter(), np.random.default_rng(0)
    lines = [random_pulses(machine, 20, rng=rng) for _ in range(3)]
    noise = 0.1 * rng.standard_normal((20, 3, 4))
    many = noisy_states(np.stack(lines, axis=1), machine.params, s0=machine.s0, noise=noise)
    for n, x in enumerate(lines):
        alone = noisy_states(x, machine.params, s0=machine.s0, noise=noise[:, n])
        np.testing.assert_allclose(many[:, n], alone, atol=1e-14)


def test_the_largest_error_is_that_of_any_line_and_run():
    errors = [largest_error(leaky_integrator(), sigma=sigma, seed=0) for sigma in (0, 0.01)]
    x = random_pulses(leaky_integrator(), 1000, rng=np.random.default_rng(0))  # the first of 32
    z = forward_propagation(x, leaky_integrator().params).z
    assert np.abs(z - leaky_integrator().truth(x)).max() <= errors[0] + 1e-12 < errors[1]
