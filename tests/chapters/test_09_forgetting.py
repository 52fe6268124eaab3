"""Chapter 09: what its prose claims of forgetting is so."""

from itertools import product

import numpy as np
import pytest
from made import at_start
from networks import runs_from
from steady_digits import same_digits

from rnn_helpers import RNNParams, forward_propagation
from rnn_helpers.dynamics.contraction import operator_norm, spectral_radius
from rnn_helpers.dynamics.cycles import find_cycles
from rnn_helpers.dynamics.memory_curve import memory_curve
from rnn_helpers.dynamics.sensitivity import influences, running_products
from rnn_helpers.explorers import two_runs, which_input
from rnn_helpers.explorers.two_runs import CONTRACTION
from rnn_helpers.explorers.which_input import NETS, ONE, PULSE_AT, TWO
from rnn_helpers.machines.examples import one_unit
from rnn_helpers.training import load_model, read_beginning

MYTH = np.array([[-0.5, -3.5], [0.5, 2.0]])
ZERO = np.array([[4.0, -2.0], [8.0, -4.0]])


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


def test_the_distance_grows_two_and_a_half_times_before_it_shrinks():
    d = [distance_after(MYTH, [[0, 0], [0.2, -0.2]], t) for t in range(100)]
    assert f"{max(d) / d[0]:.1f}" == "2.5" and d.index(max(d)) == 2 and d[-1] < 1e-4


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
    assert start[0] == 1 and x[PULSE_AT] == 1
    for alpha in (0.1, 1.0, 5.0):
        for sign in (1, -1):
            up, down = (
                forward_propagation(way * alpha * x, params, s0=sign * start).s[PULSE_AT]
                for way in (1, -1)
            )
            assert up[0] > down[0]
        s = forward_propagation(alpha * x, params).s[PULSE_AT]
        assert s[0] > 0 and (s[1:] < 0).all()


def test_radius_0_and_yet_apart():
    assert not (ZERO @ ZERO).any() and f"{operator_norm(ZERO):.4f}" == "10.0000"
    assert f"{distance_after(ZERO, [[0, 0], [1, 0.5]], 40):.2f}" == "1.37"
    assert f"{distance_after(ZERO, [[0, 0], [1, 0.5]], 10_000):.2f}" == "1.37"
    attracting = [c for c in find_cycles(ZERO, np.zeros(2)) if c.kind == "attracts"]
    assert len(attracting) == 3


def test_norm_0_95_brings_all_starts_together(runs):
    W = np.reshape(CONTRACTION, (2, 2))
    assert f"{operator_norm(W):.2f}" == "0.95" and f"{spectral_radius(W):.2f}" == "0.69"
    rng = np.random.default_rng(0)
    assert max(distance_after(W, rng.uniform(-1, 1, (2, 2)), 300) for _ in range(50)) < 1e-15
    assert f"{runs.state()['norm']:.2f}" == "0.95" and runs.state()["k1"] == 0


def test_T17_norms_of_factors_say_nothing_about_the_norm_of_the_product():
    rest = np.zeros((40, 2))
    factors = [operator_norm((1 - s**2)[:, None] * MYTH) for s in rest]
    assert {f"{n:.3f}" for n in factors} == {"4.089"}
    assert f"{np.prod(factors):.1e}" == "2.9e+24"
    assert f"{operator_norm(running_products(rest, MYTH)[-1]):.3f}" == "0.025"


def test_the_remembered_pulse_has_the_smaller_bar(bars):
    bars.preset("two units")
    remembered = 10 ** bars.state()["log_left"][PULSE_AT + 1]
    bars.set(alpha=0.1)
    forgotten = 10 ** bars.state()["log_left"][PULSE_AT + 1]
    assert (f"{remembered:.1e}", f"{forgotten:.2f}") == ("1.0e-06", "0.10")
    params, x, _ = NETS[TWO]
    far = forward_propagation(x, params).last_state
    near = forward_propagation(0.1 * x, params).last_state
    assert np.abs(far).min() > 0.8 and np.abs(near).max() < 0.05


