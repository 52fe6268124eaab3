"""The parts of the search for cycles, for closed curves and for basins, each by itself."""

import numpy as np
import pytest

from rnn_helpers.dynamics.cycles import (
    Cycle,
    _distances,
    _not_on,
    all_cycles,
    cycles_near,
    find_cycles,
    steps,
)
from rnn_helpers.dynamics.landscape import CELLS, GRID, _angle, _slowly_led, landscape
from rnn_helpers.dynamics.long_runs import (
    _groups,
    _is_near,
    _is_ring,
    _may_attract,
    _on_its_way,
    _winds,
    come_to,
)
from rnn_helpers.dynamics.newton import arrivals, as_near_as_can_be, distinct, newton_move
from rnn_helpers.dynamics.trajectories import knob_weights

NONE, REST = np.zeros(2), 0.957504  # where s = tanh(2 s)


def cycle(states, *values):
    return Cycle(np.array(states, float), np.array(values, complex))


def around(degrees, radius=1.0, middle=(0, 0), count=360):
    """States (count, 2) on a circle, a turn apart."""
    angle = np.radians(degrees * np.arange(count))
    return radius * np.column_stack([np.cos(angle), np.sin(angle)]) + middle


# Cycles


@pytest.mark.parametrize(
    ("values", "kind", "radius"),
    [
        ((0.9, -0.5), "attracts", 0.9),
        ((1 - 2e-6, 0), "attracts", 1 - 2e-6),
        ((1 - 0.5e-6, 0), "borderline", 1 - 0.5e-6),
        ((1.5, -1), "borderline", 1.5),
        ((0.6 + 0.8j, 0.6 - 0.8j), "borderline", 1),
        ((2, 1 + 2e-6), "repels", 2),
        ((-2, 1 - 2e-6), "saddle", 2),
        ((1 + 1j, 1 - 1j), "repels", np.sqrt(2)),
    ],
)
def test_the_eigenvalues_tell_the_kind(values, kind, radius):
    found = cycle([(0, 0)], *values)
    assert found.kind == kind and found.period == 1
    assert type(found.spectral_radius) is float
    assert found.spectral_radius == pytest.approx(radius, abs=1e-12)


def test_states_that_differ_by_digits():
    s = np.array([[0.5, 0], [0.50001, 0], [0.5, 0.001], [0.5, 0]])
    assert sorted(distinct(s)) == [0, 2] and distinct(s, digits=1).tolist() == [0]
    assert sorted(distinct(s, digits=6)) == [0, 1, 2]


def test_distances_are_taken_unit_by_unit():
    s, states = np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 4.0], [2.0, 5.0]])
    assert _distances(s, states).tolist() == [4, 0]


@pytest.mark.parametrize(("value", "near", "far"), [(0.5, 5e-9, 2e-8), (1.0, 9e-4, 1.1e-3)])
def test_a_state_on_a_known_cycle_is_left_out(value, near, far):
    known = [cycle([(0.5, 0), (-0.5, 0)], value, 0)]
    s = np.array([[0.5 + near, 0], [-0.5, -near], [0.5, far], [-0.5 - far, 0], [0, 0]])
    np.testing.assert_array_equal(_not_on(known, s), s[2:])
    assert _not_on([], s) is s


@pytest.mark.parametrize("k", [0.0, 0.1])
def test_mirror_images_are_added_where_nothing_is_pushed(k):
    W, k = np.array([[2.0]]), np.array([k])
    found = cycles_near(np.array([[0.9], [0.91]]), W, k, 1, known=[])
    assert len(found) == (1 if k else 2)
    assert cycles_near(np.array([[0.9]]), W, k, 1, known=found) == []


def test_a_place_at_rest_is_no_cycle_of_two():
    W, k, starts = np.array([[-2.0]]), np.zeros(1), np.array([[0.9], [0.1], [0.0]])
    (pair,) = cycles_near(starts, W, k, 2, known=[])
    np.testing.assert_allclose(pair.states, [[REST], [-REST]], atol=1e-6)
    np.testing.assert_allclose(pair.eigenvalues, [(2 * (1 - REST**2)) ** 2], atol=1e-5)
    assert [found.period for found in all_cycles(starts, W, k, 1)] == [1]
    assert [found.period for found in all_cycles(starts, W, k, 4)] == [1, 2]


