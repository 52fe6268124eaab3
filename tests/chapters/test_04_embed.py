"""Chapter 04: what the prose claims is so, and its cells agree with the helper."""

from dataclasses import replace
from importlib import import_module
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from exercises import chapter
from hypothesis import given
from hypothesis import strategies as st
from made import at_start
from networks import few, network, token_ids
from panels import views_of
from steady_digits import same_digits

import rnn_helpers
from rnn_helpers import RNNParams, forward_propagation, rnn_step
from rnn_helpers.explorers.push import push
from rnn_helpers.explorers.three_ways import three_ways
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.training import (
    SmallLanguage,
    Training,
    load_model,
    load_moments,
    read_beginning,
    text_loss,
)
from rnn_helpers.training.recipes import PLANS, words
from rnn_helpers.views.plane.column_arrows import Detour

CHAPTER = Path(__file__).resolve().parents[2] / "notebooks" / "04_embed.ipynb"
PARAMS, _ = dog_bites_man()
LEARNED, LEARNED_VOCAB, _ = load_model("two_units")


# The trained network


KINDS = "dog cat boy girl", "dogs cats boys girls", "sleeps runs", "sees chases", "see chase"
PLACES = {"sleeps runs": "dog ", "sees chases": "dog ", "see chase": "dogs ", "sleep run": "dogs "}


def far(net, one, other):
    """How far apart the columns of two words are, and the predictions after two beginnings."""
    i, j = (LEARNED_VOCAB.ids(text)[-1] for text in (one, other))
    p, q = (read_beginning(net, LEARNED_VOCAB.ids(text)).o[-1] for text in (one, other))
    return np.linalg.norm(net.U[:, i] - net.U[:, j]), np.abs(p - q).max()


def pairs_of(kind):
    return combinations([PLACES.get(kind, "") + word for word in kind.split()], 2)


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_one_kind_push_alike_and_other_words_do_not(kind):
    members = LEARNED_VOCAB.ids(kind)
    for one, other in pairs_of(kind):
        arrows, predictions = far(LEARNED, one, other)
        assert arrows < 0.1 and predictions < 0.0005
    rest = np.delete(LEARNED.U, members, axis=1)
    for i in members:
        assert np.hypot(*(rest.T - LEARNED.U[:, i]).T).min() > 0.6


def test_the_synonyms_of_the_prose_differ_by_less_than_a_hundredth_of_their_length():
    for one, other in (("dog", "boy"), ("dog sees", "dog chases")):
        longer = [np.linalg.norm(LEARNED.U[:, LEARNED_VOCAB.ids(x)[-1]]) for x in (one, other)]
        assert min(longer) > 10 and far(LEARNED, one, other)[0] < 0.01 * min(longer)


def test_sleep_and_run_differ_and_predict_the_same():
    arrows, predictions = far(LEARNED, "dogs sleep", "dogs run")
    assert arrows > 2 and predictions < 0.0005
    for text in ("dogs sleep", "dogs run"):
        assert read_beginning(LEARNED, LEARNED_VOCAB.ids(text)).o[-1, 0] > 0.999


def test_from_another_random_start_equal_predictions_again_but_not_equal_columns():
    training = Training(words(clauses=False).learned, 17, replace(PLANS["two_units"], seed=2))
    training.advance(20_000)
    net = training.params
    for kind in (*KINDS, "sleep run"):
        assert max(far(net, *pair)[1] for pair in pairs_of(kind)) < 0.002
    assert far(net, "dogs", "cats")[0] > 1
    s = [read_beginning(net, LEARNED_VOCAB.ids(text)).s[-1] for text in ("dogs", "cats")]
    unit = np.abs(net.U[:, 5] - net.U[:, 6]).argmax()  # in which their columns differ most
    assert 1 - s[0][unit] ** 2 < 0.02 > 1 - s[1][unit] ** 2  # the slope of tanh there


