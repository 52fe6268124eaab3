"""Chapter 03: every exercise, tried with right, half right and nonsensical answers."""

import numpy as np
import pytest
from answer_forms import TEXT_RUBBISH, forms, rubbish, text_forms
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("03")


TURNED = "transposed: rows and columns are exchanged"
BACKWARDS = "the right numbers in reversed order"
SIGN = "only the sign is wrong"
FLAT_U, ROW_W, ROW_V = [0.5, 0.6], np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([[1.0], [2.0]])
LOADED = {  # the file of the chapter: column form
    "U": np.array([[0.5, -0.2, 0.1], [0.3, 0.8, -0.4]]),
    "W": np.array([[0.6, -0.3], [0.2, 0.5]]),
    "V": np.array([[1.0, -1.0]]),
}
PORT = {
    ("port-yours", "U_c"): [
        *[(U, "right") for U in (*forms([[0.5], [0.6]]), Code("U_flat[:, None]"))],
        *[(Code(f"U_flat.{way}"), "right") for way in ("reshape(2, 1)", "reshape(-1, 1)")],
        *[(Code(f"np.{way}"), "right") for way in ("vstack(U_flat)", "array([U_flat]).T")],
        *[(Code(U), "the right numbers, but expected shape (2, 1), got shape (2,)")
          for U in ("U_flat", "U_flat.T", "[0.5, 0.6]")],
        (Code("U_flat[None, :]"), TURNED),
        ([[0.6], [0.5]], BACKWARDS),
        ([[0.5], [0.7]], "entry [1, 0] is too large"),
        *rubbish((2, 1)),
    ],
    ("port-yours", "W_c"): [
        *[(W, "right") for W in (*forms(ROW_W.T), Code("W_row.T"), Code("np.transpose(W_row)"))],
        *[(Code(W), "right") for W in ("W_column", "[[0.1, 0.3], [0.2, 0.4]]", "[*zip(*W_row)]")],
        *[(W, TURNED) for W in (ROW_W, Code("W_row"), Code("W_row.reshape(2, 2)"))],
        (ROW_W.T[::-1], BACKWARDS),
        (-ROW_W.T, SIGN),
        (ROW_W.T.ravel(), "the right numbers, but expected shape (2, 2), got shape (4,)"),
        (Code("W_row.T.round()"), "entry [0, 0] is too small"),
        (Code("zip(*W_row)"), "got a zip: write list(...) around it"),
        *rubbish((2, 2)),
    ],
    ("port-yours", "V_c"): [
        *[(V, "right") for V in (*forms([[1.0, 2.0]]), Code("V_row.T"), Code("[[1, 2]]"))],
        (Code("V_row.reshape(1, 2)"), "right"),  # where one side is 1, the two do the same
        *[(V, TURNED) for V in (ROW_V, Code("V_row"))],
        (Code("V_row.ravel()"), "the right numbers, but expected shape (1, 2), got shape (2,)"),
        ([[2, 1]], "entry [0, 0] is too large"),
        *rubbish((1, 2)),
    ],
    ("back-yours", "U_b"): [
        *[(U, "right") for U in (*forms(LOADED["U"].T), Code("loaded.U.T"))],
        (Code("np.transpose(loaded.U)"), "right"),
        (Code("loaded.U"), TURNED),
        (Code("loaded.U.reshape(3, 2)"), "entry [0, 1] is too small"),
        (Code("loaded.U.T[::-1]"), BACKWARDS),
        (Code("loaded.U.T.ravel()"), "the right numbers, but expected shape (3, 2)"),
        *rubbish((3, 2)),
    ],
    ("back-yours", "W_b"): [
        *[(W, "right") for W in (*forms(LOADED["W"].T), Code("loaded.W.T"))],
        *[(Code(W), TURNED) for W in ("loaded.W", "loaded.W.T.T", "loaded.W.reshape(2, 2)")],
        (Code("W_row"), "entry [0, 0] is too small"),  # the other network
        (Code("-loaded.W.T"), SIGN),
        *rubbish((2, 2)),
    ],
    ("back-yours", "V_b"): [
        *[(V, "right") for V in (*forms(LOADED["V"].T), Code("loaded.V.T"))],
        (Code("loaded.V.reshape(2, 1)"), "right"),
        (Code("loaded.V"), TURNED),
        (Code("V_row"), "entry [1, 0] is too large"),
        (Code("loaded.V[0]"), "the right numbers, but expected shape (2, 1), got shape (2,)"),
        *rubbish((2, 1)),
    ],
    ("fold-yours", "b"): [
        *[(b, "right") for b in (*forms([-0.2, 0.2]), Code("loaded.b"))],
        (Code('saved["bias_ih_l0"] + saved["bias_hh_l0"]'), "right"),
        (Code('[i + h for i, h in zip(saved["bias_ih_l0"], saved["bias_hh_l0"])]'), "right"),
        *[([0.1, 0], "entry [0] is too large"), ([-0.3, 0.2], "entry [0] is too small")],
        ([0.4, -0.2], "entry [0] is too large"),  # the difference
        ([-0.1, 0.1], "entry [0] is too large"),  # the mean
        ([-0.03, 0], "entry [0] is too large"),  # the product
        ([0.2, -0.2], SIGN),
        (Code("[-0,2, 0,2]"), "is there a comma where a decimal point should be?"),
        *rubbish((2,)),
    ],
    ("fold-yours", "bias_ih"): [
        *[(b, "right") for b in (*forms([-5.2, -4.8]), Code("loaded.b - 5"))],
        ([5.2, 4.8], SIGN),
        *[(b, "entry [0] is too large") for b in ([4.8, 5.2], [-0.2, 0.2], [0.1, 0], [-4.9, -5])],
        ([-4.8, -5.2], BACKWARDS),
        ([-5.2], "expected shape (2,), got shape (1,)"),
        *rubbish((2,)),
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
LOUD = [
    *[(s, "right") for s in (*forms([1, -1]), [1.0, -1.0], "(1, −1)")],
    *[(s, SIGN) for s in ([-1, 1], (-1.0, 1), "[−1, 1]")],
    ([1, 1], "entry [1] is too large"),
    ([1, 0], "entry [1] is too large"),
    ([0, -1], "entry [0] is too small"),
    ([-1, -1], "entry [0] is too small"),
    (1, "expected shape (2,), got one number"),
    (Code("starts"), "expected shape (2,), got shape (9, 2)"),
    *rubbish((2,)),
]


def outputs(changes=""):
    """The outputs of a port in which some arrays are others, as source."""
    return f"forward_propagation(np.eye(3), loaded.replace({changes})).z"


RIGHT_Z = [0.329195, -0.707547, -0.171447]
BUG = [
    *[(z, "right") for z in (*forms(RIGHT_Z), Code(f"{outputs()}[:, 0]"))],
    (Code(f"{outputs()}.ravel()"), "right"),
    (Code(f"list({outputs()})"), "right"),  # three arrays of one number
    ([0.329, -0.708, -0.171], "close: give more digits (6 after the point are compared)"),
    (Code("forward_propagation(np.eye(3), port(as_keras)).z[:, 0]"), "entry [1] is too large"),
    *[(Code(f"{outputs(W)}[:, 0]"), "entry [1] is") for W in ("W=loaded.W.T", "W=0 * loaded.W")],
    (Code(f"{outputs('U=loaded.U.T.reshape(2, 3)')}[:, 0]"), "entry [0] is too"),
    *[(Code(f"{outputs(no)}[:, 0]"), "entry [0] is too") for no in ("b=[0, 0]", "c=[0]")],
    (Code(outputs()), "the right numbers, but expected shape (3,), got shape (3, 1)"),
    (Code("right_z[::-1]"), BACKWARDS),
    (Code("-right_z"), SIGN),
    (Code(outputs()[:-1] + "s"), "expected shape (3,), got shape (3, 2)"),
    (Code("port"), "expected numbers, got a function: write what it returns"),
    (Code("loaded"), "expected numbers, got "),
    *rubbish((3,)),
]  # fmt: skip


@pytest.mark.parametrize(
    "cell, name, answer, words",
    [(*place, *tried) for place, table in PORT.items() for tried in table],
)
def test_1_and_2_ports_and_biases(ch, cell, name, answer, words):
    assert_told(ch.tried(cell, **{name: answer}), name, words)


@pytest.mark.parametrize("network, answer, words", READ)
def test_3_rows_or_columns(ch, network, answer, words):
    assert_told(ch.tried("read-yours", **{f"in_{network}": answer}), network, words)


@pytest.mark.parametrize("answer, words", LOUD)
def test_4_the_loudest_start(ch, answer, words):
    assert_told(ch.tried("loud-yours", loudest=answer), "loudest", words)


@pytest.mark.parametrize("answer, words", BUG)
def test_5_the_bug(ch, answer, words):
    assert_told(ch.tried("bug-yours", repaired_outputs=answer), "repaired outputs", words)
