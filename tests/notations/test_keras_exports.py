"""Files written by Keras itself, where it is installed: pip install torch==2.13.0 keras."""

import os

import numpy as np
import pytest
from foreign import assert_same, keras_numbers, keras_rnn, refusal

from rnn_helpers.notations import load_params

os.environ.setdefault("KERAS_BACKEND", "torch")
keras = pytest.importorskip("keras", reason="Keras is the oracle here", exc_type=ImportError)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "weights.npz"


def keras_model(*layers, shape=(None, 3)):
    keras.utils.set_random_seed(1)
    return keras.Sequential([keras.Input(shape), *layers])


def saved(path, model, how):
    if how == "list":
        np.savez(path, *model.get_weights())
    else:
        arrays = zip(model.weights, model.get_weights(), strict=True)
        np.savez(path, **{getattr(weight, how): array for weight, array in arrays})


@pytest.mark.parametrize("kind, gates", [("SimpleRNN", 1), ("GRU", 3), ("LSTM", 4)])
@pytest.mark.parametrize("bias", [False, True])
def test_the_layers_of_the_other_tests_are_those_of_the_library(kind, gates, bias):
    layer = getattr(keras.layers, kind)(5, use_bias=bias, return_sequences=True)
    x = np.random.default_rng(1).normal(size=(1, 6, 3)).astype(np.float32)
    s = keras.ops.convert_to_numpy(layer(x))[0]
    ours = keras_rnn(np.random.default_rng(1), 3, 5, gates=gates, bias=bias)
    assert [(name, array.shape) for name, array in ours.items()] == [
        (weight.name, tuple(weight.shape)) for weight in layer.weights
    ]
    if gates == 1:
        theirs = dict(zip(ours, layer.get_weights(), strict=True))
        np.testing.assert_allclose(keras_numbers(x[0], theirs)[0], s, atol=1e-6)


@pytest.mark.parametrize("how", ["list", "path"])
@pytest.mark.parametrize("D, K", [(3, 2), (5, 5), (3, 3), (3, None)])
@pytest.mark.parametrize("bias, dense_bias", [(True, True), (False, True), (True, False)])
@pytest.mark.parametrize("cell", [False, True])
def test_simple_rnn_and_dense(path, how, D, K, bias, dense_bias, cell):
    layer, L = {"return_sequences": True}, keras.layers
    options = {"use_bias": bias, "bias_initializer": "normal"}
    rnn = (
        L.RNN(L.SimpleRNNCell(5, **options), **layer)
        if cell
        else L.SimpleRNN(5, **options, **layer)
    )
    dense = [L.Dense(K, use_bias=dense_bias, bias_initializer="normal")] if K else []
    model = keras_model(rnn, *dense, shape=(None, D))
    saved(path, model, how)
    x = np.random.default_rng(1).normal(size=(1, 7, D)).astype(np.float32)
    s = keras.ops.convert_to_numpy(rnn(x))
    z = keras.ops.convert_to_numpy(model(x))
    if how == "list" and not bias and 5 in (D, K):
        with pytest.raises(ValueError, match="save them with names"):
            load_params(path)
    else:
        assert_same(load_params(path), (s[0], z[0]), x[0])


@pytest.mark.parametrize("D, K", [(3, 2), (5, 5), (3, 5)])
@pytest.mark.parametrize("bias", [True, False])
def test_names_without_paths(path, D, K, bias):
    layers = [keras.layers.SimpleRNN(5, use_bias=bias), keras.layers.Dense(K, use_bias=bias)]
    saved(path, keras_model(*layers, shape=(None, D)), "name")
    with pytest.raises(ValueError, match=r"save \{w\.path: w\}"):
        load_params(path)


KERAS_REFUSED = {
    "embedding": (lambda L: [L.Embedding(9, 3), L.SimpleRNN(5)], "embedding"),
    "both": (lambda L: [L.Bidirectional(L.SimpleRNN(5))], "second recurrent layer"),
    "two": (lambda L: [L.SimpleRNN(5, return_sequences=True), L.SimpleRNN(5)], "second recurrent"),
    "stacked": (lambda L: [L.RNN([L.SimpleRNNCell(5), L.SimpleRNNCell(5)])], "second recurrent"),
    "GRU": (lambda L: [L.GRU(5)], "a GRU"),
    "LSTM": (lambda L: [L.LSTM(5)], "an LSTM"),
    "norm": (lambda L: [L.SimpleRNN(5), L.LayerNormalization()], "a normalisation layer"),
    "RMS": (lambda L: [L.SimpleRNN(5), L.RMSNormalization()], "a normalisation layer"),
    "batch": (lambda L: [L.BatchNormalization(), L.SimpleRNN(5)], "a normalisation layer"),
    "before": (lambda L: [L.Dense(5), L.SimpleRNN(5)], "kernel"),
    "two behind": (lambda L: [L.SimpleRNN(5), L.Dense(5), L.Dense(5)], "second of its kind"),
}


@pytest.mark.parametrize("layers, words", KERAS_REFUSED.values(), ids=KERAS_REFUSED)
def test_keras_models_that_cannot_be_held(path, layers, words):
    is_embedding = words == "embedding"
    model = keras_model(*layers(keras.layers), shape=(None,) if is_embedding else (None, 5))
    arrays = zip(model.weights, model.get_weights(), strict=True)
    assert words in refusal(path, **{weight.path: array for weight, array in arrays})


def test_a_model_that_is_a_class(path):
    class Model(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(5, name="dense")
            self.rnn = keras.layers.SimpleRNN(5, return_sequences=True)

        def call(self, x):
            return self.dense(self.rnn(x))

    model, x = Model(), np.random.default_rng(1).normal(size=(1, 6, 5)).astype(np.float32)
    z = keras.ops.convert_to_numpy(model(x))
    saved(path, model, "path")
    with pytest.raises(ValueError, match="may be the output layer"):
        load_params(path)
    s = keras.ops.convert_to_numpy(model.rnn(x))
    assert_same(load_params(path, output="dense"), (s[0], z[0]), x[0])


def test_a_file_of_keras_itself(tmp_path):
    model = keras_model(keras.layers.SimpleRNN(5))
    model.save(tmp_path / "model.keras")
    with pytest.raises(ValueError, match="is no array"):
        load_params(tmp_path / "model.keras")
    model.save_weights(tmp_path / "model.weights.h5")
    with pytest.raises(ValueError, match=r"expects to be a \.npz file"):
        load_params(tmp_path / "model.weights.h5")
