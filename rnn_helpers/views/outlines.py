"""Outlines of boxes and arrows as corners, and many of them as one path: cheap to move."""

import numpy as np
from matplotlib.path import Path


def corners(box):
    """Return the four corners of a box (left, bottom, width, height)."""
    left, low, wide, tall = box
    return [(left, low), (left + wide, low), (left + wide, low + tall), (left, low + tall)]


def arrow(tail, head, *, half=1.1, barb=4.5, length=7):
    """Return the seven corners of an arrow from `tail` to `head`, both (x, y).

    half : half the width of its shaft; barb, length : half the width and the length of its head
    """
    tail, head = np.array(tail), np.array(head)
    along = (head - tail) / np.hypot(*(head - tail))
    aside, neck = np.array([-along[1], along[0]]), head - length * along
    one_side = [tail + half * aside, neck + half * aside, neck + barb * aside, head]
    return [*one_side, neck - barb * aside, neck - half * aside, tail - half * aside]


def joined(shapes):
    """Return one path around closed shapes, each a list of corners."""
    points = [corner for shape in shapes for corner in (*shape, shape[0])]
    codes = [
        code
        for shape in shapes
        for code in (Path.MOVETO, *[Path.LINETO] * (len(shape) - 1), Path.CLOSEPOLY)
    ]
    return Path(np.reshape(points, (-1, 2)), codes)
