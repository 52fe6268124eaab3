"""Bad input: the error names the symbol, what was expected, what came and where, what to try."""

import numpy as np
import pytest
from networks import network

from rnn_helpers import (
    RNNParams,
    cross_entropy,
    embed,
    forward_propagation,
    generate,
    init_params,
    log_softmax,
    logits,
    perplexity,
    rnn_step,
    sample,
    softmax,
)
from rnn_helpers.forward_pass.arrays import as_numbers
from rnn_helpers.forward_pass.inputs import as_token_ids
from rnn_helpers.machines.examples import worked_example

PARAMS = network(8, 3, 8, 0)
SINGLE = network(8, 3, 8, 0, dtype=np.float32)
RNG = np.random.default_rng(0)
NAN, INF = np.nan, np.inf
LAST_ROW_NAN = [[0.5] * 8, [0.5] * 7 + [NAN]]

SEQUENCES = [  # x, the error, parts of its message
    ([0, -1], ValueError, ["U expects", "0..7", "got -1 at position 1 of x"]),
    ([3, 8], ValueError, ["U expects", "0..7", "got 8 at position 1 of x"]),
    (np.array([1, 2, 2**40]), ValueError, ["U expects", "0..7", f"got {2**40} at position 2"]),
    (np.array([1, 255], np.uint8), ValueError, ["U expects", "got 255 at position 1"]),
    ([0, 2**70], ValueError, ["x expects", "64 bits", "71 bits", "x[1]"]),
    ([-1, 2**63], ValueError, ["x expects", "64 bits", "x[1]"]),
    ([1.5, 10**400], ValueError, ["x expects", "64 bits", "x[1]"]),
    ([1.0, 2.0], TypeError, ["x expects token ids (integers)", "floats", "shape (T, 8)"]),
    ([1, NAN], TypeError, ["x expects token ids", "floats", "nan at position 1"]),
    ([1, -INF], TypeError, ["x expects token ids", "floats", "-inf at position 1"]),
    ([True, False], TypeError, ["x expects token ids", "booleans", "position of its True"]),
    (np.eye(8)[3] > 0, TypeError, ["x expects token ids", "booleans", "position of its True"]),
    ([True, 2], TypeError, ["x expects numbers", "bool True", "x[0]"]),
    ([1, np.False_], TypeError, ["x expects numbers", "bool False", "x[1]"]),
    ([[0.5] * 8, [0.5] * 7 + [True]], TypeError, ["x expects numbers", "bool True", "x[1, 7]"]),
    (np.eye(8, dtype=int), TypeError, ["x expects", "integers", "(8, 8)", "x.argmax(axis=1)"]),
    (np.eye(8, dtype=bool), TypeError, ["x expects", "booleans", "(8, 8)", "x.argmax(axis=1)"]),
    ([[0, 0, 0, 1, 0, 0, 0, 0]], TypeError, ["integers of shape (1, 8)", "x.astype(float)"]),
    ([[1], [2]], TypeError, ["integers of shape (2, 1)", "x.astype(float)"]),
    (np.eye(7), ValueError, ["x expects shape (T, 8)", "got (7, 7)", "U has 8 columns"]),
    (np.ones((8, 3)), ValueError, ["x expects shape (T, 8)", "got (8, 3)", "x.T would fit"]),
    (np.ones((1, 2, 8)), ValueError, ["x expects shape (T, 8)", "got (1, 2, 8)"]),
    ([[]], ValueError, ["x expects shape (T, 8)", "got (1, 0)"]),
    (LAST_ROW_NAN, ValueError, ["x expects finite float64", "got nan at x[1, 7]"]),
    ([[-INF] + [0.0] * 7], ValueError, ["x expects finite float64", "got -inf at x[0, 0]"]),
    ([[1, 2], [3]], ValueError, ["x expects rows of one length", "2 at position 0", "position 1"]),
    ([1, 2, [3]], ValueError, ["x expects rows of one length", "row of 1 at position 2"]),
    ([[[1], [1, 2]], [[1], [2]]], ValueError, ["x expects rows of one length"]),
    ("dog", TypeError, ["x expects", "text", "Vocab.ids"]),
    (["dog", "man"], TypeError, ["x expects", "text", "dog at position 0", "Vocab.ids"]),
    ([1, "man"], TypeError, ["x expects", "text", "Vocab.ids"]),
    (b"dog", TypeError, ["x expects", "text"]),
    (None, TypeError, ["x expects numbers", "None"]),
    ([1, None], TypeError, ["x expects numbers", "None at x[1]"]),
    ({1, 2}, TypeError, ["x expects numbers", "set"]),
    ((t for t in [1, 2]), TypeError, ["x expects numbers", "generator"]),
    ([1j], TypeError, ["x expects", "complex numbers"]),
    (np.array([1, 2], object), TypeError, ["x expects numbers", "objects", "x.astype"]),
    (3, ValueError, ["x expects", "a single number", "[3]"]),
]

