"""The map of all that attracts: its numbers, its sentences, and pointing."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.trajectories import knob_weights, trajectory
from rnn_helpers.explorers import landscape_map
from rnn_helpers.lessons.plane_goals import GOALS


@pytest.fixture
def plane():
    return at_start(landscape_map)


@pytest.mark.parametrize("seed", range(4))
def test_the_map_reads_out_the_landscape(plane, seed):
    rng = np.random.default_rng(seed)
    plane.set(gain=round(rng.uniform(0.5, 2.5), 2), turn=float(rng.integers(-180, 180)),
              shear=round(rng.uniform(-1, 1), 2), k1=round(rng.uniform(-1, 1), 2), t=5)  # fmt: skip
    state = plane.state()
    W = knob_weights(state["gain"], state["turn"], state["stretch"], state["shear"])
    angle = np.radians(state["turn"])
    R = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    np.testing.assert_allclose(W, state["gain"] * R @ [[1, state["shear"]], [0, 1]], atol=1e-12)
    land = landscape(W, [state["k1"], 0])
    assert state["attractors"] == land.attractors
    for letter, cycle in zip("ABCDEFGH", land.attracting):
        np.testing.assert_allclose(state[letter], cycle.states, atol=1e-9)
    path = trajectory([0.5, 0.25], W, [state["k1"], 0], steps=5)
    np.testing.assert_allclose(state["s_t"], path[-1], atol=1e-12)


def test_pointing_starts_there(plane):
    ax = plane.figure.axes[0]
    plane.point(ax, 0.512, -0.33)
    assert (plane.state()["s1"], plane.state()["s2"]) == (0.5, -0.35)
    plane.point(ax, 1.09, -1.09)
    assert (plane.state()["s1"], plane.state()["s2"]) == (1.0, -1.0)


def test_sentences_fit_in_every_state(plane):
    rng = np.random.default_rng(7)
    sliders = {n: c for n, c in plane.controls.items() if hasattr(c, "min") and n != "t"}
    for task in (*GOALS, *GOALS, "free", "free"):
        ends = {n: float(rng.choice([c.min, c.value, c.max])) for n, c in sliders.items()}
        plane.set(goal=task, **ends)
        assert len(plane.describe()) <= 240