def test_the_latch_keeps_the_sign_and_no_nudge():
    rest = 0.957504
    assert f"{1 - rest**2:.4f}" == "0.0832" and f"{2 * (1 - rest**2):.3f}" == "0.166"
    assert f"{0.01 * 2 * (1 - rest**2):.5f}" == "0.00166"
    assert f"{0.01 * (2 * (1 - rest**2)) ** 2:.5f}" == "0.00028"
    x = np.eye(41)[:, [10]]
    ends = [forward_propagation(way * x, one_unit(w=2.0)).s for way in (1, -1)]
    assert f"{ends[0][-1, 0]:.2f}" == "0.96" and f"{ends[1][-1, 0]:.2f}" == "-0.96"
    assert operator_norm(influences(ends[0], [[2.0]]))[11] < 1e-20


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


def test_the_three_matrices_of_norm_1():
    turn = np.array([[0.8, -0.6], [0.6, 0.8]])
    chance = np.random.default_rng(1).normal(size=(2, 2))
    chance /= operator_norm(chance)
    for W, digits in ((np.eye(2), "0.0346"), (turn, "0.0283"), (chance, "0.0000")):
        assert operator_norm(W) == pytest.approx(1)
        ends = [distance_after(W, [[1, 1], [-1, -1]], t) for t in (100, 10_000)]
        assert f"{ends[1]:.4f}" == digits
        assert W is chance or ends[0] / ends[1] == pytest.approx(10, rel=0.02)


def test_above_1_neither_promises_anything():
    W = np.diag([1.01, 0])
    assert f"{operator_norm(W):.2f}" == f"{spectral_radius(np.abs(W)):.2f}" == "1.01"
    assert distance_after(W, [[1, 0], [-1, 0]], 50_000) > 0.3


def test_the_nudge_of_exercise_4():
    rest = 0.858560
    assert np.tanh(1.5 * rest) == pytest.approx(rest, abs=1e-6)
    factor = 1.5 * (1 - rest**2)
    assert f"{factor:.3f}" == "0.394" and factor**10 < 1e-4 < factor**9
    s, nudged = rest, rest - 1e-6
    s, nudged = np.tanh(1.5 * s), np.tanh(1.5 * nudged)
    assert (s - nudged) / 1e-6 == pytest.approx(factor, rel=1e-4)


def test_the_non_normal_matrix():
    """Two eigenvectors, nearly parallel: their difference grows. So does what may stay apart."""
    N = np.array([[-0.3, 2.4], [-0.4, 1.7]])
    p, q = np.array([0.6, 0.3]), np.array([0.6, 0.2])
    np.testing.assert_allclose(N @ p, 0.9 * p, atol=1e-15)
    np.testing.assert_allclose(N @ q, 0.5 * q, atol=1e-15)
    assert np.linalg.norm(N @ (p - q)) / np.linalg.norm(p - q) == pytest.approx(2.94, abs=0.01)
    resting = [c.states[0] for c in find_cycles(N, np.zeros(2)) if c.kind == "attracts"]
    assert len(resting) == 3  # "come to rest elsewhere"


# The memory curve


RADII = 0.5, 0.95, 1.5


def drawn(radius, seed):
    rng = np.random.default_rng(seed)
    W, U = rng.normal(size=(20, 20)), rng.uniform(-0.5, 0.5, (20, 1))
    W *= radius / spectral_radius(W)
    return RNNParams(U=U, W=W, V=np.eye(20)), rng.uniform(-1, 1, (2000, 1))


def curves(radius, *, seeds, spoilt=0.0):
    found = []
    for seed in seeds:
        net, x = drawn(radius, seed)
        net = net.replace(W=net.W * (1 + spoilt * np.random.default_rng(9).normal(size=(20, 20))))
        found.append(memory_curve(forward_propagation(x, net).s, x[:, 0], reach=20))
    return np.array(found)


def above_a_half(mean):
    return int((mean > 0.5).sum()) - 1


def test_at_radius_one_and_a_half_tanh_flattens_and_most_networks_move_by_themselves():
    size, moves = {}, {}
    for radius in RADII[1:]:
        nets = [drawn(radius, seed) for seed in range(5)]
        size[radius] = [np.abs(forward_propagation(x, net).s).mean() for net, x in nets]
        silent = [forward_propagation(0 * x, net, s0=[0.5] * 20).s for net, x in nets]
        moves[radius] = sum(s[-200:].std(axis=0).mean() > 0.1 for s in silent)
    assert min(size[1.5]) > 0.4 > 0.25 > max(size[0.95])
    assert moves == {0.95: 0, 1.5: 4}


