"""Probabilities as bars, each with its value printed."""

from ..readout import in_figures
from .style import COLOURS, keep_room, lecture_style

_BESIDE = {"xytext": (5, 0), "textcoords": "offset points", "va": "center"}


class Bars:
    """One horizontal bar a token, from 0 to 1, the first token on top.

    Parameters
    ----------
    ax : matplotlib Axes
    labels : tokens
    symbol : what the bars are, written below the axis
    """

    @lecture_style()
    def __init__(self, ax, *, labels, symbol="o_t"):
        places = range(len(labels))
        self._bars = ax.barh(places, [0] * len(labels), height=0.62, color=COLOURS["output"])
        self._values = [
            ax.annotate("", (0, y), color=COLOURS["output"], annotation_clip=False, **_BESIDE)
            for y in places
        ]
        keep_room(ax, "1.00", (1, 0), **_BESIDE)
        ax.set(xlim=(0, 1.05), xticks=[0, 1], ylim=(len(labels) - 0.4, -0.6))
        ax.set_yticks(places, labels)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(f"${symbol}$")
        self.moving = [*self._bars, *self._values]

    def set(self, *, probabilities):
        """Show one probability a token."""
        for bar, text, p in zip(self._bars, self._values, probabilities, strict=True):
            bar.set_width(p)
            text.xy = (p, text.xy[1])
            text.set_text(in_figures(float(p), digits=2))
