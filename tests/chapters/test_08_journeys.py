"""Chapter 08: what its prose claims of one step, of two units, and of many is so."""

from functools import partial
from math import atanh, sqrt
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from made import at_start

from rnn_helpers import RNNParams, forward_propagation
from rnn_helpers.dynamics.cycles import advance, jacobian
from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.principal_plane import principal_plane
from rnn_helpers.dynamics.sensitivity import lyapunov_exponents
from rnn_helpers.dynamics.trajectories import knob_weights, mean_turn, trajectory
from rnn_helpers.explorers import landscape_map, many_units, one_step
from rnn_helpers.explorers.one_step import FIELD
from rnn_helpers.lessons.challenges import challenge_of

NOTEBOOK = Path(__file__).parents[2] / "notebooks/08_journeys_in_the_state_plane.ipynb"
TURNING, GOALS = (partial(landscape_map, part=part) for part in (2, 4))
I, ZERO = np.eye(2), np.zeros(2)
THREE, SIX = 1.5 * np.array([[0, -1], [1, -1.0]]), 1.5 * np.array([[0, -1], [1, 1.0]])


@pytest.fixture
def plane():
    return at_start(landscape_map)


@pytest.fixture
def turning():
    return at_start(TURNING)


@pytest.fixture
def goals():
    return at_start(GOALS)


def gap(goals, goal):
    return challenge_of(goals, goal).score(goals.state())[0]


@pytest.fixture
def step():
    return at_start(one_step)


def periods(W, k=ZERO):
    return [cycle.period for cycle in landscape(W, k).attracting]


def rest(w, k=0.0, s=0.9):
    """Where one unit comes to rest."""
    for _ in range(500):
        s = np.tanh(w * s + k)
    return s


# The guesses


@pytest.mark.parametrize(
    ("cell", "answer", "words"),
    [
        ("guess-arrows", "back and forth", "unit 1 is -0.9575, then 0.9575."),
        ("guess-places", 4, "2 times 2."),
        ("guess-third", "neither", "still lead 0.0"),
        ("guess-shadow", "less than half", "It shows 39.5 %"),
    ],
)
def test_what_the_guesses_find(cell, answer, words):
    (source,) = [c.source for c in run_notebooks.read(NOTEBOOK).cells if c.id == cell]
    names = {}
    exec(source.replace("\nGuess(", "\nguess = Guess("), names)
    question = names["guess"].question
    assert question.answer == answer and words in question.because


# One step


def test_the_cell_that_derives_advance_is_the_helper():
    cells = run_notebooks.read(NOTEBOOK).cells
    (cell,) = [c for c in cells if "defines:advance" in c.metadata.get("tags", [])]
    made = {}
    exec(cell.source, made)
    rng = np.random.default_rng(1)
    s, W, k = rng.normal(size=(5, 2)), rng.normal(size=(2, 2)), rng.normal(size=2)
    np.testing.assert_array_equal(made["advance"](s, W, k), advance(s, W, k))
    by_hand = [np.tanh([W[i] @ s_n + k[i] for i in (0, 1)]) for s_n in s]
    np.testing.assert_allclose(advance(s, W, k), by_hand, atol=1e-15)


def test_arrows_lead_to_0_and_states_do_not(step):
    """T19."""
    step.preset("arrows")
    state = step.state()
    assert state["F(s) - s"][0] == pytest.approx(-0.837, abs=5e-4)  # towards 0, and beyond
    np.testing.assert_allclose(state["dashed end"], 0, atol=1e-3)
    assert state["F(s)"][0] == pytest.approx(-0.537, abs=5e-4)
    path = trajectory([0.3, 0.6], np.diag([-2, 0.5]), ZERO, steps=1000)
    np.testing.assert_allclose(np.abs(path[-9:, 0]), 0.9575, atol=5e-5)
    assert (path[1:, 0] * path[:-1, 0] < 0).all()
    assert (np.diff(np.abs(path[:6, 0])) > 0).all()  # lands farther off
    assert (np.diff(np.abs(path[:50, 1])) < 0).all()  # ever closer to the horizontal axis


def test_every_arrow_of_that_preset_points_to_where_s_1_is_0():
    s = FIELD[FIELD[:, 0] != 0]
    moves = advance(s, np.diag([-2, 0.5]), ZERO) - s
    assert (moves[:, 0] * s[:, 0] < 0).all()


def test_flat_leaves_a_line_and_w22_an_area(step):
    step.preset("all ones")
    W = lambda w: np.array([[1, 1], [1, w]])  # noqa: E731
    assert np.linalg.matrix_rank(W(1.0)) == 1
    assert all(
        abs(np.linalg.det(W(w))) > 0.04 for w in np.arange(-2, 2.01, 0.05) if abs(w - 1) > 0.01
    )


