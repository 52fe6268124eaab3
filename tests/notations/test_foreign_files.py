"""Files as people export them: each gives the library's numbers, or is refused in its own names."""

import numpy as np
import pytest
from foreign import (
    assert_same,
    dense,
    keras_numbers,
    keras_rnn,
    linear,
    norm,
    numbers,
    pytorch_numbers,
    pytorch_rnn,
    refusal,
    under,
)
from networks import network

from rnn_helpers.notations import from_convention, load_params, to_convention

RNG = np.random.default_rng(5)
X = {D: RNG.normal(size=(6, D)) for D in (3, 5)}  # (T, D)
RNN = {D: pytorch_rnn(RNG, D, 5) for D in X}
SIMPLE = {D: keras_rnn(RNG, D, 5) for D in X}
TABLE = {"weight": numbers(RNG, 4, 5)}  # an nn.Embedding(4, 5)
SQUARE, HEAD = linear(RNG, 5, 5), linear(RNG, 5, 2)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "weights.npz"


@pytest.fixture
def load(path):
    def load(*listed, output=None, **named):
        np.savez(path, *listed, **named)
        return load_params(path, output=output)

    return load


@pytest.fixture
def refused(path):
    return lambda *listed, **named: refusal(path, *listed, **named)


# Which layer is the output


def test_the_output_layer_is_asked_for_only_where_one_is_in_doubt(refused):
    alone, beside = {}, under("decoder", HEAD)
    for more, asked in ((alone, True), (beside, False)):
        message = refused(**under("encoder", TABLE), **under("rnn", RNN[5]), **more)
        assert ("output='encoder'" in message) == asked


@pytest.mark.parametrize("D", X)
@pytest.mark.parametrize(
    "name",
    ["head", "lm_head", "out", "output", "decoder", "h2o", "fc_out", "outputLayer", "model.head.0",
     "classifier.3", "fc", "fc2", "linear", "proj", "dense_1", "module.fc"],
)  # fmt: skip
@pytest.mark.parametrize("bias", [True, False])
def test_an_output_layer_by_its_name_or_place(load, D, name, bias):
    head = linear(RNG, 5, 5, bias=bias)
    expected = pytorch_numbers(X[D], RNN[D], head)
    assert_same(load(**under("rnn", RNN[D]), **under(name, head)), expected, X[D])


@pytest.mark.parametrize("name", ["scores", "tagger", "w2", "0", "last_one", ""])
def test_an_output_layer_by_its_shape(load, name):
    expected = pytorch_numbers(X[3], RNN[3], HEAD)
    assert_same(load(**under(name, HEAD), **under("rnn", RNN[3])), expected, X[3])


@pytest.mark.parametrize("D", X)
@pytest.mark.parametrize("name", ["", "1"])
def test_an_output_layer_without_a_name_that_comes_last(load, D, name):
    expected = pytorch_numbers(X[D], RNN[D], SQUARE)
    assert_same(load(**under("", RNN[D]), **under(name, SQUARE)), expected, X[D])


BEFORE = ["encoder", "lookup", "words", "table", "embed", "tok_emb", "wordEmbeddings", "E", "0"]


@pytest.mark.parametrize("name", BEFORE)
@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("D", X)
def test_an_embedding_is_never_the_output(refused, name, last, D):
    files = [under(name, TABLE), under("rnn", RNN[D])]
    assert f"{name}.weight" in refused(**files[last], **files[not last])


@pytest.mark.parametrize("name", ["inp", "fc", "linear", "proj", "in_proj", "encoder", "pre", "w1"])
@pytest.mark.parametrize("order", [list, sorted])
def test_a_linear_layer_before_is_never_the_output(refused, name, order):
    arrays = under(name, SQUARE) | under("rnn", RNN[5])
    assert f"{name}.weight" in refused(**{key: arrays[key] for key in order(arrays)})


@pytest.mark.parametrize("kind", ["LayerNorm", "RMSNorm", "BatchNorm1d"])
@pytest.mark.parametrize("name", ["norm", "head", "w", "ln_f", "1"])
@pytest.mark.parametrize("head", [{}, under("fc", HEAD)])
def test_a_normalisation_is_never_the_output(refused, kind, name, head):
    message = refused(**under("rnn", RNN[3]), **under(name, norm(RNG, 5, kind)), **head)
    assert "normalisation layer" in message and name + "." in message


