"""A training kept in a file, so that what was interrupted goes on as if nothing had happened."""

import os
import zlib
from pathlib import Path

import numpy as np

from .model_files import read_arrays

PARTS = "weights", "mean", "square", "kept"  # of a Training, each {letter: array}


def write_atomically(path, arrays):
    """Write arrays into a .npz file that is there whole or not at all, whenever the power fails.

    Parameters
    ----------
    path : str or Path; what stood there is replaced
    arrays : {name: array of numbers or text}

    A temporary file beside it is written to the end and then renamed, which is a single act.

    Raises
    ------
    ValueError : an array of Python objects, which only pickle could write
    """
    for name, array in arrays.items():
        if np.asarray(array).dtype.hasobject:
            raise ValueError(
                f"{name} expects numbers or text, got Python objects; pickle is not used"
            )
    path = Path(path)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(temporary, "wb") as file:
            np.savez_compressed(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def save_checkpoint(path, training):
    """Write all that a Training consists of into one file, atomically."""
    arrays = {
        f"{part} {letter}": array
        for part in PARTS
        for letter, array in getattr(training, part).items()
    }
    arrays |= {"states": training.states, "losses": training.losses, "update": training.update}
    write_atomically(path, arrays | {"what": _what(training)})


def resume(path, training):
    """Set a new Training to where the checkpoint in `path` stood, if there is such a file.

    Parameters
    ----------
    path : str or Path
    training : Training of the same text and the same plan

    Returns
    -------
    bool, whether there was a file

    Raises
    ------
    ValueError : a damaged file, or the checkpoint of another plan or text
    """
    path = Path(path)
    if not path.exists():
        return False
    arrays = read_arrays(path)
    if str(arrays.get("what")) != _what(training):
        raise ValueError(
            f"{path} expects to be a checkpoint of {_what(training)}, "
            f"got {arrays.get('what', 'another file')}; remove it to begin anew"
        )
    for part in PARTS:
        for letter, array in getattr(training, part).items():
            array[...] = arrays[f"{part} {letter}"]
    training.states, training.losses = arrays["states"], arrays["losses"]
    training.update = int(arrays["update"])
    return True


def _what(training):
    """The plan and the text, so that no checkpoint is taken for that of another."""
    text = zlib.crc32(training.ids.astype("<i4").tobytes())
    return f"{training.plan}, text {text:08x} of {len(training.ids)} tokens"
