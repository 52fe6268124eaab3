"""Appendix A2: every exercise, tried with right, half right and nonsensical answers."""

import numpy as np
import pytest
from answer_forms import TEXT_RUBBISH, forms, rubbish, text_forms
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("A2")


TURNED = "transposed: rows and columns are exchanged"
BACKWARDS = "the right numbers in reversed order"
SIGN = "only the sign is wrong"
SMALL = {  # the network of the exercises: column form
    "U": np.array([[0.5, -0.2, 0.1], [0.3, 0.8, -0.4]]),
    "W": np.array([[0.6, -0.3], [0.2, 0.5]]),
    "V": np.array([[1.0, -1.0]]),
}
NUMBERS = {
    ("fold-yours", "b"): [
        *[(b, "right") for b in (*forms([-0.2, 0.2]), Code("small.b"))],
        (Code("[i + h for i, h in zip([0.1, 0], [-0.3, 0.2])]"), "right"),
        *[([0.1, 0], "entry [0] is too large"), ([-0.3, 0.2], "entry [0] is too small")],
        ([0.4, -0.2], "entry [0] is too large"),  # the difference
        ([-0.1, 0.1], "entry [0] is too large"),  # the mean
        ([-0.03, 0], "entry [0] is too large"),  # the product
        ([0.2, -0.2], SIGN),
        (Code("[-0,2, 0,2]"), "is there a comma where a decimal point should be?"),
        *rubbish((2,)),
    ],
    ("fold-yours", "bias_ih"): [
        *[(b, "right") for b in (*forms([-5.2, -4.8]), Code("small.b - 5"))],
        ([5.2, 4.8], SIGN),
        *[(b, "entry [0] is too large") for b in ([4.8, 5.2], [-0.2, 0.2], [0.1, 0], [-4.9, -5])],
        ([-4.8, -5.2], BACKWARDS),
        ([-5.2], "expected shape (2,), got shape (1,)"),
        *rubbish((2,)),
    ],
    ("back-yours", "U_b"): [
        *[(U, "right") for U in (*forms(SMALL["U"].T), Code("small.U.T"))],
        (Code("np.transpose(small.U)"), "right"),
        (Code("small.U"), TURNED),
        (Code("small.U.reshape(3, 2)"), "entry [0, 1] is too small"),
        (Code("small.U.T[::-1]"), BACKWARDS),
        (Code("small.U.T.ravel()"), "the right numbers, but expected shape (3, 2)"),
        *rubbish((3, 2)),
    ],
    ("back-yours", "W_b"): [
        *[(W, "right") for W in (*forms(SMALL["W"].T), Code("small.W.T"))],
        *[(Code(W), TURNED) for W in ("small.W", "small.W.T.T", "small.W.reshape(2, 2)")],
        (Code("small.W / 6"), "entry [0, 0] is too small"),
        (Code("-small.W.T"), SIGN),
        *rubbish((2, 2)),
    ],
    ("back-yours", "V_b"): [
        *[(V, "right") for V in (*forms(SMALL["V"].T), Code("small.V.T"))],
        (Code("small.V.reshape(2, 1)"), "right"),
        (Code("small.V"), TURNED),
        (Code("[[1], [1]]"), "entry [1, 0] is too large"),
        (Code("small.V[0]"), "the right numbers, but expected shape (2, 1), got shape (2,)"),
        *rubbish((2, 1)),
    ],
}  # fmt: skip
WORDS = "rows", "columns", "cannot tell"
READ = [
    (network, answer, words)
    for network, right in {"A": "columns", "B": "rows", "C": "cannot tell"}.items()
    for answer, words in (
        *[(form, "right") for form in text_forms(right)],
        *[(other, "it is another one") for other in WORDS if other != right],
        *[(other, f"choose one of: {', '.join(WORDS)}") for other in ("row", "both", "(3, 5)")],
        *TEXT_RUBBISH,
    )
]


def outputs(changes=""):
    """The outputs of a port in which some arrays are others, as source."""
    return f"forward_propagation(np.eye(3), small.replace({changes})).z"


RIGHT_Z = [0.329195, -0.707547, -0.171447]
BUG = [
    *[(z, "right") for z in (*forms(RIGHT_Z), Code(f"{outputs()}[:, 0]"))],
    (Code(f"{outputs()}.ravel()"), "right"),
    (Code(f"list({outputs()})"), "right"),  # three arrays of one number
    ([0.329, -0.708, -0.171], "close: give more digits (6 after the point are compared)"),
    (Code("forward_propagation(np.eye(3), port(as_keras)).z[:, 0]"), "entry [0] is too small"),
    *[(Code(f"{outputs(W)}[:, 0]"), "entry [1] is") for W in ("W=small.W.T", "W=0 * small.W")],
    (Code(f"{outputs('U=small.U.T.reshape(2, 3)')}[:, 0]"), "entry [0] is too"),
    *[(Code(f"{outputs(no)}[:, 0]"), "entry [0] is too") for no in ("b=[0, 0]", "c=[0]")],
    (Code(outputs()), "the right numbers, but expected shape (3,), got shape (3, 1)"),
    (Code("right_z[::-1]"), BACKWARDS),
    (Code("-right_z"), SIGN),
    (Code(outputs()[:-1] + "s"), "expected shape (3,), got shape (3, 2)"),
    (Code("port"), "expected numbers, got a function: write what it returns"),
    (Code("small"), "expected numbers, got "),
    *rubbish((3,)),
]  # fmt: skip


@pytest.mark.parametrize(
    "cell, name, answer, words",
    [(*place, *tried) for place, table in NUMBERS.items() for tried in table],
)
def test_1_and_3_biases_and_keras(ch, cell, name, answer, words):
    assert_told(ch.tried(cell, **{name: answer}), name, words)


@pytest.mark.parametrize("network, answer, words", READ)
def test_2_rows_or_columns(ch, network, answer, words):
    assert_told(ch.tried("read-yours", **{f"in_{network}": answer}), network, words)


@pytest.mark.parametrize("answer, words", BUG)
def test_4_the_bug(ch, answer, words):
    assert_told(ch.tried("bug-yours", repaired_outputs=answer), "repaired outputs", words)