def test_what_is_printed_of_the_trained_network_holds_on_another_processor(monkeypatch):
    names, rng, moments = chapter("04").names, np.random.default_rng(0), load_moments()
    columns_file = import_module("rnn_helpers.explorers.learned_columns")

    def table(net):
        return [far(net, *pair) for pair in names["pairs"]]

    def losses(net):
        like_dog = [[0, *[1] * k, *range(k + 1, 17)] for k in (1, 4, 5)]
        return [text_loss(net.replace(U=net.U[:, columns]), names["fresh"]) for columns in like_dog]

    def sentences(net):
        """What the explorer says when its first or last network is this one."""
        networks = [net if stage == now else kept for now, kept in enumerate(moments[0])]
        rest = (*moments[1:], SmallLanguage(clauses=False))
        monkeypatch.setattr(columns_file, "_training", lambda: (networks, *rest))
        explorer = columns_file.learned_columns()
        said = []
        for word in ("dog", "see"):
            explorer.set(stage=stage, word=word)
            said.append(str(explorer))
        explorer.close()
        return "\n".join(said)

    assert same_digits(table, LEARNED, digits=2, rng=rng)
    assert same_digits(losses, LEARNED, digits=2, rng=rng)
    for stage in (0, 7):
        assert same_digits(sentences, moments[0][stage], digits=2, rng=rng, times=4)


# The network set by hand


def test_the_projection_moves_all_columns_and_an_embedding_one():
    explorer = at_start(three_ways)
    for name in ("Uh11", "Uh12", "Uh21", "Uh22"):
        explorer.set(**{name: explorer.state()[name] - 0.5})
        assert (explorer.state()["U"] != PARAMS.U).any(axis=0).all()
        assert (explorer.state()["U"] != PARAMS.U).any(axis=1).sum() == 1  # one row of each
        explorer.reset()
    explorer.set(E11=1.5)
    moved = (explorer.state()["U"] != PARAMS.U).any(axis=0)
    assert moved.tolist() == [True, False, False]


def test_two_products_may_differ_from_zero_and_equal_rows_give_equal_rows():
    explorer, rng = at_start(three_ways), np.random.default_rng(0)
    for word in ("0", "1", "2"):
        explorer.set(x=word)
        assert (explorer.state()["products"] != 0).sum() <= 2
        one, other, first = rng.uniform(-2, 2, 3).round(2)
        explorer.set(Uh11=one, Uh12=other, Uh21=one, Uh22=other, E11=first)
        np.testing.assert_array_equal(*explorer.state()["U"])  # so all pushes lie on one line


def test_the_cell_that_defines_embed_equals_the_helper():
    (cell,) = (
        cell
        for cell in run_notebooks.read(CHAPTER).cells
        if "defines:embed" in cell.metadata.get("tags", [])
    )
    names = {}
    exec(cell.source, names)
    for seed in range(5):
        net, ids = network(7, 4, 5, seed), token_ids(7, 6, seed)
        np.testing.assert_array_equal(names["embed"](ids, net), rnn_helpers.embed(ids, net))


def test_the_helper_refuses_all_four_lookups():
    for x_t in (-1, 3, np.array([0, 0, 1]), np.array([False, False, True])):
        with pytest.raises((TypeError, ValueError), match=r"expects"):
            rnn_step(x_t, np.zeros(2), PARAMS)
    with pytest.raises(IndexError):
        PARAMS.U[:, 3]
    for of_floats, of_id in zip(*(rnn_step(x, np.zeros(2), PARAMS) for x in (np.eye(3)[2], 2))):
        np.testing.assert_array_equal(of_floats, of_id)
    assert rnn_helpers.embed([0, 0, 1], PARAMS).shape == (3, 2)  # dog dog bites


@few
@given(st.integers(0, 999))
def test_a_push_moves_the_state_by_less_than_its_length(seed):
    rng = np.random.default_rng(seed)
    past, push = rng.uniform(-3, 3, (2, 2))
    assert np.linalg.norm(np.tanh(past + push) - np.tanh(past)) < np.linalg.norm(push)


@few
@given(st.integers(2, 6), st.integers(0, 999))
def test_words_with_the_same_column_cannot_be_told_apart(H, seed):
    net, ids = network(5, H, 4, seed), token_ids(5, 8, seed)
    U = net.U.copy()
    U[:, 3] = U[:, 1]
    twins, exchanged = net.replace(U=U), [{1: 3, 3: 1}.get(i, i) for i in ids]
    one, other = forward_propagation(ids, twins), forward_propagation(exchanged, twins)
    np.testing.assert_array_equal(one.s, other.s)
    np.testing.assert_array_equal(one.o, other.o)


