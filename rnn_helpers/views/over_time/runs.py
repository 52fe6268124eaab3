"""Runs side by side: lines over the steps, a panel for each kind."""

from math import ceil, floor

import numpy as np

from ..style import COLOURS, axis_name, lecture_figure, lecture_style

PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # a name may stand on a line
MANY = 8  # more lines than this are drawn thin and without dots


@lecture_style()
def runs_figure(panels, *, begin=0, names=(), symbol="t", limits=(-1.1, 1.1), height=3.2):
    """Return a figure that shows runs as lines from left to right.

    Parameters
    ----------
    panels : {title: (T, n)} numbers of n runs over T steps; the same T in each
    begin : the first step
    names : for each run of the first panel (step, text), written to the right of its point there,
        over the line if it is level
    symbol : name of the horizontal axis
    limits : (lowest, highest) of the vertical axes
    height : of the figure in inches
    """
    figure, axes = lecture_figure(9, height, ncols=len(panels), sharey=True, squeeze=False)
    for ax, (title, runs) in zip(axes[0], panels.items(), strict=True):
        runs = np.asarray(runs, dtype=float)
        steps = np.arange(begin, begin + len(runs))
        few = runs.shape[1] <= MANY
        look = {"marker": "o" if few and len(runs) <= 24 else "", "linewidth": 2.2 if few else 0.7}
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
        ax.plot(steps, runs, color=COLOURS["hidden"], **look)
        ax.margins(x=0.02)
        ax.set(title=title, ylim=limits, yticks=range(ceil(limits[0]), floor(limits[1]) + 1))
        ax.xaxis.get_major_locator().set_params(integer=True)
        axis_name(ax, symbol, "x")
    for (step, text), run in zip(
        names, np.transpose(next(iter(panels.values()))), strict=bool(names)
    ):
        axes[0, 0].annotate(
            text, (step, run[step - begin]), xytext=(9, 0), textcoords="offset points",
            va="center", annotation_clip=False, fontsize=13, bbox=PAPER,
        )  # fmt: skip
    return figure
