"""Two chapters as pages that move, opened from a folder: no kernel, no network."""

import json
import re

import pytest
from lab import notebooks
from playwright.sync_api import expect
from records import as_drawn, places_in, unpacked

from rnn_helpers.lessons.guesses import Question
from rnn_helpers.pages import places
from rnn_helpers.pages.chapter_page import Chapter
from rnn_helpers.pages.chapter_page import page as page_around
from rnn_helpers.pages.still_html import guess_html

CHAPTERS = {path.name[:2]: path for path in notebooks()}
DRAWN = """([explorer, frame]) => {
    const { shown } = document.querySelector(`${explorer} .rnn-picture`);
    return shown && JSON.stringify(shown.operations) === frame;
}"""


@pytest.fixture(scope="module", params=["00", "02"], ids=lambda name: CHAPTERS[name].stem)
def moving(request, chromium, tmp_path_factory):
    """An open page, and its chapter; 00 with all that Play moves together, 02 with few notches."""
    few = pytest.MonkeyPatch()
    few.setattr(places, "WAYS", ((8, request.param == "00"),))
    few.setattr(places, "MOST", dict.fromkeys((True, False), 2000))
    chapter = Chapter(CHAPTERS[request.param])
    path = tmp_path_factory.mktemp("moving") / chapter.file
    path.write_text(chapter.html({chapter.path.name: chapter.file}), encoding="utf-8")
    few.undo()
    page, wrong = chromium.new_page(), []
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith("http") and wrong.append(asked.url))
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-open]")
    yield page, chapter
    assert not wrong
    page.close()


@pytest.fixture
def explorer(moving):
    """The first explorer of the page, at its start, and its record."""
    page, chapter = moving
    cell, recording = next(iter(chapter.recordings.items()))
    section = page.locator(f"#{cell}")
    section.get_by_role("button", name="Reset").click()
    return section, unpacked(recording)


def record_of(explorer, **values):
    """(frame as JSON texts, sentence) of the record where the controls stand so."""
    told, operations = explorer[1]
    start = {c["name"]: c["values"][n] for c, n in zip(told["controls"], told["shown"])}
    frame, said = next(
        (frame, said) for at, frame, said in places_in(told) if at == {**start, **values}
    )
    return [as_drawn(operations[number]) for number in frame], said


def expect_shown(explorer, **values):
    """The page shows what was recorded there: picture, sentence, alternative text, what is said."""
    section, (told, _) = explorer
    frame, said = record_of(explorer, **values)
    expect(section.locator(".sentence")).to_have_text(said)
    picture = section.locator(".rnn-picture")
    expect(picture).to_have_attribute("aria-label", said)
    expect(section.locator(".said")).to_have_text(said)
    section.page.wait_for_function(
        DRAWN,
        arg=[f"#{section.get_attribute('id')}", json.dumps(frame, separators=(",", ":"))],
    )
    for control in told["controls"]:
        number = control["values"].index({**dict(start_of(told)), **values}[control["name"]])
        row = section.locator(f"#{section.get_attribute('id')}-{control['name']}")
        if control["kind"] == "slider":
            assert row.get_attribute("aria-valuetext") == control["texts"][number]


def start_of(told):
    return [(c["name"], c["values"][n]) for c, n in zip(told["controls"], told["shown"])]


def sliders(explorer):
    """[(control, its input)] of the sliders in sight, the one of Play first."""
    section, (told, _) = explorer
    controls = [c for c in told["controls"] if c["kind"] == "slider"]
    controls.sort(key=lambda control: control["name"] != told["play"])
    rows = [(c, section.locator(f"#{section.get_attribute('id')}-{c['name']}")) for c in controls]
    return [(control, row) for control, row in rows if row.is_visible()]


def test_a_slider_moves_by_keys(explorer):
    expect_shown(explorer)
    _, (control, row), *_ = sliders(explorer)
    row.focus()
    start = dict(start_of(explorer[1][0]))[control["name"]]
    key, by = ("ArrowRight", 1) if start < control["values"][-1] else ("ArrowLeft", -1)
    row.press(key)
    value = control["values"][control["values"].index(start) + by]
    expect_shown(explorer, **{control["name"]: value})
    row.press("Home")
    expect_shown(explorer, **{control["name"]: control["values"][0]})


def test_a_second_control_sends_the_first_one_back_and_says_so(explorer):
    section, (told, _) = explorer
    _, (one, first), (two, second), *_ = sliders(explorer)
    first.press("Home" if told["shown"][0] else "End")
    first.press("Home")
    first.press("PageUp")
    second.press("End")
    note = section.locator(".note")
    expect(note).to_contain_text(f"Back to {one['symbol']} = ")
    expect(note.get_by_role("link")).to_have_attribute("href", "index.html#run")
    expect_shown(explorer, **{two["name"]: two["values"][-1]})
    section.get_by_role("button", name="Reset").click()
    expect(note).not_to_contain_text("Back to")


