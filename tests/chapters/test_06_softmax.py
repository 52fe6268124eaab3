"""Chapter 06: the sheet and the map show the right numbers; what the prose claims is so."""

import warnings
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_helpers import cross_entropy, entropy, forward_propagation, perplexity, softmax
from rnn_helpers.dynamics.decision_regions import area, clip, decision_regions
from rnn_helpers.explorers.logits_to_bars import logits_to_bars, naive, stable
from rnn_helpers.explorers.word_regions import word_regions
from rnn_helpers.forward_pass.params import RNNParams
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.views.plane.words_on_path import beside
from rnn_helpers.views.sheets.softmax_sheet import BARS, as_power

softmax_bars = import_module("rnn_helpers.explorers.logits_to_bars")
map_module = import_module("rnn_helpers.explorers.word_regions")

CHAPTER = Path(__file__).resolve().parents[2] / "notebooks" / "06_softmax.ipynb"
PARAMS, VOCAB = dog_bites_man()
X = VOCAB.ids("dog bites man")
TRACE = forward_propagation(X, PARAMS)
Z = np.array([2.0, 1.0, 0.0])
few = settings(max_examples=40)
logit_lists = st.lists(st.floats(-30, 30), min_size=2, max_size=6).map(np.array)


def caught(module, name, maker):
    """An explorer and the view of that name that it made."""
    made, kind = [], getattr(module, name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, lambda *a, **k: made.append(kind(*a, **k)) or made[-1])
        return maker(), made[0]


@pytest.fixture(scope="module")
def bars():
    explorer, sheet = caught(softmax_bars, "SoftmaxSheet", logits_to_bars)
    yield explorer, sheet
    explorer.close()


@pytest.fixture(scope="module")
def plane():
    explorer, view = caught(map_module, "Regions", word_regions)
    yield explorer, view
    explorer.close()


@pytest.fixture(autouse=True)
def start_anew(request):
    for name in {"bars", "plane"} & set(request.fixturenames):
        request.getfixturevalue(name)[0].reset()


def lengths(sheet):
    return [bar.get_width() / (BARS[1] - BARS[0]) for bar in sheet._bars]


def nan_signs(sheet):
    """Where a dashed frame stands in place of a bar."""
    return [frame.get_visible() for frame in sheet._missing]


# The sheet


@pytest.mark.parametrize("way", ["stable", "naive"])
@pytest.mark.parametrize("seed", range(5))
def test_the_sheet_shows_softmax(bars, way, seed):
    explorer, sheet = bars
    rng = np.random.default_rng(seed)
    z, k, T = rng.uniform(-8, 8, 3).round(1), int(rng.integers(-9, 9)), 1.5
    explorer.set(way=way, **{f"z{i + 1}": z[i] for i in range(3)}, k=k, T=T)
    e = np.exp(z / T)
    p = e / e.sum()
    H = -(p * np.log(p)).sum()
    state = explorer.state()
    np.testing.assert_allclose(state["p"], p, atol=1e-12)
    np.testing.assert_allclose(lengths(sheet), p, atol=1e-12)
    assert (state["entropy"], state["perplexity"]) == pytest.approx((H, np.exp(H)), abs=1e-12)
    assert sheet.shown["p"] == [f"{p_i:.3f}" for p_i in p]
    surprise = [f"{v:.2f}".replace("-", "\u2212") for v in -np.log(p)]
    assert sheet.shown["surprise"] == surprise
    assert sheet.shown["sum p"] == ["1.000"]
    assert sheet.shown["sum surprise"] == [f"{H:.2f}"]
    assert (sheet.shown["shifted"] == [""] * 3) == (way == "naive")
    assert nan_signs(sheet) == [False] * 3


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
def test_the_naive_way_shows_what_floats_give(bars, k, p, lost):
    """The answers to tasks 3 and 4: nan from 708 on, in all rows from 710 on."""
    explorer, sheet = bars
    explorer.set(way="naive", k=k)
    assert sheet.shown["p"] == p
    assert nan_signs(sheet) == lost
    assert len(sheet._nan._patch.get_path().vertices) > 0 or not any(lost)
    words = explorer.describe()
    assert ("nan" in words) == any(lost)
    assert ("wrong" in words) == (k == -745)
    explorer.set(way="stable")
    assert sheet.shown["p"] == ["0.665", "0.245", "0.090"]


