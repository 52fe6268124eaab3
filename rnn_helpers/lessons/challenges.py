"""Challenges: a goal to reach with an explorer's controls, and how far it still is."""

from collections.abc import Callable
from dataclasses import dataclass

from .checks import is_untouched

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


def check_challenge(name, explorer, settings, *, goal):
    """Move an explorer to a reader's settings, and print one line: right, or what is missing.

    Parameters
    ----------
    name : str, what the line begins with
    explorer : an explorer with a control `goal`, whose state has `gap`
    settings : dict of control -> value; None, `...` or {} counts as not tried yet
    goal : the task of the challenge; all controls that `settings` does not name go to their start

    Returns
    -------
    None, so that a notebook shows the line and nothing else

    Raises
    ------
    Nothing, whatever the settings are

    Source: the exercises of chapters 08 to 10.
    """
    if is_untouched(settings) or settings == {}:
        print(f"{name}: not tried yet")
        return
    if not isinstance(settings, dict):
        print(f"{name}: not yet - expected a dict such as dict(w=...)")
        return
    try:
        explorer.reset()
        explorer.set(**{**settings, "goal": goal})
    except (TypeError, ValueError) as error:
        print(f"{name}: not yet - {error}")
        return
    gap = explorer.state()["gap"]
    still = explorer.describe().partition("Goal: ")[2].rstrip(".")
    print(f"{name}: right" if gap == 0 else f"{name}: not yet - {still}")
