"""The stored notebook as a web page, with no kernel and no JupyterLab (nbconvert)."""

from pathlib import Path

import pytest
from lab import notebooks
from traitlets.config import Config

# nbconvert's page fetches MathJax from the network; the tests take Debian's (libjs-mathjax).
MATHJAX = Path("/usr/share/javascript/mathjax/MathJax.js")
# As README's command has it: what is folded in JupyterLab has no code here.
FOLDED = Config(TagRemovePreprocessor={"enabled": True, "remove_input_tags": {"hide-input"}})
STYLE = "TeX-AMS_CHTML-full,Safe"  # as in nbconvert's own address


@pytest.fixture(scope="module", params=notebooks(), ids=lambda path: path.stem)
def static(request, chromium, tmp_path_factory):
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(mathjax_url=f"{MATHJAX.as_uri()}?config={STYLE}", config=FOLDED)
    html, _ = exporter.from_filename(str(request.param))
    path = tmp_path_factory.mktemp("static") / "page.html"
    path.write_text(html, encoding="utf-8")
    page = chromium.new_page()
    page.route("http*://**", lambda route: route.abort())
    page.goto(path.as_uri())
    yield page, request.param
    page.close()


def test_every_picture_and_sentence_is_there(static):
    page, path = static
    from notebook_page import words_of
    from run_notebooks import read

    bundles = [
        output["data"]
        for cell in read(path).cells
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    pictures = page.locator(".jp-RenderedImage img")
    assert pictures.count() == sum("image/png" in bundle for bundle in bundles) > 0
    for picture in pictures.all():
        place = picture.bounding_box()
        assert place["width"] > 300 and place["height"] > 100
    words = " ".join(page.inner_text("body").split())
    sentences = words_of(bundles)
    assert sentences
    assert not [text for text in sentences if " ".join(text.split()) not in words]


def test_no_answer_is_in_sight(static):
    """A question and its choices stand there; the answer is folded, and no code gives it away."""
    page, _ = static
    words = page.inner_text("body")
    assert "def truth" not in words and "Guess(" not in words
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
    assert page.locator(".jp-OutputArea-output").count() > 0
    assert page.locator(".jp-OutputArea-output").evaluate_all(empty) == 0


@pytest.mark.skipif(not MATHJAX.exists(), reason="apt-get install libjs-mathjax")
def test_every_equation_is_drawn(static):
    page, _ = static
    page.wait_for_function("window.MathJax?.isReady && document.querySelector('.mjx-math')")
    page.evaluate("new Promise(done => MathJax.Hub.Queue(done))")  # after all that waits there
    assert not page.locator(".mjx-merror, .MathJax_Error").count()
    texts = page.locator(".jp-RenderedMarkdown").all_inner_texts()
    assert not [text for text in texts if "$" in text or "\\" in text]
