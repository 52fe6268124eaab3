"""Chapter 03: what the prose claims is so."""

import numpy as np
import pytest
import row_form
import run_notebooks
from exercises import chapter
from made import at_start
from networks import HEAD, PYTORCH
from row_form import U, W
from steady_digits import same_digits

from rnn_helpers import RNNParams, forward_propagation
from rnn_helpers.explorers.transpose_switch import transpose_switch
from rnn_helpers.notations.conventions import from_convention
from rnn_helpers.training import SmallLanguage, load_model, mark, write_on


def run(W, s=(0.0, 0.0), steps=5):
    """The loop of chapter 02 with another W: states and outputs."""
    return row_form.run(range(1, steps + 1), s, W)


@pytest.fixture
def switch():
    return at_start(transpose_switch)


def test_a_forgotten_transpose_shows_at_t_1_by_these_numbers():
    off = run(W.T)[1] - run(W)[1]  # wrong minus right
    assert [f"{d:.6f}" for d in off[1:]] == ["0.009906", "-0.000110", "-0.000765", "-0.000436"]
    assert off[0] == 0 and not (run(W.T)[0] - run(W)[0])[0].any()


def test_equal_numbers_hide_it_from_every_start(switch):
    for s0 in ((0.5, 0), (1, -1), (-0.3, 0.8)):
        switch.set(switch="Wᵀ", s01=s0[0], s02=s0[1], w12=-0.65, w21=-0.65)
        assert not switch.state()["difference"].any()


@pytest.mark.parametrize("s01", [0, 1])
def test_2_and_minus_2_make_a_difference_above_0_9(switch, s01):
    for one, other in ((2, -2), (-2, 2)):
        switch.set(switch="Wᵀ", s01=s01, w12=one, w21=other)
        assert np.abs(switch.state()["difference"]).max() > 0.9


def test_with_three_units_one_start_can_miss_it_and_the_unit_starts_cannot():
    W3 = np.random.default_rng(4).normal(size=(3, 3))
    skew = W3 - W3.T
    blind = np.array([skew[1, 2], skew[2, 0], skew[0, 1]])  # the axis of a skew matrix
    np.testing.assert_allclose(W3 @ blind, W3.T @ blind, atol=1e-12)
    assert np.abs(blind).min() > 0.1 and np.abs(skew).max() > 0.1
    params = RNNParams(np.ones((3, 1)), W3, np.ones((1, 3)), np.array([0.1, 0.2, 0.3]))
    for j, start in enumerate(np.eye(3)):
        a = forward_propagation([[0.0]], params, s0=start).a[0]
        np.testing.assert_allclose(a - params.b, W3[:, j], atol=1e-15)


def test_with_two_units_every_start_but_zero_shows_it():
    skew = W - W.T
    assert np.linalg.matrix_rank(skew) == 2


def test_a_flat_array_has_no_transpose_and_both_products_run():
    assert U.T.shape == U.shape == (2,)
    assert (W @ U).shape == (U @ W).shape == (2,) and not np.allclose(W @ U, U @ W)


def test_the_first_step_does_not_read_w():
    params = from_convention(PYTORCH | HEAD, "pytorch")
    wrong = params.replace(W=params.W.T)
    right, off = (forward_propagation(np.eye(3), p).z[:, 0] for p in (params, wrong))
    assert right[0] == off[0] and (np.abs(right - off)[1:] > 0.01).all()


def test_every_step_makes_the_mistake_anew_but_later_the_units_are_saturated():
    right, wrong = run(W)[0], run(W.T)[0]
    for t in range(1, 5):
        in_the_sums = wrong[t - 1] @ W.T - wrong[t - 1] @ W  # this step's share, from one state
        assert (np.abs(in_the_sums) > 0.045).all()
        if t > 1:
            assert (np.abs(in_the_sums) > 0.08).all() and (np.abs(in_the_sums) < 0.1).all()
    assert (right[2:] > 0.96).all() and (1 - right[2:] ** 2 < 0.08).all()
    assert f"{abs(run(W.T)[1] - run(W)[1])[4]:.4f}" == "0.0004"


def test_the_sums_from_two_starts_give_away_w_but_large_sums_have_one_tanh():
    params = RNNParams([[0.5], [0.6]], W.T, [[1, 2]], [0.1, -0.1])
    for W_new in (params.W, 40 * params.W):
        network = params.replace(W=W_new)
        runs = [forward_propagation([[0.0]], network, s0=start) for start in np.eye(2)]
        sums = np.column_stack([run.a[0] - network.b for run in runs])
        np.testing.assert_allclose(sums, W_new, atol=1e-12)
    assert np.tanh(18.9) < np.tanh(19.1) == np.tanh(25) == 1


