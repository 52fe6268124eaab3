"""forward_propagation: the sources' numbers, other ways to compute it, what recurrence is."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import SIZES, few, network, plain_loop, start_state, token_ids

import rnn_helpers.forward_pass.forward
from rnn_helpers import (
    RNNParams,
    Trace,
    forward_loop,
    forward_propagation,
    init_params,
    logits,
    rnn_step,
    softmax,
)
from rnn_helpers.machines.examples import dog_bites_man, worked_example

# ---------------------------------------------------------------- numbers of the sources

X = [[1.0], [2.0], [3.0], [4.0], [5.0]]
PRINTED = [  # the source notebook's own lines: before activation, state, output
    ("[0.6 0.5]", "[0.53704957 0.46211716]", "[1.56128388]"),
    ("[1.2923401  1.39225678]", "[0.85973818 0.88366641]", "[2.72707101]"),
    ("[1.95107374 2.2254142 ]", "[0.96040283 0.97693139]", "[3.01426561]"),
    ("[2.4891197  2.88285312]", "[0.98632184 0.99375321]", "[3.07382826]"),
    ("[2.99675815 3.49476565]", "[0.99502267 0.99815874]", "[3.09134015]"),
]


def test_every_printed_number_of_the_source_notebook():
    trace = forward_propagation(X, worked_example())
    for t, printed in enumerate(PRINTED):
        assert (str(trace.a[t]), str(trace.s[t]), str(trace.z[t])) == printed


def test_first_step_of_the_source_notebook_by_hand():
    trace = forward_propagation([[1.0]], worked_example())
    assert trace.a[0] == pytest.approx([0.5 + 0.1, 0.6 - 0.1], abs=1e-15)
    assert trace.z[0, 0] == pytest.approx(np.tanh(0.6) + 2 * np.tanh(0.5) + 0.1, abs=1e-15)
    assert trace.o[0, 0] == 1  # softmax of a single number


@pytest.mark.parametrize(
    ("x", "outputs"),
    [
        (np.ones((4, 1)), [1.561284, 2.079104, 2.226764, 2.265308]),
        (np.zeros((200, 1)), [-0.124933]),
        ([[5.0]], [3.076954]),
        ([[0.0]] * 4 + [[5.0]], [3.075142]),
        ([[-9.0], [4.0], [-2.0], [0.0], [5.0]], [3.067704]),
        (np.multiply(X, 0.1), [1.231867]),
        ([[0.0]] * 4 + [[0.5]], [0.720345]),
        (np.ones((200, 1)), [2.278439]),
    ],
)
def test_numbers_of_chapter_02(x, outputs):
    z = forward_propagation(x, worked_example()).z[:, 0]
    rows = z[:4] if len(outputs) == 4 else z[-1:]
    assert rows == pytest.approx(outputs, abs=5.1e-7)


def test_running_only_the_loop_cell_again_starts_from_the_old_state():
    first = forward_propagation(X, worked_example())
    again = forward_propagation(X, worked_example(), s0=first.last_state)
    expected = [2.460905, 2.823522, 3.016990, 3.073852, 3.091340]
    assert again.z[:, 0] == pytest.approx(expected, abs=5.1e-7)


def test_equal_inputs_settle_at_one_state():
    state = forward_propagation(np.ones((200, 1)), worked_example()).last_state
    assert state == pytest.approx([0.711970, 0.733235], abs=5.1e-7)


def test_a_transposed_square_w_shows_from_step_1_on():
    params = worked_example()
    right, wrong = (
        forward_propagation(X, p).z[:, 0] for p in (params, params.replace(W=params.W.T))
    )
    expected = [0, 0.009906, -0.000110, -0.000765, -0.000436]
    assert wrong - right == pytest.approx(expected, abs=5.1e-7)


@pytest.mark.parametrize(
    ("sentence", "state"),
    [("dog bites man", [-0.819455, 0.805578]), ("man bites dog", [0.406481, 0.305120])],
)
def test_word_order_of_chapter_05(sentence, state):
    params, vocab = dog_bites_man()
    last = forward_propagation(vocab.ids(sentence), params).last_state
    assert last == pytest.approx(state, abs=5.1e-7)


# ---------------------------------------------------------------- other ways to compute it


@few
@given(SIZES, st.booleans())
def test_equals_a_loop_written_independently(sizes, has_s0):
    D, H, K, T, seed = sizes
    params, x = network(D, H, K, seed), token_ids(D, T, seed)
    s0 = start_state(H, seed) if has_s0 else None
    for inputs in (x, np.random.default_rng(seed).normal(size=(T, D))):
        o, s = forward_propagation(inputs, params, s0=s0).post_layout()
        expected_o, expected_s = plain_loop(inputs, params, s0)
        assert o.shape == (T, K) and s.shape == (T + 1, H)
        assert o == pytest.approx(expected_o, abs=1e-12)
        assert s == pytest.approx(expected_s, abs=1e-12)


@pytest.mark.parametrize(("D", "H", "T"), [(20, 2, 50), (100, 64, 1000), (8000, 100, 100)])
def test_equals_the_posts_loop_to_1e_12_at_its_own_sizes(D, H, T):
    params = init_params(D, H, rng=np.random.default_rng(0))
    x = np.random.default_rng(1).integers(D, size=T)
    o, s = forward_propagation(x, params).post_layout()
    state = np.zeros(H)
    assert not s[-1].any()
    for t in range(T):
        state = np.tanh(params.U[:, x[t]] + params.W.dot(state))
        e = np.exp(params.V.dot(state))  # these logits are small
        assert np.abs(s[t] - state).max() < 1e-12
        assert np.abs(o[t] - e / e.sum()).max() < 1e-12


@few
@given(SIZES, st.booleans(), st.booleans())
def test_the_fast_way_is_the_loop(sizes, has_s0, has_ids):
    D, H, K, T, seed = sizes
    params, x = network(D, H, K, seed), token_ids(D, T, seed)
    x = x if has_ids else np.random.default_rng(seed).normal(size=(T, D))
    s0 = start_state(H, seed) if has_s0 else None
    fast, loop = (run(x, params, s0=s0) for run in (forward_propagation, forward_loop))
    for letter in ("a", "s", "z", "o", "s0"):
        got, expected = getattr(fast, letter), getattr(loop, letter)
        assert got.shape == expected.shape and got.dtype == expected.dtype
        np.testing.assert_allclose(got, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("D", "H", "T"), [(20, 2, 50), (100, 64, 1000), (8000, 100, 45), (3, 2, 0)]
)
def test_the_fast_way_is_the_loop_at_the_sizes_of_the_benchmark(D, H, T):
    params = init_params(D, H, rng=np.random.default_rng(2))
    x = np.random.default_rng(3).integers(D, size=T)
    fast, loop = forward_propagation(x, params), forward_loop(x, params)
    for letter in ("a", "s", "z", "o"):
        np.testing.assert_allclose(getattr(fast, letter), getattr(loop, letter), rtol=0, atol=1e-12)


@pytest.mark.parametrize("run", [forward_propagation, forward_loop])
def test_the_loop_refuses_what_the_fast_way_refuses(run):
    params = network(4, 2, 3, 0).replace(U=np.ones((2, 4)))
    for x, s0, problem in (
        ([0, 4], None, "U expects token ids in 0..3, got 4 at position 1"),
        ([0, 1], [0.0], "s0 expects shape"),
        (np.full((3, 4), 1e308), None, r"a expects finite float64 numbers, got .* at a\[0"),
    ):
        with pytest.raises(ValueError, match=problem):
            run(x, params, s0=s0)


@pytest.mark.parametrize("cache", [1, 200, 1000, 10**9])
def test_rows_read_out_at_a_time_change_no_number(monkeypatch, cache):
    params, x = network(9, 4, 7, 3), token_ids(9, 25, 3)
    expected = forward_propagation(x, params)
    monkeypatch.setattr(rnn_helpers.forward_pass.forward, "CACHE_BYTES", cache)
    trace = forward_propagation(x, params)
    assert np.array_equal(trace.z, expected.z) and np.array_equal(trace.o, expected.o)


@few
@given(SIZES)
def test_every_intermediate_is_what_its_name_says(sizes):
    D, H, K, T, seed = sizes
    params, x = network(D, H, K, seed), token_ids(D, T, seed)
    trace = forward_propagation(x, params, s0=start_state(H, seed))
    before = np.vstack([trace.s0, trace.s[:-1]])
    assert trace.a == pytest.approx(params.U.T[x] + before @ params.W.T + params.b, abs=1e-12)
    assert np.array_equal(trace.s, np.tanh(trace.a))
    assert trace.z == pytest.approx(logits(trace.s, params), abs=1e-12)
    assert trace.o == pytest.approx(softmax(trace.z), abs=1e-12)
    assert trace.o.sum(axis=1) == pytest.approx(np.ones(T), abs=1e-12)


@few
@given(SIZES)
def test_steps_in_a_chain_equal_the_pass(sizes):
    D, H, K, T, seed = sizes
    params, x, s_t = network(D, H, K, seed), token_ids(D, T, seed), start_state(H, seed)
    trace = forward_propagation(x, params, s0=s_t)
    for t in range(T):
        a_t, s_t = rnn_step(x[t], s_t, params)
        assert a_t == pytest.approx(trace.a[t], abs=1e-12)
        assert s_t == pytest.approx(trace.s[t], abs=1e-12)


@few
@given(SIZES)
def test_ids_equal_one_hot_vectors(sizes):
    D, H, K, T, seed = sizes
    params, x = network(D, H, K, seed), token_ids(D, T, seed)
    by_id, by_vector = forward_propagation(x, params), forward_propagation(np.eye(D)[x], params)
    assert by_vector.a == pytest.approx(by_id.a, abs=1e-12)
    assert by_vector.o == pytest.approx(by_id.o, abs=1e-12)


@pytest.mark.parametrize(("dtype", "close"), [(np.float64, 1e-12), (np.float32, 1e-5)])
def test_pytorch_computes_the_same(dtype, close):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no second opinion")
    D, H, K, T = 11, 6, 7, 20
    params, x = network(D, H, K, 0, dtype=dtype), token_ids(D, T, 0)
    s0 = start_state(H, 0).astype(dtype)
    U, W, V, b, c = (torch.tensor(getattr(params, name)) for name in "UWVbc")
    rnn = torch.nn.RNN(D, H, dtype=U.dtype)
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(U)
        rnn.weight_hh_l0.copy_(W)
        rnn.bias_ih_l0.copy_(b)
        rnn.bias_hh_l0.zero_()
        one_hot = torch.nn.functional.one_hot(torch.tensor(x), D).to(U.dtype)
        s, last = rnn(one_hot, torch.tensor(s0)[None])
        z = torch.nn.functional.linear(s, V, c)
        o = torch.softmax(z, dim=-1)
    trace = forward_propagation(x, params, s0=s0)
    for ours, theirs in ((trace.s, s), (trace.last_state, last[0]), (trace.z, z), (trace.o, o)):
        assert ours.dtype == dtype
        assert np.abs(ours - theirs.numpy()).max() < close


# ---------------------------------------------------------------- what makes it recurrent


@few
@given(SIZES)
def test_an_early_input_moves_all_later_states(sizes):
    D, H, K, T, seed = sizes
    params, x = network(D, H, K, seed), token_ids(D, T, seed)
    other = [(x[0] + 1) % D, *x[1:]]
    moved = forward_propagation(x, params).s != forward_propagation(other, params).s
    assert moved.any(axis=1).all()


@few
@given(SIZES)
def test_a_late_input_moves_no_earlier_state(sizes):
    D, H, K, T, seed = sizes
    params, x = network(D, H, K, seed), token_ids(D, T, seed)
    other = [*x[:-1], (x[-1] + 1) % D]
    one, two = forward_propagation(x, params), forward_propagation(other, params)
    assert np.array_equal(one.s[:-1], two.s[:-1]) and np.array_equal(one.o[:-1], two.o[:-1])
    assert (one.s[-1] != two.s[-1]).any()


@few
@given(SIZES)
def test_order_matters(sizes):
    D, H, K, T, seed = sizes
    params, x = network(D, H, K, seed), [0, 1, *token_ids(D, T, seed)]
    swapped = [1, 0, *x[2:]]
    one, two = forward_propagation(x, params), forward_propagation(swapped, params)
    assert (one.last_state != two.last_state).any()


@few
@given(SIZES)
def test_without_w_it_is_feed_forward(sizes):
    D, H, K, T, seed = sizes
    params = network(D, H, K, seed).replace(W=np.zeros((H, H)))
    x = token_ids(D, T, seed)
    trace = forward_propagation(x, params, s0=start_state(H, seed))
    for t in range(T):
        alone = forward_propagation([x[t]], params)
        assert np.array_equal(trace.s[t], alone.s[0])


@few
@given(SIZES, st.data())
def test_two_halves_with_the_state_carried_over_equal_one_run(sizes, data):
    D, H, K, T, seed = sizes
    cut = data.draw(st.integers(0, T))
    params, x, s0 = network(D, H, K, seed), token_ids(D, T, seed), start_state(H, seed)
    whole = forward_propagation(x, params, s0=s0)
    first = forward_propagation(x[:cut], params, s0=s0)
    second = forward_propagation(x[cut:], params, s0=first.last_state)
    assert np.array_equal(np.vstack([first.s, second.s]), whole.s)
    assert np.vstack([first.o, second.o]) == pytest.approx(whole.o, abs=1e-12)
    assert np.array_equal(second.last_state, whole.last_state)


@few
@given(SIZES)
def test_s0_is_what_step_0_reads(sizes):
    D, H, K, T, seed = sizes
    params, x, s0 = network(D, H, K, seed), token_ids(D, T, seed), start_state(H, seed)
    trace, from_zero = forward_propagation(x, params, s0=s0), forward_propagation(x, params)
    difference = trace.a[0] - from_zero.a[0]
    assert difference == pytest.approx(params.W @ s0, abs=1e-12)
    assert np.array_equal(trace.s0, s0) and not from_zero.s0.any()
    assert np.array_equal(from_zero.s, forward_propagation(x, params, s0=np.zeros(H)).s)


# ---------------------------------------------------------------- layouts, kinds, memory


def test_post_layout_keeps_s0_in_the_last_row():
    params, x, s0 = network(5, 3, 4, 0), [1, 2, 0, 4], start_state(3, 0)
    trace = forward_propagation(x, params, s0=s0)
    o, s = trace.post_layout()
    assert np.array_equal(s[-1], s0) and np.array_equal(s[len(x) - 1], trace.last_state)
    assert np.array_equal(s[:-1], trace.s) and np.array_equal(o, trace.o)


@pytest.mark.parametrize("empty", [[], (), np.array([], dtype=int), np.empty((0, 5))])
@pytest.mark.parametrize("s0", [None, [0.1, -0.2, 0.3]])
def test_an_empty_sequence_gives_empty_results_and_s0(empty, s0):
    trace = forward_propagation(empty, network(5, 3, 4, 0), s0=s0)
    assert trace.a.shape == trace.s.shape == (0, 3)
    assert trace.z.shape == trace.o.shape == (0, 4)
    assert np.array_equal(trace.last_state, [0, 0, 0] if s0 is None else s0)
    o, s = trace.post_layout()
    assert o.shape == (0, 4) and np.array_equal(s, [trace.s0])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("x", [[0, 3], [], np.ones((2, 5)), np.ones((2, 5), np.float32)])
@pytest.mark.parametrize("s0", [None, [0, 1, 0], np.ones(3, np.float32), np.ones(3)])
def test_the_precision_is_that_of_the_parameters(dtype, x, s0):
    for run in (forward_propagation, forward_loop):
        trace = run(x, network(5, 3, 4, 0, dtype=dtype), s0=s0)
        for part in (trace.a, trace.s, trace.z, trace.o, trace.s0, *trace.post_layout()):
            assert part.dtype == dtype


def test_integers_as_s0_are_no_integer_buffer():
    params = network(5, 3, 4, 0)
    trace = forward_propagation([1, 2], params, s0=np.array([0, 1, 0]))
    assert np.array_equal(trace.s, forward_propagation([1, 2], params, s0=[0.0, 1.0, 0.0]).s)
    assert (trace.s % 1 != 0).all()


@pytest.mark.parametrize("x", [np.array([1, 2, 4]), np.ones((3, 5)), [1, 2, 4]])
def test_inputs_are_not_written_into_and_not_shared(x):
    params, s0 = network(5, 3, 4, 0), start_state(3, 0)
    before = [np.array(part) for part in (x, s0)]
    first = forward_propagation(x, params, s0=s0)
    kept = first.s.copy(), first.s0.copy()
    assert np.array_equal(x, before[0]) and np.array_equal(s0, before[1])
    s0[:] = 99  # the caller's own array, to do with as he likes
    second = forward_propagation(x, params, s0=before[1])
    assert np.array_equal(first.s, kept[0]) and np.array_equal(first.s0, kept[1])
    assert np.array_equal(second.s, first.s) and not np.shares_memory(second.s, first.s)


def test_read_only_and_strided_inputs_are_read():
    params = network(5, 3, 4, 0)
    ids, vectors = np.arange(10)[::-2] % 5, np.ones((5, 6))[:, ::2].T
    for array in (ids, vectors):
        array.setflags(write=False)
        expected = plain_loop(array.tolist(), params)
        assert forward_propagation(array, params).o == pytest.approx(expected[0], abs=1e-12)


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int32, np.uint64, np.intp])
def test_integers_of_every_kind_are_ids(kind):
    params, x = network(9, 3, 4, 0), [0, 0, 1, 8]
    trace = forward_propagation(np.array(x, kind), params)
    assert np.array_equal(trace.s, forward_propagation(x, params).s)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(("D", "H", "T"), [(100, 64, 1000), (2000, 100, 300), (65, 512, 200)])
def test_peak_memory_is_the_result_and_one_copy_of_the_states(D, H, T, dtype):
    params = init_params(D, H, rng=np.random.default_rng(0), dtype=dtype)
    x = np.random.default_rng(1).integers(D, size=T)
    forward_propagation(x, params)
    tracemalloc.start()
    trace = forward_propagation(x, params)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    result = sum(part.nbytes for part in (trace.a, trace.s, trace.z, trace.o, trace.s0))
    assert peak <= result + trace.s.nbytes


def test_logits_of_1000_and_more_stay_finite():
    params = network(5, 3, 4, 0)
    trace = forward_propagation([1, 2, 3], params.replace(V=params.V * 1e6))
    assert np.abs(trace.z).max() > 1000
    assert np.isfinite(trace.o).all() and trace.o.sum(axis=1) == pytest.approx(1)


def test_a_sum_that_overflows_is_reported():
    params = network(2, 3, 4, 0).replace(W=np.full((3, 3), 1e200))
    with pytest.raises(
        ValueError, match=r"a expects finite float64 numbers, got -?inf at a\[0, 0\]"
    ):
        forward_propagation([0], params, s0=[1e200, 1e200, 1e200])


@pytest.mark.parametrize("run", [forward_propagation, forward_loop])
def test_infinity_less_infinity_is_reported_too(run):
    params = RNNParams([[1e308], [1e308]], np.full((2, 2), 1e308), [[1.0, 1.0]])
    with np.errstate(all="raise"), pytest.raises(ValueError, match="got nan at"):
        run([[10.0]], params, s0=[-10.0, -10.0])


def test_a_trace_is_what_comes_back():
    trace = forward_propagation([0], network(2, 3, 4, 0))
    assert isinstance(trace, Trace)
    with pytest.raises(AttributeError):
        trace.s = None


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("largest", [1e-3, 39.9, 40.1, 300, 1e3, 1e30])
def test_probabilities_are_right_with_and_without_the_shift(largest, dtype):
    net = network(5, 3, 4, 0)
    scale = largest / net.largest_logit
    params = RNNParams(net.U, net.W, net.V * scale, net.b, net.c * scale)
    params = RNNParams(*(getattr(params, name).astype(dtype) for name in "UWVbc"))
    assert params.largest_logit == pytest.approx(largest, rel=1e-6)
    corners = params.replace(U=np.sign(params.U) * dtype(100))  # drives the states to +-1
    for net in (params, corners):
        trace = forward_propagation(range(5), net)
        assert np.abs(trace.z).max() <= net.largest_logit * (1 + 1e-6)
        assert trace.o == pytest.approx(
            softmax(trace.z), rel=float(100 * np.finfo(dtype).eps), abs=1e-37
        )


def test_the_shift_is_left_out_below_the_bound(monkeypatch):
    params = network(5, 3, 4, 0)
    params = params.replace(V=params.V * 1e6)
    assert np.isfinite(forward_propagation([1, 2, 3], params).o).all()
    monkeypatch.setattr(rnn_helpers.forward_pass.forward, "SMALL_LOGIT", np.inf)
    with np.errstate(all="ignore"):
        assert np.isnan(forward_propagation([1, 2, 3], params).o).any()


def test_the_largest_logit_is_reached_and_no_logit_is_larger():
    params = RNNParams([[100.0, -100.0]], [[0.0]], [[2.0], [-3.0]], c=[0.5, 0.25])
    assert params.largest_logit == 3.25
    z = forward_propagation([0, 1], params).z
    assert z.tolist() == [[2.5, -2.75], [-1.5, 3.25]]
