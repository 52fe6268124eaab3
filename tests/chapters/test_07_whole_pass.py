"""Chapter 07: what the prose claims is so, and the loop of its cells equals the helper."""

import contextlib
import io
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from exercises import chapter as all_cells
from plain_runs import WORDS, U, V, W, c
from running_example import by_hand
from steady_digits import same_digits
from test_notebooks import GUESS

import rnn_helpers
from rnn_helpers import RNNParams, cross_entropy, init_params, softmax
from rnn_helpers.lessons.forward_report import forward_report
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.training import SmallLanguage, load_model, mark, write_on

CHAPTER = Path(__file__).resolve().parents[2] / "notebooks/07_the_whole_forward_pass.ipynb"


@pytest.fixture(scope="module")
def chapter():
    """The names that the cells leave behind that define functions of the helper's once more."""
    names = {"np": np, "softmax": softmax}
    for cell in run_notebooks.read(CHAPTER).cells:
        if {"defines:forward_propagation", "defines:write_on"} & {*cell.metadata.get("tags", [])}:
            exec(cell.source, names)
    return names


def ran(name):
    """What a cell prints when it is run after all others, and what it printed when stored."""
    (cell,) = [cell for cell in run_notebooks.read(CHAPTER).cells if cell.id == name]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(cell.source, dict(all_cells("07").names))
    return out.getvalue(), "".join(output.text for output in cell.outputs)


@pytest.fixture(scope="module")
def prose():
    cells = run_notebooks.read(CHAPTER).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@pytest.fixture(scope="module")
def answers():
    """What each guess tells to whom opens it, by its cell."""
    cells = run_notebooks.read(CHAPTER).cells
    guesses = [cell for cell in cells if cell.source.startswith(GUESS)]
    return {
        cell.id: cell.outputs[0].data["text/html"].partition("<details>")[2] for cell in guesses
    }


def networks(count=20):
    rng = np.random.default_rng(4)
    for _ in range(count):
        H, K, T = rng.integers(1, 7, size=3)
        H, K = int(H), int(K)
        params = init_params(K, H, rng=rng)
        params = params.replace(b=rng.normal(size=H), c=rng.normal(size=K))
        yield rng.integers(K, size=T), params, rng.normal(size=H)


def states(sentence, params=None, s0=None):
    network, vocab = dog_bites_man()
    return rnn_helpers.forward_propagation(vocab.ids(sentence), params or network, s0=s0)


def test_the_loop_equals_the_helper_and_keeps_the_posts_layout(chapter):
    for x, params, s0 in networks():
        for start in (None, s0):
            loop = chapter["forward_propagation"](x, params, start)
            helper = rnn_helpers.forward_propagation(x, params, s0=start)
            T, H, K = len(x), params.hidden_size, params.output_size
            assert [array.shape for array in loop] == [(T, K), (T + 1, H)]
            for ours, theirs in zip(loop, helper.post_layout(), strict=True):
                np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-12)
            np.testing.assert_array_equal(loop[1][-1], 0 if start is None else start)


def test_the_loop_is_the_posts_when_the_biases_are_zero(chapter):
    for x, params, _ in networks():
        params = params.replace(b=np.zeros(params.hidden_size), c=np.zeros(params.output_size))
        o, s = chapter["forward_propagation"](x, params)
        state = np.zeros(params.hidden_size)
        for t, i in enumerate(x):
            one_hot = np.eye(params.input_size)[i]
            state = np.tanh(params.U.dot(one_hot) + params.W.dot(state))
            np.testing.assert_allclose(s[t], state, atol=1e-12)
            odds = np.exp(params.V.dot(state))
            np.testing.assert_allclose(o[t], odds / odds.sum(), atol=1e-12)


def test_claim_the_running_example_is_written_out_right():
    params, vocab = dog_bites_man()
    assert list(vocab.tokens) == WORDS
    for letter, array in {"U": U, "W": W, "V": V, "b": [0, 0], "c": c}.items():
        np.testing.assert_array_equal(getattr(params, letter), array)


