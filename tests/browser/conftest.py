"""Fixtures: one JupyterLab server, one Chromium, and each notebook opened and run once."""

import shutil
from importlib.util import find_spec

import pytest
from lab import CHROMIUM, FLAGS, jupyter_lab, notebooks
from notebook_page import NotebookPage

HOW = "these tests need Chromium (apt-get install chromium) and playwright (pip install playwright)"


def pytest_collection_modifyitems(items):
    if CHROMIUM is None or find_spec("playwright") is None:
        for item in items:
            if "browser" in item.path.parts:
                item.add_marker(pytest.mark.skip(reason=HOW))


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The address of a server over copies of all notebooks; `lab.folder` is where it lives."""
    folder = tmp_path_factory.mktemp("lab")
    with jupyter_lab(folder) as address:
        for path in notebooks():
            shutil.copy(path, folder / "work")
        yield type("Lab", (), {"address": address, "folder": folder})


@pytest.fixture
def new_page(chromium, lab):
    """A function that opens a notebook of the server in a page of its own."""
    pages = []

    def open_page(name, *, width=1280, height=800):
        pages.append(chromium.new_page(viewport={"width": width, "height": height}))
        return NotebookPage(pages[-1], lab, name).open()

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture(scope="session", params=notebooks(), ids=lambda path: path.stem)
def ran(request, chromium, lab):
    """A notebook that was opened at 1280 x 800 and run from the first cell to the last."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    notebook = NotebookPage(page, lab, request.param.name).open()
    notebook.run_all()
    notebook.connect()
    yield notebook
    notebook.kernel.stop_channels()
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.close()
