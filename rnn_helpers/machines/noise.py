"""How noisy, and how far out of tune, before a machine fails: measured over long random input."""

import numpy as np

from ..forward_pass.inputs import as_generator
from .pulse_lines import SIGNS

STEPS, RUNS, LINES = 1000, 64, 32
NOTCH = 0.01  # noise is told to this


def noisy_states(x, params, *, s0, noise):
    """Run s_t = tanh(U x_t + W (s_{t-1} + noise_t) + b): noise on what W reads, not on the answer.

    Parameters
    ----------
    x : (T, D) floats, or (T, n, D) for n runs with a line each
    params : RNNParams
    s0 : (H,) the state before the first step
    noise : (T, H), or (T, n, H) for n runs at once

    Returns
    -------
    states s_t like noise

    Source: chapter 10. Without noise it is `forward_propagation`.
    """
    pushes = x @ params.U.T + params.b  # (T, H) or (T, n, H)
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
    """Return in which share of the steps a machine errs, over 64 runs where there is noise.

    sigma : standard deviation of the noise on every old state at every step
    gain : factor on W
    """
    x, truth = _lines(machine, rng, steps=steps)
    noise = sigma * _noise(machine, rng, steps=steps, runs=RUNS if sigma else 1)
    return _share(machine, x, truth, noise, gain=gain)


def noise_limit(machine, *, seed):
    """Return the smallest sigma, a multiple of 0.01, at which over 1 in 1000 answers are wrong.

    Found by halving, so it counts on more noise doing more harm; above 5.12 it gives up.
    """
    rng = np.random.default_rng(seed)
    x, truth = _lines(machine, rng)
    noise = NOTCH * _noise(machine, rng)

    def fails(n):
        return _share(machine, x, truth, n * noise) > 1e-3

    return round(_first(fails, most=512) * NOTCH, 2)


def gain_limits(machine, *, seed):
    """Return (lowest, highest) factor on W, a multiple of 0.01, with no wrong answer in 32 lines.

    Found by halving from 1 down to 0 and from 1 up to 3, so it counts on more being worse. A line
    has 1000 steps; one alone says more about its pulses than about the machine.
    """
    rng = np.random.default_rng(seed)
    x, truth = _lines(machine, rng, count=LINES)
    silent = np.zeros((STEPS, LINES, machine.params.hidden_size))

    def fails(gain):
        return _share(machine, x, truth, silent, gain=gain) > 0

    down = _first(lambda n: fails(1 - n * NOTCH), most=round(1 / NOTCH))
    up = _first(lambda n: fails(1 + n * NOTCH), most=round(2 / NOTCH))
    return round(1 - (down - 1) * NOTCH, 2), round(1 + (up - 1) * NOTCH, 2)


def _lines(machine, rng, *, count=1, steps=STEPS):
    """Draw lines of pulses (T, n, D); return them and what is right (T, n, K)."""
    lines = [random_pulses(machine, steps, rng=rng) for _ in range(count)]
    return np.stack(lines, axis=1), np.stack([machine.truth(x) for x in lines], axis=1)


def _noise(machine, rng, *, steps=STEPS, runs=RUNS):
    """Draw noise (T, n, H) of standard deviation 1."""
    return rng.standard_normal((steps, runs, machine.params.hidden_size))


def _answers(machine, x, noise, *, gain=1.0):
    """Answers (T, n, K) to lines (T, 1 or n, D) under noise (T, n, H)."""
    params = machine.params.replace(W=gain * machine.params.W)
    s = noisy_states(x, params, s0=machine.s0, noise=noise)
    return s @ params.V.T + params.c


def _share(machine, x, truth, noise, *, gain=1.0):
    """In which share of the steps an answer is wrong."""
    wrong = machine.wrong(_answers(machine, x, noise, gain=gain), truth)
    return float(wrong.any(axis=-1).mean())


def _first(fails, *, most):
    """The smallest n in 1..most at which `fails`, which stays so from there on; or most."""
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fails(middle) else (middle, high)
    return high
