"""Operations of a display list as short texts, which gzip makes shorter still.

What a page's player must know of them: paths are relative; the places of markers are steps from
one to the next.
"""

import base64
import io
import json
import re
from functools import lru_cache

import numpy as np
from PIL import Image

from ..panel.display_list import OPAQUE

MANY = 100  # markers, from which on they are a cloud


def text_of(operation):
    """Return an operation as JSON; images, paths and places are written in a shorter way."""
    if "png" in operation:
        operation = {**operation, "png": smaller(operation["png"])}
    if "at" in operation:
        operation = {**operation, "at": steps(marker_places(operation))}
    elif "d" in operation:
        operation = {**operation, "d": relative(operation["d"])}
    return re.sub(r"\.0(?=[,\]}])", "", json.dumps(operation, separators=(",", ":")))


def marker_places(operation):
    """Return the places [(x, y), ...] of its markers: each once where all look like one blot."""
    places = list(zip(operation["at"][::2], operation["at"][1::2]))
    fill, stroke = operation.get("fill"), operation.get("stroke")
    is_blot = fill and fill.endswith(OPAQUE) and stroke in (fill, None)
    return sorted(set(places)) if is_blot and len(places) > MANY else places


def steps(places):
    """Return [x, y, step in x, step in y, ...] of places, in tenths of a pixel at most."""
    places = np.array(places)
    return np.diff(places, axis=0, prepend=0).round(1).ravel().tolist()


@lru_cache(100_000)
def relative(path):
    """Return an SVG path with relative coordinates: gzip finds shapes again wherever they lie."""
    x, y, first, parts = 0, 0, (0, 0), []
    for letter, numbers in re.findall("([MLQCZ])([^MLQCZ]*)", path):
        points = [round(10 * float(number)) for number in numbers.split()]  # tenths of a pixel
        steps = [point - (y if i % 2 else x) for i, point in enumerate(points)]
        x, y = points[-2:] or first
        first = (x, y) if letter == "M" else first
        parts.append(letter.lower() + " ".join(f"{step / 10:g}" for step in steps))
    return "".join(parts)


@lru_cache(1000)
def smaller(png):
    """Return an image, a PNG in base64, as another of the same pixels: of few colours, if it is."""
    picture = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA")
    pixels = np.asarray(picture).view(np.uint32)[..., 0]  # four bytes a pixel
    colours, numbers = np.unique(pixels, return_inverse=True)
    if len(colours) <= 256:
        picture = Image.fromarray(numbers.reshape(pixels.shape).astype(np.uint8))
        picture.putpalette(colours.tobytes(), "RGBA")
    with io.BytesIO() as file:
        picture.save(file, "png", optimize=True)
        return base64.b64encode(file.getvalue()).decode()
