"""Chapter 06: every exercise, tried with right, half right and nonsensical answers."""

import numpy as np
import pytest
from answer_forms import forms, rubbish
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("06")


TOO_LARGE, TOO_SMALL = "it is too large", "it is too small"
LARGE, SMALL = "entry [0] is too large", "entry [0] is too small"
CLOSE = "close: give more digits (4 after the point are compared)"
COMMA = "is there a comma where a decimal point should be?"
GIVEN = np.array([0.7, 0.2, 0.1])
CENTRED = np.log(GIVEN) - np.log(GIVEN).mean()


def rubbish_but(words, *own, shape=()):
    """The usual rubbish, with other rows for those that are told these words."""
    return [*[row for row in rubbish(shape) if row[1] != words], *own]


NUMBERS = {
    ("perplexity-yours", "my_perplexity", "my_perplexity"): [
        *[(p, "right") for p in (*forms(4.6416), 4.641589, "4,6416", 100 ** (1 / 3))],
        (Code("np.exp(np.mean(-np.log([0.5, 0.1, 0.2])))"), "right"),
        (Code("(0.5 * 0.1 * 0.2) ** (-1 / 3)"), "right"),
        (Code("2 ** np.mean(-np.log2([0.5, 0.1, 0.2]))"), "right"),  # in bits
        *[(p, CLOSE) for p in (4.64, 4.642, 4.641, "4,64")],
        (Code("np.mean(-np.log([0.5, 0.1, 0.2]))"), TOO_SMALL),  # the mean loss
        (Code("np.mean([0.5, 0.1, 0.2])"), TOO_SMALL),
        (Code("1 / np.mean([0.5, 0.1, 0.2])"), TOO_SMALL),  # of the mean p
        (Code("2 ** np.mean(-np.log([0.5, 0.1, 0.2]))"), TOO_SMALL),
        (Code("np.exp(np.mean(np.log([0.5, 0.1, 0.2])))"), TOO_SMALL),  # the sign
        (Code("np.exp(np.sum(-np.log([0.5, 0.1, 0.2])))"), TOO_LARGE),  # no mean
        (Code("np.exp(-np.log([0.5, 0.1, 0.2]))"), "expected one number, got shape (3,)"),
        (Code("4,6416"), COMMA),
        (-4.641589, "only the sign is wrong"),
        *rubbish(),
    ],
    ("logits-yours", "my_z", "softmax of my_z"): [
        *[(z, "right") for z in (*forms(np.log(GIVEN).round(6)), *forms([1.9459, 0.6931, 0.0]))],
        *[(Code(f"np.log([0.7, 0.2, 0.1]) {k}"), "right") for k in ("", "+ 100", "- 1e3", "+ 1e6")],
        *[(z, "right") for z in (np.log([7, 2, 1]), CENTRED, [0, np.log(2 / 7), -np.log(7)])],
        *[(z, CLOSE) for z in ([1.95, 0.69, 0], [-0.36, -1.61, -2.3], ["1,95", "0,69", "0"])],
        *[(z, SMALL) for z in (GIVEN, [3, 2, 1], [2, 1, 0], [0, 0, 0], np.exp(GIVEN))],
        (-np.log(GIVEN), "entry [0] is too small"),
        (np.log10(GIVEN), SMALL),
        *[(z, LARGE) for z in ([7, 2, 1], [70, 20, 10], np.log2([0.7, 0.2, 0.1]))],
        (np.log([1, 2, 7]), "the right numbers in reversed order"),
        (Code("[1,9459, 0,6931, 0,0]"), COMMA),
        (np.log(GIVEN[:2]), "expected shape (3,), got shape (2,)"),
        (np.log([GIVEN]), "expected shape (3,), got shape (1, 3)"),
        ([np.inf, 0, 0], "entry [0] is infinite"),
        ([0, 0, -np.inf], "entry [2] is infinite"),
        (np.array(0.7), "expected shape (3,), got one number"),
        *rubbish_but(
            "is too large",
            (np.full(3, 10**400, object), "entry [0] is too small"),  # all alike: a third each
            ([10**400, 0, 0], LARGE),
            shape=(3,),
        ),
    ],
    ("logits-yours", "my_centred_z", "my_centred_z"): [
        *[(z, "right") for z in (*forms(CENTRED.round(4)), CENTRED, CENTRED.round(6))],
        (Code("np.log([7, 2, 1]) - np.log([7, 2, 1]).mean()"), "right"),
        *[(z, CLOSE) for z in ([1.07, -0.19, -0.88], [1.066, -0.186, -0.88])],
        *[(z, SMALL) for z in (np.log(GIVEN), GIVEN - GIVEN.mean(), [1, 0, -1], [0, 0, 0])],
        *[(z, LARGE) for z in (np.log([7, 2, 1]), [1.2, -0.2, -1.0])],
        (-CENTRED, "only the sign is wrong"),
        (CENTRED[::-1], "the right numbers in reversed order"),
        (CENTRED[:2], "expected shape (3,), got shape (2,)"),
        *rubbish((3,)),
    ],
}


@pytest.mark.parametrize(
    "cell, stub, name, answer, words", [(*who, *row) for who in NUMBERS for row in NUMBERS[who]]
)
def test_1_and_2_numbers(ch, cell, stub, name, answer, words):
    assert_told(ch.tried(cell, **{stub: answer}), name, words)


def test_2_one_list_from_the_other(ch):
    said = ch.tried("logits-yours", my_z=[1, 2, 3], my_centred_z=Code("my_z - np.mean(my_z)"))
    assert_told(said, "softmax of my_z", SMALL)
    assert_told(said, "my_centred_z", SMALL)
    said = ch.tried("logits-yours", my_z=np.log(GIVEN), my_centred_z=Code("my_z - np.mean(my_z)"))
    assert said.count(": right\n") == 2


