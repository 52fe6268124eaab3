"""Pulse lines: "..+.-" as a sequence of inputs, and back."""

from unicodedata import category, normalize

import numpy as np

from ..formats import quoted

SIGNS = {".": 0.0, "+": 1.0, "-": -1.0}
LIKE = {"−": "-", "ー": "-", "。": "."}  # as this page and East Asian keyboards write the signs
LINES = 2  # a line has one input, or two, parted by /


def pulses(line, *, steps=None):
    """Return the inputs that a line writes down: + is 1, - is -1, a point is silence.

    Parameters
    ----------
    line : str such as "..+.-"; blanks do not count; after a / follows the second input. Every
        dash is a -, and full-width signs count as the narrow ones
    steps : T, how many steps there are; what a shorter line leaves open is silence. The longest
        of the line's parts when left out

    Returns
    -------
    (T, 1) floats, or (T, 2) where the line has a /

    Raises
    ------
    TypeError : no text
    ValueError : another sign, more than one /, or more signs than steps

    Source: chapter 10.
    """
    if not isinstance(line, str):
        raise TypeError(f"line expects text such as '..+.-', got {type(line).__name__}")
    for word in line.split():
        if set(_narrow(word)) - {*SIGNS, "/"}:
            raise ValueError(
                f"“{quoted(word)}” is not understood: type + - and . only, such as ..+.-"
            )
    parts = _narrow("".join(line.split())).split("/")
    if len(parts) > LINES:
        raise ValueError(f"a line has at most one /, before the second input; got {len(parts) - 1}")
    longest = max(map(len, parts))
    steps = longest if steps is None else steps
    if longest > steps:
        raise ValueError(f"{longest} signs are too many: there are {steps} steps")
    columns = [[SIGNS[sign] for sign in part.ljust(steps, ".")] for part in parts]
    return np.array(columns).T.reshape(steps, len(parts))


def pulse_line(x):
    """Return the line that `pulses` reads as x: (T, 1) or (T, 2) of 1, 0 and -1."""
    signs = {1: "+", 0: ".", -1: "-"}
    return "/".join("".join(signs[int(x_t)] for x_t in column) for column in np.transpose(x))


def _narrow(line):
    """The line in + - . and /, without what nobody sees: from … ... and from — -"""
    seen = (sign for sign in normalize("NFKC", line) if category(sign) != "Cf")
    return "".join("-" if category(sign) == "Pd" else LIKE.get(sign, sign) for sign in seen)
