"""A notebook open in JupyterLab: what a person does with it, and what a person sees."""

import time
from contextlib import contextmanager

from explorer_panel import IN_THE_KERNEL, ExplorerPanel
from lab import ASK, FRONT_ENDS, PANEL, PATIENCE, TOKEN
from playwright.sync_api import expect
from run_notebooks import WIDGET_VIEW

SCROLLER = ".jp-Notebook .jp-WindowedPanel-outer"
DRAW = f"""mode => {{
    const notebook = {PANEL}.content;
    notebook.notebookConfig = {{...notebook.notebookConfig, windowingMode: mode}};
}}"""
# Until every cell is drawn, and a fifth of a second has brought no more pictures or equations. A
# page just opened needs telling more than once.
UNFOLD = f"""async () => {{
    const cells = {PANEL}.content.widgets, mode = {PANEL}.content.notebookConfig.windowingMode;
    const page = document.querySelector('{SCROLLER}');
    const pause = () => new Promise(done => setTimeout(done, 50));
    for (let still = 0, before = null, n = 0; still < 4; n++) {{
        const drawn = cells.every(cell => cell.node.isConnected && !cell.isPlaceholder());
        if (n > {20 * PATIENCE}) throw new Error('JupyterLab does not draw every cell');
        if (n % 10 === 0 && !(n && drawn)) {{
            ({DRAW})('full');
            await pause();
            ({DRAW})('none');
        }}
        await pause();
        const images = [...page.querySelectorAll('img')].filter(image => image.complete);
        const now = [drawn, page.scrollHeight, page.querySelectorAll('*').length, images.length];
        still = drawn && String(now) === before ? still + 1 : 0;
        before = String(now);
    }}
    return mode;
}}"""


# JupyterLab says twice a message that the kernel is busy, and is not: by another icon of the page,
# fetched and painted, a circle and a text. It costs as much as what a hand brings about. Nothing
# here looks at it.
QUIET = """() => {
    document.querySelectorAll('link.favicon').forEach(icon => icon.remove());
    const style = document.head.appendChild(document.createElement('style'));
    style.textContent =
        '.jp-Notebook-ExecutionIndicator, #jp-bottom-panel { display: none !important }';
}"""
# Note what the page sends to its widgets in the kernel, until the kernel has done with it.
LISTEN = f"""() => {{
    const kernel = {PANEL}.sessionContext.session.kernel;
    if (kernel.unheard) return kernel.unheard.clear();
    kernel.unheard = new Set();
    kernel.anyMessage.connect((_, {{msg, direction}}) => {{
        if (direction === 'send' && msg.header.msg_type === 'comm_msg')
            kernel.unheard.add(msg.header.msg_id);
        if (msg.header.msg_type === 'status' && msg.content.execution_state === 'idle')
            kernel.unheard.delete(msg.parent_header.msg_id);
    }});
}}"""


def soon(look, *, seconds=PATIENCE):
    """Look until nothing is wrong, or the time is over; return what was wrong at last."""
    end = time.monotonic() + seconds
    while (wrong := look()) and time.monotonic() < end:
        time.sleep(0.05)
    return wrong


def words_of(bundles):
    """Return the sentences and questions that stand there without a kernel's help."""
    texts = [bundle["text/plain"] for bundle in bundles if "text/html" in bundle]
    guess = "\nno guess yet"
    return [text.partition("\n")[0] if text.endswith(guess) else text for text in texts]


