"""Attention: its numbers a second time, its mask, its blindness to order, and PyTorch's."""

import re
from dataclasses import replace
from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import few

from rnn_helpers.successors import AttentionParams, attend, causal_weights

SIZES = st.tuples(st.integers(2, 7), st.integers(1, 5), st.integers(1, 4), st.integers(1, 9))


def random_params(D, H, d, longest, seed=0):
    rng = np.random.default_rng([D, H, d, longest, seed])
    shapes = {"U": (H, D), "P": (H, longest), "Q": (d, H), "K": (d, H), "W": (H, H), "V": (D, H)}
    drawn = {letter: rng.normal(size=shape) for letter, shape in shapes.items()}
    return AttentionParams(**drawn, c=rng.normal(size=D))


def random_ids(params, T, seed=0):
    return np.random.default_rng([T, seed]).integers(params.U.shape[1], size=T)


def number_by_number(ids, params):
    """alpha and s without a matrix product: word by word, as the equations say."""
    U, P, Q, K, W = (getattr(params, letter).tolist() for letter in "UPQKW")
    H, d = len(U), len(Q)
    e = [[U[h][i] + P[h][t] for h in range(H)] for t, i in enumerate(ids)]
    alpha, s = [], []
    for t in range(len(ids)):
        q = [sum(Q[i][h] * e[t][h] for h in range(H)) for i in range(d)]
        keys = [[sum(K[i][h] * e[j][h] for h in range(H)) for i in range(d)] for j in range(t + 1)]
        powers = [exp(sum(a * b for a, b in zip(q, k)) / sqrt(d)) for k in keys]
        alpha.append([power / sum(powers) for power in powers] + [0.0] * (len(ids) - t - 1))
        seen = [sum(alpha[t][j] * e[j][h] for j in range(t + 1)) for h in range(H)]
        s.append(np.tanh([e[t][h] + np.dot(W[h], seen) for h in range(H)]))
    return np.array(alpha), np.array(s)


@few
@given(SIZES)
def test_weights_and_states_are_what_the_equations_say(sizes):
    params = random_params(*sizes)
    ids = random_ids(params, params.longest)
    look = attend(ids, params)
    alpha, s = number_by_number(ids, params)
    np.testing.assert_allclose(look.alpha, alpha, atol=1e-12)
    np.testing.assert_allclose(look.s, s, atol=1e-12)
    np.testing.assert_allclose(look.z, s @ params.V.T + params.c, atol=1e-12)
    np.testing.assert_allclose(look.o.sum(axis=1), 1)


@few
@given(SIZES, st.integers(0, 7))
def test_no_word_looks_ahead(sizes, t):
    params = random_params(*sizes)
    ids = random_ids(params, params.longest)
    t = min(t, len(ids) - 1)
    other = np.concatenate([ids[: t + 1], random_ids(params, len(ids) - t - 1, seed=1)])
    np.testing.assert_array_equal(attend(ids, params).o[: t + 1].round(12),
                                  attend(other, params).o[: t + 1].round(12))  # fmt: skip
    assert not np.triu(attend(ids, params).alpha, k=1).any()
    alone = attend(ids[: t + 1], params)  # a beginning gives the beginning of the numbers
    np.testing.assert_allclose(alone.o[-1], attend(ids, params).o[t], atol=1e-12)


@few
@given(SIZES, st.integers(0, 99))
def test_without_positions_the_order_of_the_words_before_does_not_count(sizes, seed):
    params = random_params(*sizes)
    params = replace(params, P=np.zeros_like(params.P))
    ids = random_ids(params, params.longest)
    mixed = np.append(np.random.default_rng(seed).permutation(ids[:-1]), ids[-1])
    np.testing.assert_allclose(attend(ids, params).o[-1], attend(mixed, params).o[-1], atol=1e-12)


@pytest.mark.parametrize("seed", range(1, 6))
def test_with_positions_it_does(seed):
    params = random_params(5, 4, 2, 3, seed)
    one, other = (attend(ids, params).z[-1] for ids in ([0, 1, 2], [1, 0, 2]))
    assert np.abs(one - other).max() > 1e-3


def test_weights_of_many_texts_at_once_and_of_huge_scores():
    rng = np.random.default_rng(0)
    e, Q, K = rng.normal(size=(5, 6, 4)), rng.normal(size=(2, 4)), rng.normal(size=(2, 4))
    alpha = causal_weights(e, Q, K)
    for one, weights in zip(e, alpha):
        np.testing.assert_allclose(causal_weights(one, Q, K), weights, atol=1e-14)
    huge = causal_weights(1e3 * e, 1e3 * Q, K)
    assert np.isfinite(huge).all() and np.allclose(huge.sum(axis=-1), 1)


@pytest.mark.parametrize("sizes", [(4, 3, 2, 6), (7, 8, 5, 9), (3, 6, 1, 2)])
def test_as_pytorch_computes_it(sizes):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed here")
    params = random_params(*sizes)
    look = attend(random_ids(params, params.longest), params)
    q, k, v = (torch.tensor(look.e @ getattr(params, letter).T)[None] for letter in "QKW")
    seen = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)[0]
    np.testing.assert_allclose(np.tanh(look.e + seen.numpy()), look.s, atol=1e-12)


@pytest.mark.parametrize(
    ("letter", "array"),
    [
        *(("P", np.zeros((2, 7))), ("Q", np.zeros((2, 4))), ("K", np.zeros((3, 3)))),
        *(("W", np.zeros((3, 2))), ("V", np.zeros((3, 5))), ("c", np.zeros(4))),
        ("U", np.zeros(3)),
    ],
)
def test_arrays_that_do_not_fit_are_named(letter, array):
    params = random_params(5, 3, 2, 7)
    with pytest.raises(ValueError, match=f"{letter} expects shape"):
        replace(params, **{letter: array})


def test_the_arrays_are_read_only_copies_and_counted():
    params = random_params(5, 3, 2, 7)
    with pytest.raises(ValueError):
        params.U[0] = 1
    assert params.count == 3 * 5 + 3 * 7 + 2 * 2 * 3 + 9 + 5 * 3 + 5 and params.longest == 7


@pytest.mark.parametrize(
    ("ids", "said"), [([], "1 to 7 words"), ([0] * 8, "got 8"), ([5], "0..4"), ([-1], "0..4")]
)
def test_what_cannot_be_read_is_said(ids, said):
    with pytest.raises((ValueError, TypeError), match=re.escape(said)):
        attend(ids, random_params(5, 3, 2, 7))
