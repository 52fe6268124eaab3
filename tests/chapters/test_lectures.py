"""What a chapter holds for a class: guesses, exercises, slides, notes, student copies.

(That the slides fit is seen in tests/browser.)
"""

import ast
import builtins
import re
import shlex
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
import run_notebooks
from test_notebooks import GUESS, NOTEBOOKS, tags

ROOT = Path(__file__).resolve().parents[2]
NOTE = re.compile(
    r"<details><summary>For the lecturer: (\d+) minutes?</summary>\n\n(.+)</details>", re.S
)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def cells(request):
    return run_notebooks.read(request.param).cells


def slide(cell):
    return cell.metadata.get("slideshow", {}).get("slide_type", "-")


def code(cells):
    return [cell for cell in cells if cell.cell_type == "code"]


def prose(cells):
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


# Guesses and exercises


def names(cells, kind):
    """The names that code cells load (ast.Load) or store (ast.Store)."""
    trees = [ast.parse(cell.source) for cell in code(cells)]
    return {
        node.id
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, kind)
    }


def test_guesses_are_folded_and_closed(cells):
    guesses = [cell for cell in code(cells) if re.search(r"\bGuess\(", cell.source)]
    assert guesses
    for cell in guesses:
        assert cell.source.startswith(GUESS) and cell.metadata.jupyter.source_hidden, cell.id
        (output,) = cell.outputs
        assert output.data["text/plain"].endswith("\nno guess yet"), cell.id
        question = output.data["text/plain"].partition("\n")[0]
        assert question in unescape(output.data["text/html"]) and len(question) <= 170, cell.id
    assert not [cell.id for cell in code(cells) if "answer_prediction(" in cell.source]


def test_three_exercises_one_with_a_bug(cells):
    part = prose(cells).partition("## Check yourself")[2].partition("\n## ")[0]
    exercises = re.split(r"^### ", part, flags=re.M)[1:]
    assert len(exercises) >= 3
    assert sum("Spot the bug" in text.split("\n")[0] for text in exercises) == 1
    for text in exercises:
        assert text.count("<summary>Hint ") >= 2, text.split("\n")[0]


def test_solutions_are_folded_and_right(cells):
    solutions = [cell for cell in cells if "solution" in tags(cell)]
    assert len(solutions) >= 3
    for cell in solutions:
        assert cell.metadata.jupyter.source_hidden and slide(cell) == "skip", cell.id
        said = "".join(output.get("text", "") for output in cell.outputs).splitlines()
        assert [line for line in said if re.search(": right$|tests passed", line)], cell.id
        wrong = [line for line in said if re.search(": not |FAIL|[1-9] failed", line)]
        assert not wrong, cell.id


def test_untouched_exercises_say_so(cells):
    said = [
        line
        for cell in code(cells)
        if "check_answer(" in cell.source and "solution" not in tags(cell)
        for output in cell.outputs
        for line in output.get("text", "").splitlines()
    ]
    assert sum(line.endswith(": not tried yet") for line in said) >= 3


# Slides and notes


def test_every_slide_type_is_known(cells):
    assert slide(cells[0]) == "slide"
    assert {slide(c) for c in cells} <= {"slide", "subslide", "fragment", "skip", "notes", "-"}


def test_an_explorer_has_a_slide_of_its_own(cells):
    shown = [cell for cell in cells if slide(cell) not in ("skip", "notes")]
    for cell, after in zip(shown, shown[1:]):
        forms = {form for out in cell.get("outputs", []) for form in out.get("data", {})}
        if {"text/html", "image/png"} <= forms:  # a guess has no picture
            assert slide(cell) in ("slide", "subslide"), cell.id
            assert slide(after) in ("slide", "subslide"), after.id


def test_hints_are_not_on_slides(cells):
    for cell in cells:
        if cell.source.startswith("<details><summary>Hint"):
            assert slide(cell) == "skip", cell.id


def test_notes_tell_time_poll_and_wrong_answers(cells):
    notes = [cell for cell in cells if "lecturer" in tags(cell)]
    assert len(notes) >= 2
    minutes = 0
    for cell in notes:
        note = NOTE.fullmatch(cell.source.strip())
        assert note and slide(cell) == "notes", cell.id
        assert "**Poll" in note[2] and "**Usual wrong answer" in note[2], cell.id
        minutes += int(note[1])
    told = re.search(r"\*\*(?:You will d|D)o\*\* \((\d+) minutes\)", prose(cells))
    assert minutes == int(told[1])


# Copies without solutions


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    """The README's command, carried out in another folder."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"^jupyter (nbconvert .+ --output-dir=)students (.+)$", readme, re.M)
    folder = tmp_path_factory.mktemp("copies")
    words = shlex.split(f"{command[1]}{folder.as_posix()} {command[2]}")
    subprocess.run([sys.executable, "-m", "jupyter", *words], cwd=ROOT, check=True)
    return folder


def test_copies_hold_neither_solutions_nor_notes(copies):
    assert [path.name for path in sorted(copies.iterdir())] == [path.name for path in NOTEBOOKS]
    for path in NOTEBOOKS:
        kept = [
            c.source
            for c in run_notebooks.read(path).cells
            if not {"solution", "lecturer"} & {*tags(c)}
        ]
        assert [cell.source for cell in run_notebooks.read(copies / path.name).cells] == kept


def test_nothing_needs_a_solution(cells):
    """So Run All works in a copy without them."""
    others = [cell for cell in cells if "solution" not in tags(cell)]
    made = names(others, ast.Store) | {*dir(builtins), "display"}  # IPython's
    for cell in code(others):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                made.add(node.name)
            elif isinstance(node, ast.arg):
                made.add(node.arg)
            elif isinstance(node, ast.ExceptHandler):
                made.add(node.name)
            elif isinstance(node, ast.alias):
                made.add((node.asname or node.name).partition(".")[0])
    assert names(others, ast.Load) <= made
