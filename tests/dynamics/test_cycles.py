"""Fixed points and cycles: against closed forms, against long runs, against the curriculum."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rnn_helpers.dynamics.cycles import advance, find_cycles, jacobian, scattered, steps
from rnn_helpers.dynamics.landscape import CELLS, GRID, landscape
from rnn_helpers.dynamics.nullclines import nullclines
from rnn_helpers.dynamics.one_unit import fixed_points
from rnn_helpers.dynamics.trajectories import knob_weights

HIGH, EDGE = (fixed_points(w, 0)["attracts"][1] for w in (2, 1.5))  # s = tanh(w s)
NONE = np.zeros(2)
SHEARED = 1.5 * np.array([[0.0, -1], [1, -1]])
MYTH = np.array([[-0.5, -3.5], [0.5, 2]])


def rotation(degrees):
    angle = np.radians(degrees)
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def states(cycles, *kinds):
    """All states of the cycles of some kinds, sorted: (n, H)."""
    found = [cycle.states for cycle in cycles if cycle.kind in kinds]
    return np.array(sorted(np.concatenate(found).round(9).tolist())) + 0.0


def periods(cycles, kind="attracts"):
    return sorted(cycle.period for cycle in cycles if cycle.kind == kind)


# One step


def test_a_step_is_the_networks_step():
    rng = np.random.default_rng(0)
    W, k, s = rng.normal(size=(3, 3)), rng.normal(size=3), rng.uniform(-1, 1, (5, 4, 3))
    for i, j in product(range(5), range(4)):
        np.testing.assert_allclose(advance(s, W, k)[i, j], np.tanh(W @ s[i, j] + k), atol=1e-15)


@pytest.mark.parametrize("p", [1, 2, 5])
def test_the_jacobian_is_the_derivative(p):
    rng = np.random.default_rng(1)
    W, k, s = rng.normal(size=(3, 3)), rng.normal(size=3), rng.uniform(-1, 1, (6, 3))
    _, J = steps(s, W, k, p)
    for j, nudge in enumerate(1e-6 * np.eye(3)):
        column = (steps(s + nudge, W, k, p)[0] - steps(s - nudge, W, k, p)[0]) / 2e-6
        np.testing.assert_allclose(J[:, :, j], column, atol=1e-8)


def test_the_jacobian_takes_the_state_that_a_step_leads_to():
    W, s = np.array([[2.0, 1], [0, 3]]), np.array([0.5, -1])
    np.testing.assert_allclose(jacobian(s, W), [[1.5, 0.75], [0, 0]])


# Closed forms


@pytest.mark.parametrize("w", [-3, -1.2, -0.9, 0, 0.5, 0.99, 1.1, 2, 3])
@pytest.mark.parametrize("k", [0, 0.1, -0.4, 1.5])
def test_one_unit(w, k):
    expected = fixed_points(w, k)
    cycles = find_cycles([[w]], [k], longest=3)
    for kind in ("attracts", "repels"):
        np.testing.assert_allclose(
            states([c for c in cycles if c.period == 1], kind)[:, 0] if expected[kind].size else [],
            expected[kind], atol=1e-8,
        )  # fmt: skip
    turns = [c.states[:, 0] for c in cycles if c.period > 1]
    assert len(turns) == (len(expected["in turns"]) > 0)
    for pair in turns:
        np.testing.assert_allclose(sorted(pair), expected["in turns"], atol=1e-8)


@pytest.mark.parametrize("w", [(0.5, 0.5), (2, 0.5), (2, 2), (3, -0.5), (1.5, 2.5)])
def test_diagonal_weights_are_units_side_by_side(w):
    one, other = (fixed_points(number, 0.1) for number in w)
    land = landscape(np.diag(w), [0.1, 0.1])
    attracts = sorted(product(one["attracts"], other["attracts"]))
    np.testing.assert_allclose(states(land.cycles, "attracts"), attracts, atol=1e-8)
    every = [np.concatenate([places["attracts"], places["repels"]]) for places in (one, other)]
    np.testing.assert_allclose(
        states(land.cycles, "attracts", "repels", "saddle"), sorted(product(*every)), atol=1e-8
    )


def test_a_hundred_units_side_by_side():
    W = np.diag([2.0, *np.linspace(-0.6, 0.6, 99)])
    cycles = find_cycles(W, np.zeros(100), longest=2)
    assert periods(cycles) == [1, 1]
    assert periods(cycles, "saddle") == [1]
    for cycle in cycles:
        assert abs(cycle.states[0, 0]) == pytest.approx(HIGH * (cycle.kind == "attracts"))
        np.testing.assert_allclose(cycle.states[0, 1:], 0, atol=1e-9)


def test_two_pairs_of_units_side_by_side():
    """A 4-cycle beside two fixed points: two 4-cycles of four units."""
    W = np.zeros((4, 4))
    W[:2, :2], W[2:, 2:] = 1.5 * rotation(90).round(12), np.diag([2, 0.5])
    assert periods(find_cycles(W, np.zeros(4))) == [4, 4]


# The curriculum and the traps


@pytest.mark.parametrize(
    ("W", "count"), [(0.5 * np.eye(2), 1), (np.diag([2, 0.5]), 2), (2 * np.eye(2), 4)]
)
def test_one_two_and_four_attractors(W, count):
    land = landscape(W, NONE)
    assert land.attractors == count == len(land.attracting)


def test_starts_on_the_axes_land_on_saddles():
    """A naive finder takes the ends of runs from a grid with 0 in it: 3 and 9, not 2 and 4."""
    grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, 11)] * 2), axis=-1).reshape(-1, 2)
    for W, naive in ((np.diag([2, 0.5]), 3), (2 * np.eye(2), 9)):
        s = grid
        for _ in range(500):
            s = advance(s, W, NONE)
        assert len(np.unique(s.round(6) + 0.0, axis=0)) == naive


@pytest.mark.parametrize(("turn", "period", "count"), [(90, 4, 1), (180, 2, 2), (0, 1, 4)])
def test_rotations_by_quarters(turn, period, count):
    land = landscape(1.5 * rotation(turn).round(12), NONE)
    assert [cycle.period for cycle in land.attracting] == [period] * count
    np.testing.assert_allclose(
        states(land.attracting, "attracts"), sorted(product([-EDGE, EDGE], repeat=2)), atol=1e-8
    )


def test_a_rotation_by_120_degrees_never_repeats():
    land = landscape(1.5 * rotation(120), NONE)
    assert land.attracting == [] and len(land.wanderers) == 1
    s = land.wanderers[0][-1]
    later = [advance(s, 1.5 * rotation(120), NONE)]
    for _ in range(5000):
        later.append(advance(later[-1], 1.5 * rotation(120), NONE))
    assert np.abs(np.array(later) - s).max(axis=1).min() > 1e-4  # no repeat in 5000 steps


@pytest.mark.parametrize(("turn", "gain"), [(120, 1.02), (120, 1.06), (40, 1.04), (60, 2.5)])
def test_a_ring_that_is_gone_round_slowly_is_one_attractor(turn, gain):
    """Runs of hundreds of steps stand on different parts of it."""
    W = gain * rotation(turn)
    land = landscape(W, NONE)
    assert land.attracting == [] and len(land.wanderers) == 1
    assert gaps(run_from_everywhere(W, NONE), land.wanderers).max() < 0.1


@pytest.mark.parametrize(("turn", "gain"), [(45, 1.02), (45, 1.1), (45, 1.2), (135, 1.15)])
def test_a_cycle_that_is_neared_slowly_is_the_only_attractor(turn, gain):
    land = landscape(gain * rotation(turn), NONE)
    assert [cycle.period for cycle in land.attracting] == [8]
    assert land.attracting[0].kind == "attracts" and land.wanderers == []


@pytest.mark.parametrize(
    ("W", "k", "periods"),
    [
        (knob_weights(2.35, 69), NONE, [32]),
        (knob_weights(2.35, -69), NONE, [32]),
        (knob_weights(2.15, 46), (0.65, 0), [17]),
        (knob_weights(1.9, -147, 2.1, -1.6), NONE, [32, 32]),  # a cycle and its mirror image
        (knob_weights(2.45, 63, 2.05), NONE, [59, 59]),
    ],
)
def test_long_cycles_are_told_from_what_never_repeats(W, k, periods):
    land = landscape(W, k)
    assert [cycle.period for cycle in land.attracting] == periods and land.wanderers == []
    assert {cycle.kind for cycle in land.attracting} == {"attracts"}


@pytest.mark.parametrize(
    ("W", "k", "periods"),
    [
        (knob_weights(1.95, 153, 2.9, 0.65), (-0.65, 0), [34]),  # long on the way
        (knob_weights(1.35, -155, 2.85, -2), (0.55, 0), [4]),
        ([[-0.04026639, 0.76802373], [0.41964855, 0.69059081]], NONE, [1, 1]),
        ([[0.30727027, 0.23132435], [0.22612967, 0.92449409]], NONE, [1, 1]),
        (knob_weights(1.0, 0, 1.0, 0.05), NONE, [1]),  # borderline, neared ever more slowly
    ],
)
def test_what_takes_long_is_not_another_attractor(W, k, periods):
    land = landscape(W, k)
    assert [cycle.period for cycle in land.attracting] == periods and land.wanderers == []


def test_a_borderline_place_from_which_states_move_away_does_not_attract():
    land = landscape(np.diag([1.1025, 1.0]), NONE)
    assert all(abs(cycle.states[0, 0]) > 0.4 for cycle in land.attracting)
    at_0 = [cycle.kind for cycle in land.others if np.abs(cycle.states).max() < 1e-4]
    assert at_0 == ["borderline"]


@pytest.mark.parametrize("shear", [0.0, 1.0])
def test_two_borderline_places_each_have_their_half(shear):
    land = landscape(knob_weights(1.3, 0, 1.3, shear), NONE)  # g / q is 1
    assert [cycle.kind for cycle in land.attracting] == ["borderline"] * 2
    assert np.abs(np.bincount(land.basins.ravel()) - CELLS**2 / 2).max() < 20


def test_attractors_keep_their_places_in_the_list():
    before = landscape(2 * rotation(-8), NONE).attracting
    assert len(before) == 4
    for turn in range(-7, 9):
        after = landscape(2 * rotation(turn), NONE).attracting
        for one, other in zip(before, after, strict=True):
            assert np.hypot(*(one.states[0] - other.states[0])) < 0.3
        before = after


def test_a_ring_beside_a_resting_place_is_an_attractor_of_its_own():
    land = landscape([[2.08, -0.63], [1.15, 1.77]], [1.04, 0.46])
    assert [cycle.period for cycle in land.attracting] == [1] and len(land.wanderers) == 1
    assert set(np.unique(land.basins)) == {0, 1}


def test_the_three_cycle_and_its_mirror_image():
    found = [c for c in find_cycles(SHEARED, NONE) if c.kind == "attracts"]
    assert [cycle.period for cycle in found] == [3, 3]
    one = [[-EDGE, -EDGE], [EDGE, 0], [0, EDGE]]
    for mirror in (1, -1):
        expected = mirror * np.array(one)
        assert any(
            np.allclose(np.roll(cycle.states, i, axis=0), expected, atol=1e-9)
            for cycle in found
            for i in range(3)
        )


def test_the_six_cycle():
    found = find_cycles(1.5 * np.array([[0, -1], [1, 1]]), NONE, longest=6)
    assert periods(found) == [6]


def test_radius_below_one_does_not_mean_one_attractor():
    """Trap T16."""
    assert np.abs(np.linalg.eigvals(MYTH)).max() == pytest.approx(0.866, abs=5e-4)
    assert np.linalg.norm(MYTH, 2) == pytest.approx(4.089, abs=5e-4)
    place = [0.98202408, -0.81212356]
    np.testing.assert_allclose(
        states(find_cycles(MYTH, NONE), "attracts"), [np.negative(place), [0, 0], place], atol=1e-8
    )


# Fixed points that repel have small basins for Newton's method


@pytest.mark.parametrize("H", [1, 2, 3, 4])
@pytest.mark.parametrize("gain", [2, 5, 8, 50, 1e4])
def test_each_of_some_units_side_by_side_rests_at_one_of_three_places(H, gain):
    found = find_cycles(gain * np.eye(H), np.zeros(H), longest=1)
    rest = fixed_points(gain, 0)["attracts"][1].round(9)
    places = sorted(product([-rest, 0, rest], repeat=H))
    np.testing.assert_allclose(states(found, "attracts", "saddle", "repels"), places, atol=1e-8)
    assert sum(cycle.kind == "attracts" for cycle in found) == 2**H


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("gain", [0.9, 1.5, 3])
def test_a_hundred_units_at_rest_at_the_origin(seed, gain):
    W = gain * np.random.default_rng(seed).normal(size=(100, 100)) / 10
    found = find_cycles(W, np.zeros(100), longest=1)
    at_0 = [cycle for cycle in found if np.abs(cycle.states).max() < 1e-12]
    assert len(at_0) == 1
    np.testing.assert_allclose(at_0[0].spectral_radius, np.abs(np.linalg.eigvals(W)).max())


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("H", "gain"), [(1, 30), (2, 30), (5, 10), (30, 2), (100, 1.5), (100, 4)])
def test_there_always_is_a_fixed_point(H, gain, seed):
    """Brouwer: the map takes the cube into itself."""
    rng = np.random.default_rng(seed)
    W, k = gain * rng.normal(size=(H, H)) / np.sqrt(H), rng.normal(size=H) / 3
    found = find_cycles(W, k, longest=1)
    assert found
    for cycle in found:
        np.testing.assert_allclose(advance(cycle.states[0], W, k), cycle.states[0], atol=1e-9)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("H", "gain"), [(2, 5), (2, 15), (3, 5), (4, 4)])
def test_no_other_start_finds_more(H, gain, seed):
    rng = np.random.default_rng(seed)
    W, k = gain * rng.normal(size=(H, H)), rng.normal(size=H) * rng.choice([0, 0.3])
    many = find_cycles(W, k, longest=1, starts=scattered(H, 3000))
    assert len(find_cycles(W, k, longest=1)) == len(many)


@pytest.mark.parametrize("seed", range(4))
def test_at_k_0_each_cycle_has_its_mirror_image(seed):
    W = np.random.default_rng(seed).normal(size=(3, 3)) * 2
    found = find_cycles(W, np.zeros(3), longest=3)
    for cycle in found:
        away = [np.abs(other.states + cycle.states[0]).max(axis=1).min() for other in found]
        assert min(away) < 1e-7


# Kinds and borderlines


def test_kinds_say_what_becomes_of_states_nearby():
    rng = np.random.default_rng(3)
    for W in rng.uniform(-3, 3, (12, 2, 2)):
        k = rng.uniform(-0.5, 0.5, 2)
        for cycle in find_cycles(W, k):
            s, p = cycle.states[0], cycle.period
            np.testing.assert_allclose(steps(s, W, k, p)[0], s, atol=1e-7)
            columns = [
                (steps(s + nudge, W, k, p)[0] - steps(s - nudge, W, k, p)[0]) / 2e-6
                for nudge in 1e-6 * np.eye(2)
            ]
            sizes = np.abs(np.linalg.eigvals(np.transpose(columns)))
            if np.abs(sizes - 1).min() > 1e-3:
                told = {(True, True): "attracts", (False, False): "repels"}
                assert cycle.kind == told.get(tuple(sizes < 1), "saddle")


@pytest.mark.parametrize("W", [np.eye(2), rotation(90), rotation(31), -np.eye(2)])
def test_where_an_eigenvalue_is_one_there_is_one_borderline_place(W):
    land = landscape(W, NONE)
    assert [cycle.kind for cycle in land.attracting] == ["borderline"]
    np.testing.assert_allclose(land.attracting[0].states, [[0, 0]], atol=1e-4)
    assert (land.basins == 0).all()


@pytest.mark.parametrize("gain", [0.999, 1.001])
def test_slow_landscapes_are_not_mistaken(gain):
    still = landscape(gain * np.eye(2), NONE)
    turning = landscape(gain * rotation(31), NONE)
    assert still.attractors == (1 if gain < 1 else 4)
    assert turning.attractors == 1
    assert len(turning.attracting) == (gain < 1)


def test_a_cycle_stands_once_and_begins_with_its_largest_entry():
    (cycle,) = [c for c in find_cycles(1.5 * rotation(90), NONE) if c.kind == "attracts"]
    assert cycle.states[0, 0] == cycle.states[:, 0].max()
    np.testing.assert_allclose(advance(cycle.states, 1.5 * rotation(90), NONE),
                               np.roll(cycle.states, -1, axis=0), atol=1e-12)  # fmt: skip


# Long runs as judges

numbers = st.floats(-3, 3, width=32)
matrices = arrays(np.float64, (2, 2), elements=numbers)
drives = arrays(np.float64, 2, elements=st.floats(-1.5, 1.5, width=32))


def run_from_everywhere(W, k, *, count=500, length=3000):
    W, s = np.asarray(W), np.random.default_rng(7).uniform(-1, 1, (count, 2))
    for _ in range(length):  # not by `advance`, which looks at all it is given
        s = np.tanh(s @ W.T + k)
    return s


def gaps(s, found):
    """How far each state is from the nearest of the states found."""
    return np.min(
        [np.hypot(*(s[:, None] - v).transpose(2, 0, 1)).min(axis=1) for v in found], axis=0
    )


@settings(max_examples=40)
@given(matrices, drives)
@example(1.5 * rotation(120), NONE)
@example(np.array([[-3.98502443, -2.65426584], [2.38157226, -3.85255262]]), NONE)
@example(SHEARED, NONE)
def test_every_attractor_of_long_runs_is_reported(W, k):
    land = landscape(W, k)
    found = [cycle.states for cycle in land.attracting] + land.wanderers
    assert found
    s = run_from_everywhere(W, k)
    nearest = gaps(s, found)
    for _ in range(300):  # a wanderer has many states: wait until the runs come by
        s = advance(s, W, k)
        nearest = np.minimum(nearest, gaps(s, found))
        if nearest.max() < 0.05:
            break
    slow = any(abs(c.eigenvalues[0]) > 0.99 for c in land.cycles if c.kind != "repels")
    assert np.mean(nearest > 0.05) <= (0.02 if slow else 0)
    if not land.wanderers and not slow:
        assert np.median(nearest) < 1e-6


@settings(max_examples=60)
@given(matrices, drives)
@example(np.array([[1.4271671, 2.1858515], [-0.3715422, 0.958743]]), NONE)  # a 10-cycle
def test_nothing_reported_as_attracting_repels(W, k):
    for cycle in landscape(W, k).attracting:
        size = abs(cycle.eigenvalues[0])
        if cycle.kind == "borderline" or size > 0.999:
            continue
        s = cycle.states[0] + 1e-6 * np.array([[1, 0.3], [-0.4, 1], [-1, -1]])
        count = int(np.ceil(np.log(1e-3) / np.log(max(size, 1e-9)))) + 20
        for _ in range(cycle.period * count):
            s = advance(s, W, k)
        assert np.abs(s - cycle.states[0]).max() < 1e-7


@settings(max_examples=15)
@given(matrices, drives)
@example(np.diag([1.0, 0]), NONE)
def test_basins_are_where_cells_are_led(W, k):
    land = landscape(W, k)
    assert land.basins.shape == (CELLS, CELLS)
    assert land.basins.max() < land.attractors
    found = [cycle.states for cycle in land.attracting] + land.wanderers
    s = GRID
    for _ in range(1500):
        s = np.tanh(s @ W.T + k)
    told = land.basins.ravel()
    is_slow = any(abs(cycle.eigenvalues[0]) > 0.99 for cycle in land.attracting)
    wrong = 0
    for i, visited in enumerate(found):
        away = gaps(s[told == i], [visited]) if (told == i).any() else np.zeros(0)
        wrong += (away > (0.3 if is_slow or len(visited) > 64 else 0.02)).sum()
    assert wrong <= 0.01 * len(s)


@settings(max_examples=40)
@given(matrices, drives)
def test_resting_places_lie_on_both_nullclines(W, k):
    branches = nullclines(W, k)
    for cycle in landscape(W, k).cycles:
        if cycle.period == 1:
            for unit in branches:
                assert gaps(cycle.states, unit).max() < 0.1


@settings(max_examples=40)
@given(matrices, drives)
def test_on_a_nullcline_its_unit_stays(W, k):
    for unit, branches in enumerate(nullclines(W, k)):
        for branch in branches:
            inside = np.abs(branch[:, 1 - unit]) < 1
            moved = advance(branch, W, k)[:, unit] - branch[:, unit]
            assert np.abs(moved[inside]).max(initial=0) < 1e-6


def test_more_starts_find_no_more_resting_places():
    """`landscape` takes crossings of the nullclines: as many as 3000 starts find."""
    rng = np.random.default_rng(11)
    for _ in range(12):
        W, k = rng.uniform(-4, 4, (2, 2)), rng.uniform(-0.5, 0.5, 2)
        live = [c for c in landscape(W, k).cycles if c.period == 1]
        slow = find_cycles(W, k, longest=1, starts=scattered(2, 3000))
        assert len(live) == len(slow)


# Slips


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: find_cycles([[1, 2]], [0]), "W expects as many rows as columns"),
        (lambda: find_cycles(np.eye(2), [0, 0, 0]), r"k expects shape \(2,\), got \(3,\); W has 2"),
        (lambda: find_cycles(np.eye(2), [0, np.nan]), "k expects finite"),
        (lambda: find_cycles(np.eye(2), NONE, longest=0), "longest expects a whole number"),
        (lambda: find_cycles(np.eye(2), NONE, starts=[[0]]), r"starts expects shape \(N, 2\)"),
        (lambda: landscape(np.eye(3), np.zeros(3)), r"W expects shape \(2, 2\)"),
    ],
)
def test_slips_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
