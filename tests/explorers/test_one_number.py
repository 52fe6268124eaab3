"""The explorer of one unit: its numbers, its cobweb, its inputs and its sentence."""

import numpy as np
import pytest
from plain_runs import run_one_unit as run

from rnn_helpers.dynamics.one_unit import fixed_points
from rnn_helpers.explorers.one_number import PATTERNS, STEPS, TASKS, one_number, stems
from rnn_helpers.views.curves.cobweb import Cobweb, staircase
from rnn_helpers.views.curves.lens import Lens


@pytest.fixture(scope="module")
def explorer():
    explorer = one_number()
    yield explorer
    explorer.close()


def cobweb_of(explorer):
    (cobweb,) = (view for view in explorer.views if isinstance(view, Cobweb))
    return cobweb


def settings_of(rng):
    values = {name: round(rng.uniform(-2, 2), 2) for name in ("u", "b")}
    values |= {"w": round(rng.uniform(-3, 3), 2), "s0": round(rng.uniform(-1, 1), 2)}
    return values | {"t": int(rng.integers(0, 25)), "x": str(rng.choice(list(PATTERNS)))}


def test_numbers_and_picture_are_those_of_the_unit(explorer):
    cobweb = cobweb_of(explorer)
    rng = np.random.default_rng(1)
    for _ in range(12):
        v = settings_of(rng)
        explorer.set(**v)
        x, t = PATTERNS[v["x"]], v["t"]
        s = run(x, v["w"], v["u"], v["b"], v["s0"])
        state = explorer.state()
        for name, wanted in {
            "x_t": x[t],
            "s_{t-1}": s[t],  # s[0] is the state before the first input
            "s_t": s[t + 1],
            "s_24": s[25],
        }.items():
            assert state[name] == pytest.approx(wanted, abs=1e-12)
        shown = cobweb.shown
        np.testing.assert_allclose(shown["stairs"], staircase(s[: t + 2]), atol=1e-12)
        ((ring_x, ring_y),) = shown["ring"]
        on_curve = np.interp(ring_x, *shown["curve"].T)
        assert ring_y == pytest.approx(on_curve, abs=2e-4)  # the curve is drawn as 220 chords
    explorer.reset()


def test_the_other_curve_is_there_only_while_an_input_moves_the_curve(explorer):
    cobweb = cobweb_of(explorer)
    explorer.reset()
    for t, moved in ((2, False), (3, True), (4, False)):
        explorer.set(t=t)
        assert bool(len(cobweb.shown["other"])) == moved
        assert explorer.describe().endswith("Dashed: the curve without it.") == moved
    explorer.reset()


def test_both_pictures_have_the_same_heights(explorer):
    left, right = explorer.figure.axes
    for y in (-1, 0, 1):
        heights = [ax.transData.transform((0, y))[1] for ax in (left, right)]
        assert abs(heights[0] - heights[1]) < 0.5


def test_patterns():
    assert list(PATTERNS) == ["pulse", "steps", "constant", "sine", "silence"]
    assert all(len(x) == STEPS + 1 for x in PATTERNS.values())
    assert stems(PATTERNS["pulse"]) == {3: 1.0}
    steps = stems(PATTERNS["steps"])
    assert steps == {t: 1.0 for t in range(3, 7)} | {t: -1.0 for t in range(13, 17)}
    assert stems(PATTERNS["silence"]) == {}


def test_the_sentence_names_each_kind_of_place(explorer):
    explorer.set(w=2, x="silence")
    assert explorer.describe().endswith("-0.9575 (attracts), 0.0000 (repels), 0.9575 (attracts).")
    explorer.set(w=-2)
    assert "0.0000 (repels); -0.9575 and 0.9575 take turns" in explorer.describe()
    for w in (1, -1):
        explorer.set(w=w)
        assert explorer.describe().endswith("0.0000 (attracts ever more slowly).")
    explorer.reset()


NOTCHES = {"w": np.arange(-3, 3.01, 0.05), "u": np.arange(-2, 2.01, 0.05)}
NOTCHES |= {"b": NOTCHES["u"], "s0": np.arange(-1, 1.01, 0.05), "t": range(25)}


@pytest.mark.parametrize("part, number, name, does", [
    (1, 1, "t", {3}), (1, 2, "w", {1.05}), (1, 3, "w", {-1.05}), (1, 4, "w", {1}),
    (2, 2, "u", {0.85}), (2, 3, "b", {-0.55}), (2, 4, "s0", {-0.3}),
])  # fmt: skip
def test_which_notches_of_a_slider_do_a_task(explorer, part, number, name, does):
    task = TASKS[part][number - 1]
    explorer.reset()
    for move in (task.begin, *task.solution[:-1]):
        explorer.set(**(explorer.presets[move] if isinstance(move, str) else move))
    done = set()
    for value in NOTCHES[name]:
        value = int(value) if name == "t" else round(value, 2)
        explorer.set(**{name: value})
        done |= {value} if task.done(explorer.state()) else set()
    explorer.reset()
    assert done == does


