"""A chapter as a page of its own: prose, formulas, code with what it printed, what moves."""

import re
from copy import deepcopy
from html import escape
from pathlib import Path

import nbformat
from mistune.plugins.table import table_in_quote
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets.config import Config

from .fitting import fitted
from .formulas import mathml
from .plain_run import what_moves
from .recording import Recording
from .still_html import explorer_html, guess_html, solution_markdown

ROOM = 1_450_000  # bytes of a page
_HERE, _PANEL = Path(__file__).parent, Path(__file__).parents[1] / "panel"
_SCRIPTS = ("walk.js", "guesses.js", "recorded.js")
STYLE = (_HERE / "page.css").read_text("utf-8")
SCRIPT = "".join(
    path.read_text("utf-8") for path in (_PANEL / "player.js", *map(_HERE.joinpath, _SCRIPTS))
)
ABOUT = (
    "This is a page, not a notebook. Its pictures move, and it takes your guesses; its code shows "
    "what it printed. Where the text speaks of running cells, of typing, of pointing into a "
    "picture or of tasks that tick, it means the notebook; there the exercises are checked, too."
)
WAYS = "index.html#run"  # to a notebook that runs


class _Renderer(IPythonRenderer):
    def inline_math(self, body):
        return mathml(body)

    def block_math(self, body):
        return mathml(body, display=True)

    def latex_environment(self, name, body):
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)


class _Exporter(HTMLExporter):
    """Cells as HTML without a page around them, formulas as MathML, folded code left out."""

    template_name = "basic"

    def markdown2html(self, source):
        """Markdown as HTML."""
        renderer = _Renderer(escape=False, exclude_anchor_links=True)
        markdown = MarkdownWithMath(renderer=renderer)
        table_in_quote(markdown)  # a trap may hold one
        return markdown.render(source)


_FOLDED = Config(
    TagRemovePreprocessor={"enabled": True, "remove_input_tags": {"hide-input"}},
    HTMLExporter={"exclude_input_prompt": True, "exclude_output_prompt": True},
)


class Chapter:
    """One notebook on its way to a page.

    Parameters
    ----------
    path : of the notebook
    solutions, lecturer : whether solutions (folded) and the lecturer's notes are kept
    still : whether nothing is run: then nothing moves
    """

    def __init__(self, path, *, solutions=True, lecturer=False, still=False):
        self.path = path
        self.notebook = nbformat.v4.reads(path.read_text("utf-8"))
        self.title = self.notebook.cells[0].source.partition("\n")[0].removeprefix("# ")
        left_out = {"live", *["solution"] * (not solutions), *["lecturer"] * (not lecturer)}
        self._cells = [
            cell for cell in self.notebook.cells if not left_out & {*cell.metadata.get("tags", [])}
        ]
        explorers, guesses = ({}, {}) if still else what_moves(self.notebook, path.parent)
        self.recordings = {cell: Recording(*shown) for cell, shown in explorers.items()}
        self._guesses = guesses

    def forget(self):
        """Free the memory of the explorers."""
        for recording in self.recordings.values():
            recording.explorer.close()
        self.recordings, self._guesses = {}, {}

    @property
    def number(self):
        """Its number, such as 00 or A1."""
        return self.path.stem.partition("_")[0]

    @property
    def file(self):
        """The name of its page."""
        return f"{self.path.stem}.html"

    def html(self, chapters, live=""):
        """Return the page.

        Parameters
        ----------
        chapters : {notebook's name: page's name}, those to which a link leads, in their order
        live : address that opens a notebook to be run when its name is put behind it, or ""
        """
        bare = self._page(dict.fromkeys(self.recordings, ""), chapters, live)
        room = ROOM - len(bare.encode())
        packed = fitted(self.recordings, room)
        if sum(map(len, packed.values())) > room:
            raise ValueError(f"{self.path.name}: the page is larger than {ROOM} bytes")
        return self._page(packed, chapters, live)

    def _page(self, packed, chapters, live):
        cells = [self._still(cell, packed) for cell in deepcopy(self._cells)]
        notebook = nbformat.v4.new_notebook(metadata=self.notebook.metadata, cells=cells)
        body, _ = _Exporter(config=_FOLDED).from_notebook_node(notebook)
        body = re.sub(r' href="(\w+\.ipynb)"', lambda link: _link(link[1], chapters), body)
        ways = escape(f"{live}{self.path.name}" if live else WAYS)
        about = f'<p class="about">{ABOUT} <a href="{ways}">Run it as a notebook.</a></p>'
        body = f"{_near(self.file, chapters)}{about}<main>{body}</main>{_near(self.file, chapters)}"
        return page(f"{self.number} {self.title}", body, ways=ways)

    def _still(self, cell, packed):
        """The cell as it stands in the page."""
        if "solution" in cell.metadata.get("tags", []) and cell.cell_type == "code":
            return nbformat.v4.new_markdown_cell(solution_markdown(cell), id=cell.id)
        if cell.cell_type == "code":
            cell.outputs = [part for output in cell.outputs for part in _without_checks(output)]
        if cell.id in packed:
            cell.outputs = [_output(explorer_html(cell.id, packed[cell.id], cell.outputs))]
        if cell.id in self._guesses:
            cell.outputs = [_output(guess_html(cell.id, self._guesses[cell.id].question))]
        return cell


def page(title, body, *, ways=WAYS, script=SCRIPT):
    """Return a whole page, which fetches nothing."""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,">'
        f'<style>{STYLE}</style></head><body data-ways="{ways}">{body}'
        f"<script>{script}</script></body></html>\n"
    )


def _output(html):
    return nbformat.v4.new_output("display_data", data={"text/html": html})


def _without_checks(output):
    """Yield an output; words say what stands in the notebook where nothing has been tried yet."""
    lines = output.get("text", "").splitlines(keepends=True)
    tried = [line for line in lines if not line.rstrip().endswith(": not tried yet")]
    if tried == lines:
        yield output
        return
    if tried:
        yield nbformat.v4.new_output("stream", text="".join(tried))
    yield _output('<p class="elsewhere">The notebook checks what you write here.</p>')


def _link(name, chapters):
    """The address of a chapter's page; nothing where there is none."""
    return f' href="{chapters[name]}"' if name in chapters else ""


def _near(file, chapters):
    """Links to the chapters before and after, and to all."""
    files = list(chapters.values())
    here = files.index(file)
    links = ['<a href="index.html">All chapters</a>']
    links += [f'<a rel="prev" href="{files[here - 1]}">← {files[here - 1][:2]}</a>'] * (here > 0)
    links += [f'<a rel="next" href="{one}">{one[:2]} →</a>' for one in files[here + 1 : here + 2]]
    return f'<nav aria-label="chapters">{"".join(links)}</nav>'
