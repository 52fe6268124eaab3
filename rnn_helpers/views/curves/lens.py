"""A lens: a small square of a picture, ten times as large in one of its corners."""

import numpy as np
from matplotlib.patches import Rectangle

from ..style import COLOURS, lecture_style
from ..texts import Texts

FACTOR, HALF = 10, 0.4  # how much it enlarges; half of its side, in the units of the picture
CORNERS = {"lower right": (0.64, -0.64), "upper left": (-0.64, 0.64), "lower left": (-0.64, -0.64)}


class Lens:
    """Part of a curve, of the diagonal and of a staircase, enlarged; a frame shows where it is.

    Parameters
    ----------
    ax : matplotlib Axes of a `Cobweb`

    Attributes
    ----------
    shown : {"seen", "focus": (2,) middle of the frame, "glass": (2,) middle of the lens, "curve",
        "diagonal", "stairs": (n, 2) as they are drawn}
    """

    @lecture_style()
    def __init__(self, ax):
        ink, grey, hue = COLOURS["ink"], COLOURS["context"], COLOURS["hidden"]
        small, side = 2 * HALF / FACTOR, 2 * HALF
        self._frame = Rectangle((0, 0), small, small, fill=False, edgecolor=ink, zorder=5)
        self._glass = Rectangle((0, 0), side, side, facecolor="white", edgecolor=ink, zorder=6)
        for square in (self._frame, self._glass):
            square.set_linewidth(1)
            ax.add_patch(square)
        self._lines = {
            name: ax.plot([], [], color=colour, linewidth=width, zorder=7)[0]
            for name, colour, width in (
                ("diagonal", grey, 1.2), ("curve", ink, 1.8), ("stairs", hue, 1.6),
            )
        }  # fmt: skip
        self._name = Texts(ax, colour=ink, size=0.11, ha="left")
        for artist in self._name.moving:
            artist.set_zorder(7)
        self.moving = [self._frame, self._glass, *self._lines.values(), *self._name.moving]
        self._seen = True
        self.set(focus=None)

    @property
    def shown(self):
        lines = {name: line.get_xydata() for name, line in self._lines.items()}
        middle = np.add(self._frame.get_xy(), HALF / FACTOR)
        glass = np.add(self._glass.get_xy(), HALF)
        return {"seen": self._seen, "focus": middle, "glass": glass, **lines}

    def set(self, *, focus, corner="lower right", curve=((), ()), stairs=()):
        """Enlarge what lies around a place on the diagonal, or show nothing.

        focus : number, the place; None for no lens
        corner : one of CORNERS
        curve : (2, n)
        stairs : (n, 2) corners of a staircase
        """
        self._seen = focus is not None
        for artist in self.moving:
            artist.set_visible(self._seen)
        if not self._seen:
            return
        middle = np.array(CORNERS[corner])
        self._frame.set_xy((focus - HALF / FACTOR,) * 2)
        self._glass.set_xy(middle - HALF)
        across = np.array([[-1.0, -1.0], [1.0, 1.0]]) * HALF / FACTOR + focus
        parts = {"diagonal": across, "curve": np.transpose(curve), "stairs": np.asarray(stairs)}
        for name, points in parts.items():
            self._lines[name].set_data(*(middle + FACTOR * (points - focus)).T)
            self._lines[name].set_clip_path(self._glass)  # it remembers where the glass was
        left, top = np.add(middle, (-HALF + 0.05, HALF - 0.1))
        self._name.set(texts=[(left, top, f"×{FACTOR}")])