def test_between_cycles_that_attract_are_saddles():
    found = find_cycles(-2 * np.eye(2), 0, longest=2, starts=[[0.9, 0.9], [0.9, -0.9]])
    saddles = [c.states for c in found if c.period == 2 and c.kind == "saddle"]
    np.testing.assert_allclose(sorted(s.round(5).tolist() for s in saddles),
                               [[[0, -REST], [0, REST]], [[REST, 0], [-REST, 0]]],
                               atol=1e-5)  # fmt: skip


def test_cycles_of_up_to_four_steps_are_sought():
    W = 1.5 * np.array([[0.0, -1], [1, -1]])
    for longest, most in (({}, 4), ({"longest": 2}, 2), ({"longest": 6}, 6)):
        found = find_cycles(W, NONE, **longest)
        assert max(c.period for c in found) <= most
        assert any(c.period == 3 for c in found) == (most > 2)
        assert [c.period for c in found] == sorted(c.period for c in found)
    ring = 2 * np.roll(np.eye(5), 1, axis=0)  # each unit hands on what it says
    for more, has_5 in (({}, False), ({"longest": 5}, True)):
        assert (5 in [c.period for c in find_cycles(ring, 0, **more)]) == has_5
    assert any(c.period == 4 for c in find_cycles(1.5 * knob_weights(1, 90), NONE))


def test_a_cycle_is_found_that_only_long_runs_come_near():
    W = 1.5 * np.array([[0.0, -1], [1, -1]])
    found = find_cycles(W, NONE, longest=3, starts=[[0.05, 0.02]])
    assert [c.period for c in found if c.kind == "attracts"] == [3, 3]
    for states in (c.states for c in found):  # in the order of visiting
        np.testing.assert_allclose(np.tanh(states @ W.T), np.roll(states, -1, axis=0), atol=1e-9)
        assert states[0, 0] == pytest.approx(states[:, 0].max())


def test_the_eigenvalues_stand_in_order_of_size():
    W = np.diag([0.3, -0.9, 0.5])
    (rest,) = find_cycles(W, np.zeros(3))
    np.testing.assert_allclose(rest.eigenvalues, [-0.9, 0.5, 0.3])
    assert rest.eigenvalues.dtype == complex


def test_a_move_ofarrivals():
    W, k, s = np.array([[1.2, -0.4], [0.3, 0.9]]), np.array([0.1, -0.2]), np.array([[0.3, 0.1]])
    end, J = steps(s, W, k, 2)
    move, gap = newton_move(s, W, k, 2)
    np.testing.assert_allclose(gap, end - s)
    np.testing.assert_allclose(move[0], np.linalg.solve(np.eye(2) - J[0], gap[0]), rtol=1e-14)
    move, gap = newton_move(np.zeros((1, 2)), np.eye(2), np.array([1e-13, 0]), 1)
    np.testing.assert_allclose(gap, [[1e-13, 0]])
    np.testing.assert_allclose(move, [[0.1, 0]])  # I - J is 0, and is taken for 1e-12 I


def test_newton_leads_to_places_each_once_and_gives_up_what_goes_far():
    W, k = np.array([[2.0]]), np.zeros(1)
    found = arrivals(np.array([[0.9], [1.1], [0.1], [-0.99]]), W, k, 1)
    np.testing.assert_allclose(np.sort(found[:, 0]), [-REST, 0, REST], atol=1e-6)
    assert arrivals(np.empty((0, 1)), W, k, 1).shape == (0, 1)
    turn = np.arctanh(np.sqrt(0.5)) / 2  # the slope of 2 tanh is 1: a move goes anywhere
    assert arrivals(np.array([[turn + 1e-9]]), W, k, 1).shape == (0, 1)


def test_a_place_is_told_as_exactly_as_rounding_lets_it():
    W, k = np.array([[2.0]]), np.zeros(1)
    near = np.array([[REST + 1e-6], [1e-9]])
    (one, other) = as_near_as_can_be(near, W, k, 1)[:, 0]
    assert np.tanh(2 * one) == pytest.approx(one, abs=2e-16) and other == pytest.approx(
        0, abs=1e-20
    )
    assert as_near_as_can_be(np.empty((0, 1)), W, k, 1).shape == (0, 1)
    ghost, k = np.array([[-np.sqrt(0.5)]]), np.array([0.532839975353 + 1e-6])
    assert as_near_as_can_be(ghost, W, k, 1).shape == (0, 1)  # two just met there, and vanished
    both = np.vstack([[[0.987]], ghost])
    (one,) = as_near_as_can_be(both, W, k, 1)[:, 0]
    assert np.tanh(2 * one + k[0]) == pytest.approx(one, abs=2e-16)


