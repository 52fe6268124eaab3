"""Chapter 06: what the prose claims about softmax, entropy and the regions of words is so."""

import warnings
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import LOGITS

from rnn_helpers import cross_entropy, entropy, forward_propagation, perplexity, softmax
from rnn_helpers.dynamics.decision_regions import area, decision_regions
from rnn_helpers.explorers.logits_to_bars import logits_to_bars, stable
from rnn_helpers.explorers.word_regions import word_regions
from rnn_helpers.machines.examples import dog_bites_man

CHAPTER = Path(__file__).resolve().parents[2] / "notebooks" / "06_softmax.ipynb"
PARAMS, VOCAB = dog_bites_man()
X = VOCAB.ids("dog bites man")
TRACE = forward_propagation(X, PARAMS)
Z = np.array([2.0, 1.0, 0.0])
few = settings(max_examples=40)


@pytest.fixture
def bars():
    explorer = logits_to_bars()
    yield explorer
    explorer.close()


@pytest.fixture
def plane():
    explorer = word_regions()
    yield explorer
    explorer.close()


# Softmax


def test_another_logit_leaves_a_quotient_of_two_words(bars):
    before = bars.state()["p"]
    bars.set(z1=-3)
    after = bars.state()["p"]
    assert (np.abs(after - before) > 0.05).all()
    assert after[1] / after[2] == pytest.approx(before[1] / before[2]) == pytest.approx(np.e)


def test_the_largest_power_and_the_smallest():
    end = np.log(np.finfo(float).max)
    assert end == pytest.approx(709.782713, abs=5e-7)
    with np.errstate(over="ignore"):
        assert np.isfinite(np.exp(709.7827)) and np.isinf(np.exp(709.7828))
    assert 0.49 * np.finfo(float).smallest_subnormal == 0


def naive(z):
    with np.errstate(all="ignore"):
        powers = np.exp(z)
        return powers / powers.sum()


def test_where_the_naive_way_fails():
    nan = np.nan
    for k, p in ((708, (nan, 0, 0)), (709, (nan, nan, 0)), (710, (nan,) * 3), (-748, (nan,) * 3)):
        np.testing.assert_array_equal(naive(Z + k), p)
    off = [k for k in range(-747, 708) if np.abs(naive(Z + k) - softmax(Z)).max() > 0.0005]
    assert off == list(range(-747, -740))
    np.testing.assert_allclose(naive(Z - 745), (0.571, 0.286, 0.143), atol=5e-4)
    np.testing.assert_array_equal(naive(np.array([2.5, 2.5, 0]) + 707), 0)  # their sum is inf


@pytest.mark.parametrize(
    ("kind", "end", "pair"),
    [(np.float16, 11.09, 11), (np.float32, 88.72, 88.5), (float, 709.783, 709.7)],
)
def test_sums_end_before_powers_do(kind, end, pair):
    limit = np.log(float(np.finfo(kind).max))
    assert limit == pytest.approx(end, abs=0.005) and pair < limit
    with np.errstate(over="ignore"):
        power = np.exp(kind(pair))
    assert np.isfinite(power) and naive(np.full(2, pair, kind)).tolist() == [0, 0]
    assert naive(np.array([pair, 0], kind))[0] == 1  # one alone is no trouble
    p = softmax(np.full(2, pair, kind))
    assert p.tolist() == [0.5, 0.5]


@few
@given(st.integers(2, 9000))
def test_with_more_words_a_sum_ends_still_earlier(K):
    for kind in (np.float32, float):
        end = np.log(float(np.finfo(kind).max)) - np.log(K)
        assert (naive(np.full(K, end + 0.01, kind)) == 0).all()
        assert (naive(np.full(K, end - 0.01, kind)) > 0).all()


def test_equal_logits_give_a_perplexity_of_3_and_two_of_three_words_one_of_2(bars):
    bars.preset("equal logits")
    assert f"{bars.state()['perplexity']:.2f}" == "3.00"
    bars.set(z1=0, z2=0, z3=-8)
    assert f"{bars.state()['perplexity']:.2f}" == "2.00"


def test_numpy_warns_of_inf_and_nan_but_not_of_lost_digits():
    def plain(z):
        powers = np.exp(z)
        return powers / powers.sum()

    for z in ([710.0, 0.0], [709.7, 709.7], [-800.0, -801.0]):
        with pytest.warns(RuntimeWarning):
            plain(np.array(z))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        p = plain(np.array([-744.0, -745.0]))
    assert p[0] == pytest.approx(2 / 3) and softmax([1, 0])[0] == pytest.approx(0.731, abs=5e-4)


@few
@given(LOGITS, st.floats(-1000, 1000))
def test_only_differences_count(z, k):
    p = softmax(z)
    np.testing.assert_allclose(softmax(z + k), p, atol=1e-10)
    np.testing.assert_allclose(stable(z)["p"], p, atol=0)
    np.testing.assert_allclose(p[0] / p, np.exp(z[0] - z), rtol=1e-9)


