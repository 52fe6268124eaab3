"""Two arrows from the origin, and the arrow from the tip of one to the tip of the other."""

import numpy as np

from ..style import COLOURS, lecture_figure, lecture_style

LENGTHS = {"shrinkA": 0, "shrinkB": 0, "arrowstyle": "-|>", "lw": 2.2, "mutation_scale": 14}


class ArrowPair:
    """Two arrows and their difference; parameters' purple, and the hidden state's orange.

    Parameters
    ----------
    ax : matplotlib Axes
    title : above the panel
    limit : (right, top) corner of the plane; the origin is at its left and lower edge

    Attributes
    ----------
    shown : {"arrows": (3, 2, 2) tails and tips: of the two, and of the first minus the second,
        "names": (2,) texts}
    """

    @lecture_style()
    def __init__(self, ax, *, title, limit):
        right, top = limit
        ax.set_title(title, loc="center")
        ax.set(aspect="equal", xlim=(-0.02 * right, right), ylim=(-0.02 * right, top))
        ax.set(xticks=[0, right], yticks=[0, top])
        hues = COLOURS["parameter"], COLOURS["parameter"], COLOURS["hidden"]
        self._arrows = [
            ax.annotate("", (0, 0), (0, 0), arrowprops=LENGTHS | {"color": hue}) for hue in hues
        ]
        self._names = [
            ax.annotate("", (0, 0), (9, up), textcoords="offset points", color=hues[0], va="center")
            for up in (6, -9)
        ]
        self.moving = [*self._arrows, *self._names]

    def set(self, *, one, other, names):
        """Show the tips `one` and `other`, (2,) each, with names in mathematics."""
        pairs = ((0, 0), one), ((0, 0), other), (other, one)
        for arrow, (tail, tip) in zip(self._arrows, pairs, strict=True):
            arrow.set_position(tail)
            arrow.xy = tuple(tip)
        for text, tip, name in zip(self._names, (one, other), names, strict=True):
            text.xy = tuple(tip)
            text.set_text(f"${name}$")

    @property
    def shown(self):
        return {
            "arrows": np.array([[arrow.get_position(), arrow.xy] for arrow in self._arrows]),
            "names": [name.get_text() for name in self._names],
        }


def pairs_figure(pairs, *, limit):
    """Return a figure with an `ArrowPair` for each title: {title: (one, other, their names)}."""
    figure, panels = lecture_figure(9, 2.9, ncols=len(pairs), squeeze=False)
    for ax, (title, (one, other, names)) in zip(panels[0], pairs.items(), strict=True):
        ArrowPair(ax, title=title, limit=limit).set(one=one, other=other, names=names)
    return figure
