"""The task in sight, above the picture: its text, back and next, a tick; a guess before it."""

from html import escape
from math import sqrt
from pathlib import Path

import anywidget
from traitlets import Bool, Float, List, Unicode

from ..lessons.tasks import TaskList

_HERE = Path(__file__).parent
FULL = 6.0  # a longer way to the goal fills the bar


class TaskRow(anywidget.AnyWidget):
    """What the browser shows of a TaskList.

    `asked` is what a hand does: [the time, "back", "next" or "guess", the guess].
    """

    _esm = "".join((_HERE / name).read_text("utf-8") for name in ("choices.js", "task_row.js"))
    _css = "".join((_HERE / name).read_text("utf-8") for name in ("choices.css", "task_row.css"))
    place = Unicode().tag(sync=True)
    words = Unicode().tag(sync=True)
    still = Unicode().tag(sync=True)
    problem = Unicode().tag(sync=True)
    way = Float(-1.0).tag(sync=True)
    is_done = Bool(False).tag(sync=True)
    is_first = Bool(True).tag(sync=True)
    is_last = Bool(False).tag(sync=True)
    asks = Bool(False).tag(sync=True)
    choices = List(Unicode()).tag(sync=True)
    asks_for = Unicode().tag(sync=True)
    asked = List().tag(sync=True, echo_update=False)


class Tasks:
    """The tasks of one explorer, and their row in its panel.

    Parameters
    ----------
    tasks : list of Task
    notice : str, what to notice after the last one
    begin : function that is called with what a task begins with: {control: value}, or the name of
        a preset
    hand_over : as `Timers.hand_over`
    """

    def __init__(self, tasks, notice, begin, hand_over):
        self.list, self._begin, self._hand_over = TaskList(tasks, notice), begin, hand_over
        self.row = TaskRow(layout={"width": "100%", "margin": "0"})
        self.row.observe(lambda change: self._heard(*change["new"][1:]), names="asked")
        self._beginning = False
        self._show()

    # -- what code can do: just what the hand does -----------------------------------------------

    def go(self, number):
        """Bring a task into sight, by its number from 1, and begin it."""
        self.list.go(number - 1)
        if self.list.task is not None and self.list.task.begin is not None:
            self._beginning = True
            try:
                self._begin(self.list.task.begin)
            finally:
                self._beginning = False
        self._show()

    def guess(self, said):
        """Answer the question that a task asks before the hand moves."""
        self._show(problem=self.list.guess(said))

    @property
    def now(self):
        """The number of the task in sight, from 1."""
        return self.list.now + 1

    @property
    def ticked(self):
        """Which tasks are done, a list of bool."""
        return [*self.list.ticked]

    @property
    def words(self):
        """What stands in the row: the task, a question before it, or what has been seen."""
        return self.list.words

    def still(self):
        """Return all tasks as HTML, for where no kernel runs; what is seen then stays unsaid."""
        return f"<ol>{''.join(f'<li>{escape(task.text)}</li>' for task in self.list.tasks)}</ol>"

    # -- what the explorer does ------------------------------------------------------------------

    def look(self, state):
        """Tick the task in sight if the explorer's numbers say that it is done."""
        if not self._beginning:
            self.list.look(state)
            self._show()

    def _heard(self, act, said):
        """A hand does something in the row."""
        if self._hand_over(self._heard, act, said):
            return
        if act == "guess":
            self.guess(said)
        else:
            self.go(self.now + (1 if act == "next" else -1))

    def _show(self, *, problem=""):
        tasks, row = self.list, self.row
        task, asks = tasks.task, tasks.asks
        measured = task is not None and task.measure is not None and tasks.gap is not None
        told = {
            "place": f"Task {self.now} of {len(tasks.tasks)}" if task else "In the end",
            "words": tasks.words,
            "still": tasks.still,
            "problem": problem,
            "way": sqrt(min(tasks.gap, FULL) / FULL) if measured else -1.0,
            "is_done": task is not None and tasks.ticked[tasks.now],
            "is_first": tasks.now == 0,
            "is_last": tasks.now == tasks.last,
            "choices": asks.choices if asks else [],
            "asks_for": asks.asks_for if asks else "",
            "asks": asks is not None,
        }
        with row.hold_sync():  # one message
            for name, value in told.items():
                if getattr(row, name) != value:
                    row.set_trait(name, value)
