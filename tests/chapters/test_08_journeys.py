"""Chapter 08: the pictures of the plane are true to the map, and what the prose claims is so."""

from importlib import import_module
from math import atanh, sqrt
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_helpers.dynamics.cycles import advance, jacobian
from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.nullclines import nullclines
from rnn_helpers.dynamics.trajectories import knob_weights, knobs, led_to, mean_turn, trajectory
from rnn_helpers.lessons.plane_goals import GOALS, MARGIN
from rnn_helpers.views.curves.gauge import Gauge
from rnn_helpers.views.plane.arrow_field import arrows
from rnn_helpers.views.plane.attractors import Attractors
from rnn_helpers.views.plane.basins import PATTERNS, Basins
from rnn_helpers.views.plane.state_plane import StatePlane
from rnn_helpers.views.style import lecture_figure

plane_map = import_module("rnn_helpers.explorers.landscape_map")
many_units = import_module("rnn_helpers.explorers.many_units")
one_step = import_module("rnn_helpers.explorers.one_step")

NOTEBOOK = Path(__file__).parents[2] / "notebooks/08_journeys_in_the_state_plane.ipynb"
I, ZERO = np.eye(2), np.zeros(2)
THREE, SIX = 1.5 * np.array([[0, -1], [1, -1.0]]), 1.5 * np.array([[0, -1], [1, 1.0]])
SOLUTIONS = {
    "one resting place": {"gain": 0.5, "turn": 0.0},
    "two resting places": {"gain": 1.0, "turn": 0.0, "stretch": 2.0},
    "four resting places": {"gain": 2.0, "turn": 0.0},
    "a 3-cycle": {"gain": 2.0, "turn": 120.0, "stretch": 1.3},
    "a 4-cycle": {"turn": 90.0},
    "k leaves two of four": {"gain": 2.0, "turn": 0.0, "k1": 0.7},
}


@pytest.fixture(scope="module")
def made_plane():
    explorer = plane_map.landscape_map()
    yield explorer
    explorer.close()


@pytest.fixture
def plane(made_plane):
    made_plane.reset()
    return made_plane


@pytest.fixture(scope="module")
def made_step():
    explorer = one_step.one_step()
    yield explorer
    explorer.close()


@pytest.fixture
def step(made_step):
    made_step.reset()
    return made_step


@pytest.fixture
def ax():
    figure, ax = lecture_figure(4, 4)
    ax.figure_kept = figure
    return ax


def periods(W, k=ZERO):
    return [cycle.period for cycle in landscape(W, k).attracting]


def rest(w, k=0.0, s=0.9):
    """Where one unit comes to rest."""
    for _ in range(500):
        s = np.tanh(w * s + k)
    return s


# The explorers


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


@pytest.mark.parametrize("seed", range(6))
def test_every_sub_step_is_shown_as_it_is(step, seed):
    rng = np.random.default_rng(seed)
    values = {name: round(rng.uniform(-2, 2), 2) for name in ("W11", "W12", "W21", "W22")}
    values |= {name: round(rng.uniform(-1, 1), 2) for name in ("k1", "s1", "s2")}
    W = np.array([[values["W11"], values["W12"]], [values["W21"], values["W22"]]])
    k, s = np.array([values["k1"], 0]), np.array([values["s1"], values["s2"]])
    parts = [s, W @ s, W @ s + k, np.tanh(W @ s + k)]
    for n, part in enumerate(parts):
        step.set(n=n, **values)
        np.testing.assert_allclose(step.state()[one_step.SUB_STEPS[n]], part, atol=1e-12)
        np.testing.assert_allclose(step.state()["F(s)"], parts[3], atol=1e-12)
    for n, grid in enumerate(one_step.sub_steps(one_step.GRID, W, k)):
        assert grid.shape == one_step.GRID.shape
        assert n != 3 or np.abs(grid).max() <= 1


def test_the_first_column_is_where_1_0_goes():
    W = np.array([[1.0, 2.0], [3.0, 4.0]])
    images = one_step.sub_steps(I, W, ZERO)[1]
    np.testing.assert_array_equal(images, W.T)


