"""The columns of U of many words, each a line from the middle to a mark; near marks share a tag."""

import numpy as np
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from ..style import COLOURS, lecture_style
from ..texts import Texts, figures, text_width
from .name_tags import LETTERS, LINE, bundles, leaders, placed

NEAR = 7  # pixels: marks that are no farther apart share a tag
MARKS = {"noun": "s", "verb": "^", "": "x"}  # of the tip


def sort_and_whole(kind):
    """Return how a word of a kind is marked: ("noun", False) for "plural noun", a hollow square."""
    sort = next((sort for sort in ("noun", "verb") if kind.endswith(sort)), "")
    return sort, not kind.startswith("plural")


class WordArrows:
    """One column a word, drawn as large as the picture is: the circle is as wide as the longest.

    Parameters
    ----------
    ax : matplotlib Axes whose data are pixels
    tokens : K words
    kinds : K pairs (sort, whole): the sort is a key of MARKS, a mark is hollow unless whole
    middle, radius : of the circle, in pixels
    room : (left, bottom, right, top) in which the tags must stay, in pixels

    Attributes
    ----------
    shown : {"tips": (K, 2) and "chosen": (2,) in pixels, "longest": text, "tags": [(x, y, words)]}
    """

    @lecture_style()
    def __init__(self, ax, *, tokens, kinds, middle, radius, room):
        self._tokens, self._kinds, self._room = list(tokens), list(kinds), room
        self._middle, self._radius = np.array(middle, float), radius
        purple, grey = COLOURS["parameter"], COLOURS["context"]
        circle = {"facecolor": "none", "edgecolor": grey, "linewidth": 1, "linestyle": (0, (4, 3))}
        ax.add_patch(Circle(middle, radius, zorder=0, **circle))
        for along in np.eye(2) * (radius + 12):
            ax.plot(*zip(middle - along, middle + along), color=grey, linewidth=0.8, zorder=0)
        self._symbols = [self._middle + place for place in ((radius + 28, 0), (0, radius + 22))]
        for row, place in enumerate(self._symbols, start=1):
            ax.text(*place, f"$U_{{{row},i}}$", ha="center", va="center")
        self._shafts = _lines(ax, color=purple, linewidth=1.1, zorder=1.5)
        (self._thick,) = ax.plot([], [], color=purple, linewidth=4, zorder=1.6)
        self._leaders = _lines(ax, color=grey, linewidth=0.9, zorder=1.4)
        self._marks = {
            (sort, whole): ax.plot(
                [], [], MARKS[sort], color=purple, markerfacecolor=purple if whole else "white",
                markersize=7 if sort == "verb" else 6, markeredgewidth=1.3, zorder=2,
            )[0]
            for sort, whole in dict.fromkeys(self._kinds)
        }  # fmt: skip
        self._names = Texts(ax, colour=COLOURS["input"], size=LETTERS)
        self._longest = Texts(ax, colour=grey, size=LETTERS, ha="left")
        self.moving = [self._leaders, self._shafts, self._thick, *self._marks.values()]
        self.moving += [*self._names.moving, *self._longest.moving]

    @property
    def shown(self):
        tips = np.empty((len(self._tokens), 2))
        for kind, marks in self._marks.items():
            tips[[i for i, other in enumerate(self._kinds) if other == kind]] = marks.get_xydata()
        ((*_, longest),) = self._longest.shown
        chosen = np.array(self._thick.get_xydata()[1])
        return {"tips": tips, "chosen": chosen, "longest": longest, "tags": self._tags}

    def set(self, *, columns, chosen):
        """Show columns (2, K); the line of word number `chosen` is thick."""
        columns = np.asarray(columns, float)
        longest = np.hypot(*columns).max()
        tips = self._middle + columns.T * self._radius / longest  # (K, 2)
        self._shafts.set_path(_strokes([(self._middle, tip) for tip in tips]))
        self._thick.set_data(*zip(self._middle, tips[chosen]))
        for kind, marks in self._marks.items():
            mine = [i for i, other in enumerate(self._kinds) if other == kind]
            marks.set_data(tips[mine].T)
        tags = placed(
            tips, self._tokens, middle=self._middle, room=self._room, near=NEAR,
            taken=self._symbols,
        )  # fmt: skip
        self._tags = [(tag.x, tag.y, " ".join(tag.words)) for tag in tags]
        self._leaders.set_path(_strokes(leaders(tags)))
        self._names.set(texts=[line for tag in tags for line in tag.lines()])
        words = f"longest: {figures(longest, digits=2)}"
        right, bottom = self._room[2], self._room[1]
        self._longest.set(
            texts=[(right - text_width(words, size=LETTERS), bottom - LINE / 2, words)]
        )


def _lines(ax, *, color, **style):
    patch = PathPatch(_strokes([]), facecolor="none", edgecolor=color, **style)
    return ax.add_patch(patch)


def _strokes(pairs):
    """One path of the lines between pairs of places."""
    points = np.reshape([*pairs], (-1, 2)).astype(float)
    return Path(points, [Path.MOVETO, Path.LINETO] * (len(points) // 2))


def bundle_names(columns, tokens, *, radius):
    """Return the words that share a tag in such a picture: a list of lists."""
    tips = np.asarray(columns, float).T * radius / np.hypot(*columns).max()
    return [[tokens[i] for i in members] for members in bundles(tips, near=NEAR)]
