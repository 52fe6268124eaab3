"""A training in slices: the same as at once, at every moment, also after an interrupt."""

from dataclasses import replace

import numpy as np
import pytest

from rnn_helpers.training import trainer
from rnn_helpers.training.live_training import LiveTraining
from rnn_helpers.training.measures import language_loss
from rnn_helpers.training.small_language import SmallLanguage
from rnn_helpers.training.trainer import Plan, Training

LANGUAGE = SmallLanguage(clauses=False)
IDS = LANGUAGE.draw(2000, rng=np.random.default_rng(0))
PLAN = Plan(2, 60, rate=0.1, rows=4, steps=5)


def course():
    return LiveTraining(IDS, LANGUAGE, PLAN)


def at_once(updates):
    training = Training(IDS, 17, replace(PLAN))
    if updates:
        training.advance(updates)
    return training.params


def assert_same(one, other):
    for letter in "UWVbc":
        np.testing.assert_array_equal(getattr(one, letter), getattr(other, letter))


def test_no_time_is_no_update_and_some_time_is_at_least_one_slice():
    watched = course()
    assert watched.go_on(60, seconds=-1) and watched.trained == 0
    assert not watched.go_on(0, seconds=9) and watched.trained == 0
    assert watched.go_on(60, seconds=1e-9) or watched.trained == 60
    assert not watched.go_on(25, seconds=9) and watched.trained == 30
    assert not watched.go_on(60, seconds=9) and watched.trained == 60


def test_every_moment_is_that_of_a_training_at_once():
    watched = course()
    watched.go_on(35, seconds=9)
    watched.go_on(60, seconds=9)
    for n in (0, 1, 9, 10, 34, 60):
        assert_same(watched.params(n), at_once(n))
        assert watched.loss(n) == language_loss(at_once(n), LANGUAGE)
    losses = [language_loss(at_once(n), LANGUAGE) for n in range(0, 61, 10)]
    assert watched.losses.tolist() == losses


def test_what_is_not_trained_yet_is_refused():
    watched = course()
    watched.go_on(10, seconds=9)
    for n in (-1, 11, 60):
        with pytest.raises(ValueError, match=f"n expects 0 to 10, .* got {n}"):
            watched.params(n)
    assert np.isnan(watched.losses[2:]).all() and np.isfinite(watched.losses[:2]).all()


def test_an_interrupt_in_an_update_leaves_nothing_half_moved(monkeypatch):
    watched = course()
    watched.go_on(20, seconds=9)
    step = trainer.adam_step

    def interrupted(weights, *others, update, **how):
        step(weights, *others, update=update, **how)
        if update == 27:
            raise KeyboardInterrupt

    monkeypatch.setattr(trainer, "adam_step", interrupted)
    with pytest.raises(KeyboardInterrupt):
        watched.go_on(60, seconds=9)
    monkeypatch.undo()
    assert watched.trained == 0 and np.isnan(watched.losses[1:]).all()
    watched.go_on(60, seconds=9)
    assert_same(watched.params(60), at_once(60))
