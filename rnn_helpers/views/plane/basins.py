"""The state plane as a map of where its states end: a pale pattern for each attractor."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb

from ..style import DPI, lecture_style

_TILE = 12  # pixels after which a pattern repeats
_HUES = ("#F9DECB", "#E3E3E3")  # pale relatives of the hidden state's orange, and of grey
_X, _Y = np.meshgrid(np.arange(_TILE), np.arange(_TILE))
_MASKS = (  # plain, rising stripes, dots, falling stripes
    np.ones((_TILE, _TILE), dtype=bool),
    (_X - _Y) % 6 < 3,
    ((_X // 3) % 2 == 0) & ((_Y // 3) % 2 == 0),
    (_X + _Y) % 12 < 4,
)


def _tile(n):
    """Pattern number n, uint8 (_TILE, _TILE, 4): the two hues in turn, then the next mask."""
    hue = np.multiply((*to_rgb(_HUES[n % 2]), 1), 255).round()
    return np.where(_MASKS[n // 2][..., None], hue, 255).astype(np.uint8)


PATTERNS = np.stack([*map(_tile, range(8)), np.full((_TILE, _TILE, 4), 255, np.uint8)])  # last: -1


class Basins:
    """A pattern for each attractor: the states that it draws in.

    Parameters
    ----------
    ax : matplotlib Axes of a `StatePlane`

    Attributes
    ----------
    shown : (n, n) int, the number of the pattern of each cell, -1 for none; None without a map
    """

    @lecture_style()
    def __init__(self, ax):
        self._map = _Map(ax)
        ax.add_artist(self._map)
        self.moving = [self._map]

    def set(self, *, basins=None):
        """Show a map.

        basins : (n, n) int, row 0 the lowest: for n x n equal cells of the square the number of
            the attractor that they lead to, -1 for none; patterns repeat after eight. None for
            no map.
        """
        self._map.set_visible(basins is not None)
        if basins is not None:
            basins = np.asarray(basins)
            self._map.numbers = np.where(basins < 0, 8, basins % 8)

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        numbers = self._map.numbers
        return np.where(numbers == 8, -1, numbers) if self._map.get_visible() else None


class _Map(Artist):
    """A picture made of its own size in pixels: many times faster than an image that is resized."""

    def __init__(self, ax):
        super().__init__()
        self._ax, self.numbers = ax, np.full((1, 1), 8)
        self.set_zorder(-2)

    def draw(self, renderer):
        if self.get_visible():
            corners = self._ax.transData.transform([(-1, -1), (1, 1)])
            (left, low), (right, high) = corners.round().astype(int)
            picture = painted(self.numbers, right - left, high - low, renderer.dpi / DPI)
            context = renderer.new_gc()
            renderer.draw_image(context, left, low, picture)
            context.restore()


def painted(numbers, width, height, scale=1.0):
    """Return the map as uint8 (height, width, 4), row 0 the lowest; `scale` enlarges patterns."""
    rows, columns = (np.arange(size) * len(numbers) // size for size in (height, width))
    cells = numbers[rows[:, None], columns]
    y, x = ((np.arange(size) / scale).astype(int) % _TILE for size in (height, width))
    picture = np.empty((height, width), dtype=np.uint32)
    for number in np.unique(numbers):
        pattern = PATTERNS[number].view(np.uint32)[..., 0]  # one number a pixel
        np.copyto(picture, pattern[y[:, None], x], where=cells == number)
    return picture.view(np.uint8).reshape(height, width, 4)
