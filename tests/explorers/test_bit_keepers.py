"""Three trained networks: the lines are theirs, and no digit in sight stands on a knife's edge."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers import softmax
from rnn_helpers.explorers import bit_keepers
from rnn_helpers.explorers.bit_keepers import CELLS, X, Y
from rnn_helpers.gates import gated_forward
from rnn_helpers.training import load_bit_networks
from rnn_helpers.training.bit_task import logits_over_time, weights_of


@pytest.mark.parametrize("net, noise, text", [(0, 1.0, 0), (3, 2.0, 17)])
def test_the_lines_are_those_of_the_networks(net, noise, text):
    explorer = at_start(bit_keepers)
    explorer.set(net=net, noise=noise, text=text)
    one, many = (view.shown["lines"] for view in explorer.views)
    x = X[:, text].copy()
    x[1:, 0] *= noise
    for k, (cell, name) in enumerate(CELLS.items()):
        params = load_bit_networks()[cell][net]
        o = softmax(gated_forward(x, params).z)[:, Y[text]]
        np.testing.assert_allclose(one[name][:, 1], o, atol=1e-9)
        every = X.copy()
        every[1:, :, 0] *= noise
        right = (logits_over_time(every, params).argmax(axis=2) == Y).mean(axis=1)
        np.testing.assert_allclose(many[name][:, 1], right, atol=1e-12)
        assert explorer.state()["right_29"][k] == pytest.approx(right[29])
        assert explorer.state()["right_59"][k] == pytest.approx(right[59])


def test_names_never_stand_on_each_other():
    explorer = at_start(bit_keepers)
    for net in range(5):
        for noise in (0.0, 1.0, 3.0):
            explorer.set(net=net, noise=noise)
            for view in explorer.views:
                heights = sorted(y for _, y in view.shown["names"].values())
                assert np.diff(heights).min() > 0.099 and heights[-1] <= 1.051


def test_what_the_tasks_tell():
    explorer = at_start(bit_keepers)
    explorer.tasks.go(1)
    assert explorer.state()["right_29"][0] < 0.9
    for noise in np.arange(0, 1.01, 0.1).round(1).tolist():
        explorer.set(noise=noise)
        right = explorer.state()["right_29"]
        assert explorer.tasks.list.tasks[0].done(explorer.state()) == (right[0] == 1)
        assert right[1] == right[2] == 1 and (right[0] == 1) == (noise <= 0.7)
    explorer.reset()
    half = []
    for net in range(5):
        explorer.set(noise=2.0, net=net)
        share = explorer.state()["right_59"]
        half += [net] if 0.4 < share[2] < 0.6 else []
        assert share[1] > 0.97  # the GRUs hold
    assert half == [1]


def test_printed_shares_hold_on_another_processor():
    """At the start of the explorer and in the tour of the chapter: every network, noise 1."""
    rng = np.random.default_rng(0)
    for cell, nets in load_bit_networks("keeping").items():
        for net in nets:
            said = logits_over_time(X, net).argmax(axis=2)
            for _ in range(5):
                parts = {
                    letter: array * (1 + 1e-6 * rng.uniform(-1, 1, array.shape))
                    for letter, array in weights_of(net).items()
                }
                other = logits_over_time(X, type(net)(**parts)).argmax(axis=2)
                assert (other[[29, 59]] == said[[29, 59]]).all(), cell
