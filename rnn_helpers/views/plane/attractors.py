"""Where journeys end and what they avoid: fixed points, cycles and wandering sets, as marks."""

import numpy as np

from ..style import COLOURS, lecture_style
from ..texts import Texts

SHAPES = ("o", "D")  # a fixed point, a state of a cycle
_LETTERS = "ABCDEFGHIJ"
_ASIDE = 0.14  # from a mark to its letter, in units of the plane
_GAP = np.full((1, 2), np.nan)


class Attractors:
    """Marks: filled attracts, open repels, half filled is a saddle, grey is borderline.

    Circles are fixed points. Diamonds are the states of a cycle; those of one that attracts are
    joined in the order of visiting. Small dots are states of an attractor that never repeats.

    Parameters
    ----------
    ax : matplotlib Axes of a `StatePlane`

    Attributes
    ----------
    shown : {(kind, shape): (n, 2) states}, shape one of SHAPES; and the lines "joined" and "dots",
        (n, 2), the "letters" as (x, y, text), and "faces", {kind: (colour, which part has it)}
    """

    @lecture_style()
    def __init__(self, ax):
        ink, grey = COLOURS["ink"], COLOURS["context"]
        faces = {
            "attracts": {"markerfacecolor": ink},
            "repels": {"markerfacecolor": "white"},
            "saddle": {"markerfacecolor": ink, "markerfacecoloralt": "white", "fillstyle": "left"},
            "borderline": {"markerfacecolor": grey},
        }
        (self._joined,) = ax.plot([], [], color=ink, linewidth=1.2, linestyle=(0, (4, 2)), zorder=1)
        (self._dots,) = ax.plot([], [], ".", color=ink, markersize=2.5, zorder=1.2)
        self._marks = {
            (kind, shape): ax.plot(
                [], [], shape, color=ink, markersize=9 if shape == "o" else 8,
                markeredgewidth=1.6, zorder=3, **face,
            )[0]
            for kind, face in faces.items() for shape in SHAPES
        }  # fmt: skip
        self._letters = Texts(ax, colour=ink, size=0.13)
        self.moving = [self._joined, self._dots, *self._marks.values(), *self._letters.moving]

    def set(self, *, attracting, others=(), wanderers=()):
        """Show marks, and a letter at each attractor, the cycles first.

        attracting, others : lists of (kind, states (p, 2) in the order of visiting)
        wanderers : list of (n, 2) states
        """
        marked = {mark: np.empty((0, 2)) for mark in self._marks}
        for kind, states in (*attracting, *others):
            mark = kind, SHAPES[len(states) > 1]
            marked[mark] = np.vstack([marked[mark], states])
        for mark, line in self._marks.items():
            line.set_data(marked[mark].T)
            line.set_visible(len(marked[mark]) > 0)
        ends = [states for _, states in attracting]
        closed = [np.vstack([s, s[:1]]) if len(s) > 2 else s for s in ends if len(s) > 1]
        loops = [part for s in closed for part in (s, _GAP)]
        self._joined.set_data(np.concatenate([np.empty((0, 2)), *loops]).T)
        self._dots.set_data(np.concatenate([np.empty((0, 2)), *wanderers]).T)
        firsts = [states[0] for states in (*ends, *wanderers)]
        self._letters.set(texts=[(*aside(s), a) for s, a in zip(firsts, _LETTERS, strict=False)])

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        return {
            **{mark: _seen(line) for mark, line in self._marks.items()},
            "joined": self._joined.get_xydata(),
            "dots": self._dots.get_xydata(),
            "letters": self._letters.shown,
            "faces": {
                kind: (line.get_markerfacecolor(), line.get_fillstyle())
                for (kind, shape), line in self._marks.items() if shape == SHAPES[0]
            },
        }  # fmt: skip


def _seen(line):
    """The points of a line that is visible."""
    return line.get_xydata() if line.get_visible() else np.empty((0, 2))


def aside(state):
    """Return the place of a mark's letter: from the mark towards the middle of the plane."""
    x, y = state
    return x - _ASIDE * (1 if x > 0 else -1), y - 0.5 * _ASIDE * (1 if y > 0 else -1)
