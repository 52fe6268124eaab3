"""How long the chapters are, in what a reader has in sight.

`pytest -s tests/chapters/test_chapter_lengths.py` prints it.

In sight is neither what is folded, a solution, a guess, a hint, nor a note for the lecturer.
"""

import re

import pytest
import run_notebooks
from test_notebooks import NOTEBOOKS, tags

WORDS, CELLS = 2000, 25  # at most; a calm chapter has about 1,800 words


def in_sight(notebook):
    """Return (words of prose, code cells) that a reader sees without unfolding anything."""
    words = cells = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cells += not cell.metadata.get("jupyter", {}).get("source_hidden", False)
        elif "lecturer" not in tags(cell):
            text = re.sub(r"<details>.*?</details>", "", cell.source, flags=re.DOTALL)
            text = re.sub(r"\$\$.*?\$\$|\$[^$]*\$", " x ", text, flags=re.DOTALL)  # one word each
            text = re.sub(r"\]\([^)]*\)", "]", text)
            words += len(re.findall(r"[^\W_][\w'’.,-]*", text))
    return words, cells


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chapter_is_read_in_one_sitting(path):
    words, cells = in_sight(run_notebooks.read(path))
    print(f"\n{path.stem:34} {words:5} words, {cells:2} code cells in sight", end=" ")
    assert 500 < words <= WORDS and 10 <= cells <= CELLS
