"""Heaps of states in the plane, each with its name, and the ways from heap to heap.

All of it lies below a path that moves over it.
"""

import numpy as np

from ..style import COLOURS, lecture_style


class PlacesAndWays:
    """States of a few kinds, and an arrow for each way from one kind to another.

    Parameters
    ----------
    ax : matplotlib Axes of a state plane
    places : {name: (n, 2) states of that kind}
    names : {name: (x, y, how it is aligned: "left", "right" or "center")}, where it is written
    ways : {(from, to): (words beside the arrow, how far it bends, (x, y) of the words)}

    Attributes
    ----------
    shown : {"places": {name: (2,) their middle}, "ways": {(from, to): (words, (2,), (2,) ends)}}
    """

    @lecture_style()
    def __init__(self, ax, *, places, names, ways):
        middles = {name: np.mean(points, axis=0) for name, points in places.items()}
        for name, points in places.items():
            ax.plot(*np.transpose(points), "o", markersize=4, color=COLOURS["hidden"], zorder=0.8)
            x, y, align = names[name]
            ax.text(x, y, name, color=COLOURS["hidden"], ha=align, va="center", fontsize=13)
        ends = {}
        for (one, other), (words, bend, (x, y)) in ways.items():
            ends[one, other] = words, middles[one], middles[other]
            style = {"arrowstyle": "-|>", "connectionstyle": f"arc3,rad={bend}", "shrinkA": 9,
                     "shrinkB": 9, "color": COLOURS["input"], "linewidth": 1.6}  # fmt: skip
            ax.annotate("", middles[other], middles[one], arrowprops=style, zorder=0.5)
            white = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
            ax.text(
                x, y, words, color=COLOURS["input"], ha="center", va="center", fontsize=12,
                bbox=white, zorder=0.7,
            )  # fmt: skip
        self.shown = {"places": middles, "ways": ends}
