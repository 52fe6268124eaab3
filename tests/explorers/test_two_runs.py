"""Two runs: the numbers of the network, the zeros in its sentences, and pointing."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers import RNNParams, forward_propagation
from rnn_helpers.dynamics.contraction import operator_norm, spectral_radius
from rnn_helpers.explorers import two_runs


@pytest.fixture
def runs():
    return at_start(two_runs)


@pytest.mark.parametrize("seed", range(12))
def test_two_runs_shows_the_numbers_of_the_network(runs, seed):
    rng = np.random.default_rng(seed)
    names = ("W11", "W12", "W21", "W22")
    values = dict(zip(names, rng.uniform(-2, 2, 4).round(2).tolist(), strict=True))
    starts = rng.uniform(-1, 1, (2, 2)).round(2)
    for name, value in zip(("A1", "A2", "B1", "B2"), starts.flat, strict=True):
        values[name] = float(value)
    runs.set(**values, k1=0.25, k2=-0.4, t=7)
    W = np.array([values[n] for n in names]).reshape(2, 2)
    params = RNNParams(U=np.eye(2), W=W, V=np.eye(2))
    x = np.tile([0.25, -0.4], (40, 1))
    one, other = (forward_propagation(x, params, s0=s0).s for s0 in starts)
    state = runs.state()
    assert state["d_40"] == pytest.approx(np.linalg.norm((other - one)[-1]), abs=1e-12)
    d = np.linalg.norm((other - one)[6])
    assert 10 ** state["log_d_t"] == pytest.approx(d, abs=1e-12)
    assert (state["norm"], state["radius"]) == (operator_norm(W), spectral_radius(W))


def test_pressing_in_the_plane_moves_the_start_of_B(runs):
    runs.point(runs.figure.axes[0], 0.52, -0.31)
    assert (runs.state()["B1"], runs.state()["B2"]) == (0.5, -0.3)
    runs.point(runs.figure.axes[0], 1.09, -1.09)
    assert (runs.state()["B1"], runs.state()["B2"]) == (1.0, -1.0)


def test_zeros_in_the_sentences_are_zeros(runs):
    """0 only where the number is 0; what saturation leaves is said to its last digits."""
    runs.set(W11=0.0, W12=0.0, W21=0.0, W22=0.0, t=40)
    assert "distance 0," in runs.describe()
    runs.reset()
    runs.set(k1=2.0, k2=2.0, W11=8.0, W12=0.0, W21=0.0, W22=8.0, B1=0.5, B2=0.5, t=40)
    assert -400 < runs.state()["log_d_t"] <= -99 and "distance 0," not in runs.describe()


def test_opposite_corners_meet_at_norm_0_95_and_the_task_asks_for_corners(runs):
    runs.tasks.go(1)
    (asked,) = [task.guess for task in runs.tasks.list.tasks if task.guess]
    assert asked.answer == "no" and f"{runs.state()['norm']:.2f}" == "0.95"
    for A in ((1.0, 1.0), (-1.0, 1.0), (1.0, -1.0)):
        runs.set(A1=A[0], A2=A[1], B1=-A[0], B2=-A[1], t=40)
        assert runs.tasks.ticked[0] and runs.state()["d_40"] < 0.01
        runs.tasks.list.ticked[0] = False
        runs.set(B1=0.0)  # no corner
        assert not runs.tasks.ticked[0]


def test_a_push_brings_both_runs_to_one_side(runs):
    """On unit 2 any way, on unit 1 one way only. Moving a start or W is no answer."""
    runs.tasks.go(3)
    for other in ({"B1": 0.1, "B2": -0.1}, {"W21": 0.0, "W22": 0.0}, {"A1": 0.95, "A2": -0.8}):
        runs.set(**other)
        assert not runs.tasks.ticked[2] and runs.state()["d_40"] < 0.01, other
        runs.tasks.go(3)
    for push, meet in (
        *((("k2", k), True) for k in (-2.0, -0.25, 0.25, 2.0)),
        *((("k1", k), True) for k in (-2.0, -0.25)),
        *((("k1", k), False) for k in (0.25, 1.0, 2.0)),
    ):
        runs.tasks.go(3)
        runs.tasks.list.ticked[2] = False
        runs.set(**dict([push]))
        assert runs.tasks.ticked[2] == meet, push
        A, B = (np.array(start) for start in ([0.0, 0.0], [1.0, -1.0]))
        k = np.array([push[1] * (push[0] == name) for name in ("k1", "k2")])
        for _ in range(3000):
            A, B = (np.tanh(np.array([[-0.5, -3.5], [0.5, 2.0]]) @ s + k) for s in (A, B))
        assert (np.sign(A) == np.sign(B)).all() == meet


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0.99, "‖W‖ is 0.99, below 1; radius"),
        (1.0, "‖W‖ is 1.00, so they come together, perhaps ever more slowly;"),
        (1.01, "‖W‖ is 1.01, above 1: no promise;"),
    ],
)
def test_what_the_norm_promises(runs, size, said):
    runs.set(W11=0.6 * size, W12=-0.8 * size, W21=0.8 * size, W22=0.6 * size)
    assert said in runs.describe()
