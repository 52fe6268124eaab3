"""Which input: bars that are true derivatives, and the zeros in its sentences."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers import forward_propagation
from rnn_helpers.dynamics.contraction import operator_norm
from rnn_helpers.dynamics.sensitivity import influences
from rnn_helpers.explorers import which_input
from rnn_helpers.explorers.which_input import NETS, ONE, PULSE_AT


@pytest.fixture
def bars():
    return at_start(which_input)


@pytest.mark.parametrize("net", NETS)
def test_bars_are_true_derivatives_of_the_net(bars, net):
    bars.set(net=net, T=12, g=1.3, alpha=0.7)
    params, x, _ = NETS[net]
    params = params.replace(W=1.3 * params.W, U=0.7 * params.U)
    s = forward_propagation(x[:13], params).s
    sizes = operator_norm(influences(s, params.W))
    np.testing.assert_allclose(bars.state()["log_left"], np.log10(sizes), atol=1e-9)
    bounds = operator_norm(params.W) ** np.arange(13, -1, -1.0)
    assert (sizes <= bounds * (1 + 1e-9)).all()


def test_where_the_pulse_is_forgotten_3_percent_of_a_nudge_is_left_where_held_a_millionth(bars):
    bars.tasks.go(3)
    held = bars.state()["log_left"][PULSE_AT + 1]
    assert f"{10**held:.0e}" == "1e-06"
    assert bars.tasks.list.task.guess.answer == "more"
    for alpha in np.arange(0.95, 0, -0.05).round(2).tolist():
        bars.set(alpha=alpha)
        assert bars.tasks.ticked[2] == (alpha <= 0.25), alpha
        if bars.tasks.ticked[2]:
            assert 10 ** bars.state()["log_left"][PULSE_AT + 1] > 0.03, alpha


def test_from_which_gain_on_nudges_last_in_a_fresh_network(bars):
    bars.tasks.go(2)
    bars.set(g=1.25)
    assert not bars.tasks.ticked[1]
    bars.set(g=1.5)
    assert bars.tasks.ticked[1] and f"{bars.state()['radius']:.2f}" == "0.92"
    bars.set(g=5.0)
    assert 5.5 < bars.state()["log_left"][0] < 6


def test_zeros_in_the_sentences_are_zeros(bars):
    """0 only where the number is 0; what saturation leaves is said to its last digits."""
    bars.set(net=ONE, g=20.0, alpha=5.0, T=40)  # slope 1 - tanh(20)^2 = 4 / (e^20 + e^-20)^2
    last = 10 ** bars.state()["log_left"][-1]
    assert last == pytest.approx(4 * np.exp(-40), rel=1e-9)
    said = bars.describe()
    assert "1.7·10⁻¹⁷ of input 40" in said and "< 10⁻³⁰⁰ of the start" in said
    bars.set(g=0.0)
    assert " 0 of the start" in bars.describe()
