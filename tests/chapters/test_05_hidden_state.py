"""Chapter 05: what is typed, what the two explorers show, and what the prose claims is so."""

from importlib import import_module
from itertools import permutations

import ipywidgets as widgets
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from rnn_helpers import Vocab, forward_propagation, softmax
from rnn_helpers.explorers.minus_one_lab import KEPT, LAST, LOST, READS, ROWS, minus_one_lab
from rnn_helpers.explorers.sentence_reader import MOST_WORDS, sentence_reader, typed_words
from rnn_helpers.lessons.forward_report import forward_report
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.panel.controls import out_of_reach, text
from rnn_helpers.views.sheets.indexed_arrays import IndexedArrays
from rnn_helpers.views.sheets.unrolled import Unrolled
from rnn_helpers.views.style import lecture_figure

minus_one = import_module("rnn_helpers.explorers.minus_one_lab")
sentence = import_module("rnn_helpers.explorers.sentence_reader")

U = np.array([[1, 0, -1], [0, 1, 0.5]])  # written out here a second time
W = np.array([[0.5, -0.4], [0.3, 0.6]])
V, c = np.array([[-2.0, 0], [0, -8], [2, 0]]), np.array([0.0, 6, 0])
WORDS = ["dog", "bites", "man"]
VOCAB = Vocab(WORDS)
PARAMS = dog_bites_man()[0]
X = [0, 1, 2]
ANYTHING = st.text(max_size=60) | st.lists(st.sampled_from([*WORDS, "Dog", "cat"])).map(" ".join)


def run(words, s=(0.0, 0.0)):
    """The states (T, 2), from plain numbers alone."""
    (p, q), rows = s, []
    for i in map(WORDS.index, words.split()):
        a_1 = U[0, i] + W[0, 0] * p + W[0, 1] * q
        a_2 = U[1, i] + W[1, 0] * p + W[1, 1] * q
        p, q = np.tanh(a_1), np.tanh(a_2)
        rows.append((p, q))
    return np.array(rows).reshape(-1, 2)


def apart(one, other):
    return np.linalg.norm(run(one)[-1] - run(other)[-1])


@pytest.fixture(scope="module")
def readers():
    explorer = sentence_reader()
    yield explorer
    explorer.close()


@pytest.fixture
def reader(readers):
    readers.reset()
    return readers


@pytest.fixture(scope="module")
def labs():
    """The lab; `labs.seen` holds what its picture was last given, and the picture itself."""
    seen = {}

    class Seen(IndexedArrays):
        def set(self, **data):
            super().set(**data)
            seen.update(data, view=self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minus_one, "IndexedArrays", Seen)
        explorer = minus_one_lab()
    explorer.seen = seen
    yield explorer
    explorer.close()


@pytest.fixture
def lab(labs):
    labs.reset()
    return labs


# What a reader types


@pytest.mark.parametrize("line", ["dog bites man", " dog  bites\tman ", "dog\u3000bites\u00a0man"])
def test_blanks_of_any_kind_part_words(line):
    assert typed_words(line, VOCAB, most=8) == (WORDS, "")


@pytest.mark.parametrize("line", ["", "   ", "\t"])
def test_an_empty_line_is_no_problem(line):
    assert typed_words(line, VOCAB, most=8) == ([], "")


@pytest.mark.parametrize(
    "line, place, said, hint",
    [
        ("dog eats man", 2, "eats", None),
        ("Dog bites man", 1, "Dog", "dog"),
        ("dog bites MAN!", 3, "MAN!", "man"),
        ("dog, bites man.", 1, "dog,", "dog"),
        ("狗 咬 人", 1, "狗", None),
        ("dog Ünïcode", 2, "Ünïcode", None),
        ("dog ...", 2, "...", None),
        ("dog \u200b man", 2, "\\u200b", None),  # a blank that nobody sees
        ("a" * 99, 1, "a" * 19 + "…", None),
    ],
)
def test_an_unknown_word_is_named_with_its_place_and_what_to_type(line, place, said, hint):
    words, problem = typed_words(line, VOCAB, most=8)
    assert words == []
    assert problem.startswith(f"Word {place}, “{said}”, is not in the vocabulary “dog”, “bites”,")
    assert ("try" in problem) == (hint is not None)
    assert hint is None or f"try “{hint}”" in problem


def test_too_many_words():
    assert typed_words("dog " * 8, VOCAB, most=8)[1] == ""
    words, problem = typed_words("dog " * 23, VOCAB, most=8)
    assert words == [] and "23 words" in problem and "at most 8" in problem


