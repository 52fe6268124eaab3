"""The shape of the stored notebooks, and the script that writes them. (nbval runs the cells.)"""

import ast
import base64
import re
from io import BytesIO
from itertools import groupby
from pathlib import Path

import nbformat
import pytest
import run_notebooks
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image, PngImagePlugin

from rnn_helpers.panel import Explorer

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
SECTIONS = ["You will do", "Check yourself", "We learned", "In practice", "Next"]
BANNED = {
    *("interact", "interactive", "interactive_output", "interact_manual", "Output"),
    *("clear_output", "update_display", "get_ipython", "pyplot"),
}
# Cells that nbval does not run, or does not compare. Each needs a tag "reason:..." beside it.
EXEMPTIONS = {"nbval-skip", "nbval-ignore-output", "raises-exception"}
EXEMPT_CELLS = 3
GUESS = "# Your guess: run this cell, then choose\n"  # so begins a cell that asks for one


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def notebook(path):
    return run_notebooks.read(path)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tags(cell):
    return set(cell.metadata.get("tags", []))


def prose(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def headings(text):
    """The headings of a Markdown text as (level, words); '#' in code blocks does not count."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"^(#{1,6}) +(.+)$", text, flags=re.MULTILINE)
    return [(len(marks), words.strip()) for marks, words in found]


def outputs(notebook):
    return [(cell, output) for cell in code_cells(notebook) for output in cell.outputs]


def output_texts(notebook):
    """Every piece of text among the outputs, with its cell's id."""
    for cell, output in outputs(notebook):
        yield cell.id, output.get("text", "")
        for mime, text in output.get("data", {}).items():
            if mime.startswith("text/"):
                yield cell.id, text


# The files


def test_there_are_notebooks():
    assert NOTEBOOKS and NOTEBOOKS[0].stem == "00_start_here"


def test_stored_in_the_normal_form(path):
    normal = run_notebooks.text_of(run_notebooks.normalise(run_notebooks.read(path)))
    assert path.read_text(encoding="utf-8") == normal, "use tests/run_notebooks.py"


def test_metadata_tell_nothing_about_the_machine(notebook):
    assert notebook.metadata.kernelspec == run_notebooks.KERNELSPEC
    assert notebook.metadata.language_info == run_notebooks.LANGUAGE
    assert "widgets" not in notebook.metadata


def test_ids_are_words_and_unique(notebook):
    run_notebooks.check_ids(notebook)
    for cell in notebook.cells:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", cell.id), cell.id
        assert re.search(r"[a-z]{3}", cell.id), cell.id


def test_executed_in_order(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_exempt_cells_are_few_and_explained():
    exempt = []
    for path in NOTEBOOKS:
        for cell in code_cells(run_notebooks.read(path)):
            assert not re.search("(NBVAL|PYTEST_VALIDATE)_", cell.source), f"{cell.id}: use a tag"
            if tags(cell) & EXEMPTIONS:
                exempt.append(f"{path.stem}: {cell.id}")
                assert any(re.match(r"reason:.+", tag) for tag in tags(cell)), exempt[-1]
    assert len(exempt) == EXEMPT_CELLS, exempt


# The outputs


def test_no_errors_and_no_warnings(notebook):
    for cell, output in outputs(notebook):
        assert output.output_type != "error", cell.id
        assert output.get("name") != "stderr", cell.id


def test_pictures_have_words_beside_them(notebook):
    for cell, output in outputs(notebook):
        data = output.get("data", {})
        if any(mime.startswith("image/") for mime in data):
            words = data.get("text/plain", "").strip()
            assert words and not re.fullmatch(r"<.*>|[A-Z]\w+\(.*", words, re.DOTALL), cell.id


def test_outputs_hold_no_addresses_and_no_raw_reprs(notebook):
    for name, text in output_texts(notebook):
        assert not re.search(r"\bat 0x[0-9a-f]+|\bnp\.\w+\(|\barray\(", text), f"{name}: {text}"


# The code


def test_code_is_plain_python(notebook):
    for cell in code_cells(notebook):
        for node in ast.walk(ast.parse(cell.source)):  # a magic is a SyntaxError
            for part in ("id", "attr", "name"):
                assert (getattr(node, part, "") or "").rpartition(".")[2] not in BANNED, cell.id
            assert "sys.path" not in ast.unparse(node), cell.id
        assert not re.search(r";\s*$", cell.source, re.MULTILINE), cell.id


def test_code_cells_are_short(notebook):
    lengths = {
        cell.id: sum(map(bool, map(str.strip, cell.source.split("\n"))))
        for cell in code_cells(notebook)
        if "solution" not in tags(cell)
    }
    guesses = {cell.id for cell in code_cells(notebook) if cell.source.startswith(GUESS)}
    assert all(lengths.pop(name) <= 30 for name in guesses)  # folded, and read by a few
    assert not {name: lines for name, lines in lengths.items() if lines > 15}
    longer = {name: lines for name, lines in lengths.items() if lines > 5}
    assert len(longer) <= 0.2 * len(lengths), longer


def test_code_lines_fit_on_a_projector(notebook):
    """At 1024 pixels, with the file browser open, a longer line is cut off."""
    seen = [cell for cell in code_cells(notebook) if not cell.source.startswith(GUESS)]  # folded
    lines = [line for cell in seen for line in cell.source.splitlines()]
    assert [line for line in lines if len(line) > 72] == []


def test_words_between_the_code_cells(notebook):
    cells = [cell for cell in notebook.cells if "solution" not in tags(cell)]
    for kind, group in groupby(cells, key=lambda cell: cell.cell_type):
        names = [cell.id for cell in group]
        assert kind != "code" or len(names) <= 2, names


def test_a_cell_with_an_explorer_needs_no_other_cell(notebook):
    """A reader may run it alone, after a restart, or again. (tests/browser runs one that way.)"""
    found = []
    for cell in code_cells(notebook):
        forms = {form for output in cell.outputs for form in output.get("data", {})}
        if {"text/html", "image/png"} <= forms:
            space = {}
            exec(cell.source, space)
            found.append(space[cell.source.splitlines()[-1]])  # the cell's last line shows it
    assert found and all(isinstance(explorer, Explorer) for explorer in found)


# The words


def test_one_title_in_the_first_cell(notebook):
    assert headings(notebook.cells[0].source)[0][0] == 1
    assert [level for level, _ in headings(prose(notebook))].count(1) == 1


def test_sections_of_a_chapter(notebook):
    places = []
    for section in SECTIONS:
        opening = rf"^(?:## |\*\*){section}"  # a heading, or bold words at the start of a line
        found = [match.start() for match in re.finditer(opening, prose(notebook), re.MULTILINE)]
        assert len(found) == 1, f"{section!r} opens {len(found)} sections"
        places += found
    assert places == sorted(places)


def test_links_lead_somewhere(path, notebook):
    text = re.sub(r"`[^`]*`|\$[^$]*\$", "", prose(notebook))  # s[t](x) is no link
    links = re.findall(r"\]\(<?([^)>\s]+)", text) + re.findall(r"(?:href|src)=[\"']([^\"']+)", text)
    for link in links:
        if not re.match(r"https?:|#", link):
            assert (path.parent / link.partition("#")[0]).exists(), link


def test_colours_in_equations_are_those_of_the_pictures(notebook):
    from rnn_helpers.views.style import COLOURS

    known = {colour.upper() for colour in COLOURS.values()}
    text = prose(notebook)
    coloured = re.findall(r"\{\\color\{(#\w{6})\}\{", text)
    assert set(map(str.upper, coloured)) <= known
    # MathJax 2, in nbconvert's pages, knows no \textcolor; without its braces \color leaks.
    assert len(coloured) == len(re.findall(r"\\\w*color", text))


# run_notebooks.py


def png(**texts):
    """A small PNG with a text chunk for each keyword, in base64 as IPython gives it."""
    info, file = PngImagePlugin.PngInfo(), BytesIO()
    for key, value in texts.items():
        info.add_text(key, value)
    Image.new("RGB", (3, 2), "purple").save(file, "png", pnginfo=info)
    return base64.encodebytes(file.getvalue()).decode()


def made_up():
    """A notebook as a kernel and JupyterLab leave it behind."""
    view = {"model_id": "d15ea5e", "version_major": 2}
    panel = {run_notebooks.WIDGET_VIEW: view, "text/plain": "s 0.5", "image/png": png(Software="M")}
    cell = new_code_cell("panel", id="show-panel", execution_count=7)
    cell.metadata.update(execution={"iopub.execute_input": "2026"}, tags=["kept"])
    cell.outputs = [
        new_output("stream", name="stdout", text="one "),
        new_output("stream", name="stdout", text="line\n"),
        new_output("stream", name="stderr", text="other\n"),
        new_output("execute_result", panel, metadata={"image/png": {"width": 9}}),
    ]
    notebook = new_notebook(cells=[new_markdown_cell("# Ü", id="title"), cell], nbformat_minor=5)
    notebook.metadata = nbformat.from_dict(
        {
            "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}}},
            "kernelspec": {"name": "mine", "display_name": "Mine"},
            "language_info": {"name": "python", "version": "3.11.7"},
        }
    )
    return notebook


def test_normalise_drops_what_lives_only_as_long_as_the_kernel():
    notebook = run_notebooks.normalise(made_up())
    assert notebook.metadata == {
        "kernelspec": run_notebooks.KERNELSPEC,
        "language_info": {"name": "python"},
    }
    cell = notebook.cells[1]
    assert cell.execution_count == 1
    assert cell.metadata == {"tags": ["kept"]}
    out, err, result = cell.outputs
    assert (out.text, err.text) == ("one line\n", "other\n")
    assert result.execution_count == 1
    assert result.metadata == {"image/png": {"width": 9}}
    assert result.data == {"text/plain": "s 0.5", "image/png": png().replace("\n", "")}


def test_normalise_twice_is_normalise_once():
    once = run_notebooks.text_of(run_notebooks.normalise(made_up()))
    again = nbformat.v4.reads(once)
    assert run_notebooks.text_of(run_notebooks.normalise(again)) == once
    assert once.startswith('{\n "cells"') and once.endswith("}\n") and "# Ü" in once


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (None, "no id"),
        ("0b5c8e21", "speaking"),
        ("7e4c9f10-1c2d-4e3f-8a9b-0c1d2e3f4a5b", "speaking"),
        ("title", "twice"),
    ],
)
def test_ids_not_given_by_hand_are_refused(name, message):
    notebook = made_up()
    notebook.cells[1]["id"] = name
    with pytest.raises(run_notebooks.NotebookError, match=message):
        run_notebooks.normalise(notebook)


