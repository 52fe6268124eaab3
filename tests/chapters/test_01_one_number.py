"""Chapter 01: where one unit rests, the cobweb that shows it, and what the prose claims."""

from importlib import import_module
from itertools import pairwise
from math import atanh, nextafter, sqrt, tanh

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import few

from rnn_helpers import forward_propagation, rnn_step
from rnn_helpers.dynamics.one_unit import fixed_points
from rnn_helpers.machines.examples import one_unit
from rnn_helpers.views.curves.cobweb import GRID, Cobweb, Level, staircase
from rnn_helpers.views.style import lecture_figure

chapter = import_module("rnn_helpers.explorers.one_number")

KINDS = ["attracts", "repels", "in turns"]
REST = 0.957504
PULSE = [1] + [0] * 1000
weights = st.floats(-3, 3)
pushes = st.floats(-4, 4)


def run(x, w, u=1.0, b=0.0, s_0=0.0):
    """The loop of the chapter, written here a second time: s_0, ..., s_T."""
    s = [s_0]
    for x_t in x:
        s.append(tanh(w * s[-1] + u * x_t + b))
    return np.array(s)


# Where one unit rests


@pytest.mark.parametrize(
    "w, k, expected",
    [
        (0.0, 0.5, ([np.tanh(0.5)], [], [])),
        (0.5, 0.0, ([0.0], [], [])),
        (1.0, 0.0, ([0.0], [], [])),
        (-1.0, 0.0, ([0.0], [], [])),
        (2.0, 0.0, ([-REST, REST], [0.0], [])),
        (-2.0, 0.0, ([], [0.0], [-REST, REST])),
        (1.05, 0.0, ([-0.370706, 0.370706], [0.0], [])),
        (2.0, 0.3, ([-0.907997, 0.978312], [-0.310610], [])),
        (2.0, 0.55, ([0.987250], [], [])),
        (2.0, -0.55, ([-0.987250], [], [])),
    ],
)
def test_resting_places(w, k, expected):
    places = fixed_points(w, k)
    assert list(places) == KINDS
    for found, wanted in zip(places.values(), expected, strict=True):
        assert found.dtype == float
        np.testing.assert_allclose(found, wanted, atol=1e-6)


@given(weights, pushes)
@few
def test_a_resting_place_is_its_own_successor_and_a_pair_takes_turns(w, k):
    places = fixed_points(w, k)
    for kind in ("attracts", "repels"):
        np.testing.assert_allclose(np.tanh(w * places[kind] + k), places[kind], atol=1e-12)
    pair = places["in turns"]
    np.testing.assert_allclose(np.tanh(w * pair + k), pair[::-1], atol=1e-5)
    assert (np.diff(pair) > -1e-5).all()


@given(weights, pushes)
@few
def test_no_crossing_is_missed(w, k):
    """As many as changes of sign of tanh(w s + k) - s on a fine grid, where none are near."""
    grid = np.linspace(-1, 1, 20001)
    places = fixed_points(w, k)
    known = np.sort(np.concatenate([places["attracts"], places["repels"]]))
    if abs(w * (1 - known**2) - 1).min() < 0.02:
        return  # two crossings about to meet: the grid may step over both
    signs = np.sign(np.tanh(w * grid + k) - grid)
    places_of_change = grid[:-1][signs[:-1] * signs[1:] < 0]
    zeros = grid[signs == 0]
    assert len(known) == len(places_of_change) + len(zeros)


@given(weights, pushes)
@few
def test_the_slope_decides_what_attracts(w, k):
    places = fixed_points(w, k)
    assert (np.abs(w * (1 - places["attracts"] ** 2)) <= 1 + 1e-9).all()
    assert (np.abs(w * (1 - places["repels"] ** 2)) >= 1 - 1e-9).all()
    assert len(places["in turns"]) == (2 if w < 0 and len(places["repels"]) else 0)