def test_a_large_vocabulary_is_not_listed_in_full():
    _, problem = typed_words("cat", Vocab([f"w{i}" for i in range(999)]), most=8)
    assert "“w5” …" in problem and "w6" not in problem


@given(line=ANYTHING)
def test_words_or_a_problem_for_whatever_is_typed(line):
    words, problem = typed_words(line, VOCAB, most=8)
    if problem:
        assert words == [] and problem[-1] == "." and len(problem) < 200 and problem.isprintable()
    else:
        assert words == line.split()  # nothing is left out


@settings(max_examples=25)
@given(line=ANYTHING, t=st.integers(-1, MOST_WORDS - 1))
@example(line="bites " * 8, t=7)
@example(line="<b>dog</b>", t=0)
def test_the_explorer_answers_whatever_is_typed(readers, line, t):
    readers.set(x=line, t=t)
    assert readers.describe()[-1] == "." and 0 < len(readers.describe()) <= 240
    assert readers.state()["T"] == len(typed_words(line, VOCAB, most=8)[0])
    assert readers.layout.error.value == ""


def test_the_text_control():
    control = text("x", "dog", meaning="words")
    assert isinstance(control, widgets.Text)
    assert (control.description, control.value) == ("x", "dog")
    assert control.continuous_update is False  # sent at Enter, or when the line is left
    assert control.placeholder == control.tooltip == "words"
    assert out_of_reach(control, "anything at all") is None
    assert out_of_reach(control, 3) == "text"
    control.close()


# The sentence explorer


@pytest.mark.parametrize("words", ["dog bites man", "man bites dog", "dog " * 8, "bites", ""])
@pytest.mark.parametrize("start", [(0.0, 0.0), (-1.0, 1.0)])
def test_the_reader_shows_the_states(reader, words, start):
    reader.set(x=words, t=MOST_WORDS - 1, s01=start[0], s02=start[1])
    state, right = reader.state(), run(words, start)
    np.testing.assert_allclose(state["s"], right, atol=1e-12)
    np.testing.assert_allclose(state["s_t"], [start, *right][-1], atol=1e-12)


def test_a_problem_leaves_the_empty_state(reader):
    reader.set(x="dog eats man", t=7)
    assert reader.state()["T"] == 0 and reader.state()["s"].shape == (0, 2)
    empty = reader.frames.frame().tobytes()
    reader.set(x="狗 咬 人")
    assert reader.frames.frame().tobytes() == empty
    reader.set(x="")
    assert reader.frames.frame().tobytes() != empty  # no question mark
    assert "The line is empty" in reader.describe()


def test_after_the_end_nothing_moves(reader):
    reader.set(t=2)
    at_the_end, sentence_there = reader.frames.frame().tobytes(), reader.describe()
    assert "t = 2, the last word" in sentence_there and "0.00 from" in sentence_there
    for t in (3, 7):
        reader.set(t=t)
        assert reader.frames.frame().tobytes() == at_the_end
        past = f" The slider has run on to {t}; past the last word nothing moves."
        assert reader.describe() == sentence_there + past


def test_every_preset_is_as_its_name_says(reader):
    reader.preset("eight words")
    assert reader.state()["T"] == 8
    reader.preset("unknown word")
    assert "“eats”, is not in the vocabulary" in reader.describe()


def test_what_stands_in_the_unrolled_picture():
    figure, ax = lecture_figure(9, 3.2)
    view = Unrolled(ax, steps=8)
    s = np.vstack([[0, 0], run("dog bites")])
    view.set(tokens=WORDS, ids=X, s=s, now=1)
    assert view.shown["s"] == ["0.00", "0.00", "0.76", "0.00", "0.36", "0.84"]
    assert view.shown["t"] == ["−1", "0", "1", "2"]
    assert (view.shown["x"], view.shown["id"]) == (WORDS, ["0", "1", "2"])
    np.testing.assert_array_equal(view._cells.get_array(), s.ravel())
    assert view._cells.get_clim() == (-1, 1)
    middle = view._now.get_x() + view._now.get_width() / 2
    assert middle == pytest.approx(view._x(2))
    figure.canvas.draw()


