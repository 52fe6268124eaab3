"""Appendix A1: what the prose claims is so, and the cells that derive helpers equal them."""

import re
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from networks import network
from steady_digits import same_digits
from test_notebooks import GUESS

from rnn_helpers import RNNParams, cross_entropy, forward_propagation
from rnn_helpers.training import (
    MODELS,
    Plan,
    SmallLanguage,
    Training,
    adam_step,
    clip_by_norm,
    language_loss,
    load_model,
    load_moments,
    loss_and_gradients,
    trainer,
    write_on,
)

(CHAPTER,) = (Path(__file__).resolve().parents[2] / "notebooks").glob("A1_*.ipynb")
LANGUAGE = SmallLanguage(clauses=False)
LESSON = LANGUAGE.draw(200_000, rng=np.random.default_rng(0))
NET, VOCAB = load_moments()[0][2], load_model("two_units")[1]
TEXT = VOCAB.ids(". dog sees cats .")
X, Y = TEXT[:-1], TEXT[1:]
BY_HEART = (
    "a-text",
    "loss-of-text",
    "slope",
    "backward",
    "check-one-each",
    "rates",
    "adam-loop",
    "by-heart",
)


@pytest.fixture(scope="module")
def cells():
    return {cell.id: cell for cell in run_notebooks.read(CHAPTER).cells}


@pytest.fixture(scope="module")
def prose(cells):
    return "\n".join(cell.source for cell in cells.values() if cell.cell_type == "markdown")


def run(cells, *names):
    """The names that these cells leave behind, run one after the other."""
    found = {}
    for name in names:
        exec(cells[name].source, found)
    return found


@pytest.fixture(scope="module")
def derived(cells):
    return run(cells, "a-text", "loss-of-text", "slope", "backward")


def printed(cells, name):
    return cells[name].outputs[0].text


def gradients(params, x=X, y=Y, s0=None):
    """The helper's, for one text."""
    weights = {k: getattr(params, k) for k in "UWVbc"}
    s0 = np.zeros(params.hidden_size) if s0 is None else s0
    column = np.array(x)[:, None], np.array(y)[:, None]
    return loss_and_gradients(*column, weights, s0[None])[:2]


# The cells that derive something


@pytest.mark.parametrize("T, K, H", [(1, 2, 1), (4, 17, 2), (9, 5, 3), (30, 6, 4)])
def test_the_loop_backwards_is_the_helper(derived, cells, T, K, H):
    assert "defines:loss_and_gradients" in cells["backward"].metadata.tags
    rng = np.random.default_rng([T, K, H])
    params, (x, y) = network(K, H, K, T), rng.integers(K, size=(2, T))
    for s0 in (None, rng.uniform(-0.9, 0.9, H)):
        loss, d = derived["loss_and_gradients"](x, y, params, s0)
        right_loss, right = gradients(params, x, y, s0)
        assert loss == pytest.approx(right_loss, rel=1e-12)
        assert d.keys() == right.keys()
        for k in right:
            np.testing.assert_allclose(d[k], right[k], atol=1e-12)


@pytest.mark.parametrize("letter", "UWVbc")
def test_each_number_of_the_gradient_is_a_difference(letter):
    d, h = gradients(NET)[1][letter], 1e-5
    for place in np.ndindex(d.shape):
        losses = []
        for step in (h, -h):
            array = getattr(NET, letter).copy()
            array[place] += step
            z = forward_propagation(X, NET.replace(**{letter: array})).z
            losses.append(cross_entropy(z, Y))
        slope = (losses[0] - losses[1]) / (2 * h)
        assert slope == pytest.approx(d[place], rel=1e-6, abs=1e-9)


def test_the_adam_loop_is_the_helper(cells):
    names = run(cells, *BY_HEART)
    weights = {k: getattr(NET, k).copy() for k in "UWVbc"}
    mean, square = ({k: np.zeros_like(weights[k]) for k in weights} for _ in range(2))
    for n in range(1, 201):
        _, d = gradients(RNNParams(**weights))
        adam_step(weights, d, mean, square, update=n, rate=0.02)
    assert "defines:adam_step" in cells["adam-loop"].metadata.tags
    for k in weights:
        np.testing.assert_allclose(names["w"][k], weights[k], atol=1e-10)


# What the prose says


