"""Fixtures: one JupyterLab server, one Chromium, and each notebook opened and run once."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from lab import CHROMIUM, FLAGS, PATIENCE, jupyter_lab, notebooks

HOW = "no browser tests: apt-get install chromium, and pip install playwright"
NO_DELAY = Path(__file__).parents[1] / "benchmarks" / "no_delay_config.py"  # a third less waiting
BROWSER = CHROMIUM is not None and find_spec("playwright") is not None


def pytest_terminal_summary(terminalreporter):
    if not BROWSER:
        terminalreporter.write_line(HOW)


@pytest.fixture(scope="session")
def chromium():
    """A browser window of a reader who writes 0,75; its pages share one cache."""
    if not BROWSER:
        assert not os.environ.get("BROWSER_TESTS_REQUIRED"), HOW
        pytest.skip(HOW)
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        window = browser.new_context(viewport={"width": 1280, "height": 800}, locale="de-DE")
        window.set_default_timeout(1000 * PATIENCE)
        expect.set_options(timeout=1000 * PATIENCE)
        yield window
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A server over copies of all notebooks: its `address`, and the `page` that shows it."""
    folder = tmp_path_factory.mktemp("lab")
    with jupyter_lab(folder, config=NO_DELAY.read_text()) as address:
        for path in notebooks():
            shutil.copy(path, folder / "work")
        yield SimpleNamespace(address=address, page=None)


@pytest.fixture(scope="session", params=notebooks(), ids=lambda path: path.stem)
def opened(request, chromium, lab):
    """A notebook that was opened, and of which no cell has run.

    One after the other is opened in the same page, as a reader does it; but in a new page after a
    test that failed, which may have left a dialog open.
    """
    from notebook_page import NotebookPage

    page, lab.page = lab.page or chromium.new_page(), None
    failed = request.session.testsfailed
    notebook = NotebookPage(page, lab, request.param.name).open()
    yield notebook
    notebook.close()
    if request.session.testsfailed == failed:
        lab.page = page
    else:
        page.close()


@pytest.fixture(scope="session")
def ran(opened):
    """The same notebook after Restart Kernel and Run All Cells."""
    opened.restart()
    opened.run_all()
    return opened
