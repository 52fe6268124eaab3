"""What stands in a page for an explorer and for a guess: HTML that recorded.js brings to life.

Without JavaScript the still picture with its sentence and tasks is seen, and a folded answer.
"""

from html import escape


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
    question : Question; its choices are buttons, and what is told after each of them stands ready
    """
    choices = "".join(
        f'<button type="button" data-told="{escape(told)}">{escape(choice)}</button>'
        for choice, told in ((choice, question.told(choice)) for choice in question.choices)
    )
    told = '<p class="told" role="status"></p>' if choices else ""
    choices = choices or f"<p>(Say {escape(question.asks_for)} to yourself.)</p>"
    return (
        f'<fieldset class="guess" id="{escape(cell)}"><legend>{escape(question.text)}</legend>'
        f'<div class="choices">{choices}</div>{told}'
        f"<details><summary>Guess first, then open the answer</summary>"
        f"<p>{escape(question.told())}</p></details></fieldset>"
    )


def solution_markdown(cell):
    """Return a cell with a solution, and what it prints, as folded Markdown."""
    said = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    printed = f"\n\n```text\n{said.rstrip()}\n```" if said else ""
    code = f"```python\n{cell.source}\n```"
    return f"<details><summary>Solution</summary>\n\n{code}{printed}\n\n</details>"
