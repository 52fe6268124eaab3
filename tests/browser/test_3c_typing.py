"""What is typed, with real keys: numbers beside a slider, and words in any writing."""

import pytest
from explorer_panel import click, handle, label
from playwright.sync_api import expect

WIDE = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "0123456789.-"}
WAYS = [  # to write a number that the field shows as −1.50
    lambda number: number.replace(".", ",").replace("-", "−"),
    lambda number: number.replace("-", "−"),
    lambda number: f" {number.replace('-', '–')} ",
    lambda number: number.translate(WIDE),
    lambda number: f"{number}e+0",
]
REFUSED = ["1/2", "", "0.5x", "1,2.3", "zwei"]
# Words that no explorer knows, with letters from many fonts, some higher than others.
WRITING = "blubb 狗", "狗🐕", "कुत्ता", "ใต้ạ̱̃̂"
HEIGHTS = """panel => [...panel.querySelectorAll('.widget-text, .widget-text *')]
    .map(part => part.getBoundingClientRect()).map(box => [box.y, box.height])"""
LINES = """panel => panel.closest('.jp-OutputArea').querySelector('.rnn-words > span')
    .getBoundingClientRect().height / 24"""


@pytest.fixture
def real(ran):
    """The first slider for real numbers in the notebook: its explorer, its field, its symbol."""
    for explorer in ran.explorers():
        explorer.look()
        for slider in explorer.sliders():
            field = slider.locator(".widget-readout")
            if "." in field.inner_text():
                yield explorer, slider, field, label(slider)
                explorer.click(explorer.buttons()[0])  # Reset
                return
    raise AssertionError("no slider for real numbers")


def type_in(field, text, *, key="Enter"):
    """Type in place of what stands in a field, and press a key."""
    keyboard = field.page.keyboard
    click(field)
    keyboard.press("Control+a")
    keyboard.press("Delete")
    keyboard.type(text)
    keyboard.press(key)


def test_a_number_is_read_however_it_is_written(ran, real):
    explorer, slider, field, symbol = real
    low, high = (float(handle(slider).get_attribute(f"aria-value{end}")) for end in ("min", "max"))
    before = explorer.settle()
    places = len(field.inner_text().partition(".")[2])
    for n, write in enumerate(WAYS):
        number = f"{low + (high - low) * (0.2 + 0.13 * n):.{places}f}"
        type_in(field, write(number), key="Tab" if n % 2 else "Enter")
        after = explorer.heard().settle(after=before)
        assert after["controls"][symbol] == number
        assert after["place"] == before["place"], "the page jumps"
        assert not explorer.panel.locator("[role=alert]").count()
        before = after
    # 0.933033 is shown as 0.93, which is another number: a field that one only passes through.
    name, value = explorer.ask(
        f"next([name, one.min + (one.max - one.min) / 3.1]"
        f" for name, one in explorer.controls.items() if one.description == {symbol!r})"
    )
    explorer.ask(f"explorer.set(**{{{name!r}: {value}}})")
    explorer.settle()
    click(field)
    for key in ("Enter", "Tab"):
        explorer.page.keyboard.press(key)
    explorer.heard().settle()
    assert explorer.values()[name] == value


def test_what_is_no_number_changes_nothing_and_is_answered(ran, real):
    explorer, slider, field, symbol = real
    before, shown = explorer.settle(), field.inner_text()
    answer = explorer.panel.locator(".rnn-note[role=alert]")
    for n, text in enumerate(REFUSED):
        type_in(field, text, key="Tab" if n % 2 else "Enter")
        after = explorer.heard().settle()
        said = f"“{text}” is not a number" if text else "An empty field is not a number"
        expect(answer).to_contain_text(said)
        expect(answer).to_contain_text(f"{symbol} stays at {shown}.")
        assert after["drawing"] == before["drawing"] and field.inner_text() == shown
        assert after["place"] == before["place"], "the page jumps"
    panel, note = explorer.panel.bounding_box(), answer.bounding_box()
    assert panel["x"] <= note["x"] and panel["y"] <= note["y"]
    assert note["x"] + note["width"] <= panel["x"] + panel["width"]
    assert note["y"] + note["height"] <= panel["y"] + panel["height"]
    explorer.press(slider, "Home")
    low = explorer.settle()
    type_in(field, "99999")
    end = explorer.heard().settle(after=low)
    expect(answer).to_contain_text(f"“99999” is beyond the slider; {symbol} is at its end")
    assert float(end["controls"][symbol]) == float(handle(slider).get_attribute("aria-valuemax"))
    explorer.press(slider, "ArrowLeft")
    expect(answer).to_have_count(0)


def test_words_in_any_writing_are_answered_and_nothing_jumps(ran):
    for explorer in ran.kinds():
        explorer.look()
        for field in explorer.panel.locator(".widget-text input:visible").all():
            before, heights = explorer.settle(), explorer.panel.evaluate(HEIGHTS)
            for line in WRITING:
                field.fill(line)
                assert explorer.panel.evaluate(HEIGHTS) == heights, "the line grows"
                field.press("Enter")
                after = explorer.heard().settle()
                unknown = next(letter for letter in line if not letter.isascii())
                assert line.split()[0] in after["sentence"] or f"“{unknown}”" in after["sentence"]
                assert after["place"] == before["place"], "the page jumps"
                assert explorer.panel.evaluate(LINES) % 1 == 0, "a line of the sentence is higher"
                assert not explorer.panel.locator("[role=alert]").count()
            explorer.click(explorer.buttons()[0])  # Reset
            assert field.input_value() and explorer.settle()["sentence"] != after["sentence"]
