"""Chapter 14: every exercise, tried with right, half right and nonsensical answers."""

import pytest
from answer_forms import forms, rubbish
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("14", solutions=True)


WEIGHTS = [
    *[
        (Code(right), "right")
        for right in ("[3/4, 1/4, 0]", "(0.75, 0.25, 0.0)", "['3/4', '1/4', 0]")
    ],
    (Code("np.array([0.75, 0.25, 0])"), "right"),
    (Code("full / full.sum()"), "you let it see a word to come"),
    ([0.25, 0.75, 0], "entry [0] is too small"),
    ([3, 1, 0], "entry [0] is too large"),
    ([0.75, 0.25], "expected shape (3,), got shape (2,)"),
    *rubbish((3,)),
]
SAYS = [
    *[(n, "right") for n in (*forms(24), Code("3 * 2**3"))],
    (48, "one w too many"),
    (12, "one w too few"),
    (1, "it is too small"),  # what it says with tanh
    (216, "it is too large"),
    *rubbish(),
]
NEEDED = [
    *[
        (n, "right")
        for n in (*forms(9), Code("rounds_of(300)"), Code("int(np.ceil(np.log2(300)))"))
    ],
    (300, "those are steps"),
    (8, "it is too small"),
    (Code("np.log2(300)"), "it is too small"),
    (10, "it is too large"),
    *rubbish(),
]
MENDED = [
    *[
        (Code(right), "right")
        for right in ("linear_loop(A, some)", "scan(A, some)", "scan(A, some).tolist()",
                      "mended_scan(A, some)", "linear_convolution(A, some)")
    ],
    (Code("broken_scan(A, some)"), "that is what the broken one gives"),
    (Code("scan(A.T, some)"), "entry [1, 0]"),
    (Code("scan(A, some)[-1]"), "expected shape (7, 2), got shape (2,)"),
    (Code("scan"), "got a function"),
    *rubbish((7, 2)),
]  # fmt: skip
BROKEN_FORWARDS = {
    "o and s have the right shapes": "def forward(x, params, s0=None):\n    return 1",
    "an early input moves all later states": """def forward(x, params, s0=None):
    U, W, V, b, c = (getattr(params, letter) for letter in "UWVbc")
    s = np.tanh(U[:, x].T + b)
    z = s @ V.T + c
    return [np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=1, keepdims=True), s]""",
}


@pytest.mark.parametrize("answer, words", WEIGHTS)
def test_1_a_row_by_hand(ch, answer, words):
    assert_told(ch.tried("mask-yours", weights=answer), "weights", words)


@pytest.mark.parametrize("answer, words", SAYS)
def test_2_what_the_line_says(ch, answer, words):
    assert_told(ch.tried("delay-yours", says=answer), "says", words)


@pytest.mark.parametrize("answer, words", NEEDED)
def test_2_how_many_rounds(ch, answer, words):
    assert_told(ch.tried("delay-yours", needed=answer), "needed", words)


@pytest.mark.parametrize("answer, words", MENDED)
def test_3_the_scan_that_forgets_to_square(ch, answer, words):
    assert_told(ch.tried("bug-yours", mended=answer), "mended", words)


def test_3_the_first_two_states_of_the_broken_scan_are_right_and_no_other(ch):
    A, some = ch.names["A"], ch.names["some"]
    off = abs(ch.names["broken_scan"](A, some) - ch.names["linear_loop"](A, some)).max(axis=1)
    assert (off < 1e-12).tolist() == [True, True] + 5 * [False]


@pytest.mark.parametrize("failing", BROKEN_FORWARDS)
def test_the_farewell_reads_what_is_written(ch, failing):
    said = ch.tried("farewell", forward=Code(BROKEN_FORWARDS[failing]))
    assert f"{failing}: FAIL" in said


def test_the_farewell_waits_and_its_solution_passes(ch):
    assert ch.said["farewell"] == "forward: not tried yet\n"
    assert "16 of 16 tests passed" in ch.said["farewell-solution"]
