"""Chapter 04: every exercise, tried with right, half right and nonsensical answers."""

import numpy as np
import pytest
from answer_forms import forms, rubbish
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("04")


TOO_LARGE, TOO_SMALL = "it is too large", "it is too small"
LARGE_00, SMALL_00 = "entry [0, 0] is too large", "entry [0, 0] is too small"
LETTERS = ["U", "V", "W", "b", "c", "s", "i", "a", "E", "U_h", "words", "changed", "after", "one"]
E_2 = np.array([[0.5, 0], [0, 2], [-0.5, 1]])
FACTOR = {
    ("factor-yours", "E_2", "E_2"): [
        *[(e, "right") for e in (*forms(E_2), Code("np.linalg.solve(H_2, U).T"))],
        (Code("(np.linalg.inv(H_2) @ U).T"), "right"),
        (Code("[[1 / 2, 0], [0, 1 / 0.5], [-1 / 2, 0.5 / 0.5]]"), "right"),
        (E_2.T, "transposed: rows and columns are exchanged"),
        (-E_2, "only the sign is wrong"),
        (Code("U.T"), LARGE_00),  # H_2 forgotten
        (Code("(H_2 @ U).T"), LARGE_00),  # multiplied where one divides
        (Code("E"), "entry [0, 1] is too small"),  # of the first explorer
        (E_2[[0, 2, 1]], "entry [1, 0] is too small"),  # the words in another order
        (E_2[:2], "expected shape (3, 2), got shape (2, 2)"),
        (E_2.ravel(), "the right numbers, but expected shape (3, 2), got shape (6,)"),
        (Code("U"), "expected shape (3, 2), got shape (2, 3)"),
        *rubbish((3, 2)),
    ],
    ("factor-yours", "smallest", "smallest"): [
        *[(n, "right") for n in (*forms(2), 2.0, Code("np.linalg.matrix_rank(U)"))],
        *[(n, TOO_SMALL) for n in (1, 0, 1.5)],
        *[(n, TOO_LARGE) for n in (3, 2.5, 6)],
        (-2, "only the sign is wrong"),
        ("two", "expected a number, got the text 'two'"),
        (Code("U.shape"), "expected one number, got shape (2,)"),
        *rubbish(),
    ],
    ("count-yours", "fused_count", "U, W, V"): [
        *[(n, "right") for n in (*forms(1_610_000), 1.61e6, "1,610,000", "1 610 000")],
        (Code("100 * 8000 + 100 * 100 + 8000 * 100"), "right"),
        *[(n, TOO_SMALL) for n in (810_000, 1_600_000, 800_000, 1_609_999, 1610)],
        *[(n, TOO_LARGE) for n in (1_618_100, 65_600_000)],  # biases; W from word to word
        (Code("1,610,000"), "write a large number without commas"),
        *rubbish(),
    ],
    ("count-yours", "two_step_count", "E, U_h, W, V"): [
        *[(n, "right") for n in (*forms(1_215_000), "1,215,000")],
        (Code("8000 * 50 + 50 * 100 + 100**2 + 8000 * 100"), "right"),
        *[(n, TOO_SMALL) for n in (405_000, 415_000, 1_205_000, 1_210_000)],
        *[(n, TOO_LARGE) for n in (1_610_000, 1_223_100, 2_015_000)],
        *rubbish(),
    ],
}


@pytest.mark.parametrize(
    "cell, stub, name, answer, words", [(*who, *row) for who in FACTOR for row in FACTOR[who]]
)
def test_1_and_2_numbers(ch, cell, stub, name, answer, words):
    assert_told(ch.tried(cell, **{stub: answer}), name, words)


ITSELF = "that is the loss itself; by how much does it rise?"
RISES = {
    "cat, boy, girl": [
        *[(n, "right") for n in (*forms(0.0), -2.1e-7, 1e-4, 0.004, "0")],
        *[(n, TOO_LARGE) for n in (0.44, 0.1, 1)],
        *[(n, TOO_SMALL) for n in (-0.44, -1)],
        *[(n, ITSELF) for n in (1.29, 1.2936)],
        *rubbish(),
    ],
    "dogs, too": [
        *[(n, "right") for n in (*forms(0.44), 0.439, 0.43905, "0,44")],
        *[(n, TOO_SMALL) for n in (0, 0.04, 0.22)],  # nothing; not all; sees like see
        *[(n, TOO_LARGE) for n in (1, 2.83)],
        (-0.44, "only the sign is wrong"),  # before less after
        *[(n, ITSELF) for n in (1.73, 1.7326)],
        *rubbish(),
    ],
}


@pytest.mark.parametrize("name, answer, words", [(n, *row) for n in RISES for row in RISES[n]])
def test_3_twins(ch, name, answer, words):
    stub = {"cat, boy, girl": "rise_alike", "dogs, too": "rise_dogs"}[name]
    said = ch.tried("twins-yours", "twins-check", **{stub: answer})
    assert_told(said, name, words)
    (other,) = RISES.keys() - {name}
    assert_told(said, other, "not tried yet")


