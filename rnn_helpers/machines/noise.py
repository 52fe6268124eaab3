"""How noisy, and how far out of tune, before a machine fails: measured over long random input."""

import numpy as np

from ..forward_pass.inputs import as_generator
from .pulse_lines import SIGNS

STEPS, RUNS = 1000, 64
NOTCH = 0.01  # noise is told to this


def noisy_states(x, params, *, s0, noise):
    """Run s_t = tanh(U x_t + W (s_{t-1} + noise_t) + b): noise on what W reads, not on the answer.

    Parameters
    ----------
    x : (T, D) floats
    params : RNNParams
    s0 : (H,) the state before the first step
    noise : (T, H), or (T, n, H) for n runs at once

    Returns
    -------
    states s_t like noise

    Source: chapter 10. Without noise it is `forward_propagation`.
    """
    pushes = x @ params.U.T + params.b  # (T, H)
    states, s = np.empty_like(noise), s0
    for t, push in enumerate(pushes):
        states[t] = s = np.tanh(push + (s + noise[t]) @ params.W.T)
    return states


def random_pulses(machine, steps, *, rng):
    """Draw inputs (steps, D) that the machine can read, the first one a pulse.

    A hundred steps with a pulse at every second step, on average, take turns with a hundred
    steps with one at every fiftieth.
    """
    size = steps, machine.params.input_size
    signs = as_generator(rng).choice([SIGNS[sign] for sign in machine.reads], size)
    chance = np.where(np.arange(steps) // 100 % 2, 0.02, 0.5)[:, None]
    spoken = rng.random(size) < chance
    spoken[:1] = True
    return signs * spoken


def wrong_share(machine, *, sigma=0.0, gain=1.0, rng, steps=STEPS):
    """Return in which share of the steps, over 64 runs where there is noise, the machine answers wrongly.

    sigma : standard deviation of the noise on every old state at every step
    gain : factor on W
    """
    z, truth = _answers(machine, sigma, gain, rng, steps)
    return float(machine.wrong(z, truth).any(axis=-1).mean())


def largest_error(machine, *, sigma=0.0, seed):
    """Return the largest |z - truth| at any step of any run."""
    z, truth = _answers(machine, sigma, 1.0, np.random.default_rng(seed), STEPS)
    return float(np.nanmax(np.abs(z - truth)))


def _answers(machine, sigma, gain, rng, steps):
    """Answers (T, n, K) over random pulses, and the truth (T, 1, K)."""
    x = random_pulses(machine, steps, rng=rng)
    params = machine.params.replace(W=gain * machine.params.W)
    noise = sigma * rng.standard_normal((steps, RUNS if sigma else 1, params.hidden_size))
    s = noisy_states(x, params, s0=machine.s0, noise=noise)
    return s @ params.V.T + params.c, machine.truth(x)[:, None]


def noise_limit(machine, *, seed):
    """Return the smallest sigma, a multiple of 0.01, at which over 1 in 1000 answers are wrong.

    Found by halving, so it counts on more noise doing more harm; above 5.12 it gives up.
    """

    def fails(n):
        rng = np.random.default_rng(seed)
        return wrong_share(machine, sigma=n * NOTCH, rng=rng) > 1e-3

    return round(_first(fails, most=512) * NOTCH, 2)


def gain_limits(machine, *, seed):
    """Return (lowest, highest) factor on W, a multiple of 0.01, with no wrong answer in 1000 steps.

    Found by halving from 1 down to 0 and from 1 up to 3, so it counts on more being worse.
    """

    def fails(gain):
        return wrong_share(machine, gain=gain, rng=np.random.default_rng(seed)) > 0

    down = _first(lambda n: fails(1 - n * NOTCH), most=round(1 / NOTCH))
    up = _first(lambda n: fails(1 + n * NOTCH), most=round(2 / NOTCH))
    return round(1 - (down - 1) * NOTCH, 2), round(1 + (up - 1) * NOTCH, 2)


def _first(fails, *, most):
    """The smallest n in 1..most at which `fails`, which stays so from there on; or most."""
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fails(middle) else (middle, high)
    return high
