"""Bars: probabilities and their numbers."""

import numpy as np
import pytest
from matplotlib.patches import PathPatch, Rectangle
from pictures import moving, same

from rnn_helpers.views.curves.bars import Bars


def test_bars_are_probabilities(ax):
    view = Bars(ax, labels=["dog", "bites", "man"])
    view.set(probabilities=[0.7, 0.25, 0.05])
    assert view.lengths.tolist() == [0.7, 0.25, 0.05]
    assert view.shown == ["0.70", "0.25", "0.05"]
    bars, values = moving(view, Rectangle), moving(view, PathPatch)
    for artists in zip(bars, values, strict=True):
        bar, text = (artist.get_window_extent() for artist in artists)
        assert 5 < text.x0 - bar.x1 < 10
        assert abs((text.y0 + text.y1) - (bar.y0 + bar.y1)) / 2 < 2
    assert [label.get_text() for label in ax.get_yticklabels()] == ["dog", "bites", "man"]
    assert len(bars) == 3 and all(same(bar.get_facecolor(), "output") for bar in bars)
    bottom, top = ax.get_ylim()
    assert bottom > top  # the first token stands on top
    view.set(probabilities=[1, 0, np.float32(0)])
    assert view.shown == ["1.00", "0.00", "0.00"]


def test_bars_of_another_length_are_refused(ax):
    with pytest.raises(ValueError, match="shorter"):
        Bars(ax, labels=["dog", "bites"]).set(probabilities=[1.0])
