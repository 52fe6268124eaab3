"""Chapter 07: every exercise, tried with right, half right and nonsensical answers."""

import numpy as np
import pytest
from answer_forms import forms, rubbish
from exercises import Code, assert_told, chapter
from networks import plain_loop

import rnn_helpers
from rnn_helpers import softmax
from rnn_helpers.machines import dog_bites_man


@pytest.fixture(scope="module")
def ch():
    return chapter("07")


TOO_LARGE, TOO_SMALL = "it is too large", "it is too small"
CLOSE = "close: give more digits (6 after the point are compared)"
COMMA = "is there a comma where a decimal point should be?"
S = rnn_helpers.forward_propagation([0, 1, 2], dog_bites_man()[0]).s  # (3, 2)

# ---------------------------------------------------------------- 1. shapes

A_SHAPE, ORDER = (
    "expected a shape such as (2, 3) or (2,), got",
    "the right numbers in the wrong order",
)
SHAPES = {
    "U": ((64, 5000), {(5000, 64): ORDER, (64, 12): "[1] is too small", (65, 5000): "too large"}),
    "W": (
        (64, 64),
        {(64, 5000): "[1] is too large", (12, 64): "[0] is too small", (64,): "length"},
    ),
    "V": ((5000, 64), {(64, 5000): ORDER, (12, 64): "[0] is too small", (5000, 2): "too small"}),
    "s": ((13, 64), {(12, 64): "[0] is too small", (64, 13): ORDER, (13, 5000): "too large"}),
    "o": ((12, 5000), {(13, 5000): "[0] is too large", (5000, 12): ORDER, (12, 64): "too small"}),
}
NO_SHAPES = [
    *[(stub, "not tried yet") for stub in (..., "", (..., ...))],
    ((64, ...), "a place is still blank"),
    (None, "it is None"),
    (64, f"{A_SHAPE} one number"),
    ("64", f"{A_SHAPE} one number"),
    ("H, K", f"{A_SHAPE} the text 'H, K'"),
    (("H", "K"), "but entry [0] is the text 'H'"),
    ([], "expected a shape of length 2, got length 0"),
    ((1, 2, 3), "expected a shape of length 2, got length 3"),
    (float("nan"), f"{A_SHAPE} one number"),
    ((float("nan"), 64), "expected a shape of whole numbers only"),
    ((64.5, 64), "expected a shape of whole numbers only"),
    ((10**400, 64), "entry [0] is too large"),
    ([[1], [2, 3]], "expected rows of one length"),
    (np.zeros((2, 3)), f"{A_SHAPE} an array: write .shape behind it"),
    ({64, 5000}, f"{A_SHAPE} a set, which has no order"),
    (np.shape, f"{A_SHAPE} a function: write what it returns"),
    ((True, 64), "but entry [0] is True"),
]


@pytest.mark.parametrize("letter", SHAPES)
def test_1_shapes(ch, letter):
    right, wrong = SHAPES[letter]
    a, b = right
    ways = [right, [a, b], np.array(right), (float(a), b), (str(a), str(b)), (np.int64(a), b)]
    ways += [f"({a}, {b})", f"{a}, {b}", f"{a} x {b}", f"{a}×{b}", Code(f"{a}, {b}"), right]
    rows = [(way, "right") for way in ways] + [*wrong.items(), *NO_SHAPES]
    for answer, words in rows:
        said = ch.tried("shapes-yours", "shapes-check", **{f"{letter}_shape": answer})
        assert_told(said, letter, words)
        assert said.count("not tried yet") == 4 + (words == "not tried yet")


# ---------------------------------------------------------------- 2. start in the middle

