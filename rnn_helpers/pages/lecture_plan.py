"""The plan of a lecture, read off a notebook: its slides, and the note for each stretch of them."""

import re
from dataclasses import dataclass

BEGINS = "slide", "subslide", "fragment"
_NOTE = re.compile(
    r"<details><summary>For the lecturer: (\d+) minutes?</summary>(.+)</details>", re.S
)
_WORDS = 14  # of a slide, so that one knows which it is


@dataclass
class Slide:
    """What one key press brings into sight.

    number : as the show counts, from 1
    cells : of the notebook
    """

    number: int
    cells: list

    @property
    def begins_a_section(self):
        """Whether it has a heading of the second level."""
        return self.cells[0].source.startswith("## ")

    @property
    def words(self):
        """Its heading, or its first words, as Markdown."""
        first = self.cells[0]
        if first.cell_type == "code":
            return f"`{first.source.strip().splitlines()[0]}`"
        lines = first.source.strip().splitlines()
        if lines[0].startswith("#"):
            return f"**{lines[0].lstrip('# ')}**"
        prose = [line.lstrip("> ") for line in lines]
        prose = " ".join(line for line in prose if not line.startswith("|")).partition("$$")[0]
        words = re.findall(r"(?:\$[^$]*\$|[^\s$])+", re.sub("[*`]", "", prose))
        return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")


@dataclass
class Stretch:
    """Some slides, one after the other, with one note.

    minutes : how long they take
    note : the lecturer's note, as Markdown
    slides : list of Slide
    """

    minutes: int
    note: str
    slides: list


def slides(notebook):
    """Return the slides of a notebook, as the show leads through them: a list of Slide."""
    found = []
    for cell in notebook.cells:
        kind = cell.metadata.get("slideshow", {}).get("slide_type", "-")
        if kind in BEGINS:
            found.append(Slide(len(found) + 1, []))
        if kind in (*BEGINS, "-"):
            found[-1].cells.append(cell)
    return found


def stretches(notebook):
    """Return the stretches of a notebook, which together hold all its slides: a list of Stretch.

    A note belongs to the slides before it, and to those after it up to the next heading, unless
    another note comes first.
    """
    places = {cell.id: place for place, cell in enumerate(notebook.cells)}
    found = [(places[slide.cells[0].id], slide) for slide in slides(notebook)]
    notes = {places[cell.id]: _NOTE.fullmatch(cell.source.strip()) for cell in notebook.cells}
    notes = [(place, note) for place, note in notes.items() if note]
    made = []
    for (place, note), (following, _) in zip(notes, [*notes[1:], (len(places), None)]):
        heads = [at for at, slide in found if place < at < following and slide.begins_a_section]
        end = len(places) if following == len(places) else heads[0] if heads else place
        here = [slide for at, slide in found if at < end]
        found = found[len(here) :]
        made.append(Stretch(int(note[1]), note[2].strip(), here))
    return made
