"""Numbers as text in fixed formats, the same on every machine; and typed text, as it is quoted."""

from unicodedata import combining, is_normalized, name

import numpy as np

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


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


def in_words(numbers):
    """Return a dict of symbol -> value as lines "symbol = value"."""
    return "\n".join(f"{name} = {in_figures(value)}" for name, value in numbers.items())


def in_powers(size, *, zero="0"):
    """Return a size as text: 0.42, 4.2·10⁻⁸, or the text `zero`."""
    if size == 0 or 0.05 <= size < 100:
        return f"{size:.2f}" if size else zero
    digits, _, power = f"{size:.1e}".partition("e")
    return f"{digits}·10{str(int(power)).translate(_RAISED)}"


def zero_of(slopes):
    """Return what a 0 means after steps of these slopes: exactly 0, or too small for a float."""
    return "0" if slopes.min() > 1e-6 else "< 10⁻³⁰⁰"


def log10(sizes):
    """Return log10, with -inf for 0 and without a warning."""
    with np.errstate(divide="ignore"):
        return np.log10(np.asarray(sizes, dtype=float))


def finite_log10(sizes):
    """Return a log10 that can be printed: -99 for 0 and for all sizes that are smaller."""
    return np.maximum(log10(sizes), -99.0)


def quoted(text, *, longest=32):
    """Return what somebody has typed, fit to be repeated: cut when it is too long.

    What nobody sees is named: ‹ZERO WIDTH SPACE›; accents too, where they stand apart from their
    letters.
    """
    whole = is_normalized("NFC", text)
    seen = [
        sign if sign.isprintable() and (whole or not combining(sign)) else _named(sign)
        for sign in text[:longest]
    ]
    said = "".join(seen) + text[longest:]
    return said if len(said) <= longest else said[: longest - 1] + "…"


def _named(sign):
    called = name(sign, "")
    return f"‹{called}›" if called else ascii(sign)[1:-1]
