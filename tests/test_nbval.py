"""`pytest --nbval` compares numbers: where Matplotlib keeps its font cache makes no difference."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).resolve().parent.parent
CELLS = [
    "from rnn_helpers.views import lecture_figure\n_ = lecture_figure(3, 2)",  # draws
    "import warnings\nwarnings.warn('s has a row too many')",
]


@pytest.mark.parametrize("folder", ["new", "a file/in it"])
def test_only_a_warning_of_ours_counts(tmp_path, folder):
    """In the second folder nobody can write, not even root."""
    (tmp_path / "a file").touch()
    cells = [new_code_cell(source, execution_count=n) for n, source in enumerate(CELLS, start=1)]
    nbformat.write(new_notebook(cells=cells), tmp_path / "two_cells.ipynb")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", ROOT,
         "-p", "no:cacheprovider", "-q", "-rN", tmp_path / "two_cells.ipynb"],
        env=os.environ | {"MPLCONFIGDIR": str(tmp_path / folder)},
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert result.stdout.startswith(".F "), result.stdout  # it draws, and the warning is found
    assert result.stdout.count("Unexpected output fields from running code: {'stderr'}") == 1
