"""GateSheet: what it writes and how long its bars are."""

import pytest

from rnn_helpers.views.sheets.gate_sheet import GateSheet

LINE = {"name": "reset r", "factors": (1, 0, -0.25), "weights": (0.5, -8, 2), "b": -1, "a": -1.0}


def test_lines_bars_and_what_is_left_out(ax):
    sheet = GateSheet(ax)
    lines = [{**LINE, "value": 0.25}, {**LINE, "name": "new n", "value": -0.5}]
    sheet.set(lines=lines, mixed=["s = 1"])
    texts = [text for *_, text in sheet.shown["texts"]]
    for text in ("reset r", "new n", "−0.250", "−8.0", "−1.0", "s = 1", "×", "+", "="):
        assert text in texts
    assert sheet.shown["bars"] == pytest.approx({0: 0.25, 1: -0.5})
    concepts = {text: concept for concept, *_, text in sheet.shown["texts"]}
    assert concepts["−8.0"] == "parameter" and concepts["−0.250"] == "hidden"
    sheet.set(lines=lines[:1], mixed=[])
    assert list(sheet.shown["bars"]) == [0]
    assert "new n" not in [text for *_, text in sheet.shown["texts"]]


def test_what_is_no_part_of_a_sum_is_not_written(ax):
    sheet = GateSheet(ax)
    none = {"weights": (None, None, None), "value": 0.25}
    for what, signs in (
        ({}, 3),
        ({"weights": (None, -8, None)}, 1),
        ({"weights": (0.5, None, 2), "b": None}, 1),
        (none, 0),
    ):
        sheet.set(lines=[{**LINE, "value": 0.25, **what}], mixed=[], state="r × old s")
        texts = [text for *_, text in sheet.shown["texts"]]
        assert texts.count("+") == signs and texts.count("=") == 1, what
        used = [w for w in {**LINE, **what}["weights"] if w is not None]
        assert texts.count("×") == len(used) and "r × old s" in texts
