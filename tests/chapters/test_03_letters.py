"""Chapter 03: seven conventions, both explorers, and what the prose claims."""

import re
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import HEAD, PYTORCH, network

from rnn_helpers import RNNParams, forward_propagation
from rnn_helpers.explorers.seven_spellings import ROADS, seven_spellings
from rnn_helpers.explorers.transpose_switch import transpose_switch
from rnn_helpers.machines.examples import worked_example
from rnn_helpers.notations.conventions import CONVENTIONS, from_convention, step_in, to_convention
from rnn_helpers.views.sheets.differences import DECADE, ZERO, Differences, height
from rnn_helpers.views.sheets.spelling import LETTER, Spelling
from rnn_helpers.views.style import lecture_figure

letters = import_module("rnn_helpers.explorers.seven_spellings")

# Chapter 02 in row form, written out here once more.
W = np.array([[0.1, 0.2], [0.3, 0.4]])
U, b, V, c = np.array([0.5, 0.6]), np.array([0.1, -0.1]), np.array([[1.0], [2.0]]), 0.1


def run(W, s=(0.0, 0.0), steps=5):
    """The loop of chapter 02: states and outputs."""
    states, outputs = [], []
    for x in range(1, steps + 1):
        s = np.tanh(np.dot(s, W) + x * U + b)
        states.append(s)
        outputs.append((s @ V)[0] + c)
    return np.array(states), np.array(outputs)


def same(one, other, atol=1e-15):
    for letter in "UWVbc":
        np.testing.assert_allclose(getattr(one, letter), getattr(other, letter), atol=atol, rtol=0)


# Conventions

LAYOUTS = {  # written by hand: the shapes of input, recurrent, output matrix for D, H, K = 3, 2, 4
    "post": [(2, 3), (2, 2), (4, 2)],
    "book": [(3, 2), (2, 2), (2, 4)],
    "d2l": [(3, 2), (2, 2), (2, 4)],
    "pytorch": [(2, 3), (2, 2), (4, 2)],
    "keras": [(3, 2), (2, 2), (2, 4)],
    "min-char-rnn": [(2, 3), (2, 2), (4, 2)],
    "W first": [(2, 3), (2, 2), (4, 2)],
}


def test_there_are_seven_and_four_stand_like_the_post():
    assert list(CONVENTIONS) == list(LAYOUTS)
    like = [to_convention(worked_example(), k)[w.names["W"]][1, 0] for k, w in CONVENTIONS.items()]
    assert [value == 0.2 for value in like] == [True, False, False, True, False, True, True]


@pytest.mark.parametrize("name", CONVENTIONS)
def test_there_and_back(name):
    for params in (network(3, 2, 4, 1), worked_example(), network(5, 5, 5, 2), network(1, 1, 1, 3)):
        same(from_convention(to_convention(params, name), name), params)


@pytest.mark.parametrize("name", CONVENTIONS)
def test_shapes_of_each_convention(name):
    arrays = to_convention(network(3, 2, 4, 1), name)
    names = CONVENTIONS[name].names
    assert [arrays[names[letter]].shape for letter in "UWV"] == LAYOUTS[name]
    tall = name == "min-char-rnn"
    assert arrays[names["b"]].shape == ((2, 1) if tall else (2,))
    assert arrays[names["c"]].shape == ((4, 1) if tall else (4,))
    assert ("bias_hh_l0" in arrays) == (name == "pytorch")


def test_the_book_is_the_source_notebook():
    book = to_convention(worked_example(), "book")
    assert list(book) == ["w_cell_input", "w_cell_state", "w_output", "b_cell", "b_output"]
    for name, wanted in zip(book, (U, W, V, b, np.array(c)), strict=True):
        assert book[name].shape == wanted.shape
        np.testing.assert_array_equal(book[name], wanted)


@settings(max_examples=40)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4), st.integers(0, 99))
def test_all_seven_give_the_same_step(D, H, K, seed):
    params, rng = network(D, H, K, seed), np.random.default_rng(seed)
    x, s0 = rng.normal(size=D), rng.uniform(-1, 1, H)
    trace = forward_propagation(x[None], params, s0=s0)
    for name in CONVENTIONS:
        s, z = step_in(to_convention(params, name), name, x, s0)
        np.testing.assert_allclose(s, trace.s[0], atol=1e-13)
        np.testing.assert_allclose(z, trace.z[0], atol=1e-13)


def test_to_convention_gives_copies():
    params = worked_example()
    to_convention(params, "post")["W"][:] = 9
    to_convention(params, "d2l")["W_hh"][:] = 9
    np.testing.assert_array_equal(params.W, W.T)


