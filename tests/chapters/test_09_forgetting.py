"""Chapter 09: what its prose claims of forgetting is so, and its cells derive the helper."""

from itertools import product

import numpy as np
import pytest
import run_notebooks
from made import at_start
from networks import runs_from
from test_notebooks import NOTEBOOKS, tags

from rnn_helpers import forward_propagation, init_params
from rnn_helpers.dynamics import sensitivity
from rnn_helpers.dynamics.contraction import operator_norm, spectral_radius
from rnn_helpers.dynamics.cycles import find_cycles
from rnn_helpers.dynamics.sensitivity import influences, running_products
from rnn_helpers.explorers import two_runs, which_input
from rnn_helpers.explorers.two_runs import INPUTS, NOISE
from rnn_helpers.explorers.which_input import NETS, ONE, PULSE_AT, TWO
from rnn_helpers.machines.examples import one_unit, worked_example
from rnn_helpers.training import load_model, read_beginning, same_digits

MYTH = np.array([[-0.5, -3.5], [0.5, 2.0]])
ZERO = np.array([[4.0, -2.0], [8.0, -4.0]])
X = np.arange(1.0, 6)[:, None]


@pytest.fixture
def runs():
    return at_start(two_runs)


@pytest.fixture
def bars():
    return at_start(which_input)


def distance_after(W, starts, steps, k=0.0):
    s = np.array(starts, dtype=float)
    for _ in range(steps):
        s = np.tanh(s @ W.T + k)
    return np.linalg.norm(s[1] - s[0])


def test_T16_the_myth_matrix():
    values = np.linalg.eigvals(MYTH)
    assert sorted(f"{v:.3f}" for v in values) == ["0.750+0.433j", "0.750-0.433j"]
    assert f"{spectral_radius(MYTH):.3f}" == "0.866" and f"{operator_norm(MYTH):.3f}" == "4.089"
    attracting = [c for c in find_cycles(MYTH, np.zeros(2)) if c.kind == "attracts"]
    states = sorted(c.states[0].round(8).tolist() for c in attracting)
    expected = [[-0.98202408, 0.81212356], [0, 0], [0.98202408, -0.81212356]]
    np.testing.assert_allclose(states, expected, atol=1e-8)
    assert all(c.period == 1 for c in attracting)


def test_powers_of_the_myth_matrix_stretch_almost_sixfold_and_then_vanish():
    norms = [operator_norm(np.linalg.matrix_power(MYTH, t)) for t in range(1, 200)]
    assert np.argmax(norms) == 1 and f"{max(norms):.2f}" == "5.95"
    assert norms[-1] < 1e-11


def test_B_between_0_3_and_0_2_begins_to_meet_A():
    for size, meets in ((0.3, False), (0.2, True)):
        assert (distance_after(MYTH, [[0, 0], [size, -size]], 5000) < 1e-9) == meets
    for size in np.arange(0.05, 0.26, 0.05):
        assert distance_after(MYTH, [[0, 0], [size, -size]], 5000) < 1e-9
    for size in np.arange(0.3, 1.01, 0.05):
        assert distance_after(MYTH, [[0, 0], [size, -size]], 5000) > 1


def test_from_0_2_the_runs_are_on_their_way_at_step_40():
    apart = [distance_after(MYTH, [[0, 0], [0.2, -0.2]], t) for t in (40, 80, 160)]
    assert f"{apart[0]:.3f}" == "0.002" and apart[0] > apart[1] > apart[2]


def test_noise_brings_together_what_stays_apart_without_input(runs):
    runs.preset("radius 0.87")
    assert f"{runs.state()['d_40']:.2f}" == "1.27"
    B = runs_from(np.array([[1.0, -1]]), MYTH, np.zeros((40, 2)))[0, -1]
    k = INPUTS[NOISE][:, None] * worked_example().U[:, 0]
    A = runs_from(np.zeros((1, 2)), MYTH, k)[0]
    assert (np.sign(A[2]) == np.sign(B)).all() and (np.sign(A[1]) != np.sign(B)).any()
    runs.set(x=NOISE)
    assert f"{runs.state()['d_40']:.1e}" == "2.9e-15"
    runs.set(alpha=0.2)
    assert f"{runs.state()['d_40']:.2f}" == "2.50"