# ---------------------------------------------------------------- 3. the bug


def shifted(take, sum_up=lambda powers: powers.sum(axis=-1, keepdims=True)):
    """A repaired copy that takes another number from the logits, and sums in another way."""

    def repaired(z):
        powers = np.exp(z - take(z))
        return powers / sum_up(powers)

    return repaired


def largest(z):
    return z.max(axis=-1, keepdims=True)


def row_by_row(z):
    rows = []
    for row in z:
        powers = [np.exp(number - max(row)) for number in row]
        rows.append([power / sum(powers) for power in powers])
    return rows


def upright(z):
    powers = np.exp(z.T - z.max(axis=1))
    return (powers / powers.sum(axis=0)).T


def with_logarithms(z):
    z = z - largest(z)
    return np.exp(z - np.log(np.exp(z).sum(axis=1, keepdims=True)))


def in_place(z):
    z -= largest(z)
    np.exp(z, out=z)
    z /= z.sum(axis=1, keepdims=True)
    return z


def prints(z):
    print(upright(z))


def raises(z):
    return p_of_z  # noqa: F821, which has no such name


def stub(z):
    pass


AS_TYPED = """
def repaired(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
"""
NAN = "is NaN, not a number"
right = shifted(largest)
BUG = [
    *[(f, "right") for f in (right, row_by_row, upright, with_logarithms, in_place)],
    *[(Code(f), "right") for f in (AS_TYPED, "softmax", "helper_softmax", "lambda z: softmax(z)")],
    (lambda z: right(z.astype(np.float32)), "right"),
    (lambda z: [right(row) for row in z], "right"),
    (lambda z: right(z).tolist(), "right"),
    (lambda z: np.round(right(z), 2), "close: give more digits"),
    (Code("broken"), "entry [0, 1] is too"),
    (shifted(lambda z: 0), NAN),  # no maximum
    (shifted(np.max), NAN),  # one maximum for all rows
    (shifted(lambda z: z.max(axis=0)), "entry [0, 1] is too"),  # one for each column
    (shifted(lambda z: z.mean(axis=-1, keepdims=True)), NAN),
    (shifted(lambda z: z.min(axis=-1, keepdims=True)), NAN),
    (lambda z: right(np.clip(z, -700, 700)), "entry [7, 0] is too small"),
    (lambda z: np.nan_to_num(shifted(lambda z: 0)(z)), "entry [7, 0] is too small"),
    (shifted(largest, np.sum), "entry [0, 1] is too"),
    (shifted(largest, lambda powers: powers.sum(axis=0)), "entry [0, 1] is too"),
    (shifted(largest, lambda powers: 1), "entry [0, 1] is too large"),
    (shifted(largest, lambda powers: powers.sum(axis=1)), "it raised ValueError: operands could"),
    (shifted(lambda z: z.max(axis=1)), "it raised ValueError: operands could"),  # no keepdims
    (lambda z: 2 ** (z - largest(z)) / (2 ** (z - largest(z))).sum(1)[:, None], "entry [0, 1]"),
    (lambda z: np.log(np.maximum(right(z), 1e-300)), "entry [0, 0] is too small"),
    (lambda z: right(-z), "entry [0, 0] is too"),
    (lambda z: right(z).T, "transposed"),
    (lambda z: right(z)[0], "expected shape (9, 18), got shape (18,)"),
    (lambda z: right(z)[::-1], "the right numbers in reversed order"),
    (lambda z: [[1], [2, 3]], "expected rows of one length"),
    (lambda z: "softmax", "expected numbers, got the text 'softmax'"),
    (lambda z: right, "got a function: write what it returns"),
    (lambda z, axis: right(z), "it raised TypeError: "),
    (prints, "it is None: a function without return gives None, and so does print"),
    (raises, "it raised NameError: name 'p_of_z' is not defined"),
    (Code("broken(trace.z)"), "object is not callable"),
    (5, "object is not callable"),
    (None, "it is None"),
    *[(f, "not tried yet") for f in (..., "", stub, lambda z: ..., Code("lambda z: None"))],
]


@pytest.mark.parametrize("answer, words", BUG)
def test_3_the_bug(ch, answer, words):
    said = ch.tried("bug-yours", repaired=answer)
    assert_told(said, "repaired", words)
    assert said.startswith(
        "one moment: True\nrow sums: (3.43, 3.56, 0.47, 1.38, 3.99, 1.04, 4.13)\n"
    )


def test_untouched_exercises_are_not_tried_yet(ch):
    for cell, count in {
        "perplexity-yours": 1,
        "logits-yours": 2,
        "bug-yours": 1,
    }.items():
        assert ch.said[cell].count(": not tried yet\n") == count


LETTERS = ["z", "p", "x", "s", "T", "K", "H", "U", "V", "W", "c", "softmax", "naive", "powers"]
LETTERS += ["states", "loss", "losses", "share", "gap", "vocab", "floats", "end"]


def test_right_answers_stay_right_whatever_a_reader_has_named(ch):
    given = dict.fromkeys(LETTERS)
    for cell, answers in {
        "perplexity-yours": {"my_perplexity": 4.6416},
        "logits-yours": {"my_z": np.log(GIVEN), "my_centred_z": CENTRED},
        "bug-yours": {"repaired": right},
    }.items():
        said = ch.tried(cell, given=given, **answers)
        assert said.count(": right\n") == {"logits-yours": 2}.get(cell, 1)
