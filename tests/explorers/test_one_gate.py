"""One gate: its run a second time, and what its tasks say of it."""

from math import tanh

import numpy as np
import pytest
from made import at_start

from rnn_helpers.explorers import one_gate
from rnn_helpers.explorers.one_gate import BIT_AT, CONSTANT, OPENED, SIGNS, STEPS


def states(g, opened=False, noise=0.0):
    """The states, number by number."""
    s, run = 0.0, []
    for t in range(STEPS + 1):
        x = 1.0 if t == BIT_AT else noise * SIGNS[t]
        gate = 1.0 if opened and t == BIT_AT else g
        s = (1 - gate) * s + gate * tanh(2 * x)
        run.append(s)
    return run


@pytest.mark.parametrize("g", [0.0, 0.03, 0.5, 1.0])
@pytest.mark.parametrize("gate, noise", [(CONSTANT, 0.0), (OPENED, 1.0), (CONSTANT, 0.4)])
def test_the_picture_shows_the_leaky_steps(g, gate, noise):
    explorer = at_start(one_gate)
    explorer.set(g=g, gate=gate, noise=noise)
    run = states(g, gate == OPENED, noise)
    state, gates = explorer.views
    np.testing.assert_allclose(state.shown["lines"][0], run, atol=1e-12)
    assert explorer.state()["s_24"] == pytest.approx(run[24], abs=1e-12)
    opened = gates.shown["lines"][0]
    assert opened[BIT_AT] == (1 if gate == OPENED else g) and opened[0] == g
    assert len(state.shown["heads"]) == (STEPS + 1 if noise else 1)


@pytest.mark.parametrize("number, does", [(1, (0.01, 0.03)), (3, (0.07, 1.0))])
def test_which_g_do_a_task(number, does):
    explorer = at_start(one_gate)
    explorer.tasks.go(number)
    done = explorer.tasks.list.tasks[number - 1].done
    ticked = []
    for g in np.arange(0, 1.01, 0.01).round(2).tolist():
        explorer.set(g=g)
        ticked += [g] if done(explorer.state()) else []
    assert (ticked[0], ticked[-1]) == does and len(ticked) == round(100 * (does[1] - does[0])) + 1


def test_what_keeps_takes_little_in_and_what_takes_in_keeps_little():
    came, kept = states(0.03)[3], states(0.03)[24] / states(0.03)[3]
    assert kept > 0.5 and came < 0.03
    for g in np.arange(0.01, 1, 0.01):
        run = states(g)
        assert run[3] == pytest.approx(g * tanh(2)) and run[24] == pytest.approx(
            (1 - g) ** 21 * run[3]
        )
    assert states(0.0, opened=True)[24] == states(0.0, opened=True)[3] == tanh(2)


def test_sentences():
    explorer = at_start(one_gate)
    explorer.set(g=0.0)
    assert explorer.describe() == "At step 3 the state is 0.000: the bit has not come in."
    explorer.set(gate=OPENED)
    assert explorer.describe().endswith("at step 24 it is 0.964: 100 % of it is left.")
    explorer.set(noise=1.0, g=0.07)
    assert explorer.describe().endswith("the sign has been lost.")
