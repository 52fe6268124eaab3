"""The panel's part in the browser: front_end.js and .css, and what Python shares with them."""

import json
import zlib
from pathlib import Path

import anywidget
from traitlets import Bytes, Dict, Float, List, Unicode

from ..views.style import COLOURS

_HERE = Path(__file__).parent


class FrontEnd(anywidget.AnyWidget):
    """What the panel needs in the browser beyond ipywidgets: picture, style, names, a hand.

    `background` is a PNG. `frame` is what moves over it: a line of JSON {"values": of the controls,
    "whole": whether no more of it is prepared, "sentence": what it shows}, then a display list.
    Frames that are sent ahead come as custom messages: several, one below the other, compressed.
    `watching` is the number of the view in which the pointer or the focus is in the panel, or 0;
    every window hears it, so that none that goes speaks for another that stays.
    `controls` are [model id, the name of the trait that tells its value], `words` a model id.
    `buttons` are {name: where it puts the controls}, with None for one that stays.
    `said` is what a screen reader says next, politely. `areas` are the parts of the picture in
    which one can point, [left, top, width, height] as shares of it.
    `typed` is what was typed beside a slider: its symbol, the text, and the time; `note` is what is
    wrong with it, seen beside the field and heard at once. `line_asked` is when a hand asked for
    the line of code that opens the explorer as it stands, which is sent as a message.
    A hand is faster than Jupyter, which sends one move a round trip: messages of its own say where
    it points, {"pointed": [across, down] as shares, "number": any}, which {"heard": that number}
    answers. Where all is quiet and does not agree, {"question": any} asks for {"question": the
    same, "values": of the controls}.
    """

    _esm = "\n".join(
        (_HERE / name).read_text(encoding="utf-8")
        for name in ("player.js", "kept_frames.js", "pointing.js", "front_end.js")
    )
    _css = f".rnn-panel {{ --rnn-context: {COLOURS['context']} }}\n" + (
        _HERE / "front_end.css"
    ).read_text(encoding="utf-8")
    background = Bytes().tag(sync=True)
    frame = Bytes().tag(sync=True)
    watching = Float(0.0).tag(sync=True)
    controls = List(List(Unicode())).tag(sync=True)
    buttons = Dict().tag(sync=True)
    words = Unicode("").tag(sync=True)
    said = Unicode("").tag(sync=True)
    areas = List(List(Float())).tag(sync=True)
    typed = List().tag(sync=True, echo_update=False)
    note = Unicode("").tag(sync=True)
    line_asked = Float().tag(sync=True, echo_update=False)

    def send_ahead(self, frames):
        """Send frames for places where the hand may go."""
        self.send({"ahead": len(frames)}, buffers=[zlib.compress(b"\n".join(frames), 1)])


def as_frame(picture, sentence, *, values, whole):
    """Return a frame: a display list, the sentence that goes with it, and whose they are."""
    told = json.dumps({"values": values, "whole": whole, "sentence": sentence})
    return told.encode() + b"\n" + picture
