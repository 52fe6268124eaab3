"""Many short texts drawn as one path: sixty numbers cost a moving picture as much as one text."""

from functools import cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath, text_to_path

from .style import lecture_style


class Writing:
    """Short texts of one colour, each centred on its place; its unit of length is the pixel.

    Parameters
    ----------
    ax : matplotlib Axes
    colour : of all the texts
    size : of the font, in pixels
    transform : from pixels to the screen; ax.transData when left out
    """

    def __init__(self, ax, *, colour, size, transform=None):
        self._size = size
        self._patch = PathPatch(
            Path(np.empty((0, 2))), facecolor=colour, linewidth=0, zorder=4, clip_on=False,
            transform=transform or ax.transData,
        )  # fmt: skip
        ax.add_patch(self._patch)
        self.moving = [self._patch]

    def set(self, *, texts):
        """Write texts, a list of (x, y, text)."""
        vertices, codes = [np.empty((0, 2))], [np.empty(0, Path.code_type)]
        for x, y, text in texts:
            outlines = [_outline(letter) for letter in text]
            left = x - self._size * sum(width for _, _, width in outlines) / 2
            for points, kinds, width in outlines:
                vertices.append(points * self._size + (left, y - 0.36 * self._size))
                codes.append(kinds)
                left += self._size * width
        self._patch.set_path(Path(np.concatenate(vertices), np.concatenate(codes)))


@cache
@lecture_style()
def _outline(letter):
    """The outline of a letter one pixel high: its points, their kinds, its width."""
    font = FontProperties(size=100)
    width, _, _ = text_to_path.get_text_width_height_descent(letter, font, False)
    if letter.isspace():
        return np.empty((0, 2)), np.empty(0, Path.code_type), width / 100
    path = TextPath((0, 0), letter, prop=font)
    return path.vertices / 100, path.codes, width / 100
