"""The backward pass as a picture: which arrows lead where."""

import numpy as np
import pytest
from matplotlib.patches import Circle, FancyArrowPatch

from rnn_helpers.views.sheets.backward_pass import BackwardPass
from rnn_helpers.views.style import COLOURS, lecture_figure


@pytest.fixture
def sheet():
    figure, ax = lecture_figure(9, 3)
    view = BackwardPass(ax, steps=4)
    view.figure = figure
    return view


def test_words_stand_in_their_boxes(sheet):
    read, came = ["full stop", "dog", "sees", "cats"], ["dog", "sees", "cats", "full stop"]
    sheet.set(read=read, came=came)
    assert sheet.shown == {"read": read, "came": came}
    with pytest.raises(ValueError, match="zip"):
        sheet.set(read=["dog"], came=came)


def test_an_arrow_leads_back_from_each_state_but_the_first(sheet):
    circles = [patch for patch in sheet._ax.patches if isinstance(patch, Circle)]
    middles = [circle.center[0] for circle in circles]
    assert len(sheet.back) == 3
    for (begin, end), before, here in zip(sheet.back, middles, middles[1:]):
        assert before < end[0] < begin[0] < here


def test_each_coloured_arrow_has_a_grey_one_the_other_way(sheet):
    arrows = [patch for patch in sheet._ax.patches if isinstance(patch, FancyArrowPatch)]
    ways = {}
    for arrow in arrows:
        (begin, end), hue = arrow._posA_posB, arrow.get_edgecolor()
        grey = np.allclose(
            hue[:3], [int(COLOURS["context"][k : k + 2], 16) / 255 for k in (1, 3, 5)]
        )
        ways.setdefault(grey, []).append(np.sign(np.subtract(end, begin)).round().tolist())
    assert len(ways[True]) == len(ways[False]) == 4 + 4 + 3
    assert sorted(ways[True]) == sorted([-x + 0.0, -y + 0.0] for x, y in ways[False])
