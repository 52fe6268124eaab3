"""The task of one bit: its texts, its networks, and what their shipped file says of them."""

import numpy as np
import pytest

from rnn_helpers.gates import gated_forward
from rnn_helpers.training import __main__ as command
from rnn_helpers.training import (
    draw_bits,
    first_bit_network,
    load_bit_networks,
    load_bit_shares,
    share_right,
)
from rnn_helpers.training.bit_recipes import (
    BEGINNINGS,
    BIT_PLAN,
    CELLS_OF_BITS,
    BitPlan,
    bit_files,
    learned,
    train_on_bits,
)
from rnn_helpers.training.bit_task import logits_over_time
from rnn_helpers.training.model_files import FOLDER, read_arrays

EACH = pytest.mark.parametrize("beginning", BEGINNINGS)


def test_texts_begin_with_the_bit_and_the_flag():
    x, y = draw_bits(7, 400, rng=np.random.default_rng(3))
    assert x.shape == (7, 400, 2) and set(np.unique(x[..., 0])) == {-1.0, 1.0}
    assert (x[0, :, 1] == 1).all() and not x[1:, :, 1].any()
    np.testing.assert_array_equal(y, (x[0, :, 0] + 1) / 2)
    assert 0.4 < y.mean() < 0.6
    for t in range(1, 7):  # what follows tells nothing of the bit
        assert abs(np.corrcoef(x[0, :, 0], x[t, :, 0])[0, 1]) < 0.15


@EACH
@pytest.mark.parametrize("cell", CELLS_OF_BITS)
def test_side_by_side_is_one_by_one(beginning, cell):
    params = load_bit_networks(beginning)[cell][1]
    x, y = draw_bits(12, 5, rng=np.random.default_rng(4))
    z = logits_over_time(x, params)
    for i in range(5):
        np.testing.assert_allclose(z[:, i], gated_forward(x[:, i], params).z, atol=1e-12)
    shares = share_right(params, steps=12, rows=5, rng=np.random.default_rng(4))
    np.testing.assert_array_equal(shares, (z.argmax(axis=2) == y).mean(axis=1))


def test_the_beginnings_differ_in_one_thing_only():
    for cell, (_, _, H) in CELLS_OF_BITS.items():
        drawn, keeping = (first_bit_network(cell, beginning, 2) for beginning in BEGINNINGS)
        changed = {x for x in "UWVbc" if (getattr(drawn, x) != getattr(keeping, x)).any()}
        assert changed == ({"W"} if cell == "plain" else {"b"})
        assert not drawn.b.any() and np.abs(drawn.W).max() <= 1 / np.sqrt(H)
        if cell == "plain":
            np.testing.assert_array_equal(keeping.W, np.eye(H))
        else:
            gate = "k" if cell == "gru" else "f"
            assert (keeping.block("b", gate) == 3).all() and keeping.b.sum() == 3 * H


def test_the_networks_are_about_equally_large():
    counts = {
        cell: sum(getattr(params, x).size for x in "UWVbc") + (8 if cell == "gru" else 0)
        for cell in CELLS_OF_BITS
        for params in [first_bit_network(cell, "drawn", 0)]
    }
    assert counts == {"plain": 338, "gru": 290, "lstm": 370}


@EACH
def test_the_shares_in_the_file_are_those_of_its_networks(beginning):
    rates, shares = load_bit_shares(beginning)
    assert rates == list(BIT_PLAN.rates)
    for cell, nets in load_bit_networks(beginning).items():
        assert shares[cell].shape == (len(rates), BIT_PLAN.seeds) and len(nets) == BIT_PLAN.seeds
        found = [
            share_right(net, steps=BIT_PLAN.steps, rng=np.random.default_rng(99))[-1]
            for net in nets
        ]
        best = max(shares[cell], key=lambda share: (learned(share), share.mean()))
        np.testing.assert_allclose(found, best, atol=0.005)


def test_how_many_have_learned_it():
    """What chapter 13 says: of five, at rates 0.003, 0.01, 0.03."""
    counts = {
        (beginning, cell): [learned(row) for row in share]
        for beginning in BEGINNINGS
        for cell, share in load_bit_shares(beginning)[1].items()
    }
    assert counts == {
        ("drawn", "plain"): [0, 0, 2],
        ("drawn", "gru"): [0, 0, 1],
        ("drawn", "lstm"): [0, 0, 0],
        ("keeping", "plain"): [2, 1, 2],
        ("keeping", "gru"): [5, 5, 5],
        ("keeping", "lstm"): [5, 5, 5],
    }


def test_fresh_texts_say_the_same():
    for beginning in BEGINNINGS:
        for cell, nets in load_bit_networks(beginning).items():
            rng, again = np.random.default_rng(123), 0
            for net in nets:
                again += share_right(net, steps=30, rows=2000, rng=rng)[-1] >= 0.985
            _, shares = load_bit_shares(beginning)
            assert again == max(map(learned, shares[cell])), (beginning, cell)


def test_the_file_is_small_and_says_how_it_was_made():
    path = FOLDER / "remembered_bit.npz"
    assert path.stat().st_size < 80_000
    about = str(read_arrays(path)["about"])
    assert str(BIT_PLAN) in about and "python -m rnn_helpers.training remembered_bit" in about
    assert "keeping lstm: of 5 have learned 5 at rate 0.003" in about


def test_a_training_repeats_itself_and_learns(tmp_path, monkeypatch):
    plan = BitPlan(steps=6, updates=250, rates=(0.03,), seeds=2)
    one, two = (train_on_bits("gru", "keeping", 0.03, 1, plan) for _ in range(2))
    assert all(np.array_equal(one[letter], two[letter]) for letter in one)
    told = []
    files = bit_files(plan, tell=told.append)["remembered_bit"]
    assert len(told) == 6 and (files["keeping gru shares"] >= 0.99).all()
    np.testing.assert_array_equal(files["keeping gru W"][1], one["W"].round(4))
    monkeypatch.setattr(command, "bit_files", lambda: {"remembered_bit": files})
    command.main(["remembered_bit", "--into", str(tmp_path)])
    written = read_arrays(tmp_path / "remembered_bit.npz")
    assert all(np.array_equal(written[name], files[name]) for name in files)


@pytest.mark.parametrize("call, words", [
    (lambda: load_bit_networks("open"), "beginning expects one of drawn, keeping; got 'open'"),
    (lambda: load_bit_shares("open"), "beginning expects one of drawn, keeping"),
    (lambda: first_bit_network("rnn", "drawn", 0), "cell expects one of plain, gru, lstm"),
    (lambda: first_bit_network("gru", "open", 0), "beginning expects one of"),
])  # fmt: skip
def test_unknown_names(call, words):
    with pytest.raises(ValueError, match=words):
        call()
