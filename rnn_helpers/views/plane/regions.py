"""The state plane as a map: which token wins where, and how sure the network is there."""

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ..style import COLOURS, lecture_style
from ..texts import Texts

PALE, SURE = np.array([to_rgba("white"), to_rgba("#A9CBBF")])  # at p = 1 / (number of words), at 1
SIZES = (0.16, 0.11)  # of the names, in units of the plane: large where there is room
HALF_LETTER, HALF_LINE = 0.36, 0.55  # of a name of size 1
CLEAR = np.array([0.06, 0.03])  # between a name and what it should not cover
SPOTS = np.stack(
    np.meshgrid(np.linspace(-0.95, 0.95, 26), np.linspace(-0.95, 0.95, 39)), axis=-1
).reshape(-1, 2)


class Regions:
    """Shades for the largest probability, straight borders, a name in each region.

    Parameters
    ----------
    ax : matplotlib Axes of a `StatePlane`
    tokens : list of texts

    Attributes
    ----------
    shown : {"names": {token: (x, y, size)}, none where a region has no room for it,
        "borders": (n, 2) their corners, "shades": (n, n, 4) colours of the cells}
    """

    @lecture_style()
    def __init__(self, ax, *, tokens):
        self._tokens = tokens
        self._map = ax.imshow(
            [[PALE]], extent=(-1, 1, -1, 1), origin="lower", interpolation="none", zorder=-2
        )
        self._borders = ax.add_patch(
            PathPatch(Path(np.empty((0, 2))), facecolor="none", linewidth=2, zorder=0.5)
        )
        self._borders.set_edgecolor(COLOURS["output"])
        ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1))
        self._names = {size: Texts(ax, colour=COLOURS["output"], size=size) for size in SIZES}
        written = [artist for names in self._names.values() for artist in names.moving]
        self.moving = [self._map, self._borders, *written]

    @property
    def shown(self):
        names = {
            token: (x, y, size) for size, its in self._names.items() for x, y, token in its.shown
        }
        borders, shades = self._borders.get_path().vertices, self._map.get_array()
        return {"names": names, "borders": borders, "shades": np.array(shades)}

    def set(self, *, sure, regions, avoid):
        """Show a map.

        sure : (n, n) the largest probability in n x n equal cells of the square, lowest row first
        regions : a convex polygon (corners, 2), counter-clockwise, for each token; empty where it
            never wins
        avoid : (n, 2) places that no name should cover
        """
        least = 1 / len(self._tokens)
        share = np.clip((sure - least) / (1 - least), 0, 1)[..., None]
        self._map.set_data(np.uint8(255 * (PALE + share * (SURE - PALE)) + 0.5))
        closed = [np.vstack([region, region[:1]]) for region in regions if len(region)]
        codes = [Path.MOVETO, *[Path.LINETO] * 99]
        self._borders.set_path(
            Path(
                np.concatenate(closed), [code for region in closed for code in codes[: len(region)]]
            )
        )
        texts = {size: [] for size in SIZES}
        for token, region in zip(self._tokens, regions, strict=True):
            if (place := _place(token, region, avoid)) is not None:
                x, y, size = place
                texts[size].append((x, y, token))
        for size, names in self._names.items():
            names.set(texts=texts[size])


def _place(token, region, avoid):
    """The middle and the size of the name: the largest that covers nothing, near the middle."""
    for size in SIZES if len(region) else ():
        room = size * np.array([HALF_LETTER * len(token), HALF_LINE]) + (0.02, 0)
        x, y = region.T
        p, q = np.roll(y, -1) - y, x - np.roll(x, -1)  # outward normals of the edges
        reach = np.abs(np.stack([p, q], axis=1)) @ room  # how far the name reaches to each edge
        spots = SPOTS[(SPOTS @ [p, q] + reach <= p * x + q * y).all(axis=1)]
        near = [np.abs(spots[:, i, None] - avoid[:, i]) < room[i] + CLEAR[i] for i in (0, 1)]
        free = spots[~(near[0] & near[1]).any(axis=1)]
        if len(free):
            nearest = np.hypot(*(free - region.mean(axis=0)).T).argmin()
            return *map(float, free[nearest]), size
    return None