def test_play_moves_step_by_step(explorer):
    section, (told, _) = explorer
    (control, _), *_ = sliders(explorer)
    section.get_by_role("button", name="one step on").click()
    expect_shown(explorer, **{told["play"]: control["values"][1]})
    section.get_by_role("button", name="Play").click()
    expect(section.get_by_role("button", name="Pause")).to_be_visible()
    expect(section.locator(".sentence")).to_have_text(
        record_of(explorer, **{told["play"]: control["values"][3]})[1]
    )
    section.get_by_role("button", name="Reset").click()
    expect(section.get_by_role("button", name="Play")).to_be_visible()
    expect_shown(explorer)


def test_an_address_carries_the_state(explorer, moving):
    page, _ = moving
    section, _ = explorer
    _, (control, row), *_ = sliders(explorer)
    row.press("Home")
    section.get_by_role("button", name="copy a link").click()
    page.wait_for_function("location.hash.includes('=')")
    address = page.url
    assert re.search(rf"#{section.get_attribute('id')}\?{control['name']}=", address)
    section.get_by_role("button", name="Reset").click()
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("body[data-open]")
    expect_shown(explorer, **{control["name"]: control["values"][0]})
    assert section.bounding_box()["y"] < 100


def test_who_leaves_the_page_comes_back_to_where_it_stood(explorer, moving):
    page, _ = moving
    _, (control, row), *_ = sliders(explorer)
    row.press("End")
    expect_shown(explorer, **{control["name"]: control["values"][-1]})
    page.goto("about:blank")
    page.go_back()
    page.wait_for_selector("body[data-open]")
    expect_shown(explorer, **{control["name"]: control["values"][-1]})


def test_what_needs_the_notebook_is_said_once(explorer):
    section, (told, _) = explorer
    numbers = [str(i) for i, task in enumerate(told["tasks"], 1) if not task["here"]]
    notes = section.locator(".elsewhere")
    assert notes.count() == bool(numbers)
    for note in notes.all():
        assert re.findall(r"\d+", note.inner_text()) == numbers
        assert note.get_by_role("link").get_attribute("href") == "index.html#run"


def test_presets_and_tasks_lead_where_they_say(explorer):
    section, (told, _) = explorer
    places = {name: place for name, place in told["buttons"].items() if name != "Reset"}
    begins = {f"set up task {i}": t["begin"] for i, t in enumerate(told["tasks"], 1) if t["begin"]}
    for name, place in {**places, **begins}.items():
        section.get_by_role("button", name=name, exact=True).click()
        values = {c["name"]: c["values"][n] for c, n in zip(told["controls"], place)}
        expect_shown(explorer, **values)


def test_a_guess_opens_its_answer(moving):
    page, _ = moving
    guess = page.locator("fieldset.guess").first
    told = guess.locator(".told")
    expect(told).to_have_text("")
    choices = guess.locator(".choices").get_by_role("button")
    choices.first.press("Tab")
    expect(told).to_have_text("")  # keys pass by a choice without taking it
    choices.last.press("Enter")
    expect(told).to_have_text(choices.last.get_attribute("data-told"))
    choices.first.click()
    expect(told).to_contain_text("You guessed")


def test_a_number_is_answered_as_in_the_notebook(chromium, tmp_path):
    root = Question("Which?", truth=0.618034, within=0.06, because="So.", otherwise={1: "No, 1."})
    many = Question("How many?", truth=1610, because="It grows.", otherwise={0: "Not none."})
    body = guess_html("root", root) + guess_html("many", many)
    (tmp_path / "page.html").write_text(page_around("Two", body), encoding="utf-8")
    page = chromium.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    numbers = ["0.618", "0,62", "0.6", "1", "1/2", "−1", "1,610", "1 610", "1,610.0", "0", "７"]
    for name, question in {"root": root, "many": many}.items():
        guess = page.locator(f"#{name}")
        for said in (*numbers, "2.5", "six", "", "1/0", "2 x"):
            guess.get_by_role("textbox", name=question.text).fill(said)
            guess.get_by_role("button", name="guess").click()
            told = question.problem(said) or question.told(said)
            assert guess.locator(".told").inner_text() == told
    guess.get_by_role("textbox").fill("1610")
    guess.get_by_role("textbox").press("Enter")
    assert "and so it is" in guess.locator(".told").inner_text()
    page.close()


def test_all_is_named_and_reached_by_keys(moving):
    page, _ = moving
    controls = page.locator(":is(input, select, button)")
    for control in controls.all():
        assert control.evaluate("one => one.tabIndex") == 0
    unnamed = page.locator(".explorer :is(input, select)").evaluate_all(
        "all => all.filter(one => !one.labels.length).length"
    )
    assert unnamed == 0
