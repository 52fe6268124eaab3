"""Chapter 06: what the prose claims about softmax, drawing, the loss and the borders is so."""

import warnings
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import LOGITS
from steady_digits import same_digits

from rnn_helpers import (
    cross_entropy,
    entropy,
    log_softmax,
    perplexity,
    sample,
    softmax,
)
from rnn_helpers.dynamics.decision_regions import area, decision_regions
from rnn_helpers.explorers.logits_to_bars import logits_to_bars, stable
from rnn_helpers.training import SmallLanguage, load_model, read_beginning

CHAPTER = Path(__file__).resolve().parents[2] / "notebooks" / "06_softmax.ipynb"
PARAMS, VOCAB, _ = load_model("eight_units")
X = VOCAB.ids("dogs who see cat sleep .")
TRACE = read_beginning(PARAMS, X)
Z = np.array([2.0, 1.0, 0.0])
few = settings(max_examples=40)


@pytest.fixture
def bars():
    explorer = logits_to_bars()
    yield explorer
    explorer.close()


def defined(name, **names):
    """The function that a cell of the chapter derives."""
    cells = run_notebooks.read(CHAPTER).cells
    (cell,) = [c for c in cells if f"defines:{name}" in c.metadata.get("tags", [])]
    names = {"np": np, **names}
    exec(cell.source, names)
    return names[name]


# The trained network


def test_the_two_bad_ideas_prefer_the_wrong_words():
    z = TRACE.z[4]
    assert z.argmax() == VOCAB.ids("chase")[0] and z.argmin() == 0
    assert (z / z.sum())[z.argmax()] < 0
    assert (z**2).argmax() == 0 and (z**2 / (z**2).sum())[0] > 0.8


def test_the_printed_digits_of_the_network_hold_on_another_processor():
    shown = VOCAB.ids("chase see who boy .")

    def bad_ideas(params):
        z = read_beginning(params, X).z[4]
        return np.concatenate([[z.sum()], z[shown], (z**2 / (z**2).sum())[shown]])

    def losses(params):
        trace = read_beginning(params, X)
        p = trace.o[range(6), X]
        return [*p, *-np.log(p), cross_entropy(trace.z[:-1], X)]

    def sums(params):
        trace = read_beginning(params, X)
        z = np.exp(trace.z - trace.z.max(axis=0))
        return (z / z.sum(axis=0)).sum(axis=1)

    def drawn(params):
        z, told = read_beginning(params, X).z[4], []
        for T, k in ((1, 18), (5, 18), (5, 2)):
            rng = np.random.default_rng(3)
            told += [sample(z, rng=rng, temperature=T, top_k=k) for _ in range(8)]
        return told

    for compute, digits in ((bad_ideas, 2), (losses, 3), (sums, 2), (drawn, 0)):
        assert same_digits(compute, PARAMS, digits=digits, rng=np.random.default_rng(0)), compute


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
    bits = cross_entropy(TRACE.z[:-1], X) / np.log(2)
    assert 2**bits == pytest.approx(perplexity(TRACE.z[:-1], X))


def test_sure_and_wrong_is_a_small_entropy_and_a_huge_perplexity():
    z = np.array([[10.0, 0.0, 0.0]])
    assert np.exp(entropy(softmax(z[0]))) == pytest.approx(1.001, abs=5e-4)
    assert perplexity(z, [1]) > 22_000


def test_without_keepdims_18_rows_are_silently_wrong_and_seven_an_error():
    def without(z):
        powers = np.exp(z - z.max(axis=-1))
        return powers / powers.sum(axis=-1)

    longer = read_beginning(PARAMS, [*X, *X, *X][:17]).z
    assert longer.shape == (18, 18) and np.abs(without(longer).sum(axis=1) - 1).max() > 0.01
    with pytest.raises(ValueError, match="broadcast"):
        without(TRACE.z)


def test_the_softmax_of_the_chapter_is_the_helpers():
    ours = defined("softmax")
    rng = np.random.default_rng(0)
    for shape in ((3,), (4, 3), (1, 5), (3, 3), (2, 3, 4)):
        z = 500 * rng.normal(size=shape)
        np.testing.assert_allclose(ours(z), softmax(z), rtol=0, atol=1e-15)


