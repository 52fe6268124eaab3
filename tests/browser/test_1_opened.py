"""A notebook just opened: no cell has run, and everything is there to read all the same.

Then the cells with explorers are run, each alone. (Restart and Run All come after: fixture `ran`.)
"""

from notebook_page import soon, words_of
from run_notebooks import WIDGET_VIEW


def shows_all_that_is_stored(notebook):
    bundles = notebook.bundles()
    assert not [bundle for bundle in bundles if WIDGET_VIEW in bundle]
    pictures = sum("image/png" in bundle for bundle in bundles)
    sentences = words_of(bundles)
    assert pictures and sentences

    def missing():
        shown = notebook.shown()
        words = [text for text in sentences if " ".join(text.split()) not in shown["words"]]
        return words or ["pictures"] * (pictures != shown["pictures"])

    with notebook.unfolded():
        assert not soon(missing)


def test_untrusted_it_shows_pictures_and_sentences(opened):
    shows_all_that_is_stored(opened)


def test_trusted_it_shows_them_too(opened):
    opened.trust()
    shows_all_that_is_stored(opened)


def shows_an_explorer(outputs):
    return {"text/html", "image/png"} <= {form for out in outputs for form in out.get("data", {})}


def test_cells_run_alone_backwards_and_again_give_working_explorers(opened):
    numbers = [n for n, (_, outputs) in enumerate(opened.cells()) if shows_an_explorer(outputs)]
    for number in [*reversed(numbers), numbers[-1]]:
        opened.run_cell(number)
    assert not opened.errors()
    assert len(opened.explorers()) == len(numbers)
    for explorer in opened.explorers():
        explorer.one_slider_works()