def test_quarter_turn_leads_all_starts_off_the_axes_to_the_same_four_states():
    W = knob_weights(1.5, 90)
    s = np.random.default_rng(2).uniform(-1, 1, (500, 2))
    s = s[(np.abs(s) > 0.01).all(axis=1)]
    for _ in range(300):
        s = advance(s, W, ZERO)
    np.testing.assert_allclose(np.abs(s), rest(1.5), atol=1e-9)
    on_axis = trajectory([0.5, 0], W, ZERO, steps=200)[-1]
    assert np.abs(on_axis).min() < 1e-12


def test_knobs_make_the_matrices_of_the_text():
    np.testing.assert_array_equal(knob_weights(1.5, 90), [[0, -1.5], [1.5, 0]])
    np.testing.assert_array_equal(knob_weights(1.5, 90, shear=-1), THREE)
    np.testing.assert_array_equal(knob_weights(1.5, 90, shear=1), SIX)
    np.testing.assert_array_equal(knob_weights(1, 0, 2), np.diag([2, 0.5]))
    np.testing.assert_array_equal(knob_weights(2, 0), 2 * I)


# The goals, and what leads to them


def test_near_a_third_a_larger_g_turns_less_and_q_locks(goals):
    """At θ = 120: exercise 3, its first hint, and what the task row says."""
    turns = []
    for gain in (1.1, 1.5, 2.0, 2.5):
        path = trajectory([0.5, 0.25], knob_weights(gain, 120), ZERO, steps=640)[400:]
        turns.append(mean_turn(path))
    assert turns == sorted(turns, reverse=True) and turns[0] < 120
    for stretch in (0.8, 1.2, 1.3):
        goals.set(turn=120.0, gain=2.0, stretch=stretch)
        assert gap(goals, "a 3-cycle") == 0


def test_what_the_text_tells_does_not_solve_the_exercises(goals):
    """2 I has four places, but q is 2 there; a cycle of three is found at 90°, but θ is 120°."""
    goals.set(gain=2.0, turn=0.0)
    assert goals.state()["attractors"] == 4 and gap(goals, "four resting places") > 0
    goals.set(stretch=2.0)
    assert gap(goals, "four resting places") > 0
    goals.set(gain=2.4)
    assert gap(goals, "four resting places") == 0
    goals.reset()
    goals.set(turn=90.0, shear=-1.0)
    assert len(goals.state()["A"]) == 3 and gap(goals, "a 3-cycle") > 0


def test_with_g_and_turn_alone_there_is_no_3_cycle_at_120_degrees():
    for gain in np.arange(0.1, 2.51, 0.1):
        land = landscape(knob_weights(gain, 120), ZERO)
        assert all(cycle.period == 1 for cycle in land.attracting), gain


def test_the_sentence_says_where_the_journey_goes(plane):
    plane.preset("2 I")
    assert "From (0.50, 0.25) to A;" in plane.describe()
    np.testing.assert_allclose(plane.state()["A"], [[rest(2), rest(2)]], atol=1e-9)
    plane.set(s2=0.0)
    assert "to no attractor within 1000 steps" in plane.describe()


def test_h_alone_leads_from_six_steps_to_a_3_cycle(turning):
    """At h = -1, for one."""
    turning.preset("six steps")
    assert len(turning.state()["A"]) == 6
    turning.set(shear=-1.0)
    assert len(turning.state()["A"]) == 3


# The landscape


def test_one_two_four_attractors_and_the_others():
    rules = {"half": 0.5 * I, "both": np.diag([2, 0.5]), "two": 2 * I}
    kinds = {name: [c.kind for c in landscape(W, ZERO).others] for name, W in rules.items()}
    assert [landscape(W, ZERO).attractors for W in rules.values()] == [1, 2, 4]
    assert kinds["half"] == [] and kinds["both"] == ["saddle"]
    assert sorted(kinds["two"]) == ["repels", *4 * ["saddle"]]
    assert rest(2) == pytest.approx(0.9575, abs=5e-5)


def test_all_nine_meet_at_gain_1():
    assert [len(landscape(g * I, ZERO).cycles) for g in (0.5, 0.95, 1.05, 2)] == [1, 1, 9, 9]
    far = [
        np.abs([c.states for c in landscape(g * I, ZERO).cycles]).max() for g in (1.5, 1.1, 1.02)
    ]
    assert far[0] > far[1] > far[2] < 0.25


