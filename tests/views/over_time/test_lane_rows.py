"""The rows of a lane: how far apart they are, and which of them a place belongs to."""

import numpy as np

from rnn_helpers.views.over_time.lane_rows import Pulses, States


def test_rows_of_states_do_not_touch(ax):
    """Between 1 of a row and -1 of the row above is more than a third of the way between rows."""
    states = States(ax, steps=3, units=4)
    states.set(s=np.zeros((4, 4)))
    middles, ones = states.shown["lines"][:, 0], states.shown["ones"]
    for row in range(3):
        between = middles[row] - middles[row + 1]
        assert ones[row, 1] - ones[row + 1, 0] > between / 3


def test_a_place_in_a_lane_is_a_pulse(ax):
    pulses_view = Pulses(ax, steps=3, inputs=2)
    places = [(1.2, 1.0), (2.4, 0.55), (2.6, 0.2), (3, -0.2), (0.2, -1.1)]
    told = [(1, 0, 1), (2, 0, 0), (3, 0, -1), (3, 1, 1), (0, 1, -1)]
    assert [pulses_view.place(*place) for place in places] == told
