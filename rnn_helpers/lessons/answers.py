"""What a reader typed, one thing at a time: read as a number, as True or False, or as text.

A reader returns the value in one form, or raises ValueError with what stands there instead.
"""

import re
import unicodedata
from collections.abc import Iterator, MappingView
from decimal import Decimal
from fractions import Fraction
from math import copysign, inf, isfinite, isinf
from numbers import Number
from sys import float_info
from textwrap import shorten

import numpy as np

# As keyboards and pages write them: full-width signs, any minus, any space, infinity
PLAIN = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000"), " "),
    ord("∞"): "inf",
}
_GROUPS = re.compile(r"[+-]?\d{1,3}((,\d{3}){2,}|(,\d{3})+(?=\.)|( \d{3})+)(\.\d*)?")  # 1,610,000


def as_typed_number(typed):
    """Return the number that is meant, as a float: 0.5 for "0,5" and for "1/2", -1.0 for "−1".

    Parameters
    ----------
    typed : text, or a number of any kind

    Returns
    -------
    float; None for what is not one finite number

    Source: the guesses and answers of every chapter.
    """
    try:
        value = number(typed.item() if isinstance(typed, np.ndarray) else typed)
    except ValueError:  # no number, or an array of several
        return None
    return value if isfinite(value) else None


def number(item):
    """Return one entry as a float: one that is too large for a float becomes the largest."""
    if isinstance(item, bool | np.bool):
        raise ValueError(f"{item}, and {item} is not {item:d}")
    if isinstance(item, complex | np.complexfloating):
        cure = "take .real of it" if item.imag == 0 else "real ones are expected"
        raise ValueError(f"a complex number: {cure}")
    found = _number_in(item) if isinstance(item, str) else item
    try:
        value = float(found) if hasattr(found, "__float__") else None
    except OverflowError:
        value = inf if found > 0 else -inf
    except Exception:  # whatever a strange object does
        value = None
    if value is None:
        raise ValueError("one that cannot be read" if isinstance(item, Number) else kind(item))
    is_too_large = isinf(value) and found not in (inf, -inf)
    return copysign(float_info.max, value) if is_too_large else value


def truth(item):
    """Return one entry as a bool; yes and no in quotes will do."""
    words = {"true": True, "yes": True, "false": False, "no": False}
    if isinstance(item, bool | np.bool):
        return bool(item)
    if isinstance(item, str) and folded(item) in words:
        return words[folded(item)]
    raise ValueError(kind(item))


def text(item):
    """Return one entry as text that can be compared."""
    if isinstance(item, str):
        return folded(item)
    raise ValueError(kind(item))


def kind(item):
    """Return what a thing is that is not what was expected, and what to do about it."""
    name = "array" if isinstance(item, np.ndarray) else type(item).__name__
    name = f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
    if item is None:
        return "None"
    if isinstance(item, str):
        return f"the text {str(item if len(item) <= 40 else item[:37] + '...')!r}"
    if isinstance(item, bool | np.bool):
        return "True or False"
    if isinstance(item, Number):
        return "a number"
    if isinstance(item, set | frozenset):
        return "a set, which has no order: write a list"
    if isinstance(item, Iterator | MappingView):
        return f"{name}: write list(...) around it"
    if callable(item):
        return "a function: write what it returns"
    return name


def folded(item):
    """Return text in small letters, with single spaces, and without quotes or a full stop."""
    plain = unicodedata.normalize("NFKC", item).casefold().strip(" \t\r\n.'\"`“”„‘’«»")
    return " ".join(plain.split())


def spoken(value):
    """Return a value as one would say it, in one line: yes for True, six digits of a number."""
    if isinstance(value, bool | np.bool):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating):
        return f"{value:.6g}"
    try:
        if isinstance(value, list | tuple):
            return ", ".join(map(spoken, value))
        return shorten(str(value), 200, placeholder=" ...")
    except Exception:  # whatever a strange object does, or a number of 5000 digits
        return kind(value)


def error_in_words(error):
    """Return an error in one line, the same on every machine."""
    text = re.sub(r"0x[0-9a-fA-F]+", "0x...", " ".join(str(error).split()))
    return f"it raised {type(error).__name__}: {text}"


def _number_in(typed):
    """The number that a text means; a decimal comma counts, and groups of three digits do."""
    plain = typed.translate(PLAIN).strip()
    if _GROUPS.fullmatch(plain):
        plain = re.sub("[ ,]", "", plain)
    try:
        return Fraction(plain) if "/" in plain else Decimal(plain.replace(",", "."))
    except (ValueError, ArithmeticError):
        raise ValueError(kind(typed)) from None