def test_circle_shrinks_splits_and_grows():
    a = rest(2)
    angle = np.radians(15 * np.arange(24))
    circle = 0.02 * np.column_stack([np.cos(angle), np.sin(angle)])
    for place, growth in (([a, a], (0, 0.5)), ([0, 0], (1.5, 9))):
        image = advance(circle + place, 2 * I, ZERO) - place
        ratio = np.hypot(*image.T) / 0.02
        assert (growth[0] < ratio).all() and (ratio < growth[1]).all()
    axis = np.array([a, 0])
    image = advance(circle + axis, 2 * I, ZERO) - axis
    assert np.abs(image[:, 0]).max() < 0.2 * 0.02 and np.abs(image[:, 1]).max() > 1.9 * 0.02
    values = np.linalg.eigvals(jacobian(axis, 2 * I))
    np.testing.assert_allclose(sorted(values), [2 * (1 - a**2), 2], atol=1e-12)


def test_the_axes_are_led_to_saddles_and_their_sides_to_attractors():
    s = np.array([[0.3, 0], [-0.7, 0], [0, 0.2], [0, -1]])
    for _ in range(200):
        s = advance(s, 2 * I, ZERO)
    saddles = [c.states[0] for c in landscape(2 * I, ZERO).others if c.kind == "saddle"]
    assert all(np.hypot(*(np.array(saddles) - end).T).min() < 1e-6 for end in s)


def test_periods_of_turns():
    a = rest(1.5)
    assert a == pytest.approx(0.8586, abs=5e-5)
    assert periods(knob_weights(1.5, 0)) == [1] * 4
    assert periods(knob_weights(1.5, 90)) == [4]
    assert periods(knob_weights(1.5, 180)) == [2, 2]
    for turn in (0, 90, 180):
        for cycle in landscape(knob_weights(1.5, turn), ZERO).attracting:
            np.testing.assert_allclose(np.abs(cycle.states), a, atol=1e-9)


def test_dots_from_170_to_100_degrees():
    for turn in range(100, 180, 10):
        land = landscape(knob_weights(1.5, turn), ZERO)
        assert land.attracting == [] and len(land.wanderers) == 1, turn
        assert all(cycle.period == 1 for cycle in land.others), turn  # no diamonds


def test_a_third_of_a_turn_creeps_and_does_not_repeat():
    path = trajectory([0.6, 0.2], knob_weights(1.5, 120), ZERO, steps=6000)[1000:]
    away = np.abs(path[1:] - path[0]).max(axis=1)
    assert away.min() > 1e-9
    nearest = [away[:n].min() for n in (10, 100, 1000, 5000)]
    assert nearest == sorted(nearest, reverse=True) and nearest[-1] < 0.1 * nearest[0]
    assert 0.01 < np.hypot(*(path[3:] - path[:-3]).T).max() < 0.1  # the heaps creep


def test_cycles_of_three_and_six_are_exact():
    a = rest(1.5)
    three = [(-a, -a), (a, 0), (0, a)]
    for s, image in zip(three, [*three[1:], three[0]]):
        np.testing.assert_allclose(advance(np.array(s), THREE, ZERO), image, atol=1e-12)
        np.testing.assert_allclose(advance(-np.array(s), THREE, ZERO), -np.array(image), atol=1e-12)
    assert periods(THREE) == [3, 3] and periods(SIX) == [6]
    one, other = (cycle.states for cycle in landscape(THREE, ZERO).attracting)
    assert {tuple(np.round(-s, 6) + 0) for s in one} == {tuple(np.round(s, 6) + 0) for s in other}


def test_two_units_can_be_chaotic_beside_a_cycle_of_four(turning):
    turning.preset("chaos")
    assert turning.state()["attractors"] == 2 and len(turning.state()["A"]) == 4
    assert "B: no repeat within 64 steps. From (0.50, 0.25) to B" in turning.describe()
    W, wild = turning.state()["W"], []
    for start in np.random.default_rng(0).uniform(-1, 1, (16, 2)):
        path = trajectory(start, W, ZERO, steps=2000)
        wild.append(lyapunov_exponents(path[1:], W)[0] > 0)
        nudged = trajectory(start + 1e-10 * I[0], W, ZERO, steps=70)
        apart = np.hypot(*(nudged - path[:71]).T)
        if wild[-1]:
            assert 0.35 < lyapunov_exponents(path[1:], W)[0] < 0.42
            assert 40 <= (apart > 0.1).argmax() <= 70
        else:
            assert apart[-1] < 1e-12
            np.testing.assert_allclose(path[-1], path[-5], atol=1e-9)
    assert 4 <= sum(wild) <= 12


def test_an_input_makes_six_places_vanish_in_pairs():
    edge = sqrt(2) - atanh(sqrt(0.5))
    assert edge == pytest.approx(0.5328, abs=5e-5)
    before, after = (landscape(2 * I, [k, 0]) for k in (edge - 0.01, edge + 0.01))
    kinds = [[c.kind for c in land.cycles] for land in (before, after)]
    counts = [[kind.count(name) for name in ("attracts", "saddle", "repels")] for kind in kinds]
    assert counts == [[4, 4, 1], [2, 1, 0]]
    assert all(c.states[0, 0] > 0 for c in after.cycles)  # on the right


