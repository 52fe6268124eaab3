"""Many short texts drawn as one path: sixty numbers cost a moving picture as much as one text."""

from functools import cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath, text_to_path
from matplotlib.transforms import Affine2D, ScaledTranslation

from ..formats import in_figures
from .style import DPI, lecture_style

_BEFORE = {"left": 0, "center": 0.5, "right": 1}  # how much of the text stands left of its place
_BELOW = {"baseline": 0, "center": 0.36}  # how far below its place it stands, in font sizes


class Texts:
    """Short texts of one colour, each at its place.

    Parameters
    ----------
    ax : matplotlib Axes
    colour : of all the texts
    size : of the font, in the unit of length of `transform`
    ha, va : which point of a text stands at its place: "left", "center" or "right", and
        "center" (of a digit) or "baseline"
    family : of the font
    transform : from the places to the screen; ax.transData when left out

    Attributes
    ----------
    shown : list of (x, y, text), what is written now
    """

    def __init__(
        self, ax, *, colour, size, ha="center", va="center", family="sans-serif", transform=None
    ):
        self._size, self._family = size, family
        self._before, self._below = _BEFORE[ha], _BELOW[va]
        self._patch = PathPatch(
            Path(np.empty((0, 2))), facecolor=colour, linewidth=0, zorder=4, clip_on=False,
            transform=transform or ax.transData,
        )  # fmt: skip
        ax.add_patch(self._patch)
        self.moving = [self._patch]
        self.shown = []

    def set(self, *, texts):
        """Write texts, a list of (x, y, text)."""
        self.shown = list(texts)
        vertices, codes = [np.empty((0, 2))], [np.empty(0, Path.code_type)]
        for x, y, text in texts:
            outlines = [_outline(letter, self._family) for letter in text]
            left = x / self._size - self._before * sum(width for _, _, width in outlines)
            base = y / self._size - self._below
            for points, kinds, width in outlines:
                vertices.append(np.add(points, (left, base)))
                codes.append(kinds)
                left += width
        self._patch.set_path(Path(np.concatenate(vertices) * self._size, np.concatenate(codes)))

    def move(self, transform):
        """Take another way from the places to the screen."""
        self._patch.set_transform(transform)


def pixels_from(ax, place, *, transform=None):
    """Return the transform to the screen from pixels that count from a place (x, y).

    transform : from the place to the screen; ax.transData when left out
    """
    pixels = Affine2D().scale(1 / DPI) + ax.figure.dpi_scale_trans
    return pixels + ScaledTranslation(*place, transform or ax.transData)


def text_width(text, *, size, family="sans-serif"):
    """Return how wide a text is, in the unit of `size`, the size of its font."""
    return size * sum(_outline(letter, family)[2] for letter in text)


def figures(number, *, digits=4):
    """Return a number as text with `digits` places, a true minus sign, and no minus before 0."""
    return in_figures(float(number), digits=digits).replace("-", "\N{MINUS SIGN}")


@cache
@lecture_style()
def _outline(letter, family):
    """The outline of a letter of font size 1: its points, their kinds, its width."""
    font = FontProperties(family=family, size=100)
    width, _, _ = text_to_path.get_text_width_height_descent(letter, font, False)
    if letter.isspace():
        return np.empty((0, 2)), np.empty(0, Path.code_type), width / 100
    path = TextPath((0, 0), letter, prop=font)
    return path.vertices / 100, path.codes, width / 100
