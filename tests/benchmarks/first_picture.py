"""From Run All to the first live picture, for every notebook, in JupyterLab in Chromium.

    python tests/benchmarks/first_picture.py

Prints for each notebook: seconds from the press of Run All to the first explorer that is live and
drawn, and to the end of the run. The kernel has started before; nothing of the package is loaded.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS / "browser")]
from lab import CHROMIUM, FLAGS, jupyter_lab, notebooks  # noqa: E402
from notebook_page import NotebookPage  # noqa: E402

LIVE = """() => [...document.querySelectorAll('.rnn-panel .rnn-picture')]
    .some(picture => picture.shown)"""


def measure(page, lab, name):
    """Return the two times, in seconds."""
    notebook = NotebookPage(page, lab, name).open()
    start = time.perf_counter()
    notebook.menu("Run", "Run All Cells")
    page.wait_for_function(LIVE, polling=50, timeout=60_000)
    first = time.perf_counter() - start
    notebook.wait_until_idle()
    return first, time.perf_counter() - start


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        folder = Path(folder)
        with jupyter_lab(folder) as address:
            lab = type("Lab", (), {"address": address, "folder": folder})
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for path in notebooks():
                shutil.copy(path, folder / "work")
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                first, whole = measure(page, lab, path.name)
                print(f"{path.stem:32} first picture {first:5.1f} s, all {whole:5.1f} s")
                page.close()
            browser.close()


if __name__ == "__main__":
    main()