CARRY = [
    *[(s, "right") for s in (*forms(S[1].round(6)), S[1], Code("s[1]"), Code("s[-3]"))],
    *[(Code(s), "right") for s in ("trace.s[1]", "s[len(x) - 2]", "s[1].copy()")],
    (Code("np.tanh(U[:, 1] + W @ np.tanh(U[:, 0]))"), "right"),
    (Code("forward_propagation(x[:2], params)[1][1]"), "right"),
    *[(s, CLOSE) for s in ([0.3634, 0.8421], ["0,3634", "0,8421"], [0.363, 0.842], [0.36, 0.84])],
    (Code("s[2]"), "entry [0] is too small"),  # a step late
    (Code("s[0]"), "entry [0] is too small"),  # a step early
    (Code("s[-1]"), "entry [0] is too"),  # the initial state
    *[(s, "entry [0] is too") for s in (np.zeros(2), -S[1], S[1, ::-1], [1, 1], [-1, 1])],
    (Code("trace.a[1]"), "entry [0] is too"),  # before tanh
    (Code("o[1]"), "expected shape (2,), got shape (3,)"),
    (Code("s"), "expected shape (2,), got shape (4, 2)"),
    (Code("s[1:2]"), "expected shape (2,), got shape (1, 2)"),
    ("0,5", "expected shape (2,), got one number"),
    (Code("0,3634, 0,8421"), COMMA),
    ([np.inf, 0], "entry [0] is infinite"),
    *[row for row in rubbish((2,)) if row[1] != "is too large"],
    (np.full(2, 10**400, object), "entry [0] is too"),
    ([10**400, -(10**400)], "entry [0] is too"),
]


@pytest.mark.parametrize("answer, words", CARRY)
def test_2_start_in_the_middle(ch, answer, words):
    assert_told(ch.tried("carry-yours", my_start=answer), "output after man", words)


# ---------------------------------------------------------------- 3. two sentences at once

BATCH = [
    *[
        (Code(f"np.tanh(U[:, ids_t] + W @ S + {b})"), "right")
        for b in ("biased.b[:, None]", "biased.b.reshape(2, 1)", "np.c_[biased.b, biased.b]")
    ],
    (Code("np.tanh(biased.U @ np.eye(3)[:, ids_t] + W.dot(S) + [[0.5], [-0.3]])"), "right"),
    (Code("np.tanh(U.T[ids_t] + S.T @ W.T + biased.b).T"), "right"),
    (Code("np.tanh(U[:, ids_t] + W @ S + biased.b[:, None]).tolist()"), "right"),
    (
        Code("np.transpose([np.tanh(U[:, i] + W @ p + biased.b) for i, p in zip(ids_t, S.T)])"),
        "right",
    ),
    (Code("np.tanh(U[:, ids_t] + W @ S + biased.b)"), "entry [0, 0] is too"),  # along rows
    (Code("np.tanh(U[:, ids_t] + W @ S)"), "entry [0, 0] is too"),  # no bias
    (Code("np.tanh(U[:, ids_t] + W @ S + params.b[:, None])"), "entry [0, 0] is too"),
    (Code("np.tanh(U[:, ids_t] + S @ W + biased.b[:, None])"), "entry [0, 0] is too"),
    (Code("np.tanh(U[:, ids_t] + W.T @ S + biased.b[:, None])"), "entry [0, 0] is too"),
    (Code("np.tanh(U[:, ids_t] + W * S + biased.b[:, None])"), "entry [0, 0] is too"),
    (Code("np.tanh(U[:, ids_t] + biased.b[:, None])"), "entry [0, 0] is too"),  # no past
    (Code("np.tanh(W @ S + biased.b[:, None])"), "entry [0, 0] is too"),  # no word
    (Code("np.tanh(U[:, ids_t] + W @ S) + biased.b[:, None]"), "entry [0, 0] is too"),
    (Code("U[:, ids_t] + W @ S + biased.b[:, None]"), "entry [0, 0] is too"),  # no tanh
    (Code("np.tanh(U[:, ids_t[::-1]] + W @ S + biased.b[:, None])"), "entry [0, 0] is too"),
    (Code("np.tanh(U[:, ids_t] + W @ np.array(S).T + biased.b[:, None]).T"), "transposed"),
    (Code("np.tanh(U[:, ids_t] + W @ np.zeros((2, 2)) + biased.b[:, None])"), "entry [0, 0]"),
    (Code("np.tanh(U[:, ids_t[0]] + W @ np.ravel(S)[:2] + biased.b)"), "got shape (2,)"),
    *[row for row in rubbish((2, 2)) if row[1] != "is too large"],
    (np.full((2, 2), 10**400, object), "is too large"),
]