@pytest.mark.parametrize("shape, D", [((9, 3), 3), ((5, 4), 5), ((3, 9), 3)])
def test_a_layer_before_by_its_shape(refused, shape, D):
    message = refused(**RNN[D], **{"words.weight": numbers(RNG, *shape)})
    assert "is a layer before the recurrent one, by its shape" in message


def test_a_layer_that_fits_nowhere(refused):
    for more in ({}, {"words.bias": numbers(RNG, 9)}):
        message = refused(**RNN[3], **{"words.weight": numbers(RNG, 9, 7)}, **more)
        assert "words.weight expects (..., hidden) = (..., 5), got (9, 7)" in message


def test_a_normalisation_with_two_axes(refused):
    two_axes = {"weight": numbers(RNG, 5, 5), "bias": numbers(RNG, 5, 5)}
    assert "norm.weight is a normalisation" in refused(**RNN[3], **under("norm", two_axes))
    assert "w.bias expects (5,), got (5, 5)" in refused(**RNN[3], **under("w", two_axes))


def test_name_and_place_that_disagree_and_an_order_of_the_alphabet(refused, load):
    first = under("out", SQUARE) | under("rnn", RNN[5])
    assert "out.weight (5, 5) may be" in refused(**first)
    by_letters = {name: first[name] for name in sorted(first)}
    assert_same(load(**by_letters), pytorch_numbers(X[5], RNN[5], SQUARE), X[5])
    sorted_by_chance = under("a_rnn", keras_rnn(RNG, 5, 5, bias=False), "/")
    sorted_by_chance |= under("dense", dense(RNG, 5, 5, bias=False), "/")
    assert "dense/kernel (5, 5) may be" in refused(**sorted_by_chance)


@pytest.mark.parametrize("output", ["fc", "net.fc", "net.fc.weight"])
def test_a_name_settles_it(load, refused, output):
    arrays = under("net.fc", SQUARE) | under("rnn", RNN[5])
    assert "output='net.fc'" in refused(**arrays)
    assert_same(load(**arrays, output=output), pytorch_numbers(X[5], RNN[5], SQUARE), X[5])


def test_a_name_settles_it_against_other_names_and_where_there_is_none(load, refused):
    for name, output in (("encoder", "encoder"), ("", "weight"), ("table", "table")):
        arrays = under(name, TABLE) | RNN[5]
        assert f"output={output!r}" in refused(**arrays)
        expected = pytorch_numbers(X[5], RNN[5], TABLE)
        assert_same(load(**arrays, output=output), expected, X[5])


@pytest.mark.parametrize("output", ["head", "", 3, "f"])
def test_a_name_that_no_layer_has(refused, output):
    assert "'fc'" in refused(**RNN[3], **under("fc", HEAD), output=output)
    assert "(none)" in refused(**RNN[3], output=output)
    assert "output expects" in refused(*SIMPLE[3].values(), output=output)


def test_a_named_layer_beside_others_or_of_another_shape(refused):
    two = under("rnn", RNN[3]) | under("fc", HEAD)
    assert "second of its kind" in refused(**two, **under("fc2", HEAD), output="fc")
    assert "emb.weight is an embedding" in refused(**two, **under("emb", TABLE), output="fc")
    narrow = linear(RNG, 4, 2)
    assert "fc.weight expects" in refused(**RNN[3], **under("fc", narrow), output="fc")


# Names


@pytest.mark.parametrize(
    "prefix",
    ["model", "encoder", "module", "ensemble.rnn", "remember", "embedded_net", "no_backward",
     "embedding", "model.backward.rnn", "decoder", "net.l1", "kernel_net", "rnn_reverse",
     "head", "_orig_mod.rnn", "1", "rnn.0"],
)  # fmt: skip
@pytest.mark.parametrize("D", X)
def test_only_the_own_name_of_a_layer_counts(load, prefix, D):
    expected = pytorch_numbers(X[D], RNN[D], SQUARE)
    for dot in "._/":
        arrays = under(prefix, RNN[D], dot) | under(f"{prefix}.head", SQUARE)
        assert_same(load(**arrays), expected, X[D])
    cell = {name.removesuffix("_l0"): array for name, array in RNN[D].items()}
    expected = pytorch_numbers(X[D], RNN[D])
    assert_same(load(**under(prefix, cell)), expected, X[D])
    assert_same(load(**under(f"backward.{prefix}.rnn_cell", cell)), expected, X[D])


