"""Sliders for single numbers of U, W, V, b and c, and the controls of "dog bites man"."""

import numpy as np

from ..forward_pass.params import RNNParams
from ..panel import SUBSCRIPTS, choice, slider

W = ["W11", "W12", "W21", "W22"]
NO_RECURRENCE = dict.fromkeys(W, 0.0)
OTHER_START = {"s01": -1.0, "s02": 1.0}


def weight_sliders(start, *, reach, step=0.05, tokens=None, rows=False):
    """Return {name: slider}, one for each number: "W12" is row 1, column 2 of W.

    Parameters
    ----------
    start : {name: value} at which the sliders stand first
    reach : how far they go to both sides of 0, or {letter: how far}
    step : from one notch to the next
    tokens : the words that the columns of U and the rows of V and c belong to; where left out,
        there are one input and one output
    rows : True for row form, s W, in which W12 leads from unit 1 into unit 2
    """
    high = reach if isinstance(reach, dict) else dict.fromkeys("UWVbc", reach)
    return {
        name: slider(
            name.translate(SUBSCRIPTS), -high[name[0]], high[name[0]], float(value), step=step,
            meaning=meaning(name, tokens=tokens, rows=rows), concept="parameter",
        )
        for name, value in start.items()
    }  # fmt: skip


def meaning(name, *, tokens=None, rows=False):
    """Return in words what one number does: "from unit 2 into unit 1" for W12."""
    letter, place = entry(name)
    units = [f"unit {n + 1}" for n in place]
    if letter == "W":
        there, here = units if rows else units[::-1]
        return f"from {there} into {here}"
    if letter == "b":
        return f"bias of {units[0]}"
    if letter == "U":
        return f"from {f'“{tokens[place[1]]}”' if tokens else 'the input'} into {units[0]}"
    out = f"“{tokens[place[0]]}”" if tokens else "the output"
    return f"bias of {out}" if letter == "c" else f"from {units[-1]} to {out}"


def entry(name):
    """Return "W12" as ("W", (0, 1)), "b1" as ("b", (0,)), "c" as ("c", ())."""
    return name[0], tuple(int(digit) - 1 for digit in name[1:])


def entries(params, names):
    """Return {name: value} of single numbers of a network."""
    return {name: float(getattr(params, name[0])[entry(name)[1]]) for name in names}


def at_first(sentences, params, vocab):
    """Return {name: value} of the controls of a sentence, as `controls` puts them at first."""
    _, *weights = groups(sentences, vocab).values()
    numbers = entries(params, [name for names in weights for name in names])
    return {"x": sentences[0], "s01": 0.0, "s02": 0.0, **numbers}


def stand(now, start, *moved):
    """Return whether all numbers but those that may be moved stand where they stood at first.

    now : {name: value}, the state of an explorer
    start : {name: value}
    """
    return all(
        now[name] == value if isinstance(value, str) else abs(now[name] - value) < 1e-9
        for name, value in start.items()
        if name not in moved
    )


def changed(params, weights):
    """Return the network with single numbers changed: {"W12": 0.5} is row 1, column 2 of W."""
    arrays = {letter: getattr(params, letter).copy() for letter in "UWVbc"}
    for name, value in weights.items():
        letter, place = entry(name)
        arrays[letter][place] = value
    return RNNParams(**arrays)


def row_entries(params):
    """Return the eleven numbers of a network in row form, {"W12": from unit 1 into unit 2, ...}."""
    row_form = {
        "W": params.W.T,
        "U": params.U[:, 0],
        "b": params.b,
        "V": params.V[0],
        "c": params.c,
    }
    names = {"W": ["11", "12", "21", "22"], "c": [""]}
    return {
        letter + place: value
        for letter, array in row_form.items()
        for place, value in zip(names.get(letter, ["1", "2"]), array.flat)
    }


def in_row_form(*, W11, W12, W21, W22, U1, U2, b1, b2, V1, V2, c):
    """Return the eleven numbers as the arrays of s W + x U + b and s V + c."""
    W = np.array([[W11, W12], [W21, W22]])
    return {
        "W": W,
        "U": np.array([U1, U2]),
        "b": np.array([b1, b2]),
        "V": np.array([V1, V2]),
        "c": c,
    }


def in_column_form(rows):
    """Return the same network as the RNNParams of W s + U x + b and V s + c: all transposed."""
    return RNNParams(
        U=rows["U"][:, None], W=rows["W"].T, V=rows["V"][None], b=rows["b"], c=[rows["c"]]
    )


def groups(sentences, vocab):
    """Return {title: [name of a control, ...]}; of U the column of the first word."""
    column = vocab.ids(sentences[0])[0] + 1
    return {
        "x, s₋₁": ["x", "s01", "s02"],
        "U, b": [f"U1{column}", f"U2{column}", "b1", "b2"],
        "W": W,
        "c": ["c1", "c2", "c3"],
    }


def controls(sentences, params, vocab, *, x=None):
    """Return {name: control}, standing at `params`, for all names in `groups`.

    x : the control of the sentence; a list of all sentences when left out
    """
    of_start = {"concept": "hidden", "meaning": "a unit before the first word"}
    _, *weights = groups(sentences, vocab).values()
    start = entries(params, [name for names in weights for name in names])
    return {
        "x": choice("x", sentences, sentences[0]) if x is None else x,
        "s01": slider("s₋₁,₁", -1, 1, 0.0, **of_start),
        "s02": slider("s₋₁,₂", -1, 1, 0.0, **of_start),
        **weight_sliders(start, reach={**dict.fromkeys("UWb", 2), "c": 8}, tokens=vocab.tokens),
    }
