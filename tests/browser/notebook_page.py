"""A notebook open in JupyterLab: what a person does with it, and what a person sees."""

import json
import time
from contextlib import contextmanager

from jupyter_client import BlockingKernelClient
from lab import TOKEN

SCROLLER = ".jp-Notebook .jp-WindowedPanel-outer"
PICTURE = "img.rnn-picture"


class NotebookPage:
    """One notebook in one browser page.

    Parameters
    ----------
    page : Playwright's Page
    lab : the server: its `address`, and the `folder` in which it lives
    name : file name of the notebook
    """

    def __init__(self, page, lab, name):
        self.page, self.lab, self.name = page, lab, name
        self.kernel = None
        self.complaints = []  # of the browser's console
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self):
        """Open the notebook and wait until its kernel is ready."""
        self.page.goto(f"{self.lab.address}/lab/tree/{self.name}?token={TOKEN}&reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        self.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.ready")
        self.wait_until_idle()
        return self

    def connect(self):
        """Become a second client of the notebook's kernel."""
        if self.kernel:
            self.kernel.stop_channels()
        name = self.page.evaluate(
            "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id"
        )
        connection = self.lab.folder / "runtime" / f"kernel-{name}.json"
        self.kernel = BlockingKernelClient()
        self.kernel.load_connection_info(json.loads(connection.read_text()))
        self.kernel.start_channels()
        self.kernel.wait_for_ready(timeout=60)

    def menu(self, *path):
        """Choose an entry of JupyterLab's menu bar."""
        self.page.click(f".lm-MenuBar-itemLabel:text-is('{path[0]}')")
        for entry in path[1:]:
            self.page.click(f".lm-Menu-itemLabel:text-is('{entry}')")

    def run_all(self):
        """Run All Cells, and wait until every cell has run."""
        self.menu("Run", "Run All Cells")
        self.page.wait_for_timeout(300)
        self.wait_until_idle()
        self.page.wait_for_timeout(700)  # the panels are laid out, the pictures are sharp

    def wait_until_idle(self):
        self.page.wait_for_function(
            """() => {
                const context = window.jupyterapp.shell.currentWidget.sessionContext;
                const running = document.querySelector('.jp-Notebook-ExecutionIndicator');
                return context.session?.kernel?.status === 'idle'
                    && running?.dataset.status === 'idle';
            }""",
            timeout=120_000,
        )

    def cell_outputs(self):
        """Return what the notebook holds now, from its model: a list of (source, outputs)."""
        return self.page.evaluate(
            """() => {
                const panel = window.jupyterapp.shell.currentWidget;
                return panel.content.model.sharedModel.cells.map(
                    cell => [cell.source, cell.cell_type === 'code' ? cell.outputs : []]);
            }"""
        )

    def walk(self):
        """Scroll from the first word to the last in half pages; stop at each for the caller."""
        scroll = f"document.querySelector('{SCROLLER}')"
        self.page.evaluate(f"{scroll}.scrollTop = 0")
        while True:
            self.page.wait_for_timeout(150)
            yield
            at_end = self.page.evaluate(
                f"""() => {{ const page = {scroll}, before = page.scrollTop;
                    page.scrollBy(0, page.clientHeight / 2); return page.scrollTop === before; }}"""
            )
            if at_end:
                return

    def overflow(self):
        """Return what is wider than the page and now in sight: a list of texts."""
        return self.page.evaluate(
            f"""() => {{
                const page = document.querySelector('{SCROLLER}'), wide = [];
                if (page.scrollWidth > page.clientWidth) wide.push('the notebook');
                const boxes = '.jp-OutputArea-output, .jp-RenderedMarkdown, .cm-scroller';
                for (const box of page.querySelectorAll(boxes)) {{
                    const inside = box.getBoundingClientRect();
                    if (inside.bottom < 0 || inside.top > innerHeight || !inside.height) continue;
                    if (box.scrollWidth > box.clientWidth + 1)
                        wide.push(box.className + ': ' + box.innerText.slice(0, 80));
                }}
                return wide;
            }}"""
        )

    def _hear(self, message):
        if message.type == "error":
            self.complaints.append(message.text)


@contextmanager
def at_rest(panel, *, seconds=15):
    """Do something to an explorer; then wait for its new picture, at rest: a PNG, not a JPEG."""
    picture = panel.query_selector(PICTURE)
    before = picture.get_attribute("src")
    yield
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        source, kind = picture.evaluate(
            "async image => [image.src, (await (await fetch(image.src)).blob()).type]"
        )
        if source != before and kind == "image/png":
            return
        time.sleep(0.05)
    raise TimeoutError(f"no new picture came to rest in {seconds} s")


def digest(picture):
    """Return the SHA-256 of the bytes that an <img> shows."""
    return picture.evaluate(
        """async image => {
            const bytes = await (await fetch(image.src)).arrayBuffer();
            const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
            return [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('');
        }"""
    )


def in_kernel(client, code):
    """Run code in the notebook's kernel and return what it prints, read as JSON."""
    texts = []

    def hear(message):
        if message["msg_type"] == "stream" and message["content"]["name"] == "stdout":
            texts.append(message["content"]["text"])

    reply = client.execute_interactive(code, store_history=False, output_hook=hear, timeout=60)
    if reply["content"]["status"] != "ok":
        raise RuntimeError("\n".join(reply["content"].get("traceback", [])))
    return json.loads("".join(texts)) if texts else None
