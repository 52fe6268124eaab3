"""What stands in a page for an explorer and for a guess: HTML that recorded.js brings to life.

Without JavaScript the still picture with its sentence and tasks is seen, and a folded answer.
"""

import json
from html import escape
from numbers import Integral, Real

from ..lessons.answers import as_typed_number
from ..lessons.guesses import in_words


def explorer_html(cell, packed, outputs):
    """Return an explorer as HTML.

    Parameters
    ----------
    cell : the id of its cell; an address leads to it by this name
    packed : the recording, as `Recording.packed` returns it
    outputs : of the cell in the notebook: the still picture, then the sentence and the tasks
    """
    picture, words = outputs[0], outputs[1]
    png, alt = picture.data["image/png"].strip(), picture.metadata["image/png"]["alt"]
    return (
        f'<section class="explorer" id="{escape(cell)}" aria-label="explorer: {escape(cell)}">'
        f'<div class="still"><img src="data:image/png;base64,{png}" alt="{escape(alt)}">'
        f"{words.data['text/html']}</div>"
        f'<script type="text/plain" class="recording">{packed}</script></section>'
    )


def guess_html(cell, question):
    """Return a guess as HTML.

    Parameters
    ----------
    cell : the id of its cell
    question : Question; what is told after each choice, or after each number, stands ready
    """
    choices = "".join(
        f'<button type="button" data-told="{escape(told)}">{escape(choice)}</button>'
        for choice, told in ((choice, question.told(choice)) for choice in question.choices)
    )
    is_number = not choices and isinstance(question.answer, Real)
    number = f' data-number="{escape(json.dumps(number_told(question)))}"' if is_number else ""
    choices = choices or f"<p>(Say {escape(question.asks_for)} to yourself.)</p>"
    return (
        f'<fieldset class="guess" id="{escape(cell)}"{number}>'
        f'<legend>{escape(question.text)}</legend><div class="choices">{choices}</div>'
        f'<p class="told" role="status"></p>'
        f"<details><summary>Guess first, then open the answer</summary>"
        f"<p>{escape(question.told())}</p></details></fieldset>"
    )


def number_told(question):
    """Return all that can be told after a number: a dict that guesses.js reads.

    Of each case [value, how far off a guess may be, what follows "You guessed ..."], the first
    that fits is told; else `other`.
    """

    def rest(said):
        return question.told(said).removeprefix(f"You guessed {said}")

    answer, within = question.answer, question.within
    cases = [
        (float(answer), 0, rest(str(answer))),
        (as_typed_number(in_words(answer)), 0, rest(in_words(answer))),
        *[(answer, within, rest(str(answer + within / 2)))] * bool(within),
        *((float(wrong), within, rest(str(wrong))) for wrong in question.otherwise),
    ]
    return {
        "asks": question.asks_for, "whole": isinstance(answer, Integral), "cases": cases,
        "empty": question.problem(""), "strange": question.problem("¤"), "other": rest("¤"),
    }  # fmt: skip


def solution_markdown(cell):
    """Return a cell with a solution, and what it prints, as folded Markdown."""
    said = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    printed = f"\n\n```text\n{said.rstrip()}\n```" if said else ""
    code = f"```python\n{cell.source}\n```"
    return f"<details><summary>Solution</summary>\n\n{code}{printed}\n\n</details>"
