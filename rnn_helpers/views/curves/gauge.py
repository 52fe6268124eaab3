"""How far a goal still is: a bar that shrinks to nothing, and its number."""

from math import sqrt

from ..style import COLOURS, lecture_style
from ..texts import Texts, figures, pixels_from

FULL = 6.0  # a longer way fills the bar


class Gauge:
    """A bar for the way that is left; a tick instead when the goal is reached.

    Its length is the root of the way: so one sees a long way shrink, and the end of a short one.

    Parameters
    ----------
    ax : matplotlib Axes that is nothing else

    Attributes
    ----------
    shown : the text beside the bar
    length : of the bar; None where nothing is drawn, for there is no goal
    """

    @lecture_style()
    def __init__(self, ax):
        ax.set(xlim=(0, 1.25), ylim=(-0.6, 0.6))
        ax.axis("off")
        ink, grey = COLOURS["ink"], COLOURS["context"]
        (self._rail,) = ax.plot([0, 1], [0, 0], color=grey, linewidth=1, zorder=1)
        (self._bar,) = ax.plot([], [], color=ink, linewidth=8, solid_capstyle="butt", zorder=2)
        (self._end,) = ax.plot([0], [0], "D", color=ink, markersize=9, zorder=3, clip_on=False)
        beside = pixels_from(ax, (1, 0))
        self._text = Texts(ax, colour=ink, size=20, ha="left", transform=beside)
        self.moving = [self._rail, self._bar, self._end, *self._text.moving]

    def set(self, *, gap=None):
        """Show the way that is left, 0 when nothing is; None for no goal and no bar."""
        for artist in (self._rail, self._bar, self._end):
            artist.set_visible(gap is not None)
        left = "" if gap is None else "\N{CHECK MARK}" if gap == 0 else figures(gap, digits=2)
        self._bar.set_data([0, sqrt(min(gap or 0, FULL) / FULL)], [0, 0])
        self._text.set(texts=[(10, 0, left)])

    @property
    def shown(self):
        """What is written now; see the class."""
        return "".join(text for _, _, text in self._text.shown)

    @property
    def length(self):
        """How long the bar is now; see the class."""
        parts = (self._rail, self._bar, self._end)
        return self._bar.get_xdata()[1] if any(part.get_visible() for part in parts) else None