def test_3_as_a_reader_computes_it(ch):
    alike = ch.names["net"].U.copy()
    alike[:, [2, 3, 4]] = alike[:, [1]]
    more = alike.copy()
    more[:, 5] = more[:, 1]
    rises = {
        stub: Code(f"text_loss(net.replace(U={name}), fresh) - loss_now")
        for stub, name in (("rise_alike", "alike"), ("rise_dogs", "more"))
    }
    said = ch.tried("twins-yours", "twins-check", given={"alike": alike, "more": more}, **rises)
    assert said == "cat, boy, girl: right\ndogs, too: right\n"


def states(a_t, start=(0, 0, 0)):
    """A copy of the loop with another formula for the sum."""

    def mended(x, net):
        s, kept = np.array(start, float), []
        for x_t in x:
            s = np.tanh(a_t(net, x_t, s))
            kept.append(s)
        return kept

    return mended


def with_one_hot(x, net):
    s = np.zeros((len(x) + 1, 3))
    for t, one_hot in enumerate(np.eye(3)[x]):
        s[t] = np.tanh(net.U @ one_hot + net.W @ s[t - 1] + net.b)
    return tuple(s[:-1])


def prints(x, net):
    print(with_one_hot(x, net))


right = states(lambda net, x, s: net.U[:, x] + net.W @ s + net.b)
BUG = [
    *[(f, "right") for f in (right, with_one_hot, lambda x, net: np.array(right(x, net)))],
    (states(lambda net, x, s: net.U.T[x] + net.W.dot(s) + net.b), "right"),
    (lambda x, net: np.round(right(x, net), 6).astype(str), "right"),
    (lambda x, net: np.round(right(x, net), 2), "close: give more digits"),
    (
        states(lambda net, x, s: net.U[x] + net.W @ s + net.b),
        "entry [0, 1] is too large",
    ),  # the bug
    (states(lambda net, x, s: net.U[:, x] + net.W @ s), "entry [0, 0] is too small"),  # no bias
    (states(lambda net, x, s: net.U[:, x] + net.b), "entry [1, 0] is too"),  # no past
    (states(lambda net, x, s: net.U[:, x] + net.W.T @ s + net.b), "entry [1, 0] is too"),
    (states(lambda net, x, s: net.U[:, x - 1] + net.W @ s + net.b), "entry [0, 0] is too"),
    (states(lambda net, x, s: net.U[:, x] - net.W @ s + net.b), "entry [1, 0] is too"),
    (lambda x, net: np.arctanh(right(x, net)), "entry [0, 0] is too"),  # no tanh
    (lambda x, net: [np.zeros(3), *right(x, net)[:-1]], "entry [0, 0] is too"),  # a step late
    (lambda x, net: right(x, net)[-1], "expected shape (3, 3), got shape (3,)"),
    (lambda x, net: [np.zeros(3), *right(x, net)], "expected shape (3, 3), got shape (4, 3)"),
    (lambda x, net: np.transpose(right(x, net)), "transposed"),
    (lambda x, net: right(x, net)[::-1], "the right numbers in reversed order"),
    (prints, "it is None: a function without return gives None, and so does print"),
]


@pytest.mark.parametrize("function, words", BUG)
def test_4_the_bug(ch, function, words):
    asked = {"mended_states": Code("mended([0, 1, 2], square)"), "given": {"mended": function}}
    assert_told(ch.tried("bug-yours", **asked), "mended states", words)


@pytest.mark.parametrize(
    "answer, words",
    [
        (Code("broken"), "expected numbers, got a function: write what it returns"),
        (Code("wrong"), "entry [0, 1] is too large"),
        *rubbish((3, 3)),
    ],
)
def test_4_what_is_no_states(ch, answer, words):
    assert_told(ch.tried("bug-yours", mended_states=answer), "mended states", words)


def test_an_error_of_a_copy_is_the_readers_own(ch):
    given = {"mended": lambda x, net: net.U[:, 3]}
    with pytest.raises(IndexError, match="out of bounds"):
        ch.tried("bug-yours", mended_states=Code("mended([0], square)"), given=given)


def test_right_answers_stay_right_whatever_a_reader_has_named(ch):
    given = dict.fromkeys(LETTERS)
    for cell, answers in {
        "factor-yours": {"E_2": E_2, "smallest": 2},
        "count-yours": {"fused_count": 1_610_000, "two_step_count": 1_215_000},
        "bug-yours": {"mended_states": np.array(right([0, 1, 2], ch.names["square"]))},
    }.items():
        said = ch.tried(cell, given=given, **answers).splitlines()
        assert [line for line in said if ": right" in line] == said[-len(answers) :]
    said = ch.tried("twins-yours", "twins-check", given=given, rise_alike=0, rise_dogs=0.44)
    assert said == "cat, boy, girl: right\ndogs, too: right\n"
