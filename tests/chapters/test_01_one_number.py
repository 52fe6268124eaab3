"""Chapter 01: what the prose claims about one unit is so."""

from itertools import pairwise
from math import atanh, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import few
from plain_runs import run_one_unit as run

from rnn_helpers import forward_propagation, rnn_step
from rnn_helpers.dynamics.one_unit import fixed_points
from rnn_helpers.explorers.one_number import PATTERNS
from rnn_helpers.machines.examples import one_unit

REST = 0.957504
STEPS = PATTERNS["steps"]
PULSE = [1] + [0] * 1000


def test_the_package_gives_the_same_states_as_the_loop():
    x = np.sin(np.arange(40.0))
    for w, u, b, s_0 in ((0.5, 1, 0, 0), (2, -0.7, 0.3, -1), (-2, 1, 0, 0.3)):
        params = one_unit(w=w, u=u, b=b)
        s = forward_propagation(x[:, None], params, s0=[s_0]).s[:, 0]
        np.testing.assert_allclose(s, run(x, w, u, b, s_0)[1:], atol=1e-12)
        _, first = rnn_step([x[0]], [float(s_0)], params)
        assert first[0] == pytest.approx(s[0])


def test_at_w_1_it_is_back_within_1000_steps_but_not_exponentially():
    s = run(PULSE, 1)[1:]
    assert 0.03866 < s[1000] < 0.03867 and f"{s[1000]:.4f}" == "0.0387"
    part = s[1:] / s[:-1]
    assert (part < 1).all() and (np.diff(part) > 0).all()  # ever more slowly
    error = [abs(s[t] / sqrt(3 / (2 * t)) - 1) for t in (10, 100, 1000)]
    assert error[0] > error[1] > error[2] and error[2] < 0.002


def test_after_three_words_the_light_is_on():
    """ "dogs who see cat": the first word is an input of 1, the others are silence."""
    on = run([1, 0, 0, 0], 2)[-1]
    assert on > 0.95 and f"{run(PULSE, 2)[-1]:.4f}" == "0.9575"
    assert run([1, 0, 0, 0], 0.5)[-1] < 0.1


def test_the_tunnel_where_the_gap_is_narrow_the_steps_are_short():
    s = run([0] * 25, 2, b=-0.55, s_0=1)[1:]
    steps = -np.diff(s)
    assert (steps > 0).all() and 8 < np.argmin(steps) < 14  # in the middle, not at an end
    gap = np.linspace(0.3, 1, 701)
    narrow = gap - np.tanh(2 * gap - 0.55)
    assert abs(gap[np.argmin(narrow)] - s[np.argmin(steps)]) < 0.02
    assert 0.008 < narrow.min() < steps.min() < 0.009


def test_below_1_each_step_takes_away_at_least_the_part_1_minus_w():
    for w in (0.1, 0.5, 0.9, -0.9):
        s = np.abs(run(PULSE, w)[1:200])
        assert (s[1:] <= abs(w) * s[:-1] * (1 + 1e-12)).all()  # but for the last digit


def test_at_w_09_there_are_46_zeros_after_the_point():
    assert f"{run(PULSE, 0.9)[1:][1000]:.0e}" == "8e-47"


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
        s = run(STEPS, 2, u)[1:]
        assert (s[24] < 0) == works
    assert run(STEPS, 2, 0.8)[1:][16] == pytest.approx(0.185, abs=5e-4)
    smaller = [run(STEPS, 2, u)[-1] for u in np.arange(0.05, 0.81, 0.05)]
    assert min(smaller) > 0.9


def test_task_1_one_disc_near_minus_1_and_at_step_15_past_0():
    during, s = fixed_points(2, -1), run(STEPS, 2)[1:]
    assert len(during["attracts"]) == 1 and during["attracts"][0] < -0.99
    assert len(during["repels"]) == 0 and set(STEPS[13:17]) == {-1} and not STEPS[12]
    assert s[14] > 0 > s[15] and s[24] == pytest.approx(-REST, abs=1e-3)


def test_at_u_05_the_upper_disc_is_still_there_and_the_staircase_ends_at_it():
    upper = fixed_points(2, -0.5)["attracts"][-1]
    assert upper > 0.8
    steps = np.abs(run([-1] * 12, 2, 0.5, s_0=REST) - upper)
    assert (np.diff(steps) < 0).all() and steps[-1] < 0.01


def test_task_3_ring_and_upper_disc_meet_before_055_and_the_state_lingers():
    before, close, gone = (fixed_points(2, b) for b in (0, -0.5, -0.55))
    for old, new in zip(before["attracts"], close["attracts"], strict=True):
        assert new < old  # both discs go down, and the ring comes up to the upper one
    assert close["repels"] > before["repels"]
    assert len(gone["attracts"]) == 1 and len(gone["repels"]) == 0
    above, lingers, through = (run([0] * 25, 2, b=b, s_0=1)[1:] for b in (-0.5, -0.55, -0.6))
    assert above[-1] > 0.8 and lingers[-1] > 0.2 and through[-1] < -0.98
    assert (np.diff(lingers) < 0).all()
    assert run([0] * 60, 2, b=-0.55, s_0=1)[-1] < -0.98


def test_a_strong_input_overwrites_any_latch_in_one_step_and_a_weak_one_never_does():
    for w in (1.05, 1.5, 2, 3):
        rest = fixed_points(w, 0)["attracts"][-1]
        strong, weak = w * rest + 0.01, 0.9 * (w * sqrt(1 - 1 / w) - atanh(sqrt(1 - 1 / w)))
        assert run([-strong], w, s_0=rest)[-1] < 0 < weak
        assert (run([-weak] * 2000, w, s_0=rest) > 0).all()


def test_the_watershed_with_b_03():
    ends = [run([0] * 25, 2, b=0.3, s_0=s_0)[-1] for s_0 in np.arange(-1, 1.01, 0.05).round(2)]
    assert [end > 0 for end in ends] == 14 * [False] + 27 * [True]  # -0.35, then -0.30


def test_a_unit_that_forgets_ends_at_one_place_from_every_start():
    for w, b in ((0.5, 0), (0.5, 0.5), (-0.9, 0.3), (0.9, -1)):
        ends = [run([0] * 400, w, b=b, s_0=s_0)[-1] for s_0 in np.linspace(-1, 1, 21)]
        assert np.ptp(ends) < 1e-12
    assert run([0] * 60, 0.5, b=0.5)[-1] == pytest.approx(0.687894, abs=1e-6)


def test_an_input_slides_the_curve_by_k_over_w_to_the_left():
    s = np.linspace(-1.1, 1.1, 221)
    for w, k in ((2, -1), (-2, 0.5), (0.5, 0.3)):
        np.testing.assert_allclose(np.tanh(w * (s - k / w) + k), np.tanh(w * s), atol=1e-12)


def test_a_wave_is_ignored_at_u_05_and_followed_late_at_u_1():
    wave = PATTERNS["sine"]
    assert (run(wave, 2, 0.5)[2:] > 0).all()
    s = run(wave, 2, 1.0)[1:]
    assert next(t for t in range(25) if wave[t] < 0) == 7
    assert next(t for t in range(25) if s[t] < 0) == 10


def test_with_minus_w_the_size_goes_just_as_with_w():
    for w in (0.7, 1, 2):
        np.testing.assert_array_equal(np.abs(run(PULSE, -w)), np.abs(run(PULSE, w)))