def test_the_corner_and_the_middle_of_the_grid_are_in_it():
    ends = one_step.GRID[:, [0, -1]].reshape(-1, 2).tolist()
    for corner in ([1, 1], [-1, 1], [1, -1], [-1, -1]):
        assert corner in ends
    assert [0.0, 0.0] in one_step.GRID.reshape(-1, 2).round(12).tolist()


def test_arrows_lead_to_0_and_states_do_not(step):
    """T19."""
    step.preset("arrows lie")
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
    s = one_step.FIELD[one_step.FIELD[:, 0] != 0]
    moves = advance(s, np.diag([-2, 0.5]), ZERO) - s
    assert (moves[:, 0] * s[:, 0] < 0).all()


def test_the_dashed_line_follows_the_arrows():
    W, k, s = np.array([[1, -0.8], [0.8, 1]]), np.array([0.4, 0]), np.array([0.6, 0.2])
    line, h = one_step.followed(s, W, k), one_step.TIME / one_step.PARTS
    slope = (line[2:] - line[:-2]) / (2 * h)
    np.testing.assert_allclose(slope, advance(line, W, k)[1:-1] - line[1:-1], atol=2e-3)


def test_flat_leaves_a_line_and_w22_an_area(step):
    step.preset("flat")
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


@pytest.mark.parametrize("seed", range(4))
def test_the_map_reads_out_the_landscape(plane, seed):
    rng = np.random.default_rng(seed)
    plane.set(gain=round(rng.uniform(0.5, 2.5), 2), turn=float(rng.integers(-180, 180)),
              shear=round(rng.uniform(-1, 1), 2), k1=round(rng.uniform(-1, 1), 2), t=5)  # fmt: skip
    state = plane.state()
    W = knob_weights(state["gain"], state["turn"], state["stretch"], state["shear"])
    angle = np.radians(state["turn"])
    R = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    np.testing.assert_allclose(W, state["gain"] * R @ [[1, state["shear"]], [0, 1]], atol=1e-12)
    land = landscape(W, [state["k1"], 0])
    assert state["attractors"] == land.attractors
    for letter, cycle in zip("ABCDEFGH", land.attracting):
        np.testing.assert_allclose(state[letter], cycle.states, atol=1e-9)
    path = trajectory([0.5, 0.25], W, [state["k1"], 0], steps=5)
    np.testing.assert_allclose(state["s_t"], path[-1], atol=1e-12)


def test_knobs_make_the_matrices_of_the_text():
    np.testing.assert_array_equal(knob_weights(1.5, 90), [[0, -1.5], [1.5, 0]])
    np.testing.assert_array_equal(knob_weights(1.5, 90, shear=-1), THREE)
    np.testing.assert_array_equal(knob_weights(1.5, 90, shear=1), SIX)
    np.testing.assert_array_equal(knob_weights(1, 0, 2), np.diag([2, 0.5]))
    np.testing.assert_array_equal(knob_weights(2, 0), 2 * I)


def test_pointing_starts_there(plane, step):
    for explorer in (plane, step):
        ax = explorer.figure.axes[0 if explorer is plane else 1]
        explorer.point(ax, 0.512, -0.33)
        assert (explorer.state()["s1"], explorer.state()["s2"]) == (0.5, -0.35)
        explorer.point(ax, 1.09, -1.09)
        assert (explorer.state()["s1"], explorer.state()["s2"]) == (1.0, -1.0)


# The goals


@pytest.mark.parametrize("task", GOALS)
def test_each_goal_can_be_reached_and_is_not_at_the_start(plane, task):
    assert list(SOLUTIONS) == list(GOALS)
    plane.set(goal=task)
    assert plane.state()["gap"] > 0
    assert "Goal: " in plane.describe() and len(plane.describe()) <= 240
    plane.set(**SOLUTIONS[task])
    assert plane.state()["gap"] == 0
    assert plane.describe().endswith("Goal reached.")


@pytest.mark.parametrize("task", GOALS)
def test_a_reached_goal_is_reached_by_a_margin(task):
    """A hundredth more or less on every entry of W changes nothing."""
    knobs = {"gain": 1.5, "turn": 180.0, "stretch": 1.0, "shear": 0.0} | SOLUTIONS[task]
    k = np.array([knobs.pop("k1", 0.0), 0.0])
    rng = np.random.default_rng(3)
    for _ in range(3):
        W = knob_weights(**knobs) + rng.uniform(-0.01, 0.01, (2, 2))
        found = {"land": landscape(W, k), "W": W, "k": k, "s0": np.array([0.6, 0.2])}
        assert GOALS[task].score(found)[0] == 0


