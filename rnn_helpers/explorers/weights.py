"""The controls of "dog bites man": the sentence, the initial state, and single weights."""

from itertools import chain

from ..forward_pass.params import RNNParams
from ..panel import SUBSCRIPTS, choice, slider

SENTENCES = ("dog bites man", "man bites dog", "dog bites dog")
MOST_WORDS = 5
W = ["W11", "W12", "W21", "W22"]
NO_RECURRENCE = dict.fromkeys(W, 0.0)
OTHER_START = {"s01": -1.0, "s02": 1.0}


def readable(sentences, vocab):
    """Return the sentences with single blanks, and T, how many words each of them has.

    Raises
    ------
    ValueError : a word outside the vocabulary, an empty or too long sentence, several lengths
    """
    sentences = [" ".join(vocab.words(vocab.ids(text))) for text in sentences or SENTENCES]
    lengths = sorted({len(sentence.split()) for sentence in sentences})
    if len(lengths) > 1 or not 1 <= lengths[0] <= MOST_WORDS:
        raise ValueError(
            f"sentences expects 1 to {MOST_WORDS} words, equally many in each, got {lengths}"
        )
    return sentences, lengths[0]


def changed(params, weights):
    """Return the network with single numbers changed: {"W12": 0.5} is row 1, column 2 of W."""
    arrays = {letter: getattr(params, letter).copy() for letter in "UWVbc"}
    for name, value in weights.items():
        letter, place = entry(name)
        arrays[letter][place] = value
    return RNNParams(**arrays)


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
    made = {
        "x": choice("x", sentences, sentences[0]) if x is None else x,
        "s01": slider("s₋₁,₁", -1, 1, 0.0, **of_start),
        "s02": slider("s₋₁,₂", -1, 1, 0.0, **of_start),
    }
    _, *weights = groups(sentences, vocab).values()
    for name in chain(*weights):
        letter, place = entry(name)
        high, value = 8 if letter == "c" else 2, float(getattr(params, letter)[place])
        made[name] = slider(
            name.translate(SUBSCRIPTS), -high, high, value,
            meaning=_meaning(letter, *place, tokens=vocab.tokens), concept="parameter",
        )  # fmt: skip
    return made


def _meaning(letter, row, column=0, *, tokens):
    return {
        "U": f"from “{tokens[column]}” into unit {row + 1}",
        "W": f"from unit {column + 1} into unit {row + 1}",
        "b": f"bias of unit {row + 1}",
        "c": f"bias of “{tokens[row]}”",
    }[letter]


def entry(name):
    """Return "W12" as ("W", (0, 1))."""
    return name[0], tuple(int(digit) - 1 for digit in name[1:])