# Closed curves


def test_a_run_is_near_where_its_last_sixteen_states_are():
    run = np.vstack([np.ones((20, 2)), np.zeros((16, 2))])
    assert _is_near(run, np.array([[0.049, 0], [5, 5]]))
    assert not _is_near(run, np.array([[0.051, 0]]))
    assert not _is_near(run[:-1], np.array([[0.0, 0]]))
    assert _is_near(run[:-1], np.array([[0.0, 0], [1.0, 0.3]]))


def test_a_run_winds_that_leaves_no_half_plane_out():
    runs = np.stack([around(40), around(40) * [1, 0.2], np.abs(around(40)), 3 + around(40)], axis=1)
    assert _winds(runs, NONE).tolist() == [True, True, False, False]
    assert _winds(runs, np.array([3, 3])).tolist() == [False, False, False, True]
    two = np.array([[[1.0, 0.1]], [[-1.0, 0.1]]])
    assert _winds(two, NONE).tolist() == [False]


@pytest.mark.parametrize(
    ("states", "ring"),
    [
        (around(1), True),
        (around(1) * [1, 0.6], True),
        (np.vstack([around(10), around(10, radius=1.2) + 1e-9]), False),
        (np.vstack([around(10), around(10, radius=1.04)]), True),
        (-around(1) * np.linspace(1, 1.3, 360)[:, None], False),  # its ends do not meet
        (around(40, count=9), True),  # gaps are wide, and the radius may change as much
        (np.vstack([around(40, count=9), 3 * around(40, count=9)]), False),
        (np.vstack([around(1, count=180), around(1, radius=0.8, count=360)[180:]]), False),
    ],
)
def test_a_ring_is_one_closed_curve(states, ring):
    assert _is_ring(states, NONE) is ring
    assert _is_ring(states + np.array([2, 1]), np.array([2, 1])) is ring
    assert _is_ring(states, None) is False


def test_runs_on_one_ring_are_a_group_and_others_go_by_where_they_end():
    middle = cycle([(0.1, 0)], 1.1, 1.2)
    ring = np.stack([around(1, 0.5, (0.1, 0)), around(-1, 0.5, (0.1, 0))], axis=1)
    rest = np.stack([0 * around(1) + s for s in ([0.9, 0.9], [0.9, 0.91], [-0.9, 0.9])], axis=1)
    groups = list(_groups(np.concatenate([ring, rest], axis=1), [cycle([(2, 2)], 0.5, 0), middle]))
    assert [len(states) for states, _ in groups] == [720, 360, 360]
    assert [centre if centre is None else centre.tolist() for _, centre in groups] == [
        [0.1, 0], None, None
    ]  # fmt: skip
    assert groups[1][0][0].tolist() == [0.9, 0.9] and groups[2][0][0].tolist() == [-0.9, 0.9]
    wide = np.concatenate([ring, (ring - [0.1, 0]) * 1.5], axis=1)  # no one curve
    assert [centre for _, centre in _groups(wide, [middle])] == [None] * 2
    attracts = cycle([(0.1, 0)], 0.9, 0.5)
    assert [centre for _, centre in _groups(ring, [attracts])] == [None]


@pytest.mark.parametrize(
    ("far", "creeps", "comes"),
    [
        ((0.9, 0.8, 0.7, 0.6), False, True),
        ((0.9, 0.8, 0.7, 0.6), True, False),  # it may pass where a cycle has vanished
        ((0.3, 0.2, 0.15, 0.09), True, True),  # no: it is near this one
        ((0.3, 0.299, 0.298, 0.295), False, False),  # by less than a fiftieth
        ((0.3, 0.299, 0.298, 0.29), False, True),
        ((0.3, 0.29, 0.289, 0.288), False, True),
        ((0.3, 0.2, 0.2, 0.1), False, False),  # no nearer for a while
        ((0.3, 0.2, 0.25, 0.1), False, False),
        ((0.3, 0.4, 0.5, 0.6), False, False),
        ((0.3, 0.4, 0.3, 0.9e-6), True, True),  # it is there
        ((1.1e-6, 1.1e-6, 1.1e-6, 1.1e-6), False, False),
        ((0.3, 0, 0.2, 0.2), False, False),
        ((0.3, 0.2, 0, 0.2), False, False),
    ],
)
def test_a_run_is_on_its_way_while_it_comes_nearer(far, creeps, comes):
    """Its largest distances in four times 64 steps; beside it runs another one that stays away."""
    end, run = cycle([(0.5, 0), (-5, 0)], 0.9, 0), np.full((257, 2, 2), 0.5)
    run[1:, 0, 1] = np.repeat(far, 64)
    assert _on_its_way(run, end, np.array([creeps, False])).tolist() == [comes, False]


