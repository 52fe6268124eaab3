"""The tasks of every explorer: none is done as it begins, and a stored solution does each."""

import re
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from made import of

from rnn_helpers import explorers
from rnn_helpers.panel.controls import nearest

NOTEBOOKS = Path(explorers.__file__).parents[2] / "notebooks"
MAKERS = {name: getattr(explorers, name) for name in explorers.EXPLORERS}


def parts(name):
    """What to make an explorer with: one that stands in a chapter several times, with other tasks,
    is told which time it is, as in part=2."""
    if "part" not in signature(MAKERS[name]).parameters:
        return [{}]
    return [{"part": part} for part in import_module(f"rnn_helpers.explorers.{name}").TASKS]


PARTS = [
    pytest.param(maker, which, id=f"{name} {which.get('part', '')}".strip())
    for name, maker in MAKERS.items()
    for which in parts(name)
]


@pytest.mark.parametrize("maker, which", PARTS)
def test_each_task_is_done_by_its_solution_and_not_before(maker, which):
    explorer = maker(**which)
    tasks = explorer.tasks.list.tasks
    assert 2 <= len(tasks) <= 6
    for number in range(len(tasks)):
        explorer.tasks.list.go(number)  # without what it begins with
        explorer.reset()
    assert explorer.tasks.ticked == [False] * len(tasks), "The start ticks a task."
    for number, task in enumerate(tasks, start=1):
        explorer.reset()
        explorer.tasks.go(number)
        assert task.score(explorer.state())[0] > 0, f"{task.text} It is done as it begins."
        explorer.set()  # a hand that changes nothing
        assert not explorer.tasks.ticked[number - 1], task.text
        assert task.solution, task.text
        assert task.guess is None or task.guess.told()
        for move in task.solution:
            if isinstance(move, str):
                explorer.preset(move)
                continue
            for name, value in move.items():  # where a hand can set it
                assert nearest(explorer.controls[name], value) == value, (task.text, name)
            explorer.set(**move)
        assert explorer.tasks.ticked == [True] * number + [False] * (len(tasks) - number), task.text
        assert explorer.tasks.row.is_done
    explorer.reset()  # where it opens: nothing begins its first task
    for move in tasks[0].solution:
        explorer.preset(move) if isinstance(move, str) else explorer.set(**move)
    assert tasks[0].score(explorer.state())[0] == 0, "Where it opens the first cannot be done."
    explorer.close()


@pytest.mark.parametrize("name", MAKERS)
def test_every_preset_is_named_by_a_task_or_in_a_text(name):
    chapter = explorers.EXPLORERS[name]
    (path,) = NOTEBOOKS.glob(f"{chapter[:2]}_*.ipynb")
    for which in parts(name):
        explorer = of(MAKERS[name], **which)
        tasks = explorer.tasks.list.tasks
        told = path.read_text(encoding="utf-8") + " ".join(task.text for task in tasks)
        begun = [task.begin for task in tasks]
        for preset in explorer.presets:
            assert preset in begun or re.search(re.escape(preset), told), preset


@cache
def unsolved(name):
    """One of which no task is ever solved."""
    return MAKERS[name]()


@pytest.mark.parametrize(
    "name, number, moves",
    [
        ("stepper", 1, {"t": 2, "W11": 0.5}),  # another state than the task names
        ("stepper", 2, {"c": 1.1, "b1": 0.2}),  # not c alone
        ("stepper", 3, {"U2": -1.0, "b2": -1.0}),  # two sliders
        ("stepper", 3, {"b2": -2.0}),  # as far as it goes
        ("stepper", 4, {"W11": 0.0, "W12": 0.0, "W21": 0.0, "W22": 0.0, "U1": 1.0}),
        ("many_starts", 1, {"t": 12}),  # not the first
        ("many_starts", 2, {"x": 4.0}),
        ("many_starts", 2, {"x": 1.0, "g": 0.0}),  # x is to do it
        ("many_starts", 3, {"g": 2.0}),
        ("transpose_switch", 1, {"switch": "Wᵀ", "s01": 0.5, "w12": 1.0}),  # W is to stay
        ("sentence_reader", 3, {"x": "man bites man bites dog bites man bites", "s01": 1.0}),
        ("minus_one_lab", 2, {"read": "o[-1]", "rows": "T, start last"}),  # s[-1] is last, too
        ("logits_to_bars", 3, {"k": -729, "T": 0.98}),
        ("logits_to_bars", 4, {"k": -747, "way": "naive", "T": 1.0}),  # k does it, not T
        ("word_regions", 2, {"T": 1.5, "V11": 8.2}),  # borders have moved
        ("word_regions", 1, {"x": "girl runs .", "t": 1}),  # another text
        ("draw_words", 1, {"n": 8}),  # by luck
        ("draw_words", 2, {"T": 5.0}),  # too far
        ("draw_words", 4, {"k": 1, "draw": 19}),
        ("live_flow", 3, {"c2": 1.5, "b1": 0.1}),  # s has changed
        ("live_flow", 3, {"c1": 8.0, "c2": 5.9}),
        ("live_flow", 4, {"b1": 0.3}),  # no number of W is raised
        ("live_flow", 4, {"c3": 3.0}),
        ("linked_views", 1, {"t": 1, "c1": 6.0}),  # the first word is the same
        ("linked_views", 2, {"t": 1, "c3": -2.0}),
        ("linked_views", 4, {"x": "bites", "W11": 0.0}),
        ("two_runs", 2, {"A1": -0.8}),  # A is to stay
        ("pulse_board", 3, {"t": 13}),  # not the step
        ("pulse_board", 4, {"gain": 0.35, "t": 10}),  # the count is not 2
    ],
)
def test_what_the_task_does_not_ask_for_is_no_way_to_do_it(name, number, moves):
    explorer = unsolved(name)
    explorer.reset()
    explorer.tasks.go(number)
    explorer.set(**moves)
    assert not explorer.tasks.ticked[number - 1]
