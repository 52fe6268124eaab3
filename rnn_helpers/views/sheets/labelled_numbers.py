"""Symbols with their numbers, row by row, on a sheet that lies over the whole figure."""

from ..style import COLOURS, lecture_style
from ..texts import Texts

SIZE = 15  # of the numbers, in pixels


class LabelledNumbers:
    """A number, or some, beside each symbol.

    Parameters
    ----------
    ax : matplotlib Axes; it becomes a sheet over its figure, one unit a pixel
    rows : {name: (symbol, concept, x, y, indent)}; the number begins `indent` pixels after x

    Attributes
    ----------
    shown : {name: text}, what stands beside the symbols now
    """

    @lecture_style()
    def __init__(self, ax, *, rows):
        width, height = ax.figure.get_size_inches() * 100
        ax.set_axis_off()
        ax.set(position=(0, 0, 1, 1), xlim=(0, width), ylim=(0, height), zorder=-1)
        self._rows = rows
        for symbol, concept, x, y, _ in rows.values():
            ax.text(x, y, symbol, color=COLOURS[concept], va="center", fontsize=12)
        concepts = {concept for _, concept, *_ in rows.values()}
        self._writings = {
            concept: Texts(ax, colour=COLOURS[concept], size=SIZE, ha="left")
            for concept in sorted(concepts)
        }
        self.moving = [artist for writing in self._writings.values() for artist in writing.moving]

    @property
    def shown(self):
        """The texts beside the symbols, found by their places."""
        written = {
            (concept, x, y): text
            for concept, writing in self._writings.items()
            for x, y, text in writing.shown
        }
        return {
            name: written.get((concept, x + indent, y), "")
            for name, (_, concept, x, y, indent) in self._rows.items()
        }

    def set(self, *, texts):
        """Show {name: text}, a text for each row."""
        for concept, writing in self._writings.items():
            writing.set(
                texts=[
                    (x + indent, y, texts[name])
                    for name, (_, kind, x, y, indent) in self._rows.items()
                    if kind == concept
                ]
            )
