"""Many states in a plane, each with the mark of its kind; one kind at a time stands out."""

import numpy as np

from ..style import COLOURS, lecture_style

SIZE = 6  # of a mark, in points


class MarkedCloud:
    """Points that stay where they are, grey; those of the chosen kind are drawn in ink.

    Parameters
    ----------
    ax : matplotlib Axes
    points : (N, 2)
    kinds : N names
    marks : {name: (marker, whether it is filled)}

    Attributes
    ----------
    shown : {"kind": the chosen one or None, "points": (n, 2), "marker": str, "filled": bool}
    """

    @lecture_style()
    def __init__(self, ax, *, points, kinds, marks):
        points, kinds = np.asarray(points, float), np.array(kinds)
        self._marks = marks
        self._of = {name: points[kinds == name] for name in marks}
        for name, (marker, filled) in marks.items():
            face = COLOURS["context"] if filled else "white"
            ax.plot(
                *self._of[name].T, marker, markersize=SIZE, color=COLOURS["context"],
                markerfacecolor=face, alpha=0.55, zorder=0.5,
            )  # fmt: skip
        (self._chosen,) = ax.plot([], [], "o", markersize=SIZE, color=COLOURS["ink"], zorder=1.2)
        self.moving, self._kind = [self._chosen], None

    @property
    def shown(self):
        return {
            "kind": self._kind,
            "points": np.array(self._chosen.get_xydata()),
            "marker": self._chosen.get_marker(),
            "filled": self._chosen.get_markerfacecolor() != "white",
        }

    def set(self, *, kind):
        """Let one kind stand out, or none for None."""
        self._kind = kind if kind in self._of else None
        marker, filled = self._marks.get(kind, ("o", True))
        self._chosen.set_data(self._of[kind].T if self._kind else ([], []))
        self._chosen.set_marker(marker)
        self._chosen.set_markerfacecolor(COLOURS["ink"] if filled else "white")
