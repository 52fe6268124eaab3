"""Challenges in an exercise: how far a reader's settings are from the goal of a task."""

from textwrap import shorten

from .answer_arrays import array_of
from .answers import folded, kind, number
from .exercise_stubs import has_blank, is_untouched


def challenge_of(explorer, goal):
    """Return the task of an explorer that has this goal: the one with a measure that names it."""
    tasks = explorer.tasks.list.tasks
    found = [task for task in tasks if task.measure is not None and goal in task.text]
    if len(found) != 1:
        known = "; ".join(task.text for task in tasks if task.measure is not None)
        raise ValueError(f"goal expects a part of one of: {known}; got {goal!r}")
    return found[0]


def check_challenge(name, explorer, settings, *, goal):
    """Move an explorer to a reader's settings, and print one line: right, or what is missing.

    Parameters
    ----------
    name : str, what the line begins with
    explorer : an explorer, of whose tasks one has this goal and a measure
    settings : dict of control -> value, each in any form that reads as one; None, `...`, {} or a
        dict of these counts as not tried yet
    goal : words of the task's text that no other has. What that task begins with stays as it is;
        all other controls that `settings` does not name go to their start

    Returns
    -------
    None, so that a notebook shows the line and nothing else

    Raises
    ------
    ValueError : a goal that is not one task's; nothing else, whatever the settings are

    Source: the exercises of chapters 08 to 10.
    """
    print(f"{name}: {_said(explorer, settings, challenge_of(explorer, goal))}")


def _said(explorer, settings, task):
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
        explorer.set(**{**values, **(task.begin or {})})
    except (TypeError, ValueError) as error:
        return f"not yet - {shorten(str(error), 200, placeholder=' ...')}"
    gap, still = task.score(explorer.state())
    return f"not yet - {still}" if gap else "right"


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
