"""Seven conventions: there and back, their shapes, and what is said when arrays do not fit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import HEAD, PYTORCH, network
from row_form import U, V, W, b, c

from rnn_helpers import forward_propagation
from rnn_helpers.machines.examples import worked_example
from rnn_helpers.notations.conventions import (
    CONVENTIONS,
    Convention,
    _convention,
    from_convention,
    step_in,
    to_convention,
)

LAYOUTS = {  # written by hand: the shapes of input, recurrent, output matrix for D, H, K = 3, 2, 4
    "post": [(2, 3), (2, 2), (4, 2)],
    "book": [(3, 2), (2, 2), (2, 4)],
    "d2l": [(3, 2), (2, 2), (2, 4)],
    "pytorch": [(2, 3), (2, 2), (4, 2)],
    "keras": [(3, 2), (2, 2), (2, 4)],
    "min-char-rnn": [(2, 3), (2, 2), (4, 2)],
    "W first": [(2, 3), (2, 2), (4, 2)],
}


def same(one, other, atol=1e-15):
    for letter in "UWVbc":
        np.testing.assert_allclose(getattr(one, letter), getattr(other, letter), atol=atol, rtol=0)


def test_there_are_seven_and_four_stand_like_the_post():
    assert list(CONVENTIONS) == list(LAYOUTS)
    like = [to_convention(worked_example(), k)[w.names["W"]][1, 0] for k, w in CONVENTIONS.items()]
    assert [value == 0.2 for value in like] == [True, False, False, True, False, True, True]


def test_a_convention_is_written_down_in_few_words():
    names = {"U": "I", "W": "R", "V": "O", "b": "p", "c": "q"}
    for form, rows in (("rows", True), ("columns", False)):
        expected = Convention("a text", rows, names, ("x", "h", "h", "y"), "p2")
        assert _convention("a text", form, "I R O p q", "x h h y", "p2") == expected
    with pytest.raises(ValueError, match="shorter"):
        _convention("a text", "rows", "I R O p", "x h h y")


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
    for name, wanted in zip(book, (U, W, V[:, None], b, np.array(c)), strict=True):
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


def test_a_step_adds_both_biases():
    arrays, x, s0 = PYTORCH | HEAD, np.array([1.0, -2.0, 0.5]), np.array([0.3, -0.6])
    trace = forward_propagation(x[None], from_convention(arrays, "pytorch"), s0=s0)
    s, z = step_in(arrays, "pytorch", x, s0)
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


def test_a_second_bias_may_be_the_only_one():
    arrays = {k: v for k, v in PYTORCH.items() if k != "bias_ih_l0"}
    np.testing.assert_array_equal(from_convention(arrays, "pytorch").b, PYTORCH["bias_hh_l0"])


@pytest.mark.parametrize("shape", [(2,), (2, 1), (1, 2)])
def test_a_bias_may_stand_upright_or_lie(shape):
    arrays = {"W_xh": np.ones((3, 2)), "W_hh": np.eye(2), "b_h": np.array([3.0, 4.0])}
    params = from_convention(arrays | {"b_h": arrays["b_h"].reshape(shape)}, "d2l")
    assert params.b.tolist() == [3, 4]


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
        ("pytorch", {"weight_hh_l0": np.ones((8, 2))}, r"8 = 4 x 2 is an LSTM: try load_gates"),
        ("pytorch", {"weight_hh_l0": np.ones((2, 8))}, r"8 = 4 x 2 is an LSTM, whose gates"),
        ("pytorch", {"weight_hh_l0": np.ones((6, 2))}, r"6 = 3 x 2 is a GRU"),
        ("d2l", {"W_hh": np.ones((8, 2))}, r"8 = 4 x 2 is an LSTM, whose gates"),
        ("keras", {"recurrent_kernel": np.ones((2, 8))}, r"8 = 4 x 2 is an LSTM, whose gates"),
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
