"""Chapter 12: a matrix of laws against networks: say which law catches which, then run them."""

import re
from functools import lru_cache
from time import monotonic

import numpy as np

from ..lessons.guesses import Question
from ..lessons.museum import NETWORKS
from ..lessons.museum_laws import LAWS, caught, draw_trial
from ..lessons.tasks import Task
from ..panel import Explorer, slider, step_slider, text
from ..views.sheets.verdict_table import VerdictTable
from ..views.style import sheet_figure

EXAMPLE = "B7"  # a mark that shows what a mark is
HOLD = 0.5  # seconds after which the same cell may be pressed again
DRAWS = 20  # how many draws of weights and words there are to choose from


def law_matrix(*, laws=LAWS, networks=NETWORKS):
    """Return the explorer of which law catches which network, each on weights drawn at random.

    The reader marks the cells in which a law will catch a network, then runs one network more.

    laws : {name: function of (forward, params, x, s0) that returns whether the law holds}
    networks : {name: Network}, the right one first

    Source: `lessons.museum` and `lessons.museum_laws`.
    """
    figure, ax = sheet_figure(9, 4.2)
    names, last = list(networks), len(networks) - 1
    table = VerdictTable(ax, rows=list(laws), columns=names)
    shape = len(laws), len(networks)

    @lru_cache(maxsize=64)  # who marks or runs asks again for the same verdicts
    def verdicts(T, g, draw):
        trial = draw_trial(np.random.default_rng(draw), T=T, g=g)
        return caught(trial, laws=laws, networks=networks)

    def show(run, T, g, draw, marks):
        found = verdicts(T, g, draw)  # (laws, networks)
        marked, problem = read_marks(marks, shape)
        said = f"{T} words, {g:.2f} W, draw {draw}"
        table.set(caught=found, known=run + 1, marked=marked, now=run, said=said)
        right = (marked == found)[:, : run + 1].all(axis=0)
        unseen = [names[j] for j in range(1, run + 1) if not found[:, j].any()]
        numbers = {
            "catch it": _letters(found[:, run]),
            "columns right": int(right[1:].sum()),
            "column right": bool(right[run]),
            "marked": int(marked[:, run].sum()),
            "slip through": ", ".join(unseen) or "none",
            "false alarms": int(found[:, 0].sum()),
        }
        said = problem or _sentence(run, names[run], found[:, run], marked[:, run])
        return numbers, said

    held = {"cell": None, "until": 0.0}  # a hand that moves within a cell has pressed it once

    def press(x, y):
        """Mark the cell under the hand, or take its mark away."""
        cell, now = table.place(x, y), monotonic()
        is_held = cell == held["cell"] and now < held["until"]
        held.update(cell=cell, until=now + HOLD)
        if cell is None or is_held:
            return {}
        marked, _ = read_marks(explorer.controls["marks"].value, shape)
        marked[cell] ^= True
        return {"marks": written(marked)}

    explorer = Explorer(
        figure=figure,
        views=[table],
        controls={
            "run": step_slider("run", 0, last, 0, meaning="how many broken networks have been run"),
            "T": step_slider("T", 2, 40, 6, meaning="how many words they read"),
            "g": slider("g", 0, 1, 1.0, meaning="factor on W", concept="parameter"),
            "draw": step_slider("draw", 1, DRAWS, 1, meaning="other weights and words, by chance"),
            "marks": text(
                "marks", EXAMPLE, meaning="cells, such as D1 F1; or press into the table"
            ),
        },
        show=show,
        presets={"all": {"run": last}, "long": {"run": last, "T": 40, "draw": 4}},
        keep=("marks",),
        play="run",
        tasks=_tasks(last),
        notice=NOTICE,
        point={table.cells: press},
    )
    return explorer


