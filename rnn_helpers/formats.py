"""Numbers as text in fixed formats, the same on every machine."""

import numpy as np


def in_figures(value, *, digits=6):
    """Return a number or array as text: 0.957504, (0.711970, 0.733235), ((1, 2), (3, 4)).

    Whole numbers and text stay as they are; -0.000000 is written 0.000000.
    """
    if isinstance(value, str):
        return value
    array = np.asarray(value)
    if array.ndim:
        return f"({', '.join(in_figures(item, digits=digits) for item in array)})"
    if array.dtype.kind in "iub":
        return str(array.item())
    text = f"{array.item():.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def in_words(numbers, *, digits=6):
    """Return a dict of symbol -> value as lines "symbol = value"."""
    return "\n".join(
        f"{name} = {in_figures(value, digits=digits)}" for name, value in numbers.items()
    )
