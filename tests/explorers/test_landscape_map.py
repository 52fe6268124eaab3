"""The map of all that attracts: its numbers, its sentences, and pointing."""

from functools import partial

import numpy as np
import pytest
from made import at_start

from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.trajectories import knob_weights, mean_turn, trajectory
from rnn_helpers.explorers import landscape_map
from rnn_helpers.lessons.plane_tasks import NOTICE, TASKS

ZERO = np.zeros(2)
TURNING, PUSHED = (partial(landscape_map, part=part) for part in (2, 3))


@pytest.fixture
def plane():
    return at_start(landscape_map)


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


def test_pointing_starts_there(plane):
    ax = plane.figure.axes[0]
    plane.point(ax, 0.512, -0.33)
    assert (plane.state()["s1"], plane.state()["s2"]) == (0.5, -0.35)
    plane.point(ax, 1.09, -1.09)
    assert (plane.state()["s1"], plane.state()["s2"]) == (1.0, -1.0)


def test_sentences_fit_in_every_state(plane):
    rng = np.random.default_rng(7)
    sliders = {n: c for n, c in plane.controls.items() if hasattr(c, "min") and n != "t"}
    for _ in range(8):
        plane.set(**{n: float(rng.choice([c.min, c.value, c.max])) for n, c in sliders.items()})
        assert len(plane.describe()) <= 240


def test_each_part_has_its_presets_and_its_start():
    assert [len(landscape_map(part).presets) for part in TASKS] == [1, 3, 0, 0]
    assert list(TASKS) == list(NOTICE)
    pushed = at_start(PUSHED)
    state = pushed.state()
    assert (state["attractors"], state["show"]) == (4, "nullclines") and state["s_t"][0] < -0.95
    pushed.set(show="basins")
    pushed.reset()
    assert pushed.state()["show"] == "nullclines"
    for part in (0, 5, "1", None):
        with pytest.raises(ValueError, match=f"part expects a number from 1 to 4, got {part!r}"):
            landscape_map(part)


# What the tasks say in the end


def done(explorer, number):
    """Whether a task, counted from 1, is done as the explorer stands."""
    return explorer.tasks.list.tasks[number - 1].score(explorer.state())[0] == 0


@pytest.mark.parametrize("s2", [-1.0, -0.3, 0.0, 0.55])
def test_only_starts_on_an_axis_go_to_none_and_those_beside_it_part(plane, s2):
    plane.preset("2 I")
    led = []
    for s1 in (-0.05, 0.0, 0.05):
        plane.set(s1=s1, s2=s2)
        led.append(plane.describe().partition(" to ")[2][:1])
        assert done(plane, 2) == (s1 == 0 or s2 == 0)
    assert s2 == 0 or (led[0] != led[2] and {led[0], led[2]} <= {*"ABCD"})


def test_one_place_is_left_at_g_1_and_no_other_knob_counts(plane):
    plane.preset("2 I")
    for gain in (1.95, 1.05):
        plane.set(gain=gain)
        assert plane.state()["attractors"] == 4 and not done(plane, 3)
    plane.set(gain=0.95)
    assert done(plane, 3)
    plane.set(gain=1.5, turn=120.0)  # one place, which repels
    assert not done(plane, 3)


@pytest.mark.parametrize(
    ("s1", "s2", "show", "is_done"),
    [
        (0.0, 0.5, "nullclines", True),
        (0.95, 0.5, "nullclines", True),
        (0.0, 0.5, "basins", False),
        (0.5, 0.0, "nullclines", False),  # unit 2 stays
        (0.0, 0.0, "nullclines", False),  # both
    ],
)
def test_where_unit_1_alone_stays(plane, s1, s2, show, is_done):
    plane.preset("2 I")
    plane.set(s1=s1, s2=s2, show=show)
    assert done(plane, 4) == is_done


def turn_of(angle):
    return mean_turn(trajectory([0.5, 0.25], knob_weights(1.5, angle), ZERO, steps=640)[400:])


def test_a_quarter_a_step_from_98_down_to_82():
    for angle in range(82, 99):
        assert [c.period for c in landscape(knob_weights(1.5, angle), ZERO).attracting] == [4]
        assert turn_of(angle) == pytest.approx(90, abs=1e-6)
    for angle in (81, 99, 120, 170):
        assert landscape(knob_weights(1.5, angle), ZERO).attracting == []


def test_three_heaps_stand_still_at_121_degrees_and_tanh_takes_one():
    turning = at_start(TURNING)
    turning.set(t=24)
    still = []
    for angle in (*range(110, 131), 0, 60, 180):
        turning.set(turn=float(angle))
        still += [angle] if done(turning, 2) else []
    assert still == [121]
    assert turn_of(120) == pytest.approx(119, abs=0.05)
    assert turn_of(121) == pytest.approx(120, abs=0.1) and abs(turn_of(121) - 120) > 0.05
    land = landscape(knob_weights(1.5, 121), ZERO)
    assert land.attracting == [] and len(land.wanderers) == 1


def test_one_notch_of_k_1_holds_the_journey_up():
    pushed = at_start(PUSHED)
    held = []
    for k1 in np.round(np.arange(-1.5, 1.51, 0.05), 2):
        pushed.set(k1=float(k1))
        held += [k1] if done(pushed, 2) else []
    assert held == [0.55]


def test_a_push_on_the_other_side_is_no_answer():
    pushed = at_start(PUSHED)
    pushed.set(k1=-0.7)
    assert pushed.state()["attractors"] == 2 and not done(pushed, 1)
    pushed.set(k1=0.7)
    assert done(pushed, 1)
