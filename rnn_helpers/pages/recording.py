"""An explorer recorded: frames and sentences for every place that its page can go to."""

import base64
import gzip
import io
import json
import re

import numpy as np
from PIL import Image

from .places import Pressed, ways


class Recording:
    """What an explorer shows at its places: few operations that many frames share.

    Parameters
    ----------
    explorer : Explorer; it is left at its start
    shown : {control: value}, where it stands at first; else its start

    Attributes
    ----------
    places : Places, as many as are affordable
    """

    def __init__(self, explorer, shown=None):
        self.explorer, self._pressed = explorer, Pressed(explorer, shown)
        self._ways = ways(explorer, self._pressed)
        self._seen, self._shapes = {}, {}
        self._background = _few_colours(explorer.frames.background())
        self.places = next(self._ways)

    def coarser(self):
        """Go to fewer places; return False when they cannot be fewer."""
        places = next(self._ways, None)
        self.places = places or self.places
        return places is not None

    def at(self, values):
        """Return (frame, sentence) at a place {control: value}: a tuple of JSON texts, a text."""
        key = tuple(values.values())
        if key not in self._seen:
            self.explorer.set(**values)
            sent = self.explorer.layout.front_end.frame.split(b"\n")  # what a browser would get
            told, frame = map(json.loads, sent[:2])
            self._shapes.update(frame["shapes"])
            self._size = frame["size"]
            operations = tuple(_text(operation) for operation in frame["operations"])
            self._seen[key] = operations, told["sentence"]
        return self._seen[key]

    def told(self):
        """Return the recording as two texts: a dict in JSON, and the operations, a line each."""
        blocks, frames, sentences = [], {}, {}
        every = (self.places.along(*block) for block in self.places.blocks())
        texts = {text for along in every for values in along for text in self.at(values)[0]}
        operations = {text: i for i, text in enumerate(sorted(texts))}  # like beside like
        for base, names in self.places.blocks():
            block = {"at": self._numbers(base), "along": names, "frames": [], "sentences": []}
            for values in self.places.along(base, names):
                frame, sentence = self.at(values)
                frame = tuple(operations[text] for text in frame)
                block["frames"].append(_number(frames, frame))
                block["sentences"].append(_number(sentences, sentence))
            blocks.append(block)
        self.explorer.reset()
        layout, places, pressed = self.explorer.layout, self.places, self._pressed
        tasks = self.explorer.tasks.list.tasks if self.explorer.tasks else []
        told = {
            "size": self._size, "background": self._background, "shapes": self._shapes,
            "controls": [self._control(name) for name in places.values],
            "groups": layout.groups, "play": layout.play, "stride": layout.stride,
            "together": any(len(block["along"]) > 1 for block in blocks),
            "coarse": places.is_coarse,
            "keep": pressed.kept,
            "shown": self._numbers(pressed.shown),
            "buttons": {name: self._numbers(base) for name, base in pressed.buttons.items()},
            "tasks": [
                {"text": task.text, "begin": begin and self._numbers(begin),
                 "here": places.can_do(task)}
                for task, begin in zip(tasks, pressed.begins)
            ],
            "frames": [list(frame) for frame in frames], "sentences": list(sentences),
            "blocks": blocks,
        }  # fmt: skip
        return json.dumps(told, separators=(",", ":"), ensure_ascii=False), "\n".join(operations)

    def packed(self):
        """Return the recording as base64 of what gzip makes of it."""
        text = "\n".join(self.told()).encode()
        return base64.b64encode(gzip.compress(text, 9, mtime=0)).decode()

    def _numbers(self, values):
        """The number of each control's value among those that it can take."""
        return [self.places.values[name].index(value) for name, value in values.items()]

    def _control(self, name):
        """What the page must know of a control."""
        control, values = self.explorer.controls[name], self.places.values[name]
        kind = "slider" if hasattr(control, "min") else "list"
        if not hasattr(control, "min") and not hasattr(control, "options"):
            kind = "line"
        form = getattr(control, "readout_format", "")
        return {
            "name": name, "kind": kind, "symbol": control.description,
            "meaning": control.tooltip or "", "values": values,
            "texts": [format(value, form).replace("-", "−") if form else str(value)
                      for value in values],
            "colour": getattr(control.style, "handle_color", None),
        }  # fmt: skip


def _number(numbers, thing):
    """The number of a thing that is kept once."""
    return numbers.setdefault(thing, len(numbers))


def _text(operation):
    """An operation as JSON; images and paths are written in a shorter way."""
    if "png" in operation:
        operation = {**operation, "png": _small_png(base64.b64decode(operation["png"]))}
    if "d" in operation:
        operation = {**operation, "d": relative(operation["d"])}
    return re.sub(r"\.0(?=[,\]}])", "", json.dumps(operation, separators=(",", ":")))


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


def _few_colours(png):
    """Return a PNG of almost the same pixels, in base64: of 128 colours, as still pictures have."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    with io.BytesIO() as file:
        image.quantize(128, dither=Image.Dither.NONE).save(file, "png", optimize=True)
        return base64.b64encode(file.getvalue()).decode()


def _small_png(png):
    """Return a PNG of the same pixels, with a table of colours where they are few, in base64."""
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    pixels = np.asarray(image).view(np.uint32)[..., 0]  # four bytes a pixel
    colours, numbers = np.unique(pixels, return_inverse=True)
    if len(colours) <= 256:
        image = Image.fromarray(numbers.reshape(pixels.shape).astype(np.uint8))
        image.putpalette(colours.tobytes(), "RGBA")
    with io.BytesIO() as file:
        image.save(file, "png", optimize=True)
        return base64.b64encode(file.getvalue()).decode()
