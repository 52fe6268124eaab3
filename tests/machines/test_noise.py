"""Noise: random pulses, noisy runs, and the limits where a machine breaks."""

from dataclasses import replace

import numpy as np
import pytest

from rnn_helpers import RNNParams, forward_propagation
from rnn_helpers.machines.machine import (
    MACHINES,
    Machine,
    clock,
    counter,
    flip_flop,
    latch,
    leaky_integrator,
)
from rnn_helpers.machines.noise import (
    _first,
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


def test_crowds_and_silences_take_turns_at_every_hundredth_step():
    """Half of the lines speak at a step of a crowd, one in fifty at one of a silence."""
    rng = np.random.default_rng(0)
    spoken = [random_pulses(latch(), 201, rng=rng)[:, 0] != 0 for _ in range(300)]
    shares = np.mean(spoken, axis=0)[[0, 1, 99, 100, 199, 200]]
    assert shares == pytest.approx([1, 0.5, 0.5, 0.02, 0.02, 0.5], abs=0.1)


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


@pytest.mark.parametrize("name", MACHINES)
def test_without_noise_no_machine_errs(name):
    assert wrong_share(MACHINES[name](), rng=np.random.default_rng(0)) == 0


def test_a_step_is_wrong_where_one_of_its_answers_is():
    broken = replace(flip_flop(), params=flip_flop().params.replace(W=np.zeros((2, 2))))
    x = random_pulses(broken, 70, rng=np.random.default_rng(0))
    z = forward_propagation(x, broken.params).z  # right where a pulse is on both inputs
    expected = broken.wrong(z, broken.truth(x)).any(axis=1).mean()
    assert 0 < expected < 1
    assert wrong_share(broken, rng=np.random.default_rng(0), steps=70) == expected
    noisy = wrong_share(broken, sigma=1e-9, rng=np.random.default_rng(0), steps=70)
    assert noisy >= expected  # and has as many steps


def silent(z_at_10):
    """A machine that says 0 for ever, and should say `z_at_10` at the tenth step."""
    params = RNNParams(U=[[0.0]], W=[[0.0]], V=[[0.0]])
    return Machine(
        params, np.zeros(1), lambda x: np.where(np.arange(len(x)) == 10, z_at_10, 0)[:, None], ""
    )


def test_where_nothing_breaks_the_search_ends():
    assert noise_limit(silent(0), seed=0) == 5.12
    assert noise_limit(silent(1), seed=0) == 5.12  # 1 in 1000 is not over 1 in 1000
    assert gain_limits(silent(0), seed=0) == (0.01, 2.99)


def test_the_seed_says_which_pulses_and_which_noise():
    assert [noise_limit(latch(), seed=seed) for seed in range(4)] == [0.16, 0.19, 0.17, 0.17]
    low, high = zip(*[gain_limits(leaky_integrator(), seed=seed) for seed in range(4)])
    assert low == (0.98, 0.96, 0.97, 0.98) and high == (1.04, 1.04, 1.04, 1.04)


@pytest.mark.parametrize("most", [1, 2, 3, 7, 64])
def test_halving_finds_the_first_that_fails(most):
    for first in range(1, most + 2):
        tried = []

        def fails(n, first=first, tried=tried):
            tried.append(n)
            return n >= first

        assert _first(fails, most=most) == min(first, most)
        assert all(isinstance(n, int) and 1 <= n < most for n in tried)
        assert len(tried) <= np.log2(most) + 1
