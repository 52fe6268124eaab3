"""The record of an explorer, unpacked as walk.js unpacks it, and compared with the explorer."""

import base64
import gzip
import io
import json

import numpy as np
from PIL import Image

from rnn_helpers.pages.operation_texts import marker_places, relative, steps


def unpacked(recording):
    """The dict, and the operations."""
    text = gzip.decompress(base64.b64decode(recording.packed())).decode()
    told, *operations = text.split("\n")
    return json.loads(told), [json.loads(operation) for operation in operations]


def places_in(told):
    """Yield ({control: value}, frame, sentence) of all blocks."""
    controls = told["controls"]
    names = [control["name"] for control in controls]
    for block in told["blocks"]:
        moving = [names.index(name) for name in block["along"]]
        shape = [len(controls[i]["values"]) for i in moving]
        for at, frame, said in zip(np.ndindex(*shape), block["frames"], block["sentences"]):
            place = list(block["at"])
            for i, number in zip(moving, at):
                place[i] = number
            yield values_at(told, place), told["frames"][frame], told["sentences"][said]


def values_at(told, place):
    """{control: value} of a place, which is the numbers of the values."""
    return {c["name"]: c["values"][number] for c, number in zip(told["controls"], place)}


def assert_as_recorded(explorer, recording, order):
    """Set to all places of its record, in another order, the explorer says and draws the same."""
    told, operations = unpacked(recording)
    record = list(places_in(told))
    for i in order.permutation(len(record)):
        values, frame, sentence = record[i]
        explorer.set(**values)
        assert sentence == explorer.describe(), values
        fresh = json.loads(explorer.frames.frame())
        assert len(frame) == len(fresh["operations"]) and told["size"] == fresh["size"]
        for number, operation in zip(frame, fresh["operations"]):
            assert _alike(operations[number], operation), values
        assert {**told["shapes"], **fresh["shapes"]} == told["shapes"]
    return record


def as_drawn(operation):
    """An operation of a record as the player gets it: places of markers instead of steps."""
    if "at" not in operation:
        return operation
    places = np.cumsum(np.reshape(operation["at"], (-1, 2)), axis=0)
    return {**operation, "at": places.round(1).ravel().tolist()}


def _alike(recorded, operation):
    """Whether an operation was kept; images and paths are written in another way."""
    if "at" in operation:
        return recorded == {**operation, "at": steps(marker_places(operation))}
    if "d" in operation:
        return recorded == {**operation, "d": relative(operation["d"])}
    if "png" not in operation:
        return recorded == operation
    same = np.array_equal(_pixels(recorded["png"]), _pixels(operation["png"]))
    return same and {**recorded, "png": operation["png"]} == operation


def _pixels(png):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA"))
