"""Chapter 04: both explorers show the ground floor's numbers, and what the prose claims is so."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from hypothesis import given
from hypothesis import strategies as st
from networks import few, network, token_ids

import rnn_helpers
from rnn_helpers import RNNParams, forward_propagation, rnn_step
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.views.plane.column_arrows import Columns, Sum, arrows
from rnn_helpers.views.sheets.lookup import Lookup
from rnn_helpers.views.sheets.readings import Readings
from rnn_helpers.views.style import lecture_figure

push_module = import_module("rnn_helpers.explorers.push")
ways_module = import_module("rnn_helpers.explorers.three_ways")

CHAPTER = Path(__file__).resolve().parents[2] / "notebooks" / "04_embed.ipynb"
PARAMS, VOCAB = dog_bites_man()
WORDS = VOCAB.tokens
COLUMNS = [f"U{r}{i}" for i in (1, 2, 3) for r in (1, 2)]


def opened(module, maker, *names):
    """An explorer, and its views of these names."""
    views = {}

    def kept(name, kind):
        def make(*args, **kwargs):
            return views.setdefault(name, kind(*args, **kwargs))

        return make

    with pytest.MonkeyPatch.context() as patch:
        for name, kind in names:
            patch.setattr(module, name, kept(name, kind))
        return getattr(module, maker)(), views


@pytest.fixture(scope="module")
def pushes():
    explorer, views = opened(
        push_module, "push", ("Columns", Columns), ("Sum", Sum), ("Readings", Readings)
    )
    yield explorer, views
    explorer.close()


@pytest.fixture(scope="module")
def ways():
    with pytest.MonkeyPatch.context() as patch:
        made = []

        class Kept(Lookup):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                made.append(self)

        patch.setattr(ways_module.lookup, "Lookup", Kept)
        explorer = ways_module.three_ways()
    yield explorer, made[0]
    explorer.close()


def shown(number):
    text = f"{number:.2f}"
    return (text.removeprefix("-") if float(text) == 0 else text).replace("-", "−")


# The three ways


def test_the_factors_give_the_network_of_the_running_example():
    np.testing.assert_array_equal(ways_module.U_h @ ways_module.E.T, PARAMS.U)


@pytest.mark.parametrize("x", ["0", "1", "2", "−1"])
def test_three_ways_end_in_the_same_two_numbers(ways, x):
    explorer, view = ways
    rng = np.random.default_rng(5)
    names = [name for name in explorer.controls if name != "x"]
    for _ in range(6):
        explorer.set(x=x, **{name: round(rng.uniform(-2, 2), 2) for name in names})
        now = explorer.state()
        E = np.array([[now["E11"], -0.5], [0.5, 0.5], [-0.25, 0.75]])
        U_h = np.array([[now["Uh11"], now["Uh12"]], [now["Uh21"], now["Uh22"]]])
        column = U_h @ E[int(x.replace("−", "-"))]
        for way in ("U x_t", "U[:, x_t]", "U_h e_t"):
            np.testing.assert_allclose(now[way], column, atol=1e-12)
            assert view.shown[way] == [shown(number) for number in now[way]]
        assert np.count_nonzero(now["products"]) <= 2
        assert sum(now["x_t"]) == 1
    explorer.reset()


def test_equal_rows_of_the_projection_give_equal_rows_of_U(ways):
    explorer, _ = ways
    explorer.preset("equal rows in Uₕ")
    explorer.set(E11=-1.3)
    U = explorer.state()["U"]
    np.testing.assert_allclose(U[0], U[1], atol=1e-12)
    explorer.reset()


def test_task_3_the_projection_moves_all_columns_and_an_embedding_one(ways):
    explorer, _ = ways
    explorer.reset()
    for name in ("Uh11", "Uh12", "Uh21", "Uh22"):
        explorer.set(**{name: explorer.state()[name] - 0.5})
        assert (explorer.state()["U"] != PARAMS.U).any(axis=0).all()
        assert (explorer.state()["U"] != PARAMS.U).any(axis=1).sum() == 1  # one row of each
        explorer.reset()
    explorer.set(E11=1.5)
    moved = (explorer.state()["U"] != PARAMS.U).any(axis=0)
    assert moved.tolist() == [True, False, False]
    explorer.reset()


def test_multiplications_are_counted_right():
    class Counted(float):
        count = 0

        def __mul__(self, other):
            Counted.count += 1
            return float(self) * other

    def product(A, v):
        Counted.count = 0
        return [sum(Counted(a) * x for a, x in zip(row, v)) for row in A], Counted.count

    by_one_hot, six = product(PARAMS.U, [0, 1, 0])
    by_embedding, four = product(ways_module.U_h, ways_module.E[1])
    assert (six, four) == (6, 4) and by_one_hot == by_embedding == PARAMS.U[:, 1].tolist()


# The push


@pytest.mark.parametrize("seed", range(12))
def test_pushes_and_paths_are_those_of_the_network(pushes, seed):
    explorer, views = pushes
    rng = np.random.default_rng(seed)
    weights = {name: round(rng.uniform(-2, 2), 2) for name in COLUMNS}
    x = str(rng.choice(["dog bites man", "man bites dog", "dog bites dog"]))
    t = int(rng.integers(3))
    explorer.set(t=t, x=x, **weights)
    U = np.array([[weights[f"U{r}{i}"] for i in (1, 2, 3)] for r in (1, 2)])
    s = [np.zeros(2)]
    for word in x.split():
        s.append(np.tanh(U[:, WORDS.index(word)] + PARAMS.W @ s[-1]))
    push, past = U[:, WORDS.index(x.split()[t])], PARAMS.W @ s[t]
    without = np.tanh(past)
    now = explorer.state()
    for name, value in {
        "s": s[1:], "s_t": s[t + 1], "without": without, "a_t": past + push, "U x_t": push,
        "push": np.sqrt((push**2).sum()), "moved": np.sqrt(((s[t + 1] - without) ** 2).sum()),
        "dog–man": np.sqrt(((U[:, 0] - U[:, 2]) ** 2).sum()),
    }.items():  # fmt: skip
        np.testing.assert_allclose(now[name], value, atol=1e-12)
    assert views["Readings"].shown["moved"] == shown(now["moved"])
    assert views["Readings"].shown["bites–man"] == shown(now["bites–man"])
    np.testing.assert_allclose(views["Sum"]._end.get_xydata()[0], past + push, atol=1e-12)
    np.testing.assert_allclose(views["Columns"]._tips.get_xydata(), U.T, atol=1e-12)
    assert now["moved"] < now["push"]


def test_names_of_columns_never_cover_one_another():
    _, ax = lecture_figure(3, 3)
    view = Columns(ax, tokens=WORDS, limit=3.5, pixel=222)
    rng = np.random.default_rng(3)
    for k in range(300):
        columns = (
            rng.integers(-2, 3, (2, 3)) * rng.choice([0.0, 0.1, 1.0]) if k else np.zeros((2, 3))
        )
        view.set(columns=columns, now=0)
        places = list(view.places.values())
        for i, (x, y) in enumerate(places):
            assert abs(x) <= 95 and abs(y) <= 100
            for p, q in places[:i]:
                assert abs(x - p) >= 40 or abs(y - q) >= 14.9


def test_an_arrow_goes_from_tail_to_tip_and_none_has_no_outline():
    path = arrows([((0, 0), (1, 0)), ((1, 1), (1, 1))], width=0.1)
    assert len(path.vertices) == 8
    assert path.vertices[:, 0].max() == 1 and path.vertices[:, 0].min() == 0


# What the prose claims


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


def test_task_3_of_the_pushes_the_paths_come_near(pushes):
    explorer, _ = pushes
    explorer.reset()
    explorer.set(t=0)
    without = push_module._without(0, [0, 1, 2], PARAMS, np.zeros(2))[1:]
    gaps = np.linalg.norm(explorer.state()["s"] - without, axis=1)
    assert [f"{gap:.2f}" for gap in gaps] == ["0.76", "0.37", "0.08"]
    explorer.reset()


def test_task_2_a_silent_word_still_lets_W_move_the_state(pushes):
    explorer, _ = pushes
    explorer.preset("bites is silent")
    now = explorer.state()
    assert now["moved"] == 0 and np.linalg.norm(now["s"][1] - now["s"][0]) > 0.1
    explorer.preset("columns × 2")
    assert f"{explorer.state()['moved']:.2f}" == "0.70"
    explorer.reset()
    for U22, moved in ((1.0, "0.62"), (2.0, "0.75")):  # the lecturer's notes
        explorer.set(U22=U22)
        assert f"{explorer.state()['moved']:.2f}" == moved
    explorer.reset()


def test_sums_never_leave_their_plane():
    most = 2 + np.abs(PARAMS.W).sum(axis=1).max()  # |U x_t| <= 2, |s| < 1
    assert most <= 2.9 < push_module.LIMIT


def test_both_explorers_together_have_twelve_sliders(ways, pushes):
    sliders = [c for e, _ in (ways, pushes) for c in e.controls.values() if hasattr(c, "min")]
    assert len(sliders) == 12


def test_practice_pytorch():
    torch = pytest.importorskip("torch")
    table = torch.nn.Embedding(3, 2)
    assert table.weight.shape == (3, 2)
    assert torch.equal(table(torch.tensor(1)), table.weight[1])
    with pytest.raises(IndexError):
        table(torch.tensor(-1))


def test_practice():
    assert np.tanh(20.0) == np.tanh(30.0) == 1
    assert PARAMS.U.flags.f_contiguous
    bug = RNNParams(np.arange(9.0).reshape(3, 3), np.eye(3), np.eye(3))
    assert bug.U[0].shape == bug.U[:, 0].shape and (bug.U[0] != bug.U[:, 0]).any()
