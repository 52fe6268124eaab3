"""The map of all that attracts: its numbers, its sentences, and pointing."""

from functools import partial

import numpy as np
import pytest
from made import at_start

from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.stable_curves import stable_curves
from rnn_helpers.dynamics.trajectories import knob_weights, mean_turn, trajectory
from rnn_helpers.explorers import landscape_map
from rnn_helpers.lessons.plane_tasks import DOUBLING, GAINS, NOTICE, TASKS
from rnn_helpers.views.plane.warped_grid import joined_lines

ZERO = np.zeros(2)
GROWING = partial(landscape_map, part=2)
ALL_KNOBS = partial(landscape_map, part=3)


@pytest.fixture
def plane():
    return at_start(landscape_map)


@pytest.fixture
def knobs():
    return at_start(ALL_KNOBS)


@pytest.mark.parametrize("seed", range(4))
def test_the_map_reads_out_the_landscape(knobs, seed):
    rng = np.random.default_rng(seed)
    knobs.set(gain=round(rng.uniform(0.5, 2.5), 2), turn=float(rng.integers(-180, 180)),
              shear=round(rng.uniform(-1, 1), 2), k1=round(rng.uniform(-1, 1), 2), t=5)  # fmt: skip
    state = knobs.state()
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


def test_sentences_fit_in_every_state(knobs):
    rng = np.random.default_rng(7)
    sliders = {n: c for n, c in knobs.controls.items() if hasattr(c, "min") and n != "t"}
    for _ in range(8):
        knobs.set(**{n: float(rng.choice([c.min, c.value, c.max])) for n, c in sliders.items()})
        assert len(knobs.describe()) <= 240


def test_each_part_has_its_presets_and_its_start():
    assert [len(landscape_map(part).presets) for part in TASKS] == [2, 1, 0]
    assert list(TASKS) == list(NOTICE)
    first, growing, last = (at_start(maker) for maker in (landscape_map, GROWING, ALL_KNOBS))
    assert list(first.controls) == ["t", "gain", "turn", "s1", "s2", "show"]
    assert growing.layout.in_sight() == ["t", "gain"]
    assert {"stretch", "shear", "k1"} < {*last.controls} & {*growing.controls}
    growing.set(gain=2.2, turn=10.0)
    growing.reset()
    assert {name: growing.state()[name] for name in DOUBLING} == DOUBLING
    for part in (0, 4, "1", None):
        with pytest.raises(ValueError, match=f"part expects a number from 1 to 3, got {part!r}"):
            landscape_map(part)


def test_basins_curves_or_both_are_shown(knobs):
    basins, curves, *_ = knobs.views
    knobs.set(turn=10.0, stretch=2.0, shear=0.5)
    W = knob_weights(1.5, 10, 2, 0.5)
    land = landscape(W, ZERO)
    for show in ("basins", "curves", "both"):
        knobs.set(show=show)
        assert (basins.shown is None) == (show == "curves")
        if show == "basins":
            assert len(curves.shown) == 0
        else:
            found = joined_lines(stable_curves(W, ZERO, land.others))
            np.testing.assert_array_equal(curves.shown, found)
    np.testing.assert_array_equal(basins.shown, land.basins)


def test_the_trace_holds_the_attractors_of_the_gain_and_follows_the_other_knobs():
    growing = at_start(GROWING)
    growing.set(gain=1.4)
    before = growing.views[-1].shown
    assert before["now"] == 1.4
    above = before["dots"][np.isclose(before["dots"][:, 0], 1.4), 1]
    np.testing.assert_allclose(np.sort(above), np.sort(growing.state()["A"][:, 0]), atol=1e-3)
    growing.set(gain=0.8)
    np.testing.assert_array_equal(growing.views[-1].shown["dots"], before["dots"])
    growing.set(k1=0.0)
    assert len(growing.views[-1].shown["dots"]) != len(before["dots"])


def test_pointing_in_the_trace_moves_the_gain():
    growing = at_start(GROWING)
    growing.point(growing.figure.axes[1], 1.613, 0.4)
    assert growing.state()["gain"] == 1.61


# What the tasks say in the end


def done(explorer, number):
    """Whether a task, counted from 1, is done as the explorer stands."""
    return explorer.tasks.list.tasks[number - 1].score(explorer.state())[0] == 0


@pytest.mark.parametrize("s2", [-1.0, -0.3, 0.0, 0.55])
def test_only_starts_on_an_axis_go_to_none_and_those_beside_it_part(plane, s2):
    plane.preset("2 I")
    plane.set(s1=0.0, s2=0.0)
    assert not done(plane, 2)  # both must be chosen
    plane.set(show="both")
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


def turn_of(angle):
    return mean_turn(trajectory([0.5, 0.25], knob_weights(1.5, angle), ZERO, steps=640)[400:])


def test_a_quarter_a_step_from_98_down_to_82():
    for angle in range(82, 99):
        assert [c.period for c in landscape(knob_weights(1.5, angle), ZERO).attracting] == [4]
        assert turn_of(angle) == pytest.approx(90, abs=1e-6)
    for angle in (81, 99, 120, 170):
        assert landscape(knob_weights(1.5, angle), ZERO).attracting == []


@pytest.mark.parametrize(
    ("first", "last", "periods"),
    [(0.0, 0.6, [1]), (0.61, 1.22, [2]), (1.23, 1.6, [4]), (1.61, 1.67, [8]), (1.68, 1.68, [16])],
)
def test_the_cycle_doubles_at_these_notches(first, last, periods):
    for gain in {first, last, round((first + last) / 2, 2)}:
        land = landscape(knob_weights(gain, -33, 3, 1.75), [-1, 0])
        assert [cycle.period for cycle in land.attracting] == periods, gain
        assert land.wanderers == []


def test_from_1_69_on_it_does_not_repeat():
    for gain in (1.69, 1.7, 1.85, 1.9, 2.0):
        land = landscape(knob_weights(gain, -33, 3, 1.75), [-1, 0])
        assert land.attracting == [] and len(land.wanderers) == 1, gain


def test_where_the_fixed_point_has_split_it_is_a_saddle():
    for gain in (0.62, 0.7, 1.2):
        kinds = [c.kind for c in landscape(knob_weights(gain, -33, 3, 1.75), [-1, 0]).cycles
                 if c.period == 1]  # fmt: skip
        assert kinds == ["saddle"]


def test_the_tasks_of_the_growing_gain_need_its_rule():
    growing = at_start(GROWING)
    for gain, tasks in ((0.5, []), (0.7, [1]), (1.4, []), (1.64, [2]), (1.68, []), (1.9, [3])):
        growing.set(gain=gain)
        assert [number for number in (1, 2, 3) if done(growing, number)] == tasks, gain
    growing.set(gain=1.5, turn=100.0, stretch=1.0, shear=0.0, k1=0.0)  # a closed curve
    assert growing.state()["wanderers"] == 1 and not done(growing, 3)


def test_the_trace_has_a_column_at_each_notch_of_the_gain():
    np.testing.assert_allclose(GAINS, np.arange(251) / 100, atol=1e-12)