def test_the_second_promise():
    """Unit by unit, |d_t| <= |W| |d_(t-1)|: a radius of |W| below 1 is enough, even with norm 3."""
    radii = [spectral_radius(np.abs(W)) for W in (MYTH, ZERO, [[0.0, 3.0], [0.0, 0.0]])]
    assert [f"{radius:.2f}" for radius in radii] == ["2.77", "8.00", "0.00"]
    assert operator_norm([[0.0, 3.0], [0.0, 0.0]]) == 3
    rng = np.random.default_rng(6)
    for _ in range(100):
        W = rng.normal(size=(2, 2)) * rng.uniform(0, 4, (2, 2))
        W *= 0.8 / spectral_radius(np.abs(W))
        pair = runs_from(rng.uniform(-1, 1, (2, 2)), W, rng.normal(size=(300, 2)))
        d = np.abs(pair[1] - pair[0])
        assert (d[1:] <= d[:-1] @ np.abs(W).T + 1e-12).all() and d[-1].max() < 1e-12


@pytest.mark.parametrize("net", [ONE, TWO])
def test_how_to_tell_the_lines_of_the_pulse(net):
    """Two grey runs begin at 1, two at -1; the pulse pushes unit 1 up, and unit 2 down."""
    params, x, start = NETS[net]
    assert start[0] == 1 and x[PULSE_AT - 1] == 1
    for alpha in (0.1, 1.0, 5.0):
        for sign in (1, -1):
            up, down = (
                forward_propagation(way * alpha * x, params, s0=sign * start).s[PULSE_AT - 1]
                for way in (1, -1)
            )
            assert up[0] > down[0]
        s = forward_propagation(alpha * x, params).s[PULSE_AT - 1]
        assert s[0] > 0 and (s[1:] < 0).all()


def test_radius_0_and_yet_apart():
    assert not (ZERO @ ZERO).any() and f"{operator_norm(ZERO):.4f}" == "10.0000"
    assert f"{distance_after(ZERO, [[0, 0], [1, 0.5]], 40):.2f}" == "1.37"
    assert f"{distance_after(ZERO, [[0, 0], [1, 0.5]], 10_000):.2f}" == "1.37"
    attracting = [c for c in find_cycles(ZERO, np.zeros(2)) if c.kind == "attracts"]
    assert len(attracting) == 3


def test_contraction_brings_all_starts_together_and_its_norm_is_0_87():
    W = np.array([[0.75, -0.45], [0.45, 0.75]])
    assert f"{operator_norm(W):.2f}" == "0.87"
    rng = np.random.default_rng(0)
    assert max(distance_after(W, rng.uniform(-1, 1, (2, 2)), 300) for _ in range(50)) < 1e-15


def test_the_distances_of_the_opening(runs):
    state = runs.state()
    t = np.arange(41)
    for scale, at_5 in ((1.0, "8.7e-08"), (0.1, "4.3e-02")):
        runs.set(alpha=scale)
        k = scale * INPUTS[state["x"]][:, None] * worked_example().U[:, 0] + worked_example().b
        pair = runs_from(np.array([[0, 0], [-1.0, -1]]), worked_example().W, k)
        d = np.linalg.norm(pair[1] - pair[0], axis=1)
        assert f"{d[5]:.1e}" == at_5 and f"{d[0]:.2f}" == "1.41"
        for factor in (state["norm"], state["radius"]):  # below both purple lines
            assert (d <= d[0] * factor**t + 1e-15).all()


def test_T12_the_slopes_at_step_5_and_the_outputs():
    s = forward_propagation(X, worked_example()).s
    assert [f"{slope:.4f}" for slope in 1 - s[-1] ** 2] == ["0.0099", "0.0037"]
    z = [forward_propagation(X, worked_example(), s0=s0).z[:, 0] for s0 in ([0, 0], [-1, -1])]
    moved = z[0] - z[1]
    assert f"{moved[0]:.2f}" == "1.46" and f"{moved[4]:.1e}" == "1.6e-07"


