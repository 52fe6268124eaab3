"""Convex polygons of the state plane."""

import numpy as np


def is_inside(region, s):
    """Whether a point lies in a counter-clockwise convex polygon."""
    if not len(region):
        return False
    (x, y), (p, q) = region.T, (np.roll(region, -1, axis=0) - region).T
    return bool((p * (s[1] - y) - q * (s[0] - x) >= -1e-12).all())
