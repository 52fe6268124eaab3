"""What every function of the wing takes, and how it refuses the rest: by name, by what came."""

from copy import deepcopy

import numpy as np
import pytest

from rnn_helpers import RNNParams
from rnn_helpers.dynamics import contraction, sensitivity
from rnn_helpers.dynamics.attractor_trace import attractor_trace
from rnn_helpers.dynamics.cycles import advance, find_cycles, jacobian
from rnn_helpers.dynamics.decision_regions import area, clip, decision_regions
from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.nullclines import crossings, nullclines
from rnn_helpers.dynamics.one_unit import fixed_points, step_curve
from rnn_helpers.dynamics.principal_plane import principal_plane
from rnn_helpers.dynamics.stable_curves import stable_curves, step_back
from rnn_helpers.dynamics.trajectories import (
    follow_arrows,
    knob_weights,
    knobs,
    led_to,
    mean_turn,
    sub_steps,
    trajectory,
)

W, k = np.array([[1.2, -0.4], [0.3, 0.9]]), np.array([0.1, -0.2])
s0, s = np.array([0.3, 0.1]), np.array([[0.1, 0.2], [0.4, -0.3], [0.0, 0.6]])
NET = RNNParams(U=np.eye(2), W=W, V=[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])

# Each function, and what it takes by name: all of it right.
RIGHT = {
    advance: {"s": s, "W": W, "k": k},
    jacobian: {"s": s, "W": W},
    find_cycles: {"W": W, "k": k, "longest": 2, "starts": s},
    landscape: {"W": W, "k": k},
    nullclines: {"W": W, "k": k},
    crossings: {"W": W, "k": k},
    attractor_trace: {"W": W, "k": k, "gains": s0},
    step_back: {"s": s, "W": W, "k": k},
    stable_curves: {"W": W, "k": k, "cycles": find_cycles(W, k)},
    fixed_points: {"w": 1.5, "k": 0.1},
    step_curve: {"w": 1.5, "k": 0.1},
    knob_weights: {"gain": 1.5, "turn": 30.0, "stretch": 1.2, "shear": 0.1},
    knobs: {"W": W},
    trajectory: {"s0": s0, "W": W, "k": k, "steps": 3},
    led_to: {"s0": s0, "W": W, "k": k, "ends": [s, s0[None]]},
    mean_turn: {"path": s},
    sub_steps: {"s": s, "W": W, "k": k},
    follow_arrows: {"s": s0, "W": W, "k": k},
    contraction.operator_norm: {"A": W},
    contraction.spectral_radius: {"W": W},
    contraction.slope_between: {"z": s, "other_z": -s},
    contraction.differences: {"one": s, "other": -s, "W": W, "shrink": s[1:]},
    sensitivity.running_products: {"s": s, "W": W, "slopes": 1 - s**2},
    sensitivity.influences: {"s": s, "W": W, "slopes": 1 - s**2},
    sensitivity.lyapunov_exponents: {"s": s, "W": W},
    principal_plane: {"s": s},
    decision_regions: {"params": NET},
    clip: {"polygon": s, "p": 1.0, "q": 0.5, "r": 0.0},
    area: {"polygon": s},
}
RIGHT_ALL_THE_SAME = {
    *(("A", "axes"), ("z", "axes"), ("z", "shape")),  # many A; it is other_z that does not fit
    ("gains", "shape"),
    *(("starts", "none"), ("slopes", "none"), ("shrink", "none")),  # may be left out
}
KINDS = ["none", "text", "complex", "nan", "infinite", "boolean", "axes", "shape", "ragged", "set"]


def spoilt(right, kind):
    """A value like the right one, but wrong in one way; None where there is no such way."""
    array = np.asarray(right, dtype=float)
    if kind in ("nan", "infinite"):
        array = array.copy()
        array.flat[-1] = np.nan if kind == "nan" else -np.inf
        return array
    return {
        "none": None,
        "text": "0.5",
        "complex": array + 1j,
        "boolean": array > 0,
        "axes": np.ones((1, 1, 1, 5)),
        "shape": np.ones(7),
        "ragged": [[1.0, 2.0], [3.0]],
        "set": {1.0, 2.0},
    }[kind]


