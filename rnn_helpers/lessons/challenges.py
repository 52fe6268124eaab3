"""Challenges: a goal to reach with an explorer's controls, and how far it still is."""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import shorten

from .answer_arrays import array_of
from .answers import folded, kind, number
from .untouched import has_blank, is_untouched

FREE = "free"  # in the list of goals: none is chosen


@dataclass(frozen=True)
class Challenge:
    """A goal that an explorer scores at every move.

    Parameters
    ----------
    task : what to reach, as it stands in the list of goals: "four attractors"
    measure : function of the explorer's numbers, a dict, that returns (gap, still): how far the
        goal is, 0.0 when it is reached, and in words what is missing: "1 of 4 is there"
    """

    task: str
    measure: Callable

    def score(self, numbers):
        """Return (gap, sentence)."""
        gap, still = self.measure(numbers)
        return float(gap), "Goal reached." if gap == 0 else f"Goal: {still}."


def by_task(*challenges):
    """Return {task: challenge}, in the order of the list of goals."""
    return {challenge.task: challenge for challenge in challenges}


def score(numbers, *, goal, challenges):
    """Return ({"gap": gap}, sentence) of the goal that is chosen; ({}, "") when it is FREE.

    Parameters
    ----------
    numbers : dict, what the goal is measured by
    goal : FREE, or a name in `challenges`
    challenges : {name: Challenge}
    """
    if goal == FREE:
        return {}, ""
    gap, still = challenges[goal].score(numbers)
    return {"gap": gap}, still


def check_challenge(name, explorer, settings, *, goal, fixed=None):
    """Move an explorer to a reader's settings, and print one line: right, or what is missing.

    Parameters
    ----------
    name : str, what the line begins with
    explorer : an explorer with a control `goal`, whose state has `gap`
    settings : dict of control -> value, each in any form that reads as one; None, `...`, {} or a
        dict of these counts as not tried yet
    goal : the task of the challenge; all controls that `settings` does not name go to their start
    fixed : dict of the settings that the exercise asks for, whatever the reader's say

    Returns
    -------
    None, so that a notebook shows the line and nothing else

    Raises
    ------
    Nothing, whatever the settings are

    Source: the exercises of chapters 08 to 10.
    """
    print(f"{name}: {_said(explorer, settings, goal, fixed or {})}")


def _said(explorer, settings, goal, fixed):
    """What is said about a reader's settings."""
    if is_untouched(settings) or (isinstance(settings, dict) and not settings):
        return "not tried yet"
    if not isinstance(settings, dict):
        return f"not yet - expected a dict such as dict(w=...), got {kind(settings)}"
    if has_blank(settings):
        return "not yet - a place is still blank"
    if nameless := [name for name in settings if not isinstance(name, str)]:
        return f"not yet - expected names as in dict(w=...), got {kind(nameless[0])}"
    try:
        explorer.reset()
        start, controls = explorer.state(), explorer.controls
        values = {
            name: _like(start.get(name), value, among=getattr(controls.get(name), "options", ()))
            for name, value in settings.items()
        }
        explorer.set(**{**values, **fixed, "goal": goal})
    except (TypeError, ValueError) as error:
        return f"not yet - {shorten(str(error), 200, placeholder=' ...')}"
    still = explorer.describe().partition("Goal: ")[2].rstrip(".")
    return f"not yet - {still}" if explorer.state()["gap"] else "right"


def _like(now, value, *, among):
    """A value in the form that a control holds now: 0.5 for "0,5", 2 for 2.0, else as it is.

    among : the texts of a list to choose from; capitals and spaces do not matter
    """
    if isinstance(value, str) and isinstance(now, str):
        return next((name for name in among if _tight(name) == _tight(value)), str(value))
    if isinstance(now, bool) or not isinstance(now, int | float):
        return value
    try:
        found = array_of(value, number, "a number", like=())
    except ValueError:
        return value
    if found.ndim:
        return value
    return int(found) if isinstance(now, int) and float(found).is_integer() else float(found)


def _tight(name):
    return folded(str(name)).replace(" ", "")
