"""What a figure's moving parts draw, as a list that a browser can draw again: a display list.

One operation is a dict of plain values, lengths in pixels of the picture and y downwards:

{"d": path, ...}                          a path as in SVG, with
    "fill", "stroke": colours; "width", "cap", "join", "dash" of the stroke
    "at": [x, y, x, y, ...]               and once at each of these places (markers)
{"glyphs": [id, x, y, id, x, y, ...], "turn": [a, b, c, d], "fill": colour}
    outlines of GLYPHS, each (x', y') of them drawn at (x + a x' + c y', y + b x' + d y')
{"png": base64, "box": [x, y, width, height]}    an image

Each may have "clip": [x, y, width, height] and "inside": path.
"""

import base64
import io
from functools import lru_cache

import numpy as np
from matplotlib import _path
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D
from PIL import Image

_LETTERS = [b"M", b"L", b"Q", b"C", b"Z"]
_TENTHS = 1  # decimals of a pixel
OPAQUE = "ff"  # the end of a colour through which nothing shines
_CAPS = {"butt": "butt", "round": "round", "projecting": "square"}

EM = text_to_path.FONT_SCALE  # units in the font size of an outline
GLYPHS = []  # the outline of each glyph met so far as an SVG path, y upwards


class Recorder(RendererBase):
    """A Matplotlib renderer that writes down what is drawn.

    Parameters
    ----------
    width, height : of the figure, in pixels
    dpi : pixels in an inch
    """

    def __init__(self, width, height, dpi):
        super().__init__()
        self.width, self.height, self.dpi = width, height, dpi
        self._down = Affine2D().scale(1, -1).translate(0, height)  # y downwards
        self._operations = []

    def record(self, artists):
        """Return what these artists draw: a list of operations."""
        for artist in artists:
            artist.draw(self)
        operations, self._operations = self._operations, []
        return operations

    def points_to_pixels(self, points):
        return points * self.dpi / 72

    def get_canvas_width_height(self):
        return self.width, self.height

    def draw_path(self, gc, path, transform, rgbFace=None):
        drawn = {**_fill(gc, rgbFace), **self._stroke(gc)}
        if drawn:
            line = {} if rgbFace is not None else self._line(path)
            shape = self._shape(gc, path, transform + self._down, **line)
            self._add(gc, {"d": shape, **drawn})

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        places = (trans + self._down).transform(path.vertices)
        near = np.abs(places - [self.width / 2, self.height / 2]) < [self.width, self.height]
        places = np.floor(places[near.all(axis=1)] + 0.5)  # whole pixels, as Agg; NaN is nowhere
        drawn = {**_fill(gc, rgbFace), **self._stroke(gc)}
        if all(drawn.get(part, OPAQUE).endswith(OPAQUE) for part in ("fill", "stroke")):
            places = _last_at_each(places)
        if drawn and len(places):
            shape = self._shape(gc, marker_path, marker_trans + Affine2D().scale(1, -1))
            self._add(gc, {"d": shape, "at": _rounded(places.ravel()), **drawn})

    def option_scale_image(self):
        return True  # an image with interpolation="none" comes as it is: the browser enlarges it

    def draw_image(self, gc, x, y, im, transform=None):
        """Draw uint8 (height, width, 4), row 0 the lowest; its unit square may be transformed."""
        corners = [(0, 0), im.shape[1::-1]]
        if transform is not None:
            corners = transform.transform([(0, 0), (1, 1)])
        (left, low), (right, high) = np.round(np.add(corners, (x, y)))  # whole pixels, as Agg
        if high < low:
            im, low, high = im[::-1], high, low
        self._add_image(gc, left, low, _image(im), size=(right - left, high - low))

    def draw_few_colours(self, gc, x, y, numbers, colours):
        """Draw an image, ten times as fast.

        numbers : uint8 (height, width), row 0 the lowest
        colours : uint8 (n, 4), each the one of its number, opaque
        """
        image = _image(numbers)
        image.putpalette(colours[:, :3].tobytes())
        self._add_image(gc, x, y, image, size=image.size)

    def _add_image(self, gc, x, y, image, size):
        box = [x, self.height - y - size[1], *size]
        self._add(gc, {"png": _png(image), "box": _rounded(box)})

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        size = self.points_to_pixels(prop.get_size_in_points()) / EM
        line = Affine2D().scale(size).rotate_deg(angle).scale(1, -1).translate(x, y)
        by_size, bars = _written(s, prop, ismath)
        for part, letters in by_size:
            self._add_glyphs(gc, letters, line, part, gc.get_rgb())
        for bar in bars:
            self._add(gc, {"d": _svg(bar, line), **_fill(gc, gc.get_rgb())})

    def draw_letters(self, gc, letters, transform, face):
        """Draw letters (outline, x, y), all lengths in font sizes.

        outline : with `name`, `points` and `kinds`
        transform : from font sizes to the screen
        """
        placed = [(_glyph(one.name, one.points, one.kinds, EM), x, y) for one, x, y in letters]
        self._add_glyphs(gc, placed, transform + self._down, 1 / EM, face)

    def _add_glyphs(self, gc, letters, transform, size, face):
        (a, c, e), (b, d, f), _ = transform.get_matrix().tolist()
        glyphs = []
        for number, x, y in letters:
            if GLYPHS[number]:  # no space
                glyphs += [number, round(a * x + c * y + e, 1), round(b * x + d * y + f, 1)]
        turn = [round(size * part, 5) for part in (a, b, c, d)]
        if glyphs:
            self._add(gc, {"glyphs": glyphs, "turn": turn, **_fill(gc, face)})

    def _line(self, path):
        """How a path that is not filled is made shorter: what lies outside is left out."""
        return {"clip": (0.0, 0.0, self.width, self.height), "simplify": path.should_simplify}

    def _shape(self, gc, path, transform, *, clip=None, simplify=False):
        """Return a path as SVG; straight edges lie on whole pixels, as in Agg."""
        width = self.points_to_pixels(gc.get_linewidth())
        cleaned = path.cleaned(
            transform, True, clip,
            curves=True, simplify=simplify, snap=gc.get_snap(), stroke_width=width,
        )  # fmt: skip
        return _svg(cleaned)

    def _stroke(self, gc):
        width = self.points_to_pixels(gc.get_linewidth())
        if width == 0:
            return {}
        stroke = {"stroke": to_hex(gc.get_rgb(), keep_alpha=True), "width": round(width, 2)}
        if (join := gc.get_joinstyle()) != "miter":
            stroke["join"] = join
        if (cap := gc.get_capstyle()) != "butt":
            stroke["cap"] = _CAPS[cap]
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            pixels = [self.points_to_pixels(length) for length in (offset, *dashes)]
            stroke["dash"] = _rounded(pixels)
        return stroke

    def _add(self, gc, operation):
        if (box := gc.get_clip_rectangle()) is not None:
            left, top = np.floor([box.x0 + 0.5, self.height - box.y1 + 0.5])
            right, low = np.floor([box.x1 + 0.5, self.height - box.y0 + 0.5])
            operation["clip"] = [int(left), int(top), int(right - left), int(low - top)]
        path, transform = gc.get_clip_path()
        if path is not None:
            operation["inside"] = _svg(path, transform + self._down)
        self._operations.append(operation)