def test_claim_six_of_eight_columns_differ(answers):
    start = {"s01": 0, "s02": 0, "U11": 1, "U21": 0, "b1": 0, "b2": 0, "c1": 0, "c2": 6, "c3": 0}
    start |= {"W11": 0.5, "W12": -0.4, "W21": 0.3, "W22": 0.6}
    one, other = (by_hand({**start, "x": f"{word} bites dog"})[2] for word in ("dog", "man"))
    differ = [part for part in one if one[part] != other[part]]
    assert differ == ["s_{t-1}", "W s_{t-1}", "a_t", "s_t", "z_t", "o_t"]
    assert one["x_t"] == other["x_t"] and one["U x_t"] == other["U x_t"]
    assert f"It is {len(differ)}." in answers["guess-change"]


def test_claim_the_product_that_is_spelled_out(prose):
    s = states("dog").s[0]
    products = " + ".join(rf"{v:g} \cdot {round(s_i, 2):g}" for v, s_i in zip(V[0], s))
    assert f"${products} = {V[0] @ s:.2f}$" in prose and c[0] == 0


def test_claim_what_the_network_expects(prose):
    o = states("dog bites man").o
    assert [WORDS[i] for i in o.argmax(axis=1)] == ["bites", "man", "dog"]
    assert f"{o[0, 1]:.3f}" in prose and f"{o[1, 2]:.3f}" in prose


def test_claim_the_distances_between_the_two_runs(answers):
    one, other = states("dog bites man").s, states("dog bites man", s0=[-1, 1]).s
    numbers = [np.sqrt(2), *np.linalg.norm(one - other, axis=1)]
    told = answers["guess-start"]
    assert (
        f"shrinking. From the start on it is {', '.join(f'{number:.4f}' for number in numbers)}. "
        in told
    )
    assert 0.7226 < np.linalg.norm(W, 2) < 0.7227 and "at most 0.7227" in told


def test_claim_w12_leads_into_unit_1_here():
    params = dog_bites_man()[0]
    no_w12 = params.replace(W=params.W * [[1, 0], [1, 1]])
    one, other = states("bites bites").s[1], states("bites bites", no_w12).s[1]
    assert one[0] != other[0] and one[1] == other[1]


def test_claim_differences_shrink_at_every_step():
    """||W|| < 1 and |tanh'| <= 1: for every sentence and every two starts."""
    norm, rng = np.linalg.norm(W, 2), np.random.default_rng(6)
    assert norm < 0.7227
    for _ in range(50):
        sentence = " ".join(rng.choice(WORDS, size=8))
        p, q = rng.uniform(-1, 1, (2, 2))
        paths = [np.vstack([s0, states(sentence, s0=s0).s]) for s0 in (p, q)]
        distance = np.linalg.norm(paths[0] - paths[1], axis=1)
        assert (distance[1:] <= norm * distance[:-1]).all()


@pytest.mark.parametrize("seed", range(20))
def test_claim_all_words_before_leave_traces_that_fade(seed):
    sentence = np.random.default_rng(seed).choice(WORDS, size=6)
    usual = states(" ".join(sentence)).s
    for t in range(6):
        other = sentence.copy()
        other[t] = WORDS[(WORDS.index(sentence[t]) + 1) % 3]
        trace = np.linalg.norm(states(" ".join(other)).s - usual, axis=1)[t:]
        assert (trace > 0).all() and (np.diff(trace) < 0).all()


def test_claim_with_t_rows_the_outputs_are_the_same_and_the_start_is_lost():
    for x, params, s0 in networks():
        T = len(x)
        s = np.zeros((T, params.hidden_size))
        s[-1] = s0
        for t in range(T):
            s[t] = np.tanh(params.U[:, x[t]] + params.W @ s[t - 1] + params.b)
        trace = rnn_helpers.forward_propagation(x, params, s0=s0)
        np.testing.assert_allclose(softmax(s @ params.V.T + params.c), trace.o, atol=1e-12)
        assert not np.array_equal(s[-1], s0)
        np.testing.assert_array_equal(trace.post_layout()[1][-1], s0)


def test_claim_parameters_and_loss_of_the_large_network():
    for seed in range(12):
        rng = np.random.default_rng(seed)
        params = init_params(8000, 100, rng=rng)
        assert params.U.size + params.W.size + params.V.size == 1_610_000
        assert params.b.size + params.c.size == 8_100
        z = rnn_helpers.forward_propagation(rng.integers(8000, size=45), params).z
        assert abs(cross_entropy(z, rng.integers(8000, size=45)) - np.log(8000)) < 0.01
        assert np.abs(8000 * softmax(z) - 1).max() < 0.05  # "nearly the same probability"