@pytest.mark.parametrize("answer, words", BATCH)
def test_3_two_sentences_at_once(ch, answer, words):
    assert_told(ch.tried("batch-yours", "batch-check", S=answer), "S", words)


def test_3_rows_instead_of_columns(ch):
    rows = Code("np.tanh(U.T[ids_t] + np.asarray(S) @ W.T + biased.b)")
    said = ch.tried("batch-yours", "batch-check", S=rows)
    assert_told(said, "S", "transposed: rows and columns are exchanged")


# ---------------------------------------------------------------- 4 and 5. whole functions


def forward(step=None, read=None, layout="post", start=True):
    """A function with another step, another output, or another layout."""

    def run(x, params, s0=None):
        U, W, V, b, c = params.U, params.W, params.V, params.b, params.c
        s0 = np.zeros(len(b)) if s0 is None else s0
        first = s0 if start else 0 * s0
        s = [first]
        for i in x:
            s.append(np.tanh(U[:, i] + W @ s[-1] + b) if step is None else step(params, i, s[-1]))
        o = [softmax(V @ s_t + c) if read is None else read(V, s_t, c) for s_t in s[1:]]
        rows = {"post": [*s[1:], s0], "first": [s0, *s[1:]], "none": s[1:]}[layout]
        return [np.array(o), np.array(rows)]

    return run


def at_the_end(x, params, s0=None):
    """As the helper does it: the states first, then all outputs in one product."""
    s = np.zeros((len(x) + 1, len(params.b)))
    s[-1] = 0 if s0 is None else s0
    for t, push in enumerate(params.U.T[x] + params.b):
        s[t] = np.tanh(push + s[t - 1] @ params.W.T)
    z = s[:-1] @ params.V.T + params.c
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True), s


def in_lists(x, params, s0=None):
    o, s = at_the_end(x, params, s0)
    return list(o), s.tolist()


def from_the_helper(x, params, s0=None):
    return rnn_helpers.forward_propagation(x, params, s0=s0).post_layout()


def naive(V, s, c):
    powers = np.exp(V @ s + c)
    return powers / powers.sum()


def without_return(x, params, s0=None):
    at_the_end(x, params, s0)


def prints(x, params, s0=None):
    return print(at_the_end(x, params, s0))


def raises(x, params, s0=None):
    return [outputs, states]  # noqa: F821, which have no such names


def stub(x, params, s0=None):
    """Not written yet."""


