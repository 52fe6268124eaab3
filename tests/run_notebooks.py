"""Execute the notebooks and write them in one normal form.

    python tests/run_notebooks.py              all notebooks
    python tests/run_notebooks.py 02 07        by the beginning of the name, or by path
    python tests/run_notebooks.py --check      write nothing, say which files would change

A notebook in which a cell fails is left as it was.
"""

import argparse
import base64
import re
import struct
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
CELL_TIMEOUT = 120  # seconds
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
FOLDED = "hide-input"  # the tag of a cell whose code JupyterLab folds
PASSING_METADATA = ("execution", "ExecuteTime", "collapsed", "scrolled", "trusted")
GENERATED_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}")
COLOUR_CODES = re.compile(r"\x1b\[[0-9;]*m")


class NotebookError(Exception):
    """A notebook that cannot be written: the message says which cell and why."""


def read(path):
    """Return the notebook in `path`, unchecked: missing ids stay missing."""
    return nbformat.v4.reads(Path(path).read_text(encoding="utf-8"))


def text_of(notebook):
    """Return the text of the file that holds `notebook`."""
    return nbformat.v4.writes(notebook) + "\n"


def check_ids(notebook):
    """Raise NotebookError unless each cell has an id of its own, given by hand."""
    seen = set()
    for number, cell in enumerate(notebook.cells, start=1):
        name = cell.get("id")
        start = cell.source.strip().partition("\n")[0]
        if not name:
            raise NotebookError(f"cell {number} has no id ({start!r})")
        if GENERATED_ID.fullmatch(name):
            raise NotebookError(f"cell {number}: give the id {name!r} a speaking name ({start!r})")
        if name in seen:
            raise NotebookError(f"cell {number}: the id {name!r} stands twice ({start!r})")
        seen.add(name)


def execute(notebook, folder):
    """Run all cells of `notebook` in a new kernel that starts in `folder`."""
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise NotebookError(COLOUR_CODES.sub("", str(error)).strip()) from None


def keep_what_varies(notebook, stored):
    """Keep the stored outputs of cells that differ at every run, until somebody clears them."""
    for cell, old in zip(notebook.cells, stored.cells, strict=True):
        if "nbval-ignore-output" in cell.metadata.get("tags", []) and old.outputs:
            cell.outputs = old.outputs


def normalise(notebook):
    """Bring an executed notebook into its normal form, in place; twice is the same as once."""
    check_ids(notebook)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata.pop("widgets", None)
    notebook.metadata.update(kernelspec=dict(KERNELSPEC), language_info=dict(LANGUAGE))
    count = 0
    for cell in notebook.cells:
        for key in PASSING_METADATA:
            cell.metadata.pop(key, None)
        if cell.cell_type != "code":
            continue
        if cell.metadata.get("jupyter", {}).get("source_hidden"):  # for pages that go by tags
            cell.metadata["tags"] = [*dict.fromkeys([*cell.metadata.get("tags", []), FOLDED])]
        if cell.execution_count is None:
            raise NotebookError(f"cell {cell.id!r} was not executed (is it empty?)")
        count += 1
        cell.execution_count = count
        cell.outputs = merge_streams(cell.outputs)
        for output in cell.outputs:
            normalise_output(output, count)
    nbformat.validate(notebook)
    return notebook


def merge_streams(outputs):
    """Return the outputs with neighbouring pieces of the same stream joined."""
    merged = []
    for output in outputs:
        last = merged[-1] if merged else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def normalise_output(output, count):
    """Drop from one output what lives only as long as its kernel."""
    if output.output_type == "execute_result":
        output.execution_count = count
    for bundle in (output.get("data", {}), output.get("metadata", {})):
        bundle.pop(WIDGET_VIEW, None)
    if "image/png" in output.get("data", {}):
        png = without_text(base64.b64decode(output.data["image/png"]))
        output.data["image/png"] = base64.b64encode(png).decode("ascii")


def without_text(png):
    """Return the bytes of a PNG without its text and time chunks; the pixels stay as they are."""
    kept, place = png[:8], 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        end = place + 12 + length
        if kind not in (b"tEXt", b"zTXt", b"iTXt", b"tIME"):
            kept += png[place:end]
        place = end
    return kept


def find(names):
    """Return the paths that `names` mean: paths, or beginnings of names in notebooks/."""
    paths = [] if names else sorted(NOTEBOOKS.glob("*.ipynb"))
    for name in names:
        found = [Path(name)] if Path(name).is_file() else sorted(NOTEBOOKS.glob(f"{name}*.ipynb"))
        if not found:
            raise NotebookError(f"no notebook is called {name!r}")
        paths += found
    return paths


def run(path, *, check=False):
    """Execute and normalise one notebook file; return whether it changes."""
    before = Path(path).read_text(encoding="utf-8")
    notebook, stored = read(path), read(path)
    check_ids(notebook)
    execute(notebook, Path(path).resolve().parent)
    keep_what_varies(notebook, stored)
    after = text_of(normalise(notebook))
    if after != before and not check:
        Path(path).write_text(after, encoding="utf-8", newline="\n")
    return after != before


def main(arguments=None):
    """Run the command line; return its exit code."""
    parser = argparse.ArgumentParser(description="Execute and normalise notebooks.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a path, or how a name begins")
    parser.add_argument("--check", action="store_true", help="write nothing, say what would change")
    options = parser.parse_args(arguments)
    try:
        changed = []
        for path in find(options.names):
            print(path.name, end=" ", flush=True)
            changed += [path.name] if run(path, check=options.check) else []
            print("changes" if path.name in changed else "is as it was", flush=True)
    except NotebookError as error:
        print(f"\nStopped, nothing written: {error}", file=sys.stderr)
        return 1
    return 1 if changed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
