"""Spelling: one step as a line of boxes."""

import numpy as np

from rnn_helpers.views.sheets.spelling import Spelling
from rnn_helpers.views.style import lecture_figure


def test_the_spelling_shows_numbers_names_and_the_mark():
    figure, ax = lecture_figure(9, 4.5)
    figure.set_layout_engine("none")
    view = Spelling(ax, left=8, top=448)
    one, two = ("parameter", "P", np.array([[1.0, -2.0]]), "(2,)"), ("hidden", "h", np.eye(1), "")
    lines = [
        ["tanh(", [one], "+", [two], "+", [one], ") =", [two]],
        [[two], "+", [one], "=", [two]],
    ]
    view.set(title="7  here", lines=lines, mark=("P", 0, 1))
    shown = view.shown
    assert shown["arrays"][0] == ("P", ["1.00", "\u22122.00"]) and len(shown["arrays"]) == 7
    assert [name for _, _, name in shown["names"]].count("P") == 3
    assert (shown["title"], shown["mark"]) == ("7  here", ("P", 0, 1))
    assert shown["shapes"].count("(2,)") == 3
    assert shown["signs"] == ["tanh(", "+", "+", ") =", "+", "="]
    assert {k: len(boxes) for k, boxes in shown["frames"].items()} == {
        "input": 0, "hidden": 4, "output": 0, "parameter": 6,
    }  # fmt: skip
    figure.canvas.draw()