def test_products_of_chapter_02():
    example = worked_example()
    norms = operator_norm(running_products(forward_propagation(X, example).s, example.W))
    assert [f"{n:.4f}" for n in norms[:3]] == ["0.4167", "0.0525", "0.0016"]
    assert [f"{n:.1e}" for n in norms[3:]] == ["1.4e-05", "4.2e-08"]
    small = operator_norm(running_products(forward_propagation(0.1 * X, example).s, example.W))
    assert f"{small[4]:.3f}" == "0.034" and f"{operator_norm(example.W) ** 5:.3f}" == "0.049"


def test_T17_norms_of_factors_say_nothing_about_the_norm_of_the_product():
    rest = np.zeros((40, 2))
    factors = [operator_norm((1 - s**2)[:, None] * MYTH) for s in rest]
    assert {f"{n:.3f}" for n in factors} == {"4.089"}
    assert f"{np.prod(factors):.1e}" == "2.9e+24"
    assert f"{operator_norm(running_products(rest, MYTH)[-1]):.3f}" == "0.025"


def test_numbers_of_the_second_explorer(bars):
    orange = []
    for T in range(1, 6):
        bars.reset()
        bars.set(T=T)
        orange.append(10 ** bars.state()["log_left"][0])
    assert [f"{n:.4f}" for n in orange[:3]] == ["0.4167", "0.0525", "0.0016"]
    assert [f"{n:.1e}" for n in orange[3:]] == ["1.4e-05", "4.2e-08"]


def test_the_remembered_pulse_has_the_smaller_bar(bars):
    bars.preset("radius 0.87")
    remembered = 10 ** bars.state()["log_left"][PULSE_AT]
    bars.set(alpha=0.1)
    forgotten = 10 ** bars.state()["log_left"][PULSE_AT]
    assert (f"{remembered:.1e}", f"{forgotten:.2f}") == ("1.0e-06", "0.10")
    assert 0.9e5 < forgotten / remembered < 1.1e5
    params, x, _ = NETS[TWO]
    far = forward_propagation(x, params).last_state
    near = forward_propagation(0.1 * x, params).last_state
    assert np.abs(far).min() > 0.8 and np.abs(near).max() < 0.05


def test_the_latch_keeps_the_sign_and_no_nudge():
    assert f"{2 * (1 - 0.957504**2):.2f}" == "0.17"  # what a step leaves at rest
    x = np.eye(40)[:, [9]]
    ends = [forward_propagation(way * x, one_unit(w=2.0)).s for way in (1, -1)]
    assert f"{ends[0][-1, 0]:.2f}" == "0.96" and f"{ends[1][-1, 0]:.2f}" == "-0.96"
    assert operator_norm(influences(ends[0], [[2.0]]))[10] < 1e-20


def test_at_g_1_the_bars_stay_above_0_6_and_the_start_is_kept(bars):
    bars.set(net=ONE, g=1.0, alpha=0.1, T=40)
    state = bars.state()
    assert (10 ** state["log_left"] > 0.6).all() and state["start_left"] > 0.3


def test_T18_fresh_networks():
    big = init_params(8000, 100, rng=np.random.default_rng(7))
    trace = forward_propagation(np.random.default_rng(8).integers(8000, size=45), big)
    assert 0.022 < np.abs(trace.s).max() < 0.023
    assert 0.019 < np.abs(8000 * trace.o - 1).max() < 0.021
    assert operator_norm(big.W) > 1 and f"{spectral_radius(big.W):.2f}" == "0.62"
    tiny = np.random.default_rng(0).normal(0, 0.01, (32, 32))
    assert f"{spectral_radius(tiny):.2f}" == "0.06" and 0.09 < operator_norm(tiny) < 0.11
    radii = [spectral_radius(np.random.default_rng(n).normal(0, 0.01, (32, 32))) for n in range(9)]
    assert min(radii) > 0.05 and max(radii) < 0.08


