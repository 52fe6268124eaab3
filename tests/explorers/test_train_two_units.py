"""The live training: its numbers from a training of their own, and how it goes on by itself."""

import asyncio
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest
from made import at_start
from panels import views_of

from rnn_helpers import RNNParams, cross_entropy, forward_propagation
from rnn_helpers.explorers.train_two_units import BEGINNINGS, UPDATES, train_two_units
from rnn_helpers.training import SmallLanguage, Training
from rnn_helpers.training.recipes import PLANS
from rnn_helpers.views.curves.bars import Bars
from rnn_helpers.views.curves.loss_curve import LossCurve
from rnn_helpers.views.plane.word_arrows import WordArrows

LANGUAGE = SmallLanguage(clauses=False)
TOKENS = LANGUAGE.vocab.tokens
TEXT = LANGUAGE.draw(200_000, rng=np.random.default_rng(0))


@pytest.fixture
def explorer():
    return at_start(train_two_units)


def trained(n, rate):
    """The weights after n updates of a training that knows nothing of the explorer."""
    training = Training(TEXT, 17, replace(PLANS["two_units"], updates=2000, rate=rate, moments=()))
    if n:
        training.advance(n)
    return RNNParams(**training.weights)


def loss_of(params):
    """The mean of -ln o over every sentence, one after the other."""
    total = words = 0
    for row, chance in zip(*LANGUAGE.sentences()):
        y = row[row >= 0]
        z = forward_propagation([0, *y[:-1]], params).z
        total, words = total + chance * len(y) * cross_entropy(z, y), words + chance * len(y)
    return total / words


@pytest.mark.parametrize("rate", ["0.001", "0.02", "5"])
@pytest.mark.parametrize("n, x", [(0, "dog"), (37, "dogs"), (250, "dogs sleep"), (90, "(nothing)")])
def test_numbers_and_picture_are_those_of_a_training(explorer, n, rate, x):
    explorer.set(n=n, rate=rate, x=x)
    params, state, views = trained(n, float(rate)), explorer.state(), views_of(explorer)
    assert state["updates"] == n and state["loss"] == pytest.approx(loss_of(params), abs=1e-9)
    above = state["loss"] - LANGUAGE.entropy_rate()
    assert state["above the floor"] == pytest.approx(above)
    columns = dict(zip(TOKENS, params.U.T))
    for other in ("cat", "dogs"):
        apart = np.linalg.norm(columns["dog"] - columns[other])
        assert state[f"dog to {other}"] == pytest.approx(apart, abs=1e-9)
    read = [] if x == "(nothing)" else LANGUAGE.vocab.ids(x)
    o = forward_propagation([0, *read], params).o[-1]
    np.testing.assert_allclose(views[Bars].lengths, np.where(o < 0.005, 0, o), atol=1e-9)
    many = o[LANGUAGE.vocab.ids("sleep run see chase")].sum()
    assert state["p(verb for many)"] == pytest.approx(many, abs=1e-9)
    line = views[LossCurve].shown["line"]
    np.testing.assert_array_equal(line[:, 0], [*range(0, n, 10), n])
    assert line[-1, 1] == pytest.approx(state["loss"])
    tips = views[WordArrows].shown["tips"]  # of the same directions as the columns
    middle = tips - params.U.T * (np.ptp(tips[:, 0]) / np.ptp(params.U[0]))
    np.testing.assert_allclose(middle, np.broadcast_to(middle[0], middle.shape), atol=1e-6)


def test_the_curve_is_that_of_the_moments_before(explorer):
    explorer.set(n=45)
    line = views_of(explorer)[LossCurve].shown["line"]
    for n in (0, 20, 40):
        assert line[n // 10, 1] == pytest.approx(loss_of(trained(n, 0.02)), abs=1e-9)


def test_going_back_trains_nothing_again(explorer, monkeypatch):
    explorer.set(n=300)
    text, made = str(explorer), []
    advance = Training.advance
    monkeypatch.setattr(Training, "advance", lambda self, n: made.append(n) or advance(self, n))
    for n in (0, 299, 7, 300):
        explorer.set(n=n)
    assert made == [] and str(explorer) == text


def test_a_jump_by_hand_goes_on_by_itself_and_stops_at_the_next_move(monkeypatch):
    module = import_module("rnn_helpers.explorers.train_two_units")
    monkeypatch.setattr(module, "SLICE", 0.02)

    async def scene():
        explorer = train_two_units()
        explorer.controls["n"].value = 600
        seen = [(explorer.state()["updates"], explorer.describe())]
        while seen[-1][0] < 600:
            await asyncio.sleep(0.01)
            seen.append((explorer.state()["updates"], explorer.describe()))
        explorer.controls["n"].value = UPDATES
        explorer.controls["n"].value = 100
        await asyncio.sleep(1)
        stood = explorer.state()["updates"], explorer.layout.rests
        explorer.controls["n"].value = UPDATES
        explorer.close()
        before = explorer.state()["updates"]
        await asyncio.sleep(0.3)
        return seen, stood, explorer.state()["updates"] - before

    seen, stood, after_closing = asyncio.run(scene())
    counts = [count for count, _ in seen]
    assert counts == sorted(counts) and len(set(counts)) > 3
    assert seen[0][0] < 600 and seen[0][1].endswith("On the way to 600 updates.")
    assert seen[-1][0] == 600 and "On the way" not in seen[-1][1]
    assert stood == (100, True) and after_closing == 0


def test_code_waits_for_the_end():
    async def scene():
        explorer = train_two_units()
        explorer.set(n=500)
        told = explorer.state()["updates"]
        explorer.close()
        return told

    assert asyncio.run(scene()) == 500


def test_what_the_tasks_tell(explorer):
    def at(**values):
        explorer.set(**values)
        return explorer.state()

    half = (np.log(17) + LANGUAGE.entropy_rate()) / 2
    assert at(n=130)["loss"] > half > at(n=160)["loss"] and f"{half:.2f}" == "2.06"
    assert 0.01 < at(n=UPDATES)["above the floor"] < 0.03
    ratios = {n: at(n=n)["dog to dogs"] / at(n=n)["dog to cat"] for n in range(0, 201, 5)}
    assert min(n for n, ratio in ratios.items() if ratio > 10) in (110, 115, 120)
    assert at(n=0)["dog to cat"] > at(n=UPDATES)["dog to cat"]
    many = {n: at(n=n, x="dogs")["p(verb for many)"] for n in range(150, 401, 10)}
    assert min(n for n, p in many.items() if p > 0.5) in (340, 350, 360)
    state = at(n=200, x="dogs")
    assert state["p(verb for one)"] > 1.4 * state["p(verb for many)"]
    assert state["p(verb for one)"] + state["p(verb for many)"] > 0.8
    jumps = [at(n=n, rate="5")["loss"] for n in range(0, 301, 10)]
    assert sum(loss > np.log(17) for loss in jumps[1:]) > 3 and min(jumps) < 1.7
    assert at(n=UPDATES, rate="0.001")["loss"] > 2
    assert len(BEGINNINGS) == 5