def read_marks(marks, shape):
    """Return the marked cells (laws, networks), and what is wrong with the text, or ""."""
    marked = np.zeros(shape, dtype=bool)
    for word in re.findall(r"[^\s,;]+", marks):
        found = re.fullmatch(r"([A-Z])([0-9]+)", word.upper())
        i, j = (ord(found[1]) - ord("A"), int(found[2])) if found else shape
        if not (i < shape[0] and j < shape[1]):
            ends = f"A to {chr(ord('A') + shape[0] - 1)}", f"0 to {shape[1] - 1}"
            return marked, (
                f"“{word[:24]}” is no cell. Write a law, {ends[0]}, and a network, {ends[1]}: D1."
            )
        marked[i, j] = True
    return marked, ""


def written(marked):
    """Return marked cells as text, network after network."""
    cells = sorted(np.argwhere(marked).tolist(), key=lambda cell: cell[::-1])
    return " ".join(f"{chr(ord('A') + i)}{j}" for i, j in cells)


UNSEEN = ["state lives on", "W transposed", "softmax over time"]


def _uncaught():
    """The one of three networks that no law catches."""
    found = caught(draw_trial(np.random.default_rng(1)))
    (name,) = [name for name in UNSEEN if not found[:, list(NETWORKS).index(name)].any()]
    return name


def _tasks(last):
    return [
        Task(
            text="Press the cells of the laws that you think catch network 1: it carries nothing. "
            "Then move run to 1.",
            done=lambda state: state["run"] == 1 and state["marked"] > 0,
            then="Three do. Halves and writing do not: who carries nothing has nothing to lose "
            "between them.",
            solution=({"marks": "D1 F1"}, {"run": 1}),
        ),
        Task(
            text="Mark network 2, which reads s0 at every step, and run it. Then mend your marks "
            "until its column is right.",
            done=lambda state: state["run"] == 2 and state["column right"],
            then="s0 does move its first state. But no state is handed on, not even from half to "
            "half.",
            begin={"run": 1},
            solution=({"marks": "D2 F2 H2 I2"}, {"run": 2}),
        ),
        Task(
            text="Run them all: press ▶, or move run to the end.",
            done=lambda state: state["run"] == last,
            then="With W transposed it is recurrent, too.",
            begin={},
            guess=Question(
                "Which of these three will no law catch?",
                UNSEEN,
                truth=_uncaught,
                because="It obeys every law.",
                otherwise={"softmax over time": "Its rows do not sum to 1."},
            ),
            solution=({"run": last},),
        ),
        Task(
            text="All are run. Lower g, and nothing else, until a law calls the right network "
            "broken.",
            done=lambda state: (
                state["false alarms"] > 0 and (state["run"], state["T"]) == (last, 6)
            ),
            then="With W = 0 it has no memory, and rightly so: these laws ask for one.",
            begin="all",
            solution=({"g": 0.0},),
        ),
        Task(
            text="Other weights, not weak ones. Now raise T, until a law calls the right network "
            "broken.",
            done=lambda state: (
                state["false alarms"] > 0 and (state["run"], state["g"]) == (last, 1)
            ),
            then="The first word is forgotten, to nine digits. The law is right; the sentence is "
            "too long to try it.",
            begin={"run": last, "draw": 4},
            solution=({"T": 25},),
        ),
    ]


NOTICE = (
    "Who asks for memory must try it where there is some: a W that is not 0, a sentence that is "
    "not too long. And no law knows W itself."
)


def _letters(column):
    return " ".join(chr(ord("A") + i) for i in np.flatnonzero(column)) or "none"


def _sentence(run, name, found, marked):
    """Say who catches the network that was run last, and how the marks did."""
    if run == 0:
        laws = "no law catches it" if not found.any() else f"caught by {_letters(found)}"
        return f"Only {name} has been run: {laws}."
    laws = f"caught by {_letters(found)}" if found.any() else "no law catches it"
    judged = f" {(marked == found).sum()} of {len(found)} cells are as you marked them."
    return f"{run}, {name}: {laws}.{judged if marked.any() else ''}"