def test_a_sum_can_be_too_large_where_no_power_is(bars):
    explorer, sheet = bars
    explorer.set(way="naive", z1=2.5, z2=2.5, k=707)
    assert sheet.shown["p"] == ["0", "0", "0"] and nan_signs(sheet) == [False] * 3
    assert "inf" not in sheet.shown["e"] and sheet.shown["sum e"] == ["inf"]
    assert "their sum is not" in explorer.describe()


def test_below_minus_740_p_is_wrong_by_more_than_half_a_thousandth_then_nan():
    off = {k: np.abs(naive(Z + k)["p"] - softmax(Z)).max() for k in range(-1000, 1001)}
    assert [k for k, gap in off.items() if gap > 5e-4] == list(range(-747, -740))
    assert [k for k, gap in off.items() if np.isnan(gap)] == [
        *range(-1000, -747),
        *range(708, 1001),
    ]


def test_an_impossible_p_is_0_in_the_sheet_and_its_loss_still_finite(bars):
    explorer, sheet = bars
    explorer.set(z1=8, z2=-8, z3=8, T=0.02)
    assert sheet.shown["p"] == ["0.500", "0", "0.500"]
    assert sheet.shown["surprise"] == ["0.69", "800.69", "0.69"]
    explorer.set(way="naive", k=-8)
    assert sheet.shown["surprise"][1] == "inf"


def test_powers_as_text():
    numbers = [0, 1, 0.3679, 1e-5, 1.2e304, np.inf, np.nan, 9999, 5e-324]
    texts = ["0", "1.000", "0.368", "1.0e\u22125", "1.2e+304", "inf", "nan", "9999.000"]
    assert [as_power(n).replace("\u221205", "\u22125") for n in numbers[:-1]] == texts
    assert as_power(5e-324) == "4.9e\u2212324"


def test_the_box_of_the_entropy_says_nan_where_p_is_no_distribution(bars):
    explorer, sheet = bars
    for k in (-748, 708, 1000):
        explorer.set(way="naive", k=k)
        assert sheet.shown["sum surprise"] == ["nan"]
        assert explorer.state()["entropy"] == "not defined"


def test_task_1_one_quotient_stays(bars):
    explorer, _ = bars
    before = explorer.state()["p"]
    explorer.set(z1=-3)
    after = explorer.state()["p"]
    assert (np.abs(after - before) > 0.05).all()
    assert after[1] / after[2] == pytest.approx(before[1] / before[2]) == pytest.approx(np.e)


def test_tasks_2_and_5(bars):
    explorer, sheet = bars
    first = dict(sheet.shown)
    for k in (100, 1000):
        explorer.set(k=k)
        assert [name for name in first if sheet.shown[name] != first[name]] == ["u"]
    explorer.preset("T = 0.2")
    assert explorer.state()["p"][0] > 0.99
    np.testing.assert_allclose(explorer.state()["u"], 5 * Z)
    explorer.preset("T = 5")
    np.testing.assert_allclose(explorer.state()["u"], Z / 5)


def test_two_equal_logits_and_one_far_below_put_the_mark_on_2(bars):
    explorer, sheet = bars
    explorer.set(z1=0, z2=0, z3=-8)
    assert explorer.state()["perplexity"] == pytest.approx(2, abs=0.005)
    (x,) = sheet._mark.get_xdata()
    assert x == pytest.approx(np.mean(BARS), abs=0.5)


# Softmax


def test_the_largest_power_and_the_smallest():
    end = np.log(np.finfo(float).max)
    assert end == pytest.approx(709.782713, abs=5e-7)
    with np.errstate(over="ignore"):
        assert np.isfinite(np.exp(709.7827)) and np.isinf(np.exp(709.7828))
    assert 0.49 * np.finfo(float).smallest_subnormal == 0


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
@given(logit_lists, st.floats(-1000, 1000))
def test_only_differences_count(z, k):
    p = softmax(z)
    np.testing.assert_allclose(softmax(z + k), p, atol=1e-10)
    np.testing.assert_allclose(stable(z)["p"], p, atol=0)
    np.testing.assert_allclose(p[0] / p, np.exp(z[0] - z), rtol=1e-9)


@few
@given(logit_lists, st.floats(0.05, 50))
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


# Entropy


def test_entropy_by_hand():
    assert entropy([0.25] * 4) == pytest.approx(np.log(4)) and type(entropy([0.5, 0.5])) is float
    assert entropy([1.0, 0.0]) == 0 and not np.signbit(entropy([1.0, 0.0]))
    assert entropy([0.5, 0.25, 0.25]) == pytest.approx(1.5 * np.log(2))
    np.testing.assert_allclose(entropy([[1, 0], [0.5, 0.5]]), [0, np.log(2)])
    assert entropy(np.full((2, 5, 3), 1 / 3)).shape == (2, 5)
    assert entropy(TRACE.o).shape == (3,)


