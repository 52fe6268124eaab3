"""Many numbers that move, drawn as one path: about twenty times faster than as many Texts."""

from functools import cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

MINUS = "\N{MINUS SIGN}"


def figures(number, *, digits=4):
    """Return a number as text with `digits` places, a true minus sign, and no minus before 0."""
    text = f"{number:.{digits}f}".replace("-", MINUS)
    return text if text.strip(MINUS + "0.") else text.removeprefix(MINUS)


class Digits:
    """Numbers of one colour and size.

    Parameters
    ----------
    ax : matplotlib Axes
    colour : of all of them
    transform : from points (1/72 inch) to the screen
    size : of the font, in points
    """

    def __init__(self, ax, *, colour, transform, size=13):
        self.size = size
        self.patch = PathPatch(
            Path(np.empty((0, 2))), facecolor=colour, edgecolor="none",
            transform=transform, clip_on=False, zorder=2,
        )  # fmt: skip
        ax.add_patch(self.patch)

    def set(self, entries):
        """Show entries (text, right, base): where the text ends and where it stands, in points."""
        vertices, codes = [], []
        for text, right, base in entries:
            for place, sign in enumerate(reversed(text)):
                outline = _outline(sign, self.size)
                left = right - (place + 1) * _width(self.size)
                vertices.append(np.add(outline.vertices, (left, base)))
                codes.append(outline.codes)
        if entries:
            self.patch.set_path(Path(np.concatenate(vertices), np.concatenate(codes)))
        else:
            self.patch.set_path(Path(np.empty((0, 2))))


@cache
def _outline(sign, size):
    return TextPath((0, 0), sign, size=size, prop=FontProperties(family="DejaVu Sans Mono"))


@cache
def _width(size):
    """How far one sign stands from the next: in this font all signs are equally wide."""
    pair = TextPath((0, 0), "00", size=size, prop=FontProperties(family="DejaVu Sans Mono"))
    return pair.get_extents().x1 - _outline("0", size).get_extents().x1
