"""The state plane as a map of where its states end: a pale pattern for each attractor."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgba

from ..style import DPI, lecture_style

_TILE = 12  # pixels after which a pattern repeats
# Pale relatives of the hidden state's orange, and of grey, on white.
COLOURS = np.array([to_rgba(colour) for colour in ("white", "#F9DECB", "#E3E3E3")])
COLOURS = np.multiply(COLOURS, 255).round().astype(np.uint8)  # (3, 4)
_X, _Y = np.meshgrid(np.arange(_TILE), np.arange(_TILE))
_MASKS = (  # plain, rising stripes, dots, falling stripes
    np.ones((_TILE, _TILE), dtype=bool),
    (_X - _Y) % 6 < 3,
    ((_X // 3) % 2 == 0) & ((_Y // 3) % 2 == 0),
    (_X + _Y) % 12 < 4,
)
# (9, _TILE, _TILE) uint8, which of the colours: the two hues in turn, then the next mask; last: -1
PATTERNS = np.array([mask * hue for mask in _MASKS for hue in (1, 2)] + [0 * _X], dtype=np.uint8)


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
    """A picture made of its own size in pixels: many times faster than an image that is resized.

    A renderer that can draw an image of few colours is given it as their numbers.
    """

    def __init__(self, ax):
        super().__init__()
        self._ax, self.numbers = ax, np.full((1, 1), 8)
        self.set_zorder(-2)

    def draw(self, renderer):
        if not self.get_visible():
            return
        corners = self._ax.transData.transform([(-1, -1), (1, 1)])
        (left, low), (right, high) = corners.round().astype(int)
        picture = painted(self.numbers, right - left, high - low, renderer.dpi / DPI)
        gc = renderer.new_gc()
        if hasattr(renderer, "draw_few_colours"):
            renderer.draw_few_colours(gc, left, low, picture, COLOURS)
        else:
            renderer.draw_image(gc, left, low, COLOURS[picture])
        gc.restore()


def painted(numbers, width, height, scale=1.0):
    """Return the map as numbers of COLOURS, uint8 (height, width), row 0 the lowest.

    numbers : (n, n) int, of the pattern of each cell
    scale : enlarges patterns
    """
    n = len(numbers)
    counts = [np.bincount(np.arange(size) * n // size, minlength=n) for size in (height, width)]
    cells = numbers.repeat(counts[0], 0).repeat(counts[1], 1)
    y, x = ((np.arange(size) / scale).astype(int) % _TILE for size in (height, width))
    return PATTERNS.ravel().take(_TILE**2 * cells + _TILE * y[:, None] + x)