def gaps(plane, task, name, values, **others):
    found = []
    for value in values:
        plane.set(goal=task, **others, **{name: float(value)})
        found.append(plane.state()["gap"])
    return np.array(found)


ONE, TWO, FOUR, PUSH = (list(GOALS)[n] for n in (0, 1, 2, 5))
DOWN = np.arange(180, -1, -20)  # of θ
WAYS = [  # a goal, where the other knobs stand, the knob that is moved, and how
    (ONE, {"turn": 0}, "gain", np.arange(2.5, 0.8, -0.2)),
    (ONE, {"turn": 120, "shear": 1, "stretch": 1.3, "k1": 0.5}, "gain", np.arange(2.5, 0.4, -0.2)),
    (ONE, {"turn": 0, "gain": 1, "stretch": 2}, "k1", np.arange(0, 1, 0.1)),
    (TWO, {}, "turn", DOWN),
    (TWO, {"stretch": 2}, "turn", DOWN),
    (TWO, {"turn": 0}, "stretch", np.arange(1, 2, 0.1)),
    (TWO, {"turn": 0}, "stretch", np.arange(1, 0.5, -0.05)),
    (TWO, {"turn": 0, "stretch": 1.5}, "gain", np.arange(0.1, 1.5, 0.2)),
    (TWO, {"turn": 0, "gain": 2}, "k1", np.arange(0, 0.7, 0.05)),
    (TWO, {"turn": 0, "stretch": 2, "gain": 1}, "k1", np.arange(1.5, -0.1, -0.25)),
    (FOUR, {"gain": 2}, "turn", DOWN),
    (FOUR, {"turn": 0, "gain": 2}, "shear", np.arange(0.75, -0.01, -0.15)),
    (FOUR, {"turn": 0}, "gain", np.arange(0.1, 1.5, 0.2)),
    (FOUR, {"turn": 0}, "stretch", np.arange(3, 0.95, -0.25)),
    (FOUR, {"turn": 0, "gain": 2}, "k1", np.arange(1.5, -0.1, -0.25)),
    (PUSH, {"turn": 0, "gain": 2}, "k1", np.arange(0, 0.7, 0.05)),
    (PUSH, {"turn": 0, "gain": 2, "shear": 0.2}, "k1", np.arange(0, 1.1, 0.1)),
    (PUSH, {"turn": 0, "gain": 2, "shear": 0.2}, "k1", np.arange(0, -1.1, -0.05)[::3]),
    (PUSH, {"turn": 0, "gain": 2.2, "stretch": 1.5}, "k1", np.arange(0, 1.1, 0.1)),
    ("a 3-cycle", {"turn": 120}, "shear", np.arange(-0.75, 0.01, 0.25)),
]


@pytest.mark.parametrize(("task", "others", "name", "values"), WAYS)
def test_gaps_shrink_at_every_notch_of_a_way(task, others, name, values):
    gap = np.array([scored(task, **others, **{name: value}) for value in values])
    assert ((np.diff(gap) < 0) | (gap[1:] == 0)).all(), gap


def scored(task, gain=1.5, turn=180, stretch=1, shear=0, k1=0):
    """The gap at these knobs, without a picture."""
    W, k = knob_weights(gain, turn, stretch, shear), np.array([k1, 0.0])
    found = {"land": landscape(W, k), "W": W, "k": k, "s0": np.array([0.5, 0.25])}
    return GOALS[task].score(found)[0]


def test_no_dead_end_beats_the_way():
    """A small g leaves one place, and the bar says that two or four are far."""
    for task in (TWO, FOUR):
        assert min(scored(task, gain=gain) for gain in (0, 0.25, 0.5, 0.75, 1.0)) > 3
        assert scored(task, turn=30) < 1.5