@pytest.mark.parametrize("prefix", ["ensemble", "embedded_net", "no_backward_rnn", "my/backward"])
def test_only_the_own_name_of_a_keras_layer_counts(load, prefix):
    arrays = under(f"{prefix}/simple_rnn/simple_rnn_cell", SIMPLE[5], "/")
    head = dense(RNG, 5, 5)
    arrays |= under(f"{prefix}/dense", head, "/")
    arrays = {f"{name}:0": array for name, array in arrays.items()}
    assert_same(load(**arrays), keras_numbers(X[5], SIMPLE[5], head), X[5])


def test_the_other_layout_is_named_by_the_library_not_by_the_path(refused):
    turned = RNN[3] | {"weight_ih_l0": RNN[3]["weight_ih_l0"].T}
    assert "this looks like Keras' layout" in refused(**under("kernel_net", turned))
    assert "this looks like Keras' layout" in refused(**under("rnn", turned), **under("w", SQUARE))
    turned = SIMPLE[3] | {"kernel": SIMPLE[3]["kernel"].T}
    assert "this looks like PyTorch's layout" in refused(**under("weight_net", turned, "/"))


TWO = pytorch_rnn(RNG, 3, 5, layers=2)
BOTH = pytorch_rnn(RNG, 3, 5, both=True)
BACKWARD = under("bidirectional/backward_simple_rnn/simple_rnn_cell", SIMPLE[3], "/")
LINEARS = under("i2h", linear(RNG, 8, 5)) | under("h2o", HEAD)
REFUSED = {
    "word model": (
        under("encoder", TABLE) | under("rnn", RNN[5]) | under("decoder", linear(RNG, 5, 4)),
        ["encoder.weight (4, 5) is a layer before", "multiply it into rnn.weight_ih_l0"],
    ),
    "embedding": (
        under("emb", TABLE) | under("rnn", RNN[5]) | under("fc", HEAD),
        ["emb.weight is an embedding; multiply it in first: rnn.weight_ih_l0 times emb.weight"],
    ),
    "Keras embedding": (
        {"embedding/embeddings": TABLE["weight"]} | under("simple_rnn", SIMPLE[5], "/"),
        ["embedding/embeddings is an embedding", "embedding/embeddings times simple_rnn/kernel"],
    ),
    "i2h and h2o": (LINEARS, ["no recurrent weights", "got i2h.weight, i2h.bias, h2o.weight"]),
    "two layers": (under("rnn", TWO), ["rnn.weight_ih_l1 is a second layer"]),
    "two modules": (
        under("a", RNN[3]) | under("b", RNN[5]),
        ["b.weight_ih_l0 is of a second recurrent layer, after a.weight_ih_l0"],
    ),
    "PyTorch and Keras": (RNN[3] | SIMPLE[3], ["second recurrent layer"]),
    "both directions": (BOTH, ["weight_ih_l0_reverse runs from right to left"]),
    "Keras backward": (BACKWARD, [f"{next(iter(BACKWARD))} runs from right to left"]),
    "Dense behind nn.RNN": (
        under("rnn", RNN[3]) | under("dense", dense(RNG, 5, 2), "/"),
        ["dense/kernel and rnn.weight_hh_l0 are names of two libraries"],
    ),
    "two linear": (
        RNN[3] | under("fc1", HEAD) | under("fc2", linear(RNG, 2, 2)),
        ["fc2.weight is the second of its kind, after fc1.weight"],
    ),
    "two spellings": (
        RNN[3] | under("fc", HEAD) | under("fc", HEAD, "_"),
        ["fc_weight is the second of its kind, after fc.weight"],
    ),
    "attention": (RNN[3] | {"attn.in_proj_weight": numbers(RNG, 15, 5)}, ["attn.in_proj_weight"]),
    "start state": (RNN[3] | {"h0": numbers(RNG, 1, 1, 5)}, ["h0 is not one of them"]),
    "a flat kernel": (
        under("a", SIMPLE[3] | {"kernel": numbers(RNG, 5)}),
        ["a.kernel expects two axes, got (5,)"],
    ),
    "names and none": (RNN[3] | {"arr_0": numbers(RNG, 2, 5)}, ["arr_0 is not one of them"]),
    "only arr_1": ({"arr_1": numbers(RNG, 5, 5)}, ["arr_0 is missing"]),
    "arr_00": ({"arr_0": numbers(RNG, 5, 5), "arr_00": numbers(RNG, 5, 5)}, ["arr_1 is missing"]),
    "too large a sum": (
        RNN[3] | under("fc", {"weight": np.full((2, 5), 1e308)}),
        ["fc.weight expect sums that a float can hold"],
    ),
    "too large biases": (
        RNN[3] | {key: np.full(5, 1.5e308) for key in ("bias_ih_l0", "bias_hh_l0")},
        ["bias_ih_l0 + bias_hh_l0 expects finite"],
    ),
    "letters of two texts": (
        to_convention(network(3, 2, 4, 1), "d2l") | to_convention(network(3, 2, 4, 1), "post"),
        ["is not one of"],
    ),
    "one letter more": (
        to_convention(network(3, 2, 4, 1), "post") | {"E": numbers(RNG, 3, 9)}, ["E is not one of"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("arrays, words", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_and_in_which_words(refused, arrays, words):
    message = refused(**arrays)
    for word in words:
        assert word in message


@pytest.mark.parametrize("gates, name", [(3, "a GRU"), (4, "an LSTM")])
def test_gated_networks_with_whatever_beside(refused, gates, name):
    gated = pytorch_rnn(RNG, 3, 5, gates=gates)
    for more in (
        {},
        under("fc", HEAD),
        under("emb", TABLE),
        under("norm", norm(RNG, 5, "LayerNorm")),
    ):
        assert name in refused(**under("rnn", gated), **more)
    assert name in refused(*gated.values(), *HEAD.values())
    gated = keras_rnn(RNG, 3, 5, gates=gates)
    assert name in refused(**under("a/b", gated, "/"))
    assert "arr_" in refused(*gated.values(), *dense(RNG, 5, 2).values())


@pytest.mark.parametrize("name", [*RNN[3], "fc.weight"])
def test_half_a_pytorch_layer(refused, name):
    arrays = under("a.rnn", RNN[3]) | under("fc", HEAD)
    name = name if name in arrays else f"a.rnn.{name}"
    message = refused(**{key: array for key, array in arrays.items() if key != name})
    assert f"{name} is missing" in message or f"but not {name}" in message


@pytest.mark.parametrize("bias", ["fc.bias", "fc_bias", "bias"])
def test_a_bias_alone_is_half_a_layer(refused, bias):
    name = bias.replace("bias", "weight")
    assert f"{name} is missing: {bias} is half" in refused(**RNN[5], **{bias: np.ones(5)})


@pytest.mark.parametrize("name", ["simple_rnn/kernel", "dense/kernel"])
def test_half_a_keras_layer(refused, name):
    arrays = under("simple_rnn", SIMPLE[3], "/") | under("dense", dense(RNG, 5, 2), "/")
    message = refused(**{key: array for key, array in arrays.items() if key != name})
    assert f"{name} is missing" in message


def test_half_a_layer_in_letters(refused):
    for text in ("post", "d2l", "min-char-rnn", "book", "keras", "pytorch"):
        arrays = to_convention(network(3, 2, 4, 1), text)
        V = list(arrays)[2]
        del arrays[V]
        with pytest.raises(ValueError, match=f"{V} is missing"):
            from_convention(arrays, text)
        assert "is missing" in refused(**arrays)


# Letters of texts


@pytest.mark.parametrize(
    "text", ["post", "W first", "d2l", "min-char-rnn", "book", "keras", "pytorch"]
)
@pytest.mark.parametrize("sizes", [(3, 2, 4), (1, 2, 1), (3, 2, 2), (3, 2, 3)])
@pytest.mark.parametrize("prefix", ["", "rnn."])
def test_the_letters_of_chapter_03(load, text, sizes, prefix):
    params = network(*sizes, 1)
    arrays = {prefix + name: array for name, array in to_convention(params, text).items()}
    loaded = load(**arrays)
    for letter in "UWVbc":
        np.testing.assert_array_equal(getattr(loaded, letter), getattr(params, letter))


def test_letters_with_the_suffix_of_tensorflow(load):
    params = network(3, 2, 4, 1)
    arrays = to_convention(params, "d2l")
    loaded = load(**{f"net/{name}:0": array for name, array in arrays.items()})
    np.testing.assert_array_equal(loaded.W, params.W)


@pytest.mark.parametrize("text", ["d2l", "min-char-rnn", "book", "keras", "pytorch"])
def test_letters_of_square_networks(load, text):
    params = network(3, 3, 3, 1)
    loaded = load(**to_convention(params, text))
    for letter in "UWVbc":
        np.testing.assert_array_equal(getattr(loaded, letter), getattr(params, letter))


@pytest.mark.parametrize("text", ["post", "W first"])
def test_u_and_w_of_a_square_network_may_be_either(refused, path, text):
    params = network(3, 3, 4, 1)
    message = refused(**to_convention(params, text))
    call = f'from_convention(arrays, "{text}")'
    assert call in message and "arrays = dict(np.load(path))" in message
    with np.load(path) as file:
        found = from_convention(dict(file), text)
    np.testing.assert_array_equal(found.U, params.U)


def test_the_reading_that_fits_better_says_what_is_wrong(refused):
    arrays = to_convention(network(3, 2, 4, 1), "W first") | {"V": numbers(RNG, 2, 4)}
    assert "V expects (..., hidden) = (..., 2), got (2, 4)" in refused(**arrays)


# Lists


KERAS_LISTS = [(b, k, c) for b in (True, False) for k in (None, 2, 4) for c in (True, False)]


@pytest.mark.parametrize("rnn_bias, K, bias", KERAS_LISTS)
def test_lists_of_keras(load, rnn_bias, K, bias):
    rnn = keras_rnn(RNG, 3, 5, bias=rnn_bias)
    head = dense(RNG, 5, K, bias=bias) if K else {}
    loaded = load(*rnn.values(), *head.values())
    assert_same(loaded, keras_numbers(X[3], rnn, head), X[3])


@pytest.mark.parametrize("rnn_bias, K, bias", KERAS_LISTS)
def test_lists_of_pytorch(load, rnn_bias, K, bias):
    rnn = pytorch_rnn(RNG, 3, 5, bias=rnn_bias)
    head = linear(RNG, 5, K, bias=bias) if K else {}
    loaded = load(*rnn.values(), *head.values())
    assert_same(loaded, pytorch_numbers(X[3], rnn, head), X[3])


def test_a_list_whose_bias_tells_it_from_a_gru(load):
    rnn, head = pytorch_rnn(RNG, 6, 6, bias=False), linear(RNG, 6, 2)
    x = RNG.normal(size=(4, 6))
    assert_same(load(*rnn.values(), *head.values()), pytorch_numbers(x, rnn, head), x)


def test_a_list_that_reads_the_same_in_both_layouts(load):
    params = load(np.array([[0.5]]), np.array([[0.3]]))
    assert params.U.tolist() == [[0.5]] and params.W.tolist() == [[0.3]]


def test_a_head_that_no_layer_of_one_two_three_or_four_blocks_has(load):
    rnn, head = pytorch_rnn(RNG, 6, 6, bias=False), linear(RNG, 6, 4, bias=False)
    x = RNG.normal(size=(4, 6))
    assert_same(load(*rnn.values(), *head.values()), pytorch_numbers(x, rnn, head), x)
    rnn, head = keras_rnn(RNG, 6, 6, bias=False), dense(RNG, 6, 4, bias=False)
    assert_same(load(*rnn.values(), *head.values()), keras_numbers(x, rnn, head), x)


@pytest.mark.parametrize(
    "shapes, words",
    [
        ([(5, 5), (5, 5)], "Keras' and PyTorch's layout"),
        ([(5, 5), (5, 5), (5, 5)], "Keras' and PyTorch's layout"),
        ([(5, 5), (5, 5), (5, 5), (5,)], "Keras' and PyTorch's layout"),
        ([(4, 5), (5, 5), (5, 5)], "may begin with an embedding"),
        ([(4, 5), (5, 5), (5, 5), (5,)], "may begin with an embedding"),
        ([(5, 4), (5, 5), (5, 5)], "may begin with an embedding"),
        ([(8, 8), (8, 8), (2, 8)], "may begin with an embedding"),  # and a Keras LSTM of 2 units
        ([(3, 8), (8, 8), (8, 2)], "may begin with an embedding"),  # and a PyTorch LSTM
        ([(3, 6), (6, 6), (6, 2)], "may begin with an embedding"),  # and a PyTorch GRU
        ([(7, 4), (4, 5), (5, 5)], "a square"),
        ([(7, 3), (5, 3), (5, 5), (5,), (5,)], "an embedding or several layers"),
        (
            [(5, 3), (5, 5), (5,), (5,), (5, 5), (5, 5), (5,), (5,)],
            "an embedding or several layers",
        ),
        ([(3, 5), (5, 5), (5,), (5, 5), (5, 5), (5,)], "an embedding or several layers"),
        ([(5, 3), (5, 5), (2, 5), (5,), (2,)], "an embedding or several layers"),  # U, W, V, b, c
        ([(3, 5), (5, 5), (5, 2), (3,)], r"arr_3 expects \(2,\)"),
        ([(3, 5), (5, 5), (2, 5)], "arr_2 expects .*transpose it"),
        ([(3, 5), (5, 5), (5,), (5,)], "arr_0 expects .*transpose it"),
        ([(1,) * 22], "an embedding or several layers"),
        ([()], "an embedding or several layers"),
    ],
)
def test_lists_that_fit_twice_or_not_at_all(path, shapes, words):
    np.savez(
        path, *[np.zeros(shape) + np.arange(np.prod(shape)).reshape(shape) for shape in shapes]
    )
    with pytest.raises(ValueError, match=words):
        load_params(path)


@pytest.mark.parametrize("K", [2, 5])
def test_lists_with_biases_have_one_reading_even_if_square(load, K):
    rnn, head = keras_rnn(RNG, 5, 5), dense(RNG, 5, K)
    assert_same(load(*rnn.values(), *head.values()), keras_numbers(X[5], rnn, head), X[5])
    rnn, head = pytorch_rnn(RNG, 5, 5), linear(RNG, 5, K)
    assert_same(load(*rnn.values(), *head.values()), pytorch_numbers(X[5], rnn, head), X[5])


def test_the_list_without_a_recurrent_bias(load):
    rnn, head = keras_rnn(RNG, 3, 5, bias=False), dense(RNG, 5, 2)
    assert_same(load(*rnn.values(), *head.values()), keras_numbers(X[3], rnn, head), X[3])


# Keras' names


def test_keras_paths(load):
    for D in X:
        for head in ({}, dense(RNG, 5, 2), dense(RNG, 5, 5), dense(RNG, 5, D, bias=False)):
            arrays = under("sequential/simple_rnn/simple_rnn_cell", SIMPLE[D], "/")
            arrays |= under("sequential/dense", head, "/")
            assert_same(load(**arrays), keras_numbers(X[D], SIMPLE[D], head), X[D])


def test_a_dense_layer_whose_place_is_not_known(refused, load):
    """In a model that is a class, the layers stand in the order of its __init__."""
    head = dense(RNG, 5, 5)
    arrays = under("m/dense", head, "/") | under("m/simple_rnn/simple_rnn_cell", SIMPLE[5], "/")
    assert "m/dense/kernel (5, 5) may be" in refused(**arrays)
    expected = keras_numbers(X[5], SIMPLE[5], head)
    assert_same(load(**arrays, output="dense"), expected, X[5])


@pytest.mark.parametrize("D", X)
@pytest.mark.parametrize("K", [2, 3, 5])
@pytest.mark.parametrize("bias", [True, False])
def test_names_that_collapse(refused, D, K, bias):
    collapsed = keras_rnn(RNG, D, 5, bias=bias) | dense(RNG, 5, K, bias=bias)
    assert list(collapsed)[:2] == ["kernel", "recurrent_kernel"]
    assert "save {w.path: w}" in refused(**collapsed)


def test_names_of_two_directions_that_collapse(refused):
    assert "save {w.path: w}" in refused(**SIMPLE[3] | dense(RNG, 10, 2))


def test_bare_names_of_one_layer(load):
    assert_same(load(**SIMPLE[3]), keras_numbers(X[3], SIMPLE[3]), X[3])


# What no name tells


def test_integers_and_objects_are_both_kinds_of_error(load):
    for error in (TypeError, ValueError):
        with pytest.raises(error, match=r"fc\.weight expects floats"):
            load(**RNN[3], **{"fc.weight": np.ones((2, 5), int)})
        with pytest.raises(error, match=r"fc\.weight holds Python objects"):
            load(**RNN[3], **{"fc.weight": np.array([[None]])})


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble, ">f4"])
@pytest.mark.parametrize("order", "CF")
def test_every_float_and_order_of_storage(load, dtype, order):
    arrays = RNN[3] | under("fc", HEAD)
    arrays = {key: np.array(array, dtype, order=order) for key, array in arrays.items()}
    rnn = {key: arrays[key].astype(float) for key in RNN[3]}
    head = {key: arrays[f"fc.{key}"].astype(float) for key in HEAD}
    assert_same(load(**arrays), pytorch_numbers(X[3], rnn, head), X[3])
