"""Fixtures: servers, browser windows, and each notebook opened and run once."""

import os
import shutil
from contextlib import ExitStack
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from lab import CHROMIUM, FIREFOX, FLAGS, PATIENCE, jupyter_lab, notebooks, openings

NO_DELAY = Path(__file__).parents[1] / "benchmarks" / "no_delay_config.py"  # a third less waiting
PLAYWRIGHT = find_spec("playwright") is not None
HAS = {  # what a notebook is opened with: whether it is here, and how it comes here
    "chromium": (CHROMIUM and PLAYWRIGHT, "apt-get install chromium, pip install playwright"),
    "firefox": (FIREFOX and PLAYWRIGHT, "apt-get install firefox-esr, pip install playwright"),
    "notebook": (find_spec("notebook"), "pip install notebook"),
    "jupyterlab": (True, ""),
}
# What is left out there: Firefox cannot be asked what it tells a screen reader; Notebook 7 has no
# slides of its own; and the rest is JupyterLab's or the kernel's, in every browser the same.
LEFT_OUT = {
    "firefox": {
        "test_a_screen_reader_finds_a_name_for_everything",
        "test_keys_lead_through_every_slide_and_back",
    },
    "notebook": {"test_keys_lead_through_every_slide_and_back"},
}
# What is the engine's, one for all chapters, and looked at in one.
IN_ONE_CHAPTER = {
    "test_a_finger_moves_the_point_and_elsewhere_the_page": "09",
}


def pytest_collection_modifyitems(config, items):
    """Leave out, by name, what is not tried in another browser or front end."""
    left_out = [item for item in items if _is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _is_left_out(item):
    opening = getattr(item, "callspec", None) and item.callspec.params.get("opened")
    if not opening:
        return False
    there, usual = {opening.browser, opening.front_end}, {"chromium", "jupyterlab"}
    chapter = IN_ONE_CHAPTER.get(item.originalname, opening.name[:2])
    if opening.name[:2] != chapter or (item.originalname in IN_ONE_CHAPTER and there != usual):
        return True
    return any(item.originalname in LEFT_OUT.get(name, ()) for name in there)


def pytest_terminal_summary(terminalreporter):
    for name, (there, how) in HAS.items():
        if not there:
            terminalreporter.write_line(f"no tests in {name}: {how}")


def need(name):
    """Skip the test, or fail where all are to run, when a browser or a front end is missing."""
    there, how = HAS[name]
    if not there:
        assert not os.environ.get("BROWSER_TESTS_REQUIRED"), f"{name}: {how}"
        pytest.skip(f"no tests in {name}: {how}")


@pytest.fixture(scope="session")
def window():
    """window(browser): one of a reader who writes 0,75; its pages share one cache."""
    with ExitStack() as stack:

        @cache
        def playwright():
            from playwright.sync_api import expect, sync_playwright

            expect.set_options(timeout=1000 * PATIENCE)
            return stack.enter_context(sync_playwright())

        @cache
        def open_window(name):
            need(name)
            if name == "firefox":  # the one that Debian has, not one of Playwright's own
                browser = playwright().firefox.launch(
                    channel="moz-firefox", executable_path=FIREFOX
                )
            else:
                browser = playwright().chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            stack.callback(browser.close)
            window = browser.new_context(viewport={"width": 1280, "height": 800}, locale="de-DE")
            window.set_default_timeout(1000 * PATIENCE)
            return window

        yield open_window


@pytest.fixture(scope="session")
def chromium(window):
    return window("chromium")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """server(front_end): one over copies of all notebooks; its `address`, and `page`s to go on in,
    by browser."""
    with ExitStack() as stack:

        @cache
        def start(front_end):
            need(front_end)
            folder = tmp_path_factory.mktemp(front_end)
            running = jupyter_lab(folder, config=NO_DELAY.read_text(), front_end=front_end)
            address = stack.enter_context(running)
            for path in notebooks():
                shutil.copy(path, folder / "work")
            return SimpleNamespace(address=address, front_end=front_end, pages={})

        yield start


@pytest.fixture(scope="session", params=openings(), ids=lambda opening: opening.name)
def opened(request, window, server):
    """A notebook that was opened, and of which no cell has run.

    One after the other is opened in the same page, as a reader does it; but in a new page after a
    test that failed, which may have left a dialog open.
    """
    from notebook_page import NotebookPage

    opening = request.param
    browser, lab = window(opening.browser), server(opening.front_end)
    page = lab.pages.pop(opening.browser, None) or browser.new_page()
    failed = request.session.testsfailed
    notebook = NotebookPage(page, lab, opening.path.name).open()
    yield notebook
    notebook.close()
    if request.session.testsfailed == failed and opening.front_end == "jupyterlab":
        lab.pages[opening.browser] = page
    else:
        page.close()


@pytest.fixture(scope="session")
def ran(opened):
    """The same notebook after Restart Kernel and Run All Cells."""
    opened.restart()
    opened.run_all()
    return opened
