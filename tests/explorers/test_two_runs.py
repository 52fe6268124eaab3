"""Two runs: the numbers of the network, the zeros in its sentences, and pointing."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers import forward_propagation
from rnn_helpers.dynamics.contraction import operator_norm, spectral_radius
from rnn_helpers.dynamics.sensitivity import running_products
from rnn_helpers.explorers import two_runs
from rnn_helpers.explorers.two_runs import INPUTS, NONE
from rnn_helpers.machines.examples import worked_example


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
    runs.set(**values, alpha=0.2, t=7)
    W = np.array([values[n] for n in names]).reshape(2, 2)
    params = worked_example().replace(W=W)
    x = 0.2 * INPUTS[runs.state()["x"]][:, None]
    one, other = (forward_propagation(x, params, s0=s0).s for s0 in starts)
    state = runs.state()
    assert state["d_40"] == pytest.approx(np.linalg.norm((other - one)[-1]), abs=1e-12)
    d = np.linalg.norm((other - one)[6])
    assert 10 ** state["log_d_t"] == pytest.approx(d, abs=1e-12)
    product = operator_norm(running_products(one, W)[6])
    assert 10 ** state["log_product"] == pytest.approx(product, rel=1e-9)
    assert (state["norm"], state["radius"]) == (operator_norm(W), spectral_radius(W))


def test_pressing_in_the_plane_moves_the_start_of_B(runs):
    runs.point(runs.figure.axes[0], 0.52, -0.31)
    assert (runs.state()["B1"], runs.state()["B2"]) == (0.5, -0.3)
    runs.point(runs.figure.axes[0], 1.09, -1.09)
    assert (runs.state()["B1"], runs.state()["B2"]) == (1.0, -1.0)


def test_zeros_in_the_sentences_are_zeros(runs):
    """0 only where the number is 0; what saturation leaves is said to its last digits."""
    runs.preset("radius 0")
    assert "is multiplied by 0 at most" in runs.describe()
    runs.reset()
    runs.set(W11=0.0, W12=0.0, W21=0.0, W22=0.0, t=40)
    assert "distance 0," in runs.describe()
    runs.reset()
    runs.set(alpha=3.0, t=40)
    assert -180 < runs.state()["log_d_t"] <= -99 and "distance 0," not in runs.describe()


def test_opposite_corners_meet_at_any_norm_below_0_55_and_the_task_asks_for_corners(runs):
    runs.tasks.go(1)
    (asked,) = [task.guess for task in runs.tasks.list.tasks if task.guess]
    assert asked.answer == "no" and runs.state()["norm"] < 0.55
    for A in ((1.0, 1.0), (-1.0, 1.0), (1.0, -1.0)):
        runs.set(A1=A[0], A2=A[1], B1=-A[0], B2=-A[1], t=40)
        assert runs.tasks.ticked[0] and runs.state()["d_40"] < 1e-50
        runs.tasks.list.ticked[0] = False
        runs.set(B1=0.0)  # no corner
        assert not runs.tasks.ticked[0]


def test_noise_at_one_tenth_or_two_tenths_leaves_the_runs_apart(runs):
    """And silence is no answer to the task."""
    runs.tasks.go(3)
    for alpha in (3.0, 1.0, 0.4, 0.3, 0.0):
        runs.set(alpha=alpha)
        assert not runs.tasks.ticked[2] and (alpha == 0 or runs.state()["d_40"] < 0.3), alpha
    for alpha in (0.1, 0.2):
        runs.tasks.list.ticked[2] = False
        runs.set(alpha=alpha)
        assert runs.tasks.ticked[2] and runs.state()["d_40"] > 2, alpha


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0.99, "‖W‖ is 0.99, below 1; radius"),
        (1.0, "‖W‖ is 1.00, so they come together, ever more slowly;"),
        (1.01, "‖W‖ is 1.01, above 1: no promise;"),
    ],
)
def test_what_the_norm_promises(runs, size, said):
    runs.set(x=NONE, W11=0.6 * size, W12=-0.8 * size, W21=0.8 * size, W22=0.6 * size)
    assert said in runs.describe()