@given(weights, pushes, st.floats(-1, 1))
@few
def test_every_run_ends_where_something_attracts(w, k, s_0):
    """Unless it starts on the place that repels: no longer cycle, no second pair attracts."""
    places = fixed_points(w, k)
    all_places = np.concatenate(list(places.values()))
    slopes = np.abs(w * (1 - all_places**2))
    if np.abs(slopes - 1).min() < 0.05:
        return  # too slow for this test
    if (np.abs(s_0 - places["repels"]) < 1e-6).any():
        return  # it leaves, if at all, too late for this test
    last = run([0] * 2000, w, b=k, s_0=s_0)[-2:]
    attracting = [(place, place) for place in places["attracts"]]
    if len(places["in turns"]):
        p, q = places["in turns"]
        attracting += [(p, q), (q, p)]
    assert min(np.abs(last - end).max() for end in attracting) < 1e-6


def test_on_the_sliders_two_crossings_never_just_touch():
    """At a rational w > 1 they touch at k = +-(atanh(r) - w r), r = sqrt(1 - 1/w), which is
    transcendental; here: at every notch of w it is not near a notch of b."""
    for w in np.round(np.arange(1.05, 3.01, 0.05), 2):
        r = sqrt(1 - 1 / w)
        k = w * r - atanh(r)
        assert len(fixed_points(w, k + 1e-9)["attracts"]) == 1
        assert len(fixed_points(w, k - 1e-9)["attracts"]) == 2
        assert abs(k / 0.05 - round(k / 0.05)) > 1e-4


def test_slopes_a_hair_beyond_one_are_no_trouble():
    for w in (nextafter(1, 2), nextafter(-1, -2), 1 + 1e-9, -1 - 1e-9):
        places = np.concatenate(list(fixed_points(w, 0.0).values()))
        assert np.abs(places).max() < 1e-4


@pytest.mark.parametrize("w, k, symbol", [(np.nan, 0, "w"), (np.inf, 0, "w"), (0, np.nan, "k")])
def test_numbers_must_be_finite(w, k, symbol):
    with pytest.raises(ValueError, match=rf"{symbol} expects a finite number"):
        fixed_points(w, k)


# The cobweb


@pytest.fixture
def cobweb():
    figure, ax = lecture_figure(4, 3.5)
    view = Cobweb(ax)
    view.figure_kept = figure
    return view


def test_the_staircase_reads_and_carries():
    corners = staircase([0.9, 0.4, 0.2])
    wanted = [(0.9, 0.9), (0.9, 0.4), (0.4, 0.4), (0.4, 0.2), (0.2, 0.2)]
    np.testing.assert_array_equal(corners, wanted)
    np.testing.assert_array_equal(staircase([0.9]), [(0.9, 0.9)])


def test_the_last_step_is_thick_with_a_ring_on_the_curve(cobweb):
    cobweb.set(curve=np.tanh(0.5 * GRID), path=[0.9, 0.4, 0.2])
    np.testing.assert_array_equal(cobweb._legs.get_xydata(), [(0.4, 0.4), (0.4, 0.2), (0.2, 0.2)])
    np.testing.assert_array_equal(cobweb._now.get_xydata(), [(0.4, 0.2)])
    np.testing.assert_array_equal(cobweb._start.get_xydata(), [(0.9, 0.9)])
    level = cobweb._level.moving[0].get_xydata()
    np.testing.assert_array_equal(level, [(-1.1, 0.2), (0.4, 0.2)])
    assert cobweb._legs.get_linewidth() > 2 * cobweb._stairs.get_linewidth()
    cobweb.set(curve=np.tanh(0.5 * GRID), path=[0.9])
    assert len(cobweb._now.get_xydata()) == len(cobweb._legs.get_xydata()) == 0


@pytest.mark.parametrize(
    "path, markers, seen",
    [
        ([0.9, 0.4], "v<", [True, True]),
        ([-0.9, 0.4], "^>", [True, True]),
        ([0.4, 0.41], "^>", [False, False]),
        ([0.4], "v<", [False, False]),
    ],
)
def test_arrow_heads_show_the_way(cobweb, path, markers, seen):
    cobweb.set(curve=GRID, path=path)
    assert [head.get_marker() for head in cobweb._heads] == list(markers)
    assert [head.get_visible() for head in cobweb._heads] == seen