def test_the_numbers_of_the_first_sections(prose):
    d = gradients(NET)[1]
    assert d["W"][0, 1] > 0 and sum(g.size for g in d.values()) == 91
    assert load_moments()[1][2] == 100
    sizes = np.abs(np.concatenate([g.ravel() for g in d.values()]))
    assert sizes.max() / sizes[sizes > 0].min() > 100
    assert f"{load_model('python_docs')[0].count:,} weights" in prose
    assert len(LANGUAGE.sentences()[0]) == 144
    girl = VOCAB.ids("girl")[0]
    assert not d["U"][:, girl].any() and d["V"][girl].all() and d["c"][girl] > 0
    read = {int(i) for i in np.flatnonzero(d["U"].any(axis=0))}
    assert read == set(X)


def test_the_sentence_learned_by_heart(cells):
    names = run(cells, *BY_HEART)
    girl, cats = VOCAB.ids("girl cats")
    assert names["p"][girl] < 0.005 and names["p"][cats] > 0.85


@pytest.fixture(scope="module")
def told(cells):
    """What each guess tells to whom opens it."""
    guesses = [cell for cell in cells.values() if cell.source.startswith(GUESS)]
    return {c.id: c.outputs[0].data["text/html"].partition("<details>")[2] for c in guesses}


@pytest.mark.parametrize(
    "guess, words",
    [
        ("guess-unread", "its column of U"),
        ("guess-rate", "1. At 10 it is 2.90"),
        ("guess-untrained", "2.83"),
        ("guess-seed", "together, elsewhere"),
    ],
)
def test_the_guesses(told, guess, words):
    assert words in told[guess]
    assert len(told) == 4


def trained(updates, *, nudged=None, **plan):
    """A network after some updates; its first weights nudged by a relative 1e-6 each."""
    run = Training(LESSON, 17, Plan(2, updates, decay=0.003, **plan))
    if nudged is not None:
        rng = np.random.default_rng(nudged)
        for array in run.weights.values():
            array *= 1 + 1e-6 * rng.uniform(-1, 1, array.shape)
    run.advance(updates)
    return run.params


@pytest.mark.parametrize("rate, low, high", [(0.02, 0.3, 0.5), (5, 3.5, 4.5)])
def test_norms(monkeypatch, rate, low, high):
    norms = []

    def spied(grads, most):
        norms.append(np.sqrt(sum((g**2).sum() for g in grads.values())))
        return clip_by_norm(grads, most)

    monkeypatch.setattr(trainer, "clip_by_norm", spied)
    trained(2000, rate=rate)
    assert low < max(norms) < high and len(norms) == 2000


def test_seeds():
    networks = [trained(1000, seed=seed) for seed in range(10)]
    losses = np.array([language_loss(params, LANGUAGE) for params in networks])
    assert (losses < 1.4).sum() == 5 and losses[losses >= 1.4].min() > 1.6 and losses[4] > 1.6
    dog, cat, dogs = VOCAB.ids("dog cat dogs")
    for params in networks:
        near, far = (np.hypot(*(params.U[:, dog] - params.U[:, i])) for i in (cat, dogs))
        assert near < 0.15 and far > 10 * near
    assert f"{language_loss(trained(5000, seed=4), LANGUAGE):.2f}" == "1.31"


def test_two_hundred_updates():
    """Exercise 2: 0.02 is too small, 0.5 will do, 5 is too large."""
    losses = [language_loss(trained(200, rate=rate), LANGUAGE) for rate in (0.02, 0.2, 0.5, 5)]
    assert f"{losses[0]:.2f}" == "2.33" and max(losses[1:3]) < 1.39 and losses[3] > 1.42


@pytest.mark.parametrize(
    "slopes, low, high",
    [
        (np.full(300, 0.3), 0.999, 1),
        (np.full(300, -2e-3), -1, -0.999),
        ((-1.0) ** np.arange(300), 0, 0.06),
    ],
)
def test_the_fraction_of_adam(slopes, low, high):
    """A slope that stays about the same, and one that flips: by how many rates the weight moves."""
    weights, mean, square = {"W": np.zeros(1)}, {"W": np.zeros(1)}, {"W": np.zeros(1)}
    moves = []
    for n, g in enumerate(slopes, start=1):
        before = weights["W"].copy()
        adam_step(weights, {"W": np.array([g])}, mean, square, update=n, rate=0.02)
        moves.append((before - weights["W"])[0] / 0.02)
    last = moves[-1] if low else abs(moves[-1])
    assert low - 1e-4 <= last <= high + 1e-4