@pytest.mark.parametrize("call", RIGHT, ids=lambda call: call.__name__)
def test_what_is_right_is_taken(call):
    call(**RIGHT[call])


@pytest.mark.parametrize(
    ("call", "symbol"),
    [(call, symbol) for call, right in RIGHT.items() for symbol in right],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_is_wrong_is_refused_by_name(call, symbol):
    right = RIGHT[call][symbol]
    whole = isinstance(right, int) or not isinstance(right, float | np.ndarray)
    for kind in KINDS:
        if (symbol, kind) in RIGHT_ALL_THE_SAME:
            continue
        value = spoilt(1.0 if whole else right, kind)
        with pytest.raises((TypeError, ValueError)) as refused:
            call(**(RIGHT[call] | {symbol: [value] if symbol == "ends" else value}))
        told = str(refused.value)
        assert told.startswith(symbol) and " expects " in told and "got " in told, kind


RUNS = [
    sensitivity.running_products,
    sensitivity.influences,
    sensitivity.lyapunov_exponents,
    contraction.differences,
]
OF_TWO = [
    *(landscape, nullclines, crossings, knobs, led_to, sub_steps, follow_arrows),
    *(step_back, stable_curves, attractor_trace),
]
SEVEN = [  # what is said of seven numbers in a row, and by which functions
    ("W expects shape (H, H)", "", [advance, find_cycles, contraction.spectral_radius, *RUNS]),
    ("W expects shape (2, 2)", "", OF_TWO),
    ("k expects shape (2,)", "W has 2 rows", [advance, find_cycles, nullclines, led_to]),
    ("s expects shape (..., 2)", "W has 2 rows", [advance, jacobian, sub_steps]),
    ("s0 expects shape (..., 2)", "W has 2 rows", [trajectory]),
    ("starts expects shape (N, 2)", "W has 2 rows", [find_cycles]),
    ("s0 expects shape (2,)", "", [led_to]),
    ("path expects shape (T, 2)", "", [mean_turn]),
    ("s expects shape (2,)", "", [follow_arrows]),
    ("other_z expects the shape of z, (3, 2)", "", [contraction.slope_between]),
    ("one expects shape (T + 1, 2)", "W has 2 rows", [contraction.differences]),
    ("other expects shape (3, 2)", "both runs have the same steps", [contraction.differences]),
    ("shrink expects shape (2, 2)", "a row for each step", [contraction.differences]),
    ("s expects shape (T, 2)", "W has 2 rows", RUNS[:3]),
    ("slopes expects shape (3, 2)", "a row for each step, as s has", RUNS[:2]),
    ("s expects shape (T, H)", "", [principal_plane]),
    ("polygon expects shape (n, 2)", "", [clip, area]),
]


@pytest.mark.parametrize(("message", "why", "calls"), SEVEN)
def test_a_wrong_shape_is_told_to_the_letter(message, why, calls):
    for call in calls:
        with pytest.raises(ValueError) as refused:
            call(**(RIGHT[call] | {message.split()[0]: np.ones(7)}))
        assert str(refused.value) == f"{message}, got (7,)" + ("; " + why if why else "")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: led_to(s0, W, k, 5), "ends expects a list of states, got int"),
        (lambda: led_to(s0, W, k, [s, s[0]]), "ends[1] expects shape (n, 2), got (2,)"),
        (lambda: stable_curves(W, k, [s]), "cycles expects a list of Cycle, got ndarray in it"),
        (lambda: step_back(s, np.ones((2, 2)), k),
         "W expects a matrix with an inverse, got one that leads many states to one"),
        (lambda: knobs(W[:1]), "W expects shape (2, 2), got (1, 2)"),
        (lambda: trajectory(s0, W[:1], k, steps=1),
         "W expects as many rows as columns, at least one, got (1, 2)"),
        (lambda: jacobian(0.5, W), "s expects shape (..., 2), got (); W has 2 rows"),
        (lambda: knob_weights(1, 2, stretch=0),
         "stretch expects a number other than 0, got 0: direction 2 takes 1 / it"),
        (lambda: step_curve(1, 2e6),
         "k expects numbers of at most 1e+06 in size, got 2e+06; try smaller ones"),
        (lambda: step_curve(2e6),
         "w expects numbers of at most 1e+06 in size, got 2e+06; try smaller ones"),
        (lambda: mean_turn(s[:1]), "path expects at least 2 states, got 1"),
        (lambda: contraction.spectral_radius(np.ones((1, 2))),
         "W expects as many rows as columns, at least one, got shape (1, 2)"),
        (lambda: contraction.spectral_radius([[1.7e308, -1.7e308], [1.7e308, 1.7e308]]),
         "the largest |eigenvalue| expects finite float64 numbers, got inf"),
        (lambda: contraction.operator_norm(np.full((2, 2), 1.7e308)),
         "||A|| expects finite float64 numbers, got inf"),
        (lambda: contraction.operator_norm([1, 2]),
         "A expects a matrix (m, n) or many (..., m, n), got shape (2,); the length of a vector "
         "is np.linalg.norm(A)"),
        (lambda: contraction.differences(s[:0], s[:0], W),
         "one expects at least its start, got no state"),
        (lambda: sensitivity.lyapunov_exponents(s[:0], W),
         "s expects at least one step, got none"),
        (lambda: sensitivity.running_products(np.zeros((999, 2)), 9 * np.eye(2)),
         "s expects fewer steps, got 999: products of so many Jacobians are beyond 1e308; try "
         "s[:100], or lyapunov_exponents"),
        (lambda: decision_regions(NET.replace(W=np.eye(3), U=np.ones((3, 2)), V=np.ones((3, 3)),
                                              b=np.zeros(3))),
         "V expects shape (K, 2), got (3, 3); the state plane has two units"),
        (lambda: decision_regions(NET.replace(V=[[1, 0], [0, 2e100], [0, 0]])),
         "V expects numbers of at most 1e+100 in size, got 2e+100 at V[1, 1]; try smaller ones"),
        (lambda: decision_regions(NET.replace(c=[0, 2e100, 0])),
         "c expects numbers of at most 1e+100 in size, got 2e+100 at c[1]; try smaller ones"),
        (lambda: principal_plane(s[:1]), "s expects at least 2 steps of 2 units, got shape (1, 2)"),
    ],
)  # fmt: skip
def test_the_message_is(call, message):
    with pytest.raises((TypeError, ValueError)) as refused:
        call()
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "call",
    [advance, jacobian, find_cycles, landscape, nullclines, crossings, trajectory, sub_steps,
     principal_plane, clip, area, knobs],
    ids=lambda call: call.__name__,
)  # fmt: skip
def test_float32_is_computed_with_in_float64(call):
    small = {
        symbol: value.astype(np.float32) if isinstance(value, np.ndarray) else value
        for symbol, value in RIGHT[call].items()
    }
    wide = {
        symbol: value.astype(float) if isinstance(value, np.ndarray) else value
        for symbol, value in small.items()
    }
    for one, other in zip(numbers_of(call(**small)), numbers_of(call(**wide)), strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


def numbers_of(result):
    """All arrays in what a function returns."""
    if isinstance(result, list | tuple):
        return [array for part in result for array in numbers_of(part)]
    if hasattr(result, "__dataclass_fields__"):
        return numbers_of(list(vars(result).values()))
    return [np.asarray(result)]


@pytest.mark.parametrize(
    ("call", "changed", "message"),
    [
        (trajectory, {"steps": -1}, "steps expects a whole number of at least 0, got -1"),
        (trajectory, {"steps": 2.5}, "steps expects a whole number, got 2.5"),
        (trajectory, {"s0": [0.1, 0.2, 0.3]}, r"s0 expects shape \(..., 2\), got \(3,\); W has 2"),
        (trajectory, {"k": [0.1, 0.2, 0.3]}, r"k expects shape \(2,\), got \(3,\); W has 2 rows"),
        (trajectory, {"W": W[:1]}, r"W expects as many rows as columns.*got \(1, 2\)"),
        (nullclines, {"W": np.eye(3), "k": [0, 0, 0]}, r"W expects shape \(2, 2\), got \(3, 3\)"),
        (crossings, {"W": np.eye(3), "k": [0, 0, 0]}, r"W expects shape \(2, 2\), got \(3, 3\)"),
        (led_to, {"ends": s}, r"ends\[0\] expects shape \(n, 2\)"),
        (led_to, {"ends": None}, "ends expects a list of states, got NoneType"),
        (knob_weights, {"stretch": 0}, "stretch expects a number other than 0"),
        (knob_weights, {"gain": 1e200}, r"W expects numbers of at most 1e\+06 in size"),
        (knob_weights, {"gain": 1e300, "stretch": 1e300}, "W expects"),
        (mean_turn, {"path": s[:1]}, "path expects at least 2 states, got 1"),
        (contraction.operator_norm, {"A": [1, 2]}, r"A expects a matrix .*got shape \(2,\)"),
        (contraction.operator_norm, {"A": np.ones((0, 3))}, "A expects a matrix"),
        (contraction.operator_norm, {"A": np.full((2, 2), 1.7e308)}, "expects finite"),
        (
            contraction.slope_between,
            {"other_z": s[:2]},
            r"other_z expects the shape of z, \(3, 2\)",
        ),
        (contraction.differences, {"W": W[:1]}, "W expects as many rows as columns"),
        (contraction.differences, {"shrink": s}, r"shrink expects shape \(2, 2\), got \(3, 2\)"),
        (sensitivity.influences, {"slopes": s[1:]}, r"slopes expects shape \(3, 2\)"),
        (decision_regions, {"params": s}, "params expects RNNParams, got ndarray"),
        (find_cycles, {"longest": 0}, "longest expects a whole number of at least 1"),
        (fixed_points, {"w": 10**400}, "w expects numbers of at most 64 bits"),
    ],
)
def test_other_slips(call, changed, message):
    with pytest.raises((TypeError, ValueError), match=message):
        call(**(RIGHT[call] | changed))


@pytest.mark.parametrize("large", [1e7, 1e200, 1.7e308, -1.7e308])
@pytest.mark.parametrize("call", RIGHT, ids=lambda call: call.__name__)
def test_huge_numbers_are_refused_by_name_or_lead_to_finite_results(call, large):
    for symbol, right in RIGHT[call].items():
        if isinstance(right, float):
            value = large
        elif isinstance(right, np.ndarray):
            value = np.where(np.arange(right.size) % 2, right.ravel(), large).reshape(right.shape)
        else:
            continue
        try:
            result = call(**(RIGHT[call] | {symbol: value}))
        except ValueError as error:
            told = str(error)
            assert " expects " in told and "got " in told
        else:
            arrays = result.values() if isinstance(result, dict) else [result]
            for array in arrays:
                assert not isinstance(array, np.ndarray | float) or np.isfinite(array).all()


@pytest.mark.parametrize("large", [1e3, 1e8, 1e200, 1.7e308])
def test_one_steep_unit_still_has_three_fixed_points(large):
    places = fixed_points(large, 0)
    np.testing.assert_array_equal(places["attracts"], [-1, 1])
    np.testing.assert_allclose(places["repels"], [0], atol=1e-15)
    turns = fixed_points(-large, 0)
    np.testing.assert_array_equal(turns["in turns"], [-1, 1])


def test_k_may_be_one_number_for_all_units():
    for call in (advance, trajectory, sub_steps, follow_arrows):
        one, each = (call(**(RIGHT[call] | {"k": value})) for value in (0.3, [0.3, 0.3]))
        np.testing.assert_array_equal(one, each)


def test_what_comes_in_is_left_as_it_was():
    before = deepcopy([W, k, s0, s])
    for call, right in RIGHT.items():
        call(**right)
    for now, then in zip([W, k, s0, s], before):
        np.testing.assert_array_equal(now, then)