@pytest.mark.parametrize("seed", range(6))
def test_the_draw_of_the_chapter_is_the_helpers(seed):
    ours = defined("draw", softmax=softmax)
    rng = np.random.default_rng(seed)
    z, T, K = 3 * rng.normal(size=9), rng.uniform(0.2, 4), 9
    for k in (None, 1, 4, K):
        one, two = np.random.default_rng(seed), np.random.default_rng(seed)
        words = [ours(z, one, T, k) for _ in range(60)]
        assert words == [sample(z, rng=two, temperature=T, top_k=k) for _ in range(60)]
        assert len({*words}) <= (k or K)


def test_the_minutes_of_the_notes_add_up():
    cells = run_notebooks.read(CHAPTER).cells
    notes = [c.source for c in cells if "lecturer" in c.metadata.get("tags", [])]
    minutes = sum(int(note.split("lecturer: ")[1].split()[0]) for note in notes)
    (plan,) = [c.source for c in cells if "You will do" in c.source]
    assert f"({minutes} minutes)" in plan


# The loss


@few
@given(LOGITS, st.data())
def test_the_slope_of_the_loss_is_p_minus_y(z, data):
    came, h = data.draw(st.integers(0, len(z) - 1)), 1e-6
    slopes = [
        (log_softmax(z - step)[came] - log_softmax(z + step)[came]) / (2 * h)
        for step in h * np.eye(len(z))
    ]
    slope = softmax(z) - np.eye(len(z))[came]
    np.testing.assert_allclose(slopes, slope, atol=2e-6 * max(1, np.abs(z).max()))
    assert slope.sum() == pytest.approx(0, abs=1e-12)
    assert slope[came] <= 0 and (np.delete(slope, came) >= 0).all()


def test_one_notch_of_the_first_logit_raises_the_loss_by_two_thirds_of_it(bars):
    losses = []
    for z1 in (2.0, 2.1):
        bars.set(z1=z1)
        losses.append(-np.log(bars.state()["p"][2]))
    assert [f"{loss:.2f}" for loss in losses] == ["2.41", "2.48"]
    assert (losses[1] - losses[0]) / 0.1 == pytest.approx(2 / 3, abs=0.02)


def test_equal_logits_cost_ln_K_more_than_twice_what_the_network_pays():
    equal = -log_softmax(np.zeros(18))[0]
    assert equal == pytest.approx(np.log(18)) and f"{equal:.3f}" == "2.890"
    assert equal > 2 * cross_entropy(TRACE.z[:-1], X)


# The map (what the explorer itself shows is held by tests/explorers/test_word_regions.py)


def test_run_has_the_largest_region_and_no_state_of_a_right_text_lies_in_it():
    params, vocab, _ = load_model("two_units")
    regions = decision_regions(params)
    run = vocab.ids("run")[0]
    assert max(range(len(regions)), key=lambda i: area(regions[i])) == run
    for seed in range(5):
        text = SmallLanguage(clauses=False).draw(4000, rng=np.random.default_rng(seed))
        assert run not in read_beginning(params, text).o.argmax(axis=1)
    wrong = vocab.ids("boy chases runs")  # in a text that breaks a rule one may
    assert read_beginning(params, wrong).o[-1].argmax() == run


@few
@given(st.integers(0, 16), st.integers(0, 16), st.floats(0.1, 10))
def test_equal_logits_lie_on_a_straight_line_at_every_temperature(i, j, T):
    params, _, _ = load_model("two_units")
    (p, q), r = params.V[i] - params.V[j], params.c[i] - params.c[j]
    if abs(q) < 1e-9:
        return
    s_1 = np.linspace(-1, 1, 7)
    s = np.column_stack([s_1, -(p * s_1 + r) / q])
    o = softmax((s @ params.V.T + params.c) / T)
    np.testing.assert_allclose(o[:, i], o[:, j], rtol=1e-6)


def test_practice_pytorch():
    torch = pytest.importorskip("torch")
    z, came = torch.tensor([[2.0, 1.0, 0.0]]), torch.tensor([1])
    loss = torch.nn.CrossEntropyLoss()
    assert loss(z, came).item() == pytest.approx(cross_entropy(z.numpy(), [1]), abs=1e-6)
    p = torch.softmax(z, dim=1)
    assert loss(p, came).item() == pytest.approx(cross_entropy(p.numpy(), [1]), abs=1e-6)  # twice
    assert torch.softmax(torch.tensor([1000.0, 0.0, -1000.0]), dim=0).tolist() == [1, 0, 0]