def test_bars_of_a_fresh_network_fall_by_about_the_radius_a_step(bars):
    bars.preset("±1/√n")
    left, state = bars.state()["log_left"], bars.state()
    assert f"{state['radius']:.2f}" == "0.63" and f"{state['norm']:.2f}" == "1.09"
    shares = 10 ** (left[:-1] - left[1:])  # a bar's of the next one
    assert len(shares) == 40 and f"{shares.mean():.2f}" == "0.64"
    assert f"{10 ** ((left[0] - left[-1]) / 40):.2f}" == "0.64"


def test_promises_of_the_norm_in_steps():
    """Exercise 4: the radius of chapter 02's W would promise one step less."""
    stretch, radius = operator_norm(worked_example().W), spectral_radius(worked_example().W)
    assert stretch**16 < 1e-4 < stretch**15 and radius**15 < 1e-4
    assert 0.9**88 < 1e-4 < 0.9**87
    assert operator_norm(np.diag([0.9, 0.5])) == pytest.approx(0.9)


@pytest.mark.parametrize("seed", range(12))
def test_at_norm_1_runs_still_meet_ever_more_slowly(seed):
    """|tanh(a + d) - tanh(a)| <= 2 tanh(|d| / 2), whatever a is, so d_t <= sqrt(6 H / t)."""
    rng = np.random.default_rng(seed)
    H, t = 1 + seed % 4, np.arange(1, 3001)
    W = np.linalg.qr(rng.normal(size=(H, H)))[0] if seed % 2 else rng.normal(size=(H, H))
    W /= operator_norm(W)
    k = rng.choice([0, 0.3, 3]) * rng.normal(size=(3000, H))
    pair = runs_from(rng.uniform(-1, 1, (2, H)), W, k)[:, 1:]
    assert (np.linalg.norm(pair[1] - pair[0], axis=1) <= np.sqrt(6 * H / t)).all()


def test_at_norm_1_like_one_over_the_root_and_at_a_radius_of_W_of_1_more_slowly_yet():
    t = 10_000
    assert distance_after(np.eye(2), [[1, 1], [-1, -1]], t) == pytest.approx(
        np.sqrt(12 / t), rel=0.01
    )
    W = np.array([[1.0, 5], [0, 1]])
    slow = [distance_after(W, [[1, 1], [-1, -1]], t) for t in (10, 1000, 30_000)]
    assert slow[0] > 2 and slow[1] > 1.4 and 0.5 < slow[2] < 1


def test_above_1_neither_promises_anything():
    W = np.diag([1.01, 0])
    assert f"{operator_norm(W):.2f}" == f"{spectral_radius(np.abs(W)):.2f}" == "1.01"
    assert distance_after(W, [[1, 0], [-1, 0]], 50_000) > 0.3


def test_the_long_run_of_the_strong_network_needs_more_than_a_hundred_words():
    random = init_params(50, 32, rng=np.random.default_rng(9))
    strong = random.replace(W=5 * random.W)
    for seed in range(4):
        words = np.random.default_rng(seed).integers(50, size=2000)
        s = forward_propagation(words, strong).s
        factor = np.exp(sensitivity.lyapunov_exponents(s, strong.W)[0])
        assert f"{factor:.1f}" == "1.2"
    words = np.random.default_rng(10).integers(50, size=100)
    few = sensitivity.lyapunov_exponents(forward_propagation(words, strong).s, strong.W)
    assert f"{np.exp(few[0]):.1f}" == "1.3"


def test_the_factors_of_the_long_run():
    """0.25, 0.87, 0.65: each that of the Jacobian where the run rests."""
    example = worked_example()
    s = forward_propagation(np.ones((300, 1)), example).last_state
    near_A, near_B = np.zeros(2), runs_from(np.array([[1.0, -1]]), MYTH, np.zeros((300, 2)))[0, -1]
    rests = [(s, example.W, "0.25"), (near_A, MYTH, "0.87"), (near_B, MYTH, "0.65")]
    for place, W, factor in rests:
        assert f"{spectral_radius((1 - place**2)[:, None] * W):.2f}" == factor


