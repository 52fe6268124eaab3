"""Milliseconds per slider move of the landscape of two units: naive `interact`, and ours.

    python tests/benchmarks/landscape.py [moves]

One picture: basins, fixed points and cycles, a journey in the state plane and over time, while a
hand turns W. Both ways compute all of it with `landscape`. The naive one builds the figure anew at
each move, as in `slider.py`; ours is the explorer of chapter 08. They move in turns, so that a slow
moment of the machine meets both. Not measured: the way to the browser.
"""

import sys

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
from slider import Naive, milliseconds

from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.trajectories import knob_weights, trajectory
from rnn_helpers.explorers.landscape_map import STEPS, landscape_map

MOVES = 40
K, S0 = np.zeros(2), np.array([0.25, -0.1])
TURNS = {  # the hand turns W: every angle, and angles where the landscape has one kind of attractor
    "any turn": lambda rng: rng.uniform(0, 180),
    "quarter turns, nearly": lambda rng: 90 * rng.integers(0, 3) + rng.uniform(-3, 3),
    "never repeats": lambda rng: 100.0,
}


def naive_plot(turn):
    """Written as its users write it."""
    W = knob_weights(1.5, turn)
    land, path = landscape(W, K), trajectory(S0, W, K, steps=STEPS)
    _, (left, right) = plt.subplots(1, 2, figsize=(9, 4.5), layout="constrained")
    left.imshow(land.basins, extent=(-1, 1, -1, 1), origin="lower", cmap="Oranges", alpha=0.4)
    for cycle in land.cycles:
        left.plot(*cycle.states.T, "D-" if cycle.kind == "attracts" else "o-", color="black")
    for states in land.wanderers:
        left.plot(*states.T, ".", color="black", markersize=2)
    left.plot(*path.T, "o-", linewidth=1)
    left.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), xlabel="$s_1$", ylabel="$s_2$")
    right.plot(path, "o-")
    right.set(ylim=(-1.1, 1.1), xlabel="t", xticks=range(0, STEPS + 1, 6))
    plt.show()


def main(moves):
    naive = Naive(naive_plot, turn=widgets.FloatSlider(10, min=-360, max=360, step=0.1))
    explorer = landscape_map(part=3)
    turn = explorer.controls["turn"]
    rng = np.random.default_rng(0)
    print(f"{moves} moves each{'':20}naive   ours   p95   landscape   ours is faster")
    for name, draw in TURNS.items():
        spent = {"naive": [], "ours": [], "landscape": []}
        for n in range(moves + 3):
            angle = float(np.clip(draw(rng) + 0.01 * (n % 2), turn.min, turn.max))
            W = knob_weights(1.5, angle)
            times = {
                "naive": milliseconds(naive.move, angle),
                "ours": milliseconds(setattr, turn, "value", angle),
                "landscape": milliseconds(landscape, W, K),
            }
            for way, time in times.items():
                spent[way] += [time] if n >= 3 else []  # the first turns warm up
        median = {way: np.median(times) for way, times in spent.items()}
        print(f"{name:30}{median['naive']:9.1f}{median['ours']:7.1f}"
              f"{np.percentile(spent['ours'], 95):6.1f}{median['landscape']:12.1f}"
              f"{median['naive'] / median['ours']:15.1f} x")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MOVES)