def test_claim_large_random_weights_cost_more_than_ln_8000():
    rng = np.random.default_rng(0)
    params = init_params(8000, 100, rng=rng)
    params = params.replace(V=1000 * params.V)
    z = rnn_helpers.forward_propagation(rng.integers(8000, size=45), params).z
    assert cross_entropy(z, rng.integers(8000, size=45)) > np.log(8000) + 1


def test_claim_the_copy_in_exercise_3_has_right_shapes_and_no_memory():
    source = next(
        cell.source for cell in run_notebooks.read(CHAPTER).cells if cell.id == "bug-copy"
    )
    names = {"np": np, "softmax": softmax}
    exec(source, names)
    for x, params, s0 in networks():
        o, s = names["copied"](x, params, s0)
        assert s.shape == (len(x) + 1, params.hidden_size)
        assert o.shape == (len(x), params.output_size)
        np.testing.assert_allclose(o.sum(axis=1), 1)
        np.testing.assert_allclose(s[:-1], np.tanh(params.U[:, x].T + params.b))
    report = {name: passed for name, passed, _ in forward_report(names["copied"])}
    assert report["o and s have the right shapes"] and not report["order matters"]


def test_claim_the_loop_passes_every_test_of_a_recurrent_network(chapter):
    assert all(passed for _, passed, _ in forward_report(chapter["forward_propagation"]))


def test_claim_an_embedding_and_a_matrix_are_one_u():
    rng = np.random.default_rng(7)
    for _ in range(10):
        E, U_h = rng.normal(size=(3, 5)), rng.normal(size=(2, 5))
        params, x = dog_bites_man()[0], rng.integers(3, size=6)
        two = rnn_helpers.forward_propagation(E[x], RNNParams(U_h, params.W, params.V)).s
        one = rnn_helpers.forward_propagation(x, RNNParams(U_h @ E.T, params.W, params.V)).s
        np.testing.assert_allclose(one, two, atol=1e-12)


def test_claim_a_start_that_is_kept_apart_and_not_read_is_seen_from_no_zeros():
    for x, params, s0 in networks():
        runs = []
        for start in (np.zeros_like(s0), s0):
            s = np.zeros((len(x) + 1, len(s0)))  # the start is not put in
            for t in range(len(x)):
                s[t] = np.tanh(params.U[:, x[t]] + params.W @ s[t - 1] + params.b)
            right = rnn_helpers.forward_propagation(x, params, s0=start).s
            runs.append(np.allclose(s[:-1], right, rtol=0, atol=1e-12))
        assert runs == [True, False]


# PyTorch


@pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed")
def test_pytorch_gives_the_same_numbers():
    said, stored = ran("through-torch")
    assert said == stored == "equal to 1e-12: yes\nequal copies: False\n"


@pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed")
def test_claim_with_batch_first_the_copies_are_equal_and_b_twice_counts_twice():
    from torch import allclose, float64, nn, tensor

    params, vocab = dog_bites_man()
    b = np.array([0.5, -0.3])
    one, x = params.replace(b=b), vocab.ids("dog bites man")

    def read(b_hh, **order):
        rnn = nn.RNN(2, 2, dtype=float64, **order)
        for theirs, ours in zip(rnn.parameters(), [np.eye(2), params.W, b, b_hh]):
            theirs.data = tensor(ours)
        return rnn(tensor(np.array([params.U.T[x], params.U.T[x]])))[0].detach()

    first, second = read(0 * b, batch_first=True)
    assert allclose(first, second)
    np.testing.assert_allclose(first, rnn_helpers.forward_propagation(x, one).s, atol=1e-12)
    twice = rnn_helpers.forward_propagation(x, params.replace(b=2 * b)).s
    np.testing.assert_allclose(read(b, batch_first=True)[0], twice, atol=1e-12)
    assert not allclose(*read(0 * b))


@pytest.mark.skipif(find_spec("torch") is not None, reason="PyTorch is installed")
def test_without_pytorch_the_cell_says_so():
    said, _ = ran("through-torch")
    assert said == "PyTorch is not installed here: nothing is compared.\n"