@pytest.mark.parametrize(
    ("task", "values", "words"),
    [
        (ONE, {}, "lower g"),
        (FOUR, {"gain": 0, "turn": 0}, "W is 0: raise g"),
        (TWO, {}, "bring θ nearer to 0"),
        (FOUR, {"gain": 2, "turn": 0, "shear": 0.75}, "bring h nearer to 0"),
        (FOUR, {"gain": 2, "turn": 0, "k1": 0.9}, "bring k₁ nearer to 0"),
        (FOUR, {"gain": 0.8, "turn": 0}, "weights 0.80 and 0.80: raise g"),
        (FOUR, {"gain": 1.5, "turn": 0, "stretch": 2}, "raise g, or bring q nearer to 1"),
        (TWO, {"gain": 0.5, "turn": 0, "stretch": 1.5}, "raise g"),
        (TWO, {"gain": 0.9, "turn": 0}, "move q away from 1"),
        (TWO, {"gain": 1.3, "turn": 0, "stretch": 1.3}, "0.97 will do; move q away from 1"),
        (ONE, {"gain": 0.99, "turn": 0}, "0.97 will do; lower g"),
        (TWO, {"gain": 1.5, "turn": 0}, "move q away from 1"),
        (PUSH, {"gain": 1.5, "turn": 30, "shear": 0.5, "k1": 0.9}, "bring θ nearer to 0"),
        (PUSH, {"gain": 2, "turn": 0, "shear": 0.2, "k1": 0.5}, "k leaves 3: push further"),
        (PUSH, {"gain": 2, "turn": 0, "shear": 0.5, "k1": 1.5}, "at k = 0, 2 resting"),
        ("a 3-cycle", {"turn": 120, "gain": 1.2}, "119.8°, 120° wanted, then to settle: move q"),
        ("a 3-cycle", {"turn": 120}, "119.0°, 120° wanted, then to settle: move q away from 1"),
        ("a 3-cycle", {"turn": 120, "stretch": 1.3}, "then to settle: a larger g may help"),
        ("a 3-cycle", {"turn": 120, "stretch": 1.6}, "120° wanted; bring q nearer to 1"),
        ("a 3-cycle", {"turn": 120, "shear": -0.2}, "120° wanted; bring h nearer to 0"),
        ("a 3-cycle", {"turn": 100}, "θ nearer to 120° may help, or h"),
        ("a 3-cycle", {"turn": 120, "gain": 0.5}, "raise g above 1"),
        ("a 3-cycle", {"turn": 0}, "λ of W turns by 0°, 120° may help"),
    ],
)
def test_hints_name_the_knob(plane, task, values, words):
    plane.set(goal=task, **{name: float(value) for name, value in values.items()})
    assert words in plane.describe()


def test_near_a_third_a_larger_g_turns_less_and_q_locks(plane):
    """At θ = 120: exercise 3, its first hint, and the sentence of the goal."""
    turns = []
    for gain in (1.1, 1.5, 2.0, 2.5):
        path = trajectory([0.5, 0.25], knob_weights(gain, 120), ZERO, steps=640)[400:]
        turns.append(mean_turn(path))
    assert turns == sorted(turns, reverse=True) and turns[0] < 120
    locked = gaps(plane, "a 3-cycle", "stretch", (0.8, 1.2, 1.3), turn=120.0, gain=2.0)
    assert (locked == 0).all()


def test_knobs_are_read_off_w():
    for gain, turn, stretch, shear in ((1.5, 180, 1, 0), (2, -70, 0.6, 1.5), (0.3, 10, 3, -2)):
        found = knobs(knob_weights(gain, turn, stretch, shear))
        np.testing.assert_allclose(found[:2], [turn, shear], atol=1e-9)
        np.testing.assert_allclose(found[2], [gain * stretch, gain / stretch])
    assert knobs(np.zeros((2, 2))) == knobs(np.diag([1e-180, 0.0])) == (0, 0, (0, 0))


def test_a_preset_does_not_solve_the_exercise_with_four(plane):
    """2 I has four places; the check sets q = 2."""
    plane.preset("2 I")
    plane.set(goal=FOUR)
    assert plane.state()["gap"] == 0
    plane.set(stretch=2.0)
    assert plane.state()["gap"] > 0
    plane.set(gain=2.4)
    assert plane.state()["gap"] == 0


