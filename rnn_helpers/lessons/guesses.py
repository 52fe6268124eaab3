"""A guess before the answer is seen: what is asked, and what is told after it."""

import builtins
import dis
import inspect
from functools import cached_property
from numbers import Integral, Real

from .answers import as_typed_number, folded


class Question:
    """A question, its choices, and what is told after a guess; the answer is computed.

    Parameters
    ----------
    text : str, what is asked, one or two sentences
    choices : list of texts to choose from; without them a number or a word is typed
    truth : the answer: one of the choices, a number or a word; or a function without arguments
        that returns it, or (answer, {name: text}) when `because` names numbers as {name}. What
        the function needs it imports itself: a reader's cells may have changed every other name.
        A function of this package is trusted, and runs when its answer is first needed
    because : str, the reason, one or two sentences
    otherwise : {wrong guess: one sentence for whoever made it}
    within : float, how far off a number may be and still count

    Raises
    ------
    ValueError : fewer than two choices, or two alike; a truth or a wrong guess that is no choice;
        a function that reads a name from outside
    """

    def __init__(self, text, choices=None, *, truth, because, otherwise=None, within=0.0):
        self.text, self.within = text, within
        self.choices = [str(choice) for choice in choices or []]
        self._truth, self._because = truth, because
        self.otherwise = dict(otherwise or {})
        known = [_folded(choice) for choice in self.choices]
        if len(known) == 1 or len(set(known)) < len(known):
            raise ValueError(f"choices expects at least two different texts, got {choices}")
        if not _is_ours(truth):
            _ = self._answered  # what is wrong with it is told at once

    @cached_property
    def _answered(self):
        """(answer, because): the truth and the reason, with their numbers."""
        answer, numbers = _computed(self._truth)
        known = [_folded(choice) for choice in self.choices]
        for said in (answer, *self.otherwise) if known else ():
            if _folded(said) not in known:
                raise ValueError(f"{said!r} is none of the choices {', '.join(self.choices)}")
        if any(self._agrees(said, answer) for said in self.otherwise):
            raise ValueError(f"otherwise expects wrong guesses, but {answer!r} is right")
        return answer, self._because.format(**numbers)

    @property
    def answer(self):
        """The right answer."""
        return self._answered[0]

    @property
    def because(self):
        """The reason, with its numbers."""
        return self._answered[1]

    @property
    def asks_for(self):
        """What kind of guess is asked for, in words."""
        if self.choices:
            return "one of: " + ", ".join(self.choices)
        if not isinstance(self.answer, Real):
            return "a word"
        return "a whole number" if isinstance(self.answer, Integral) else "a number"

    def problem(self, said):
        """Return what is wrong with a guess, so that it cannot be judged; "" when nothing is."""
        if not str(said).strip():
            return f"Your guess is {self.asks_for}."
        if self.choices:
            known = _folded(said) in map(_folded, self.choices)
            return "" if known else f"“{said}” is none of these. Choose {self.asks_for}."
        if not isinstance(self.answer, Real):
            return ""
        number = as_typed_number(said)
        if number is None or (isinstance(self.answer, Integral) and number != int(number)):
            such = "such as 3" if isinstance(self.answer, Integral) else "such as 0.5 or −1.5"
            return f"“{said}” is not {self.asks_for} {such}."
        return ""

    def is_right(self, said):
        """Return whether a guess that has no problem is right."""
        return self._agrees(said, self.answer)

    def told(self, said=None):
        """Return what is told after a guess: the answer, a word on this guess, the reason.

        Without a guess, the answer and the reason.
        """
        if said is None:
            return f"It is {in_words(self.answer)}. {self.because}"
        own = [hint for wrong, hint in self.otherwise.items() if self._agrees(said, wrong)]
        return " ".join([self.verdict(said), *own, self.because])

    def verdict(self, said):
        """Return the first sentence after a guess: what was guessed, and what is right."""
        answer = in_words(self.answer)
        if not self.is_right(said):
            return f"You guessed {said}; it is {answer}."
        near = not _same(said, answer)
        return f"You guessed {said}, " + (
            f"which is close: it is {answer}." if near else "and so it is."
        )

    def _agrees(self, said, answer):
        if self.choices or not isinstance(answer, Real):
            return _folded(said) == _folded(answer)
        number = as_typed_number(said)
        return number is not None and abs(number - answer) <= self.within + 1e-12


def in_words(answer):
    """Return an answer as one would say it: yes for True, four digits of a float."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, Real) and not isinstance(answer, Integral):
        return f"{answer:.4g}".replace("-", "−")
    return str(answer).replace("-", "−") if isinstance(answer, Integral) else str(answer)


def _is_ours(truth):
    """Is it a function of this package, whose names no cell of a reader changes?"""
    return callable(truth) and truth.__module__.startswith(f"{__package__.partition('.')[0]}.")


def _computed(truth):
    """Return (answer, numbers) of a truth, or of a function that needs no name from outside."""
    if callable(truth):
        outside = [] if _is_ours(truth) else sorted(_names_from_outside(truth.__code__))
        if outside:
            raise ValueError(
                f"truth expects a function that makes or imports what it needs; it reads "
                f"{', '.join(outside)} from outside"
            )
        truth = truth()
    answer, numbers = truth if isinstance(truth, tuple) else (truth, {})
    return getattr(answer, "item", lambda: answer)(), numbers


def _names_from_outside(code):
    """The names that a function, or one inside it, reads and does not make itself."""
    read = {step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"}
    for part in filter(inspect.iscode, code.co_consts):
        read |= _names_from_outside(part) - {*code.co_cellvars}
    return (read | {*code.co_freevars}) - {*dir(builtins)}


def _folded(said):
    return folded(in_words(said))


def _same(said, answer):
    return as_typed_number(said) == as_typed_number(answer) or _folded(said) == _folded(answer)