def test_two_biases_are_added_and_missing_ones_are_zero():
    params = from_convention(PYTORCH | HEAD, "pytorch")
    np.testing.assert_allclose(params.b, [-0.2, 0.2])
    bare = from_convention({k: PYTORCH[k] for k in ("weight_ih_l0", "weight_hh_l0")}, "pytorch")
    assert not bare.b.any() and not bare.c.any()
    np.testing.assert_array_equal(bare.V, np.eye(2))  # without a layer behind it, z is s


def test_only_the_sum_of_the_two_biases_counts():
    moved = PYTORCH | {"bias_hh_l0": np.full(2, 5.0), "bias_ih_l0": np.array([-5.2, -4.8])}
    same(from_convention(moved, "pytorch"), from_convention(PYTORCH, "pytorch"), atol=1e-12)


@pytest.mark.parametrize(
    "name, change, words",
    [
        ("keras", {"kernel": np.ones((2, 3))}, r"kernel expects \(\.\.\., hidden\) = \(\.\.\., 2\)"
         r", got \(2, 3\); this looks like PyTorch's layout: transpose it"),
        ("keras", {"dense_kernel": np.ones((4, 2))}, "dense_kernel .*PyTorch's layout"),
        ("pytorch", {"weight_ih_l0": np.ones((3, 2))}, r"\(hidden, \.\.\.\) = \(2, \.\.\.\), got "
         r"\(3, 2\); this looks like Keras' layout: transpose it"),
        ("pytorch", {"head.weight": np.ones((2, 4))}, "head.weight .*Keras' layout"),
        ("d2l", {"W_xh": np.ones((2, 3))}, "W_xh .*the layout of the other form"),
        ("d2l", {"W_xh": np.ones((7, 5))}, r"got \(7, 5\)$"),
        ("pytorch", {"weight_hh_l0": np.ones((8, 2))}, r"8 = 4 x 2 is an LSTM"),
        ("pytorch", {"weight_hh_l0": np.ones((6, 2))}, r"6 = 3 x 2 is a GRU"),
        ("keras", {"recurrent_kernel": np.ones((2, 8))}, r"8 = 4 x 2 is an LSTM"),
        ("keras", {"recurrent_kernel": np.ones((2, 6))}, r"6 = 3 x 2 is a GRU"),
        ("keras", {"recurrent_kernel": np.ones((2, 3))}, "recurrent_kernel expects .*a square"),
        ("keras", {"recurrent_kernel": np.ones(4)}, "a square"),
        ("keras", {"bias": np.ones(3)}, r"bias expects \(2,\), got \(3,\)"),
        ("keras", {"kernel": np.full((3, 2), np.nan)}, r"kernel expects finite .*kernel\[0, 0\]"),
        ("keras", {"weight": np.ones(2)}, "weight is not one of them"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_explained(name, change, words):
    arrays = to_convention(network(3, 2, 4, 1), name) | change
    with pytest.raises(ValueError, match=words):
        from_convention(arrays, name)


def test_missing_and_unknown_names():
    with pytest.raises(ValueError, match="W_hh is missing"):
        from_convention({"W_xh": np.ones((3, 2))}, "d2l")
    with pytest.raises(ValueError, match="one of post, book"):
        to_convention(worked_example(), "tensorflow")


# Views


def test_the_spelling_shows_numbers_names_and_the_mark():
    figure, ax = lecture_figure(9, 4.5)
    figure.set_layout_engine("none")
    view = Spelling(ax, left=8, top=448)
    one, two = ("parameter", "P", np.array([[1.0, -2.0]]), "(2,)"), ("hidden", "h", np.eye(1), "")
    lines = [
        ["tanh(", [one], "+", [two], "+", [one], ") =", [two]],
        [[two], "+", [one], "=", [two]],
    ]
    view.set(title="7  here", lines=lines, mark=("P", 0, 1))
    assert view.shown[0] == ("P", ["1.00", "\u22122.00"]) and len(view.shown) == 7
    figure.canvas.draw()


def test_heights_of_differences():
    assert height([0, 1e-7, 1e-6, 1]).tolist() == pytest.approx([0, DECADE, 2 * DECADE, 8 * DECADE])
    heights = height(np.logspace(-12, 1, 60))
    assert (np.diff(heights) > 0).all() and ZERO + heights[-1] < 290  # below the table


def test_bars_and_table_of_differences():
    figure, ax = lecture_figure(9, 4.2)
    view = Differences(ax)
    z, run = np.arange(5.0), np.array([0, 1.01, 2, 3, 3.5])
    view.set(W=np.eye(2), used=np.eye(2), z=z, run=run, states=np.abs(run - z))
    assert view.shown["off"] == ["0.000000", "0.010000", "0.000000", "0.000000", "\u22120.500000"]
    np.testing.assert_allclose(view.heights["z"], height(np.abs(run - z)))
    assert len(view._bars.get_path().vertices) == 10  # two bars, five corners each
    figure.canvas.draw()


# Explorers


@pytest.fixture(scope="module")
def strips():
    """The two views of the explorer, as it makes them."""
    return []


@pytest.fixture(scope="module")
def spellings(strips):
    def spelling(*args, **options):
        strips.append(Spelling(*args, **options))
        return strips[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(letters, "Spelling", spelling)
        explorer = seven_spellings()
    yield explorer
    explorer.close()


@pytest.fixture(scope="module")
def switch():
    explorer = transpose_switch()
    yield explorer
    explorer.close()


@pytest.mark.parametrize("n", range(1, 8))
def test_the_marked_number_is_where_the_explorer_says(spellings, n):
    name = list(CONVENTIONS)[n - 1]
    w = {"w11": -1.1, "w12": 1.2, "w21": -0.7, "w22": 0.35}
    params = worked_example().replace(W=[[w["w11"], w["w21"]], [w["w12"], w["w22"]]])
    s_1 = run(W)[0][0]
    s_2 = np.tanh(params.U[:, 0] * 2 + params.W @ s_1 + params.b)
    for follow, (letter, place) in ROADS.items():
        spellings.set(n=n, follow=follow, **w)
        state = spellings.state()
        there, index = re.fullmatch(r"([\w.]+)\[([\d, ]+)\]", state["there"]).groups()
        array = to_convention(params, name)[there]
        assert array[tuple(map(int, index.split(", ")))] == getattr(params, letter)[place]
        np.testing.assert_allclose(state["s_t"], s_2, atol=1e-14)
        np.testing.assert_allclose(state["z_t"], params.V @ s_2 + params.c, atol=1e-14)
        assert state["largest difference"] < 1e-14
    spellings.reset()


def test_nothing_is_clipped_and_no_two_names_touch(spellings, strips):
    for n in range(1, 8):
        spellings.set(n=n, w11=-2, w12=-2, w21=-2, w22=-2)
        for view in strips:
            assert_inside_and_apart(view)
    spellings.reset()


def assert_inside_and_apart(view):
    for artist in view.moving:
        path = artist.get_path().transformed(artist.get_patch_transform())
        left, low, right, high = path.get_extents().extents
        assert min(left, low) > 0.5 and right < 899 and high < 419
    names = sorted(label for labels in view._labels.values() for label in labels)
    for i, (x, y, name) in enumerate(names):
        for other_x, other_y, other in names[i + 1 :]:
            apart = other_x - x - LETTER * (len(name) + len(other)) / 2
            assert apart > 2 or abs(y - other_y) > 27, (name, other)


def test_only_pytorch_is_said_to_be_stored_for_columns(spellings):
    said = [spellings.set(n=n) or str(spellings) for n in range(1, 8)]
    assert ["stored" in text for text in said] == [n == 4 for n in range(1, 8)]
    assert ["Vectors are rows" in text for text in said] == [n in (2, 3, 5) for n in range(1, 8)]
    spellings.reset()


def test_the_switch_against_the_loop(switch):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        w, s0 = rng.uniform(-2, 2, (2, 2)).round(2), rng.uniform(-1, 1, 2).round(2)
        names = {f"w{i + 1}{j + 1}": w[i, j] for i in (0, 1) for j in (0, 1)}
        switch.set(switch="Wᵀ", s01=s0[0], s02=s0[1], **names)
        np.testing.assert_allclose(switch.state()["right"], run(w, s0)[1], atol=1e-12)
        np.testing.assert_allclose(switch.state()["z"], run(w.T, s0)[1], atol=1e-12)
        switch.set(switch="W")
        assert not switch.state()["difference"].any()
    switch.reset()


# What the chapter claims


def test_a_forgotten_transpose_shows_at_step_2_by_these_numbers():
    off = run(W.T)[1] - run(W)[1]  # wrong minus right
    assert [f"{d:.6f}" for d in off[1:]] == ["0.009906", "-0.000110", "-0.000765", "-0.000436"]
    assert off[0] == 0 and not (run(W.T)[0] - run(W)[0])[0].any()


def test_equal_numbers_hide_it_from_every_start(switch):
    for s0 in ((0.5, 0), (1, -1), (-0.3, 0.8)):
        switch.set(switch="Wᵀ", s01=s0[0], s02=s0[1], w12=-0.65, w21=-0.65)
        assert not switch.state()["difference"].any()
    switch.reset()


@pytest.mark.parametrize("s01", [0, 1])
def test_2_and_minus_2_make_a_difference_above_0_9(switch, s01):
    switch.reset()
    for one, other in ((2, -2), (-2, 2)):
        switch.set(switch="Wᵀ", s01=s01, w12=one, w21=other)
        assert np.abs(switch.state()["difference"]).max() > 0.9
    switch.reset()


def test_with_three_units_one_start_can_miss_it_and_the_unit_starts_cannot():
    W3 = np.random.default_rng(4).normal(size=(3, 3))
    skew = W3 - W3.T
    blind = np.array([skew[1, 2], skew[2, 0], skew[0, 1]])  # the axis of a skew matrix
    np.testing.assert_allclose(W3 @ blind, W3.T @ blind, atol=1e-12)
    assert np.abs(blind).min() > 0.1 and np.abs(skew).max() > 0.1
    params = RNNParams(np.ones((3, 1)), W3, np.ones((1, 3)), np.array([0.1, 0.2, 0.3]))
    for j, start in enumerate(np.eye(3)):
        a = forward_propagation([[0.0]], params, s0=start).a[0]
        np.testing.assert_allclose(a - params.b, W3[:, j], atol=1e-15)


def test_with_two_units_every_start_but_zero_shows_it():
    skew = W - W.T
    assert np.linalg.matrix_rank(skew) == 2


def test_a_flat_array_has_no_transpose_and_both_products_run():
    assert U.T.shape == U.shape == (2,)
    assert (W @ U).shape == (U @ W).shape == (2,) and not np.allclose(W @ U, U @ W)


def test_a_reshape_fits_every_shape_check_and_moves_the_numbers():
    params = network(3, 2, 4, 1)
    arrays = to_convention(params, "keras")
    reshaped = params.replace(U=arrays["kernel"].reshape(2, 3))
    assert not np.allclose(reshaped.U, params.U)
    for thin in (np.array([[1], [2], [3]]), np.array([[1, 2, 3]])):
        np.testing.assert_array_equal(thin.reshape(thin.shape[::-1]), thin.T)
    kernel = np.array([[1, 2], [3, 4], [5, 6]])
    assert (kernel.reshape(2, 3) != kernel.T).sum() == 4  # most of the six land elsewhere


def test_32_bits_carry_six_sure_digits():
    assert np.finfo(np.float32).precision == 6


def test_square_shapes_cannot_tell_the_layout():
    arrays = to_convention(network(4, 4, 4, 1), "keras")
    from_convention({k: v.T for k, v in arrays.items()}, "keras")  # no complaint


def test_the_first_step_does_not_read_w():
    params = from_convention(PYTORCH | HEAD, "pytorch")
    wrong = params.replace(W=params.W.T)
    right, off = (forward_propagation(np.eye(3), p).z[:, 0] for p in (params, wrong))
    assert right[0] == off[0] and (np.abs(right - off)[1:] > 0.01).all()


def test_every_step_makes_the_mistake_anew_but_later_the_units_are_saturated():
    right, wrong = run(W)[0], run(W.T)[0]
    for t in range(1, 5):
        in_the_sums = wrong[t - 1] @ W.T - wrong[t - 1] @ W  # this step's share, from one state
        assert (np.abs(in_the_sums) > 0.045).all()
        if t > 1:
            assert (np.abs(in_the_sums) > 0.08).all() and (np.abs(in_the_sums) < 0.1).all()
    assert (1 - right[2:] ** 2 < 0.08).all()
    assert f"{abs(run(W.T)[1] - run(W)[1])[4]:.4f}" == "0.0004"


def test_the_loudest_start_and_the_quiet_one():
    starts = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    loud = {s: abs(run(W.T, s, 1)[1] - run(W, s, 1)[1])[0] for s in starts}
    assert max(loud, key=loud.get) == (1, -1)
    assert min((s for s in starts if s != (0, 0)), key=loud.get) == (1, 1)
    np.testing.assert_allclose(np.ones(2) @ W.T - np.ones(2) @ W, [-0.1, 0.1])


def test_the_sums_of_the_two_candidates_stand_where_the_exercise_says():
    """Steeper at (1, -1): the slopes of tanh there are larger than at (-1, 1) in what counts."""
    slopes = {s: (1 - run(W, s, 1)[0][0] ** 2) @ [1, 2] for s in ((1, -1), (-1, 1))}
    assert slopes[1, -1] > slopes[-1, 1]
