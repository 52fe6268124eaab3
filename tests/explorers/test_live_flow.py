"""The diagram of one step, in chapter 07: its boxes hold the numbers computed by hand."""

import numpy as np
import pytest
from made import at_start
from panels import random_values, views_of
from running_example import by_hand

from rnn_helpers.explorers.live_flow import SUB_STEPS, live_flow
from rnn_helpers.views.sheets.flow import Flow
from rnn_helpers.views.sheets.flow_layouts import CELL, THREE_WORDS
from rnn_helpers.views.sheets.stored_rows import StoredRows

PARTS, ARROWS = THREE_WORDS.parts, THREE_WORDS.arrows


def extremes(explorer):
    """One value of one control at a time: lowest, middle, highest; each option of a list."""
    for name, control in explorer.controls.items():
        if hasattr(control, "options"):
            yield from ((name, option) for option in control.options)
        else:
            middle = type(control.value)((control.min + control.max) / 2)
            yield from ((name, value) for value in (control.min, middle, control.max))


def texts(numbers):
    return [
        as_shown(number) for row in numbers for number in (row if isinstance(row, list) else [row])
    ]


def as_shown(number):
    """A number as it must stand in its box, formatted in another way than the view does."""
    if isinstance(number, int) and not isinstance(number, bool):
        return f"{float(number):.2f}".replace("-", "\u2212")
    text = format(number, ".1f" if abs(number) > 9.994 else ".2f")
    return (text.lstrip("-") if float(text) == 0 else text).replace("-", "\u2212")


def assert_shows_the_numbers(explorer):
    """The boxes hold the numbers computed by hand, up to the sub-step; the rest is blank."""
    views = views_of(explorer)
    values = {name: control.value for name, control in explorer.controls.items()}
    steps, (t, k) = by_hand(values), divmod(values["n"] - 1, 6)
    shown, rows = views[Flow].shown, views[StoredRows].shown
    assert set(shown["places"]) == set(PARTS) < set(shown)
    later = [part for _, part, _ in SUB_STEPS[k + 1 :]]
    for part, numbers in steps[t].items():
        if part == "x_t":
            assert shown[part] == [str(number) for number in numbers]
        elif part in later:
            assert set(shown[part]) == {""}, part
        else:
            assert shown[part] == texts(numbers), part
    T = len(steps)
    assert rows["x"] == values["x"].split()
    for row in range(T):
        s_known, o_known = row < t or (row == t and k >= 3), row < t or (row == t and k == 5)
        assert rows["s"][2 * row : 2 * row + 2] == (
            texts(steps[row]["s_t"]) if s_known else [""] * 2
        )
        assert rows["o"][3 * row : 3 * row + 3] == (
            texts(steps[row]["o_t"]) if o_known else [""] * 3
        )
    assert rows["s"][2 * T :] == texts([values["s01"], values["s02"]])


@pytest.mark.parametrize("sentences", [(), ("man",), ("man bites man bites dog",)])
def test_the_diagram_shows_the_numbers_at_every_sub_step(sentences):
    flow = live_flow(*sentences)
    rng = np.random.default_rng(1)
    for n in range(1, flow.controls["n"].max + 1):
        flow.set(**random_values(flow, rng) | {"n": n})
        assert_shows_the_numbers(flow)


def test_the_diagram_shows_the_numbers_at_every_extreme_and_preset():
    flow = at_start(live_flow)
    for name, value in extremes(flow):
        for n in (9, 18):
            flow.reset()
            flow.set(**{"n": n, name: value})
            assert_shows_the_numbers(flow)
    for preset in flow.presets:
        flow.preset(preset)
        assert_shows_the_numbers(flow)


def test_the_box_being_computed_is_marked():
    flow = at_start(live_flow)
    views = views_of(flow)
    for n in range(1, 19):
        flow.set(n=n)
        t, k = divmod(n - 1, 6)
        _, part, _ = SUB_STEPS[k]
        _, (rows, _), (x, y), *_ = PARTS[part]
        shown, table = views[Flow].shown, views[StoredRows].shown
        left, bottom, width, height = shown["ground"]
        assert (left + width / 2, bottom + height / 2) == (x, y)
        assert height == rows * CELL[1]
        assert (shown["now"], shown["column"], shown["time"]) == (part, t, f"t = {t}")
        assert shown["arrows"] == {part: len(ARROWS[part])}
        assert table["read"] == ("s", (t - 1) % 4)
        assert table["written"] == {"s_t": ("s", t), "o_t": ("o", t)}.get(part)


def test_the_numbers_stand_where_they_stand_in_the_matrix():
    flow = at_start(live_flow)
    views = views_of(flow)
    flow.set(n=18, W11=0.11, W12=0.12, W21=0.21, W22=0.22, U11=1.11, U21=1.21)
    shown = views[Flow].shown
    placed = {text: at for k in ("U", "W") for text, at in zip(shown[k], shown["places"][k])}
    (left, top), (right, bottom) = placed["0.11"], placed["0.22"]
    assert left < right and bottom < top
    assert placed["0.12"] == (right, top) and placed["0.21"] == (left, bottom)
    assert placed["1.11"][1] > placed["1.21"][1] and placed["1.11"][0] == placed["1.21"][0]
    table = views[StoredRows].shown["places"]
    for letter, columns in {"x": 1, "s": 2, "o": 3}.items():
        heights = [y for _, y in table[letter]]
        assert heights == sorted(heights, reverse=True)
        assert len(set(heights[:columns])) == 1
        assert heights[0] == table["x"][0][1]
        assert "" not in views[StoredRows].shown[letter]


def test_the_sliders_of_U_move_the_first_word_of_the_sentence():
    for sentence, column in (("dog bites man", 1), ("bites man", 2), ("man", 3)):
        flow = live_flow(sentence)
        flow.set(n=6)
        before = flow.state()["s_t"]
        flow.set(**{f"U1{column}": -2.0})
        assert not np.allclose(flow.state()["s_t"], before)


@pytest.mark.parametrize(
    ("sentences", "message"),
    [
        (["dog bites cat"], "'cat'"),
        (["狗 咬 人"], "狗"),
        ([""], "1 to 5 words"),
        (["man " * 6], "1 to 5 words"),
        (["man", "dog bites"], "equally many"),
    ],
)
def test_a_sentence_that_cannot_be_read_is_refused(sentences, message):
    with pytest.raises(ValueError, match=message):
        live_flow(*sentences)


# What the tasks say


def test_c2_moves_every_row_of_o_and_none_of_s():
    flow = at_start(live_flow)
    table = views_of(flow)[StoredRows]
    flow.preset("last step")
    before = table.shown
    flow.set(c2=1.5)
    after = table.shown
    assert after["s"] == before["s"]
    for t in range(3):
        row = slice(3 * t, 3 * t + 3)
        assert after["o"][row] != before["o"][row]


def test_without_w_dog_and_man_are_alike_after_bites_and_w11_alone_parts_them():
    flow = at_start(live_flow)
    flow.preset("W = 0")
    flow.set(n=12)
    one, _, other = flow.state()["o_t"]
    assert one == other == pytest.approx(0.34, abs=0.005)
    for name in ("W11", "W12", "W21", "W22"):
        flow.preset("W = 0")
        most = 0
        for value in np.linspace(-2, 2, 9):
            flow.set(n=12, **{name: value})
            most = max(most, flow.state()["o_t"][2])
        assert (most > 0.5) == (name == "W11")


def test_other_sentences_have_no_tasks():
    assert live_flow("man").tasks is None