def test_which_radius_reads_how_far():
    """As printed, whatever the last digits of a processor are; and so for other seeds."""
    for radius, reach in zip(RADII, (6, 9, 3), strict=True):
        for spoilt in (0, 1e-13, 1e-9):
            mean = curves(radius, seeds=range(5), spoilt=spoilt).mean(axis=0)
            assert above_a_half(mean) == reach and (np.abs(mean - 0.5) > 0.015).all()
    far = [curves(radius, seeds=range(10, 20)) for radius in RADII]
    small, middle, large = (curve.mean(axis=0) for curve in far)
    assert (small[:6] >= middle[:6]).all() and (middle[7:12] > small[7:12]).all()
    assert (middle[:12] > large[:12]).all() and small[10] < 0.05
    assert all((far[1][i, 10], far[1][i, 10]) > (far[0][i, 10], far[2][i, 10]) for i in range(10))


def test_at_radius_1_5_the_network_moves_by_itself():
    for seed in range(10):
        net, _ = drawn(1.5, seed)
        s = forward_propagation(np.zeros((1500, 1)), net, s0=np.full(20, 0.1)).s
        assert np.sqrt((s[1000:] ** 2).mean()) > 0.3
        net, _ = drawn(0.95, seed)
        assert (
            np.abs(forward_propagation(np.zeros((1500, 1)), net, s0=np.full(20, 0.1)).s[-1]).max()
            < 0.01
        )


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


@pytest.mark.parametrize(("verbs", "most"), [
    (("sleep", "sleeps"), 0.01), (("chase", "chases"), 0.01),
    (("run", "runs"), 0.5), (("see", "sees"), 0.5),
])  # fmt: skip
def test_with_its_verb_most_of_a_number_goes_not_always_all(verbs, most):
    net, vocab, _ = load_model("four_units")
    for noun, inner in product(NOUNS, NOUNS):
        for clause in (f"who {inner}s see", f"who {inner} sees", f"who {inner} chases"):
            texts = (f"{noun}s {clause} {verbs[0]}", f"{noun} {clause} {verbs[1]}")
            *_, before, after = pair_of_runs(net, vocab, *texts)
            assert after < most * before
    x = "dogs who cats see run ."  # as the chapter has it tried
    left = pair_of_runs(net, vocab, x, "dog who cats see runs .")
    assert 0.1 < left[5] < left[6] < 0.5 < left[4]


def test_after_the_clause_the_verb_asks_the_first_noun_alone():
    net, vocab, _ = load_model("four_units")
    plural = vocab.ids("sleep run see chase")
    for noun, inner in product(NOUNS, NOUNS):
        for clause in (f"who {inner} sees", f"who {inner}s see", f"who {inner}s chase"):
            for subject, share in ((noun, 0), (f"{noun}s", 1)):
                o = read_beginning(net, vocab.ids(f"{subject} {clause}")).o[-1]
                assert o[plural].sum() == pytest.approx(share, abs=0.02)


def test_nudges_speak_for_the_clause_and_the_words_for_the_first_noun():
    net, vocab, _ = load_model("four_units")
    assert f"{operator_norm(net.W):.2f}" == "8.60" and f"{spectral_radius(net.W):.2f}" == "6.39"
    for noun, inner, verb in product(NOUNS, NOUNS, ("see", "chase")):
        text, other, inside = (
            f"{noun}s who {inner}s {verb}",
            f"{noun} who {inner}s {verb}",
            f"{noun}s who {inner} {verb}s",
        )
        s = read_beginning(net, vocab.ids(text)).s[1:]
        _, first, _, clause, _ = operator_norm(influences(s, net.W))
        assert first < 0.01 and clause > 0.2
        assert pair_of_runs(net, vocab, text, other)[-1] > 1
        assert pair_of_runs(net, vocab, text, inside)[-1] < 0.1


def test_no_digit_of_the_trained_network_hangs_on_the_last_bit():
    net, vocab, _ = load_model("four_units")
    x = "dogs who cats see sleep ."

    def printed(params):
        return np.concatenate([
            pair_of_runs(params, vocab, x, "dog who cats see sleeps .")[[4, 5]],
            pair_of_runs(params, vocab, x, "dogs who cat sees sleep .")[[4]],
            operator_norm(influences(
                read_beginning(params, vocab.ids("dogs who cats see")).s[1:], params.W
            ))[[1, 3]],
        ])  # fmt: skip

    assert same_digits(printed, net, digits=3, rng=np.random.default_rng(0))

    def sizes(params):
        return [operator_norm(params.W), spectral_radius(params.W)]

    assert same_digits(sizes, net, digits=2, rng=np.random.default_rng(0))
