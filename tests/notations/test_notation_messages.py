"""Whole messages, to the letter: what was expected, what came, where, and what to try."""

from pathlib import Path

import numpy as np
import pytest
from foreign import dense, keras_rnn, linear, numbers, pytorch_rnn, under
from networks import network

from rnn_helpers.notations import from_convention, load_params, to_convention
from rnn_helpers.notations.npz_files import some

RNG = np.random.default_rng(3)
RNN, SQUARE = pytorch_rnn(RNG, 3, 5), pytorch_rnn(RNG, 5, 5)
KERAS, HEAD = keras_rnn(RNG, 3, 5), linear(RNG, 5, 2)
TABLE = {"weight": numbers(RNG, 4, 5)}
D2L, POST = (to_convention(network(3, 2, 4, 1), text) for text in ("d2l", "post"))
UNDER = {name: under(name, HEAD) for name in ("a", "b", "c")}
ONE = "expected the arrays of one recurrent layer and of one linear layer behind it; "
SAY_SO = "if it is the output layer, say so: load_params(path, output="
SAVE = "save them with names: {w.path: w} in Keras, state_dict() in PyTorch"


def zeros(*shapes):
    return {f"arr_{i}": np.zeros(shape) for i, shape in enumerate(shapes)}


MESSAGES = {
    "a head of the other layout": (
        RNN | {"fc.weight": numbers(RNG, 5, 2)},
        "fc.weight expects (..., hidden) = (..., 5), got (5, 2); this looks like Keras' layout: "
        "transpose it",
    ),
    "strange": (RNN | {"h0": numbers(RNG, 5)}, ONE + "h0 is not one of them"),
    "normalised": (
        under("rnn", KERAS, "/") | {"bn/gamma:0": numbers(RNG, 5)},
        ONE + "bn/gamma:0 is not one of them (a normalisation layer has it)",
    ),
    "three layers": (
        RNN | UNDER["a"] | UNDER["b"] | UNDER["c"],
        "b.weight is the second of its kind, after a.weight: expected one layer behind the "
        "recurrent one",
    ),
    "three recurrent layers": (
        under("a", RNN) | under("b", RNN) | under("c", RNN),
        "b.weight_ih_l0 is of a second recurrent layer, after a.weight_ih_l0; expected one",
    ),
    "one axis": (
        RNN | {"w.weight": numbers(RNG, 5)},
        "w.weight expects two axes, as a linear layer has, got (5,); U, W, V, b and c cannot hold "
        "a normalisation layer",
    ),
    "an output layer that would feed by its shape": (
        RNN | {"out.weight": numbers(RNG, 3, 9)},
        "out.weight expects (..., hidden) = (..., 5), got (3, 9)",
    ),
    "before, by its shape": (
        RNN | {"words.weight": numbers(RNG, 9, 3)},
        "words.weight (9, 3) is a layer before the recurrent one, by its shape, such as an "
        "embedding; multiply it into weight_ih_l0 first (chapter 04)",
    ),
    "before, by its name": (
        SQUARE | under("encoder", TABLE),
        "encoder.weight (4, 5) is a layer before the recurrent one, by its name, such as an "
        "embedding; multiply it into weight_ih_l0 first (chapter 04), or, "
        f"{SAY_SO}'encoder')",
    ),
    "before, by its name, another behind": (
        SQUARE | under("encoder", TABLE) | under("fc", HEAD),
        "encoder.weight (4, 5) is a layer before the recurrent one, by its name, such as an "
        "embedding; multiply it into weight_ih_l0 first (chapter 04)",
    ),
    "before or behind": (
        SQUARE | TABLE,
        "weight (4, 5) may be the output layer, or an embedding or another layer before the "
        f"recurrent one; {SAY_SO}'weight')",
    ),
    "no recurrent layer": (
        {"i2h.weight": numbers(RNG, 5, 8)},
        "no recurrent weights: expected arrays named weight_ih_l0, weight_hh_l0, or kernel, "
        "recurrent_kernel, or by the letters of a text in appendix A2; got i2h.weight",
    ),
    "half a bias": (
        {key: array for key, array in RNN.items() if key != "bias_hh_l0"},
        "the file holds bias_ih_l0 but not bias_hh_l0: PyTorch adds both, or has none",
    ),
    "a bias alone": (
        RNN | {"bias_net.bias": numbers(RNG, 2)},
        "bias_net.weight is missing: bias_net.bias is half a layer",
    ),
    "names that collapse": (
        KERAS | dense(RNG, 5, 2),
        "kernel (5, 2) may be that of a Dense, for {w.name: w} keeps one array of each name; save "
        "{w.path: w}",
    ),
    "integers": (
        RNN | {"weight_hh_l0": np.ones((5, 5), int)},
        "weight_hh_l0 expects floats, as trained weights are, got integers; if these are weights, "
        "save them with .astype(float)",
    ),
    "objects": (
        {"weight_hh_l0": np.array([None])},
        "weight_hh_l0 holds Python objects, which only pickle can read, and pickle can run "
        "foreign code; save plain arrays of one shape",
    ),
    "too large a sum": (
        RNN | under("fc", {"weight": np.full((2, 5), 1e308), "bias": np.ones(2)}),
        "fc.weight and fc.bias expect sums that a float can hold, got an infinite one",
    ),
    "not a number": (
        RNN | {"weight_hh_l0": np.full((5, 5), np.nan)},
        "weight_hh_l0 expects finite float64 numbers, got nan at weight_hh_l0[0, 0]",
    ),
    "a bias that is not a number": (
        RNN | {"bias_hh_l0": np.full(5, np.nan)},
        "bias_hh_l0 expects finite float64 numbers, got nan at bias_hh_l0[0]",
    ),
    "letters, another name": (
        D2L | {"E": np.ones((3, 9))},
        "E is not one of W_xh, W_hh, W_hq, b_h, b_q",
    ),
    "letters, twice": (
        under("a", D2L) | {"b.W_xh": D2L["W_xh"]},
        "b.W_xh is the second of its kind, after a.W_xh",
    ),
    "letters, no square": (
        D2L | {"W_hh": np.ones((2, 5))},
        "W_hh expects (hidden, hidden), a square, got (2, 5); each state number feeds all of them",
    ),
    "letters, neither a square": (
        POST | {"W": np.ones((2, 5))},
        "W expects (hidden, hidden), a square, got (2, 5); each state number feeds all of them",
    ),
    "letters, both squares": (
        to_convention(network(3, 3, 4, 1), "post"),
        "U and W are both square, and either may be the recurrent weights; say which it is with "
        'from_convention(arrays, "post") or from_convention(arrays, "W first"), where arrays = '
        "dict(np.load(path))",
    ),
    "list, too long": (
        zeros((5, 3), (5, 5), (5, 5), (5, 5)),
        "arr_0, ... hold 4 arrays (5, 3), (5, 5), (5, 5), (5, 5), which are not the weights of "
        "one recurrent layer and one linear layer behind it: an embedding or several layers in "
        f"one list? {SAVE}",
    ),
    "list, of either library": (
        {f"arr_{i}": numbers(RNG, 5, 5) for i in range(2)},
        f"arr_0, ... (5, 5), (5, 5) fit Keras' and PyTorch's layout alike; {SAVE}",
    ),
    "list, perhaps with an embedding": (
        zeros((4, 5), (5, 5), (5, 5)),
        "arr_0, ... (4, 5), (5, 5), (5, 5) may begin with an embedding, or end with an output "
        f"layer; {SAVE}",
    ),
    "list, perhaps with a gated layer": (
        zeros((6, 6), (6, 6), (2, 6)),
        "arr_0, ... (6, 6), (6, 6), (2, 6) may begin with an embedding, or end with an output "
        f"layer; {SAVE}",
    ),
    "list, the other layout": (
        zeros((5, 3), (5, 5), (5,)),
        "arr_0 expects (..., hidden) = (..., 5), got (5, 3); this looks like PyTorch's layout: "
        "transpose it",
    ),
    "list, PyTorch's fits better": (
        zeros((5, 3), (5, 5), (2, 5), (3,)),
        "arr_3 expects (2,), got (3,)",
    ),
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "weights.npz"


@pytest.mark.parametrize("name", MESSAGES)
def test_the_message_is(path, name):
    arrays, message = MESSAGES[name]
    np.savez(path, **arrays)
    with pytest.raises(ValueError) as error:
        load_params(path)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("arrays", "layers"),
    [
        (RNN, "(none)"),
        (RNN | UNDER["a"] | UNDER["b"], "'a', 'b'"),
        (RNN | HEAD, "'weight'"),
    ],
)
def test_the_layers_to_choose_from_are_named(path, arrays, layers):
    np.savez(path, **arrays)
    with pytest.raises(ValueError) as error:
        load_params(path, output="x")
    assert str(error.value) == f"output expects the name of one of the layers {layers}; got 'x'"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"E": 1.0}, "arrays expects W_xh, W_hh, W_hq, b_h, b_q; E is not one of them"),
        (
            {"W_xh": np.ones((2, 3))},
            "W_xh expects (..., hidden) = (..., 2), got (2, 3); this looks like the layout of the "
            "other form: transpose it",
        ),
        (
            {"W_hh": 5.0},
            "W_hh expects (hidden, hidden), a square, got (); each state number feeds all of them",
        ),
        (
            {"W_hh": np.ones((0, 0))},
            "W_hh expects (hidden, hidden), a square, got (0, 0); each state number feeds all of "
            "them",
        ),
        ({"b_h": 1.0}, "b_h expects (2,), got ()"),
        ({"b_h": np.ones((2, 2))}, "b_h expects (2,), got (2, 2)"),
        ({"W_hq": np.ones((2, 1)), "b_q": np.ones(3)}, "b_q expects (1,), got (3,)"),
    ],
)
def test_the_message_of_from_convention_is(change, message):
    with pytest.raises(ValueError) as error:
        from_convention(D2L | change, "d2l")
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("many", "listed"),
    [
        (0, ""),
        (8, "a, b, c, d, e, f, g, h"),
        (9, "a, b, c, d, e, f, g, h and 1 more"),
        (12, "a, b, c, d, e, f, g, h and 4 more"),
    ],
)
def test_eight_names_are_listed(many, listed):
    assert some(dict.fromkeys("abcdefghijkl"[:many])) == listed


def test_a_path_that_cannot_be_read(monkeypatch):
    with pytest.raises(ValueError) as error:
        load_params("with\0zero")
    assert str(error.value) == ("path 'with\\x00zero' cannot be read: no file can have this name")

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(ValueError) as error:
        load_params("mine.npz")
    assert str(error.value) == "path 'mine.npz' cannot be read: Permission denied"
