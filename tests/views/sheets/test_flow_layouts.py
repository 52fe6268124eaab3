"""Where everything stands on the sheet of one step: nothing overlaps, every text has room."""

from itertools import combinations

import numpy as np
import pytest

from rnn_helpers.training import load_model
from rnn_helpers.views.boxes import grid, in_a_box
from rnn_helpers.views.sheets.flow import Flow
from rnn_helpers.views.sheets.flow_layouts import A_FEW_OF_MANY, THREE_WORDS, WIDTH
from rnn_helpers.views.texts import text_width

LAYOUTS = pytest.mark.parametrize("layout", [THREE_WORDS, A_FEW_OF_MANY], ids=["three", "many"])
WORDS = {THREE_WORDS.height: ("dog", "bites", "man")}
WORDS[A_FEW_OF_MANY.height] = load_model("two_units")[1].tokens


def boxes(layout):
    return {
        name: grid(middle, shape, cell)
        for name, (_, shape, middle, *_, cell) in layout.parts.items()
    }


def bounds(cells):
    x, y, wide, tall = np.array(cells).T
    return x.min(), y.min(), (x + wide).max(), (y + tall).max()


@LAYOUTS
def test_no_two_parts_overlap_and_all_lie_on_the_sheet(layout):
    parts = {name: bounds(cells) for name, cells in boxes(layout).items()}
    for left, low, right, high in parts.values():
        assert 0 < left < right < WIDTH and 0 < low < high < layout.height
    for (one, a), (other, b) in combinations(parts.items(), 2):
        beside = a[2] < b[0] or b[2] < a[0]
        over = a[3] < b[1] or b[3] < a[1]
        assert beside or over, (one, other)


@LAYOUTS
def test_every_number_and_every_word_has_room(layout):
    numbers, beside, above = layout.sizes
    cells = boxes(layout)
    for name, (_, _, _, _, _, (wide, tall)) in layout.parts.items():
        widest = "1" if name == "x_t" else max(map(in_a_box, (-9.99, -12.86, 0.5)), key=len)
        assert text_width(widest, size=numbers) < wide - 2 and numbers < tall, name
    for word in WORDS[layout.height]:
        assert text_width(word, size=beside) < bounds(cells["x_t"])[0] - 4
        assert text_width(word, size=beside) < WIDTH - bounds(cells["o_t"])[2] - 5
        assert text_width(word, size=above) < layout.parts["U"][5][0]


@LAYOUTS
def test_arrows_end_outside_the_boxes_and_close_to_one(layout):
    parts = {name: bounds(cells) for name, cells in boxes(layout).items()}
    for name, lines in layout.arrows.items():
        x, y = lines[-1][-1]
        left, low, right, high = parts[name]
        gap = max(left - x, x - right, low - y, y - high)
        assert 0 < gap < 40, name  # 24 above x_t stands its symbol


@LAYOUTS
def test_columns_and_arrows_are_marked_as_asked(ax, layout):
    flow = Flow(ax, layout=layout)
    count, rows = layout.parts["U"][1][1], layout.parts["o_t"][1][0]
    words = {"inputs": ["a", "b", "c", "d"][:count], "outputs": ["p", "q", "r", "s", "t"][:rows]}
    for column in range(count):
        flow.set(numbers={}, column=column, now="s_t", time="t = 7", **words, also=["U x_t"])
        shown = flow.shown
        assert (shown["column"], shown["now"], shown["time"]) == (column, "s_t", "t = 7")
        assert shown["arrows"] == {"s_t": 1, "U x_t": 2}
        assert shown["inputs"] == shown["above"] == words["inputs"]
        assert shown["outputs"] == words["outputs"]
    flow.set(numbers={}, column=None, now=None, time="", inputs=[], outputs=[])
    shown = flow.shown
    assert shown["column"] is None and shown["now"] is None and shown["arrows"] == {}
