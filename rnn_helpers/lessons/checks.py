"""What an exercise says to its reader: one kind line for an answer, one for a prediction.

No line gives the answer away, and no wrong answer raises an error.
The tests for a whole forward function are in recurrence.py.
"""

import numpy as np


def check_answer(name, answer, expected, *, digits=6, choices=None):
    """Print one line: not tried yet, right, or what is wrong (but not the answer).

    Parameters
    ----------
    name : str, what the line begins with
    answer : what the reader wrote; None, `...` and blank text count as not tried yet
    expected : number, array_like, text, True or False, or a tuple of integers (a shape)
    digits : int, how many digits after the point must agree (the last may be off by one)
    choices : the texts to choose from; another text is answered with this list

    Returns
    -------
    None, so that a notebook shows the line and nothing else

    Raises
    ------
    Nothing, whatever the answer is

    Source: the exercises of every chapter.
    """
    if is_untouched(answer):
        print(f"{name}: not tried yet")
        return
    if _has_blank(answer):
        problem = "a place is still blank"
    elif isinstance(expected, str):
        problem = _text_problem(answer, expected, choices)
    elif isinstance(expected, tuple) and all(_is_whole(n) for n in expected):
        problem = _shape_problem(answer, expected)
    else:
        problem = _array_problem(answer, np.asarray(expected), digits)
    print(f"{name}: not yet - {problem}" if problem else f"{name}: right")


def answer_prediction(guess, truth, *, because, choices=None, within=0):
    """Print what the reader guessed, what it is, and why; without a guess, ask for one.

    Parameters
    ----------
    guess : what the reader wrote before the explorer: text, number, True or False; or None
    truth : the same kind of thing, best computed in the notebook
    because : str, the reason, one or two whole sentences
    choices : the guesses to choose from; another guess is answered with this list
    within : float, how far off a guessed number may be and still count

    Returns
    -------
    None, so that a notebook shows the lines and nothing else

    Raises
    ------
    Nothing, whatever the guess is

    Source: the predictions of every chapter.
    """
    said, is_so = _words(guess), _words(truth)
    if is_untouched(guess):
        print("no guess yet: write it after `guess... =`, run that cell and this one.")
    elif choices is not None and said.casefold() not in [_words(c).casefold() for c in choices]:
        print(f"You guessed {said}; choose one of: {', '.join(map(_words, choices))}.")
    elif said.casefold() == is_so.casefold():
        print(f"You guessed {said}, and it is {is_so}.\n{because}")
    elif _is_near(guess, truth, within):
        print(f"You guessed {said}, which is close: it is {is_so}.\n{because}")
    else:
        print(f"You guessed {said}; it is {is_so}.\n{because}")


def is_untouched(answer):
    """Return True for what a stub leaves behind: None, `...`, blank text, or a list of these."""
    if isinstance(answer, list | tuple):
        return len(answer) > 0 and all(is_untouched(item) for item in answer)
    return answer is None or answer is ... or (isinstance(answer, str) and not answer.strip())


def _has_blank(answer):
    if not isinstance(answer, list | tuple):
        return False
    return any(is_untouched(item) or _has_blank(item) for item in answer)


def _text_problem(answer, expected, choices):
    if not isinstance(answer, str):
        return f"expected text in quotes, got {type(answer).__name__}"
    said = _words(answer).casefold()
    if choices is not None and said not in [_words(c).casefold() for c in choices]:
        return f"choose one of: {', '.join(choices)}"
    return None if said == _words(expected).casefold() else "it is another one"


def _shape_problem(answer, expected):
    if not isinstance(answer, tuple | list):
        return f"expected a shape such as (2, 3) or (2,), got {type(answer).__name__}"
    if not all(_is_whole(n) for n in answer):
        return "expected a shape of whole numbers only"
    if len(answer) != len(expected):
        return f"expected a shape of length {len(expected)}, got length {len(answer)}"
    if tuple(answer) == expected:
        return None
    if sorted(answer) == sorted(expected):
        return "the right numbers in the wrong order"
    i = next(i for i, n in enumerate(answer) if n != expected[i])
    return f"{_place((i,))} is too {'large' if answer[i] > expected[i] else 'small'}"


def _array_problem(answer, expected, digits):
    try:
        array = np.asarray(answer)
    except Exception:  # ragged rows, or an object that NumPy cannot read
        return "expected rows of one length"
    kinds = {"b": "True or False", "i": "numbers", "u": "numbers", "f": "numbers", "U": "text"}
    wanted = kinds[expected.dtype.kind]
    got = kinds.get(array.dtype.kind, type(answer).__name__)
    if array.size and got != wanted:
        return f"expected {wanted}, got {got}"
    if wanted == "numbers":
        array, expected = array.astype(float), expected.astype(float)
        is_transposed = array.ndim > 1 and _is_same(array.T, expected, digits)
        if is_transposed and not _is_same(array, expected, digits):
            return "transposed: rows and columns are exchanged"
    if array.shape != expected.shape:
        return f"expected {_shape(expected)}, got {_shape(array)}"
    if wanted == "numbers":
        return _number_problem(array, expected, digits)
    place = _first_place(array != expected)
    return None if place is None else f"{_place(place)} is another one"


def _number_problem(array, expected, digits):
    """What is wrong with an array of the right shape; None when nothing is."""
    place = _first_place(~_close(array, expected, digits))
    if place is None:
        return None
    if np.isnan(array[place]):
        return f"{_place(place)} is NaN, not a number"
    if _is_same(-array, expected, digits):
        return "only the sign is wrong"
    if _is_rounded(array, expected, digits):
        return f"close: give more digits ({digits} after the point are compared)"
    return f"{_place(place)} is too {'large' if array[place] > expected[place] else 'small'}"


def _is_same(array, expected, digits):
    return array.shape == expected.shape and _close(array, expected, digits).all()


def _close(array, expected, digits):
    return np.isclose(array, expected, rtol=1e-9, atol=10.0**-digits, equal_nan=True)


def _is_rounded(array, expected, digits):
    """True for the expected numbers rounded or cut to fewer digits, at most 1 % off."""
    near = 0.01 * np.abs(expected).max()
    if not (np.isfinite(near) and np.allclose(array, expected, rtol=0, atol=near)):
        return False
    for k in range(1, digits):
        rounded, cut = expected.round(k), np.trunc(expected * 10**k) / 10**k
        if np.allclose(array, rounded, rtol=1e-9) or np.allclose(array, cut, rtol=1e-9):
            return True
    return False


def _first_place(wrong):
    """The index of the first True, a tuple of int; None when there is none."""
    places = np.argwhere(wrong)
    return tuple(places[0].tolist()) if len(places) else None


def _is_whole(n):
    return isinstance(n, int | np.integer) and not isinstance(n, bool)


def _is_near(guess, truth, within):
    numbers = int, float, np.integer, np.floating
    both = isinstance(guess, numbers) and isinstance(truth, numbers)
    return both and abs(guess - truth) <= within


def _shape(array):
    return f"shape {array.shape}" if array.ndim else "one number"


def _place(place):
    """Where an entry stands, counted from 0, as one would index it."""
    return f"entry [{', '.join(map(str, place))}]" if place else "it"


def _words(value):
    """A guess as one would say it: yes for True, six digits of a number, one line of text."""
    if isinstance(value, bool | np.bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value))
    if isinstance(value, float | np.floating):
        return f"{value:.6g}"
    return " ".join(str(value).split())
