"""The table of laws against networks: what stands in its cells, and which cell lies where."""

import numpy as np
import pytest

from rnn_helpers.views.sheets.verdict_table import CROSS, LEFT, POINT, TOP, VerdictTable


@pytest.fixture
def table(ax):
    ax.set(xlim=(0, 900), ylim=(0, 420))
    return VerdictTable(ax, rows=["one", "two", "three"], columns=["right", "wrong"])


def test_verdicts_of_the_known_columns_marks_and_the_ground(table):
    caught = np.array([[False, True], [False, False], [False, True]])
    marked = np.array([[False, False], [True, False], [False, True]])
    table.set(caught=caught, known=1, marked=marked, now=0)
    assert table.shown["verdicts"].tolist() == [[POINT, ""]] * 3
    assert (table.shown["marked"] == marked).all() and table.shown["now"] == 0
    table.set(caught=caught, known=2, marked=np.zeros_like(marked), now=1)
    assert table.shown["verdicts"].tolist() == [[POINT, CROSS], [POINT] * 2, [POINT, CROSS]]
    assert not table.shown["marked"].any() and table.shown["now"] == 1


@pytest.mark.parametrize(
    "x, y, cell",
    [
        (LEFT + 2, TOP - 2, (0, 0)),
        (LEFT + 90, TOP - 2, (0, 1)),
        (LEFT + 2, TOP - 80, (2, 0)),
        (LEFT + 2, TOP + 2, None),
        (LEFT - 2, TOP - 2, None),
        (LEFT + 93, TOP - 2, None),
        (LEFT + 2, TOP - 85, None),
    ],
)
def test_the_cell_at_a_place(table, x, y, cell):
    assert table.place(x, y) == cell


def test_many_rows_become_lower(ax):
    many = VerdictTable(ax, rows=["law"] * 16, columns=["network"])
    assert many.place(LEFT + 2, TOP - 250) == (15, 0)
