"""An explorer recorded: frames and sentences for every place that its page can go to."""

import base64
import gzip
import io
import json

from PIL import Image

from .operation_texts import text_of
from .places import Pressed, ways


class Recording:
    """What an explorer shows at its places: few operations that many frames share.

    Parameters
    ----------
    explorer : Explorer; it is left at its start
    shown : {control: value}, where it stands at first; else its start

    Attributes
    ----------
    ways : list of Places that are affordable, from fine to coarse
    places : the one of them that is recorded, at first the finest
    """

    def __init__(self, explorer, shown=None):
        self.explorer, self._pressed = explorer, Pressed(explorer, shown)
        self.ways = [*ways(explorer, self._pressed)]
        self.places = self.ways[0]
        self._seen, self._shapes = {}, {}
        self._background = _few_colours(explorer.frames.background())

    def at(self, values):
        """Return (frame, sentence) at a place {control: value}: a tuple of JSON texts, a text."""
        key = tuple(values.values())
        if key not in self._seen:
            scene = self.explorer.scene  # what a panel does beside is left out
            scene.to(values)
            while not scene.is_whole:
                scene.to(values)
            frame = json.loads(self.explorer.frames.frame())
            self._shapes.update(frame["shapes"])
            self._size = frame["size"]
            operations = tuple(map(text_of, frame["operations"]))
            self._seen[key] = operations, scene.sentence
        return self._seen[key]

    def told(self):
        """Return the recording as two texts: a dict in JSON, and the operations, a line each."""
        blocks, frames, sentences = [], {}, {}
        places, pressed = self.places, self._pressed
        every = (places.along(*block) for block in places.blocks())
        texts = {text for along in every for values in along for text in self.at(values)[0]}
        operations = {text: i for i, text in enumerate(sorted(texts))}  # like beside like
        for base, names in places.blocks():
            block = {"at": places.numbers(base), "along": names, "frames": [], "sentences": []}
            for values in places.along(base, names):
                frame, sentence = self.at(values)
                frame = tuple(operations[text] for text in frame)
                block["frames"].append(_number(frames, frame))
                block["sentences"].append(_number(sentences, sentence))
            blocks.append(block)
        self.explorer.reset()
        layout = self.explorer.layout
        tasks = self.explorer.tasks.list.tasks if self.explorer.tasks else []
        told = {
            "size": self._size, "background": self._background, "shapes": self._shapes,
            "controls": [self._control(*one) for one in places.values.items()],
            "groups": layout.groups, "play": layout.play, "stride": layout.stride,
            "together": any(len(block["along"]) > 1 for block in blocks),
            "coarse": places.is_coarse,
            "keep": pressed.kept,
            "shown": places.numbers(pressed.shown),
            "buttons": {name: places.numbers(base) for name, base in pressed.buttons.items()},
            "tasks": [
                {"text": task.text, "begin": begin and places.numbers(begin),
                 "here": places.can_do(task)}
                for task, begin in zip(tasks, pressed.begins)
            ],
            "frames": [list(frame) for frame in frames], "sentences": list(sentences),
            "blocks": blocks,
        }  # fmt: skip
        return json.dumps(told, separators=(",", ":")), "\n".join(operations)

    def packed(self):
        """Return the recording as base64 of what gzip makes of it."""
        text = "\n".join(self.told()).encode()
        return base64.b64encode(gzip.compress(text, 9, mtime=0)).decode()

    def _control(self, name, values):
        """What the page must know of a control, and the values that it can take."""
        control = self.explorer.controls[name]
        kind = "slider" if hasattr(control, "min") else "list"
        kind = "line" if name in self.places.typed else kind
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


def _few_colours(png):
    """Return a PNG of almost the same pixels, in base64: of 128 colours, as still pictures have."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    with io.BytesIO() as file:
        image.quantize(128, dither=Image.Dither.NONE).save(file, "png", optimize=True)
        return base64.b64encode(file.getvalue()).decode()