def test_an_input_that_ends_leaves_the_state_in_another_basin():
    start = np.array([-rest(2), rest(2)])
    pushed = trajectory(start, 2 * I, np.array([1.0, 0]), steps=20)[-1]
    ends = trajectory(pushed, 2 * I, ZERO, steps=200)[-1]
    np.testing.assert_allclose(ends, start * [-1, 1], atol=1e-9)


def test_a_larger_gain_needs_a_larger_push_and_holds_more_firmly():
    edges = [sqrt(g * (g - 1)) - atanh(sqrt(1 - 1 / g)) for g in (1.2, 1.5, 2, 2.5)]
    assert edges == sorted(edges)
    at_corner = [g * (1 - rest(g) ** 2) for g in (1.2, 1.5, 2, 2.5)]
    assert at_corner == sorted(at_corner, reverse=True)


def test_only_a_long_push_moves_the_state_to_another_basin():
    start = np.array([-rest(2), rest(2)])
    for steps, sign in ((1, -1), (20, 1)):
        pushed = trajectory(start, 2 * I, np.array([0.6, 0]), steps=steps)[-1]
        assert np.sign(trajectory(pushed, 2 * I, ZERO, steps=200)[-1][0]) == sign


def test_a_resting_place_that_is_gone_holds_a_journey_up():
    steps = [
        int((trajectory([-rest(2), 0], 2 * I, np.array([k, 0]), steps=400)[:, 0] > 0).argmax())
        for k in (0.533, 0.54, 0.55, 0.6, 1)
    ]
    assert steps == [293, 42, 26, 12, 3]
    at_most = np.sqrt(0.5)  # the old spot, and how far a step moves the state there
    assert 0 < np.tanh(-2 * at_most + 0.533) + at_most < 0.001


def test_something_is_written_on_the_map(plane):
    """Start on the left, push, start where the journey has ended, and let go."""
    plane.preset("2 I")
    plane.set(s1=-0.5, t=24)
    assert plane.state()["s_t"][0] < -0.9
    plane.set(k1=1.0)
    end = plane.state()["s_t"]
    assert end[0] > 0.9
    plane.point(plane.figure.axes[0], *end)
    plane.set(k1=0.0)
    assert plane.state()["s_t"][0] > 0.9 and plane.state()["attractors"] == 4


def test_the_key_picture_shows_two_cycles_of_three(plane):
    plane.set(gain=2.5, turn=140.0, stretch=1.3, shear=0.5)
    assert plane.describe().startswith("2 attractors. A: a cycle of 3 ")
    assert plane.describe().count("a cycle of 3 ") == 2


def test_a_nudge_off_the_axis_leads_away_from_a_saddle():
    saddle = np.array([rest(2), 0])
    ends = trajectory(saddle + np.array([0, 1e-9]), 2 * I, ZERO, steps=200)[-1]
    np.testing.assert_allclose(ends, rest(2), atol=1e-9)


def test_many_units_warns_at_a_hundred_only():
    explorer = at_start(many_units)
    for H in ("2", "3", "10", "100"):
        explorer.set(H=H)
        assert ("Warning" in explorer.describe()) == (H == "100")
    for g, seen in ((0.5, 0.957), (3.0, 0.152)):
        explorer.set(H="100", g=g)
        assert explorer.state()["seen"] == pytest.approx(seen, abs=5e-4)


def test_matrices_differ_in_what_a_plane_shows():
    """Of 200 like the chapter's the median is about 37 %; more than one in ten show over half."""
    seen = []
    for rng in map(np.random.default_rng, range(200)):
        W, s0 = 1.5 * rng.normal(size=(100, 100)) / 10, rng.uniform(-1, 1, 100)
        params = RNNParams(U=np.zeros((100, 1)), W=W, V=np.eye(1, 100))
        s = forward_propagation(np.zeros((40, 1)), params, s0=s0).s
        seen.append(principal_plane(np.vstack([s0, s])).seen)
    assert 0.355 < np.median(seen) < 0.385 and 0.1 < np.mean(np.array(seen) > 0.5) < 0.25


def test_the_bug_blinks_and_the_right_loop_takes_four():
    W, s = knob_weights(1.5, 90), np.array([0.6, 0.2])
    states = []
    for _ in range(200):
        s[0] = np.tanh(W[0] @ s)
        s[1] = np.tanh(W[1] @ s)
        states.append(s.copy())
    np.testing.assert_allclose(states[-1], states[-3], atol=1e-9)
    assert np.abs(states[-1] - states[-2]).max() > 1
