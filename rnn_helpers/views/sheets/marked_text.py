"""A text in lines: words that were given, words that were written, and marks under wrong ones."""

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ..style import COLOURS, lecture_style, sheet_figure
from ..texts import Texts, text_width

SIZE, BLANK, LINE = 23, 10, 44  # of the words, between two of them, from line to line, in pixels
TOOTH, UNDER = 5, 16  # of the zigzag line: how wide a tooth is; how far it lies below the middle
CARET = 26  # how wide the place of the next word is


class MarkedText:
    """Words one after another; a zigzag line stands under each that breaks a rule.

    Parameters
    ----------
    ax : matplotlib Axes whose data are pixels
    left, top, width : where the text stands: its left edge, the middle of its first line, and how
        wide it may be

    Attributes
    ----------
    shown : list of (word, "input" or "output", whether it is marked), in their order
    lines : how many lines the text has
    open : whether the place of one more word is shown
    """

    @lecture_style()
    def __init__(self, ax, *, left, top, width):
        self._left, self._top, self._width = left, top, width
        self._writings = {
            concept: Texts(ax, colour=COLOURS[concept], size=SIZE, ha="left")
            for concept in ("input", "output")
        }
        self._teeth = _patch(edgecolor=COLOURS["ink"], facecolor="none", linewidth=2)
        self._next = _patch(edgecolor="none", facecolor=COLOURS["now"])
        for patch in (self._next, self._teeth):
            ax.add_patch(patch)
        writings = [artist for one in self._writings.values() for artist in one.moving]
        self.moving = [self._next, *writings, self._teeth]
        self.shown, self.lines, self.open = [], 1, False

    def set(self, *, words, given, marked=(), open=True):
        """Show words, the first `given` of them as input, all others as output.

        marked : the numbers of the words that are marked, from 0
        open : whether one more word is to come; its place is yellow
        """
        places, end = self._places(words)
        self.lines = round((self._top - end[1]) / LINE) + 1
        concepts = ["input" if i < given else "output" for i in range(len(words))]
        self.shown = [(word, concepts[i], i in marked) for i, word in enumerate(words)]
        for concept, writing in self._writings.items():
            writing.set(
                texts=[
                    (*place, word)
                    for place, word, kind in zip(places, words, concepts)
                    if kind == concept
                ]
            )
        wrong = [(*places[i], text_width(words[i], size=SIZE)) for i in sorted(marked)]
        self._teeth.set_path(Path.make_compound_path(*(_zigzag(*place) for place in wrong)))
        self._next.set_path(_box(*end) if open else _NOTHING)
        self.open = open

    def _places(self, words):
        """Where each word begins, and where the next one would."""
        x, y, places = self._left, self._top, []
        for width in [text_width(word, size=SIZE) for word in words] + [CARET]:
            if x > self._left and x + width > self._left + self._width:
                x, y = self._left, y - LINE
            places.append((x, y))
            x += width + BLANK
        return places[:-1], places[-1]


def marked_figure(texts, *, given):
    """Return a figure of texts below one another, each with its name above it.

    texts : {name: (words, for each word whether it is marked)}
    given : how many words of each were given
    """
    figure, ax = sheet_figure(9, 0.1 + 0.8 * len(texts))
    _, high = ax.get_ylim()
    for row, (name, (words, wrong)) in enumerate(texts.items()):
        top = high - 52 - 80 * row
        ax.text(8, top + 33, name, va="center", fontsize=13)
        marked = [i for i, yes in enumerate(wrong) if yes]
        line = MarkedText(ax, left=8, top=top, width=884)
        line.set(words=words, given=given, marked=marked, open=False)
    return figure


_NOTHING = Path([(0, 0)], [Path.MOVETO])


def _patch(**looks):
    return PathPatch(_NOTHING, zorder=2, clip_on=False, **looks)


def _box(x, y):
    return Path.make_compound_path(
        Path([(x, y - 15), (x + CARET, y - 15), (x + CARET, y + 17), (x, y + 17)], closed=False)
    )


def _zigzag(x, y, width):
    """A path of teeth under a word that begins at x, its middle being at y."""
    count = max(2, round(width / TOOTH))
    return Path([(x + width * i / count, y - UNDER - 4 * (i % 2)) for i in range(count + 1)])
