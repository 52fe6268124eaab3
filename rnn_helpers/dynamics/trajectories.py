"""Runs of two units: the weights as four knobs make them, and the states in turn."""

from math import tanh

import numpy as np

from ..forward_pass.inputs import as_count
from .step_map import (
    as_complex,
    as_map,
    as_moderate,
    as_number,
    as_square,
    as_states,
    follow,
    run_of_two,
)

LONG, NEAR = 1000, 0.06  # steps after which a journey is looked at; how near to its end it is then
TIME, PARTS = 20.0, 200  # how long arrows are followed, and in how many parts
STILL = 1e-6  # so near to its middle a path does not move


def knob_weights(gain, turn, stretch=1.0, shear=0.0):
    """Return W = gain R(turn) diag(stretch, 1 / stretch) [[1, shear], [0, 1]].

    Parameters
    ----------
    gain : all of W is multiplied by it
    turn : degrees; multiples of 90 are exact: cos 90 is 0 here, not 6e-17
    stretch : of direction 1, direction 2 by its inverse; not 0
    shear : by how much of s_2 the first coordinate is moved

    Returns
    -------
    W : (2, 2)

    Raises
    ------
    TypeError, ValueError : a knob that is no finite number; a stretch of 0; W too large

    Source: chapter 08.
    """
    gain, turn = as_number("gain", gain), as_number("turn", turn)
    stretch, shear = as_number("stretch", stretch), as_number("shear", shear)
    if stretch == 0:
        raise ValueError("stretch expects a number other than 0, got 0: direction 2 takes 1 / it")
    angle = np.radians(turn)
    c, s = np.round([np.cos(angle), np.sin(angle)], 15)
    with np.errstate(over="ignore", invalid="ignore"):
        W = gain * np.array([[c, -s], [s, c]]) @ np.diag([stretch, 1 / stretch])
        return as_moderate("W", W @ [[1, shear], [0, 1]])


def knobs(W):
    """Return (turn, shear, (gain * stretch, gain / stretch)) of `knob_weights`' W, told from W."""
    (a, b), (c, d) = as_square(W, units=2).tolist()
    long = float(np.hypot(a, c))  # of the first column: g q
    if long < 1e-9:  # W turns and slants nothing
        return 0.0, 0.0, (0.0, 0.0)
    shear, other = (a * b + c * d) / long**2, (a * d - b * c) / long
    return float(np.degrees(np.arctan2(c, a))), shear, (long, other)


def trajectory(s0, W, k, *, steps):
    """Return s_0, s_1, ..., each s_t = tanh(W s_(t-1) + k): an array (steps + 1, ..., H).

    Parameters
    ----------
    s0 : (H,) one start, or (n, H) many
    W : (H, H) recurrent weights
    k : (H,) what does not depend on the state, U x + b; or one number for all units
    steps : int, at least 0

    Raises
    ------
    TypeError, ValueError : s0, W or k of a wrong kind or shape; steps no whole number, or below 0
    """
    W, k = as_map(W, k)
    return follow(as_states("s0", s0, W), W, k, as_count("steps", steps, least=0))


def led_to(s0, W, k, ends):
    """Return which of some sets of states (n, 2) a run of two units is near after 1000 steps.

    Returns its index; None when it is near none of them, as on the border between two basins.
    """
    W, k = as_map(W, k, units=2)
    s0 = as_moderate("s0", s0, shape=(2,))
    if not isinstance(ends, list | tuple | np.ndarray):
        raise TypeError(f"ends expects a list of states, got {type(ends).__name__}")
    ends = [as_moderate(f"ends[{i}]", states, shape=("n", 2)) for i, states in enumerate(ends)]
    end = np.array(run_of_two(s0, W, k, LONG)[-1])
    away = [np.hypot(*(states - end).T).min(initial=np.inf) for states in ends]
    return int(np.argmin(away)) if away and min(away) < NEAR else None


def mean_turn(path):
    """Return by how many degrees, 0 to 180, a step turns a path (T, 2) about its middle on average.

    Clockwise counts like counterclockwise; a path that stands still turns by nothing: None.
    """
    path = as_moderate("path", path, shape=("T", 2))
    if len(path) < 2:
        raise ValueError(f"path expects at least 2 states, got {len(path)}")
    around = as_complex(path - path.mean(axis=0))
    if np.abs(around).min() < STILL:
        return None
    turned = np.degrees(np.angle(around[1:] / around[:-1])) % 360
    return float(180 - abs(180 - turned.mean()))


def sub_steps(s, W, k):
    """Return the states s, W s, W s + k and tanh(W s + k), for many states (..., 2)."""
    W, k = as_map(W, k, units=2)
    s = as_states("s", s, W)
    turned = s @ W.T
    return s, turned, turned + k, np.tanh(turned + k)


def follow_arrows(s, W, k):
    """Return the line (PARTS + 1, 2) from s along ds/dt = F(s) - s: a flow that is not there.

    Runge and Kutta's method of order 4.
    """
    W, k = as_map(W, k, units=2)
    s = as_moderate("s", s, shape=(2,))
    (a, b), (c, d), (p, q), h = *W.tolist(), k.tolist(), TIME / PARTS

    def along(x, y):
        return tanh(a * x + b * y + p) - x, tanh(c * x + d * y + q) - y

    x, y = map(float, s)
    line = [(x, y)]
    for _ in range(PARTS):
        u1, v1 = along(x, y)
        u2, v2 = along(x + h / 2 * u1, y + h / 2 * v1)
        u3, v3 = along(x + h / 2 * u2, y + h / 2 * v2)
        u4, v4 = along(x + h * u3, y + h * v3)
        x += h / 6 * (u1 + 2 * u2 + 2 * u3 + u4)
        y += h / 6 * (v1 + 2 * v2 + 2 * v3 + v4)
        line.append((x, y))
    return np.array(line)
