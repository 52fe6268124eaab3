"""Chapter 03: every exercise, tried with right, half right and nonsensical answers."""

import numpy as np
import pytest
from answer_forms import forms, rubbish
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("03")


TURNED = "transposed: rows and columns are exchanged"
BACKWARDS = "the right numbers in reversed order"
SIGN = "only the sign is wrong"
ROW_W, ROW_V = np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([[1.0], [2.0]])
ONNX_W = np.array([[0.5, -0.2, 0.1], [0.3, 0.8, -0.4]])
ONNX_R = np.array([[0.6, -0.3], [0.2, 0.5]])
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
        *[(W, "right") for W in (*forms(ROW_W.T), Code("W.T"), Code("np.transpose(W)"))],
        *[(Code(W), "right") for W in ("[[0.1, 0.3], [0.2, 0.4]]", "[*zip(*W)]")],
        *[(W, TURNED) for W in (ROW_W, Code("W"), Code("W.reshape(2, 2)"))],
        (ROW_W.T[::-1], BACKWARDS),
        (-ROW_W.T, SIGN),
        (ROW_W.T.ravel(), "the right numbers, but expected shape (2, 2), got shape (4,)"),
        (Code("W.T.round()"), "entry [0, 0] is too small"),
        (Code("zip(*W)"), "got a zip: write list(...) around it"),
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
    ("onnx-yours", "U_o"): [
        *[(U, "right") for U in (*forms(ONNX_W), Code('file["W"][0]'))],
        *[(Code(f'file["W"]{way}'), "right") for way in (".squeeze()", ".reshape(2, 3)")],
        (Code('file["W"]'), "the right numbers, but expected shape (2, 3), got shape (1, 2, 3)"),
        *[(Code(f'file["W"]{way}'), TURNED) for way in ("[0].T", ".T[..., 0]")],
        (Code('file["W"][0].ravel()'), "the right numbers, but expected shape (2, 3)"),
        (Code('file["R"][0]'), "expected shape (2, 3), got shape (2, 2)"),  # the letters' trap
        (Code('file["W"][0][:, ::-1]'), "entry [0, 0] is too small"),
        (Code('file["W"][0][::-1]'), BACKWARDS),
        *rubbish((2, 3)),
    ],
    ("onnx-yours", "W_o"): [
        *[(W, "right") for W in (*forms(ONNX_R), Code('file["R"][0]'))],
        (Code('file["R"].reshape(2, 2)'), "right"),
        *[(Code(f'file["R"][0]{way}'), TURNED) for way in (".T", ".transpose()")],
        (Code('file["R"]'), "the right numbers, but expected shape (2, 2), got shape (1, 2, 2)"),
        (Code('file["W"][0]'), "expected shape (2, 2), got shape (2, 3)"),
        (Code("W"), "entry [0, 0] is too small"),  # chapter 02's
        (Code('-file["R"][0]'), SIGN),
        *rubbish((2, 2)),
    ],
    ("onnx-yours", "b_o"): [
        *[(b, "right") for b in (*forms([-0.2, 0.2]), Code('file["B"][0, :2] + file["B"][0, 2:]'))],
        (Code('file["B"].reshape(2, 2).sum(axis=0)'), "right"),
        (Code('file["B"].reshape(2, 2).sum(axis=1)'), "entry [0] is too large"),
        *[([0.1, 0], "entry [0] is too large"), ([-0.3, 0.2], "entry [0] is too small")],
        ([-0.1, 0.1], "entry [0] is too large"),  # the mean
        (Code('file["B"][0]'), "expected shape (2,), got shape (4,)"),
        ([0.2, -0.2], SIGN),
        (Code("[-0,2, 0,2]"), "is there a comma where a decimal point should be?"),
        *rubbish((2,)),
    ],
}  # fmt: skip
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
    return f"forward_propagation(np.eye(3), theirs.replace({changes})).z"


RIGHT_Z = [0.329195, -0.707547, -0.171447]
BUG = [
    *[(z, "right") for z in (*forms(RIGHT_Z), Code(f"{outputs()}[:, 0]"))],
    (Code(f"{outputs()}.ravel()"), "right"),
    (Code(f"list({outputs()})"), "right"),  # three arrays of one number
    ([0.329, -0.708, -0.171], "close: give more digits (6 after the point are compared)"),
    (Code("forward_propagation(np.eye(3), port(*rows)).z[:, 0]"), "entry [1] is too large"),
    *[(Code(f"{outputs(W)}[:, 0]"), "entry [1] is") for W in ("W=theirs.W.T", "W=0 * theirs.W")],
    (Code(f"{outputs('U=theirs.U.T.reshape(2, 3)')}[:, 0]"), "entry [0] is too"),
    *[(Code(f"{outputs(no)}[:, 0]"), "entry [0] is too") for no in ("b=[0, 0]", "c=[0]")],
    (Code(outputs()), "the right numbers, but expected shape (3,), got shape (3, 1)"),
    (Code("right_z[::-1]"), BACKWARDS),
    (Code("-right_z"), SIGN),
    (Code(outputs()[:-1] + "s"), "expected shape (3,), got shape (3, 2)"),
    (Code("port"), "expected numbers, got a function: write what it returns"),
    (Code("theirs"), "expected numbers, got "),
    *rubbish((3,)),
]  # fmt: skip


@pytest.mark.parametrize(
    "cell, name, answer, words",
    [(*place, *tried) for place, table in PORT.items() for tried in table],
)
def test_1_and_2_to_columns_and_from_the_manual(ch, cell, name, answer, words):
    assert_told(ch.tried(cell, **{name: answer}), name, words)


@pytest.mark.parametrize("answer, words", LOUD)
def test_3_the_loudest_start(ch, answer, words):
    assert_told(ch.tried("loud-yours", loudest=answer), "loudest", words)


@pytest.mark.parametrize("answer, words", BUG)
def test_4_the_bug(ch, answer, words):
    assert_told(ch.tried("bug-yours", repaired_outputs=answer), "repaired outputs", words)