def test_marks_tell_kinds_apart_by_shape_not_by_colour(cobweb):
    cobweb.set(curve=GRID, path=[0], places={"attracts": [0.5], "repels": [0], "in turns": [-1, 1]})
    shown = {kind: mark.get_xydata().tolist() for kind, mark in cobweb._marks.items()}
    assert shown == {"attracts": [[0.5, 0.5]], "repels": [[0, 0]], "in turns": [[-1, 1], [1, -1]]}
    looks = [(m.get_marker(), m.get_markerfacecolor() == "white") for m in cobweb._marks.values()]
    assert len(set(looks)) == 3
    assert len({mark.get_markeredgecolor() for mark in cobweb._marks.values()}) == 1
    cobweb.set(curve=GRID, path=[0])
    assert not any(len(mark.get_xydata()) for mark in cobweb._marks.values())


def test_level_has_the_height_of_the_state():
    figure, ax = lecture_figure(4, 3)
    level = Level(ax)
    level.set(height=0.3, between=(2, 5))
    np.testing.assert_array_equal(level._line.get_xydata(), [(2, 0.3), (5, 0.3)])
    assert figure is not None


# The explorer


@pytest.fixture(scope="module")
def built():
    """The explorer and its cobweb."""
    views = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chapter, "Cobweb", lambda ax: views.append(Cobweb(ax)) or views[-1])
        explorer = chapter.one_number()
    yield explorer, views[0]
    explorer.close()


def settings_of(rng):
    values = {name: round(rng.uniform(-2, 2), 2) for name in ("u", "b")}
    values |= {"w": round(rng.uniform(-3, 3), 2), "s0": round(rng.uniform(-1, 1), 2)}
    return values | {"t": int(rng.integers(1, 25)), "x": str(rng.choice(list(chapter.PATTERNS)))}


def test_numbers_and_picture_are_those_of_the_unit(built):
    explorer, cobweb = built
    rng = np.random.default_rng(1)
    for _ in range(12):
        v = settings_of(rng)
        explorer.set(**v)
        x, t = chapter.PATTERNS[v["x"]], v["t"]
        s = run(x, v["w"], v["u"], v["b"], v["s0"])
        state = explorer.state()
        for name, wanted in {
            "x_t": x[t - 1],
            "s_{t-1}": s[t - 1],
            "s_t": s[t],
            "s_24": s[24],
        }.items():
            assert state[name] == pytest.approx(wanted, abs=1e-12)
        np.testing.assert_allclose(cobweb._stairs.get_xydata(), staircase(s[: t + 1]), atol=1e-12)
        ring_x, ring_y = cobweb._now.get_xydata()[0]
        on_curve = np.interp(ring_x, GRID, cobweb._curve.get_ydata())
        assert ring_y == pytest.approx(on_curve, abs=2e-4)  # the curve is drawn as 220 chords
    explorer.reset()


def test_the_other_curve_is_there_only_while_an_input_moves_the_curve(built):
    explorer, cobweb = built
    explorer.reset()
    for t, moved in ((2, False), (3, True), (4, False)):
        explorer.set(t=t)
        assert bool(len(cobweb._other.get_xdata())) == moved
        assert explorer.describe().endswith("Dashed: the curve without it.") == moved
    explorer.reset()


def test_both_pictures_have_the_same_heights(built):
    left, right = built[0].figure.axes
    for y in (-1, 0, 1):
        heights = [ax.transData.transform((0, y))[1] for ax in (left, right)]
        assert abs(heights[0] - heights[1]) < 0.5


def test_patterns():
    assert list(chapter.PATTERNS) == ["pulse", "steps", "constant", "sine", "silence"]
    assert all(len(x) == chapter.STEPS for x in chapter.PATTERNS.values())
    assert chapter.stems(chapter.PATTERNS["pulse"]) == {3: 1.0}
    steps = chapter.stems(chapter.PATTERNS["steps"])
    assert steps == {t: 1.0 for t in range(3, 7)} | {t: -1.0 for t in range(13, 17)}
    assert chapter.stems(chapter.PATTERNS["silence"]) == {}


def test_the_sentence_names_each_kind_of_place(built):
    explorer, _ = built
    explorer.set(w=2, x="silence")
    assert explorer.describe().endswith("-0.9575 (attracts), 0.0000 (repels), 0.9575 (attracts).")
    explorer.set(w=-2)
    assert "0.0000 (repels); -0.9575 and 0.9575 take turns" in explorer.describe()
    for w in (1, -1):
        explorer.set(w=w)
        assert explorer.describe().endswith("0.0000 (attracts ever more slowly).")
    explorer.reset()


