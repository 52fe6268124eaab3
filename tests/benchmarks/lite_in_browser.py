"""The site of rnn_helpers.lite in Chromium: from its address to the first live picture.

    python -m rnn_helpers.lite site/lite
    python tests/benchmarks/lite_in_browser.py site/lite 00 07

Serves the folder on the loopback address. Prints for each chapter named (or all): seconds from the
address to a kernel that is ready, from Run All to the first explorer that is live and drawn, and to
the end of the run; what came over the wire, in megabytes, and from elsewhere; and every error.
"""

import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS / "browser")]
from first_picture import LIVE  # noqa: E402
from lab import CHROMIUM, FLAGS, notebooks  # noqa: E402
from notebook_page import NotebookPage  # noqa: E402

PATIENCE = 600_000  # milliseconds for each wait


class Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def log_message(self, *words):
        """Say nothing of each file."""


class Server(ThreadingHTTPServer):
    def handle_error(self, *request):
        """Say nothing of a page that was closed too early."""


def measure(page, address, name):
    """Return the three times, in seconds, and the errors of the cells."""
    start = time.perf_counter()
    page.goto(f"{address}/lab/index.html?path={name}")
    page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.context")
    notebook = NotebookPage(page, None, name).open()
    ready = time.perf_counter() - start
    start = time.perf_counter()
    notebook.menu("Run", "Run All Cells")
    page.wait_for_function(LIVE, polling=50)
    first = time.perf_counter() - start
    notebook.wait_until_idle()
    return ready, first, time.perf_counter() - start, notebook.errors()


def main():
    folder, *wanted = sys.argv[1:]
    server = Server(("127.0.0.1", 0), partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in notebooks():
            if wanted and path.name[:2] not in wanted:
                continue
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            page.set_default_timeout(PATIENCE)
            came = {}
            page.context.on(
                "response",
                lambda answer, came=came: came.update(
                    {answer.url: int(answer.headers.get("content-length", 0))}
                ),
            )
            ready, first, whole, errors = measure(page, address, path.name)
            mine = sum(size for url, size in came.items() if url.startswith(address))
            print(
                f"{path.stem:32} ready {ready:5.1f} s, picture {first:5.1f} s, all {whole:5.1f} s, "
                f"{mine / 1e6:.1f} MB and {(sum(came.values()) - mine) / 1e6:.1f} from elsewhere",
                *(f"    {error}" for error in errors),
                sep="\n",
                flush=True,
            )
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
