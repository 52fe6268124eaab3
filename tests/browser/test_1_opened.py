"""A notebook just opened: no cell has run, and everything is there to read all the same.

Then a cell with an explorer is run alone. (Restart and Run All come after: fixture `ran`.)
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

    def left_out():
        with notebook.unfolded():
            return soon(missing)

    assert not (left_out() and left_out())  # once a busy JupyterLab left a cell undrawn


def test_untrusted_it_shows_pictures_and_sentences(opened):
    shows_all_that_is_stored(opened)


def test_trusted_it_shows_them_too(opened):
    opened.trust()
    shows_all_that_is_stored(opened)


def shows_an_explorer(outputs):
    return {"text/html", "image/png"} <= {form for out in outputs for form in out.get("data", {})}


def test_a_cell_that_runs_alone_and_again_gives_a_working_explorer(opened):
    """(That each of them needs no other cell, tests/chapters finds out without a browser.)"""
    *_, last = (n for n, (_, outputs) in enumerate(opened.cells()) if shows_an_explorer(outputs))
    for _ in range(2):
        opened.run_cell(last)
    assert not opened.errors()
    (explorer,) = opened.explorers()
    explorer.one_slider_works()