def _fill(gc, face):
    """{"fill": colour} of a face, as Agg reads it; {} without one."""
    if face is None:
        return {}
    alpha = gc.get_alpha() if gc.get_forced_alpha() or len(face) == 3 else face[3]
    return {"fill": to_hex((*face[:3], alpha), keep_alpha=True)}


def _svg(path, transform=None, decimals=_TENTHS):
    text = _path.convert_to_string(path, transform, None, False, None, decimals, _LETTERS, False)
    return text.decode().replace(" \n", "").replace("\n", "")


def _rounded(numbers):
    return np.round(np.asarray(numbers, dtype=float), _TENTHS).tolist()


def _last_at_each(places):
    """Return whole (n, 2) places without those that come again later: a cloud's dots coincide."""
    later_first = places[::-1] @ [1.0, 1e6]
    last = np.sort(len(places) - 1 - np.unique(later_first, return_index=True)[1])
    return places[last]


def _image(pixels):
    """Return uint8 (height, width) or (height, width, 4), row 0 the lowest, as image."""
    return Image.fromarray(np.ascontiguousarray(pixels[::-1]))


def _png(image):
    """Return an image as PNG in base64."""
    with io.BytesIO() as file:
        image.save(file, "png", compress_level=1)
        return base64.b64encode(file.getvalue()).decode()


@lru_cache(64)
def _written(text, font, is_math):
    """Return (((size, ((glyph, x, y), ...)), ...), (path, ...)) of one line of writing."""
    if is_math:
        glyphs, outlines, bars = text_to_path.get_glyphs_mathtext(font, text)
    else:
        face = text_to_path._get_font(font)
        glyphs, outlines, bars = text_to_path.get_glyphs_with_font(face, text)
    by_size = {}
    for name, x, y, size in glyphs:
        points, kinds = outlines[name]
        by_size.setdefault(round(size, 3), []).append((_glyph(name, points, kinds), x, y))
    sizes = tuple((size, tuple(letters)) for size, letters in by_size.items())
    return sizes, tuple(Path(*bar) for bar in bars)


_NUMBERS = {}  # of each glyph


def _glyph(name, points, kinds, scale=1):
    """Return the number of a glyph in GLYPHS; `scale` brings its points to EM units."""
    if name not in _NUMBERS:
        _NUMBERS[name] = len(GLYPHS)
        GLYPHS.append(_svg(Path(points * scale, kinds), decimals=0))
    return _NUMBERS[name]
