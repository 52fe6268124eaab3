"""Which token wins where: the regions of the state plane, exactly, as polygons."""

import numpy as np

from ..forward_pass.params import RNNParams
from .step_map import as_moderate, as_number

LARGEST = 1e100  # weights whose products are still no larger than a float may be
SQUARE = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))  # all states tanh can give


def decision_regions(params):
    """Return for each token i the part of the square where z_i = V_i s + c_i is the largest.

    The border between i and j is the straight line z_i = z_j. Softmax keeps the order of the
    logits, at every temperature, so these are also the regions of the largest probability.

    Parameters
    ----------
    params : RNNParams with two units

    Returns
    -------
    list of K arrays (corners, 2), counter-clockwise, empty (0, 2) where the token never wins; of
    two tokens with the same logits everywhere the one with the lower id wins

    Raises
    ------
    TypeError, ValueError : no RNNParams; V of another number of columns than 2, or too large

    Source: chapter 06.
    """
    if not isinstance(params, RNNParams):
        raise TypeError(f"params expects RNNParams, got {type(params).__name__}")
    units = {"shape": ("K", 2), "why": "the state plane has two units"}
    V, c = (
        as_moderate("V", params.V, most=LARGEST, **units),
        as_moderate("c", params.c, most=LARGEST),
    )
    z = np.column_stack([V, c])  # (K, 3), z_i = z[i] @ (s_1, s_2, 1)
    regions = []
    for i in range(len(z)):
        region = np.array(SQUARE)
        for j in range(len(z)):
            ahead = z[i] - z[j]  # z_i - z_j as a function of s
            if i != j:
                region = region[:0] if not ahead.any() and j < i else _clip(region, *ahead)
        regions.append(region if _area(region) > 1e-12 else region[:0])
    return regions


def clip(polygon, p, q, r):
    """Return the part of a convex polygon (n, 2) where p s_1 + q s_2 + r >= 0."""
    line = [as_number(name, n, most=LARGEST) for name, n in (("p", p), ("q", q), ("r", r))]
    return _clip(_as_polygon(polygon), *line)


def area(polygon):
    """Return the area of a polygon (n, 2), counter-clockwise; 0 for fewer than 3 corners."""
    return _area(_as_polygon(polygon))


def _as_polygon(polygon):
    return as_moderate("polygon", polygon, shape=("n", 2), dtype=np.float64)


def _clip(polygon, p, q, r):
    height = polygon @ [p, q] + r  # (n,)
    kept = []
    for k, (here, there) in enumerate(zip(polygon, np.roll(polygon, -1, axis=0))):
        a, b = height[k], height[(k + 1) % len(height)]
        if a >= 0:
            kept.append(here)
        if a * b < 0:  # the border crosses this edge
            kept.append(here + (there - here) * a / (a - b))
    return np.reshape(kept, (len(kept), 2))


def _area(polygon):
    x, y = polygon.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
