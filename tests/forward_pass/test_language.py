"""Loss, perplexity, prediction, sampling and generating."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import LOGITS, SIZES, few, network, plain_loop, start_state, token_ids

from rnn_helpers import (
    cross_entropy,
    entropy,
    forward_propagation,
    generate,
    init_params,
    perplexity,
    predict,
    sample,
    softmax,
)
from rnn_helpers.machines.examples import dog_bites_man

# ---------------------------------------------------------------- loss


def test_loss_by_hand():
    z = np.log([[1.0, 1.0, 2.0], [8.0, 1.0, 1.0]])
    assert cross_entropy(z, [2, 1]) == pytest.approx((np.log(2) + np.log(10)) / 2, abs=1e-15)
    assert perplexity(z, [2, 1]) == pytest.approx(np.sqrt(20), abs=1e-14)


def test_equal_logits_are_as_surprising_as_so_many_words():
    assert cross_entropy(np.zeros((3, 8)), [0, 7, 3]) == pytest.approx(np.log(8), abs=1e-15)
    assert perplexity(np.zeros((3, 8)), [0, 7, 3]) == pytest.approx(8, abs=1e-14)


def test_an_untrained_network_of_8000_words_has_a_loss_close_to_ln_8000():
    rng = np.random.default_rng(0)
    params, text = init_params(8000, 100, rng=rng), rng.integers(8000, size=101)
    z = forward_propagation(text[:-1], params).z
    assert np.log(8000) == pytest.approx(8.987197, abs=5e-7)
    assert cross_entropy(z, text[1:]) == pytest.approx(np.log(8000), abs=1e-3)


def test_the_loss_is_finite_where_the_probability_is_0():
    z = [[1000.0, 0.0]]
    assert softmax(z)[0, 1] == 0
    assert cross_entropy(z, [1]) == 1000


@few
@given(SIZES)
def test_loss_is_the_mean_of_minus_log_o(sizes):
    D, H, K, T, seed = sizes
    trace = forward_propagation(token_ids(D, T, seed), network(D, H, K, seed))
    targets = token_ids(K, T, seed)
    kept = trace.z.copy()
    expected = np.mean([-np.log(trace.o[t, targets[t]]) for t in range(T)])
    assert cross_entropy(trace.z, targets) == pytest.approx(expected, abs=1e-12)
    assert perplexity(trace.z, targets) == pytest.approx(np.exp(expected), rel=1e-12)
    assert np.array_equal(trace.z, kept)


# ---------------------------------------------------------------- entropy


def test_entropy_by_hand():
    assert entropy([0.25] * 4) == pytest.approx(np.log(4)) and type(entropy([0.5, 0.5])) is float
    assert entropy([1.0, 0.0]) == 0 and not np.signbit(entropy([1.0, 0.0]))
    assert entropy([0.5, 0.25, 0.25]) == pytest.approx(1.5 * np.log(2))
    np.testing.assert_allclose(entropy([[1, 0], [0.5, 0.5]]), [0, np.log(2)])
    o = forward_propagation([0, 1, 2], dog_bites_man()[0]).o
    assert entropy(np.full((2, 5, 3), 1 / 3)).shape == (2, 5)
    assert entropy(o).shape == (3,)


@few
@given(LOGITS, st.integers(0, 5))
def test_entropy_is_the_loss_to_be_expected(z, seed):
    p = softmax(z)
    losses = [cross_entropy(z[None], [i]) for i in range(len(z))]
    assert entropy(p) == pytest.approx(p @ losses, abs=1e-9)
    order = np.random.default_rng(seed).permutation(len(z))
    assert entropy(p[order]) == pytest.approx(entropy(p), abs=1e-12)


@pytest.mark.parametrize(
    ("p", "error", "words"),
    [
        ([2.0, 1.0, 0.0], ValueError, "a sum of 1"),
        ([1.5, -0.5], ValueError, "softmax first"),
        ([np.nan, 1.0], ValueError, "finite"),
        (1.0, ValueError, r"shape \(..., K\)"),
        ([], ValueError, "a sum of 1"),
        ("dog", TypeError, "real numbers"),
    ],
)
def test_entropy_refuses_what_is_no_distribution(p, error, words):
    with pytest.raises(error, match=words):
        entropy(p)


# ---------------------------------------------------------------- prediction, sampling


@few
@given(SIZES)
def test_predict_is_the_largest_probability_of_each_row(sizes):
    D, H, K, T, seed = sizes
    trace = forward_propagation(token_ids(D, T, seed), network(D, H, K, seed))
    assert predict(trace).tolist() == [max(range(K), key=o.__getitem__) for o in trace.o.tolist()]


def test_predict_takes_the_lowest_id_at_a_tie_and_nothing_from_nothing():
    params = network(4, 3, 5, 0).replace(V=np.zeros((5, 3)), c=[0, 1, 0, 1, 1])
    assert predict(forward_propagation([0, 1], params)).tolist() == [1, 1]
    assert predict(forward_propagation([], params)).tolist() == []


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_sampled_frequencies_are_softmax_of_z_over_temperature(temperature):
    z_t, n = np.array([1.0, 0.0, -1.0, 2.5]), 6000
    rng = np.random.default_rng(0)
    draws = [sample(z_t, rng=rng, temperature=temperature) for _ in range(n)]
    p = np.exp(z_t / temperature) / np.exp(z_t / temperature).sum()
    spread = np.sqrt(p * (1 - p) / n)
    assert (np.abs(np.bincount(draws, minlength=4) / n - p) < 4 * spread).all()
    assert z_t.tolist() == [1.0, 0.0, -1.0, 2.5]


def test_the_same_seed_draws_the_same_tokens():
    one, two = np.random.default_rng(5), np.random.default_rng(5)
    z = [0.0] * 9
    tokens = [sample(z, rng=one) for _ in range(20)]
    assert tokens == [sample(z, rng=two) for _ in range(20)] and len(set(tokens)) > 1


@pytest.mark.parametrize(("temperature", "is_default"), [(0.5, False), (1.0, True), (2.0, False)])
def test_the_temperature_is_1_when_left_out(temperature, is_default):
    params, one, two = network(6, 4, 6, 1), np.random.default_rng(0), np.random.default_rng(0)
    drawn = [sample([1.0, 0.0, -1.0, 2.5], rng=one) for _ in range(100)]
    drawn += generate([3, 1], params, length=20, rng=one)
    again = [sample([1.0, 0.0, -1.0, 2.5], rng=two, temperature=temperature) for _ in range(100)]
    again += generate([3, 1], params, length=20, rng=two, temperature=temperature)
    assert (drawn == again) is is_default
    assert (drawn[100:] == again[100:]) is is_default


@pytest.mark.parametrize("temperature", [5e-324, 1e-300, 1e-3])
def test_a_low_temperature_draws_the_most_probable_token(temperature):
    rng = np.random.default_rng(0)
    z = [1.0, 3.0, -2.0]
    assert {sample(z, rng=rng, temperature=temperature) for _ in range(20)} == {1}


def test_a_high_temperature_draws_all_tokens_alike():
    rng = np.random.default_rng(0)
    draws = [sample([0.0, 50.0], rng=rng, temperature=1e6) for _ in range(500)]
    assert 200 < sum(draws) < 300
    assert type(draws[0]) is int


@pytest.mark.parametrize("temperature", [0.5, 1.0, 4.0])
@pytest.mark.parametrize("top_k", [1, 2, 3, 5])
def test_among_the_k_largest_the_quotients_stay_and_no_other_is_drawn(top_k, temperature):
    z_t, n = np.array([1.0, 2.5, 0.0, -1.0, 2.0]), 4000
    rng = np.random.default_rng(0)
    draws = [sample(z_t, rng=rng, temperature=temperature, top_k=top_k) for _ in range(n)]
    best = [1, 4, 0, 2, 3][:top_k]
    p = np.zeros(5)
    p[best] = np.exp(z_t[best] / temperature)
    p /= p.sum()
    spread = np.sqrt(p * (1 - p) / n)
    assert (np.abs(np.bincount(draws, minlength=5) / n - p) <= 4 * spread).all()
    assert z_t.tolist() == [1.0, 2.5, 0.0, -1.0, 2.0]


def test_top_k_of_all_is_plain_drawing_and_of_one_is_greedy():
    params = network(6, 4, 6, 1)
    for way in ({}, {"top_k": 6}, {"top_k": None}):
        rng = np.random.default_rng(3)
        drawn = generate([3, 1], params, length=20, rng=rng, **way)
        assert drawn == generate([3, 1], params, length=20, rng=np.random.default_rng(3))
    greedy = [
        generate([3, 1], params, length=9, rng=np.random.default_rng(seed), top_k=1)
        for seed in range(9)
    ]
    text = [3, 1]
    while len(text) < 11:
        text.append(int(plain_loop(text, params)[0][-1].argmax()))
    assert greedy == [text[2:]] * 9


def test_of_equal_logits_the_lowest_ids_are_kept():
    rng = np.random.default_rng(0)
    assert {sample([0.0, 2.0, 2.0, 2.0], rng=rng, top_k=2) for _ in range(60)} == {1, 2}
    assert {sample([0.0, 2.0, 2.0], rng=rng, top_k=1) for _ in range(30)} == {1}


def test_top_k_and_a_low_temperature():
    rng = np.random.default_rng(0)
    z = [3.0, 3.0, -2.0]
    assert {sample(z, rng=rng, temperature=5e-324, top_k=2) for _ in range(60)} == {0, 1}
    z = np.float32([1000, -1000, 1000])
    assert {sample(z, rng=rng, temperature=1e-40, top_k=np.int64(2)) for _ in range(60)} == {0, 2}
    assert sample([-7], rng=rng, top_k=1) == 0


# ---------------------------------------------------------------- generating


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("has_s0", [False, True])
def test_generate_feeds_back_its_own_token_and_its_own_state(seed, has_s0):
    params, prompt = network(6, 4, 6, seed), token_ids(6, 3, seed)
    s0 = start_state(4, seed) if has_s0 else None
    tokens = generate(prompt, params, length=12, rng=np.random.default_rng(seed), s0=s0)
    rng, text = np.random.default_rng(seed), list(prompt)
    while len(text) < 15:  # the whole text again for every token: no state to forget
        p = plain_loop(text, params, s0)[0][-1]
        text.append(int(rng.choice(6, p=p)))
    assert prompt + tokens == text


def test_generate_draws_from_the_logits_at_the_given_temperature():
    params, prompt = network(6, 4, 6, 1), [3, 1]
    tokens = generate(prompt, params, length=8, rng=np.random.default_rng(0), temperature=1e-9)
    text = list(prompt)
    while len(text) < 10:
        text.append(int(plain_loop(text, params)[0][-1].argmax()))
    assert prompt + tokens == text


def test_generate_of_length_0_and_unchanged_prompt():
    params, prompt = network(6, 4, 6, 1), [3, 1]
    assert generate(prompt, params, length=0, rng=np.random.default_rng(0)) == []
    assert len(generate(prompt, params, length=5, rng=np.random.default_rng(0))) == 5
    assert prompt == [3, 1]
