"""The picture of a scan: its lines lead from where a state takes what it adds."""

import numpy as np
import pytest

from rnn_helpers.views import scan_figure
from rnn_helpers.views.over_time.target_rings import TargetRings


def lines_of(figure):
    """(all lines, those of the last state), each a set of ((t, round), (t, round))."""
    return [
        {tuple((int(t), int(r)) for t, r in line) for line in some.get_segments()}
        for some in figure.axes[0].collections
    ]


@pytest.mark.parametrize("steps", [1, 2, 3, 7, 8, 9, 10, 25])
def test_the_last_state_gets_every_input_and_none_twice(steps):
    every, last = lines_of(scan_figure(steps))
    rounds = int(np.ceil(np.log2(steps)))
    assert last <= every
    ways = {(steps - 1, rounds): 1}  # in how many ways each place leads to the last state
    for r in range(rounds, 0, -1):
        for start, end in last:
            if end[1] == r:
                ways[start] = ways.get(start, 0) + ways[end]
    assert [ways.get((t, 0), 0) for t in range(steps)] == [1] * steps


def test_every_state_of_a_round_adds_what_stands_half_its_reach_before():
    every, _ = lines_of(scan_figure(10))
    for r in (1, 2, 3, 4):
        step = 2 ** (r - 1)
        added = {(start[0], end[0]) for start, end in every if end[1] == r}
        assert added == {(t, t) for t in range(10)} | {(t - step, t) for t in range(step, 10)}


def test_what_is_written_beside_the_rounds():
    ax = scan_figure(10).axes[0]
    assert [text.get_text() for text in ax.texts] == [
        *("1 input", "2 inputs", "4 inputs", "8 inputs", "10 inputs")
    ]
    assert [label.get_text() for label in ax.get_yticklabels()][-1] == "round 4"


def test_rings_stand_where_they_are_told(ax):
    rings = TargetRings(ax)
    rings.set(heights=[0.5, -1.0])
    assert rings.shown.tolist() == [[0, 0.5], [1, -1.0]] and len(rings.moving) == 1
    assert rings.moving[0].get_markerfacecolor() == "none"
