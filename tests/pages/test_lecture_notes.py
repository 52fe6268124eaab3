"""The lecturer's notes: every slide once, the minutes of the plan, answers and solutions."""

import re

import pytest
from run_notebooks import NOTEBOOKS, read

from rnn_helpers.pages.lecture_notes import main
from rnn_helpers.pages.lecture_plan import slides, stretches
from rnn_helpers.pages.readable import as_html, formula


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_stretches_hold_every_slide_once_and_the_minutes_of_the_plan(path):
    notebook = read(path)
    plan = stretches(notebook)
    numbers = [slide.number for stretch in plan for slide in stretch.slides]
    assert numbers == [slide.number for slide in slides(notebook)] == [*range(1, numbers[-1] + 1)]
    assert all(stretch.slides for stretch in plan)
    prose = "\n".join(cell.source for cell in notebook.cells)
    told = re.search(r"\*\*(?:You will d|D)o\*\* \((\d+) minutes\)", prose)
    assert sum(stretch.minutes for stretch in plan) == int(told[1])
    texts = [text for s in plan for text in (s.note, *(slide.words for slide in s.slides))]
    for html in map(as_html, texts):
        without_code = re.sub(r"<code>.*?</code>", "", html)
        assert html and not re.search(r"[$\\*\0]", without_code), html


def test_a_stretch_goes_on_to_the_next_heading():
    plan = stretches(read(NOTEBOOKS / "05_hidden_state.ipynb"))
    words = [[slide.words for slide in stretch.slides] for stretch in plan]
    assert words[1][0] == "**What is the state?**"
    assert words[2][0] == "**How long does a word stay?**"
    assert words[-1][-1] == "**We learned**"


def test_the_command_writes_pages_that_tell_answers_and_solutions(tmp_path):
    main([str(tmp_path / "notes"), "05", "12"])
    page, museum = (path.read_text("utf-8") for path in sorted((tmp_path / "notes").iterdir()))
    assert "<h1>Carry a state through a sentence</h1><p>40 minutes." in page
    assert "<h2>8 minutes, from 8 to 16. Slides 7 to 12</h2>" in page
    assert "<b>Answer:</b> It is 512 billion." in page
    assert "(Begins at x = “cat who dogs see”, n = 2.) Guess: After “cat who dogs see”" in page
    assert "<b>n = 4.</b> It must see “cat”" in page
    assert "<b>x = “girl sees boys runs”, then x = “dogs see cat .”.</b>" in page
    assert "Begins at button “T rows”" in page
    assert page.count('<div class="note">') == 6 and "<b>Poll:</b> 8,000 words" in page
    assert "(Begins at button “Reset”.)" in museum
    assert museum.count("</b> ") > 5 and '<ol class="inside">' in museum
    assert not re.search(r"https?:|<script|<img|@import|url\(", page + museum)


@pytest.mark.parametrize(
    ("tex", "html"),
    [
        ("s_{-1}", "<i>s</i><sub>−1</sub>"),
        (r"{\color{#95408C}{U}}", "<i>U</i>"),
        (r"\tanh(w s_t)", "tanh(<i>w</i> <i>s</i><sub><i>t</i></sub>)"),
        ("e^{100} < 2", "<i>e</i><sup>100</sup> &lt; 2"),
        (r"\frac{1}{K} = x", "(1/<i>K</i>) = <i>x</i>"),
        (r"\|\tilde{s} - V_1\|", "‖<i>s\u0303</i> − <i>V</i><sub>1</sub>‖"),
    ],
)  # fmt: skip
def test_formulas_can_be_read(tex, html):
    assert formula(tex) == html


def test_an_unknown_formula_says_so():
    with pytest.raises(ValueError, match="no readable text"):
        formula(r"\sqrt{2}")


def test_marks_of_markdown():
    assert as_html("**Show:** *a*, `x * y < 2`, [there](b.ipynb), 3 < 4") == (
        "<b>Show:</b> <i>a</i>, <code>x * y &lt; 2</code>, there, 3 &lt; 4"
    )
