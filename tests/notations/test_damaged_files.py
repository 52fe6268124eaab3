"""Files that are damaged, foreign or made to harm, and paths that no file can have."""

import os
import pickle
import warnings
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import HEAD, PYTORCH

from rnn_helpers.notations import load_params


def file_of(save, **arrays):
    stream = BytesIO()
    save(stream, **arrays)
    return stream.getvalue()


ARRAYS = {f"rnn.{name}": array for name, array in PYTORCH.items()} | HEAD
WHOLE = [file_of(save, **ARRAYS) for save in (np.savez, np.savez_compressed)]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("damaged") / "weights.npz"


@pytest.fixture(scope="module")
def right(path):
    path.write_bytes(WHOLE[0])
    return load_params(path)


def flip(content, where, bits):
    content = bytearray(content)
    for bit in bits:
        content[(where + bit // 8) % len(content)] ^= 1 << bit % 8
    return bytes(content)


def cut(content, where, _):
    return content[:where]


def behead(content, where, _):
    return content[where + 1 :]


def drop(content, where, bits):
    return content[:where] + content[where + 1 + max(bits) :]


def insert(content, where, bits):
    return content[:where] + bytes(bits) + content[where:]


def swap(content, where, bits):
    return content[where : where + 64] + content[:where] + content[where + 64 :]


def is_refused(path, content, right):
    """Whether a damaged file is refused; if not, it must hold the same numbers."""
    path.write_bytes(content)
    try:
        params = load_params(path)
    except ValueError as error:
        assert path.name in str(error)
        return True
    for letter in "UWVbc":
        np.testing.assert_array_equal(getattr(params, letter), getattr(right, letter))
    return False  # the date of a member, for instance, is of no account


@settings(max_examples=120)
@given(
    content=st.sampled_from(WHOLE),
    damage=st.sampled_from([flip, flip, flip, cut, behead, drop, insert, swap]),
    where=st.floats(0, 1, exclude_max=True),
    bits=st.lists(st.integers(0, 63), min_size=1, max_size=4, unique=True),
)
def test_damaged_files(path, right, content, damage, where, bits):
    refused = is_refused(path, damage(content, int(where * len(content)), bits), right)
    assert refused or damage in (flip, insert, swap)


def test_every_length_in_the_directory(path, right):
    """A wrong one may hide an array behind another, which no checksum covers."""
    content = WHOLE[0]
    records = [i for i in range(len(content)) if content.startswith(b"PK\x01\x02", i)]
    assert len(records) == len(ARRAYS)
    places = [record + i for record in records for i in range(28, 34)]
    tried = [is_refused(path, flip(content, i, [bit]), right) for i in places for bit in range(8)]
    assert np.mean(tried) > 0.8


@pytest.mark.parametrize("content", WHOLE)
@pytest.mark.parametrize("new", [b"\r\n", b"\r", b" ", b""])
def test_line_ends_that_were_translated(path, content, new):
    path.write_bytes(content.replace(b"\n", new))
    with pytest.raises(ValueError, match=r"weights\.npz expects to be a \.npz file; it is damaged"):
        load_params(path)


def zipped(**members):
    """A zip with sound checksums around whatever the members hold."""
    stream = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")  # zipfile's, of a name that stands twice
        for name, content in members.items():
            for one in content if isinstance(content, list) else [content]:
                archive.writestr(name, one)
    return stream.getvalue()


def test_a_comment_behind_the_files_does_no_harm(path, right):
    path.write_bytes(WHOLE[0])
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"trained on a Sunday"
    assert not is_refused(path, path.read_bytes(), right)


def npy(array):
    stream = BytesIO()
    np.save(stream, array, allow_pickle=True)
    return stream.getvalue()


def claiming(shape, dtype="<f8"):
    header = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}, }}".encode()
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + bytes(32)