def test_the_step_below_0_is_the_third_of_the_second_input(explorer):
    explorer.preset("write twice")
    done = set()
    for t in range(25):
        explorer.set(t=t)
        done |= {t} if TASKS[2][0].done(explorer.state()) else set()
    assert done == {15} and not PATTERNS["steps"][12] and (PATTERNS["steps"][13:16] == -1).all()
    explorer.reset()


def test_at_w_1_each_step_takes_a_little_less_away():
    s = run(PATTERNS["pulse"], 1)[4:]
    assert f"{s[-1]:.4f}" == "0.2504" and (np.diff(s) < 0).all() and (np.diff(np.diff(s)) > 0).all()


def test_the_two_discs_move_apart_as_w_grows():
    apart = [np.ptp(fixed_points(w, 0)["attracts"]) for w in np.arange(1.05, 3.01, 0.05)]
    assert (np.diff(apart) > 0).all()


def test_each_diamond_is_as_high_as_the_other_is_far_right():
    for w in (-1.05, -2, -3):
        one, other = fixed_points(w, 0)["in turns"]
        assert np.tanh(w * one) == pytest.approx(other) and np.tanh(w * other) == pytest.approx(one)


@pytest.mark.parametrize("s_0", [-1, -0.01, 0.01, 1])
def test_in_silence_up_to_w_1_all_ends_at_0_and_beyond_0_sends_away(s_0):
    for w in (-1, -0.5, 0.9, 1):
        sizes = np.abs(run([0] * 3000, w, s_0=s_0))
        assert (sizes[1:] <= sizes[:-1]).all() and sizes[-1] < 0.03
    for w in (-3, -1.05, 1.05, 2):
        assert np.abs(run([0] * 300, w, s_0=s_0))[-1] > 0.3


def lens_of(explorer):
    (lens,) = (view for view in explorer.views if isinstance(view, Lens))
    return lens


def test_the_lens_is_there_for_short_steps_and_shows_the_gap(explorer):
    explorer.reset()
    assert not lens_of(explorer).shown["seen"]  # a long step
    explorer.set(x="silence", w=2, s0=1, b=-0.55, t=14)
    shown, state = lens_of(explorer).shown, explorer.state()
    middle = (state["s_{t-1}"] + state["s_t"]) / 2
    assert shown["seen"] and shown["focus"] == pytest.approx([middle, middle])
    x, y = shown["curve"].T
    gap = np.interp(x, *shown["diagonal"].T) - y  # ten times as wide as it is
    inside = np.abs(x - 0.64) < 0.4
    assert 0.08 < gap[inside].min() < 0.095
    width = np.ptp(shown["stairs"][-2:, 0])  # the last step, sideways
    assert width == pytest.approx(10 * (state["s_{t-1}"] - state["s_t"]))
    explorer.reset()


def test_after_the_task_of_the_tunnel_the_lens_shows_it(explorer):
    task = TASKS[2][2]
    explorer.reset()
    for move in (task.begin, *task.solution):
        explorer.set(**move)
        assert lens_of(explorer).shown["seen"]
    explorer.reset()


@pytest.mark.parametrize("w, s0, corner", [
    (0.9, 1, (1, -1)), (0.9, -1, (-1, 1)), (-0.7, 1, (-1, -1)), (2, -0.9, (-1, 1)),
])  # fmt: skip
def test_the_lens_stands_where_the_curve_is_not(explorer, w, s0, corner):
    explorer.set(x="silence", w=w, s0=s0, t=24)
    lens = lens_of(explorer)
    assert lens.shown["seen"]
    left, low = lens.shown["glass"] - 0.4
    assert (np.sign(lens.shown["glass"]) == corner).all()
    s, new = cobweb_of(explorer).shown["curve"].T
    inside = (left < s) & (s < left + 0.8) & (low < new) & (new < low + 0.8)
    assert not inside.any()
    explorer.reset()


def test_the_time_line_begins_with_the_state_before_the_first_input(explorer):
    explorer.set(s0=0.5, x="silence")
    timeline = explorer.views[0].shown
    assert timeline["times"][0].tolist() == list(range(-1, 25))
    assert timeline["lines"][0, 0] == 0.5 and timeline["now"] == explorer.state()["t"]
    explorer.reset()
