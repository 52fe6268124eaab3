"""Arrays from a .npz file. Nothing in it is ever run, and a damaged file is said to be one."""

import stat
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import numpy as np

from ..forward_pass.arrays import kind

HOW = 'write it with np.savez("my_weights.npz", **arrays), arrays being {name: array}'
DAMAGED = "it is damaged or cut off: copy it again, as a binary file"
STARTS = {  # the first bytes of a file that is no .npz, and what to say of it
    b"\x93NUMPY": "holds one array without a name",
    b"\x80": "was written with pickle, which can run foreign code, and is not opened",
}


class WrongKind(TypeError, ValueError):
    """What came is of another kind: text for a number, objects for floats, None for a path."""


def read_arrays(path):
    """Return {name: array} of the .npz file `path`, in the order of the file.

    Raises
    ------
    FileNotFoundError : no file there
    ValueError : a path that no file can have, a file that cannot be read, of another kind, damaged
    WrongKind : an array of Python objects; a path that is none
    """
    path = _checked(path)
    arrays = {}
    for name, content in _members(path):
        if not name.endswith(".npy"):
            raise ValueError(f"{path.name} holds {name}, which is no array; {HOW}")
        name = name.removesuffix(".npy")
        if name in arrays:
            raise ValueError(f"{path.name} holds {name} twice; {HOW}")
        arrays[name] = _array(path.name, name, content)
    if not arrays:
        raise ValueError(f"{path.name} holds no array; {HOW}")
    return arrays


def only_floats(arrays):
    """Return `arrays`, or say which of them holds no floats."""
    for name, array in arrays.items():
        if array.dtype.kind != "f":
            raise WrongKind(
                f"{name} expects floats, as trained weights are, got {kind(array)}; if these are "
                "weights, save them with .astype(float)"
            )
    return arrays


def some(names):
    """Return the first names of a file, as a message lists them."""
    names = list(names)
    return ", ".join(names[:8]) + f" and {len(names) - 8} more" * (len(names) > 8)


def _checked(path):
    try:
        path = Path(path)
    except TypeError:
        raise WrongKind(f"path expects the name of a file, got {path!r:.40}") from None
    try:
        if stat.S_ISREG(path.stat().st_mode):
            return path
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:  # too long, not allowed, a character no name can have
        why = getattr(error, "strerror", None) or "no file can have this name"
        raise ValueError(f"path {str(path)!r:.60} cannot be read: {why}") from None
    raise FileNotFoundError(f"there is no file {str(path)!r}; Python looks in {Path.cwd()}")


def _members(path):
    """[(name, bytes), ...]; whatever a damaged or foreign file raises is a ValueError."""
    start = b""
    try:
        with path.open("rb") as file:
            start = file.read(8)
            return _unzipped(file, path.name)
    except WrongKind:
        raise
    except Exception as error:  # zipfile raises a dozen kinds
        words = f"expects to be a .npz file; {DAMAGED if start.startswith(b'PK') else HOW}"
        if isinstance(error, OSError) and not start:
            words = f"cannot be read: {error.strerror}"
        for kind_of_file, known in STARTS.items():
            if start.startswith(kind_of_file):
                words = f"{known}; {HOW}"
        raise ValueError(f"{path.name} {words}") from None


def _unzipped(file, name):
    """All members, each held to its checksum, and as many as the record at the end counts."""
    with ZipFile(file) as archive:
        members = archive.infolist()
        if any(member.filename.endswith("data.pkl") for member in members):
            raise WrongKind(f"{name} was written by torch.save, with pickle; {HOW}")
        file.seek(-12 - len(archive.comment), 2)
        if int.from_bytes(file.read(2), "little") != len(members):
            raise BadZipFile  # one is hidden behind another by a wrong length
        return [(member.filename, archive.read(member)) for member in members]


def _array(file, name, content):
    stream = BytesIO(content)
    try:
        array = np.lib.format.read_array(stream, allow_pickle=False)
    except Exception as error:  # among them MemoryError, where a header claims too much
        if "allow_pickle" in str(error):
            raise WrongKind(
                f"{name} holds Python objects, which only pickle can read, and pickle can run "
                "foreign code; save plain arrays of one shape"
            ) from None
        raise ValueError(f"{name} in {file} cannot be read; {DAMAGED}") from None
    if stream.read(1):
        raise ValueError(f"{name} in {file} is longer than its header says; {DAMAGED}")
    return array
