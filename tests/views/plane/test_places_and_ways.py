"""Heaps of states, their names, and arrows between their middles."""

import numpy as np

from rnn_helpers.views.plane.places_and_ways import PlacesAndWays
from rnn_helpers.views.style import lecture_figure


def test_arrows_lead_from_middle_to_middle():
    _, ax = lecture_figure(4, 4)
    places = {"a": np.array([[0, 0], [0, 1.0]]), "b": np.array([[1.0, 1.0]])}
    names = {"a": (0.1, 0.5, "left"), "b": (0.9, 1.0, "right")}
    view = PlacesAndWays(ax, places=places, names=names, ways={("a", "b"): ("x", 0, (0.5, 0.7))})
    assert {text.get_text() for text in ax.texts} == {"a", "b", "x", ""}
    words, start, end = view.shown["ways"]["a", "b"]
    assert words == "x" and start.tolist() == [0, 0.5] and end.tolist() == [1, 1]
    (arrow,) = [text for text in ax.texts if text.get_text() == ""]
    assert tuple(arrow.xy) == (1, 1) and tuple(arrow.xyann) == (0, 0.5)
    drawn = {tuple(line.get_xydata()[0]): len(line.get_xydata()) for line in ax.lines}
    assert drawn == {(0, 0): 2, (1, 1): 1}