@pytest.mark.parametrize("T", [0, 1, 4, 5, 8])
def test_the_unrolled_picture_has_room(T):
    figure, ax = lecture_figure(5.85, 3.2)
    ax.set_position((0, 0, 1, 1))
    view = Unrolled(ax, steps=8)
    view.set(tokens=["bites"] * T, ids=[1] * T, s=np.full((T + 1, 2), -1.0), now=T - 1)
    figure.canvas.draw()
    for artist in view.moving:
        box = artist.get_window_extent()
        if box.width > 0:
            assert box.x0 >= 0 and box.x1 <= 586 and box.y0 >= 0 and box.y1 <= 320


def test_numbers_stand_out_from_their_cells():
    """From -1 to 1 in steps of 0.01, with the contrast that WCAG 2.2 asks of small letters."""
    import matplotlib

    from rnn_helpers.views.sheets.unrolled import DARK, LIGHT, _is_dark

    def light(colour):
        rgb = np.array([int(to_hex(colour)[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722] + 0.05

    least = 99
    for value in np.linspace(-1, 1, 201).round(2):
        cell = light(matplotlib.colormaps["PuOr_r"]((value + 1) / 2))
        letter = light(LIGHT if _is_dark(float(value)) else DARK)
        least = min(least, max(cell, letter) / min(cell, letter))
    assert least >= 4.5


# The lab


def by_hand(n, rows, start):
    """s and o after n steps of the post's loop, in a buffer of the kind that the lab names."""
    s, o = np.zeros((4 if rows == KEPT else 3, 2)), np.zeros((3, 3))
    if rows != LOST:
        s[-1] = start
    for t in range(n):
        s[t] = np.tanh(U[:, X[t]] + W @ s[t - 1])
        e = np.exp(V @ s[t] + c)
        o[t] = e / e.sum()
    return s, o


@pytest.mark.parametrize("start", [(-1.0, 1.0), (0.0, 0.0), (0.05, 0.0)])
@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("n", range(4))
def test_the_lab_says_whether_the_states_are_right(lab, n, rows, start):
    lab.set(n=n, rows=rows, s01=start[0], s02=start[1])
    state, (s, o) = lab.state(), by_hand(n, rows, start)
    np.testing.assert_allclose(state["s"], s, atol=1e-12)
    np.testing.assert_allclose(state["o"], o, atol=1e-12)
    right = np.allclose(s[:n], run("dog bites man", start)[:n])
    assert state["states are right"] == right
    assert right == (n == 0 or rows != LOST or start == (0.0, 0.0))
    assert ("the states are wrong" in lab.describe()) == (not right)


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("n", range(4))
def test_the_lit_boxes_hold_what_python_picks(lab, n, rows):
    s, o = by_hand(n, rows, (-1.0, 1.0))
    for read in READS:
        lab.set(n=n, rows=rows, read=read)
        picked = eval(read, {"s": s, "o": o, "x": X, "U": U, "t": min(n, 2), "T": 3})
        np.testing.assert_allclose(lab.state()["picked"], picked, atol=1e-12)
        name, first, last = lab.seen["lit"]
        array = {"s": s, "o": o, "x": np.array(X), "U": U.T}.get(name)
        if array is not None:
            lit = np.ravel(array[first : last + 1])
            np.testing.assert_allclose(lit, np.ravel(picked), atol=1e-12)
        assert len(lab.seen["view"].shown["s"]) == s.size


def test_the_start_has_a_row_until_it_is_overwritten(lab):
    lab.set(rows=LAST, read="s[-1]")
    for n in range(4):
        lab.set(n=n)
        assert ("initial state." in lab.describe()) == (n < 3)
    assert "overwritten; the states are right" in lab.describe()
    lab.set(rows=KEPT)
    assert "row 3 of s: (-1.00, 1.00), the initial state" in lab.describe()


# What the chapter says


def test_the_ends_of_the_two_sentences():
    dog, man = run("dog bites man"), run("man bites dog")
    np.testing.assert_allclose(dog[-1], (-0.819455, 0.805578), atol=5e-7)
    np.testing.assert_allclose(man[-1], (0.406481, 0.305120), atol=5e-7)
    assert apart("dog bites man", "man bites dog") == pytest.approx(1.3242, abs=5e-5)
    assert not np.allclose(dog[0], man[0])  # they part at once


def test_order_matters_in_the_state_and_not_in_a_bag():
    bags = {tuple(U[:, list(order)].sum(axis=1)) for order in permutations(range(3))}
    assert bags == {(0.0, 1.5)}
    orders = [" ".join(order) for order in permutations(WORDS)]
    assert min(apart(p, q) for p in orders for q in orders if p != q) > 0.1
    assert apart("dog dog man", "man dog man") > 0.1  # also where the last two words are equal


def test_distances_that_the_prose_names():
    assert round(apart("bites man", "dog bites man"), 2) == 0.08
    assert round(apart("dog dog bites man", "dog bites man"), 2) == 0.01
    rest = " bites man bites dog bites man bites"
    gap = np.linalg.norm(run("dog" + rest) - run("man" + rest), axis=1)
    assert (round(gap[0], 4), round(gap[-1], 4)) == (1.5917, 0.0005)
    assert (np.diff(gap) < 0).all() and (gap > 0).all()


@settings(max_examples=40)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.data())
def test_no_word_leaves_more_of_a_difference_than_the_norm_of_w(words, data):
    unit = st.floats(-1, 1)
    one, other = (np.array(data.draw(st.tuples(unit, unit))) for _ in range(2))
    norm = np.linalg.norm(W, 2)
    assert round(norm, 4) == 0.7226
    gap = [np.linalg.norm(one - other)]
    gap += list(np.linalg.norm(run(" ".join(words), one) - run(" ".join(words), other), axis=1))
    assert all(after <= norm * before + 1e-12 for before, after in zip(gap, gap[1:]))


@settings(max_examples=40)
@given(st.lists(st.sampled_from(X), min_size=1, max_size=12), st.integers(0, 12))
def test_a_run_cut_anywhere_is_exactly_the_whole_run(x, cut):
    whole = forward_propagation(x, PARAMS)
    head = forward_propagation(x[:cut], PARAMS)
    tail = forward_propagation(x[cut:], PARAMS, s0=head.last_state)
    assert np.array_equal(np.vstack([head.s, tail.s]), whole.s)


def test_a_state_that_is_not_carried_over_is_missed():
    off = np.abs(run("bites dog bites") - run("dog bites man bites dog bites")[3:]).max(axis=1)
    np.testing.assert_allclose(off, (0.6243, 0.2651, 0.0844), atol=5e-5)


def test_a_start_near_the_end_of_dog_bites_man_gives_nearly_the_rest_of_the_run():
    rest = run("dog bites man bites dog bites")[3:]
    assert np.linalg.norm(run("bites dog bites", (-0.8, 0.8)) - rest, axis=1).max() < 0.01
    moved = np.linalg.norm(run("bites dog bites", (-0.8, 0.8)) - run("bites dog bites"), axis=1)
    assert moved[0] > 6 * moved[-1]  # the lecturer's note: the first moves far, the last little


def in_rows(x, params, s0, rows, keep):
    s = np.zeros((rows, len(params.b)))
    if keep:
        s[-1] = 0 if s0 is None else s0
    for t in range(len(x)):
        s[t] = np.tanh(params.U[:, x[t]] + params.W @ s[t - 1] + params.b)
    s = s[: len(x)]
    return [softmax(s @ params.V.T + params.c), s]


def failures(forward):
    return [name for name, passed, _ in forward_report(forward) if passed is False]


def test_no_test_of_the_forward_pass_sees_that_the_extra_row_is_missing():
    assert failures(lambda x, params, s0=None: in_rows(x, params, s0, len(x), True)) == []


def test_a_buffer_of_zeros_is_caught_only_by_a_start_that_is_not_zero():
    failed = failures(lambda x, params, s0=None: in_rows(x, params, s0, len(x), False))
    assert failed == [
        "s0 is used at step 0",
        "two halves with the state carried over equal one run",
    ]
    without_s0 = forward_report(lambda x, params: in_rows(x, params, None, len(x), False))
    assert all(passed for _, passed, message in without_s0 if "not tested" not in message)
    for start in ((1e-3, 0), (0, -0.5), (1, 1)):  # any start that is not zero
        wrong = in_rows(X, PARAMS, np.array(start), 3, False)[1]
        assert not np.allclose(wrong, run("dog bites man", start), rtol=0, atol=1e-6)


def test_sentences_that_end_near_dog_bites_man():
    """Exercise 3 has more than one answer."""
    ends = ("man dog dog bites man", "bites man dog dog bites man")
    assert all(apart(words, "dog bites man") < 0.015 for words in ends)


def test_the_modules_show_the_running_example():
    assert sentence.COMPARED == minus_one.SENTENCE == "dog bites man"
    np.testing.assert_array_equal(PARAMS.U, U)
    np.testing.assert_array_equal(PARAMS.W, W)
