"""The loop of a tanh RNN against attention, scan and convolution, over the length of the text.

    python tests/benchmarks/after_the_loop.py              lengths from 10 to 100,000
    python tests/benchmarks/after_the_loop.py 50 500       only some lengths

All have H = 8 units in float64 and take turns in one process, on one thread; medians of processor
time. Nothing runs side by side here: the ratios say what the work costs in all, and "waits" how
many steps must wait for one another, which is what counts where thousands of them can run at once.

    loop          s_t = tanh(u_t + W s_{t-1}), one step after the other
    attention     all T x T weights at once, as `successors.attend` makes them; the memory for them
                  grows like T^2, and above MOST_BYTES it is left out
    scan          successors.linear_scan, the loop without tanh in ceil(log2 T) rounds
    convolution   the same by its kernel: successors.linear_convolution up to 1,000 steps (T^2), and
    transform     as a product of Fourier transforms, T log T, for every T
"""

import os
import statistics
import subprocess
import sys
import time

import numpy as np

from rnn_helpers.successors import (
    causal_weights,
    kernel,
    linear_convolution,
    linear_loop,
    linear_scan,
    rounds_of,
)

THREADS = "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"
LENGTHS = 10, 100, 1000, 10_000, 100_000
H, QUERIES = 8, 2
MOST_BYTES = 3e9  # for the weights of attention, of which three copies live at once
NAMES = "loop", "attention", "scan", "convolution", "transform"


def main(lengths):
    """Measure in a process of its own, because the threads are counted at import."""
    command = [sys.executable, __file__, "--child", *map(str, lengths)]
    subprocess.run(command, env=os.environ | dict.fromkeys(THREADS, "1"), check=True)


def measure(lengths):
    """Print a line for each length: milliseconds of the loop, and the ratios to it."""
    print(f"H = {H} units, float64, one thread; times as multiples of the loop's")
    print(f"{'T':>8}{'loop, ms':>11}" + "".join(f"{name:>13}" for name in NAMES[1:]), end="")
    print(f"{'waits: loop':>14}{'attention':>11}{'scan':>6}")
    for T in lengths:
        times = measured(T)
        cells = "".join(
            f"{times[name] / times['loop']:13.2f}" if name in times else f"{'-':>13}"
            for name in NAMES[1:]
        )
        print(f"{T:8}{1e3 * times['loop']:11.2f}{cells}{T:14}{3:11}{rounds_of(T):6}", flush=True)
        if "attention" not in times:
            print(
                f"{'':8}attention is left out at T = {T}: its T x T weights alone take "
                f"{8 * T * T / 1e9:.1f} GB, more than a third of {MOST_BYTES / 1e9:.0f} GB"
            )


def measured(T):
    """Return {name: median seconds}; all that are linear are held equal first."""
    rng = np.random.default_rng(T)
    W = rng.normal(size=(H, H))
    W *= 0.95 / np.linalg.norm(W, 2)
    u, Q, K = rng.normal(size=(T, H)), rng.normal(size=(QUERIES, H)), rng.normal(size=(QUERIES, H))
    runs = {"loop": lambda: tanh_loop(W, u)}
    if 3 * 8 * T * T <= MOST_BYTES:
        runs["attention"] = lambda: np.tanh(u + causal_weights(u, Q, K) @ u @ W.T)
    runs["scan"] = lambda: linear_scan(W, u)
    if T <= 1000:
        runs["convolution"] = lambda: linear_convolution(W, u)
    runs["transform"] = lambda: transformed(W, u)
    right = linear_loop(W, u)
    for name in ("scan", "convolution", "transform"):
        if name in runs:
            assert np.abs(runs[name]() - right).max() < 1e-9 * np.abs(right).max(), name
    return take_turns(runs)


def tanh_loop(W, u):
    """The states of the RNN, whose inputs U x_t + b are u (T, H)."""
    s, s_prev = np.empty_like(u), np.zeros(H)
    for t, u_t in enumerate(u):
        s[t] = s_prev = np.tanh(W @ s_prev + u_t)
    return s


def transformed(W, u):
    """The convolution as a product of transforms; the kernel only where it is not yet 0."""
    T = len(u)
    steps = min(T, 800)  # 0.95^800 is 2e-18
    size = T + steps
    left = np.fft.rfft(kernel(W, steps), n=size, axis=0)  # (size / 2 + 1, H, H)
    right = np.fft.rfft(u, n=size, axis=0)  # (size / 2 + 1, H)
    return np.fft.irfft((left @ right[..., None])[..., 0], n=size, axis=0)[:T]


def take_turns(runs, *, seconds=3.0):
    """Return the median of the processor time of each run; they take turns, round after round."""
    once = {name: timed(run) for name, run in runs.items()}
    rounds = int(np.clip(seconds / sum(once.values()), 3, 50))
    times = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(timed(run))
    return {name: statistics.median(some) for name, some in times.items()}


def timed(run):
    start = time.process_time()
    repeats = 0
    while repeats == 0 or time.process_time() - start < 0.002:
        run()
        repeats += 1
    return (time.process_time() - start) / repeats


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        measure([int(T) for T in sys.argv[2:]])
    else:
        main(sys.argv[1:] or LENGTHS)
