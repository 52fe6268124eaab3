"""Chapter 07: every exercise, tried with right, half right and nonsensical answers."""

import numpy as np
import pytest
from answer_forms import TEXT_RUBBISH, forms, rubbish, text_forms
from exercises import Code, assert_told, chapter
from networks import plain_loop

import rnn_helpers
from rnn_helpers import softmax
from rnn_helpers.training import load_model


@pytest.fixture(scope="module")
def ch():
    return chapter("07")


OTHER = "that is what the other writer finds"
EIGHT, VOCAB, _ = load_model("eight_units")
DOGS, CHASE = VOCAB.ids("dogs chase")

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
        said = ch.tried("shapes-yours", **{f"{letter}_shape": answer})
        assert_told(said, letter, words)
        assert said.count("not tried yet") == 4 + (words == "not tried yet")


# ---------------------------------------------------------------- 2. which writer is broken

WHICH = [
    *[(s, "right") for s in text_forms("second")],
    *[(s, "it is another one") for s in ("first", "First", " FIRST ")],
    *[(s, "choose one of: first, second") for s in ("both", "s[-1]", "own_last")],
    (Code("second"), "expected text in quotes, got a"),
    *TEXT_RUBBISH,
]
P = rnn_helpers.forward_propagation([DOGS], EIGHT).o[0, CHASE]  # dogs, read from zeros
AFTER_STOP = rnn_helpers.forward_propagation([0, DOGS], EIGHT).o[-1, CHASE]
READ = "forward_propagation(eight[1].ids('dogs'), eight[0]"
CHASES = [
    *[(p, "right") for p in (*forms(round(P, 4)), P, 0.51974)],
    (Code(f"{READ})[0][0, eight[1].ids('chase')[0]]"), "right"),
    (Code(f"{READ}, [0] * 8)[0][-1][{CHASE}]"), "right"),
    (Code(f"{READ}, first_s[-1])[0][0, {CHASE}]"), "right"),
    (Code(f"{READ}, first_s[0])[0][0, {CHASE}]"), OTHER),
    *[(p, OTHER) for p in (AFTER_STOP, round(AFTER_STOP, 4))],
    *[(p, "it is too small") for p in (0, 0.4)],
    *[(p, "it is too large") for p in (0.9, 1, 200)],
    (Code(f"{READ})[0]"), "expected one number, got shape"),
    (Code("count"), "got a function: write what it returns"),
    *rubbish(),
]


@pytest.mark.parametrize("answer, words", WHICH)
def test_2_which_writer_is_broken(ch, answer, words):
    assert_told(ch.tried("writers-yours", broken=answer), "broken", words)


@pytest.mark.parametrize("answer, words", CHASES)
def test_2_what_the_broken_writer_finds(ch, answer, words):
    assert_told(ch.tried("writers-yours", p_chase=answer), "chase", words)


def test_2_the_first_writer_is_right_and_the_second_is_not(ch):
    names = ch.names
    for net in (names["two"], names["eight"]):
        for seed in range(40):
            right = names["sentence"](net, seed)
            assert names["sentence"](net, seed, names["first"]) == right
            ids, rng = net[1].ids("girl sees"), np.random.default_rng
            texts = [
                names["write_on"](net[0], ids, rng=rng(seed), back=back)
                for back in (names["own_last"], names["first"])
            ]
            assert texts[0] == texts[1]
        assert names["count"](net, names["first"]) == 0
        assert names["count"](net, names["second"]) >= 199


# ---------------------------------------------------------------- 3 and 4. whole functions


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
PASSED, POSTS = "17 of 17 tests passed, 0 failed.", "s has the start row last: "
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
def test_3_and_4_whole_functions(ch, cell, name, function, words):
    if isinstance(function, Code):
        function = Code(function.replace("NAME", name))
    said = ch.tried(cell, **{name: function})
    assert not [part for part in words if part not in said], said
    assert (PASSED in said) == (words == [PASSED])


def test_untouched_exercises_are_not_tried_yet(ch):
    for cell, count in {
        "shapes-yours": 5,
        "writers-yours": 2,
        "bug-yours": 1,
        "memory-yours": 1,
    }.items():
        assert ch.said[cell].count(": not tried yet\n") == count == ch.said[cell].count("\n")


LETTERS = ["U", "W", "V", "b", "c", "x", "s", "o", "S", "T", "a_t", "s_t", "z_t", "o_t", "word"]
LETTERS += ["softmax", "forward_propagation", "result", "distance", "words", "t", "last", "big"]


def test_right_answers_stay_right_whatever_a_reader_has_named(ch):
    given = dict.fromkeys(LETTERS)
    shapes = {f"{letter}_shape": right for letter, (right, _) in SHAPES.items()}
    said = ch.tried("shapes-yours", given=given, **shapes)
    assert said.count(": right\n") == 5
    said = ch.tried("writers-yours", given=given, broken="second", p_chase=P)
    assert said == "broken: right\nchase: right\n"
    for cell, name in (("bug-yours", "mended"), ("memory-yours", "my_forward")):
        assert PASSED in ch.tried(cell, given=given, **{name: forward()})