START_STATES = [  # s0 for three hidden units
    ([0, 0], ValueError, ["s0 expects shape (3,)", "got (2,)", "W has 3 rows"]),
    ([[0, 0, 0]], ValueError, ["s0 expects shape (3,)", "got (1, 3)"]),
    (np.zeros((3, 1)), ValueError, ["s0 expects shape (3,)", "got (3, 1)"]),
    (0.0, ValueError, ["s0 expects shape (3,)", "got ()"]),
    ([], ValueError, ["s0 expects shape (3,)", "got (0,)"]),
    ([0, 0, NAN], ValueError, ["s0 expects finite", "got nan at s0[2]"]),
    ([0, INF, 0], ValueError, ["s0 expects finite", "got inf at s0[1]"]),
    ([0, [0], 0], ValueError, ["s0 expects rows of one length"]),
    ([0, 2**70, 0.5], ValueError, ["s0 expects", "71 bits", "s0[1]"]),
    ([0, None, 0], TypeError, ["s0 expects numbers", "None at s0[1]"]),
    ([0.5, True, 0], TypeError, ["s0 expects numbers", "bool True at s0[1]"]),
    ([True] * 3, TypeError, ["s0 expects real numbers", "booleans"]),
    ("abc", TypeError, ["s0 expects real numbers", "text"]),
    ([1j, 0, 0], TypeError, ["s0 expects real numbers", "complex"]),
]

PARAMETERS = [  # what replaces one of U (3, 8), W (3, 3), V (8, 3), b (3,), c (8,)
    ("U", [1.0, 2.0], ValueError, ["U expects shape (H, D)", "got (2,)"]),
    ("U", np.ones((8, 3)), ValueError, ["W expects shape (8, 8)", "got (3, 3)", "U has 8 rows"]),
    ("U", np.ones((3, 0)), ValueError, ["U and V expect at least one", "(3, 0)"]),
    ("W", np.ones((2, 3)), ValueError, ["W expects shape (3, 3)", "got (2, 3)", "U has 3 rows"]),
    ("W", 0.5, ValueError, ["W expects shape (3, 3)", "got ()"]),
    ("V", np.ones((3, 8)), ValueError, ["V expects shape (K, 3)", "got (3, 8)", "V.T would fit"]),
    ("V", np.ones((0, 3)), ValueError, ["U and V expect at least one", "(0, 3)"]),
    ("V", np.full((8, 3), 1e308), ValueError, ["V and c", "1.8e+308", "got inf"]),
    ("b", [0.0, 0.0], ValueError, ["b expects shape (3,)", "got (2,)", "U has 3 rows"]),
    ("b", np.zeros((3, 1)), ValueError, ["b expects shape (3,)", "got (3, 1)"]),
    ("b", 0.0, ValueError, ["b expects shape (3,)", "got ()"]),
    ("c", [0.0] * 3, ValueError, ["c expects shape (8,)", "got (3,)", "V has 8 rows"]),
    ("U", None, TypeError, ["U expects numbers", "None"]),
    ("W", "text", TypeError, ["W expects real numbers", "text"]),
    ("V", np.ones((8, 3), bool), TypeError, ["V expects real numbers", "booleans"]),
    ("W", [[1, 2, 3], [4, 5], [6]], ValueError, ["W expects rows of one length", "position 1"]),
    ("b", [0.5, True, 0.5], TypeError, ["b expects numbers", "bool True at b[1]"]),
]


