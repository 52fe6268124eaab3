"""How often each row of a bar chart came, as a line below its bar and as a count beside it."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ..style import COLOURS, lecture_style
from ..texts import Texts, pixels_from

LOW, SIZE = 0.4, 16  # below the middle of a row, in rows; of the counts, in pixels


class DrawnCounts:
    """A line as long as a share, to be compared with the bar above it.

    Parameters
    ----------
    ax : matplotlib Axes of `Bars`
    rows : int, how many bars there are
    counts_at : x at which the counts end, in the data of `ax`

    Attributes
    ----------
    lengths : array (rows,), the shares that the lines reach to; 0 where there is no line
    shown : list of texts, the counts
    """

    @lecture_style()
    def __init__(self, ax, *, rows, counts_at):
        self._rows, self.lengths = rows, np.zeros(rows)
        self._lines = PathPatch(
            Path(np.empty((0, 2))), facecolor="none", edgecolor=COLOURS["ink"], linewidth=2.4,
            capstyle="butt", zorder=3,
        )  # fmt: skip
        ax.add_patch(self._lines)
        self._counts = [
            Texts(
                ax, colour=COLOURS["ink"], size=SIZE, ha="right",
                transform=pixels_from(ax, (counts_at, y)),
            )
            for y in range(rows)
        ]  # fmt: skip
        self.moving = [self._lines, *(text for count in self._counts for text in count.moving)]

    @property
    def shown(self):
        return ["".join(text for *_, text in count.shown) for count in self._counts]

    def set(self, *, counts):
        """Show how often each row came: counts (rows,) of whole numbers; all 0 leaves all empty."""
        counts = np.asarray(counts)
        self.lengths = counts / max(counts.sum(), 1)
        lines = [(x, y + LOW) for y, share in enumerate(self.lengths) for x in (0, share) if share]
        codes = [Path.MOVETO, Path.LINETO] * (len(lines) // 2)
        self._lines.set_path(Path(np.reshape(lines, (-1, 2)), codes or None))
        for text, count in zip(self._counts, counts, strict=True):
            text.set(texts=[(0, 0, str(count))] if count else [])