@pytest.mark.parametrize(
    ("values", "may"),
    [((1, 0.5), True), ((1 + 0.9e-6, 0), True), ((1, 1.5), False), ((0.9, 0.5), False)],
)
def test_which_borderline_cycle_may_attract(values, may):
    assert _may_attract(cycle([(0, 0)], *values)) == may


def test_starts_come_to_a_long_cycle_or_to_what_never_repeats():
    for knobs, count, periods in (((2.35, 69), 0, [32]), ((1.5, 137), 1, [])):
        W = knob_weights(*knobs)
        known = find_cycles(W, NONE)
        found, wanderers = come_to(np.array([[0.5, 0.1], [-0.3, 0.4]]), W, NONE, known)
        assert [c.period for c in found] == periods and len(wanderers) == count
    found, wanderers = come_to(
        np.array([[0.5, 0.1]]), np.eye(2), NONE, find_cycles(np.eye(2), NONE)
    )
    assert [c.kind for c in found] == ["borderline"] and wanderers == []


# Basins


@pytest.mark.parametrize(
    ("s", "angle"),
    [((1, 0), 0.1), ((1, -0.05), 0.1 - np.arctan(0.05)), ((0, 1), 0.1 + np.pi / 2),
     ((-1, 0), 0.1 + np.pi), ((1, -0.2), 0.1 - np.arctan(0.2) + 2 * np.pi)],
)  # fmt: skip
def test_the_angle_begins_a_little_below_the_axis(s, angle):
    assert _angle(s) == pytest.approx(angle)


def test_cells_are_in_rows_from_below_and_each_has_a_state_aside_of_its_middle():
    grid = GRID.reshape(CELLS, CELLS, 2)
    middles = (2 * np.arange(CELLS) + 1) / CELLS - 1
    np.testing.assert_allclose(grid[7, :, 0], middles)
    np.testing.assert_allclose(grid[:, 7, 1], middles + 0.0065)


def test_attractors_and_basins_of_four_quarters():
    land = landscape(2 * np.eye(2), [0.1, -0.05])
    corners = [np.sign(c.states[0]).tolist() for c in land.attracting]
    assert corners == [[1, 1], [-1, 1], [-1, -1], [1, -1]]  # counterclockwise
    edges = next(c.states[0] for c in land.others if c.kind == "repels")
    expected = np.select(
        [(edges < GRID).all(axis=1), edges[1] < GRID[:, 1], edges[0] > GRID[:, 0]], [0, 1, 2], 3
    )
    np.testing.assert_array_equal(land.basins.ravel(), expected)
    assert land.attractors == 4 and len(land.cycles) == 9
    assert land.basins.dtype == landscape(0.5 * np.eye(2), 0).basins.dtype == int
    assert land.cycles[:4] == land.attracting and land.cycles[4:] == land.others


def test_the_shortest_attractor_stands_first():
    land = landscape(knob_weights(1.35, -155, 2.85, -2), (0.55, 0))
    periods = [c.period for c in land.attracting]
    assert periods == sorted(periods)


def test_slow_states_go_where_those_beside_them_are_led():
    W, k = 2 * np.eye(2), np.array([0.532839975353 + 1e-9, 0])
    ends = [np.array([[0.987, REST]]), np.array([[0.987, -REST]])]
    places = np.repeat([[-0.75, 0.5], [-0.75, -0.5]], [30, 20], axis=0)
    s = places + np.random.default_rng(0).uniform(-1e-3, 1e-3, (50, 2))
    led = _slowly_led(s, W, k, ends, [0.02, 0.02])
    assert led.tolist() == 30 * [0] + 20 * [1]
