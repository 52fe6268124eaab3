"""What long runs come to: each step of the search, with runs that are known."""

import numpy as np
import pytest

from rnn_helpers.dynamics import long_runs
from rnn_helpers.dynamics.cycles import find_cycles
from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.long_runs import EXACT, LATER, LONG, SOON, _Search, come_to
from rnn_helpers.dynamics.step_map import follow, run_of_two
from rnn_helpers.dynamics.trajectories import knob_weights

NONE = np.zeros(2)
PLACES = np.random.default_rng(0).uniform(-1, 1, (64, 2))
FOLD = np.array([0.532839975353 + 1e-9, 0])  # just after the fold of 2 I


@pytest.mark.parametrize(
    ("period", "drift", "near", "noted"),
    [
        (1, 0, EXACT, True),
        (3, 0, EXACT, True),
        (3, 0.019, EXACT, True),  # of short periods this is near enough
        (3, 0.021, EXACT, False),
        (12, 0.019, EXACT, True),
        (13, 0.019, EXACT, False),
        (13, 0.9e-6, EXACT, True),
        (20, 0.0049, SOON, True),
        (20, 0.0051, SOON, False),
        (64, 0, EXACT, True),
    ],
)
def test_which_periods_of_a_run_are_looked_at(monkeypatch, period, drift, near, noted):
    """Its own, where it comes back so nearly; and no multiple of it."""
    asked = []
    monkeypatch.setattr(
        long_runs, "cycles_near", lambda s, W, k, p, known: asked.append((p, s.tolist())) or []
    )
    t = np.arange(200)
    run = PLACES[t % period] + drift * (t // period)[:, None]
    wild = np.random.default_rng(1).uniform(-1, 1, (200, 2))
    _Search(np.eye(2), NONE, []).note_repeats(np.stack([wild, run], axis=1), near=near)
    assert asked == ([(period, [run[-1].tolist()])] if noted else [])


def test_cycles_that_runs_come_to_are_noted_beside_those_that_are_known():
    W = 1.5 * np.array([[0.0, -1], [1, -1]])  # two 3-cycles attract
    rest, *_ = find_cycles(W, NONE, longest=1)
    search = _Search(W, NONE, [rest])
    search.note_repeats(follow(np.array([[0.3, 0.2]]), W, NONE, 300), near=EXACT)
    assert [c.period for c in search.known] == [1, 3, 3] and len(search.ends) == 2
    before = list(search.ends)
    search.note_repeats(follow(np.array([[0.3, 0.2]]), W, NONE, 300), near=EXACT)
    assert search.ends == before


@pytest.mark.parametrize(("sides", "count"), [((1,), 1), ((-1,), 1), ((1, -1), 2)])
def test_of_two_borderline_places_those_attract_to_which_runs_are_on_their_way(sides, count):
    W = np.diag([1.69, 1.0])
    search = _Search(W, NONE, find_cycles(W, NONE))
    starts = np.array([[0.5 * side, 0.3] for side in sides] + [[0.0, 0.0]])
    left = search.without_those_on_their_way(follow(starts, W, NONE, LATER))
    assert left.shape[1] == 1 and not left.any()  # that stays on the border
    assert sorted(np.sign(c.states[0, 0]) for c in search.ends) == sorted(sides)
    assert len(search.slow) == 2 and len(search.ends) == count


def test_a_slow_run_is_led_on_to_a_place_it_comes_nearer_to():
    search = _Search(np.eye(2), NONE, find_cycles(np.eye(2), NONE))
    assert search.ends == [] and len(search.slow) == 1
    assert search._lead_on(np.array([0.05, 0.02])) is None
    assert search.ends == search.slow


def test_a_slow_run_is_led_on_to_what_attracts():
    W = 2 * np.eye(2)
    search = _Search(W, FOLD, find_cycles(W, FOLD))
    ends = list(search.ends)
    for s in ([-0.75, 0.5], [-0.75, -0.5]):
        assert search._lead_on(np.array(s)) is None
    assert search.ends == ends and len(ends) == 2
    alone = _Search(W, FOLD, [])
    path = alone._lead_on(np.array([-0.75, 0.5]))
    assert path.shape[1:] == (2,) and path[0].tolist() == [-0.75, 0.5]
    np.testing.assert_allclose(path[-1], [0.986784, 0.957504], atol=1e-5)


def test_runs_on_one_curve_are_one_wanderer():
    W = knob_weights(1.5, 137)
    search = _Search(W, NONE, find_cycles(W, NONE))
    runs = follow(np.array([[0.5, 0.1], [-0.2, 0.6]]), W, NONE, LATER)
    for run in (runs[:, 0], runs[:, 1]):
        search.follow_on(run, None)
    assert len(search.wanderers) == 1 and search.ends == []
    (states,) = search.wanderers
    np.testing.assert_array_equal(states[-len(runs) :], runs[:, 0])  # those it began with, too
    later = run_of_two(runs[-1, 0], W, NONE, LONG + 1)  # it was followed once more, to be sure
    np.testing.assert_array_equal(states[0], later[-1])


def test_what_attracts_beside_a_known_cycle_is_added_to_it():
    W = knob_weights(2.35, 69)
    known = find_cycles(W, NONE)
    found, wanderers = come_to(np.array([[0.5, 0.1]]), W, NONE, known)
    assert [c.period for c in found] == [32] and wanderers == []
    again, _ = come_to(np.array([[0.5, 0.1]]), W, NONE, [*known, *found])
    assert again == []


def test_after_a_slow_passage_each_half_has_its_own_corner():
    land = landscape(2 * np.eye(2), FOLD)
    assert [np.sign(c.states[0, 1]) for c in land.attracting] == [1, -1]
    assert (land.basins[:20] == 1).all() and (land.basins[20:] == 0).all()
