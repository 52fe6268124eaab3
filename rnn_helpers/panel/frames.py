"""A figure as a film: a background, drawn once, and a display list of what moves over it."""

import io
import json
from functools import cache

from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text
from PIL import Image

from ..views.style import DPI, lecture_style
from .display_list import GLYPHS, Recorder


class Frames:
    """Frames of a figure whose views move.

    Parameters
    ----------
    figure : matplotlib Figure with an Agg canvas
    views : each has `moving`, the artists that its `set` changes; all else is background

    Attributes
    ----------
    moving : what is drawn in every frame, in the order in which a full drawing draws it: the
        artists that move, and the lines and shapes that stand above them in the same axes.
        Axes' ticks and texts that stay are background: what moves is drawn over them.
    """

    @lecture_style()
    def __init__(self, figure, views):
        self.figure = figure
        named = {artist for view in views for artist in view.moving}
        self.moving = []
        for ax in figure.axes:
            self.moving += _moving_in(ax, named)
        elsewhere = named.difference(self.moving)
        self.moving += sorted(elsewhere, key=lambda artist: artist.get_zorder())
        for artist in self.moving:
            artist.set_animated(True)  # left out of figure.canvas.draw, kept in savefig
        figure.canvas.draw()
        figure.set_layout_engine("none")  # laid out once: from here on nothing jumps
        self._recorder = Recorder(*figure.canvas.get_width_height(), DPI)

    def frame(self):
        """Return the frame as JSON: {"size", "operations", "shapes" of its letters}."""
        operations = self._recorder.record(self.moving)
        numbers = {n for one in operations for n in one.get("glyphs", ())[::3]}
        shapes = {n: GLYPHS[n] for n in sorted(numbers)}
        size = self.figure.canvas.get_width_height()
        frame = {"size": size, "operations": operations, "shapes": shapes}
        return json.dumps(frame, separators=(",", ":")).encode()

    @lecture_style()
    def background(self):
        """Return all that does not move as a PNG of double resolution."""
        size = tuple(2 * pixels for pixels in self.figure.canvas.get_width_height())
        sheet = _sheet(*size)
        sheet.clear()
        self.figure.dpi = 2 * DPI
        try:
            self.figure.draw(sheet)
        finally:
            self.figure.dpi = DPI
        with io.BytesIO() as file:
            frame = Image.frombuffer("RGBA", size, sheet.buffer_rgba()).convert("RGB")
            frame.save(file, format="png", compress_level=1)
            return file.getvalue()


@cache
def _sheet(width, height):
    """What all backgrounds of one size are drawn on: asked for anew each time, such large blocks
    leave 10 to 20 MB of a kernel's memory in pieces."""
    return RendererAgg(width, height, 2 * DPI)


def _moving_in(ax, named):
    """The artists of one axes that move or stand above one that does, lowest first."""
    artists = sorted(ax.get_children(), key=lambda artist: artist.get_zorder())
    first = next((i for i, artist in enumerate(artists) if artist in named), len(artists))
    framed = ax.axison and ax.get_frame_on()
    left_out = {ax.patch, *([] if framed else ax.spines.values())}
    left_out.update(a for a in artists if isinstance(a, Axis | Text) or not a.get_visible())
    return [a for a in artists[first:] if a in named or a not in left_out]
