"""The lecturer's notes, one page a chapter to print or to open on a second device.

python -m rnn_helpers.pages.lecture_notes notes

Each page tells the time, the slides by the numbers that the show counts, the notes, the right
answers of the guesses, and the tasks of the explorers with their solutions.
"""

import argparse
import ast
from contextlib import closing
from html import escape
from pathlib import Path

import nbformat

from .. import explorers
from .lecture_plan import stretches
from .readable import as_html

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
STYLE = """
:root { color-scheme: light dark }
body { max-width: 46em; margin: 1em auto; padding: 0 1em; font: 16px/1.45 system-ui, sans-serif }
h1 { font-size: 1.5em; margin: 0 0 0.3em }
h2 { font-size: 1.1em; margin: 1.4em 0 0.4em; border-top: 2px solid; padding-top: 0.3em }
p, ol { margin: 0.4em 0 }
.note { border-left: 4px solid #c24a00; padding-left: 0.8em }
.slides { list-style: none; padding: 0 }
.slides > li { position: relative; padding-left: 2.6em; margin: 0.25em 0; break-inside: avoid }
.number { position: absolute; left: 0 }
.inside { margin: 0.2em 0 0.5em; font-size: 0.92em }
code { font-size: 0.9em }
@media print {
  @page { size: A4; margin: 15mm }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt }
  h2 { break-after: avoid }
}
"""


def explorer_of(cell):
    """Return the explorer that a cell shows, made anew, or None."""
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in explorers.EXPLORERS:
            how = {word.arg: ast.literal_eval(word.value) for word in node.keywords}
            return getattr(explorers, node.func.id)(**how)
    return None


def tasks_html(explorer):
    """Return the tasks of an explorer with their solutions."""
    lines = []
    for task in explorer.tasks.list.tasks:
        start = task.begin and _move(explorer, task.begin)  # {} is where Reset leads
        begin = "" if task.begin is None else f"(Begins at {start or 'button “Reset”'}.) "
        asked = f"Guess: {task.guess.text} {task.guess.told()} " if task.guess else ""
        moves = ", then ".join(_move(explorer, move) for move in task.solution)
        lines.append(
            f"<li>{escape(begin + asked + task.text, quote=False)} "
            f"<b>{escape(moves, quote=False)}.</b> {escape(task.then, quote=False)}</li>"
        )
    return f'<ol class="inside">{"".join(lines)}</ol>'


def _move(explorer, move):
    """A move in words: a preset's button, or the controls by their labels."""
    if isinstance(move, str):
        return f"button “{move}”"
    return ", ".join(
        f"{explorer.controls[name].description or name} = {_value(value)}"
        for name, value in move.items()
    )


def _value(value):
    return f"“{value}”" if isinstance(value, str) else f"{value}".replace("-", "−")


def _asked(cell):
    """Return (question, answer) of a guess, as HTML in the notebook, or None."""
    for output in cell.get("outputs", []):
        if output.get("data", {}).get("text/plain", "").endswith("\nno guess yet"):
            html = output.data["text/html"]
            paragraphs = [part.partition("</p>")[0] for part in html.split("<p>")[1:]]
            return paragraphs[0], paragraphs[-1]
    return None


def slide_html(slide):
    """Return a slide of the list: its number, which it is, and what the lecturer wants to know."""
    words, inside = as_html(slide.words), ""
    for cell in slide.cells:
        if asked := _asked(cell):
            question, answer = asked
            words = "Guess" if cell is slide.cells[0] else words
            inside += f'<p class="inside">{question} <b>Answer:</b> {answer}</p>'
        elif any("image/png" in output.get("data", {}) for output in cell.get("outputs", [])[:-1]):
            with closing(explorer_of(cell)) as explorer:
                words = "Explorer" if cell is slide.cells[0] else words
                inside += tasks_html(explorer)
    return f'<li><span class="number">{slide.number}</span>{words}{inside}</li>'


def notes_html(notebook):
    """Return the page of one notebook."""
    title = as_html(notebook.cells[0].source.partition("\n")[0].removeprefix("# "))
    parts, begin = [], 0
    for stretch in stretches(notebook):
        end = begin + stretch.minutes
        first, last = (stretch.slides[i].number for i in (0, -1))
        which = f"Slide {first}" if first == last else f"Slides {first} to {last}"
        note = "".join(f"<p>{as_html(text)}</p>" for text in stretch.note.split("\n\n"))
        parts.append(
            f"<h2>{stretch.minutes} minutes, from {begin} to {end}. {which}</h2>"
            f'<div class="note">{note}</div>'
            f'<ul class="slides">{"".join(map(slide_html, stretch.slides))}</ul>'
        )
        begin = end
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{title}: notes</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><style>{STYLE}</style></head><body>'
        f"<h1>{title}</h1><p>{begin} minutes. Slides are numbered as beside the arrows of the "
        f"show.</p>{''.join(parts)}</body></html>\n"
    )


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Write the lecturer's notes, a page a chapter.")
    parser.add_argument("folder", type=Path, help="where the pages go")
    parser.add_argument("names", nargs="*", help="beginnings of notebooks' names; all without")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if path.name.startswith(tuple(options.names or [""])):
            notebook = nbformat.v4.reads(path.read_text("utf-8"))
            page = options.folder / f"{path.stem}.html"
            page.write_text(notes_html(notebook), encoding="utf-8", newline="\n")
            print(page)


if __name__ == "__main__":
    main()