def assert_refused(error, parts, call, *arguments, **options):
    with pytest.raises(error) as caught:
        call(*arguments, **options)
    assert type(caught.value) is error
    for part in parts:
        assert part in str(caught.value)


@pytest.mark.parametrize(("x", "error", "parts"), SEQUENCES)
@pytest.mark.parametrize("call", [forward_propagation, embed])
def test_bad_sequences(call, x, error, parts):
    assert_refused(error, parts, call, x, PARAMS)


@pytest.mark.parametrize(("s0", "error", "parts"), START_STATES)
def test_bad_start_states(s0, error, parts):
    for x in ([0, 1], [], np.ones((2, 8))):
        assert_refused(error, parts, forward_propagation, x, PARAMS, s0=s0)
    parts = [part.replace("s0", "s_prev") for part in parts]
    assert_refused(error, parts, rnn_step, 0, s0, PARAMS)


@pytest.mark.parametrize(("name", "value", "error", "parts"), PARAMETERS)
def test_bad_parameters(name, value, error, parts):
    assert_refused(error, parts, PARAMS.replace, **{name: value})


@pytest.mark.parametrize("name", list("UWVbc"))
@pytest.mark.parametrize("number", [NAN, INF, -INF])
def test_nan_and_infinity_in_any_parameter(name, number):
    array = getattr(PARAMS, name).copy()
    array.flat[-1] = number
    last = ", ".join(str(n - 1) for n in array.shape)
    parts = [f"{name} expects finite", f"got {number} at {name}[{last}]"]
    assert_refused(ValueError, parts, PARAMS.replace, **{name: array})


def test_numbers_that_float32_cannot_hold():
    for call, parts in (
        (lambda: forward_propagation([[1e300] * 8], SINGLE), ["x expects", "1e+300 at x[0, 0]"]),
        (lambda: forward_propagation([0], SINGLE, s0=[0, 1e300, 0]), ["s0", "1e+300 at s0[1]"]),
    ):
        assert_refused(ValueError, [*parts, "float32"], call)


def test_the_numbers_of_the_source_notebook_are_not_taken_for_ids():
    params = worked_example()
    parts = ["U expects token ids in 0..0", "got 1 at position 0", "rows of shape (T, 1)"]
    assert_refused(ValueError, parts, forward_propagation, [1, 2, 3, 4, 5], params)
    parts = ["x expects token ids", "got floats", "rows of shape (T, 1)"]
    assert_refused(TypeError, parts, forward_propagation, [1.0, 2.0], params)


@pytest.mark.parametrize(
    ("x_t", "error", "parts"),
    [
        (-1, ValueError, ["U expects", "0..7", "got -1", "x_t"]),
        (8, ValueError, ["U expects", "0..7", "got 8", "x_t"]),
        (2**70, ValueError, ["x_t expects", "64 bits", "71 bits"]),
        (1.0, TypeError, ["x_t expects token ids", "floats"]),
        (True, TypeError, ["x_t expects token ids", "booleans"]),
        ("dog", TypeError, ["x_t expects token ids", "text", "Vocab.ids"]),
        (None, TypeError, ["x_t expects", "None"]),
        (np.eye(8, dtype=int)[3], TypeError, ["x_t expects", "integers", "x_t.argmax()"]),
        (np.eye(8, dtype=bool)[3], TypeError, ["x_t expects", "booleans", "x_t.argmax()"]),
        ([0.5] * 3, ValueError, ["x_t expects shape (8,)", "got (3,)", "U has 8 columns"]),
        ([[0.5] * 8], ValueError, ["x_t expects shape (8,)", "got (1, 8)"]),
        ([0.5] * 7 + [NAN], ValueError, ["x_t expects finite", "got nan at x_t[7]"]),
        ([1, [2]], ValueError, ["x_t expects rows of one length"]),
    ],
)
def test_bad_single_inputs(x_t, error, parts):
    assert_refused(error, parts, rnn_step, x_t, [0, 0, 0], PARAMS)