AS_TYPED = """
def NAME(x, params, s0=None):
    s = np.zeros((len(x) + 1, len(params.b)))
    s[-1] = 0 if s0 is None else s0
    o = np.zeros((len(x), len(params.c)))
    for t in range(len(x)):
        s[t] = np.tanh(params.U[:, x[t]] + params.W @ s[t - 1] + params.b)
        o[t] = softmax(params.V @ s[t] + params.c)
    return [o, s]
"""
PASSED, POSTS = "17 of 17 tests passed, 0 failed.", "s has the start row last, as in the post: "
ONE = "16 of 17 tests passed, 1 failed"
NOTHING = "it returns None: end with return [o, s]"
WHOLE = [
    *[(f, [PASSED]) for f in (forward(), at_the_end, in_lists, from_the_helper, plain_loop)],
    *[(Code(f), [PASSED]) for f in (AS_TYPED, "forward_propagation")],
    (rnn_helpers.forward_propagation, [ONE, f"{POSTS}FAIL - it has no start row: give s T + 1"]),
    (forward(layout="none"), [ONE, f"{POSTS}FAIL - it has no start row: give s T + 1 rows"]),
    (forward(layout="first"), [ONE, f"{POSTS}FAIL - it has the start row first: give s T + 1"]),
    (Code("copied"), ["the first input changed only s[0]: is s[t-1] in your formula?"]),
    (forward(lambda p, i, s: np.tanh(p.U[:, i] + p.b)), ["is s[t-1] in your formula?"]),
    (
        forward(lambda p, i, s: np.tanh(p.U[:, i] + p.W.T @ s + p.b)),
        [ONE, "these are the states for W transposed: write W @ s[t-1]"],
    ),
    (forward(lambda p, i, s: np.tanh(p.U[:, i] + p.W @ s)), [ONE, "b changed no state"]),
    (forward(lambda p, i, s: np.tanh(p.U[:, i] + p.W @ s) + p.b), [ONE, "b belongs inside"]),
    (forward(lambda p, i, s: p.U[:, i] + p.W @ s + p.b), ["tanh is missing"]),
    (forward(lambda p, i, s: np.tanh(p.U[i] + p.W @ s + p.b)), ["it raised IndexError"]),
    (forward(lambda p, i, s: np.tanh(p.U[:, i] - p.W @ s + p.b)), ["look at W s[t-1]"]),
    (forward(start=False), ["15 of 17", "is s0 what step 0 reads as s[t-1]?"]),
    (forward(read=lambda V, s, c: softmax(V @ s)), [ONE, "c changed no output"]),
    (forward(read=lambda V, s, c: V @ s + c), ["o holds the logits: take softmax of them"]),
    (forward(read=naive), [ONE, "subtract the largest logit of each row before exp"]),
    (forward(read=lambda V, s, c: softmax(2 * (V @ s + c))), [ONE, "not softmax(V s[0])"]),
    (lambda x, params, s0=None: forward()(x, params, s0)[::-1], ["o and s are exchanged"]),
    (lambda x, params, s0=None: forward()(x, params, s0)[0], ["got ndarray: end with return"]),
    (lambda x, params: forward()(x, params), ["15 of 17 tests passed, 0 failed, 2 not run."]),
    *[(f, ["0 of 17 tests passed", NOTHING]) for f in (without_return, prints)],
    (Code(AS_TYPED.replace("    return [o, s]\n", "")), [NOTHING]),
    (Code(AS_TYPED.replace("return [o, s]", "return print(o, s)")), [NOTHING]),
    (Code(AS_TYPED.replace("[t - 1]", "[t]")), ["is s[t-1] in your formula?"]),
    (raises, ["it raised NameError: name 'outputs' is not defined"]),
    (lambda x, params, s0=None: [np.zeros((5, 7)), [[1], [2, 3]]], ["have different lengths"]),
    (Code("[o, s]"), ["expected a function of (x, params), got a list"]),
    (Code("forward_propagation(x, params)"), ["write its name alone, without (...)"]),
    (5, ["expected a function of (x, params), got a number"]),
    (None, ["expected a function of (x, params), got None"]),
    *[(f, ["not tried yet"]) for f in (..., stub, lambda x, params, s0=None: ..., Code("..."))],
]


@pytest.mark.parametrize("cell, name", [("bug-yours", "mended"), ("memory-yours", "my_forward")])
@pytest.mark.parametrize("function, words", WHOLE)
def test_4_and_5_whole_functions(ch, cell, name, function, words):
    if isinstance(function, Code):
        function = Code(function.replace("NAME", name))
    said = ch.tried(cell, **{name: function})
    assert not [part for part in words if part not in said], said
    assert (PASSED in said) == (words == [PASSED])


def test_untouched_exercises_are_not_tried_yet(ch):
    for cell, count in {
        "shapes-check": 5,
        "carry-yours": 1,
        "batch-check": 1,
        "bug-yours": 1,
        "memory-yours": 1,
    }.items():
        assert ch.said[cell].count(": not tried yet\n") == count == ch.said[cell].count("\n")


LETTERS = ["U", "W", "V", "b", "c", "x", "s", "o", "S", "T", "a_t", "s_t", "z_t", "o_t", "word"]
LETTERS += ["softmax", "forward_propagation", "result", "distance", "words", "t", "last", "big"]


def test_right_answers_stay_right_whatever_a_reader_has_named(ch):
    given = dict.fromkeys(LETTERS)
    shapes = {f"{letter}_shape": right for letter, (right, _) in SHAPES.items()}
    said = ch.tried("shapes-yours", "shapes-check", given=given, **shapes)
    assert said.count(": right\n") == 5
    assert ch.tried("carry-yours", given=given, my_start=S[1]) == "output after man: right\n"
    for cell, name in (("bug-yours", "mended"), ("memory-yours", "my_forward")):
        assert PASSED in ch.tried(cell, given=given, **{name: forward()})
