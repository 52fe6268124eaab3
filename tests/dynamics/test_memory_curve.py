"""How far back inputs can be read: delay lines, one unit, and what is refused."""

import numpy as np
import pytest

from rnn_helpers import RNNParams, forward_propagation
from rnn_helpers.dynamics import memory_curve

x = np.random.default_rng(0).uniform(-1, 1, 2000)


def delayed(x, lag):
    return np.concatenate([np.zeros(lag), x[: len(x) - lag]])


def test_a_delay_line_is_read_to_its_end_and_no_farther():
    s = np.stack([delayed(x, lag) for lag in (0, 1, 2, 4)], axis=1)
    curve = memory_curve(s, x, reach=6)
    assert curve.shape == (7,)
    np.testing.assert_allclose(curve[[0, 1, 2, 4]], 1, atol=1e-12)
    assert (np.abs(curve[[3, 5, 6]]) < 0.02).all()


def test_it_is_the_line_through_the_first_half_judged_on_the_second():
    w, u = 0.8, 0.5
    s = forward_propagation(x[:, None], RNNParams(U=[[u]], W=[[w]], V=[[1.0]])).s
    curve = memory_curve(s, x, reach=9)
    half = 9 + (2000 - 9) // 2
    for k in (0, 1, 5, 9):
        past = delayed(x, k)
        line = np.polyfit(s[9:half, 0], past[9:half], 1)
        error = past[half:] - np.polyval(line, s[half:, 0])
        assert curve[k] == pytest.approx(1 - np.mean(error**2) / np.var(past[half:]), abs=1e-9)
    assert curve[0] > curve[1] > curve[3] > curve[6] and curve.sum() < 1.05  # one unit


@pytest.mark.parametrize("factor, shift", [(1e-180, 0), (1e150, 0), (1, 1000)])
def test_the_size_of_the_inputs_does_not_count(factor, shift):
    s = np.stack([delayed(x, 1), delayed(x, 3)], axis=1)
    right = memory_curve(s, x, reach=4)
    np.testing.assert_allclose(memory_curve(s, factor * x + shift, reach=4), right, atol=1e-9)


def test_nothing_is_read_off_states_that_say_nothing():
    s = np.random.default_rng(1).normal(size=(2000, 3))
    assert (np.abs(memory_curve(s, x, reach=5)) < 0.05).all()
    assert (np.abs(memory_curve(np.zeros((2000, 3)), x, reach=5)) < 0.02).all()


def test_what_is_beyond_rounding_is_not_read():
    """A unit that holds x_{t-1} a billion times smaller than the rest holds it for nobody."""
    s = np.stack([x, 1e-9 * delayed(x, 1)], axis=1)
    assert memory_curve(s, x, reach=1)[1] < 0.02
    assert memory_curve(s * [1, 1e3], x, reach=1)[1] > 0.99


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"s": x}, "s expects shape (T, H), got (2000,)"),
        ({"x": x[:-1]}, "x expects shape (2000,), got (1999,); an input for each state"),
        ({"x": np.ones(2000)}, "x expects inputs that change, got one number all along"),
        ({"x": np.where(np.arange(2000) < 900, x, 0.1)}, "x expects inputs that change"),
        ({"x": x[:15], "s": np.zeros((15, 2))},
         "s expects at least reach + 4 (H + 2) = 19 steps, got 15; try a longer run"),
        ({"reach": -1}, "reach expects "),
        ({"reach": 2.5}, "reach expects "),
        ({"x": ["a"] * 2000}, "x expects "),
        ({"s": np.full((2000, 2), np.nan)}, "s expects "),
    ],
)  # fmt: skip
def test_what_is_refused(given, said):
    with pytest.raises((TypeError, ValueError)) as refused:
        memory_curve(**({"s": np.stack([x, x], axis=1), "x": x, "reach": 3} | given))
    assert str(refused.value).startswith(said)


def test_twenty_units_hold_fewer_than_twenty_inputs():
    """Independent inputs: the sum over k is at most H (Jaeger 2002)."""
    rng = np.random.default_rng(2)
    for g in (0.5, 0.95, 1.5):
        W = rng.normal(size=(20, 20))
        W *= g / np.abs(np.linalg.eigvals(W)).max()
        net = RNNParams(U=0.5 * rng.uniform(-1, 1, (20, 1)), W=W, V=np.eye(20))
        curve = memory_curve(forward_propagation(x[:, None], net).s, x, reach=40)
        assert 1 < curve.clip(0).sum() < 20
