"""What every push would lead to: a shade for each place in a plane of pushes, and one push."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from ..style import COLOURS, axis_name, lecture_style

SHADES = LinearSegmentedColormap.from_list("green", ["white", COLOURS["output"]])


class PushMap:
    """The plane of all pushes (along, across); the greener, the larger a probability after them.

    Parameters
    ----------
    ax : matplotlib Axes
    reach : (along, across), the farthest pushes
    tick : a push along that is written below, such as the distance of two groups
    labels : symbols of the two axes

    Attributes
    ----------
    ax : the Axes
    shown : {"shades": (rows, columns) from 0 to 1, the first row at the bottom,
        "push": (2,) where the push ends}
    """

    @lecture_style()
    def __init__(self, ax, *, reach, tick, labels):
        self.ax, (right, top) = ax, reach
        ax.set(xlim=(-right, right), ylim=(-top, top), aspect="equal")
        ax.set_xticks([-tick, 0, tick], [f"−{tick:g}", "0", f"{tick:g}"])
        ax.set_yticks([-top, 0, top], [f"−{top:g}", "0", f"{top:g}"])
        axis_name(ax, labels[0], "x")
        axis_name(ax, labels[1], "y")
        self._image = ax.imshow(
            np.zeros((2, 2)), extent=(-right, right, -top, top), origin="lower", cmap=SHADES,
            vmin=0, vmax=1, interpolation="bilinear", zorder=0,
        )  # fmt: skip
        ax.set(xlim=(-right, right), ylim=(-top, top))
        colour = COLOURS["hidden"]
        (self._line,) = ax.plot([], [], color=colour, linewidth=3, zorder=3, clip_on=False)
        (self._start,) = ax.plot(
            [0], [0], "o", markersize=8, color=COLOURS["context"], markeredgecolor="white", zorder=4
        )
        (self._end,) = ax.plot(
            [], [], "o", markersize=13, markerfacecolor=COLOURS["now"], markeredgecolor=colour,
            markeredgewidth=2.5, zorder=5, clip_on=False,
        )  # fmt: skip
        self.moving = [self._image, self._line, self._start, self._end]

    @property
    def shown(self):
        return {
            "shades": np.array(self._image.get_array()),
            "push": np.array(self._end.get_xydata()[0]),
        }

    def set(self, *, shades, push):
        """Show shades (rows, columns) over the whole plane, and a push (along, across)."""
        self._image.set_data(shades)
        along, over = push
        self._line.set_data([0, along], [0, over])
        self._end.set_data([along], [over])