@few
@given(logit_lists, st.integers(0, 5))
def test_entropy_is_the_loss_to_be_expected(z, seed):
    p = softmax(z)
    losses = [cross_entropy(z[None], [i]) for i in range(len(z))]
    assert entropy(p) == pytest.approx(p @ losses, abs=1e-9)
    order = np.random.default_rng(seed).permutation(len(z))
    assert entropy(p[order]) == pytest.approx(entropy(p), abs=1e-12)


@pytest.mark.parametrize(
    ("p", "error", "words"),
    [
        ([2.0, 1.0, 0.0], ValueError, "a sum of 1"),
        ([1.5, -0.5], ValueError, "softmax first"),
        ([np.nan, 1.0], ValueError, "finite"),
        (1.0, ValueError, r"shape \(..., K\)"),
        ([], ValueError, "a sum of 1"),
        ("dog", TypeError, "real numbers"),
    ],
)
def test_entropy_refuses_what_is_no_distribution(p, error, words):
    with pytest.raises(error, match=words):
        entropy(p)


# The map


def random_network(seed, K=3):
    rng = np.random.default_rng(seed)
    return RNNParams(
        U=np.zeros((2, 1)), W=np.eye(2), V=rng.normal(size=(K, 2)), c=rng.normal(size=K)
    )


def is_inside(region, s):
    """Whether a point lies in a counter-clockwise convex polygon."""
    if not len(region):
        return False
    (x, y), (p, q) = region.T, (np.roll(region, -1, axis=0) - region).T
    return bool((p * (s[1] - y) - q * (s[0] - x) >= -1e-12).all())


@pytest.mark.parametrize("seed", range(6))
def test_regions_are_where_a_word_wins(seed):
    params = random_network(seed, K=3 + seed % 3)
    regions = decision_regions(params)
    assert sum(map(area, regions)) == pytest.approx(4)
    for s in np.random.default_rng(seed).uniform(-1, 1, (60, 2)):
        winner = softmax(params.V @ s + params.c).argmax()
        assert [is_inside(region, s) for region in regions].index(True) == winner


def test_equal_logits_everywhere_go_to_the_lower_id():
    params = PARAMS.replace(V=np.ones((3, 2)), c=np.ones(3))
    assert [area(region) for region in decision_regions(params)] == [4, 0, 0]


def test_clip_and_area_by_hand():
    square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float)
    np.testing.assert_allclose(clip(square, 1, 0, 0), [(0, -1), (1, -1), (1, 1), (0, 1)])
    assert area(clip(square, 1, 1, 0)) == pytest.approx(2)
    assert clip(square, 0, 0, -1).shape == (0, 2) and area(clip(square, 0, 0, -1)) == 0


def test_winning_regions_need_two_units():
    with pytest.raises(ValueError, match="two units"):
        decision_regions(RNNParams(U=[[1.0]], W=[[1.0]], V=[[1.0]]))


def test_the_borders_of_dog_bites_man():
    """s_2 = 0.75 + 0.25 s_1 between dog and bites; s_1 = 0 between dog and man."""
    dog, bites, man = decision_regions(PARAMS)
    np.testing.assert_allclose(sorted(map(tuple, dog)), [(-1, 0.5), (-1, 1), (0, 0.75), (0, 1)])
    assert [area(r) / 4 for r in (dog, bites, man)] == pytest.approx([0.09375, 0.8125, 0.09375])


@pytest.mark.parametrize("T", [0.1, 3, 10])
def test_temperature_moves_no_border_but_the_probabilities(plane, T):
    explorer, view = plane
    explorer.set(t=2)
    borders, shades = view._borders.get_path().vertices.copy(), np.array(view._map.get_array())
    names, o_t = dict(view.shown), explorer.state()["o_t"]
    explorer.set(T=T)
    np.testing.assert_array_equal(view._borders.get_path().vertices, borders)
    assert view.shown == names
    assert (view._map.get_array() != shades).any()
    assert np.abs(explorer.state()["o_t"] - o_t).max() > 0.05
    np.testing.assert_allclose(explorer.state()["o_t"], softmax(TRACE.z[2] / T), atol=1e-12)


def test_task_1_the_regions_on_the_way(plane):
    explorer, _ = plane
    for t, winner in enumerate(("bites", "man", "dog")):
        explorer.set(t=t)
        assert f"region of “{winner}”" in explorer.describe()


