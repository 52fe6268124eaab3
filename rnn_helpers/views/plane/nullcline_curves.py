"""The curves on which one unit stays as it is for a step: they cross where both rest."""

import numpy as np

from ..style import COLOURS, UNIT_LINES, lecture_style
from .warped_grid import joined_lines


class NullclineCurves:
    """One curve a unit, solid and dashed like the units' lines over time.

    Parameters
    ----------
    ax : matplotlib Axes of a `StatePlane`

    Attributes
    ----------
    shown : for each unit its curve (n, 2), with a gap after each branch
    """

    @lecture_style()
    def __init__(self, ax):
        self.moving = [
            ax.plot(
                [], [], color=COLOURS["hidden"], linewidth=2.6, linestyle=style, alpha=0.55,
                zorder=0.8,
            )[0]
            for style in UNIT_LINES[:2]
        ]  # fmt: skip

    def set(self, *, curves=None):
        """Show curves, one list of branches (n, 2) a unit; None for no curves."""
        for line, branches in zip(self.moving, curves or ([], []), strict=True):
            line.set_data(joined_lines(branches).T if branches else np.empty((2, 0)))

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        return [line.get_xydata() for line in self.moving]
