"""Tasks: what to do with an explorer, one after the other, and how to tell that it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .guesses import Question

LONGEST, LINE = 150, 80  # characters: of two lines above a picture, on a projector too; of one


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do with an explorer; a challenge is a task with a measure.

    Parameters
    ----------
    text : str, what to do
    done : function of `explorer.state()` that returns whether it is done
    measure : instead of done, function of the state that returns (gap, still): how far the goal is,
        0.0 when it is reached, and in words what is missing: "1 of 4 is there"
    then : str, what has been seen, told when it is done; one line after a guess
    begin : {control: value} set when the task is begun, all other controls going to their start,
        or the name of a preset; None leaves them where they stand. The first task is in sight at
        once, and begins where the explorer stands
    guess : Question, asked before the hand moves, one line; or None
    solution : moves that do it, one after the other: {control: value} or the name of a preset

    Raises
    ------
    TypeError : not exactly one of done and measure
    ValueError : a text that is empty or too long for its place
    """

    text: str
    done: Callable | None = None
    measure: Callable | None = None
    then: str = ""
    begin: Mapping | str | None = None
    guess: Question | None = None
    solution: tuple = field(default=(), repr=False)

    def __post_init__(self):
        if (self.done is None) == (self.measure is None):
            raise TypeError("Task expects either done or measure")
        if not self.text:
            raise ValueError("text expects what to do, got nothing")
        most = LINE if self.guess or self.measure else LONGEST  # what is guessed or missing below
        _as_long_as("text", self.text, most)
        _as_long_as("then", self.then, most)
        _as_long_as("guess", self.guess.text if self.guess else "", LINE)

    def score(self, state):
        """Return (gap, still): how far the goal is, 0.0 when the task is done, and what is missing.

        state : dict, the controls and the numbers of the explorer
        """
        if self.measure is None:
            return (0.0 if self.done(state) else 1.0), ""
        gap, still = self.measure(state)
        return float(gap), still


def _as_long_as(name, words, most):
    if len(words) > most:
        raise ValueError(f"{name} expects at most {most} characters, got {len(words)}: {words}")


class TaskList:
    """Some tasks, of which one is in sight; each is ticked once it has been done.

    Parameters
    ----------
    tasks : list of Task
    notice : str, what to notice in the end; it has a place after the last task

    Attributes
    ----------
    now : int, which one is in sight, from 0; len(tasks) for the notice
    ticked : list of bool, which are done
    said : {number of a task: what was guessed}
    gap : how far the task in sight is as the explorer stands, None before a first move
    still : what is missing, in words
    """

    def __init__(self, tasks, notice=""):
        _as_long_as("notice", notice, LONGEST)
        self.tasks, self.notice = list(tasks), notice
        self.now, self.ticked, self.said = 0, [False] * len(self.tasks), {}
        self.gap, self.still, self._just_done = None, "", False

    @property
    def task(self):
        """The task in sight, or None."""
        return self.tasks[self.now] if self.now < len(self.tasks) else None

    @property
    def last(self):
        """The number of the last place."""
        return len(self.tasks) - (not self.notice)

    def go(self, number):
        """Bring a task into sight, by its number from 0, or the notice."""
        if not 0 <= number <= self.last:
            raise ValueError(f"number expects 0 to {self.last}, got {number}")
        self.now = number
        self.gap, self.still, self._just_done = None, "", False

    def look(self, state):
        """Look whether the task in sight is done, now that the explorer has moved; tick it."""
        if self.task is None:
            return
        self.gap, self.still = self.task.score(state)
        if self.gap == 0:
            self._just_done = self.ticked[self.now] = True

    @property
    def asks(self):
        """The question to be answered before the hand moves, or None."""
        open_ = self.task and self.gap is None and self.now not in self.said
        return self.task.guess if open_ else None

    def guess(self, said):
        """Take a guess; return what is wrong with it, or "" """
        if self.asks is None:
            return ""
        problem = self.asks.problem(said)
        if not problem:
            self.said[self.now] = str(said).strip()
        return problem

    @property
    def words(self):
        """What stands in the place of the task."""
        if self.task is None:
            return self.notice
        if self.asks:
            return self.asks.text
        said = self.said.get(self.now)
        if self._just_done:
            told = self.task.guess.verdict(said) if said is not None else ""
            return f"{told} {self.task.then}".strip() or self.task.text
        return self.task.text if said is None else f"You guessed {said}. {self.task.text}"
