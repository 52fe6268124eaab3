"""A notebook just opened: no cell has run, and everything is there to read all the same."""

from run_notebooks import WIDGET_VIEW


def shows_all_that_is_stored(notebook):
    with notebook.unfolded():
        shown = notebook.shown()
    bundles = notebook.bundles()
    assert not [bundle for bundle in bundles if WIDGET_VIEW in bundle]
    assert shown["pictures"] == sum("image/png" in bundle for bundle in bundles) > 0
    sentences = [bundle["text/plain"] for bundle in bundles if "text/html" in bundle]
    assert sentences
    assert not [text for text in sentences if " ".join(text.split()) not in shown["words"]]


def test_untrusted_it_shows_pictures_and_sentences(opened):
    shows_all_that_is_stored(opened)


def test_trusted_it_shows_them_too(opened):
    opened.trust()
    shows_all_that_is_stored(opened)