# Writing


@pytest.mark.parametrize("name", ["two_units", "four_units", "eight_units"])
def test_write_on_draws_what_the_helper_draws(chapter, name):
    params, vocab, _ = load_model(name)
    for seed in range(60):
        for begun in ("", "dogs", "girl sees"):
            ids = vocab.ids(begun)
            ours = chapter["write_on"](params, ids, rng=np.random.default_rng(seed), most=20)
            assert ours == write_on(params, ids, rng=np.random.default_rng(seed), most=20)
    for most in (0, 1, 3):
        assert len(chapter["write_on"](params, [], rng=np.random.default_rng(0), most=most)) <= most


def broken(net, way, seed):
    """A sentence by a loop that feeds the "text" again, or keeps "nothing" of the state."""
    params, vocab, _ = net
    rng, text, state = np.random.default_rng(seed), [0], None
    while len(text) < 41 and 0 not in text[1:]:
        x = text if way == "text" else text[-1:]
        run = rnn_helpers.forward_propagation(x, params, s0=state)
        state = None if way == "nothing" else run.last_state
        text.append(int(rng.choice(len(vocab), p=run.o[-1])))
    return vocab.words(text[1:])


def broken_of_200(net, way):
    language = SmallLanguage()
    texts = (broken(net, way, seed) for seed in range(200))
    return sum(any(m.right is False for m in mark(words, language)) for words in texts)


COUNTS = {("two", "text"): 200, ("two", "nothing"): 200, ("eight", "text"): 43}
COUNTS |= {("eight", "nothing"): 199, ("two", "word"): 0, ("eight", "word"): 0}


def test_claim_how_many_of_200_sentences_break_the_grammar(answers):
    lines = {"word": "word and state", "text": "text and state", "nothing": "word alone"}
    said, stored = ran("shares")
    for (name, way), count in COUNTS.items():
        assert broken_of_200(load_model(f"{name}_units"), way) == count
    told = [f"{words:14} {COUNTS['two', way]:4}\n" for way, words in lines.items()]
    assert said == stored == "".join(told)
    names = all_cells("07").names
    for way, words in lines.items():  # as the prose says: eight in place of two
        assert names["count"](names["eight"], names["rules"][words]) == COUNTS["eight", way]
    assert "In 43 of 200" in answers["guess-again"] and "in about 40" in answers["guess-again"]
    assert "In 0 of 200" in answers["guess-written"] and "none" in answers["guess-written"]


@pytest.mark.parametrize("way", ["word", "text", "nothing"])
def test_the_counts_hold_on_another_processor(way):
    for name in ("two_units", "eight_units"):
        _, vocab, about = load_model(name)

        def texts(params, net=(vocab, about)):
            return " ".join(" ".join(broken((params, *net), way, seed)) for seed in range(200))

        params, rng = load_model(name)[0], np.random.default_rng(0)
        assert same_digits(texts, params, digits=3, rng=rng, times=2)


def test_claim_the_full_stop_after_dogs():
    params, vocab, _ = load_model("two_units")
    dot, dogs = vocab.ids(". dogs")
    start = rnn_helpers.forward_propagation([dot], params).last_state
    right, again = ([dogs], start), ([dot, dogs], start)
    p = [rnn_helpers.forward_propagation(x, params, s0=s).o[-1, 0] for x, s in (right, again)]
    assert ran("first-difference")[0].split()[-1] == f"{p[1]:.3f}" == "1.000"
    assert f"{p[0]:.3f}" == "0.000" and p[0] < 1e-4

    def told(net):
        start = rnn_helpers.forward_propagation([dot], net).last_state
        return rnn_helpers.forward_propagation([dogs, dot, dogs], net, s0=start).o

    assert same_digits(told, params, digits=3, rng=np.random.default_rng(0))


def test_claim_the_first_output_is_right_in_all_three_loops():
    """So the mistakes begin after the first word."""
    for name in ("two_units", "eight_units"):
        net = load_model(name)
        for seed in range(50):
            firsts = {broken(net, way, seed)[0] for way in ("word", "text", "nothing")}
            assert len(firsts) == 1
