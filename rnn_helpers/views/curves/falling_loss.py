"""The loss at some moments of a training, and which of them is in sight."""

import numpy as np

from ..style import COLOURS, lecture_style
from ..texts import Texts, figures, pixels_from

SIZE = 15  # of the number, in pixels


class FallingLoss:
    """A line through the losses, one step to the right a moment; a yellow dot at one of them.

    Parameters
    ----------
    ax : matplotlib Axes
    losses : (M,) in nats a word
    updates : M whole numbers, how often the weights had been moved
    named : which moments have their updates written below
    least : the loss that no network can beat in the long run, a dashed line

    Attributes
    ----------
    shown : {"line": (M, 2), "now": (2,), "text": the loss at the dot}
    """

    @lecture_style()
    def __init__(self, ax, *, losses, updates, named, least):
        self._ax, self._losses = ax, losses
        moments = np.arange(len(losses))
        ax.set(xlim=(-0.5, len(losses) - 0.5), ylim=(least - 0.25, max(losses) + 0.35))
        ax.set(xticks=named, xticklabels=[f"{updates[k]:,}" for k in named], yticks=[2, 3])
        ax.tick_params(length=3)
        ax.axhline(least, color=COLOURS["context"], linewidth=1, linestyle=(0, (4, 3)), zorder=0)
        ax.text(
            -0.4, least - 0.04, "best possible", color=COLOURS["context"], va="top", fontsize=10
        )
        (self._line,) = ax.plot(moments, losses, color=COLOURS["ink"], linewidth=1.6, zorder=1)
        ax.plot(moments, losses, "o", color=COLOURS["ink"], markersize=3, zorder=1)
        (self._now,) = ax.plot(
            [], [], "o", markersize=11, color=COLOURS["now"], markeredgecolor=COLOURS["ink"],
            markeredgewidth=1.5, zorder=2,
        )  # fmt: skip
        self._value = Texts(ax, colour=COLOURS["ink"], size=SIZE, ha="left")
        self.moving = [self._now, *self._value.moving]

    @property
    def shown(self):
        ((*_, text),) = self._value.shown
        now = np.array(self._now.get_xydata()[0])
        return {"line": np.array(self._line.get_xydata()), "now": now, "text": text}

    def set(self, *, now):
        """Show moment number `now`."""
        loss = self._losses[now]
        self._now.set_data([now], [loss])
        self._value.move(pixels_from(self._ax, (now, loss)))
        self._value.set(texts=[(5, 15, figures(loss, digits=2))])
