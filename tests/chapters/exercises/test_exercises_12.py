"""Chapter 12: every exercise, tried with right, half right and nonsensical answers."""

import pytest
from answer_forms import rubbish
from exercises import Code, assert_told, chapter

from rnn_helpers import forward_propagation


@pytest.fixture(scope="module")
def ch():
    return chapter("12")


def law(line):
    return Code(
        f"def my_law(forward, params, x, s0):\n    o, s = forward(x, params, s0)\n    {line}"
    )


FIRST = "np.tanh(params.U[:, x[0]] + params.W @ s0 + params.b)"
ONE_WEIGHT = """def my_law(forward, params, x, s0):
    W = np.zeros((3, 3))
    W[1, 0] = 1  # from unit 0 into unit 1
    few = params.replace(W=W)
    s, moved = (forward(x, few, start)[1][0] for start in (s0, s0 + [0.5, 0, 0]))
    return bool(s[1] != moved[1] and s[0] == moved[0])"""
LAW = [
    (law(f"return np.allclose(s[0], {FIRST})"), "right"),
    (law(f"return bool(abs(s[0] - {FIRST}).max() < 1e-6)"), "right"),
    (law("return np.allclose(s, forward_propagation(x, params, s0=s0).s)"), "right"),
    (Code(ONE_WEIGHT), "right"),
    (Code("def my_law(forward, params, x, s0):\n    ..."), "not tried yet"),
    (law("return True"), "it lets network 6 pass"),
    (law("return False"), "it catches the right one, too"),
    (law(f"return np.allclose(s[0], {FIRST.replace('.W', '.W.T')})"), "it catches 0 in place of 6"),
    (law(f"return np.allclose(s, {FIRST})"), "it catches the right one, too"),
    (law(f"return s[0] == {FIRST}"), "expects to return True or False, got an array"),
    (law("s = s"), "expects to return True or False, got None"),
    (law("return np.allclose(s[0], no_name)"), "it raised"),
    (Code("lambda forward: True"), "it raised TypeError"),
    (Code("3"), "not yet"),
    (Code("'W is transposed'"), "not yet"),
    (Code("True"), "not yet"),
]
LETTERS = [
    *[
        (right, "right")
        for right in ("DFHI", "D F H I", "d, f, h, i", "IHFD", ["D", "F", "H", "I"], "D+F+H+I")
    ],
    ("DFH", "not yet"),
    ("DFGHI", "not yet"),
    ("none", "not yet"),
    ("A to I", "not yet"),
    (4, "not yet"),
    ([1, 2], "not yet"),
    (True, "not yet"),
    ("", "not tried yet"),
    (Code("..."), "not tried yet"),
]
BODY = """    s_t, s = {start}, []
    for x_t in x:
        a_t = params.U[:, x_t] + params.W @ s_t + params.b
        {step}
        s.append({kept})
    {end}"""
RETURN = "return softmax(logits(s, params)), np.array(s)"


def mended(start="s0", step="s_t = np.tanh(a_t)", kept="s_t", end=RETURN):
    head = "def mended(x, params, s0):\n"
    return Code(head + BODY.format(start=start, step=step, kept=kept, end=end))


IN_PLACE = "s_t[:] = np.tanh(a_t)"
MENDED = [
    (mended(), "right"),
    (mended(start="s0.copy()", step=IN_PLACE, kept="s_t.copy()"), "right"),
    (mended(start="np.array(s0)", step=IN_PLACE, kept="1 * s_t"), "right"),
    (Code("def mended(x, params, s0):\n    ..."), "not tried yet"),
    (mended(step=IN_PLACE, kept="s_t.copy()"), "not yet"),  # as it was
    (mended(start="s0.copy()", step=IN_PLACE), "not yet"),  # all rows the last
    (mended(start="0 * s0"), "not yet"),
    (mended(end="return np.array(s)"), "not yet"),
    (mended(end="s = s"), "it raised TypeError"),
    (mended(end="return s_q"), "it raised NameError"),
    (Code("def mended(x, params): return x"), "it raised TypeError"),
]


@pytest.mark.parametrize("answer, words", LAW)
def test_1_the_missing_law(ch, answer, words):
    assert_told(tried(ch, "law-yours", my_law=answer), "1. my law", words)


@pytest.mark.parametrize("answer, words", LETTERS)
def test_2_the_letters(ch, answer, words):
    assert_told(tried(ch, "window-yours", letters=answer), "2. letters", words)


@pytest.mark.parametrize("answer, words", MENDED)
def test_3_mended(ch, answer, words):
    assert_told(tried(ch, "bug-yours", mended=answer), "3. mended", words)


def tried(ch, cell, **answers):
    return ch.tried(cell, given={"forward_propagation": forward_propagation}, **answers)


@pytest.mark.parametrize("answer, words", rubbish())
def test_rubbish_is_answered(ch, answer, words):
    said = tried(ch, "window-yours", letters=answer)
    assert said.startswith("2. letters: not ")
