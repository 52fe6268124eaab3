"""A text of characters on a grid, and behind each of them a number from -1 to 1 as a colour."""

import matplotlib
import numpy as np

from ..style import COLOURS, SIGNED_MAP, lecture_style
from ..texts import Texts

PALE, REACH = 0.5, 0.7  # how much of a colour is left, and of the map: letters are to be read on it
SIZE = 17  # of the letters, in pixels


class ColouredText:
    """Characters in lines of equal length; a line also ends at a newline.

    Parameters
    ----------
    ax : matplotlib Axes whose data are pixels
    left, top : the upper left corner of the grid
    columns, rows : how many characters beside and above one another there are
    cell : (width, height) of a character's place

    Attributes
    ----------
    shown : list of (character, "input" or "output", its number)
    lines : how many lines the text has
    """

    @lecture_style()
    def __init__(self, ax, *, left, top, columns, rows, cell):
        self._left, self._top, self._cell = left, top, cell
        self._shape, (wide, high) = (rows, columns), cell
        self._colour = matplotlib.colormaps[SIGNED_MAP]
        self._image = ax.imshow(
            np.ones((rows, columns, 4)), zorder=0, aspect="auto", interpolation="none",
            extent=(left, left + columns * wide, top - rows * high, top),
        )  # fmt: skip
        self._writings = {
            concept: Texts(ax, colour=COLOURS[concept], size=SIZE, family="monospace")
            for concept in ("input", "output")
        }
        writings = [artist for one in self._writings.values() for artist in one.moving]
        self.moving, self.shown, self.lines = [self._image, *writings], [], 0

    def set(self, *, text, given, values):
        """Show a text, its first `given` characters as input, and a number for each character.

        A text that is too long for the grid loses its first lines.
        """
        places = self._places(text)
        first = max(0, places[-1][0] + 1 - self._shape[0]) if text else 0
        self.lines = places[-1][0] + 1 - first if text else 0
        hues = 1 - PALE * (1 - self._colour((1 + REACH * np.asarray(values, float)) / 2))  # (T, 4)
        colours = np.ones((*self._shape, 4))
        texts = {"input": [], "output": []}
        self.shown = []
        for t, (character, (row, column)) in enumerate(zip(text, places)):
            if row < first:
                continue
            concept, row = "input" if t < given else "output", row - first
            colours[row, column] = hues[t]
            x = self._left + (column + 0.5) * self._cell[0]
            texts[concept].append((x, self._top - (row + 0.5) * self._cell[1], _seen(character)))
            self.shown.append((character, concept, float(values[t])))
        self._image.set_data(colours)
        for concept, writing in self._writings.items():
            writing.set(texts=texts[concept])

    def _places(self, text):
        """The (row, column) of each character."""
        row = column = 0
        places = []
        for character in text:
            if column == self._shape[1]:
                row, column = row + 1, 0
            places.append((row, column))
            row, column = (row + 1, 0) if character == "\n" else (row, column + 1)
        return places


def _seen(character):
    """A newline has a sign, so that its colour has a reason to be there."""
    return "¶" if character == "\n" else character