SOUND = npy(np.eye(2))
FOREIGN = {
    "empty": (b"", r"expects to be a \.npz file; write it with"),
    "text": (b"weight_ih_l0,1,2\n", r"expects to be a \.npz file; write it with"),
    "HDF5": (b"\x89HDF\r\n\x1a\n" + bytes(64), r"expects to be a \.npz file; write it with"),
    "safetensors": (b"\x10\0\0\0\0\0\0\0{}" + bytes(99), r"expects to be a \.npz file; write it"),
    "pickle": (pickle.dumps(HEAD), "was written with pickle, which can run foreign code"),
    "npy": (SOUND, "holds one array without a name"),
    "cut npy": (SOUND[:40], "holds one array without a name"),
    "torch.save": (
        zipped(**{"m/data.pkl": b"x", "m/data/0": b"x"}),
        r"^weights\.npz was written by torch\.save",
    ),
    "Keras": (zipped(**{"config.json": b"{}"}), r"holds config\.json, which is no array"),
    "no array": (zipped(), "holds no array"),
    "a claim of petabytes": (zipped(**{"kernel.npy": claiming("(1 << 40, 1000)")}), "kernel in "),
    "2^50 numbers": (zipped(**{"kernel.npy": claiming("(1125899906842624,)")}), "kernel in "),
    "a size beyond 64 bits": (zipped(**{"kernel.npy": claiming("(2**99,)")}), "kernel in "),
    "overflowing": (zipped(**{"kernel.npy": claiming("(4294967296, 4294967296)")}), "kernel in "),
    "negative": (zipped(**{"kernel.npy": claiming("(-2, 2)")}), "kernel in "),
    "deep header": (zipped(**{"kernel.npy": claiming("(" * 3000)}), "kernel in "),
    "odd type": (zipped(**{"kernel.npy": claiming("(2, 2)", "<q77")}), "kernel in "),
    "no header": (
        zipped(**{"kernel.npy": b"\x93NUMPY\x09\x09"}),
        r"^kernel in weights\.npz cannot be read; it is damaged",
    ),
    "longer than it says": (zipped(**{"kernel.npy": SOUND + b"\0"}), "kernel in .* is longer"),
    "twice": (zipped(**{"kernel.npy": [SOUND, SOUND]}), "holds kernel twice"),
    "objects": (zipped(**{"kernel.npy": npy(np.array([None]))}), "kernel holds Python objects"),
    "no name": (zipped(**{".npy": SOUND}), "expected arrays named"),
    "text as numbers": (zipped(**{"U.npy": npy(np.array("x")), "W.npy": SOUND}), "expects floats"),
}


@pytest.mark.parametrize("content, words", FOREIGN.values(), ids=FOREIGN)
def test_foreign_and_hostile_files(path, content, words):
    path.write_bytes(content)
    with pytest.raises(ValueError, match=words):
        load_params(path)


class Trap:
    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return (Path.touch, (self.mark,))


@pytest.mark.parametrize("as_member", [True, False])
def test_a_trap_is_never_sprung(path, tmp_path, as_member):
    mark = tmp_path / "ran"
    trap = pickle.dumps(Trap(mark))
    header = claiming("(1,)", "|O")[:-32]
    path.write_bytes(zipped(**{"U.npy": header + trap, "W.npy": SOUND}) if as_member else trap)
    with pytest.raises(ValueError, match="pickle"):
        load_params(path)
    assert not mark.exists()


@pytest.mark.parametrize(
    "name, error, words",
    [
        ("x" * 300, ValueError, "cannot be read: "),
        ("a/" * 3000 + "b", ValueError, "cannot be read: "),
        ("with\0zero", ValueError, "no file can have this name"),
        ("lone\ud800half", ValueError, "no file can have this name"),
        ("none.npz", FileNotFoundError, r"there is no file 'none\.npz'; Python looks in"),
        ("", FileNotFoundError, "there is no file"),
        (Path(__file__).parent, FileNotFoundError, "there is no file"),
        (f"{__file__}/inside", FileNotFoundError, "there is no file"),
        (os.devnull, FileNotFoundError, "there is no file"),
        (None, ValueError, "path expects the name of a file, got None"),
        (None, TypeError, "path expects the name of a file, got None"),
        (3, ValueError, "got 3"),
        (b"weights.npz", ValueError, "got b'weights"),
        ([["weights.npz"] * 99], ValueError, r"got \[\["),
    ],
)
def test_paths(name, error, words):
    with pytest.raises(error, match=words) as raised:
        load_params(name)
    assert len(str(raised.value)) < 400
    str(raised.value).encode()  # it can be printed


def test_a_file_that_may_not_be_read(path, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    path.write_bytes(WHOLE[0])
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ValueError, match=r"weights\.npz cannot be read: Permission denied"):
        load_params(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.npz")
    with pytest.raises(FileNotFoundError):
        load_params(tmp_path / "pipe.npz")
