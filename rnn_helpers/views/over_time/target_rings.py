"""Hollow rings over time: where the dots of a line should come to stand."""

import numpy as np

from ..style import COLOURS, lecture_style


class TargetRings:
    """A ring at each step, in ink, around the dots of a `Timeline`.

    Parameters
    ----------
    ax : matplotlib Axes of a `Timeline`

    Attributes
    ----------
    shown : (T, 2) places (t, height)
    """

    @lecture_style()
    def __init__(self, ax):
        look = {"markersize": 11, "markerfacecolor": "none", "markeredgewidth": 1.4}
        (self._rings,) = ax.plot([], [], "o", color=COLOURS["ink"], zorder=3, **look)
        self.moving = [self._rings]

    @property
    def shown(self):
        return self._rings.get_xydata()

    def set(self, *, heights):
        """Show T heights at t = 0 to T - 1."""
        self._rings.set_data(np.arange(len(heights)), heights)