def write(path, *sources):
    cells = [new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    path.write_text(nbformat.v4.writes(new_notebook(cells=cells)), encoding="utf-8")
    return path


def test_executed_twice_is_the_same_to_the_byte(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    sources = "from ipywidgets import IntSlider\nIntSlider(3)", "import os\nprint(os.getcwd())"
    path = write(folder / "02_made_up.ipynb", *sources)
    monkeypatch.setattr(run_notebooks, "NOTEBOOKS", folder)
    monkeypatch.chdir(tmp_path)
    unexecuted = path.read_bytes()
    assert run_notebooks.main(["02", "--check"]) == 1
    assert path.read_bytes() == unexecuted
    assert run_notebooks.main(["02"]) == 0
    executed = path.read_bytes()
    slider, cwd = run_notebooks.read(path).cells
    assert slider.outputs[0].data == {"text/plain": "IntSlider(value=3)"}
    assert cwd.outputs[0].text.strip() == str(folder)
    assert run_notebooks.main([str(path)]) == 0
    assert path.read_bytes() == executed
    assert run_notebooks.main(["--check"]) == 0


def test_what_varies_is_kept_until_it_is_cleared(tmp_path):
    path = write(tmp_path / "clock.ipynb", "import time\nprint(time.perf_counter_ns())")
    notebook = run_notebooks.read(path)
    notebook.cells[0].metadata.tags = ["nbval-ignore-output", "reason:time-passes"]
    path.write_text(nbformat.v4.writes(notebook), encoding="utf-8")
    assert run_notebooks.main([str(path)]) == 0
    first = path.read_bytes()
    assert run_notebooks.main([str(path)]) == 0
    assert path.read_bytes() == first
    notebook = run_notebooks.read(path)
    notebook.cells[0].outputs = []
    path.write_text(nbformat.v4.writes(notebook), encoding="utf-8")
    assert run_notebooks.main([str(path)]) == 0
    assert path.read_bytes() != first


def test_an_error_leaves_the_file_untouched(tmp_path, capsys):
    path = write(tmp_path / "wrong.ipynb", "print(1)", "unknown_name + 1")
    before = path.read_bytes()
    assert run_notebooks.main([str(path)]) == 1
    assert path.read_bytes() == before
    assert "NameError" in capsys.readouterr().err


def test_an_unknown_name_is_reported(capsys):
    assert run_notebooks.main(["no-such-chapter"]) == 1
    assert "no-such-chapter" in capsys.readouterr().err
