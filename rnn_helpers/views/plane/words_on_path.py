"""The words of a sentence beside the points of its path in the state plane."""

import numpy as np

from ..style import COLOURS, lecture_style
from ..texts import Texts

SIZE = 0.11  # of the words, in units of the plane
LETTER, LINE = 0.3 * SIZE, 0.5 * SIZE  # half the width of a letter, half the height of a line
DOT = 0.05  # about the radius of a point of the path
CLEAR = 0.08  # from the middle of a point to the nearest edge of its word


class WordsOnPath:
    """One word beside each point 1..T that is known: above, below, right, left; aslant in a corner.

    Parameters
    ----------
    ax : matplotlib Axes of a `StatePlane`

    Attributes
    ----------
    shown : list of (x, y, word)
    covered : (n, 2) points that the whole path and all its words cover, known or not
    """

    @lecture_style()
    def __init__(self, ax):
        self._writing = Texts(ax, colour=COLOURS["input"], size=SIZE)
        self.moving = self._writing.moving
        self.covered = np.empty((0, 2))

    @property
    def shown(self):
        return self._writing.shown

    def set(self, *, path, words, known):
        """Show the first `known` of T words beside their points of a path (T+1, 2)."""
        places = beside(path, words)
        edges = [np.add(path, (0, up)) for up in (-DOT, DOT)]
        covered = [along(path), *edges, *map(spread, places, words)]
        self.covered = np.unique(np.concatenate(covered), axis=0)
        self._writing.set(texts=[(x, y, word) for (x, y), word in zip(places, words[:known])])


def beside(path, words):
    """Return for each word the place (x, y) beside its point that covers least.

    path : (T+1, 2), row 0 the start
    """
    taken = [along(path)]
    places = []
    for (x, y), word in zip(path[1:], words, strict=True):
        room = np.array([LETTER * len(word), LINE])
        right, up = CLEAR + room
        spots = np.array([(x, y + up), (x, y - up), (x + right, y), (x - right, y)])
        outside = (np.abs(spots) + room > 1.02).any(axis=1)
        if outside.all():  # in a corner: aslant, towards the middle
            spots = np.array([(x, y)]) - np.sign([(x, y)]) * (room + 0.7 * CLEAR)
            outside = np.zeros(1)
        covered = (np.abs(spots[:, None] - np.concatenate(taken)) < room + 0.03).all(axis=2)
        best = spots[(covered.sum(axis=1) + 9 * outside).argmin()]
        taken.append(spread(best, word))
        places.append(best)
    return np.array(places)


def along(path):
    """Return points (n, 2) of the path: its corners, counted thrice, and 15 between each two."""
    shares = np.linspace(0, 1, 17)[1:-1, None, None]
    between = path[:-1] + shares * np.diff(path, axis=0)
    return np.concatenate([path, path, path, between.reshape(-1, 2)])


def spread(place, word):
    """Return points (6 or more, 2) that a word at this place covers."""
    right = LETTER * len(word)
    across = np.linspace(-right, right, max(3, len(word) // 2))
    return np.add(place, [(x, y) for x in across for y in (-LINE / 2, LINE / 2)])
