"""Chapter 13: every exercise, tried with right, half right and nonsensical answers."""

import pytest
from answer_forms import forms, rubbish
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("13", solutions=True)


AFTER = [
    *[(a, "right") for a in (0.62, "0,62", Code("0.9 * 0.8 - 0.1"))],
    (-0.82, "k and 1 - k are exchanged"),
    (-0.28, "the two shares are k and 1 - k"),
    (0.82, "it is too large"),  # the new one taken as +1
    *rubbish(),
]
F = [
    *[(f, "right") for f in (0.9931, 0.993092, "0,9931", Code("right_f"))],
    (0.995, "each step takes a hundredth of the half"),
    (0.5, "it is too small"),
    *rubbish(),
]
BIAS = [
    *[(b, "right") for b in (4.97, 4.966, Code("right_b"))],
    (-4.97, "the sign is that of a gate near 0"),
    (3, "it is too small"),
    *rubbish(),
]
COUNT = [
    *[(n, "right") for n in (*forms(384), Code("32 * 12"))],
    (352, "PyTorch has two biases"),
    (96, "how many blocks has an LSTM?"),
    (288, "those are the blocks of a GRU"),
    *rubbish(),
]
MENDED = [
    (Code("right_run"), "right"),
    (Code("gates.gated_forward(x[:6], lstm)['s'].tolist()"), "right"),
    (Code("broken_gives"), "not yet"),
    (Code("gates.gated_forward(x[:6], lstm)['m']"), "not yet"),  # the cell states
    (Code("right_run[:5]"), "not yet"),
    ("a lot", "not yet"),
    (1.0, "not yet"),
]


@pytest.mark.parametrize(
    "cell, name, answer, words",
    [
        *(("hand-yours", "after", *row) for row in AFTER),
        *(("bias-yours", "f", *row) for row in F),
        *(("bias-yours", "b_f", *row) for row in BIAS),
        *(("count-yours", "count", *row) for row in COUNT),
        *(("bug-yours", "mended", *row) for row in MENDED),
    ],
)
def test_what_is_said_to_an_answer(ch, cell, name, answer, words):
    said = ch.tried(cell, **{name: answer})
    if words == "not yet":
        assert f"{name}: not yet - " in said
    else:
        assert_told(said, name, words)


def test_the_bug_leaves_the_first_row_right_and_raises_nothing(ch):
    line = ch.said["bug-yours"].splitlines()[0]
    off = [float(number) for number in line.split()[2:]]
    assert off[0] == 0 and min(off[1:]) > 0.001
