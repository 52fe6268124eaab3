"""A network unrolled over time: tokens below, the state as a column of heat-map cells above."""

from functools import cache

import matplotlib
import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from ..boxes import arrow, corners, joined
from ..style import COLOURS, SIGNED_MAP, lecture_style
from ..texts import Texts, figures

WIDTH, HEIGHT = 585, 320  # pixels, for eight steps and two units
LEFT, TALL, TOP = 44, 46, 262  # left edge of the columns; height of a cell, top of the first one
TIME, TOKEN, ID = 296, 74, 44  # heights of what stands above and below
# Up to four words stand in wide columns: from one to the next, width of a cell, size of letters.
WIDE, NARROW = (108, 76, 1.3), (60, 47, 1.0)
# Of numbers in cells; on every colour between, one of the two has a contrast of 4.5 or more.
DARK, LIGHT = "#000000", "#FFFFFF"


class Unrolled:
    """One column a step: time, state, and the token that came in; arrows carry U and W.

    Parameters
    ----------
    ax : matplotlib Axes of WIDTH x HEIGHT pixels
    steps : how many words find room after the start
    units : cells of a column

    Attributes
    ----------
    shown : {"t", "s", "x", "id": list of texts, column after column; "letters": colours of the
        texts s; "cells": (n + 1, units) numbers of the heat map, "places": their middles;
        "waiting": (m, 2) middles of the cells without a number; "columns": (T + 1,) middles of
        the columns, "band": its two edges; "weights": list of "W" and "U", "arrows": (k, 8, 2)}
    """

    @lecture_style()
    def __init__(self, ax, *, steps, units=2):
        ax.set_axis_off()
        ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        self.steps, self._units = steps, units
        self._ax, self._columns = ax, None
        names = {"t": TIME, "x_t": TOKEN, r"\mathrm{id}": ID}
        names |= {f"s_{{t,{i + 1}}}": TOP - (i + 0.5) * TALL for i in range(units)}
        for name, y in names.items():
            colour = COLOURS[{"s": "hidden", "x": "input"}.get(name[0], "ink")]
            ax.text(4, y, f"${name}$", color=colour, va="center", fontsize=14)
        self._now = Rectangle((0, ID - 18), 0, TIME + 34 - ID, color=COLOURS["now"])
        self._now.set_zorder(1)
        ax.add_patch(self._now)
        self._cells = PolyCollection(
            [], array=np.empty(0), cmap=SIGNED_MAP, clim=(-1, 1), edgecolors=COLOURS["hidden"],
            linewidths=1.4, zorder=2,
        )  # fmt: skip
        ax.add_collection(self._cells)
        self._waiting = _patch(ax, facecolor="none", edgecolor=COLOURS["context"], linewidth=0.8)
        self._arrows = _patch(ax, facecolor=COLOURS["parameter"], linewidth=0)
        ink, light, token, weight = (
            Texts(ax, colour=colour, size=size)
            for colour, size in (
                (DARK, 14.5), (LIGHT, 14.5), (COLOURS["input"], 16),
                (COLOURS["parameter"], 14.5),
            )
        )  # fmt: skip
        self._ink, self._light, self._token, self._weight = ink, light, token, weight
        patches = [self._now, self._cells, self._waiting, self._arrows]
        texts = [artist for w in (ink, light, token, weight) for artist in w.moving]
        self.moving = [*patches, *texts]

    @property
    def shown(self):
        rows = {TIME: "t", TOKEN: "x", ID: "id"}
        found = {"t": [], "s": [], "x": [], "id": [], "letters": [], "columns": []}
        for x, below, text, colour in sorted(self._written()):
            name = rows.get(round(-below), "s")
            found[name].append(text)
            if name == "t":
                found["columns"].append(x)
            if name == "s":
                found["letters"].append(colour)
        left = self._now.get_x()
        return found | {
            "columns": np.array(found["columns"]),
            "cells": np.array(self._cells.get_array()).reshape(-1, self._units),
            "places": _middles([path.vertices[:4] for path in self._cells.get_paths()]),
            "waiting": _middles(self._waiting.get_path().vertices.reshape(-1, 5, 2)[:, :4]),
            "band": np.array([left, left + self._now.get_width()]),
            "weights": [text for *_, text in self._weight.shown],
            "arrows": self._arrows.get_path().vertices.reshape(-1, 8, 2),
        }

    def _written(self):
        """Yield (x, -y, text, colour) for what stands in and around the columns."""
        for writing in (self._ink, self._light, self._token):
            colour = to_hex(writing.moving[0].get_facecolor())
            for x, y, text in writing.shown:
                yield x * self._scale, -y * self._scale, text, colour

    def set(self, *, tokens, ids, s, now):
        """Show a sentence read up to a step.

        tokens : texts of the words, at most `steps`; ids : their numbers, or blanks
        s : (n + 1, units) the states known so far, row 0 the initial one
        now : the step with the yellow band, -1 for the start
        """
        s = np.asarray(s, float).reshape(-1, self._units)
        T, known = len(tokens), len(s)
        self._take(WIDE if T <= 4 else NARROW)
        boxes = [self._box(k, i) for k in range(T + 1) for i in range(self._units)]
        done = known * self._units
        self._cells.set_verts(boxes[:done])
        self._cells.set_array(s.ravel())
        self._waiting.set_path(joined(boxes[done:]))
        self._now.set_x(self._x(now + 1) - self._pitch / 2)
        middle, room = TOP - self._units * TALL / 2, (self._pitch - self._cell) / 2
        gaps = [self._x(k + 0.5) for k in range(T)]
        low, high = TOKEN + 18, TOP - self._units * TALL - 3
        arrows = [arrow((x - room + 1, middle), (x + room - 1, middle)) for x in gaps]
        arrows += [arrow((self._x(k), low), (self._x(k), high)) for k in range(1, T + 1)]
        self._arrows.set_path(joined(arrows))
        weights = [(x, TOP + 10, "W") for x in gaps]
        weights += [(self._x(k) + 14, (low + high) / 2, "U") for k in range(1, T + 1)]
        self._put(self._weight, weights)
        self._write(tokens, ids, s)

    def _write(self, tokens, ids, s):
        numbers = [figures(value, digits=2) for value in s.ravel()]
        dark, light = [], []
        for n, (text, value) in enumerate(zip(numbers, s.ravel(), strict=True)):
            k, i = divmod(n, self._units)
            lines = light if _is_dark(round(float(value), 2)) else dark
            lines.append((self._x(k), TOP - (i + 0.5) * TALL, text))
        dark += [(self._x(t + 1), TIME, figures(t, digits=0)) for t in range(-1, len(tokens))]
        dark += [(self._x(k), ID, str(i)) for k, i in enumerate(ids, start=1)]
        self._put(self._ink, dark)
        self._put(self._light, light)
        self._put(self._token, [(self._x(k + 1), TOKEN, word) for k, word in enumerate(tokens)])

    def _take(self, columns):
        """Take wide or narrow columns, with larger or smaller letters."""
        if columns is not self._columns:
            self._columns = columns
            self._pitch, self._cell, self._scale = columns
            self._now.set_width(self._pitch)
            for writing in (self._ink, self._light, self._token, self._weight):
                writing.move(Affine2D().scale(self._scale) + self._ax.transData)

    def _put(self, writing, texts):
        writing.set(texts=[(x / self._scale, y / self._scale, text) for x, y, text in texts])

    def _x(self, k):
        """The middle of column k, 0 being the start."""
        return LEFT + (k + 0.5) * self._pitch

    def _box(self, k, i):
        left, low = self._x(k) - self._cell / 2, TOP - (i + 1) * TALL
        return corners((left, low, self._cell, TALL))


def _middles(boxes):
    """Return the middles (n, 2) of boxes, each with four corners."""
    return np.reshape(boxes, (-1, 4, 2)).mean(axis=1)


def _patch(ax, **style):
    patch = PathPatch(Path(np.empty((0, 2))), zorder=2, **style)
    ax.add_patch(patch)
    return patch


@cache
def _is_dark(value):
    """Whether white is easier to read than black on the colour of a number."""
    red, green, blue, _ = matplotlib.colormaps[SIGNED_MAP]((value + 1) / 2)
    rgb = np.array([red, green, blue])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    light = float(linear @ [0.2126, 0.7152, 0.0722]) + 0.05
    return 1.05 / light > light / 0.05
