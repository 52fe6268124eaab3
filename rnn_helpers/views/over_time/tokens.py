"""The words of a sentence under a time axis, where the sentence can change."""

from ..style import COLOURS, lecture_style
from ..texts import Texts, pixels_from

BELOW, SIZE = 19, 16.5  # pixels: how far below the axis, and how large


class Tokens:
    """One token under each tick 1..T of a time axis whose tick 0 is the start.

    Parameters
    ----------
    ax : matplotlib Axes of a `Timeline`
    steps : T
    """

    @lecture_style()
    def __init__(self, ax, *, steps):
        ax.set_xticks(range(steps + 1), [" "] * (steps + 1))  # the blanks keep a line free
        self._writings = []
        for t in range(1, steps + 1):
            tick = pixels_from(ax, (t, 0), transform=ax.get_xaxis_transform())
            self._writings.append(Texts(ax, colour=COLOURS["input"], size=SIZE, transform=tick))
        self.shown = [""] * steps
        self.moving = [artist for writing in self._writings for artist in writing.moving]

    def set(self, *, tokens):
        """Show T tokens."""
        self.shown = list(tokens)
        for writing, token in zip(self._writings, tokens, strict=True):
            writing.set(texts=[(0, -BELOW, token)])
