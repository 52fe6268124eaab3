"""Runs side by side: lines over the steps, a panel for each kind."""

from math import ceil, floor

import numpy as np

from ..style import COLOURS, axis_name, lecture_figure, lecture_style

MANY = 8  # more lines than this are drawn thin and without dots


@lecture_style()
def runs_figure(panels, *, limits=(-1.1, 1.1), height=3.2):
    """Return a figure that shows runs without names as lines from left to right.

    (Lines with names are in curves.named_lines.)

    Parameters
    ----------
    panels : {title: (T, n)} numbers of n runs over T steps; the same T in each
    limits : (lowest, highest) of the vertical axes
    height : of the figure in inches
    """
    figure, axes = lecture_figure(9, height, ncols=len(panels), sharey=True, squeeze=False)
    for ax, (title, runs) in zip(axes[0], panels.items(), strict=True):
        runs = np.asarray(runs, dtype=float)
        few = runs.shape[1] <= MANY
        look = {"marker": "o" if few and len(runs) <= 24 else "", "linewidth": 2.2 if few else 0.7}
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
        ax.plot(runs, color=COLOURS["hidden"], **look)
        ax.margins(x=0.02)
        ax.set(title=title, ylim=limits, yticks=range(ceil(limits[0]), floor(limits[1]) + 1))
        ax.xaxis.get_major_locator().set_params(integer=True)
        axis_name(ax, "t", "x")
    return figure