def slope(region):
    """The direction of the border between dog and bites: of the longest edge within the square."""
    edges = np.roll(region, -1, axis=0) - region
    inner = [e for e, a in zip(edges, region) if not any(abs(e[i]) < 1e-9 for i in (0, 1))]
    return inner[0][1] / inner[0][0]


def test_c_shifts_a_border_and_v_turns_it():
    dog = decision_regions(PARAMS)[0]
    shifted = decision_regions(PARAMS.replace(c=[0, 5, 0]))[0]
    V = PARAMS.V.copy()
    V[1, 0] = 1
    turned, _, man = decision_regions(PARAMS.replace(V=V))
    assert slope(shifted) == pytest.approx(slope(dog)) == pytest.approx(0.25)
    assert area(shifted) > area(dog)
    assert slope(turned) == pytest.approx(3 / 8)
    assert max(turned[:, 0]) == pytest.approx(0) == pytest.approx(min(man[:, 0]))


@pytest.mark.parametrize("seed", range(4))
def test_names_stand_inside_their_regions(plane, seed):
    explorer, view = plane
    rng = np.random.default_rng(seed)
    moves = {name: round(rng.uniform(-10, 10), 1) for name in ("c1", "c2", "c3", "V21", "V22")}
    explorer.set(**moves)
    state = explorer.state()
    V = PARAMS.V.copy()
    V[1] = state["V21"], state["V22"]
    regions = decision_regions(PARAMS.replace(V=V, c=[state[f"c{i}"] for i in (1, 2, 3)]))
    for token, (x, y, size) in view.shown.items():
        region = regions[VOCAB.tokens.index(token)]
        half = 0.36 * size * len(token), 0.55 * size
        for corner in np.multiply([(-1, -1), (-1, 1), (1, -1), (1, 1)], half):
            assert is_inside(region, np.add(corner, (x, y)))
    np.testing.assert_allclose(state["share"], [area(r) / 4 for r in regions], atol=1e-9)
    assert all(t in view.shown for t, r in zip(VOCAB.tokens, regions) if area(r) > 0.8)


@pytest.mark.parametrize("c2", [-10, 0, 6, 7, 7.5, 8, 9, 10])
@pytest.mark.parametrize("sentence", map_module.SENTENCES)
def test_names_cover_neither_the_path_nor_the_words(plane, sentence, c2):
    explorer, view = plane
    explorer.set(x=sentence, c2=c2, t=2)
    path = np.vstack([np.zeros(2), forward_propagation(VOCAB.ids(sentence), PARAMS).s])
    places = beside(path, sentence.split())
    steps = np.linspace(0, 1, 60)[:, None]
    line = np.concatenate([a + steps * (b - a) for a, b in zip(path, path[1:])])
    for token, (x, y, size) in view.shown.items():
        half = np.array([0.36 * size * len(token), 0.5 * size])  # of the letters
        assert not (np.abs(line - (x, y)) < half).all(axis=1).any()
        for place, word in zip(places, sentence.split()):
            theirs = np.array([0.28 * 0.11 * len(word), 0.5 * 0.11])
            assert not (np.abs(place - (x, y)) < half + theirs).all()
    assert "bites" in view.shown or c2 < 0


def test_moving_v_turns_the_borders_of_bites_about_one_point():
    """The answer to task 4: at (0, 0.75) bites ties with dog and with man, whatever V_21 is."""
    for V_21 in (-10, 0, 3.3, 10):
        V = PARAMS.V.copy()
        V[1, 0] = V_21
        dog, bites, man = V @ [0, 0.75] + PARAMS.c
        assert dog == bites == man == 0


def test_words_stay_in_the_square_and_off_their_points():
    for sentence in map_module.SENTENCES:
        s = forward_propagation(VOCAB.ids(sentence), PARAMS).s
        path = np.vstack([np.zeros(2), s])
        places = beside(path, sentence.split())
        assert (np.abs(places) < 1).all()
        assert (np.linalg.norm(places - s, axis=1) > 0.1).all()


def test_exercise_4_bites_wins_from_8_point_1_and_everywhere_at_10(plane):
    explorer, _ = plane
    for c2, wins in ((8.0, False), (8.1, True)):
        explorer.set(t=2, c2=c2)
        assert (explorer.state()["z_t"].argmax() == 1) == wins
    explorer.set(c2=9.9)
    assert explorer.state()["share"][1] < 1
    explorer.set(c2=10)
    assert explorer.state()["share"][1] == 1
    explorer.set(c2=2.1, V22=0)  # the other way of the hint
    assert explorer.state()["share"][1] == 1
