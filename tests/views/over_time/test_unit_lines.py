"""UnitLines: many units as thin lines, stems of pulses, and the band of the current step."""

import numpy as np

from rnn_helpers.views.over_time.unit_lines import UnitLines


def test_the_bundle_shows_its_data(ax):
    view = UnitLines(ax, steps=3)
    states, others = np.arange(10.0).reshape(5, 2) / 10, np.arange(15.0).reshape(3, 5) / 10
    view.set(states=states, now=2, others=others, pulses={1: 0.5})
    np.testing.assert_array_equal(view.shown["states"], states)
    np.testing.assert_array_equal(view.shown["others"], others)
    assert [line.vertices[0, 0] for line in view._lines.get_paths()] == [-1, -1]
    assert view.shown["now"] == 2 and view.shown["pulses"] == {1: 0.5}
    assert view.shown["stems"].tolist() == [[[1, 0], [1, 0.5]]]
    view.set(states=states, now=0)
    assert view.shown["others"].shape == (0, 5) and view.shown["stems"].shape == (0, 2, 2)
    assert view.shown["now"] == 0 and view.shown["pulses"] == {}
