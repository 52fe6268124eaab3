"""A notebook open in JupyterLab: what a person does with it, and what a person sees."""

import json
from contextlib import contextmanager

from explorer_panel import FIND, ExplorerPanel
from jupyter_client import BlockingKernelClient
from lab import PANEL, TOKEN, in_kernel
from playwright.sync_api import expect
from run_notebooks import WIDGET_VIEW

SCROLLER = ".jp-Notebook .jp-WindowedPanel-outer"


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
        self.page.evaluate(f"{PANEL}.sessionContext.ready")
        self.wait_until_idle()
        return self

    # -- run -----------------------------------------------------------------------------------

    def menu(self, *path):
        """Choose an entry of JupyterLab's menu bar."""
        self.page.click(f".lm-MenuBar-itemLabel:text-is('{path[0]}')")
        for entry in path[1:]:
            self.page.click(f".lm-Menu-itemLabel:text-is('{entry}')")

    def run_all(self):
        """Run All Cells, and wait until every cell has run."""
        self._forget_counts()
        self.menu("Run", "Run All Cells")
        self._wait_for_counts()

    def restart(self, *, and_run_all):
        """Restart the kernel through the menu, and say yes to the question."""
        self._forget_counts()
        self.page.evaluate(
            f"""() => {{
                const kernel = {PANEL}.sessionContext.session.kernel;
                window.restarted = false;
                kernel.statusChanged.connect((_, status) => {{
                    window.restarted ||= status === 'restarting';
                }});
            }}"""
        )
        self.menu("Kernel", f"Restart Kernel{' and Run All Cells' if and_run_all else ''}…")
        self.page.click(".jp-Dialog .jp-mod-accept")
        self.page.wait_for_function("window.restarted", timeout=60_000)
        if and_run_all:
            self._wait_for_counts()
        self.wait_until_idle()

    def run_cell(self, number):
        """Run one cell, alone."""
        self.page.evaluate(
            f"""async number => {{
                {PANEL}.content.activeCellIndex = number;
                await window.jupyterapp.commands.execute('notebook:run-cell');
            }}""",
            number,
        )
        self.wait_until_idle()

    def _forget_counts(self):
        """Empty the brackets beside the cells, so that a cell that has run can be told."""
        self.page.evaluate(
            f"""() => {PANEL}.content.model.sharedModel.cells
                .filter(cell => cell.cell_type === 'code')
                .forEach(cell => {{ cell.execution_count = null; }})"""
        )

    def _wait_for_counts(self):
        """Wait until every cell with code has run, or one of them has failed."""
        self.page.wait_for_function(
            f"""() => {{
                const cells = {PANEL}.content.model.sharedModel.cells
                    .filter(cell => cell.cell_type === 'code' && cell.source.trim());
                const failed = cell => cell.outputs.some(out => out.output_type === 'error');
                return cells.every(cell => cell.execution_count !== null) || cells.some(failed);
            }}""",
            timeout=120_000,
        )
        self.wait_until_idle()

    def wait_until_idle(self):
        self.page.wait_for_function(
            f"""() => {{
                const context = {PANEL}.sessionContext;
                const running = document.querySelector('.jp-Notebook-ExecutionIndicator');
                return context.session?.kernel?.status === 'idle'
                    && running?.dataset.status === 'idle';
            }}""",
            timeout=120_000,
        )

    def _connect(self):
        """Become a second client of the notebook's kernel, and find the explorers in it."""
        name = self.page.evaluate(f"{PANEL}.sessionContext.session.kernel.id")
        connection = self.lab.folder / "runtime" / f"kernel-{name}.json"
        self.kernel = BlockingKernelClient()
        self.kernel.load_connection_info(json.loads(connection.read_text()))
        self.kernel.start_channels()
        self.kernel.wait_for_ready(timeout=60)

    def leave(self):
        """Let go of the kernel."""
        if self.kernel:
            self.kernel.stop_channels()
        self.kernel = None

    def trust(self):
        """Trust the notebook, as its reader can."""
        self.page.evaluate("void window.jupyterapp.commands.execute('notebook:trust')")
        self.page.click(".jp-Dialog .jp-mod-accept")
        self.page.wait_for_timeout(300)

    # -- look ----------------------------------------------------------------------------------

    def cells(self):
        """Return what the notebook holds now, from its model: a list of (source, outputs)."""
        return self.page.evaluate(
            f"""() => {PANEL}.content.model.sharedModel.cells.map(
                cell => [cell.source, cell.cell_type === 'code' ? cell.outputs : []])"""
        )

    def bundles(self):
        """Return the outputs that are shown in several formats: a list of {{mime type: data}}."""
        return [out["data"] for _, outputs in self.cells() for out in outputs if "data" in out]

    def errors(self):
        """Return what the cells have put out as an error or as a warning."""
        return [
            output.get("evalue") or output.get("text")
            for _, outputs in self.cells()
            for output in outputs
            if output["output_type"] == "error" or output.get("name") == "stderr"
        ]

    def explorers(self):
        """Return the explorers that the notebook shows, from top to bottom."""
        shown = [
            bundle[WIDGET_VIEW]["model_id"]
            for bundle in self.bundles()
            if WIDGET_VIEW in bundle and "image/png" in bundle
        ]
        if self.kernel is None:
            self._connect()
        in_kernel(self.kernel, FIND)
        panels = self.page.locator(".rnn-panel:has(img[alt])")
        expect(panels).to_have_count(len(shown))
        return [ExplorerPanel(self, panels.nth(i), name) for i, name in enumerate(shown)]

    @contextmanager
    def unfolded(self):
        """Draw every cell, also those out of sight: JupyterLab draws the others as one scrolls."""
        mode = self.page.evaluate(f"{PANEL}.content.notebookConfig.windowingMode")
        cells = f"{PANEL}.content.widgets"
        for _ in range(20):  # a page just opened needs telling more than once
            for way in ("full", "none"):
                self._draw(way)
                self.page.wait_for_timeout(250)
            if self.page.evaluate(
                f"{cells}.every(cell => cell.node.isConnected && !cell.isPlaceholder())"
            ):
                break
        else:
            raise TimeoutError("JupyterLab does not draw every cell")
        self.page.wait_for_timeout(250)
        yield
        if mode != "full":  # JupyterLab 4.4's own, which takes cells out of the page
            self._draw(mode)

    def _draw(self, mode):
        self.page.evaluate(
            f"""mode => {{
                const notebook = {PANEL}.content;
                notebook.notebookConfig = {{...notebook.notebookConfig, windowingMode: mode}};
            }}""",
            mode,
        )

    def overflow(self):
        """Return the first words of what is wider than its place, on the whole page."""
        return self.page.evaluate(
            f"""() => {{
                const page = document.querySelector('{SCROLLER}');
                const boxes = '.jp-OutputArea-output, .jp-RenderedMarkdown, .cm-scroller';
                const wide = [document.documentElement, page, ...page.querySelectorAll(boxes)]
                    .filter(box => box.scrollWidth > box.clientWidth + 1);
                return wide.map(box => box.className + ': ' + box.innerText.slice(0, 80));
            }}"""
        )

    def shown(self):
        """Return what stands there without a kernel's help: how many pictures, and all words."""
        return self.page.evaluate(
            """() => ({
                pictures: [...document.querySelectorAll('.jp-RenderedImage img')]
                    .filter(image => image.complete && image.naturalWidth > 0).length,
                words: document.querySelector('.jp-Notebook').innerText.replace(/\\s+/g, ' '),
            })"""
        )

    def _hear(self, message):
        if message.type == "error":
            self.complaints.append(message.text)
