"""The shipped networks: read from files, or refused with a word about what is wrong."""

import struct
import zlib
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ..forward_pass import RNNParams, Vocab

FOLDER = Path(__file__).resolve().parent.parent / "models"
MODELS = "two_units", "four_units", "eight_units", "python_docs"
AGAIN = "python -m rnn_helpers.training"  # and a name: makes the shipped file once more


def load_model(name):
    """Read a shipped network: s_t = tanh(U x_t + W s_{t-1} + b), o_t = softmax(V s_t + c).

    Parameters
    ----------
    name : "two_units", "four_units", "eight_units" or "python_docs"

    Returns
    -------
    params : RNNParams in float64, so that printed digits are the same on every processor
    vocab : Vocab; its token 0 ends a sentence (a line of `python_docs`), and every text begins
        in the state behind it, see `start_state`
    about : str, how the file was made: seed, text, losses, versions

    Raises
    ------
    ValueError : an unknown name, and the names that are known; a missing or damaged file

    Source: appendix A1; `python -m rnn_helpers.training NAME` makes the file again.
    """
    if name not in MODELS:
        raise ValueError(f"name expects one of {', '.join(MODELS)}; got {name!r}")
    return read_model(FOLDER / f"{name}.npz")


def read_model(path):
    """Read a network from a file of the same kind; Parameters, Returns as for `load_model`.

    Raises
    ------
    ValueError : no file, a damaged one, one with other arrays in it, arrays that do not fit
    """
    path = Path(path)
    arrays = read_arrays(path, needed=("U", "W", "V", "b", "c", "tokens", "about"))
    try:
        params = RNNParams(**{letter: _floats(letter, arrays[letter]) for letter in "UWVbc"})
        vocab = Vocab(_texts("tokens", arrays["tokens"], 1))
        about = _texts("about", arrays["about"], 0)
    except (TypeError, ValueError) as problem:
        raise ValueError(f"{path.name} is no network of this collection: {problem}") from None
    if not len(vocab) == params.input_size == params.output_size:
        raise ValueError(
            f"{path.name} expects a column of U and a row of V for each of its {len(vocab)} "
            f"tokens, got {params.input_size} columns and {params.output_size} rows"
        )
    return params, vocab, about


def load_moments():
    """Read the eight kept moments of the training of `two_units`, from untrained to trained.

    Returns
    -------
    networks : list of eight RNNParams
    updates : list of eight ints, how often the weights had been moved
    losses : list of eight floats, in nats a word on fresh text

    Raises
    ------
    ValueError : a missing or damaged file
    """
    arrays = read_arrays(FOLDER / "two_units_moments.npz", needed=(*"UWVbc", "steps", "losses"))
    networks = [RNNParams(*weights) for weights in zip(*(arrays[letter] for letter in "UWVbc"))]
    return networks, arrays["steps"].tolist(), arrays["losses"].tolist()


def load_units_curve():
    """Read how far networks of several sizes stay from the whole small language.

    Returns
    -------
    units, parameters : lists of ints, the sizes of the networks
    kl : list of floats, the distance from the truth in nats a word on fresh text

    Raises
    ------
    ValueError : a missing or damaged file
    """
    names = "units", "parameters", "kl"
    arrays = read_arrays(FOLDER / "units_curve.npz", needed=names)
    return tuple(arrays[name].tolist() for name in names)


def load_held_out():
    """Read the text that `python_docs` was judged by and has not learned from.

    Returns
    -------
    text : str of about 31,000 characters; the same on every version of Python
    about : str, its source and its licence

    Raises
    ------
    ValueError : a missing or damaged file

    Source: pydoc_data.topics, the Python documentation, Python Software Foundation License.
    """
    arrays = read_arrays(FOLDER / "python_docs_held_out.npz", needed=("text", "about"))
    return _texts("text", arrays["text"], 0), _texts("about", arrays["about"], 0)


# What NumPy and zipfile raise for files that are cut, changed or of another kind; TypeError: the
# single array of an .npy file has no names and cannot be closed.
NOT_A_FILE_OF_ARRAYS = (
    *(OSError, EOFError, ValueError, TypeError, KeyError, NotImplementedError, RuntimeError),
    *(BadZipFile, zlib.error, struct.error, MemoryError, OverflowError),
)


def read_arrays(path, *, needed=()):
    """Return {name: array} of a .npz file; nothing in it is ever run.

    Raises
    ------
    ValueError : no file, no .npz file, a damaged one, Python objects in it, or a name missing
    """
    path = Path(path)
    if not path.is_file():
        raise ValueError(f"there is no file {path}; for a shipped one: {AGAIN} {path.stem}")
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except NOT_A_FILE_OF_ARRAYS:
        raise ValueError(
            f"{path.name} expects to be a .npz file of plain arrays, and is damaged or of another "
            f"kind; for a shipped one: {AGAIN} {path.stem}"
        ) from None
    missing = [name for name in needed if name not in arrays]
    if missing:
        raise ValueError(
            f"{path.name} expects arrays named {', '.join(needed)}; {missing[0]} is missing, "
            f"got {', '.join(arrays) or 'none'}"
        )
    return arrays


def _floats(letter, array):
    if array.dtype.kind != "f":
        raise TypeError(f"{letter} expects floats, got {array.dtype}")
    return array.astype(np.float64)


def _texts(name, array, axes):
    if array.dtype.kind != "U" or array.ndim != axes:
        expected = "a row of texts" if axes else "a text"
        raise TypeError(f"{name} expects {expected}, got {array.dtype} of shape {array.shape}")
    return array.tolist()
