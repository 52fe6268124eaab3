"""Whole messages, to the letter: what was expected, what came, where, and what to try."""

import numpy as np
import pytest

from rnn_helpers import (
    RNNParams,
    Vocab,
    embed,
    entropy,
    generate,
    init_params,
    logits,
    rnn_step,
    sample,
)
from rnn_helpers.forward_pass.arrays import as_array, as_numbers, kind
from rnn_helpers.forward_pass.inputs import as_input

RNG = np.random.default_rng(0)
NET = RNNParams(U=[[1.0, 0.5, -1.0]], W=[[0.5]], V=[[1.0], [0.0], [2.0]])
SINGLE = RNNParams([[1.0]], [[0.5]], [[1.0]])
FEW, MANY = Vocab(["dog", "bites", "man"]), Vocab([f"w{i}" for i in range(13)])
TWELVE = Vocab([f"w{i}" for i in range(12)])

MESSAGES = {
    "vocab, no list": (
        lambda: Vocab(5),
        "tokens expects a list of texts, got int",
    ),
    "vocab, empty": (lambda: Vocab([]), "tokens expects at least one token, got none"),
    "words, no text": (lambda: FEW.ids(5), "words expects a text or a list of tokens, got int"),
    "words, unknown": (
        lambda: FEW.ids("cat"),
        "the vocabulary has 3 tokens and 'cat' (position 0) is not one of them; "
        "it knows: dog bites man",
    ),
    "words, unknown of twelve": (
        lambda: TWELVE.ids("cat"),
        "the vocabulary has 12 tokens and 'cat' (position 0) is not one of them; "
        "it knows: w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11",
    ),
    "words, unknown of thirteen": (
        lambda: MANY.ids("cat"),
        "the vocabulary has 13 tokens and 'cat' (position 0) is not one of them; "
        "it knows: w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 ...",
    ),
    "ids, outside": (
        lambda: FEW.words([1, 3]),
        "the vocabulary expects token ids in 0..2, got 3 at position 1 of ids; "
        "ids count from 0 and are never counted from the end",
    ),
    "ids, outside the columns": (
        lambda: embed([1, 3], NET),
        "U expects token ids in 0..2, got 3 at position 1 of x; "
        "ids count from 0 and are never counted from the end",
    ),
    "ids, outside the only column": (
        lambda: embed([1], SINGLE),
        "U expects token ids in 0..0, got 1 at position 0 of x; ids count from 0 and are never "
        "counted from the end; pass numbers as rows of shape (T, 1)",
    ),
    "ids, floats": (
        lambda: embed([1.0, 2.0], NET),
        "x expects token ids (integers), got floats: 1.0 at position 0; "
        "use whole numbers 0..2, or pass vectors as rows of shape (T, 3)",
    ),
    "ids, floats for words": (
        lambda: FEW.words([0, 0.5]),
        "ids expects token ids (integers), got floats: 0.0 at position 0; use whole numbers 0..2",
    ),
    "ids, complex": (
        lambda: embed([1j], NET),
        "x expects token ids (integers), got complex numbers: 1j at position 0; "
        "use whole numbers 0..2, or pass vectors as rows of shape (T, 3)",
    ),
    "ids, booleans": (
        lambda: embed([True, False], NET),
        "x expects token ids (integers), got booleans: True at position 0; "
        "if this is one-hot, pass the position of its True",
    ),
    "ids, words": (
        lambda: embed(["dog"], NET),
        "x expects token ids (integers), got text: dog at position 0; "
        "turn tokens into ids with Vocab.ids first",
    ),
    "a shape": (lambda: as_numbers("w", [1.0], shape=()), "w expects shape (), got (1,)"),
    "a shape, and why": (
        lambda: logits([0.0, 0.0], NET),
        "s expects shape (1,), got (2,); V has 1 columns",
    ),
    "V of another size": (
        lambda: NET.replace(V=np.ones((2, 2))),
        "V expects shape (K, 1), got (2, 2); U has 1 rows",
    ),
    "vocab_size": (
        lambda: init_params(0, 2, rng=RNG),
        "vocab_size expects a whole number of at least 1, got 0",
    ),
    "hidden_size": (
        lambda: init_params(2, 0, rng=RNG),
        "hidden_size expects a whole number of at least 1, got 0",
    ),
    "length": (
        lambda: generate([0], NET, length=-1, rng=RNG),
        "length expects a whole number of at least 0, got -1",
    ),
    "prompt": (
        lambda: generate([], NET, length=1, rng=RNG),
        "prompt expects at least one token id, got none",
    ),
    "no logit": (
        lambda: sample([], rng=RNG),
        "z_t expects at least one logit, got none",
    ),
    "no generator": (
        lambda: sample([1.0], rng=0),
        "rng expects a numpy.random.Generator, got int; try rng=np.random.default_rng(0)",
    ),
    "temperature": (
        lambda: sample([1.0], rng=RNG, temperature=0),
        "temperature expects a number above 0, got 0.0; for the most probable token use predict",
    ),
    "top_k of none": (
        lambda: sample([1.0], rng=RNG, top_k=0),
        "top_k expects a whole number of at least 1, got 0",
    ),
    "top_k of too many": (
        lambda: sample([1.0, 2.0], rng=RNG, top_k=3),
        "top_k expects at most 2, one for each logit, got 3",
    ),
    "top_k, a float": (
        lambda: sample([1.0, 2.0], rng=RNG, top_k=1.5),
        "top_k expects a whole number, got 1.5",
    ),
    "entropy of text": (lambda: entropy("a"), "p expects real numbers, got text"),
    "a row of booleans": (
        lambda: rnn_step([True, False, False], [0.0], NET),
        "x_t expects one token id or a float vector (3,), got booleans of shape (3,); if it is "
        "one-hot, pass the id x_t.argmax(); if it is a vector, pass x_t.astype(float)",
    ),
    "a row of integers": (
        lambda: as_input(np.array([1, 0, 0], np.uint8), size=3, dtype=float),
        "x_t expects one token id or a float vector (3,), got integers of shape (3,); if it is "
        "one-hot, pass the id x_t.argmax(); if it is a vector, pass x_t.astype(float)",
    ),
    "rows of booleans": (
        lambda: embed(np.eye(3, dtype=bool), NET),
        "x expects token ids (T,) or float vectors (T, 3), got booleans of shape (3, 3); if its "
        "rows are one-hot, pass the ids x.argmax(axis=1); if they are vectors, pass "
        "x.astype(float)",
    ),
    "complex": (lambda: logits([1j], NET), "s expects real numbers, got complex numbers"),
    "dates": (
        lambda: as_numbers("s", np.array(["2024-01-01"], "datetime64[D]")),
        "s expects real numbers, got datetime64[D]",
    ),
    "bytes": (lambda: as_numbers("s", np.array([b"a"])), "s expects real numbers, got text"),
    "None within": (
        lambda: as_array("s", [1.0, None]),
        "s expects numbers, got None at s[1]",
    ),
    "None alone": (lambda: as_array("s", None), "s expects numbers, got None"),
    "a long thing": (
        lambda: as_array("s", [1.0, {"abcdefghijklmnopqrstuvwxyz"}]),
        "s expects numbers, got set {'abcdefghijklmnopqr at s[1]",
    ),
    "too many bits": (
        lambda: as_array("s", [1, 2**63]),
        "s expects numbers of at most 64 bits, got an integer of 64 bits at s[1]",
    ),
    "too many bits below 0": (
        lambda: as_array("s", [1, -(2**63) - 1]),
        "s expects numbers of at most 64 bits, got an integer of 64 bits at s[1]",
    ),
    "booleans beside the least integer": (
        lambda: as_array("s", [-(2**63), True]),
        "s expects numbers, got bool True at s[1]",
    ),
    "booleans beside the largest integer": (
        lambda: as_array("s", [2**63 - 1, True]),
        "s expects numbers, got bool True at s[1]",
    ),
    "a number among rows": (
        lambda: as_array("W", [[1.0, 2.0], 3.0]),
        "W expects rows of one length, got a row of 2 at position 0 and a single number at "
        "position 1",
    ),
    "ragged inside": (
        lambda: as_array("W", [[[1.0], [1.0, 2.0]], [[1.0], [1.0, 2.0]]]),
        "W expects rows of one length, got rows that are ragged themselves",
    ),
    "one number": (
        lambda: as_numbers("w", np.inf),
        "w expects finite float64 numbers, got inf",
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_the_message_is(name):
    call, message = MESSAGES[name]
    with pytest.raises((TypeError, ValueError)) as error:
        call()
    assert str(error.value) == message


def test_kinds_in_a_word():
    kinds = {"b": bool, "i": int, "u": np.uint8, "f": float, "c": complex, "U": "U3", "S": "S3"}
    assert [kind(np.zeros(1, dtype)) for dtype in kinds.values()] == [
        *("booleans", "integers", "integers", "floats", "complex numbers", "text", "text")
    ]
    assert kind(np.zeros(1, "m8[s]")) == "timedelta64[s]"


def test_a_temperature_that_is_tiny_in_float32_draws_the_most_probable_token():
    """Over such a temperature the other logit is minus infinity."""
    z = np.array([3.0, 1.0], np.float32)
    assert sample(z, rng=np.random.default_rng(0), temperature=np.float32(1e-40)) == 0
    assert sample(z, rng=np.random.default_rng(0), temperature=1e-300) == 0


def test_a_sum_that_is_off_by_a_rounding_is_one():
    assert entropy([0.5, 0.50009]) > 0
    with pytest.raises(ValueError, match="a sum of 1"):
        entropy([0.5, 0.5002])
