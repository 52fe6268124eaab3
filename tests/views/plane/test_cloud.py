"""Cloud: all states, and the way of one run with a ring at its end."""

import numpy as np

from rnn_helpers.views.plane.cloud import Cloud


def test_states_and_the_way_of_one_run(ax):
    view = Cloud(ax, labels=("p", "q"))
    states, way = np.random.default_rng(0).uniform(-1, 1, (9, 2)), [[0, 0], [0.5, -0.25]]
    view.set(states=states, way=way)
    np.testing.assert_array_equal(view.shown["states"], states)
    np.testing.assert_array_equal(view.shown["way"], way)
    np.testing.assert_array_equal(view.shown["now"], way[-1])
    assert {"$p$", "$q$"} <= {text.get_text() for text in ax.texts}
    assert ax.get_aspect() == 1 and ax.get_xlim() == ax.get_ylim() == (-1.1, 1.1)
