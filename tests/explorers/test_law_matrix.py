"""The matrix of laws against networks: its verdicts, its marks, what is pressed and typed."""

import sys

import numpy as np
import pytest
from made import at_start

from rnn_helpers.explorers import law_matrix
from rnn_helpers.explorers.law_matrix import DRAWS, read_marks, written
from rnn_helpers.lessons import LAWS, NETWORKS, Network, caught, draw_trial
from rnn_helpers.lessons.museum import correct
from rnn_helpers.views.sheets.verdict_table import CROSS, LEFT, POINT, TOP, WIDTH

SHAPE = len(LAWS), len(NETWORKS)
LAST = len(NETWORKS) - 1


@pytest.fixture
def explorer():
    return at_start(law_matrix)


@pytest.mark.parametrize("draw, T, g", [(1, 6, 1.0), (4, 40, 1.0), (7, 2, 1.0), (20, 6, 0.0)])
def test_the_verdicts_are_those_of_the_laws(explorer, draw, T, g):
    found = caught(draw_trial(np.random.default_rng(draw), T=T, g=g))
    for run in (0, 3, LAST):
        explorer.set(run=run, draw=draw, T=T, g=g)
        (table,) = explorer.views
        expected = np.where(found, CROSS, POINT).astype(object)
        expected[:, run + 1 :] = ""
        assert (table.shown["verdicts"] == expected).all()
        assert table.shown["said"] == f"{T} words, {g:.2f} W, draw {draw}"
        state = explorer.state()
        letters = [letter for letter, one in zip("ABCDEFGHI", found[:, run]) if one]
        assert state["catch it"] == (" ".join(letters) or "none")
        assert state["false alarms"] == found[:, 0].sum()
        unseen = [
            name for j, name in enumerate(NETWORKS) if 1 <= j <= run and not found[:, j].any()
        ]
        assert state["slip through"] == (", ".join(unseen) or "none")


def test_marks_are_held_against_what_has_been_run(explorer):
    explorer.set(marks="D1 F1 G1 D2", run=1)
    assert explorer.state()["columns right"] == 1 and explorer.state()["column right"]
    assert explorer.describe() == (
        "1, state never carried: caught by D F G. 9 of 9 cells are as you marked them."
    )
    explorer.set(run=2)  # A2 to C2, E2, G2 and D2; not F2, H2, I2
    assert explorer.state()["columns right"] == 1 and not explorer.state()["column right"]
    assert explorer.describe().endswith("6 of 9 cells are as you marked them.")
    explorer.set(run=3)  # nothing marked, so nothing is judged
    assert explorer.describe() == "3, weight as state: caught by D F H I."
    explorer.set(run=6)
    assert explorer.describe() == "6, W transposed: no law catches it."


def test_a_press_marks_a_cell_and_another_takes_the_mark_away(explorer, monkeypatch):
    ax = explorer.views[0].cells
    explorer.set(marks="")
    explorer.point(ax, LEFT + 1.5 * WIDTH, TOP - 10)
    explorer.point(ax, LEFT + 1.6 * WIDTH, TOP - 8)  # the same hand, which trembles
    explorer.point(ax, LEFT + 3.5 * WIDTH, TOP - 100)
    assert explorer.state()["marks"] == "A1 D3"
    assert np.argwhere(explorer.views[0].shown["marked"]).tolist() == [[0, 1], [3, 3]]
    explorer.point(ax, LEFT + 1.5 * WIDTH, TOP - 10)
    assert explorer.state()["marks"] == "D3"
    explorer.point(ax, LEFT - 20, TOP - 10)  # beside the table
    assert explorer.state()["marks"] == "D3"
    monkeypatch.setattr(sys.modules["rnn_helpers.explorers.law_matrix"], "HOLD", 0.0)
    for marks in ("D3 D4", "D3", "D3 D4"):
        explorer.point(ax, LEFT + 4.5 * WIDTH, TOP - 100)
        assert explorer.state()["marks"] == marks
    explorer.set(marks="D3")
    explorer.preset("all")
    assert explorer.state()["marks"] == "D3"  # a preset leaves the marks


@pytest.mark.parametrize("marks", ["", " ", "d1", "D1 D1", "D1,F10; i2"])
def test_marks_are_read_as_they_are_typed(marks):
    marked, problem = read_marks(marks, SHAPE)
    assert problem == "" and read_marks(written(marked), SHAPE)[0].tolist() == marked.tolist()


@pytest.mark.parametrize(
    "marks", ["Z1", "D11", "D", "1", "D-1", "×", "DD1", "D1.5", "D²", "x" * 90]
)
def test_what_is_no_cell_is_answered_in_words(explorer, marks):
    explorer.set(marks=f"D1 {marks}")
    assert explorer.describe() == (
        f"“{marks[:24]}” is no cell. Write a law, A to I, and a network, 0 to 10: D1."
    )
    assert explorer.views[0].shown["marked"][3, 1]


def test_one_entry_more_in_a_table_is_a_row_or_a_column_more():
    laws = {
        **LAWS,
        "no state is 0": lambda forward, params, x, s0: bool(forward(x, params)[1].all()),
    }
    zeros = Network(lambda x, params, s0=None: (correct(x, params)[0], np.zeros((len(x), 3))))
    explorer = law_matrix(laws=laws, networks={**NETWORKS, "all zeros": zeros})
    explorer.set(run=LAST + 1)
    verdicts = explorer.views[0].shown["verdicts"]
    assert verdicts.shape == (SHAPE[0] + 1, SHAPE[1] + 1)
    assert verdicts[-1].tolist() == [POINT] * SHAPE[1] + [CROSS]
    assert "J" in explorer.state()["catch it"] and "D" in explorer.state()["catch it"]
    explorer.close()


def test_what_the_tasks_say_holds_for_every_draw(explorer):
    for draw in range(1, DRAWS + 1):
        explorer.preset("all")
        explorer.set(draw=draw)
        assert explorer.state()["slip through"] == "W transposed"
        assert explorer.state()["false alarms"] == 0
        explorer.set(g=0.0)
        assert explorer.state()["false alarms"] == 3
