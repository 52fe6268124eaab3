"""A guess in a notebook: a row of buttons, or a line to type in, and the answer after it."""

from html import escape
from pathlib import Path

import anywidget
from traitlets import Bool, List, Unicode

from ..lessons.guesses import Question

_HERE = Path(__file__).parent
_said = {}  # {question: guess}, so that a cell that runs again keeps its guess


class _FrontEnd(anywidget.AnyWidget):
    """What the browser shows. `told` is empty until there is a guess.

    `asked` is what a hand does: [the time, "guess", "open" or "again", the guess].
    """

    _esm = "".join((_HERE / name).read_text("utf-8") for name in ("choices.js", "guess.js"))
    _css = "".join((_HERE / name).read_text("utf-8") for name in ("choices.css", "guess.css"))
    question = Unicode().tag(sync=True)
    choices = List(Unicode()).tag(sync=True)
    asks_for = Unicode().tag(sync=True)
    said = Unicode().tag(sync=True)
    told = Unicode().tag(sync=True)
    right = Bool(False).tag(sync=True)
    problem = Unicode().tag(sync=True)
    asked = List().tag(sync=True, echo_update=False)


class Guess:
    """A question that keeps its answer closed until somebody guesses.

    Parameters: those of `lessons.guesses.Question`.

    The guess is kept when the cell runs again. Where no kernel runs, the question and the choices
    stand there and the answer is folded.
    """

    def __init__(self, text, choices=None, **how):
        self.question = Question(text, choices, **how)
        self.front_end = _FrontEnd(
            question=text, choices=self.question.choices, asks_for=self.question.asks_for
        )
        self.front_end.observe(self._heard, names="asked")
        if text in _said:
            self.guess(_said[text])

    # -- what code can do: just what the hand does ---------------------------------------------

    def guess(self, said):
        """Make a guess, as the hand would: tell what it is, or what is wrong with the guess."""
        said = str(said).strip()
        if problem := self.question.problem(said):
            self._show(said=said, problem=problem)
            return
        _said[self.question.text] = said
        right = self.question.is_right(said)
        self._show(said=said, told=self.question.told(said), right=right)

    def open(self):
        """Open the answer without a guess, as a lecturer does for the room."""
        self._show(told=self.question.told())

    def again(self):
        """Close the answer and forget the guess."""
        _said.pop(self.question.text, None)
        self._show()

    @property
    def told(self):
        """What is told now: empty while the answer is closed."""
        return self.front_end.told

    def _heard(self, change):
        _, act, said = change["new"]
        {"guess": lambda: self.guess(said), "open": self.open, "again": self.again}[act]()

    def _show(self, *, said="", told="", right=False, problem=""):
        with self.front_end.hold_sync():  # one message
            self.front_end.set_trait("said", said)
            self.front_end.set_trait("told", told)
            self.front_end.set_trait("right", right)
            self.front_end.set_trait("problem", problem)

    # -- how a notebook shows it ------------------------------------------------------------------

    def __str__(self):
        ways = f"({' / '.join(self.question.choices) or self.question.asks_for})"
        return f"{self.question.text}\n{ways}\n{self.told or 'no guess yet'}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live question; where no kernel runs, the question, and the answer folded."""
        choices = "".join(f"<li>{escape(choice)}</li>" for choice in self.question.choices)
        still = (
            f"<p>{escape(self.question.text)}</p>"
            + (f"<ul>{choices}</ul>" if choices else f"<p>({self.question.asks_for})</p>")
            + f"<details><summary>Guess first, then open the answer</summary>"
            f"<p>{escape(self.question.told())}</p></details>"
        )
        live = self.front_end._repr_mimebundle_()
        live = live[0] if isinstance(live, tuple) else live
        return {**live, "text/plain": str(self), "text/html": still}
