"""Boxes: numbers as short as their boxes, and a coloured frame where a number is known."""

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from rnn_helpers.views.boxes import Boxes, grid, in_a_box
from rnn_helpers.views.sheets.flow_layouts import CELL


def test_a_box_is_blank_until_its_number_is_known(ax):
    boxes = Boxes(ax, cells={"s": grid((60, 40), (2, 2), (30, 20))}, concept="hidden")
    assert boxes.shown == {"s": [""] * 4} and len(boxes.framed) == 0
    boxes.set(numbers={"s": [[1, np.nan], [np.nan, -0.5]]})
    assert boxes.shown == {"s": ["1.00", "", "", "\u22120.50"]}
    assert boxes.places == {"s": [(45, 50), (75, 50), (45, 30), (75, 30)]}
    assert boxes.framed.tolist() == [[45, 50], [75, 30]]
    boxes.set(numbers={})
    assert boxes.shown == {"s": [""] * 4} and len(boxes.framed) == 0


def test_every_text_fits_into_its_box():
    numbers = [-2.0, 2.0, -9.99, -9.994, -9.995, -9.999, -12.34, 24.96, -24.96, 0.999, -0.0]
    for number in numbers:
        text = in_a_box(number)
        font = FontProperties(family="DejaVu Sans", size=16)
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, False)
        assert len(text) <= 5 and width < CELL[0] - 2, text
    assert [in_a_box(number) for number in (-0.001, 0.0, np.nan, 9.996, -1.5)] == [
        "0.00", "0.00", "", "10.0", "\u22121.50"
    ]  # fmt: skip
