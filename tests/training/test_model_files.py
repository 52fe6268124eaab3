"""Files of networks: read as they are, and refused in words when something is wrong with them."""

from pathlib import Path

import numpy as np
import pytest
from networks import network

from rnn_helpers.training import model_files
from rnn_helpers.training.model_files import load_model, load_moments, load_units_curve, read_model

PARAMS = network(3, 2, 3, 1)
WHOLE = {letter: getattr(PARAMS, letter) for letter in "UWVbc"} | {
    "tokens": np.array([".", "dog", "sleeps"]),
    "about": np.array("made for a test"),
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "made_up.npz"


def write(path, **changes):
    np.savez(
        path, **{name: array for name, array in (WHOLE | changes).items() if array is not None}
    )
    return path


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_is_written_is_read(path, dtype):
    params, vocab, about = read_model(write(path, **{x: WHOLE[x].astype(dtype) for x in "UWVbc"}))
    assert vocab.tokens == (".", "dog", "sleeps") and about == "made for a test"
    for letter in "UWVbc":
        assert np.array_equal(getattr(params, letter), WHOLE[letter].astype(dtype))
    assert params.dtype == np.float64


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"W": None}, "arrays named U, W, V, b, c, tokens, about; W is missing, got U, V"),
        ({"tokens": None, "about": None}, "tokens is missing"),
        ({"W": np.eye(3)}, r"no network of this collection: W expects shape \(2, 2\), got"),
        ({"b": np.full(2, np.nan)}, "b expects finite"),
        ({"U": np.ones((2, 3), int)}, "U expects floats, got int64"),
        ({"U": np.full((2, 3), "x")}, "U expects floats, got <U1"),
        ({"tokens": np.array([".", "dog", "dog"])}, "tokens expects each token once"),
        ({"tokens": np.array([1.0, 2.0, 3.0])}, "tokens expects a row of texts"),
        ({"tokens": np.array([".", "dog"])}, "each of its 2 tokens, got 3 columns and 3 rows"),
        ({"tokens": np.array(".")}, "tokens expects a row of texts"),
        ({"tokens": np.array([[".", "a"]])}, "tokens expects a row of texts"),
        ({"about": np.array(3)}, "about expects a text"),
        ({"W": np.array([None])}, "plain arrays, and is damaged or of another kind"),
    ],
)  # fmt: skip
def test_foreign_arrays_are_refused(path, changes, words):
    with pytest.raises(ValueError, match=rf"made_up.npz.*{words}"):
        read_model(write(path, **changes))


def test_missing_and_foreign_files(path, tmp_path):
    with pytest.raises(
        ValueError, match=r"there is no file .*made_up.npz; for a shipped one: python"
    ):
        read_model(path)
    with pytest.raises(ValueError, match="there is no file"):
        read_model(tmp_path)
    np.save(tmp_path / "one.npy", np.eye(2))
    foreign = [
        b"",
        b"PK\x03\x04 broken",
        b"\x89HDF\r\n",
        b"text",
        (tmp_path / "one.npy").read_bytes(),
    ]
    for content in foreign:
        path.write_bytes(content)
        with pytest.raises(ValueError, match=r"made_up.npz expects to be a .npz file"):
            read_model(path)


def test_damaged_files_never_give_other_numbers(path):
    """Cut, changed and shortened at random: refused, or read just as they were."""
    whole = write(path).read_bytes()
    rng = np.random.default_rng(0)
    refused = 0
    for turn in range(300):
        damaged = bytearray(whole)
        at = int(rng.integers(len(whole)))
        if turn % 3 == 0:
            del damaged[at:]
        elif turn % 3 == 1:
            damaged[at] ^= 1 << int(rng.integers(8))
        else:
            del damaged[at : at + int(rng.integers(1, 30))]
        path.write_bytes(damaged)
        try:
            params, vocab, _ = read_model(path)
        except ValueError as error:
            refused += "made_up.npz" in str(error)
        else:
            assert vocab.tokens == (".", "dog", "sleeps")
            assert all(np.array_equal(getattr(params, x), WHOLE[x]) for x in "UWVbc")
    assert refused > 150


class Trap:
    """An object whose pickle writes a file when it is opened."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return (Path.touch, (self.mark,))


def test_objects_are_never_run(path, tmp_path):
    write(path, U=np.array([Trap(tmp_path / "ran"), None], dtype=object))
    with pytest.raises(ValueError, match="plain arrays"):
        read_model(path)
    assert not (tmp_path / "ran").exists()


def test_unknown_and_missing_names(tmp_path, monkeypatch):
    with pytest.raises(
        ValueError, match="one of two_units, four_units, eight_units, python_docs; got"
    ):
        load_model("three_units")
    monkeypatch.setattr(model_files, "FOLDER", tmp_path)
    for load in (lambda: load_model("two_units"), load_moments, load_units_curve):
        with pytest.raises(ValueError, match=r"there is no file .*python -m rnn_helpers.training"):
            load()
