"""What a hand types beside a slider: a number as people write it, or words about what is wrong."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_helpers.panel.controls import slider, step_slider
from rnn_helpers.panel.typed_numbers import answer, read_number

NUMBERS = {
    0.75: ["0,75", "0.75", ".75", ",75", "０．７５", "０，７５", "０。７５", "٠٫٧٥", "०.७५"],
    -0.5: ["-0,5", "−0.5", "–0.5", "—.5", "‐0.5", "‑0.5", "－０．５", "ー０．５", "- 0.5"],
    -1.2: ["−1.20", " −1,2 ", "\u00a0−1.20\u3000", "\u200b−1.2\ufeff", "\u2212\u20601.2\n"],
    2.0: ["2", "+2", "2.", "2,", "＋２", "2.00", "２", "+ 2", "\u200e2\u200f"],
    0.1: ["1e-1", "1E−1", "１ｅ–1", ".01e1"],
}
NONE = [
    *("1/2", "0.5x", "x0.5", "1.2.3", "1,2.3", "1.2,3", "", "   ", "two", "NaN", "nan", "Infinity"),
    *("-inf", "−∞", "½", "1²", "①", "1 2", "1 000", "1'000", "1_000", "0x10", "0b1", "--1", "+-1"),
    *("-", "+", ".", ",", "-.", "e", "e5", "1e", "1e+", "1e1.5", "5%", "1+1", "(1)", "1;2", "狗"),
    *("0..5", "True", "1j", "$1", "'1'", "1\u30002", "1\x002", "\ud8001"),
]


@pytest.mark.parametrize(
    ("text", "number"), [(text, number) for number, texts in NUMBERS.items() for text in texts]
)
def test_a_number_is_read_however_it_is_written(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", NONE)
def test_what_is_not_wholly_a_number_is_none(text):
    assert read_number(text) is None
    assert read_number(text, whole=True) is None


def test_a_number_too_large_for_a_float_is_infinite():
    assert read_number("-1e999") == -math.inf
    assert read_number("9" * 999, whole=True) == math.inf


@pytest.mark.parametrize("text", ["3", "３", "+3", " 3 ", "3.", "3.0", "3,00", "3e0"])
def test_a_whole_number(text):
    assert read_number(text, whole=True) == 3


@pytest.mark.parametrize("text", ["2.5", "2,5", "1e-1", "3.01", "1,000", "1.000"])
def test_no_whole_number(text):
    """1,000 would be one here and a thousand there."""
    assert read_number(text, whole=True) is None
    assert read_number(text) is not None


@given(st.text(st.sampled_from("0123456789+-−–.,eE ０．\u200b/xNa"), max_size=8))
def test_python_agrees_on_what_a_number_is(text):
    """Python's own reading, once the signs are its own and nothing invisible is left."""
    signs = str.maketrans({"−": "-", "–": "-", ",": ".", "．": ".", "\u200b": None})
    plain = text.translate(signs).strip()
    plain = plain[:1] + plain[1:].lstrip() if plain[:1] in ("+", "-") else plain
    try:
        expected = None if plain.lower().strip("+-") == "nan" else float(plain)
    except ValueError:
        expected = None
    assert read_number(text) == expected


@pytest.mark.parametrize("places, shown", [(2, "−1.50"), (3, "−1.500")])
def test_what_the_field_shows_can_be_read(places, shown):
    w = slider("w", -3, 3, -1.5, step=10.0**-places)
    value, words = answer(w, "two")
    assert value is None and words.endswith(f"w stays at {shown}.")
    assert answer(w, shown) == (-1.5, "")


W, T = slider("w", -3, 3, -1.5), step_slider("t", 0, 9, 3)
BAD = "is not a number such as 0.5 or −1.5; w stays at −1.50."
FRACTION = "is not a whole number such as 2 or −1; t stays at 3."


@pytest.mark.parametrize(
    ("control", "text", "value", "words"),
    [
        (W, "0,75", 0.75, ""),
        (W, "0.933033", 0.933033, ""),  # between two notches too
        (W, "3", 3.0, ""),
        (W, "1/2", None, f"“1/2” {BAD}"),
        (W, " \u00a0", None, f"An empty field {BAD}"),
        (W, "a" * 99, None, f"“{'a' * 31}…” {BAD}"),
        (W, "1\u200b/2\n", None, f"“1‹ZERO WIDTH SPACE›/2” {BAD}"),
        (W, "7,5", 3.0, "“7,5” is beyond the slider; w is at its end, 3.00."),
        (W, "−1e999", -3.0, "“−1e999” is beyond the slider; w is at its end, −3.00."),
        (T, "４", 4, ""),
        (T, "2,5", None, f"“2,5” {FRACTION}"),
        (T, "-1", 0, "“-1” is beyond the slider; t is at its end, 0."),
        (T, "1e999", 9, "“1e999” is beyond the slider; t is at its end, 9."),
    ],
)
def test_the_answer_is_a_value_or_words(control, text, value, words):
    assert answer(control, text) == (value, words)
    assert type(value) in (type(control.value), type(None))


# In the panel


def typed(toy, symbol, text):
    """What the browser says after Enter in a field, or when the field is left."""
    front_end = toy.e.layout.front_end
    front_end.set_state({"typed": [symbol, text, len(toy.calls)]})
    return front_end.note


def test_a_typed_number_moves_its_slider(toy):
    assert typed(toy, "w", "−1,234") == ""
    assert (toy.e.state()["w"], toy.w.value, toy.calls[-1]["w"]) == (-1.234, -1.234, -1.234)
    assert typed(toy, "t", "2") == ""
    assert toy.calls[-1]["t"] == 2 and isinstance(toy.calls[-1]["t"], int)


def test_what_is_no_number_moves_nothing_and_is_answered(toy, sent):
    calls = len(toy.calls)
    assert "“1/2” is not a number" in typed(toy, "w", "1/2")
    assert (toy.e.state()["w"], len(toy.calls)) == (0.5, calls)
    notes = [state["note"] for part, _, state in sent if part is toy.e.layout.front_end]
    assert len(notes) == 1 and "1/2" in notes[0]
    toy.e.layout.front_end.set_state({"typed": ["w", "1/2", 99]})
    notes = [state["note"] for part, _, state in sent if part is toy.e.layout.front_end]
    assert notes == [notes[0], "", notes[0]]  # said once more


@pytest.mark.parametrize("move", ["hand", "code", "button"])
def test_the_words_go_away_at_the_next_move(toy, move):
    assert "its end, 2.00" in typed(toy, "w", "5")
    assert toy.e.state()["w"] == 2
    {
        "hand": lambda: toy.w.set_state({"value": 0.3}),
        "code": lambda: toy.e.set(t=2),
        "button": toy.e.reset,
    }[move]()
    assert toy.e.layout.front_end.note == ""


def test_by_its_symbol_a_slider_is_found(make):
    controls = {"v": slider("w", -2, 2, 0.5), "w": slider("w", 0, 1, 0)}
    with pytest.raises(ValueError, match="a symbol of its own for each slider, got w, w"):
        make(controls=controls, presets={}, play=None)
