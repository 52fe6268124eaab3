"""Where one unit rests: what attracts, what repels, and what takes turns."""

from math import atanh, nextafter, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import few
from plain_runs import run_one_unit as run

from rnn_helpers.dynamics.one_unit import fixed_points, step_curve

KINDS = ["attracts", "repels", "in turns"]
REST = 0.957504
weights = st.floats(-3, 3)
pushes = st.floats(-4, 4)


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


@pytest.mark.parametrize("w", [nextafter(-1, -2), -1 - 1e-13, -1 - 1e-9, -1.2])
def test_the_lower_state_of_a_pair_stands_first(w):
    low, high = fixed_points(w, 0.0)["in turns"]
    assert low < high


def test_a_place_that_is_hit_is_told_exactly():
    assert fixed_points(2.0, 0.0)["repels"].tolist() == [0.0]
    assert fixed_points(-2.0, 0.0)["repels"].tolist() == [0.0]


@pytest.mark.parametrize(("push", "k"), [({}, 0.0), ({"k": 0.4}, 0.4)])
def test_the_curve_of_a_step(push, k):
    s, new = step_curve(-1.7, **push)
    np.testing.assert_allclose(s, np.arange(-110, 111) / 100, atol=1e-15)
    np.testing.assert_allclose(new, np.tanh(-1.7 * s + k), atol=1e-15)


@pytest.mark.parametrize("w, k, symbol", [(np.nan, 0, "w"), (np.inf, 0, "w"), (0, np.nan, "k")])
def test_numbers_must_be_finite(w, k, symbol):
    with pytest.raises(ValueError, match=rf"{symbol} expects finite"):
        fixed_points(w, k)