@few
@given(LOGITS, st.floats(0.05, 50))
def test_temperature_keeps_the_order_and_perplexity_lies_between_1_and_K(z, T):
    p = softmax(z / T)
    assert (np.diff(p[z.argsort()]) >= 0).all()
    H = entropy(p)
    assert 1 - 1e-9 <= np.exp(H) <= len(z) + 1e-9
    powers = np.exp(z - z.max()).sum()
    assert 1 <= powers <= len(z)


def test_cold_and_hot():
    np.testing.assert_allclose(softmax(Z / 0.001), [1, 0, 0], atol=1e-12)
    np.testing.assert_allclose(softmax(np.array([2, 2, 0]) / 0.001), [0.5, 0.5, 0], atol=1e-12)
    np.testing.assert_allclose(softmax(Z / 1e9), np.full(3, 1 / 3), atol=1e-9)


def test_powers_of_2_are_a_temperature_and_bits_give_the_same_perplexity():
    np.testing.assert_allclose(2**Z / (2**Z).sum(), softmax(Z * np.log(2)), atol=1e-12)
    assert 1 / np.log(2) == pytest.approx(1.44, abs=0.005)
    bits = cross_entropy(TRACE.z[:2], X[1:]) / np.log(2)
    assert 2**bits == pytest.approx(perplexity(TRACE.z[:2], X[1:]))


def test_sure_and_wrong_is_a_small_entropy_and_a_huge_perplexity():
    z = np.array([[10.0, 0.0, 0.0]])
    assert np.exp(entropy(softmax(z[0]))) == pytest.approx(1.001, abs=5e-4)
    assert perplexity(z, [1]) > 22_000


def test_without_keepdims_three_by_three_is_silently_wrong_and_four_by_three_an_error():
    def without(z):
        powers = np.exp(z - z.max(axis=-1))
        return powers / powers.sum(axis=-1)

    assert np.abs(without(TRACE.z).sum(axis=1) - 1).max() > 0.01
    with pytest.raises(ValueError, match="broadcast"):
        without(forward_propagation([0, 1, 2, 1], PARAMS).z)


def test_the_softmax_of_the_chapter_is_the_helpers():
    cells = run_notebooks.read(CHAPTER).cells
    (cell,) = [c for c in cells if "defines:softmax" in c.metadata.get("tags", [])]
    names = {"np": np}
    exec(cell.source, names)
    rng = np.random.default_rng(0)
    for shape in ((3,), (4, 3), (1, 5), (3, 3), (2, 3, 4)):
        z = 500 * rng.normal(size=shape)
        np.testing.assert_allclose(names["softmax"](z), softmax(z), rtol=0, atol=1e-15)


def test_the_minutes_of_the_notes_add_up():
    cells = run_notebooks.read(CHAPTER).cells
    notes = [c.source for c in cells if "lecturer" in c.metadata.get("tags", [])]
    minutes = sum(int(note.split("lecturer: ")[1].split()[0]) for note in notes)
    (plan,) = [c.source for c in cells if "You will do" in c.source]
    assert f"({minutes} minutes)" in plan


# The map


def test_the_borders_of_dog_bites_man():
    """s_2 = 0.75 + 0.25 s_1 between dog and bites; s_1 = 0 between dog and man."""
    dog, bites, man = decision_regions(PARAMS)
    np.testing.assert_allclose(sorted(map(tuple, dog)), [(-1, 0.5), (-1, 1), (0, 0.75), (0, 1)])
    assert [area(r) / 4 for r in (dog, bites, man)] == pytest.approx([0.09375, 0.8125, 0.09375])


def test_exercise_4_bites_wins_from_8_point_1_and_everywhere_at_10(plane):
    for c2, wins in ((8.0, False), (8.1, True)):
        plane.set(t=2, c2=c2)
        assert (plane.state()["z_t"].argmax() == 1) == wins
    plane.set(c2=9.9)
    assert plane.state()["share"][1] < 1
    plane.set(c2=10)
    assert plane.state()["share"][1] == 1
    plane.set(c2=2.1, V22=0)  # the other way of the hint
    assert plane.state()["share"][1] == 1


def test_practice_pytorch():
    torch = pytest.importorskip("torch")
    z, came = torch.tensor([[2.0, 1.0, 0.0]]), torch.tensor([1])
    loss = torch.nn.CrossEntropyLoss()
    assert loss(z, came).item() == pytest.approx(cross_entropy(z.numpy(), [1]), abs=1e-6)
    p = torch.softmax(z, dim=1)
    assert loss(p, came).item() == pytest.approx(cross_entropy(p.numpy(), [1]), abs=1e-6)  # twice
    assert torch.softmax(torch.tensor([1000.0, 0.0, -1000.0]), dim=0).tolist() == [1, 0, 0]