# What the chapter claims


def test_the_package_gives_the_same_states_as_the_loop():
    x = np.sin(np.arange(40.0))
    for w, u, b, s_0 in ((0.5, 1, 0, 0), (2, -0.7, 0.3, -1), (-2, 1, 0, 0.3)):
        params = one_unit(w=w, u=u, b=b)
        s = forward_propagation(x[:, None], params, s0=[s_0]).s[:, 0]
        np.testing.assert_allclose(s, run(x, w, u, b, s_0)[1:], atol=1e-12)
        _, first = rnn_step([x[0]], [float(s_0)], params)
        assert first[0] == pytest.approx(s[0])


def test_at_w_1_it_is_back_within_1000_steps_but_not_exponentially():
    s = run(PULSE, 1)
    assert 0.03866 < s[-1] < 0.03867 and s[1000] == pytest.approx(0.0386818, abs=1e-7)
    part = s[2:] / s[1:-1]
    assert (part < 1).all() and (np.diff(part) > 0).all()  # ever more slowly
    error = [abs(s[t] / sqrt(3 / (2 * t)) - 1) for t in (10, 100, 1000)]
    assert error[0] > error[1] > error[2] and error[2] < 0.002


def test_below_1_each_step_takes_away_at_least_the_part_1_minus_w():
    for w in (0.1, 0.5, 0.9, -0.9):
        s = np.abs(run(PULSE, w)[1:200])
        assert (s[1:] <= abs(w) * s[:-1] * (1 + 1e-12)).all()  # but for the last digit


def test_at_w_09_there_are_46_zeros_after_the_point():
    assert 1e-47 <= run(PULSE, 0.9)[1000] < 1e-46


def test_half_lives():
    for h in (5, 10):
        w = 2 ** (-1 / h)
        assert run([0] * h, w, s_0=0.001)[-1] / 0.001 == pytest.approx(0.5, abs=1e-5)
        assert run([0] * h, w, s_0=np.tanh(1))[-1] / np.tanh(1) < 0.5
    assert pytest.approx(0.933033, abs=1e-6) == 2**-0.1


def test_in_silence_a_sign_is_kept_above_1_and_flipped_below_minus_1():
    for w in (1.05, 1.5, 2, 3):
        for s_0 in (1e-6, 0.01, 1, -0.01, -1):
            assert (np.sign(run([0] * 1000, w, s_0=s_0)) == np.sign(s_0)).all()
            flipping = run([0] * 1000, -w, s_0=s_0)
            assert (flipping[1:] * flipping[:-1] < 0).all()


def test_the_larger_the_weight_the_farther_out_it_rests():
    places = [fixed_points(w, 0)["attracts"][-1] for w in np.linspace(1.05, 3, 40)]
    assert all(a < b for a, b in pairwise(places))


def test_task_2_the_disc_becomes_a_ring_at_105():
    found = [len(fixed_points(round(w, 2), 0)["repels"]) for w in np.arange(0, 3.01, 0.05)]
    assert found == 21 * [0] + 40 * [1]


def test_trap_the_arrow_points_to_0_but_the_step_jumps_beyond():
    s = run([0] * 6, -2, s_0=0.3)
    assert s[1] == pytest.approx(-0.537, abs=5e-4)
    assert (np.abs(s[1:]) > np.abs(s[:-1])).all()


def test_trap_old_inputs_count():
    assert run([1, 0, 0, 0, 1], 0.5)[-1] - run([0, 0, 0, 0, 1], 0.5)[-1] > 0.01
    assert run([1] + [-0.5] * 1000, 2)[-1] == pytest.approx(0.801759, abs=1e-6)