def test_the_bar_shrinks_on_the_ways_of_the_hints(plane):
    raised = gaps(plane, "a 3-cycle", "gain", (1.5, 1.6, 1.7, 1.8, 1.9), turn=120.0, stretch=1.3)
    assert (np.diff(raised) < 0).all() and raised[-1] == 0
    plane.reset()
    sheared = gaps(plane, "a 3-cycle", "shear", (1, 0.75, 0.5, 0.25), turn=90.0)
    assert (np.diff(sheared) < 0).all()
    plane.reset()
    turned = gaps(plane, "a 3-cycle", "turn", np.arange(180, 120, -10))
    assert (np.diff(turned) < 0).all()
    plane.reset()
    turned = gaps(plane, "four resting places", "gain", (1.1, 1.5, 2, 2.5), turn=0.0)
    assert (turned == 0).all()


def test_with_g_and_turn_alone_there_is_no_3_cycle_at_120_degrees():
    for gain in np.arange(0.1, 2.51, 0.1):
        land = landscape(knob_weights(gain, 120), ZERO)
        assert all(cycle.period == 1 for cycle in land.attracting), gain


def test_mean_turn_of_paths_that_are_known():
    def around(degrees, count=240):
        angle = np.radians(degrees * np.arange(count))
        return np.column_stack([np.cos(angle), np.sin(angle)])

    for degrees in (60, 90, 120, 180):
        assert mean_turn(around(degrees)) == pytest.approx(degrees)
        assert mean_turn(around(-degrees)) == pytest.approx(degrees)
    assert mean_turn(np.full((9, 2), 0.3)) is None


