"""Every mixture of layers under many names: loaded right, or refused in the file's own names."""

import numpy as np
import pytest
from foreign import (
    assert_same,
    dense,
    invented,
    keras_numbers,
    keras_rnn,
    linear,
    norm,
    numbers,
    pytorch_numbers,
    pytorch_rnn,
    under,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rnn_helpers.notations import load_params

SIZE = st.integers(2, 3)  # so few that many layers are square
OFTEN_ONE = st.sampled_from([1, 1, 1, 1, 2, 3])
PREFIXES = ["", "model.", "encoder.", "module.", "ensemble.rnn.", "remember.", "no_backward."]
TELLING = ["head", "lm_head", "decoder", "out", "output", "h2o"]
NEUTRAL = ["fc", "linear", "proj", "dense", "fc1"]
UNKNOWN = ["scores", "w", "mlp.0", "layer"]
BEFORE = ["encoder", "in_proj", "inp", "i2h", "prenet"]
EMBEDDINGS = ["embedding", "emb", "tok_emb", "encoder", "lookup", "words", "table", "E"]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzzed") / "weights.npz"


def test_an_invented_name_is_noticed():
    names = ["rnn.weight_hh_l0", "fc.weight"]
    message = "decoder.head.weight (4, 5), fc.weight and rnn.weight_hh_l0: kernel"
    assert invented(message, names) == {"decoder.head.weight", "kernel"}
    assert not invented("rnn.weight_ih_l0 is missing; got rnn.weight_hh_l0", names)


def tried(path, listed=(), named=None):
    """What the file gives, or None where it is refused in its own words."""
    np.savez(path, *listed, **(named or {}))
    try:
        return load_params(path)
    except ValueError as error:
        names = named or [f"arr_{i}" for i in range(len(listed))]
        assert not invented(error, names), error
        return None


@st.composite
def networks(draw, rnn_of, linear_of):
    """Layers in the order of use, [(kind, arrays), ...], and the sizes D, H, K."""
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    D, H, K = draw(SIZE), draw(SIZE), draw(SIZE)
    layers = []
    before = draw(st.sampled_from(["", "", "", "embedding", "linear"]))
    if before == "embedding":
        layers.append(("embedding", {"weight": numbers(rng, draw(SIZE), D)}))
    if before == "linear":
        layers.append(("before", linear_of(rng, draw(SIZE), D, bias=draw(st.booleans()))))
    more = {"gates": draw(st.sampled_from([1, 1, 1, 1, 3, 4])), "bias": draw(st.booleans())}
    if rnn_of is pytorch_rnn:
        more |= {"layers": draw(OFTEN_ONE), "both": draw(OFTEN_ONE) > 2}
    simple = more["gates"] == more.get("layers", 1) == 1 and not more.get("both")
    layers.append(("simple" if simple else "other", rnn_of(rng, D, H, **more)))
    if draw(st.sampled_from([True, True, True, False])):
        into = H * (1 + more.get("both", False))
        layers.append(("behind", linear_of(rng, into, K, bias=draw(st.booleans()))))
    return layers, (D, H, K)


def kinds(layers):
    return [kind for kind, _ in layers]


def can_be_held(layers):
    return kinds(layers) in (["simple"], ["simple", "behind"])


@settings(max_examples=150)
@given(
    network=networks(pytorch_rnn, linear),
    prefix=st.sampled_from(PREFIXES),
    names=st.fixed_dictionaries(
        {
            "embedding": st.sampled_from(EMBEDDINGS),
            "before": st.sampled_from(BEFORE + NEUTRAL + UNKNOWN),
            "simple": st.sampled_from(["rnn", "", "embedded", "backwards"]),
            "norm": st.sampled_from(["norm", "ln", "w2", "1"]),
            "behind": st.sampled_from(TELLING + TELLING + NEUTRAL + UNKNOWN),
        }
    ),
    between=st.sampled_from(["", "", "", "LayerNorm", "RMSNorm", "BatchNorm1d"]),
    order=st.sampled_from(["of use", "of use", "sorted", "shuffled"]),
    seed=st.integers(0, 99),
)
def test_state_dicts(path, network, prefix, names, between, order, seed):
    layers, (D, H, K) = network
    if between:
        layers = [*layers, ("norm", norm(np.random.default_rng(seed), H, between))]
    names["other"] = names["simple"]
    paths = [names[kind] for kind in kinds(layers)]
    assume(len(paths) == len(set(paths)))
    whole = {}
    for name, (_, layer) in zip(paths, layers, strict=True):
        whole |= under((prefix + name).removesuffix("."), layer)
    keys = sorted(whole) if order == "sorted" else list(whole)
    if order == "shuffled":
        keys = np.random.default_rng(seed).permutation(keys).tolist()
    if kinds(layers) == ["before", "simple"]:  # lest it be the file of another network
        first = list(layers[0][1])
        assume(keys != [*list(whole)[len(first) :], *list(whole)[: len(first)]])

    params = tried(path, named={key: whole[key] for key in keys})
    if not can_be_held(layers):
        assert params is None
        return
    name, head = names["behind"], dict(layers[1:]).get("behind", {})
    must = not head or (K != D and (name in TELLING + NEUTRAL or "bias" in head))
    must |= (name in TELLING and order != "shuffled") or (name in NEUTRAL and order == "of use")
    assert params or not must
    if params:
        x = np.random.default_rng(seed).normal(size=(5, D))
        assert_same(params, pytorch_numbers(x, layers[0][1], head), x)


@settings(max_examples=80)
@given(
    network=networks(keras_rnn, dense),
    sequential=st.sampled_from(["", "sequential/", "backward_model/"]),
    normed=st.sampled_from([False, False, False, True]),
    order=st.sampled_from(["of use", "sorted", "reversed"]),
    suffix=st.sampled_from(["", ":0"]),
)
def test_keras_paths(path, network, sequential, normed, order, suffix):
    layers, (D, H, K) = network
    whole = {}
    for kind, layer in layers:
        if kind == "embedding":
            layer = {"embeddings": layer["weight"]}
        own = {"embedding": "embedding", "before": "dense", "behind": "dense_1"}
        own = own.get(kind, "simple_rnn/simple_rnn_cell")
        whole |= under(sequential + own, layer, "/")
    if normed:
        layers = [*layers, ("norm", {})]
        whole |= {f"{sequential}layer_normalization/{own}": np.ones(H) for own in ("gamma", "beta")}
    whole = {name + suffix: array for name, array in whole.items()}
    keys = {"of use": list, "sorted": sorted, "reversed": lambda k: list(k)[::-1]}[order](whole)
    params = tried(path, named={key: whole[key] for key in keys})
    if not can_be_held(layers):
        assert params is None
        return
    head = dict(layers[1:]).get("behind", {})
    assert params or (head and K == D and order != "of use")
    if params:
        x = np.ones((4, D))
        assert_same(params, keras_numbers(x, layers[0][1], head), x)


@settings(max_examples=120)
@given(st.data(), st.sampled_from(["pytorch", "keras"]))
def test_lists(path, data, library):
    makers = (pytorch_rnn, linear) if library == "pytorch" else (keras_rnn, dense)
    layers, (D, H, K) = data.draw(networks(*makers))
    params = tried(path, [array for _, layer in layers for array in layer.values()])
    if not can_be_held(layers):
        assert params is None
        return
    rnn, head = layers[0][1], dict(layers[1:]).get("behind", {})
    assert params or (len(rnn) == 2 and (D == H or K == H))  # two readings need a square
    if params:
        x = np.ones((4, D))
        numbers_of = pytorch_numbers if library == "pytorch" else keras_numbers
        assert_same(params, numbers_of(x, rnn, head), x)


@settings(max_examples=50)
@given(st.permutations([2, 3, 5]), st.sampled_from(["pytorch", "keras"]), st.data())
def test_shuffled_lists(path, sizes, library, data):
    """Where no two sizes are equal, another order is seen, but for the two biases added up."""
    (D, H, K), rng = sizes, np.random.default_rng(1)
    if library == "pytorch":
        rnn, head, numbers_of = pytorch_rnn(rng, D, H), linear(rng, H, K), pytorch_numbers
    else:
        rnn, head, numbers_of = keras_rnn(rng, D, H), dense(rng, H, K), keras_numbers
    arrays = [*rnn.values(), *head.values()]
    order = data.draw(st.permutations(range(len(arrays))))
    params = tried(path, [arrays[i] for i in order])
    right = [list(range(len(arrays)))]
    if library == "pytorch":
        right.append([0, 1, 3, 2, 4, 5])
    assert (params is not None) == (order in right)
    if params:
        x = rng.normal(size=(4, D))
        assert_same(params, numbers_of(x, rnn, head), x)


@settings(max_examples=80)
@given(
    which=st.integers(0, 5),
    name=st.text(max_size=8)
    | st.sampled_from(
        ["weight", "fc.bias", "rnn.kernel", "bias_hh_l0", "gru.weight_hh_l0", "arr_0"]
    )
    | st.sampled_from(["W", "U", "c", "V", "Why", "rnn.weight_ih_l٣", "fc.Weight", "fc.weight:0"]),
)
def test_one_wrong_name(path, which, name):
    rng = np.random.default_rng(2)
    rnn, head = pytorch_rnn(rng, 3, 4), linear(rng, 4, 2)
    named = under("rnn", rnn) | under("fc", head)
    assume("\0" not in name and name not in named and "/" not in name and "\\" not in name)
    keys = list(named)
    keys[which] = name
    params = tried(path, named=dict(zip(keys, named.values(), strict=True)))
    if params:
        x = rng.normal(size=(4, 3))
        assert_same(params, pytorch_numbers(x, rnn, head), x)
