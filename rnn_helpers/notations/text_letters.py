"""Arrays that are named by the letters of a text, such as U, W, V, b, c or W_xh, W_hh, b_h."""

import re

from .conventions import CONVENTIONS
from .npz_files import only_floats, some
from .weight_shapes import as_params

LETTERS = {k: text.names for k, text in CONVENTIONS.items() if k not in ("pytorch", "keras")}


def texts_of(arrays):
    """Return the texts of CONVENTIONS that name their arrays so, behind a prefix or without."""
    own = {_own(name) for name in arrays}
    return [
        text
        for text, names in LETTERS.items()
        if own <= {*names.values()} or {names["U"], names["W"]} <= own
    ]


def params_of_letters(arrays, texts):
    """Return the RNNParams of `arrays`, {name: array}, in the letters of `texts`.

    Two texts share the letters U and W: the recurrent weights are those that are square.

    Raises
    ------
    ValueError : a name that is missing or stands twice, a shape that does not fit, and U and W
        both square: either may be the recurrent weights
    """
    names = LETTERS[texts[0]]
    found = {}
    for name in arrays:
        if _own(name) not in names.values():
            raise ValueError(f"{name} is not one of {', '.join(names.values())}")
        if found.setdefault(_own(name), name) != name:
            raise ValueError(f"{name} is the second of its kind, after {found[_own(name)]}")
    for letter in "UWV" if names["c"] in found else "UW":  # a bias alone is half a layer
        if names[letter] not in found:
            raise ValueError(f"{names[letter]} is missing; got {some(arrays)}")
    only_floats(arrays)
    fits, errors = [], []
    for text in texts:
        letters = {there: letter for letter, there in LETTERS[text].items()}
        named = {letters[own]: (name, arrays[name]) for own, name in found.items()}
        try:
            fits.append(as_params(named, CONVENTIONS[text].rows))
        except ValueError as error:
            errors.append(error)
    if len(fits) > 1:
        calls = " or ".join(f'from_convention(arrays, "{text}")' for text in texts)
        raise ValueError(
            f"{found['U']} and {found['W']} are both square, and either may be the recurrent "
            f"weights; say which it is with {calls}, where arrays = dict(np.load(path))"
        )
    if not fits:
        raise next((error for error in errors if "a square" not in str(error)), errors[0])
    return fits[0]


def _own(name):
    return re.split(r"[./]", name.removesuffix(":0"))[-1]