@pytest.mark.parametrize("seed", range(4))
def test_a_journey_is_led_to_what_its_cell_of_the_map_says(seed):
    rng = np.random.default_rng(seed)
    W, k = rng.uniform(-2, 2, (2, 2)), np.array([rng.uniform(-1, 1), 0])
    land = landscape(W, k)
    ends = [*(cycle.states for cycle in land.attracting), *land.wanderers]
    n = len(land.basins)
    for row, column in rng.integers(0, n, (20, 2)):
        around = land.basins[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        if around.min() == around.max() >= 0:  # not at a border
            s0 = np.array([2 * column + 1, 2 * row + 1]) / n - 1
            assert led_to(s0, W, k, ends) == around[0, 0]


def test_the_sentence_says_where_the_journey_goes(plane):
    plane.preset("2 I")
    assert "From (0.50, 0.25) to A;" in plane.describe()
    np.testing.assert_allclose(plane.state()["A"], [[rest(2), rest(2)]], atol=1e-9)
    plane.set(s2=0.0)
    assert "to no attractor within 1000 steps" in plane.describe()


def test_sentences_fit_in_every_state(plane):
    rng = np.random.default_rng(7)
    sliders = {n: c for n, c in plane.controls.items() if hasattr(c, "min") and n != "t"}
    for task in (*GOALS, *GOALS, "free", "free"):
        ends = {n: float(rng.choice([c.min, c.value, c.max])) for n, c in sliders.items()}
        plane.set(goal=task, **ends)
        assert len(plane.describe()) <= 240


def test_h_alone_leads_from_six_steps_to_a_3_cycle(plane):
    """Task 3 of the cycles: at h = -1, for one."""
    plane.preset("six steps")
    plane.set(goal="a 3-cycle")
    assert plane.state()["gap"] > 0
    plane.set(shear=-1.0)
    assert plane.state()["gap"] == 0


@settings(max_examples=25)
@given(st.lists(st.floats(-2, 2), min_size=6, max_size=6), st.sampled_from(list(GOALS)))
def test_every_goal_scores_every_map(numbers, task):
    W, k = np.reshape(numbers[:4], (2, 2)), np.array(numbers[4:])
    found = {"land": landscape(W, k), "W": W, "k": k, "s0": np.array([0.6, 0.2])}
    gap, sentence = GOALS[task].score(found)
    assert np.isfinite(gap) and gap >= 0
    assert len(sentence) <= 125 and (gap == 0) == (sentence == "Goal reached.")


# What the prose says


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


def test_crossings_of_the_nullclines_are_the_resting_places():
    W, k = np.array([[1.6, 0.7], [-0.4, 1.3]]), np.array([0.1, -0.2])
    for i, branches in enumerate(nullclines(W, k)):
        states = np.concatenate(branches)
        np.testing.assert_allclose(advance(states, W, k)[:, i], states[:, i], atol=1e-6)
        for cycle in landscape(W, k).cycles:
            if cycle.period == 1:
                assert np.hypot(*(states - cycle.states[0]).T).min() < 0.03


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
    explorer = many_units.many_units()
    for H in ("2", "3", "10", "100"):
        explorer.set(H=H)
        assert ("Warning" in explorer.describe()) == (H == "100")
    for g, seen in ((0.5, 0.957), (3.0, 0.152)):
        explorer.set(H="100", g=g)
        assert explorer.state()["seen"] == pytest.approx(seen, abs=5e-4)
    explorer.close()


def test_the_bug_blinks_and_the_right_loop_takes_four():
    W, s = knob_weights(1.5, 90), np.array([0.6, 0.2])
    states = []
    for _ in range(200):
        s[0] = np.tanh(W[0] @ s)
        s[1] = np.tanh(W[1] @ s)
        states.append(s.copy())
    np.testing.assert_allclose(states[-1], states[-3], atol=1e-9)
    assert np.abs(states[-1] - states[-2]).max() > 1


# The views


def test_basins_show_a_pattern_for_each_index(ax):
    """Row 0 is the lowest, in the array and on the screen."""
    view = Basins(ax)
    ax.axis("off")
    ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
    index = np.array([[0, 3], [2, -1]])
    view.set(basins=index)
    ax.figure.canvas.draw()
    screen = np.asarray(ax.figure.canvas.buffer_rgba())[::-1]
    for row in (0, 1):
        for column in (0, 1):
            x, y = ax.transData.transform([column - 0.5, row - 0.5]).astype(int)
            pattern = {tuple(p) for p in PATTERNS[index[row, column]].reshape(-1, 4)}
            assert {
                tuple(p) for p in screen[y - 30 : y + 30, x - 30 : x + 30].reshape(-1, 4)
            } == pattern
    assert len({pattern.tobytes() for pattern in PATTERNS}) == 9
    view.set(basins=None)
    ax.figure.canvas.draw()
    assert np.asarray(ax.figure.canvas.buffer_rgba()).min() == 255


def test_places_are_marked_by_kind_and_shape(ax):
    view = Attractors(ax)
    loop = np.array([[0.5, 0.5], [-0.5, 0.5], [0, -0.5]])
    view.set(attracting=[("attracts", loop)], others=[("saddle", [[0.1, 0]]), ("repels", [[0, 0]])])
    np.testing.assert_array_equal(view.shown["attracts", "D"], loop)
    np.testing.assert_array_equal(view.shown["saddle", "o"], [[0.1, 0]])
    np.testing.assert_array_equal(view.shown["repels", "o"], [[0, 0]])
    np.testing.assert_array_equal(view._joined.get_xydata()[:4], [*loop, loop[0]])
    faces = {kind: view._marks[kind, "o"].get_markerfacecolor() for kind in ("attracts", "repels")}
    assert faces == {"attracts": "#222222", "repels": "white"}
    assert view._marks["saddle", "o"].get_fillstyle() == "left"


def test_gauge_shows_what_is_left(ax):
    view = Gauge(ax)
    view.set(gap=1.5)
    assert view.shown == "1.50" and list(view._bar.get_xdata()) == [0, 0.5]
    view.set(gap=0.0)
    assert view.shown == "\N{CHECK MARK}"
    view.set(gap=99.0)
    assert view.shown == "99.00" and list(view._bar.get_xdata()) == [0, 1]
    view.set()
    assert view.shown == "" and not view._rail.get_visible()


def test_an_arrow_starts_at_its_state_and_points_along_its_move():
    strokes = arrows(np.array([[0.2, 0.1]]), np.array([[0.0, -2.0]]))
    np.testing.assert_array_equal(strokes[0], [0.2, 0.1])
    assert strokes[1][0] == 0.2 and -0.1 < strokes[1][1] < 0.1
    assert np.isnan(strokes[2]).all() and np.isnan(strokes[6]).all()


def test_margin_is_the_largest_eigenvalue():
    (place,) = landscape(0.5 * I, ZERO).attracting
    assert place.spectral_radius == pytest.approx(0.5) and 0 < MARGIN < 0.1


def test_the_planes_axes_stay(ax):
    StatePlane(ax, steps=3)
    Basins(ax).set(basins=np.zeros((40, 40), int))
    ax.figure.canvas.draw()
    Attractors(ax).set(attracting=[])
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1.1, 1.1), (-1.1, 1.1))