def test_one_step_overwrites_beyond_1915_and_a_lasting_one_beyond_053284():
    assert pytest.approx(1.915, abs=1e-4) == 2 * REST
    k = sqrt(2) - atanh(sqrt(0.5))
    assert k == pytest.approx(0.53284, abs=1e-5)
    assert len(fixed_points(2, -k + 1e-6)["attracts"]) == 2
    assert len(fixed_points(2, -k - 1e-6)["attracts"]) == 1
    for n, flipped in ((1, False), (2, False), (3, True)):
        assert (run([-1] * n + [0] * 1000, 2, s_0=REST)[-1] < 0) == flipped


@given(st.lists(st.floats(-0.5328, 0.5328), max_size=60))
@few
def test_a_memory_at_rest_survives_any_inputs_that_leave_its_place(x):
    assert (run(x, 2, s_0=REST) > 0).all()


def test_second_write_needs_u_085():
    for u, works in ((0.5, False), (0.8, False), (0.85, True), (1.0, True)):
        s = run(chapter.PATTERNS["steps"], 2, u)
        assert (s[24] < 0) == works
    assert run(chapter.PATTERNS["steps"], 2, 0.8)[16] == pytest.approx(0.185, abs=5e-4)
    smaller = [run(chapter.PATTERNS["steps"], 2, u)[24] for u in np.arange(0.05, 0.81, 0.05)]
    assert min(smaller) > 0.9


def test_task_3_ring_and_upper_disc_meet_before_055_and_the_state_lingers():
    before, close, gone = (fixed_points(2, b) for b in (0, -0.5, -0.55))
    for old, new in zip(before["attracts"], close["attracts"], strict=True):
        assert new < old  # both discs go down, and the ring comes up to the upper one
    assert close["repels"] > before["repels"]
    assert len(gone["attracts"]) == 1 and len(gone["repels"]) == 0
    above, lingers, through = (run([0] * 24, 2, b=b, s_0=1) for b in (-0.5, -0.55, -0.6))
    assert above[-1] > 0.8 and lingers[-1] > 0.3 and through[-1] < -0.98
    assert (np.diff(lingers) < 0).all()
    assert run([0] * 60, 2, b=-0.55, s_0=1)[-1] < -0.98


def test_a_strong_input_overwrites_any_latch_in_one_step_and_a_weak_one_never_does():
    for w in (1.05, 1.5, 2, 3):
        rest = fixed_points(w, 0)["attracts"][-1]
        strong, weak = w * rest + 0.01, 0.9 * (w * sqrt(1 - 1 / w) - atanh(sqrt(1 - 1 / w)))
        assert run([-strong], w, s_0=rest)[-1] < 0 < weak
        assert (run([-weak] * 2000, w, s_0=rest) > 0).all()


def test_the_watershed_with_b_03():
    ends = [run([0] * 24, 2, b=0.3, s_0=s_0)[-1] for s_0 in np.arange(-1, 1.01, 0.05).round(2)]
    assert [end > 0 for end in ends] == 14 * [False] + 27 * [True]  # -0.35, then -0.30


def test_a_unit_that_forgets_ends_at_one_place_from_every_start():
    for w, b in ((0.5, 0), (0.5, 0.5), (-0.9, 0.3), (0.9, -1)):
        ends = [run([0] * 400, w, b=b, s_0=s_0)[-1] for s_0 in np.linspace(-1, 1, 21)]
        assert np.ptp(ends) < 1e-12
    assert run([0] * 60, 0.5, b=0.5)[-1] == pytest.approx(0.687894, abs=1e-6)


def test_an_input_slides_the_curve_by_k_over_w_to_the_left():
    for w, k in ((2, -1), (-2, 0.5), (0.5, 0.3)):
        np.testing.assert_allclose(np.tanh(w * (GRID - k / w) + k), np.tanh(w * GRID), atol=1e-12)


def test_a_wave_is_ignored_at_u_05_and_followed_late_at_u_1():
    wave = chapter.PATTERNS["sine"]
    assert (run(wave, 2, 0.5)[1:] > 0).all()
    s = run(wave, 2, 1.0)
    assert next(t for t in range(1, 25) if wave[t - 1] < 0) == 7
    assert next(t for t in range(1, 25) if s[t] < 0) == 10


def test_with_minus_w_the_size_goes_just_as_with_w():
    for w in (0.7, 1, 2):
        np.testing.assert_array_equal(np.abs(run(PULSE, -w)), np.abs(run(PULSE, w)))
