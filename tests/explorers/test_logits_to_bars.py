"""The explorer of softmax: what its sheet shows, also where floats give out."""

import numpy as np
import pytest

from rnn_helpers import softmax
from rnn_helpers.explorers.logits_to_bars import logits_to_bars, naive
from rnn_helpers.views.sheets.softmax_sheet import BARS, POWERS, ROWS

Z = np.array([2.0, 1.0, 0.0])


@pytest.fixture(scope="module")
def made():
    explorer = logits_to_bars()
    yield explorer
    explorer.close()


@pytest.fixture
def explorer(made):
    made.reset()
    return made


@pytest.mark.parametrize("way", ["stable", "naive"])
@pytest.mark.parametrize("seed", range(5))
def test_the_sheet_shows_softmax(explorer, way, seed):
    (sheet,) = explorer.views
    rng = np.random.default_rng(seed)
    z, k, T = rng.uniform(-8, 8, 3).round(1), int(rng.integers(-9, 9)), 1.5
    explorer.set(way=way, **{f"z{i + 1}": z[i] for i in range(3)}, k=k, T=T)
    e = np.exp(z / T)
    p = e / e.sum()
    H = -(p * np.log(p)).sum()
    state = explorer.state()
    np.testing.assert_allclose(state["p"], p, atol=1e-12)
    np.testing.assert_allclose(sheet.shown["bars"], p, atol=1e-12)
    assert (state["entropy"], state["perplexity"]) == pytest.approx((H, np.exp(H)), abs=1e-12)
    assert sheet.shown["p"] == [f"{p_i:.3f}" for p_i in p]
    surprise = [f"{v:.2f}".replace("-", "\u2212") for v in -np.log(p)]
    assert sheet.shown["surprise"] == surprise
    assert sheet.shown["sum p"] == ["1.000"]
    assert sheet.shown["sum surprise"] == [f"{H:.2f}"]
    assert (sheet.shown["shifted"] == [""] * 3) == (way == "naive")
    assert sheet.shown["missing"] == [False] * 3
    assert sheet.shown["value"] == f"{np.exp(H):.2f}"
    assert sheet.shown["power"] == POWERS[way == "stable"]


@pytest.mark.parametrize(
    ("k", "p", "lost"),
    [
        (707, ["0.665", "0.245", "0.090"], [False, False, False]),
        (708, ["nan", "0", "0"], [True, False, False]),
        (710, ["nan", "nan", "nan"], [True, True, True]),
        (1000, ["nan", "nan", "nan"], [True, True, True]),
        (-740, ["0.665", "0.244", "0.090"], [False, False, False]),
        (-745, ["0.571", "0.286", "0.143"], [False, False, False]),
        (-748, ["nan", "nan", "nan"], [True, True, True]),
    ],
)
def test_the_naive_way_shows_what_floats_give(explorer, k, p, lost):
    """nan from 708 on, in all rows from 710 on."""
    (sheet,) = explorer.views
    explorer.set(way="naive", k=k)
    assert sheet.shown["p"] == p
    assert sheet.shown["missing"] == lost
    assert sheet.shown["nan"] == [y for y, is_lost in zip(ROWS, lost, strict=True) if is_lost]
    words = explorer.describe()
    assert ("nan" in words) == any(lost)
    assert ("wrong" in words) == (k == -745)
    explorer.set(way="stable")
    assert sheet.shown["p"] == ["0.665", "0.245", "0.090"]


def test_a_sum_can_be_too_large_where_no_power_is(explorer):
    (sheet,) = explorer.views
    explorer.set(way="naive", z1=2.5, z2=2.5, k=707)
    assert sheet.shown["p"] == ["0", "0", "0"] and sheet.shown["missing"] == [False] * 3
    assert "inf" not in sheet.shown["e"] and sheet.shown["sum e"] == ["inf"]
    assert "their sum is not" in explorer.describe()


def test_below_minus_740_p_is_wrong_by_more_than_half_a_thousandth_then_nan():
    off = {k: np.abs(naive(Z + k)["p"] - softmax(Z)).max() for k in range(-1000, 1001)}
    assert [k for k, gap in off.items() if gap > 5e-4] == list(range(-747, -740))
    assert [k for k, gap in off.items() if np.isnan(gap)] == [
        *range(-1000, -747),
        *range(708, 1001),
    ]


def test_an_impossible_p_is_0_in_the_sheet_and_its_loss_still_finite(explorer):
    (sheet,) = explorer.views
    explorer.set(z1=8, z2=-8, z3=8, T=0.02)
    assert sheet.shown["p"] == ["0.500", "0", "0.500"]
    assert sheet.shown["surprise"] == ["0.69", "800.69", "0.69"]
    explorer.set(way="naive", k=-8)
    assert sheet.shown["surprise"][1] == "inf"


def test_the_box_of_the_entropy_says_nan_where_p_is_no_distribution(explorer):
    (sheet,) = explorer.views
    for k in (-748, 708, 1000):
        explorer.set(way="naive", k=k)
        assert sheet.shown["sum surprise"] == ["nan"]
        assert explorer.state()["entropy"] == "not defined"


def test_two_equal_logits_and_one_far_below_put_the_mark_on_2(explorer):
    (sheet,) = explorer.views
    explorer.set(z1=0, z2=0, z3=-8)
    assert explorer.state()["perplexity"] == pytest.approx(2, abs=0.005)
    ((x, _),) = sheet.shown["mark"]
    assert x == pytest.approx(np.mean(BARS), abs=0.5)


# What the tasks say


@pytest.mark.parametrize("k", [-1000, 100, 1000])
def test_k_changes_nothing_but_u(explorer, k):
    (sheet,) = explorer.views
    first = sheet.shown
    explorer.set(k=k)
    now = sheet.shown
    assert [name for name in first if not np.array_equal(now[name], first[name])] == ["u"]


def test_three_logits_at_their_old_differences_give_the_old_p_and_no_others_do(explorer):
    notches = np.round(np.arange(-8, 8.05, 0.1), 1)
    alike = [
        (z1, z2)
        for z1 in notches
        for z2 in notches
        if np.abs(softmax(np.array([z1, z2, 3.0])) - softmax(Z)).max() < 0.0005
    ]
    assert alike == [(5.0, 4.0)]


def test_a_t_below_1_stretches_differences_and_keeps_the_order():
    rng = np.random.default_rng(2)
    for z, T in zip(rng.uniform(-8, 8, (50, 3)), rng.uniform(0.02, 10, 50), strict=True):
        stretched = np.abs(np.diff(z / T)) > np.abs(np.diff(z))
        assert (stretched == (T < 1)).all() and ((z / T).argsort() == z.argsort()).all()
