"""The kernel's explorer: its three ways a second time, and what its tasks claim."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers.explorers import linear_kernel
from rnn_helpers.explorers.linear_kernel import ROUNDS, STEPS, TWO
from rnn_helpers.machines import pulses


@pytest.fixture
def explorer():
    return at_start(linear_kernel)


def by_hand(rho, theta, x):
    """The kernel rho^k cos(k theta), and the states as a sum over all pulses."""
    k = np.arange(STEPS)
    left = rho**k * np.cos(np.radians(theta) * k)
    x = pulses(x, steps=STEPS)[:, 0]
    return left, np.array([sum(left[j] * x[t - j] for j in range(t + 1)) for t in range(STEPS)])


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.93, 1.0, 1.1])
@pytest.mark.parametrize("theta", [0.0, 45.0, 180.0])
@pytest.mark.parametrize("x", ["+", TWO, "++-.-+", ""])
def test_kernel_states_and_rounds(explorer, rho, theta, x):
    explorer.set(rho=rho, theta=theta, x=x, n=ROUNDS)
    left, states = by_hand(rho, theta, x)
    shape, run, rings = explorer.views
    np.testing.assert_allclose(shape.shown["lines"]["$K_k$"][:, 1], left, atol=1e-12)
    np.testing.assert_allclose(rings.shown[:, 1], states, atol=1e-9)
    np.testing.assert_allclose(run.shown["lines"][0], states, atol=1e-9)
    state = explorer.state()
    assert state["last"] == pytest.approx(states[-1], abs=1e-9)
    assert state["wrong"] == 0 and state["apart"] < 1e-9


def test_after_n_rounds_a_state_holds_the_last_inputs_only(explorer):
    explorer.set(x="+-+" * 8 + "+", rho=0.95)
    x, left = pulses("+-+" * 8 + "+")[:, 0], by_hand(0.95, 0, "+")[0]
    for n in range(ROUNDS + 1):
        explorer.set(n=n)
        want = [sum(left[j] * x[t - j] for j in range(min(2**n, t + 1))) for t in range(STEPS)]
        np.testing.assert_allclose(explorer.views[1].shown["lines"][0], want, atol=1e-12)
        assert (explorer.state()["wrong"] == 0) == (n == ROUNDS)


@pytest.mark.parametrize(("x", "said"), [("+b", "“+b”"), ("+" * 26, "26 signs are too many")])
def test_what_cannot_be_read_is_answered_in_words(explorer, x, said):
    explorer.set(x=x)
    assert said in explorer.describe()


def test_a_second_input_is_not_taken_in_silence(explorer):
    explorer.set(x="+/-")
    assert "one input" in explorer.describe()


def test_no_size_brings_the_last_state_below_what_the_task_says(explorer):
    """The smallest of rho^24 - rho^16, at rho^8 = 2/3, is -4/27."""
    lowest = []
    for rho in np.arange(0, 1.101, 0.01):
        explorer.set(x=TWO, rho=float(rho))
        lowest.append(explorer.state()["last"])
    assert -4 / 27 <= min(lowest) < -0.148 and -4 / 27 > -0.1485
    assert np.arange(0, 1.101, 0.01)[np.argmin(lowest)] == pytest.approx(0.95)