@pytest.mark.parametrize(
    ("s", "error", "parts"),
    [
        ([0, 0], ValueError, ["s expects shape (3,)", "got (2,)", "V has 3 columns"]),
        ([[0, 0]], ValueError, ["s expects shape (T, 3)", "got (1, 2)"]),
        (0.5, ValueError, ["s expects shape (T, 3)", "got ()"]),
        ([[0, 0, 0], [0]], ValueError, ["s expects rows of one length"]),
        ([0, 0, NAN], ValueError, ["s expects finite", "got nan at s[2]"]),
        ("dog", TypeError, ["s expects real numbers", "text"]),
    ],
)
def test_bad_states(s, error, parts):
    assert_refused(error, parts, logits, s, PARAMS)


@pytest.mark.parametrize("call", [softmax, log_softmax])
@pytest.mark.parametrize(
    ("z", "error", "parts"),
    [
        ([0, NAN], ValueError, ["z expects finite", "got nan at z[1]"]),
        ([[0, 1], [INF, 0]], ValueError, ["z expects finite", "got inf at z[1, 0]"]),
        ([0, -INF], ValueError, ["z expects finite", "got -inf at z[1]"]),
        ([[1, 2], [3]], ValueError, ["z expects rows of one length"]),
        ([], ValueError, ["z expects at least one logit", "axis -1", "shape (0,)"]),
        (3.0, ValueError, ["z expects at least one logit", "axis -1", "shape ()"]),
        ("dog", TypeError, ["z expects real numbers", "text"]),
        ([True, False], TypeError, ["z expects real numbers", "booleans"]),
        ([0.5, True], TypeError, ["z expects numbers", "bool True at z[1]"]),
        (None, TypeError, ["z expects numbers", "None"]),
    ],
)
def test_bad_logits(call, z, error, parts):
    assert_refused(error, parts, call, z)


def test_an_axis_that_is_not_there():
    assert_refused(ValueError, ["z", "axis 1", "shape (2,)"], softmax, [1.0, 2.0], axis=1)
    assert_refused(ValueError, ["z", "axis 0", "shape (0, 2)"], softmax, np.ones((0, 2)), axis=0)


@pytest.mark.parametrize("call", [cross_entropy, perplexity])
@pytest.mark.parametrize(
    ("z", "targets", "error", "parts"),
    [
        (np.ones((2, 4)), [0], ValueError, ["targets expects", "2 rows of z", "got 1"]),
        (np.ones((1, 4)), [0, 1], ValueError, ["targets expects", "1 rows of z", "got 2"]),
        (np.ones((0, 4)), [], ValueError, ["targets expects", "at least one", "got 0"]),
        (np.ones((2, 4)), [0, 4], ValueError, ["z expects", "0..3", "got 4 at position 1"]),
        (np.ones((2, 4)), [-1, 0], ValueError, ["z expects", "0..3", "got -1 at position 0"]),
        (np.ones((2, 4)), [0.0, 1.0], TypeError, ["targets expects token ids", "floats"]),
        (np.ones((2, 4)), [True, False], TypeError, ["targets expects token ids", "booleans"]),
        (np.ones((2, 4)), np.eye(4)[:2], ValueError, ["targets", "targets.argmax(axis=1)"]),
        (np.ones((2, 4)), 1, ValueError, ["targets expects", "(T,)", "[1]"]),
        (np.ones((2, 4)), None, TypeError, ["targets expects", "None"]),
        (np.ones(4), [0], ValueError, ["z expects shape (T, K)", "got (4,)"]),
        ([[0, NAN]], [0], ValueError, ["z expects finite", "got nan at z[0, 1]"]),
    ],
)
def test_bad_targets(call, z, targets, error, parts):
    assert_refused(error, parts, call, z, targets)


