"""What a reader may type: a right answer in many forms, and nonsense."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

NOT_TRIED, BLANK = "not tried yet", "a place is still blank"


def forms(right):
    """Return a number, or an array of numbers, in each form in which a reader may write it."""
    rows = np.asarray(right).tolist()
    found = [rows, np.array(rows), np.array(rows, object), repr(rows)]
    found += [_each(rows, change) for change in (repr, _with_comma, Fraction, np.float64)]
    found += [_each(rows, lambda n: Decimal(repr(n))), _each(rows, lambda n: np.array([n]))]
    if np.ndim(rows):
        return [*found, tuple(rows), list(map(np.array, rows))]
    return [*found, [rows], (rows,), np.array([rows]), [[rows]]]


def text_forms(word):
    """Return a word in each form in which a reader may write it."""
    return [
        word,
        word.upper(),
        f" {word.title()}\n",
        f"'{word}'",
        f"“{word}”.",
        [word],
        np.str_(word),
    ]


def rubbish(shape=()):
    """Return [(answer, words of the line), ...] that no exercise on numbers of this shape takes."""
    one = "a number" if shape == () else "numbers"
    return [
        *[(stub, NOT_TRIED) for stub in (..., "", (...,), lambda: ...)],
        ([1, ...], BLANK),
        (None, "it is None"),
        (np.full(shape, np.nan), "is NaN, not a number"),
        (np.full(shape, 10**400, object), "is too large"),
        ([], "got shape (0,)"),
        ([[1], [2, 3]], "expected rows of one length"),
        (np.zeros((7, 9)), "got shape (7, 9)"),
        ("a lot", f"expected {one}, got the text 'a lot'"),
        ({}, f"expected {one}, got a dict"),
        (print, f"expected {one}, got a function"),
        (True, f"expected {one}, got True, and True is not 1"),
    ]


def settings_forms(settings):
    """Return settings of an explorer with their numbers in each form; texts stay as they are."""
    changes = [repr, _with_comma, Fraction, np.float64, lambda n: np.array([n]), lambda n: [n]]
    return [
        settings,
        *[
            {name: n if isinstance(n, str) else change(n) for name, n in settings.items()}
            for change in changes
        ],
    ]


def settings_rubbish(name):
    """Return [(settings, words), ...] that no explorer takes; `name` is a slider of it."""
    return [
        *[(stub, NOT_TRIED) for stub in (None, ..., {}, {name: ...}, {name: None})],
        ({name: 1, "goal": ...}, BLANK),
        *[
            (other, "expected a dict such as dict(w=...), got")
            for other in (3, "3", [], {3}, print)
        ],
        *[({name: n}, f"{name} expects a number from") for n in (99, 10**400, float("nan"))],
        *[({name: n}, f"{name} expects a number, got") for n in (True, 1j, [1, 2], {}, "much")],
        ({"speed": 1}, "the controls are "),
        ({1: 1}, "expected names as in dict(w=...), got a number"),
    ]


TEXT_RUBBISH = [
    *[(stub, NOT_TRIED) for stub in (..., "", " ", (...,), lambda: ...)],
    (None, "it is None"),
    ("no such word", "choose one of: "),
    (0.5, "expected text in quotes, got a number"),
    (float("nan"), "expected text in quotes, got a number"),
    ([], "expected one text, got shape (0,)"),
    (["a", "b"], "expected one text, got shape (2,)"),
    ({}, "expected text in quotes, got a dict"),
    (print, "expected text in quotes, got a function"),
]


def _each(rows, change):
    return [_each(row, change) for row in rows] if isinstance(rows, list) else change(rows)


def _with_comma(number):
    return repr(number).replace(".", ",")