class NotebookPage:
    """One notebook in one browser page.

    Parameters
    ----------
    page : Playwright's Page
    lab : the server: its `address` and `front_end`
    name : file name of the notebook
    """

    def __init__(self, page, lab, name):
        self.page, self.lab, self.name = page, lab, name
        self.complaints = []  # of the browser's console
        self.used = False  # whether a cell has run
        self.moved = False  # whether a hand has moved what the kernel may not have heard yet
        self._explorers, self._kinds = None, None  # looked for once after cells have run
        page.on("console", self._hear)
        page.on("pageerror", self._see)

    def open(self):
        """Open the notebook and wait until its kernel is ready."""
        if self.page.url == "about:blank":
            *_, tree = FRONT_ENDS[self.lab.front_end]
            self.page.goto(f"{self.lab.address}/{tree}/{self.name}?token={TOKEN}&reset")
            self.page.evaluate(QUIET)
        else:  # JupyterLab is there already
            command = "window.jupyterapp.commands.execute('docmanager:open', {path: name})"
            self.page.evaluate(f"async name => {{ await {command}; }}", self.name)
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.page.wait_for_function(f"{PANEL}?.context?.path === '{self.name}'")
        self.page.evaluate(f"{PANEL}.sessionContext.ready")
        self.wait_until_idle()
        self.page.evaluate(LISTEN)
        return self

    def close(self):
        """Shut down the kernel and close the notebook."""
        self.page.remove_listener("console", self._hear)
        self.page.remove_listener("pageerror", self._see)
        self.page.evaluate(f"{PANEL}.sessionContext.shutdown()")
        self.page.evaluate(f"{PANEL}.dispose()")

    # -- run -----------------------------------------------------------------------------------

    def menu(self, *path):
        """Choose an entry of JupyterLab's menu bar."""
        self.page.click(f".lm-MenuBar-itemLabel:text-is('{path[0]}')")
        for entry in path[1:]:
            self.page.click(f".lm-Menu-itemLabel:text-is('{entry}')")

    def run_all(self):
        """Run All Cells, and wait until every cell has run."""
        self._explorers = None
        self._forget_counts()
        self.menu("Run", "Run All Cells")
        self._wait_for_counts()

    def restart(self):
        """Restart the kernel through the menu, and say yes to the question."""
        self.page.evaluate(
            f"""() => {{
                const kernel = {PANEL}.sessionContext.session.kernel;
                window.restarted = false;
                kernel.statusChanged.connect((_, status) => {{
                    window.restarted ||= status === 'restarting';
                }});
            }}"""
        )
        self.menu("Kernel", "Restart Kernel…")
        self.page.click(".jp-Dialog .jp-mod-accept")
        self.page.wait_for_function("window.restarted")
        self.wait_until_idle()
        self.page.evaluate(LISTEN)

    def run_cell(self, number):
        """Run one cell, alone."""
        self.used, self._explorers = True, None
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
                const models = {PANEL}.content.widgets.map(cell => cell.model)
                    .filter(one => one.type === 'code' && one.sharedModel.getSource().trim());
                const failed = ({{outputs}}) => [...Array(outputs.length).keys()]
                    .some(number => outputs.get(number).type === 'error');
                return models.every(one => one.executionCount !== null) || models.some(failed);
            }}""",
            timeout=5000 * PATIENCE,  # for all cells
            polling=200,
        )
        self.wait_until_idle()

    def wait_until_idle(self):
        self.page.wait_for_function(
            f"""() => {{
                const context = {PANEL}.sessionContext;
                const running = document.querySelector('.jp-Notebook-ExecutionIndicator');
                return context.session?.kernel?.status === 'idle'
                    && running?.dataset.status === 'idle';
            }}"""
        )

    def trust(self):
        """Trust the notebook, as its reader can."""
        self.page.evaluate("void window.jupyterapp.commands.execute('notebook:trust')")
        self.page.click(".jp-Dialog .jp-mod-accept")
        self.page.wait_for_function(
            f"""() => {PANEL}.content.widgets.every(
                cell => cell.model.type !== 'code' || cell.model.trusted)"""
        )

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
        if self._explorers is None:
            self._explorers, self._kinds = self._find_explorers(), None
        return self._explorers

    def _find_explorers(self):
        shown = self.page.evaluate(
            f"""() => {PANEL}.content.model.sharedModel.cells
                .flatMap(cell => cell.outputs ?? []).map(output => output.data ?? {{}})
                .filter(data => '{WIDGET_VIEW}' in data && 'image/png' in data)
                .map(data => data['{WIDGET_VIEW}'].model_id)"""
        )
        self.page.evaluate(ASK, IN_THE_KERNEL)
        # "light": else Playwright looks for shadow roots in the whole page, at each look.
        panels = self.page.locator("css:light=.rnn-panel:has(.rnn-picture[aria-label])")
        expect(panels).to_have_count(len(shown))
        return [ExplorerPanel(self, panels.nth(i), name) for i, name in enumerate(shown)]

    def kinds(self):
        """Return the first explorer of each kind: its second part has the same controls."""
        explorers = self.explorers()
        if self._kinds is None:
            first = {}
            for explorer in explorers:
                first.setdefault(str(explorer.ask("[*explorer.controls]")), explorer)
            self._kinds = list(first.values())
        return self._kinds

    @contextmanager
    def unfolded(self):
        """Draw every cell, also those out of sight: JupyterLab draws the others as one scrolls."""
        mode = self.page.evaluate(UNFOLD)
        yield
        if mode != "full":  # JupyterLab 4.4's own, which takes cells out of the page
            self.page.evaluate(f"({DRAW})({mode!r})")

    def overflow(self):
        """Return the first words of what is wider than its place, on the whole page.

        Within a cell that is without the copy of a formula that only a screen reader meets: it may
        be wider than the formula, and nobody sees it.
        """
        return self.page.evaluate(
            f"""() => {{
                const page = document.querySelector('{SCROLLER}');
                const boxes = '.jp-OutputArea-output, .jp-RenderedMarkdown, .cm-scroller';
                const wide = all => all.filter(box => box.scrollWidth > box.clientWidth + 1);
                const found = wide([document.documentElement, page]);
                const unseen = document.head.appendChild(document.createElement('style'));
                unseen.textContent = 'mjx-assistive-mml {{ display: none !important }}';
                found.push(...wide([...page.querySelectorAll(boxes)]));
                unseen.remove();
                return found.map(box => box.className + ': ' + box.innerText.slice(0, 80));
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

    def _see(self, error):
        self.complaints.append(str(error))
