"""A run of training: what it reads, that it learns, that it is the same however it is cut."""

from dataclasses import replace

import numpy as np
import pytest

from rnn_helpers import forward_propagation, init_params
from rnn_helpers.training.back_propagation import loss_and_gradients
from rnn_helpers.training.small_language import SmallLanguage
from rnn_helpers.training.trainer import Plan, Training

LANGUAGE = SmallLanguage(clauses=False)
IDS = LANGUAGE.draw(2000, rng=np.random.default_rng(0))
PLAN = Plan(3, 60, rate=0.05, rows=8, steps=10, moments=(0, 25, 60))  # 25 updates a pass


def run(*updates, plan=PLAN):
    training = Training(IDS, 17, plan)
    for many in updates:
        training.advance(many)
    return training


def same(one, other):
    for part in ("weights", "mean", "square", "kept"):
        for letter in "UWVbc":
            assert np.array_equal(getattr(one, part)[letter], getattr(other, part)[letter])
    assert np.array_equal(one.states, other.states) and np.array_equal(one.losses, other.losses)
    assert one.update == other.update


def test_it_learns():
    training = run(600, plan=Plan(3, 600, rate=0.05, rows=8, steps=10))
    assert training.losses[0] == pytest.approx(np.log(17), abs=0.1)
    assert training.losses[-50:].mean() < 1.5  # the truth has 1.287
    assert np.isnan(training.advance(1)) and training.update == 600


def test_the_network_begins_as_init_params_draws_it():
    untrained = init_params(17, 3, rng=np.random.default_rng(PLAN.seed))
    assert np.array_equal(run().params.U, untrained.U)
    assert np.array_equal(run(60).kept["W"][0], untrained.W)


def test_advance_returns_the_mean_of_the_losses_on_the_way():
    training = run(10)
    assert training.advance(15) == training.losses[10:25].mean()
    assert training.losses[25:].max() == 0 and training.losses[:25].min() > 0


def test_moments_are_kept_on_the_way():
    assert np.array_equal(run(60).kept["V"][1], run(25).weights["V"])
    assert np.array_equal(run(60).kept["c"][2], run(60).weights["c"])


@pytest.mark.parametrize("cuts", [(60,), (1, 59), (25, 35), (7, 20, 50)])
def test_the_same_however_it_is_cut_and_another_with_another_seed(cuts):
    same(run(*cuts), run(60))
    assert run(60).losses[-1] != run(60, plan=Plan(3, 60, rows=8, steps=10, seed=1)).losses[-1]


def test_rows_begin_with_a_full_stop_read_from_zeros_and_states_are_carried_on(monkeypatch):
    seen = []

    def watch(x, y, weights, s0):
        result = loss_and_gradients(x, y, weights, s0)
        seen.append((x, y, s0, result[2]))
        return result

    monkeypatch.setattr("rnn_helpers.training.trainer.loss_and_gradients", watch)
    run(60)
    starts = []
    for n, (x, y, s0, _) in enumerate(seen):
        assert np.array_equal(x[1:], y[:-1])
        if n % 25 == 0:  # a new pass through the text
            assert not x[0].any() and not s0.any()
            starts.append(y[:3].T.tolist())
        else:
            assert np.array_equal(s0, seen[n - 1][3])
            assert np.array_equal(x[0], seen[n - 1][1][-1])
    assert starts[0] != starts[1] != starts[2]
    rows = np.concatenate([y for _, y, _, _ in seen[:25]])  # (250, 8)
    for row in rows.T:
        text = [int(i) for i in row]
        ring = [*IDS.tolist(), *IDS.tolist()]
        assert any(ring[k : k + 250] == text for k in range(len(IDS)))


def test_noise_replaces_so_many_inputs_and_no_target(monkeypatch):
    seen = []

    def watch(x, y, weights, s0):
        seen.append((x, y))
        return loss_and_gradients(x, y, weights, s0)

    monkeypatch.setattr("rnn_helpers.training.trainer.loss_and_gradients", watch)
    for noise in (0.0, 0.25):
        run(60, plan=replace(PLAN, noise=noise))
    clean, noisy = seen[:60], seen[60:]
    assert all(np.array_equal(y, z) for (_, y), (_, z) in zip(clean, noisy))
    changed = np.mean([x != z for (x, _), (z, _) in zip(clean, noisy)])
    by_chance = np.sum((np.bincount(IDS) / len(IDS)) ** 2)  # the same token may be drawn
    assert changed == pytest.approx(0.25 * (1 - by_chance), abs=0.025)
    same(run(60, plan=replace(PLAN, noise=0.25)), run(7, 60, plan=replace(PLAN, noise=0.25)))


def test_the_rate_rises_and_falls_to_0():
    rates = [Plan(1, 5000, rate=0.01).rate_at(n) for n in (1, 100, 200, 2500, 5000)]
    assert rates[0] < rates[1] < rates[2] == pytest.approx(0.01, rel=0.01)
    assert rates[3] == pytest.approx(0.005) and rates[4] == 0


def test_carried_states_are_those_of_the_forward_pass():
    """With a rate of 0 the weights stand still, and the states are those of the whole row."""
    plan = Plan(3, 20, rate=0.0, rows=8, steps=10)
    training = run(20, plan=plan)
    rows = training._rows(0, 250)  # (251, 8)
    for i in range(8):
        s = forward_propagation(rows[:200, i], training.params).last_state
        np.testing.assert_allclose(training.states[i], s, atol=1e-12)


@pytest.mark.parametrize(
    ("ids", "error", "words"),
    [
        (IDS[:159], ValueError, r"at least 160 tokens .*got 159"),
        (np.ones(500, int), ValueError, "among them the 0"),
        (np.full(500, 17), ValueError, r"0\.\.16, got 17"),
        (np.zeros(500), TypeError, "integers"),
    ],
)
def test_texts_that_cannot_be_learned_from(ids, error, words):
    with pytest.raises(error, match=words):
        Training(ids, 17, PLAN)


@pytest.mark.parametrize("change", [{"hidden": 0}, {"updates": 0}, {"rows": -1}, {"steps": 0}])
def test_plans_that_make_no_sense(change):
    with pytest.raises(ValueError, match=f"{next(iter(change))} expects a whole number"):
        Plan(**({"hidden": 2, "updates": 5} | change))
