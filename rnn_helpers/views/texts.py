"""Many short texts drawn as one path: sixty numbers cost a moving picture as much as one text."""

from dataclasses import dataclass
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
        self._letters = _Letters(
            size, facecolor=colour, linewidth=0, zorder=4, clip_on=False,
            transform=transform or ax.transData,
        )  # fmt: skip
        ax.add_patch(self._letters)
        self.moving = [self._letters]
        self.shown = []

    def set(self, *, texts):
        """Write texts, a list of (x, y, text)."""
        self.shown = list(texts)
        letters = []
        for x, y, text in texts:
            outlines = [_outline(letter, self._family) for letter in text]
            left = x / self._size - self._before * sum(one.width for one in outlines)
            base = y / self._size - self._below
            for outline in outlines:
                letters.append((outline, left, base))
                left += outline.width
        self._letters.set_letters(letters)

    def move(self, transform):
        """Take another way from the places to the screen."""
        self._letters.set_transform(transform)


class _Letters(PathPatch):
    """Letters as one path; a renderer that can draw letters is given them one by one."""

    def __init__(self, size, **looks):
        self._size, self._letters = size, []
        super().__init__(_NOTHING, **looks)

    def set_letters(self, letters):
        """letters : list of (Outline, x, y), the places in font sizes"""
        self._letters = letters
        self.set_path(None)  # made when it is asked for

    def get_path(self):
        if self._path is None:
            points, kinds = [_NOTHING.vertices], [np.empty(0, Path.code_type)]
            for outline, x, y in self._letters:
                points.append(np.add(outline.points, (x, y)))
                kinds.append(outline.kinds)
            self._path = Path(np.concatenate(points) * self._size, np.concatenate(kinds))
        return self._path

    def draw(self, renderer):
        if not hasattr(renderer, "draw_letters"):
            super().draw(renderer)
        elif self.get_visible():
            gc = renderer.new_gc()
            gc.set_alpha(self.get_alpha())
            self._set_gc_clip(gc)
            font_size = Affine2D().scale(self._size) + self.get_transform()
            renderer.draw_letters(gc, self._letters, font_size, self.get_facecolor())
            gc.restore()


_NOTHING = Path(np.empty((0, 2)))


@dataclass(frozen=True, eq=False)
class Outline:
    """A letter of font size 1: `name` tells it from all others."""

    name: tuple
    points: np.ndarray  # (n, 2)
    kinds: np.ndarray  # (n,), as Path.codes
    width: float


def pixels_from(ax, place, *, transform=None):
    """Return the transform to the screen from pixels that count from a place (x, y).

    transform : from the place to the screen; ax.transData when left out
    """
    pixels = Affine2D().scale(1 / DPI) + ax.figure.dpi_scale_trans
    return pixels + ScaledTranslation(*place, transform or ax.transData)


def text_width(text, *, size, family="sans-serif"):
    """Return how wide a text is, in the unit of `size`, the size of its font."""
    return size * sum(_outline(letter, family).width for letter in text)


def figures(number, *, digits=4):
    """Return a number as text with `digits` places, a true minus sign, and no minus before 0."""
    return in_figures(float(number), digits=digits).replace("-", "\N{MINUS SIGN}")


@cache
@lecture_style()
def _outline(letter, family):
    """Return the Outline of a letter."""
    font = FontProperties(family=family, size=100)
    width, _, _ = text_to_path.get_text_width_height_descent(letter, font, False)
    name = (letter, family)
    if letter.isspace():
        return Outline(name, np.empty((0, 2)), np.empty(0, Path.code_type), width / 100)
    path = TextPath((0, 0), letter, prop=font)
    return Outline(name, path.vertices / 100, path.codes, width / 100)
