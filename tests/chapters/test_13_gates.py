"""Chapter 13: its cells compute what the package computes, and what its prose claims is so."""

import numpy as np
import pytest
import run_notebooks
from exercises import chapter

from rnn_helpers import RNNParams, forward_propagation, gates
from rnn_helpers.explorers.one_gate import _run
from rnn_helpers.gates import GRUParams, LSTMParams, gate_products, gated_forward, sigmoid
from rnn_helpers.machines import one_unit
from rnn_helpers.training import draw_bits, first_bit_network, load_bit_shares


@pytest.fixture(scope="module")
def ch():
    return chapter("13")


@pytest.mark.parametrize("name", ["leaky_step", "gru_step", "lstm_step"])
def test_a_step_that_is_derived_is_the_helpers(ch, name):
    cells = run_notebooks.read(run_notebooks.find(["13"])[0]).cells
    assert [c for c in cells if f"defines:{name}" in c.metadata.get("tags", [])]
    own, rng = ch.names[name], np.random.default_rng(3)
    for H, D in ((1, 1), (4, 2), (3, 5)):
        x, s, m = rng.normal(size=D), rng.uniform(-1, 1, H), rng.normal(size=H)
        blocks = {"leaky_step": 1, "gru_step": 3, "lstm_step": 4}[name]
        U, W = rng.normal(size=(blocks * H, D)), rng.normal(size=(blocks * H, H))
        b, V = rng.normal(size=blocks * H), np.eye(H)
        if name == "leaky_step":
            params, g = RNNParams(U, W, V, b), rng.uniform(size=H)
            found, right = own(x, s, params, g), gates.leaky_step(x, s, params, g=g).s
        elif name == "gru_step":
            params = GRUParams(U, W, V, b=b, d=rng.normal(size=H))
            found, right = own(x, s, params), gates.gru_step(x, s, params).s
        else:
            params, step = LSTMParams(U, W, V, b=b), gates.lstm_step
            found = np.concatenate(own(x, s, m, params))
            right = np.concatenate([step(x, s, m, params).s, step(x, s, m, params).m])
        np.testing.assert_allclose(found, right, atol=1e-14)


def test_the_latch_of_the_first_picture_loses_its_bit_and_a_shut_gate_does_not():
    x = np.random.default_rng(5).choice([-1.0, 1.0], (25, 1))
    x[3] = 1
    s = forward_propagation(x, one_unit(w=2.0)).s[:, 0]
    assert s[3] > 0.9 and s[24] < -0.9
    quiet = np.where(np.arange(25) == 3, 1.0, 0.0)[:, None]
    assert forward_propagation(quiet, one_unit(w=2.0)).s[24, 0] > 0.9
    _, _, kept = _run(0.0, "open at t = 3", 1.0)
    assert kept[24] == kept[3] > 0.9


def test_names_that_say_the_opposite():
    b = np.array([-40.0, 40, 0, 0])
    shut = LSTMParams(np.ones((4, 1)), np.zeros((4, 1)), [[1]], b=b)
    assert gates.lstm_step([1.0], [0.0], [0.8], shut).m[0] == pytest.approx(0.8)
    keep = GRUParams(np.ones((3, 1)), np.zeros((3, 1)), [[1]], b=[0, 40, 0])
    assert gates.gru_step([1.0], [0.8], keep).s[0] == pytest.approx(0.8)


def test_where_gates_begin():
    assert sigmoid(0.0) == 0.5 and f"{sigmoid(3.0):.2f}" == "0.95"


def test_a_latch_that_is_pushed_less_hard_but_for_longer_flips():
    x = np.full((60, 1), -0.6)
    x[0] = 1
    assert forward_propagation(x, one_unit(w=2.0)).s[-1, 0] < -0.9
    x[1:] = -0.5
    assert forward_propagation(x, one_unit(w=2.0)).s[-1, 0] > 0.7


def test_figures_of_the_task(ch):
    counts = {}
    for beginning in ("drawn", "keeping"):
        _, shares = load_bit_shares(beginning)
        counts[beginning] = {c: (s >= 0.99).sum(axis=1).tolist() for c, s in shares.items()}
    assert counts["keeping"]["gru"] == counts["keeping"]["lstm"] == [5, 5, 5]
    assert counts["keeping"]["plain"] == [2, 1, 2]
    assert [max(row) for row in counts["drawn"].values()] == [2, 1, 0]
    assert sum(map(sum, counts["drawn"].values())) == 3  # the caption of the picture
    assert ch.said["keepers-tour"] == "plain, GRU, LSTM: [2 5 5]\n"


def left(cell, beginning, seed):
    x = draw_bits(30, 1, rng=np.random.default_rng(0))[0][:, 0]
    net = first_bit_network(cell, beginning, seed)
    return np.linalg.norm(gate_products(gated_forward(x, net), net)[-1], 2)


@pytest.mark.parametrize("cell, kept", [("plain", 0.6), ("gru", 0.4), ("lstm", 8)])
def test_what_is_left_of_a_nudge_before_any_training(cell, kept):
    drawn, keeping = (
        10 ** np.mean([np.log10(left(cell, beginning, seed)) for seed in range(5)])
        for beginning in ("drawn", "keeping")
    )
    assert 0.5e-6 < drawn < 2e-6 and keeping == pytest.approx(kept, rel=0.1)


def test_two_biases_are_one_too_many_but_in_n_of_a_gru():
    """bias_hh can be added to bias_ih in every block of an LSTM, and in r and k of a GRU only."""
    rng = np.random.default_rng(6)
    U, W, x = rng.normal(size=(6, 2)), rng.normal(size=(6, 2)), rng.normal(size=(5, 2))
    d = np.array([0.5, -1.0])
    inside = GRUParams(U, W, np.eye(2), d=d)
    outside = GRUParams(U, W, np.eye(2), b=np.concatenate([np.zeros(4), d]))
    assert np.abs(gated_forward(x, inside).s - gated_forward(x, outside).s).max() > 0.01


def test_both_directions_break_the_law_of_causality(ch):
    both, x = ch.names["both"], np.random.default_rng(8).normal(size=(7, 2))
    other = x.copy()
    other[-1] += 1
    moved = both(other) != both(x)
    assert moved[:, 4:].any(axis=1).all()  # the reader from behind
    assert not moved[:-1, :4].any() and moved[-1, :4].any()
    start = x.copy()
    start[0] += 1
    assert (both(start) != both(x))[:, :4].any(axis=1).all()


def test_a_layer_reads_the_states_of_the_layer_below(ch):
    names = {**ch.names}
    steps, s = names["x"], np.zeros((2, 4))
    for x_t, s_t in zip(steps, names["s"]):
        s[0] = gates.gru_step(x_t, s[0], names["low"]).s
        s[1] = gates.gru_step(s[0], s[1], names["high"]).s
        np.testing.assert_allclose(s_t, s[1], atol=1e-14)