@few
@given(st.integers(2, 6), st.integers(0, 999))
def test_renumbering_the_words_changes_no_state(H, seed):
    net, ids = network(5, H, 5, seed), token_ids(5, 8, seed)
    order = np.random.default_rng(seed).permutation(5)
    renamed = net.replace(U=net.U[:, order], V=net.V[order], c=net.c[order])
    old, new = forward_propagation(ids, net), forward_propagation(np.argsort(order)[ids], renamed)
    np.testing.assert_allclose(new.s, old.s, atol=1e-12)
    np.testing.assert_allclose(new.o, old.o[:, order], atol=1e-12)


@few
@given(st.integers(1, 4), st.integers(0, 999))
def test_two_factors_give_the_states_of_their_product_whose_rank_is_no_larger(D, seed):
    rng, net, ids = np.random.default_rng(seed), network(6, 5, 6, seed), token_ids(6, 7, seed)
    E, U_h = rng.normal(size=(6, D)), rng.normal(size=(5, D))
    two = forward_propagation(E[ids], net.replace(U=U_h))
    one = forward_propagation(ids, net.replace(U=U_h @ E.T))
    np.testing.assert_allclose(two.s, one.s, atol=1e-12)
    assert np.linalg.matrix_rank(U_h @ E.T) <= D


def test_a_push_twice_as_long_moves_less_than_twice_as_far_if_it_leads_away_from_0():
    rng = np.random.default_rng(1)
    for _ in range(200):
        past, push = rng.uniform(0, 2, (2, 2)) * rng.choice([-1, 1], 2)
        once, twice = (np.linalg.norm(np.tanh(past + k * push) - np.tanh(past)) for k in (1, 2))
        assert once < twice < 2 * once
    towards_0 = [np.tanh(-2 + k) - np.tanh(-2) for k in (1, 2)]
    assert towards_0[1] > 2 * towards_0[0]  # no law without "away from 0"


def test_right_after_a_word_states_are_no_farther_apart_than_columns():
    rng = np.random.default_rng(0)
    for _ in range(200):
        past, p, q = rng.uniform(-3, 3, (3, 2))
        states = np.linalg.norm(np.tanh(past + p) - np.tanh(past + q))
        assert states <= np.linalg.norm(p - q)


def test_factors_save_numbers_up_to_98_a_word():
    assert 8000 * 50 + 100 * 50 == 405_000
    saved = [8000 * 100 - (8000 * D + 100 * D) for D in (50, 98, 99)]
    assert saved[0] > 0 and saved[1] > 0 and saved[2] < 0


def test_a_push_fades_and_the_paths_come_near():
    explorer = at_start(push)
    explorer.set(t=0)
    without = views_of(explorer)[Detour].shown["path"][1:]
    gaps = np.linalg.norm(explorer.state()["s"] - without, axis=1)
    assert [f"{gap:.2f}" for gap in gaps] == ["0.76", "0.37", "0.08"]


def test_a_silent_word_still_lets_W_move_the_state():
    explorer = at_start(push)
    explorer.preset("bites is silent")
    now = explorer.state()
    assert now["moved"] == 0 and np.linalg.norm(now["s"][1] - now["s"][0]) > 0.1
    explorer.reset()
    for U22, moved in ((1.0, "0.62"), (2.0, "0.75")):  # the lecturer's notes
        explorer.set(U22=U22)
        assert f"{explorer.state()['moved']:.2f}" == moved


def test_practice_pytorch():
    torch = pytest.importorskip("torch")
    table = torch.nn.Embedding(3, 2)
    assert table.weight.shape == (3, 2)
    assert torch.equal(table(torch.tensor(1)), table.weight[1])
    with pytest.raises(IndexError):
        table(torch.tensor(-1))


def test_practice():
    bug = RNNParams(np.arange(9.0).reshape(3, 3), np.eye(3), np.eye(3))
    assert bug.U[0].shape == bug.U[:, 0].shape and (bug.U[0] != bug.U[:, 0]).any()
