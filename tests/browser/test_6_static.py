"""Every chapter as a page that runs nothing, opened from a folder: what stands there is seen.

(That pages move is seen in test_6b_moving.)
"""

import pytest
from lab import notebooks

from rnn_helpers.pages.chapter_page import Chapter


@pytest.fixture(scope="module", params=notebooks(), ids=lambda path: path.stem)
def static(request, chromium, tmp_path_factory):
    chapter = Chapter(request.param, still=True)
    path = tmp_path_factory.mktemp("static") / chapter.file
    path.write_text(chapter.html({chapter.path.name: chapter.file}), encoding="utf-8")
    page, asked = chromium.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    yield page, chapter
    assert not [url for url in asked if not url.startswith(("file:", "blob:", "data:"))]
    page.close()


def test_every_picture_and_sentence_is_there(static):
    page, chapter = static
    from notebook_page import words_of

    bundles = [
        output["data"]
        for cell in chapter.notebook.cells
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    pictures = page.locator("main img")
    assert pictures.count() == sum("image/png" in bundle for bundle in bundles) > 0
    for picture in pictures.all():
        place = picture.bounding_box()
        assert place["width"] > 300 and place["height"] > 100
        assert picture.get_attribute("alt")
    words = " ".join(page.inner_text("body").split())
    sentences = words_of(bundles)
    assert sentences
    assert not [text for text in sentences if " ".join(text.split()) not in words]


def test_no_answer_is_in_sight(static):
    """A question and its choices stand there; the answer is folded, and no code gives it away."""
    page, _ = static
    words = page.inner_text("body")
    assert "def truth" not in page.content() and "Guess(" not in page.content()
    assert "One way to" not in words  # solutions
    folds = page.locator("details:has(summary:text-is('Guess first, then open the answer'))")
    assert folds.count() >= 2
    for fold in folds.all():
        answer = fold.locator("p")
        assert not answer.is_visible()
        fold.locator("summary").click()
        assert answer.is_visible() and answer.inner_text() not in words


def test_no_output_is_an_empty_box(static):
    page, _ = static
    empty = """outputs => outputs.filter(output =>
        !output.innerText.trim() && !output.querySelector('img')).length"""
    assert page.locator(".output_area").count() > 0
    assert page.locator(".output_area").evaluate_all(empty) == 0


def test_every_equation_is_drawn(static):
    page, chapter = static
    drawn = page.locator("math").evaluate_all(
        "all => all.map(one => [one.namespaceURI, one.getBoundingClientRect().width])"
    )
    dollars = sum(cell.source.count("$") for cell in chapter.notebook.cells)
    assert 2 * len(drawn) <= dollars and len(drawn) > 10
    hidden = page.locator("details math").count()
    assert {space for space, _ in drawn} == {"http://www.w3.org/1998/Math/MathML"}
    assert sum(width > 0 for _, width in drawn) >= len(drawn) - hidden
    texts = page.locator(".text_cell_render").all_inner_texts()
    assert not [text for text in texts if "$" in text or "\\" in text]


def test_nothing_is_wider_than_a_telephone(static):
    page, _ = static
    size = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.set_viewport_size(size)