def test_chaos_grows_from_a_hundred_billionth():
    random = init_params(50, 32, rng=np.random.default_rng(9))
    strong = random.replace(W=5 * random.W)
    words = np.random.default_rng(10).integers(50, size=100)
    s0 = np.full(32, 1e-12)
    d = np.linalg.norm(
        forward_propagation(words, strong, s0=s0).s - forward_propagation(words, strong).s, axis=1
    )
    assert np.linalg.norm(s0) < 1e-11 and d[-1] > 1e10 * d[0] and d[-1] > 0.1


def test_the_derived_function_is_the_packages():
    """The cell tagged defines:influences, run alone."""
    (path,) = [path for path in NOTEBOOKS if path.stem.startswith("09")]
    cells = run_notebooks.read(path).cells
    (cell,) = [c for c in cells if "defines:influences" in tags(c)]
    space = {"np": np}
    exec(cell.source, space)
    rng = np.random.default_rng(0)
    for H in (1, 2, 5):
        s, W = np.tanh(rng.normal(size=(6, H))), rng.normal(size=(H, H))
        np.testing.assert_allclose(space["influences"](s, W), sensitivity.influences(s, W))


# What a trained network forgets


NOUNS = "dog", "cat", "boy", "girl"


def pair_of_runs(net, vocab, one, other):
    """(T + 1,) the distance of the states of two texts, each word read in turn."""
    one, other = (read_beginning(net, vocab.ids(text)).s for text in (one, other))
    return np.linalg.norm(one - other, axis=1)


def test_each_number_lasts_until_its_verb_whatever_the_nouns():
    net, vocab, _ = load_model("four_units")
    first, clause = [], []
    for noun, inner in product(NOUNS, NOUNS):
        for bare in ("see", "chase"):
            many = f"{noun} who {inner}s {bare} sleeps ."
            first.append(pair_of_runs(net, vocab, many, many.replace("sleeps", "sleep").replace(
                noun, f"{noun}s", 1)))  # fmt: skip
            alone = f"{noun} who {inner} {bare}s sleeps ."
            clause.append(pair_of_runs(net, vocab, many, alone))
    first, clause = np.array(first), np.array(clause)  # columns: start noun who noun verb verb .
    assert first[:, 1:5].min() > 0.39 and first[:, 5:].max() < 0.004
    assert clause[:, 3].min() > 1.4 and clause[:, 4].max() < 0.3 and clause[:, 5:].max() < 0.001


def test_after_the_clause_the_verb_asks_the_first_noun_alone():
    net, vocab, _ = load_model("four_units")
    plural = vocab.ids("sleep run see chase")
    for noun, inner in product(NOUNS, NOUNS):
        for clause in (f"who {inner} sees", f"who {inner}s see", f"who {inner}s chase"):
            for subject, share in ((noun, 0), (f"{noun}s", 1)):
                o = read_beginning(net, vocab.ids(f"{subject} {clause}")).o[-1]
                assert o[plural].sum() == pytest.approx(share, abs=0.02)


def test_no_digit_of_the_trained_network_hangs_on_the_last_bit():
    net, vocab, _ = load_model("four_units")
    x = "dog who cats see sleeps ."

    def printed(params):
        return np.concatenate([
            pair_of_runs(params, vocab, x, "dogs who cats see sleep ."),
            pair_of_runs(params, vocab, x, "dog who cat sees sleeps ."),
        ])  # fmt: skip

    assert same_digits(printed, net, digits=3, rng=np.random.default_rng(0))
    plural = vocab.ids("sleep run see chase")

    def shares(params):
        texts = "dog who cat sees", "dog who cats see", "dogs who cat sees", "dogs who cats see"
        return [read_beginning(params, vocab.ids(x)).o[-1][plural].sum() for x in texts]

    assert same_digits(shares, net, digits=3, rng=np.random.default_rng(0))
