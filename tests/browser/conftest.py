"""Fixtures: servers, browser windows, and each notebook opened and run once."""

import os
import shutil
from contextlib import ExitStack
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from lab import (
    CHROMIUM,
    FIREFOX,
    FLAGS,
    PATIENCE,
    Opening,
    jupyter_lab,
    notebooks,
    openings,
)

NO_DELAY = Path(__file__).parents[1] / "benchmarks" / "no_delay_config.py"  # a third less waiting
# After each move one frame or two are drawn ahead, where it could be fifty: a quarter less work in
# all. (tests/explorers draws ahead with every explorer; in Notebook 7 hands meet all of it.)
LOOK_AHEAD = {"jupyterlab": {"RNN_LOOK_AHEAD": "0.1"}}
PLAYWRIGHT = version("playwright") if find_spec("playwright") else ""
DRIVES_FIREFOX = "1.58."  # Playwright that drives Mozilla's own Firefox; 1.65 does not
HAS = {  # what a notebook is opened with: whether it is here, and how it comes here
    "chromium": (CHROMIUM and PLAYWRIGHT, "apt-get install chromium, pip install playwright"),
    "firefox": (
        FIREFOX and PLAYWRIGHT.startswith(DRIVES_FIREFOX),
        f"apt-get install firefox-esr, pip install playwright=={DRIVES_FIREFOX}*",
    ),
    "notebook": (find_spec("notebook"), "pip install notebook"),
    "jupyterlab": (True, ""),
}
# Tried elsewhere too than in JupyterLab in Chromium. Left out: slides, which are JupyterLab's; what
# is told to a screen reader, which Firefox cannot be asked; and what is the kernel's.
EVERYWHERE = {
    "test_it_runs_without_an_error",
    "test_every_explorer_is_whole_on_the_page",
    "test_every_equation_is_drawn",
    "test_right_and_wrong_guesses_are_answered",
    "test_sliders_and_lists_follow_the_hand_and_the_first_slider_the_keys",
    "test_play_moves_the_picture_until_pause",
    "test_the_controls_follow_a_hand_in_the_picture",
    "test_a_number_is_read_however_it_is_written",
    "test_words_in_any_writing_are_answered_and_nothing_jumps",
}
# What is the engine's, one for all chapters, and looked at in one; what it does for each explorer
# is looked at without a browser.
IN_ONE_CHAPTER = {
    "test_a_cell_that_runs_alone_and_again_gives_a_working_explorer": "00",
    "test_a_finger_moves_the_point_and_elsewhere_the_page": "09",
    "test_a_guess_is_kept_when_its_cell_runs_again": "00",
    "test_a_lecturer_opens_the_answer_by_keys_alone": "00",
    "test_a_line_to_paste_is_copied_or_else_shown": "00",
    "test_a_number_is_read_however_it_is_written": "00",
    "test_a_show_starts_at_a_note_or_an_explorer_and_a_slider_keeps_its_keys": "02",
    "test_a_task_is_ticked_as_soon_as_it_is_done": "00",
    "test_an_error_in_a_callback_is_seen": "00",
    "test_controls_and_picture_are_in_sight_together_at_150_percent": "10",
    "test_in_the_dark_theme_words_and_formulas_stand_out_too": "00",
    "test_the_picture_is_there_before_the_hand": "02",
    "test_what_comes_for_another_place_is_not_painted": "02",
    "test_what_is_no_number_changes_nothing_and_is_answered": "00",
    "test_what_the_picture_shows_is_said_once_the_hand_rests": "00",
}


def pytest_collection_modifyitems(config, items):
    """Leave out, by name, what is not tried in a chapter, another browser or another front end."""
    left_out = [item for item in items if _is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _is_left_out(item):
    opening = getattr(item, "callspec", None) and item.callspec.params.get("opened")
    if not isinstance(opening, Opening):
        return False
    if not opening.usual:
        return item.originalname not in EVERYWHERE
    return IN_ONE_CHAPTER.get(item.originalname) not in (None, opening.name[:2])


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
            running = jupyter_lab(
                folder,
                config=NO_DELAY.read_text(),
                front_end=front_end,
                variables=LOOK_AHEAD.get(front_end),
            )
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
    """The same notebook after Run All Cells; after Restart Kernel, too, where a cell has run."""
    if opened.used:
        opened.restart()
    opened.run_all()
    return opened
