"""A display list drawn again, by Matplotlib's Agg, as player.js does it on a canvas; and the figure
as Agg draws it without one."""

import base64
import io
import json
import re

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, TransformedPath
from PIL import Image

from rnn_helpers.views.style import DPI

LENGTHS = {"M": (Path.MOVETO, 1), "L": (Path.LINETO, 1), "Q": (Path.CURVE3, 2),
           "C": (Path.CURVE4, 3), "Z": (Path.CLOSEPOLY, 1)}  # fmt: skip


def path_of(svg):
    points, codes = [], []
    for letter, numbers in re.findall(r"([MLQCZ])([^MLQCZ]*)", svg):
        code, n = LENGTHS[letter]
        values = [float(number) for number in numbers.split()] if letter != "Z" else [0, 0]
        points.append(np.reshape(values, (n, 2)))
        codes += n * [code]
    return Path(np.concatenate(points), codes) if points else Path(np.empty((0, 2)))


def full_drawing(film, *, ratio=1):
    """The pixels of a figure with all that moves, drawn anew: int (height, width, 3)."""
    film.figure.dpi = ratio * DPI
    try:
        return _drawing(film, animated=False)
    finally:
        film.figure.dpi = DPI


def _drawing(film, *, animated):
    for artist in film.moving:
        artist.set_animated(animated)
    film.figure.canvas.draw()
    for artist in film.moving:
        artist.set_animated(True)
    return np.asarray(film.figure.canvas.buffer_rgba())[..., :3].astype(int)


def still(film):
    """The pixels of what does not move."""
    return _drawing(film, animated=True)


def replayed(film, background=None):
    """The pixels of the film's frame, drawn from its display list over what does not move."""
    return Replay(film.frame(), still(film) if background is None else background).pixels()


def far(a, b, *, ratio=1):
    """How much of two pictures differs: edges may lie half a pixel apart, and so may whole letters.

    The share of squares of 4 x 4 pixels whose mean colours differ by more than 40 of 255. A frame
    that is missing altogether makes 0.023 or more in every explorer.
    """
    return (np.abs(_squares(a, 4 * ratio) - _squares(b, 4 * ratio)).max(axis=-1) > 40).mean()


def _squares(pixels, n):
    height, width = (length // n for length in pixels.shape[:2])
    return pixels[: n * height, : n * width].reshape(height, n, width, n, 3).mean(axis=(1, 3))


class Replay:
    """A sheet of the size of a frame, on which it is drawn again over a background."""

    def __init__(self, frame, background):
        self.frame = json.loads(frame)
        self.width, self.height = self.frame["size"]
        self.up = Affine2D().scale(1, -1).translate(0, self.height)
        self.sheet = RendererAgg(self.width, self.height, 72)  # one point is one pixel
        self.draw_image(Image.fromarray(background.astype(np.uint8)), 0, 0, self.width, self.height)
        for operation in self.frame["operations"]:
            self.draw(operation)

    def pixels(self):
        return np.asarray(self.sheet.buffer_rgba())[..., :3].astype(int)

    def draw_image(self, image, x, y, width, height):
        image = np.asarray(image.convert("RGBA").resize((int(width), int(height)), 0))
        gc = self.sheet.new_gc()
        self.sheet.draw_image(gc, x, self.height - y - height, np.ascontiguousarray(image[::-1]))

    def draw(self, operation):
        if "png" in operation:
            png = Image.open(io.BytesIO(base64.b64decode(operation["png"])))
            self.draw_image(png, *operation["box"])
            return
        gc = self.sheet.new_gc()
        gc.set_snap(False)
        if "clip" in operation:
            x, y, width, height = operation["clip"]
            gc.set_clip_rectangle(Bbox.from_bounds(x, self.height - y - height, width, height))
        if "inside" in operation:
            gc.set_clip_path(TransformedPath(path_of(operation["inside"]), self.up))
        if "stroke" in operation:
            gc.set_foreground(operation["stroke"])
        gc.set_linewidth(operation["width"] if "stroke" in operation else 0)
        gc.set_joinstyle(operation.get("join", "miter"))
        cap = operation.get("cap", "butt")
        gc.set_capstyle("projecting" if cap == "square" else cap)
        offset, *dashes = operation.get("dash", [0])
        gc.set_dashes(offset, dashes or None)
        fill = operation.get("fill")
        face = tuple(int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5, 7)) if fill else None
        for path, transform in self.shapes(operation):
            self.sheet.draw_path(gc, path, transform + self.up, face)

    def shapes(self, operation):
        if "glyphs" in operation:
            a, b, c, d = operation["turn"]
            glyphs = operation["glyphs"]
            for number, x, y in zip(glyphs[::3], glyphs[1::3], glyphs[2::3], strict=True):
                outline = path_of(self.frame["shapes"][str(number)])
                yield outline, Affine2D.from_values(a, b, c, d, x, y)
        else:
            at = operation.get("at", [0, 0])
            for x, y in zip(at[::2], at[1::2], strict=True):
                yield path_of(operation["d"]), Affine2D().translate(x, y)