def test_the_loudest_start_and_the_quiet_one():
    starts = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    loud = {s: abs(run(W.T, s, 1)[1] - run(W, s, 1)[1])[0] for s in starts}
    assert max(loud, key=loud.get) == (1, -1)
    assert min((s for s in starts if s != (0, 0)), key=loud.get) == (1, 1)
    np.testing.assert_allclose(np.ones(2) @ W.T - np.ones(2) @ W, [-0.1, 0.1])


def test_the_sums_of_the_two_candidates_stand_where_the_exercise_says():
    """Steeper at (1, -1): the slopes of tanh there are larger than at (-1, 1) in what counts."""
    slopes = {s: (1 - run(W, s, 1)[0][0] ** 2) @ [1, 2] for s in ((1, -1), (-1, 1))}
    assert slopes[1, -1] > slopes[-1, 1]


# A trained network with a transpose too many


def transposed(net):
    return net.replace(W=net.W.T)


def test_the_trained_network_writes_nothing_right_and_this_is_no_knifes_edge():
    net, vocab, _ = load_model("eight_units")
    language = SmallLanguage()

    def broken(net):
        rng, texts = np.random.default_rng(1), []
        for _ in range(200):
            texts.append(vocab.words(write_on(net, [], rng=rng)))
        return sum(any(one.right is False for one in mark(text, language)) for text in texts)

    assert f"{np.abs(net.W - net.W.T).max():.1f}" == "5.2"
    assert (broken(net), broken(transposed(net))) == (0, 200)
    rng = np.random.default_rng(0)
    assert same_digits(lambda p: broken(transposed(p)), net, digits=0, rng=rng, times=4)


@pytest.mark.parametrize("line, turned", [(0, 0), (2, 1)])
def test_what_both_write_holds_on_another_processor(line, turned):
    net, vocab, _ = load_model("eight_units")
    read = vocab.ids("dogs who see cat")

    def written(params):
        used = transposed(params) if turned else params
        return write_on(used, read, rng=np.random.default_rng(0), most=12)

    said = chapter("03").said["key-picture"].splitlines()
    assert said[line].partition(" ... ")[2] == " ".join(vocab.words(written(net)))
    assert said[line + 1].split()[3] == ("200" if turned else "0")
    assert same_digits(written, net, digits=0, rng=np.random.default_rng(0))


def test_nearly_all_outputs_of_two_units_look_alike():
    lines = chapter("03").said["both-runs"].splitlines()
    for line, W_used in zip(lines, (W, W.T), strict=True):
        assert line.split()[1:] == [f"{z:.4f}" for z in run(W_used)[1]]


# The manual's formula: H_t = f(X_t Wi^T + H_{t-1} Ri^T + Wbi + Rbi)


@pytest.mark.parametrize("seed", range(3))
def test_the_formula_of_the_manual_is_ours_without_a_transpose(seed):
    rng = np.random.default_rng(seed)
    W_i, R_i, both = rng.normal(size=(4, 3)), rng.normal(size=(4, 4)), rng.normal(size=(2, 4))
    X, H, states = rng.normal(size=(5, 1, 3)), np.zeros((1, 4)), []
    for X_t in X:  # rows
        H = np.tanh(X_t @ W_i.T + H @ R_i.T + both[0] + both[1])
        states.append(H[0])
    params = RNNParams(W_i, R_i, np.ones((1, 4)), both.sum(axis=0))
    np.testing.assert_allclose(forward_propagation(X[:, 0], params).s, states, atol=1e-12)
    turned = forward_propagation(X[:, 0], params.replace(W=R_i.T)).s
    assert not np.allclose(turned, states)


@pytest.mark.parametrize(
    "guess, answer",
    [
        ("guess-the-right-one", "It is s W. Let that weight be 0.2, all others 0"),
        ("guess-the-start", "It is another start."),
        ("guess-the-place", "It is row 2, column 1."),
    ],
)
def test_the_guesses(guess, answer):
    (path,) = run_notebooks.find(["03"])
    cells = {cell.id: cell for cell in run_notebooks.read(path).cells}
    assert answer in cells[guess].outputs[0].data["text/html"]