@pytest.mark.parametrize(
    ("z_t", "options", "error", "parts"),
    [
        ([0, 1], {"temperature": 0}, ValueError, ["temperature", "above 0", "0.0", "predict"]),
        ([0, 1], {"temperature": -1}, ValueError, ["temperature", "above 0", "-1.0"]),
        ([0, 1], {"temperature": NAN}, ValueError, ["temperature", "finite", "nan"]),
        ([0, 1], {"temperature": [1.0]}, ValueError, ["temperature expects shape ()", "(1,)"]),
        ([0, 1], {"temperature": "hot"}, TypeError, ["temperature expects", "text"]),
        ([0, 1], {"temperature": True}, TypeError, ["temperature expects", "booleans"]),
        ([0, 1], {"rng": 0}, TypeError, ["rng expects", "int", "np.random.default_rng(0)"]),
        ([0, 1], {"rng": np.random}, TypeError, ["rng expects", "module", "default_rng"]),
        ([[0, 1]], {}, ValueError, ["z_t expects shape (K,)", "got (1, 2)"]),
        ([], {}, ValueError, ["z_t expects at least one logit"]),
        ([0, INF], {}, ValueError, ["z_t expects finite", "got inf at z_t[1]"]),
        ([0, -INF], {}, ValueError, ["z_t expects finite", "got -inf at z_t[1]"]),
        ("dog", {}, TypeError, ["z_t expects real numbers", "text"]),
    ],
)
def test_bad_draws(z_t, options, error, parts):
    assert_refused(error, parts, sample, z_t, **({"rng": RNG} | options))


@pytest.mark.parametrize(
    ("prompt", "options", "error", "parts"),
    [
        ([], {}, ValueError, ["prompt expects at least one token id"]),
        ([0, 8], {}, ValueError, ["U expects", "0..7", "got 8 at position 1 of prompt"]),
        ("dog", {}, TypeError, ["prompt expects token ids", "text", "Vocab.ids"]),
        (np.eye(8), {}, ValueError, ["prompt expects", "(8, 8)", "prompt.argmax(axis=1)"]),
        (3, {}, ValueError, ["prompt expects", "[3]"]),
        ([0], {"length": -1}, ValueError, ["length", "at least 0", "-1"]),
        ([0], {"length": 2.0}, TypeError, ["length", "whole number", "2.0"]),
        ([0], {"length": True}, TypeError, ["length", "whole number", "True"]),
        ([0], {"rng": 1}, TypeError, ["rng expects", "int"]),
        ([0], {"temperature": 0}, ValueError, ["temperature", "above 0"]),
        ([0], {"s0": [0, 0]}, ValueError, ["s0 expects shape (3,)", "got (2,)"]),
    ],
)
def test_bad_requests_to_generate(prompt, options, error, parts):
    options = {"length": 2, "rng": RNG} | options
    assert_refused(error, parts, generate, prompt, PARAMS, **options)


def test_generate_needs_outputs_that_can_be_inputs():
    parts = ["generate", "V expects 8 rows", "got 4"]
    params = network(8, 3, 4, 0)
    assert_refused(ValueError, parts, generate, [0], params, length=1, rng=RNG)


@pytest.mark.parametrize(
    ("sizes", "options", "error", "parts"),
    [
        ((0, 3), {}, ValueError, ["vocab_size", "at least 1", "got 0"]),
        ((3, -1), {}, ValueError, ["hidden_size", "at least 1", "got -1"]),
        ((3.0, 3), {}, TypeError, ["vocab_size", "whole number", "3.0"]),
        ((3, True), {}, TypeError, ["hidden_size", "whole number", "True"]),
        ((3, 3), {"rng": 0}, TypeError, ["rng expects", "int", "np.random.default_rng(0)"]),
        ((3, 3), {"dtype": int}, ValueError, ["dtype expects float32 or float64", "int64"]),
        ((3, 3), {"dtype": "float16"}, ValueError, ["dtype expects float32", "float16"]),
    ],
)
def test_bad_sizes(sizes, options, error, parts):
    assert_refused(error, parts, init_params, *sizes, **({"rng": RNG} | options))


def test_what_is_right_already_is_not_copied():
    numbers, ids = np.ones((3, 2)), np.arange(4)
    assert as_numbers("W", numbers) is numbers
    assert as_token_ids("x", ids, size=4, table="U") is ids


def test_good_input_of_every_kind_is_taken():
    for x in ([0, 0, 1], (7,), range(3), np.array([1, 2]), np.array([[0.5] * 8]), [[0.5] * 8]):
        assert len(forward_propagation(x, PARAMS).s) == len(x)
    assert len(forward_propagation([np.int64(3), 4], PARAMS).s) == 2
    assert rnn_step(np.int32(3), (0, 0, 0), PARAMS)[1].shape == (3,)
    assert RNNParams(*(getattr(PARAMS, name).tolist() for name in "UWVbc")).count == PARAMS.count
