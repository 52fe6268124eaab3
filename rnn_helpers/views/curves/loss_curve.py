"""The loss of a training so far, between levels that it can be held against."""

import numpy as np

from ..style import COLOURS, lecture_style
from ..texts import Texts, figures, pixels_from

SIZE = 15  # of the number, in pixels
ABOVE, BESIDE = (0, 18), (30, 10)  # pixels: where the number stands from its dot


class LossCurve:
    """A line through the losses so far; a yellow dot at one of them, with its number.

    Parameters
    ----------
    ax : matplotlib Axes
    updates : where the axis ends
    limits : (lowest, highest) of the losses; what lies beyond is cut off, the dot stays at the edge
    levels : {name: loss}, dashed lines

    Attributes
    ----------
    shown : {"line": (M, 2), "now": (2,), "text": the loss at the dot}
    """

    @lecture_style()
    def __init__(self, ax, *, updates, limits, levels):
        self._ax, self._limits, self._updates = ax, limits, updates
        grey = COLOURS["context"]
        ax.set(xlim=(-0.02 * updates, 1.02 * updates), ylim=limits)
        whole = range(int(np.ceil(limits[0])), 1 + int(limits[1]))
        ax.set(xticks=[0, updates / 2, updates], yticks=whole)
        ax.set_xticklabels([f"{tick:,.0f}" for tick in ax.get_xticks()])
        ax.set_xlabel("$n$")
        for name, level in levels.items():
            ax.axhline(level, color=grey, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
            low = level < np.mean(limits)
            ax.text(
                1.02 * updates, level + (-0.05 if low else 0.05), name, color=grey, fontsize=11,
                ha="right", va="top" if low else "bottom",
            )  # fmt: skip
        (self._line,) = ax.plot([], [], color=COLOURS["ink"], linewidth=1.6, zorder=1)
        (self._now,) = ax.plot(
            [], [], "o", markersize=11, color=COLOURS["now"], markeredgecolor=COLOURS["ink"],
            markeredgewidth=1.5, zorder=2, clip_on=False,
        )  # fmt: skip
        self._value = Texts(ax, colour=COLOURS["ink"], size=SIZE)
        self.moving = [self._line, self._now, *self._value.moving]

    @property
    def shown(self):
        ((*_, text),) = self._value.shown
        now = np.array(self._now.get_xydata()[0])
        return {"line": np.array(self._line.get_xydata()), "now": now, "text": text}

    def set(self, *, updates, losses):
        """Show losses (M,) at numbers of updates (M,); the dot is at the last of them."""
        self._line.set_data(updates, losses)
        height = np.clip(losses[-1], *self._limits)
        self._now.set_data(updates[-1:], [height])
        self._value.move(pixels_from(self._ax, (updates[-1], height)))
        right, up = BESIDE if updates[-1] < self._updates / 2 else ABOVE
        if height == self._limits[1]:  # not over the top
            up = -ABOVE[1]
        self._value.set(texts=[(right, up, figures(losses[-1], digits=2))])