def test_the_table_says_what_the_files_say(cells):
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", cells["shipped"].source, re.M)
    assert [name for name, _ in rows] == list(MODELS)
    for name, row in rows:
        units, weights, updates, words = row.replace(",", "").split(" | ")
        params, _, about = load_model(name)
        assert (int(units), int(weights)) == (params.hidden_size, params.count)
        assert f"updates={updates}," in about
        loss = re.search(r"loss (\S+) nats", about)[1]
        assert words.startswith(f"{float(loss):.2f}")
    assert f"best possible is {LANGUAGE.entropy_rate():.2f}" in rows[0][1]
    assert f"best possible is {SmallLanguage().entropy_rate():.2f}" in rows[1][1]


# What nbval compares


@pytest.mark.parametrize("cell, digits", [("check-one-each", 5), ("rates", 2)])
def test_printed_digits_hold_on_another_processor(cell, digits, cells):
    """Loss, gradient, and what follows from it in one step."""

    def shown(net):
        loss, d = gradients(net)
        if cell == "check-one-each":
            places = d["U"][0, X[3]], d["W"][0, 1], d["V"][4, 0], d["b"][0], d["c"][0]
            return [round(loss, 3), *places]
        moved = [{k: getattr(net, k) - rate * d[k] for k in d} for rate in (0.1, 1, 10, 100)]
        return [gradients(RNNParams(**weights))[0] for weights in moved]

    assert same_digits(shown, NET, digits=digits, rng=np.random.default_rng(0))


@pytest.mark.parametrize("nudged", range(2))
def test_digits_of_trainings_hold_on_another_processor(cells, told, nudged):
    loss = language_loss(trained(1000, seed=4, nudged=nudged), LANGUAGE)
    assert printed(cells, "one-seed") == f"seed 4: loss {loss:.1f}\n"
    dog = VOCAB.ids("dog")[0]
    columns = [trained(1000, seed=seed, nudged=nudged).U[:, dog] for seed in (0, 1)]
    here, there = (f"({one:.1f}, {other:.1f})" for one, other in columns)
    assert f"at {here} or at {there}" in told["guess-seed"]


def test_what_chance_writes_and_what_the_trained_network_writes(prose):
    untrained, *_, last = load_moments()[0]
    for net in (untrained, last):

        def written(net):
            return write_on(net, VOCAB.ids("dog"), rng=np.random.default_rng(1))

        assert f"*dog {' '.join(VOCAB.words(written(net)))}*" in prose
        assert same_digits(written, net, digits=0, rng=np.random.default_rng(0))


def test_digits_of_the_sentence_by_heart_hold(cells):
    def shown(net):
        weights = {k: getattr(net, k).copy() for k in "UWVbc"}
        mean, square = ({k: np.zeros_like(weights[k]) for k in weights} for _ in range(2))
        for n in range(1, 201):
            loss, d = gradients(RNNParams(**weights))
            adam_step(weights, d, mean, square, update=n, rate=0.02)
        o = forward_propagation(VOCAB.ids(". dog sees"), RNNParams(**weights)).o[-1]
        return [round(loss, 3), *o[VOCAB.ids("cats dogs girl")].round(2)]

    assert same_digits(shown, NET, digits=3, rng=np.random.default_rng(0), times=4)
    assert printed(cells, "by-heart") == "cats: 0.90\ndogs: 0.00\ngirl: 0.00\n"


@pytest.mark.parametrize("nudged", range(2))
def test_digits_of_the_tour_hold(cells, nudged):
    said = printed(cells, "tour").split("\n")
    dog, cat, dogs = VOCAB.ids("dog cat dogs")
    run = Training(LESSON, 17, Plan(2, 2000, decay=0.003))
    rng = np.random.default_rng(nudged)
    for array in run.weights.values():
        array *= 1 + 1e-6 * rng.uniform(-1, 1, array.shape)
    for words, updates in zip(said, (400, 1600)):
        run.advance(updates)
        U, loss = run.params.U, language_loss(run.params, LANGUAGE)
        near, far = (np.hypot(*(U[:, dog] - U[:, i])) for i in (cat, dogs))
        numbers = loss, loss - LANGUAGE.entropy_rate(), near, far
        for number in numbers:
            assert f" {number:.2f}" in words
