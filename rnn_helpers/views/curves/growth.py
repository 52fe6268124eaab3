"""What grows and what does not: lines over whole numbers, in powers of ten, a dot on each."""

import numpy as np

from ...formats import log10
from ..over_time.log_lines import log_ticks
from ..style import COLOURS, lecture_style
from ..texts import Texts, pixels_from

SIZE = 15  # of a number, in pixels
BESIDE = {"grows": ("right", -6, 13), "stays": ("center", 0, -19)}  # pixels from its dot
NAMED = {"grows": ("left", 12, -10), "stays": ("left", 12, 12)}  # from the point that has the name


class Growth:
    """Two lines of numbers over 1..N, and yellow dots on both at one place.

    Parameters
    ----------
    ax : matplotlib Axes
    grows, stays : (name, (N,) whole numbers above 0, key of COLOURS)
    powers : of ten, the labels of the vertical axis

    Attributes
    ----------
    shown : {"lines": {name: (N,) log10}, "dots": {name: (2,)}, "texts": {name: text}}
    """

    @lecture_style()
    def __init__(self, ax, *, grows, stays, powers):
        self._ax, self._numbers = ax, {}
        self._lines, self._dots, self._texts = {}, {}, {}
        for kind, (name, values, concept) in {"grows": grows, "stays": stays}.items():
            hue, heights = COLOURS[concept], log10(values)
            places = range(1, len(values) + 1)
            (self._lines[name],) = ax.plot(
                places, heights, "-o", color=hue, linewidth=1.8, markersize=4, zorder=1
            )
            (self._dots[name],) = ax.plot(
                [], [], "o", markersize=11, color=COLOURS["now"], markeredgecolor=hue,
                markeredgewidth=1.5, zorder=2,
            )  # fmt: skip
            side, *way = BESIDE[kind]
            self._numbers[name] = list(values), way
            self._texts[name] = Texts(ax, colour=hue, size=SIZE, ha=side)
            side, x, y = NAMED[kind]
            middle = len(values) // 2
            there = pixels_from(ax, (places[middle], heights[middle]))
            written = Texts(ax, colour=hue, size=SIZE, ha=side, transform=there)
            written.set(texts=[(x, y, name)])
        ax.set(xlim=(0, len(places) + 0.4), ylim=(min(powers) - 0.2, max(powers) + 0.8))
        ax.set_xticks(places)
        log_ticks(ax, powers)
        written = [artist for text in self._texts.values() for artist in text.moving]
        self.moving = [*self._dots.values(), *written]

    @property
    def shown(self):
        return {
            "lines": {name: np.array(line.get_ydata()) for name, line in self._lines.items()},
            "dots": {name: dot.get_xydata()[0] for name, dot in self._dots.items()},
            "texts": {name: text.shown[0][-1] for name, text in self._texts.items()},
        }

    def set(self, *, now):
        """Show the place `now`, from 1 to N."""
        for name, (values, way) in self._numbers.items():
            place = now, float(log10(values[now - 1]))
            self._dots[name].set_data(*([number] for number in place))
            self._texts[name].move(pixels_from(self._ax, place))
            self._texts[name].set(texts=[(*way, f"{values[now - 1]:,}")])
