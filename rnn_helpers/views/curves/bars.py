"""Probabilities, or other shares of a whole, as bars, each with its value printed."""

import numpy as np

from ..style import COLOURS, keep_room, lecture_style
from ..texts import Texts, figures, pixels_from

BESIDE, ABOVE, SIZE = 7, 1.75, 18  # pixels: where a value stands from the end of its bar; its size


class Bars:
    """One horizontal bar a token, from 0 to 1, the first token on top.

    Parameters
    ----------
    ax : matplotlib Axes
    labels : tokens
    symbol : what the bars are, written below the axis
    concept : key of COLOURS

    Attributes
    ----------
    shown : list of texts, the values that stand beside the bars
    lengths : array of the numbers that the bars reach to
    """

    @lecture_style()
    def __init__(self, ax, *, labels, symbol="o_t", concept="output"):
        hue = COLOURS[concept]
        places = range(len(labels))
        self._ax = ax
        self._bars = ax.barh(places, [0] * len(labels), height=0.62, color=hue)
        self._values = [Texts(ax, colour=hue, size=SIZE, ha="left") for _ in places]
        keep_room(ax, "1.00", (1, 0), xytext=(5, 0), textcoords="offset points", va="center")
        ax.set(xlim=(0, 1.05), xticks=[0, 1], ylim=(len(labels) - 0.4, -0.6))
        ax.set_yticks(places, labels)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(f"${symbol}$")
        self.moving = [*self._bars, *(artist for value in self._values for artist in value.moving)]

    @property
    def shown(self):
        return ["".join(text for *_, text in value.shown) for value in self._values]

    @property
    def lengths(self):
        return np.array([bar.get_width() for bar in self._bars], float)

    def set(self, *, probabilities):
        """Show one probability a token; NaN leaves its row empty."""
        texts = ["" if np.isnan(p) else figures(p, digits=2) for p in probabilities]
        rows = zip(self._bars, self._values, probabilities, texts, strict=True)
        for y, (bar, value, p, text) in enumerate(rows):
            p = p if text else 0
            bar.set_width(p)
            value.move(pixels_from(self._ax, (p, y)))
            value.set(texts=[(BESIDE, ABOVE, text)])
