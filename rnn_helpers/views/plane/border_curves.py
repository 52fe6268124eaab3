"""Curves in the square of all states: the borders between basins."""

from matplotlib.patches import Rectangle

from ..style import COLOURS, lecture_style
from .warped_grid import joined_lines


class BorderCurves:
    """Lines that end at the edge of the square.

    Parameters
    ----------
    ax : matplotlib Axes of a `StatePlane`

    Attributes
    ----------
    shown : (n, 2) all curves, with a gap after each
    """

    @lecture_style()
    def __init__(self, ax):
        (self._line,) = ax.plot([], [], color=COLOURS["ink"], linewidth=1.8, zorder=0.8)
        square = Rectangle((-1, -1), 2, 2, transform=ax.transData)
        self._line.set_clip_path(square)
        self.moving = [self._line]

    def set(self, *, curves=()):
        """Show curves, each (n, 2); rows of NaN break one."""
        self._line.set_data(joined_lines(curves).T if len(curves) else ([], []))

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        return self._line.get_xydata()
