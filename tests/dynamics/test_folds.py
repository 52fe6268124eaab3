"""Folds: where a cycle that attracts and a saddle meet and vanish, and runs pass slowly after it.

What `landscape` finds on both sides is counted a second time, by following runs for very long.
"""

from math import atanh, sqrt, tanh

import numpy as np
import pytest

from rnn_helpers.dynamics.landscape import landscape
from rnn_helpers.dynamics.trajectories import knob_weights

GRID = np.stack(np.meshgrid(*[np.linspace(-0.97, 0.96, 14)] * 2), axis=-1).reshape(-1, 2)
AWAY = (1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2)
TWO_I = 0.532839975353  # the fold of 2 I, to this many digits


def later(W, k, s, count):
    """Where many states (n, 2) are after `count` steps."""
    for _ in range(count):
        s = np.tanh(s @ W.T + k)
    return s


def together(W, k, s, p):
    """p steps of many states (n, 2), and their derivatives."""
    J = np.eye(2)
    for _ in range(p):
        s = np.tanh(s @ W.T + k)
        J = (1 - s**2)[:, :, None] * W @ J
    return s, J


def roots(W, k, p):
    """The states (n, 2) to which p steps lead back, by Newton's method from many starts."""
    s, arrived = np.vstack([GRID, later(W, k, GRID, 40 * p)]), []
    for _ in range(40):
        end, J = together(W, k, s, p)
        A, gap = np.eye(2) - J, end - s
        det = np.linalg.det(A)
        turned = np.stack([A[:, 1, 1] * gap[:, 0] - A[:, 0, 1] * gap[:, 1],
                           A[:, 0, 0] * gap[:, 1] - A[:, 1, 0] * gap[:, 0]], axis=1)  # fmt: skip
        move = turned / np.where(np.abs(det) < 1e-200, 1e-200, det)[:, None]
        done = (np.abs(gap).max(axis=1) < 1e-12) & (np.abs(move).max(axis=1) < 1e-6)
        arrived.append(s[done])
        s = (s + move)[~done]
        s = s[(np.abs(s) < 2).all(axis=1)]
    arrived = np.concatenate(arrived)
    return arrived[np.unique(arrived.round(5), axis=0, return_index=True)[1]]


def run(W, k, s, count, every):
    """Every n-th of `count` states of a run, (count // n, 2)."""
    (a, b), (c, d), (p, q), (x, y) = *W.tolist(), k.tolist(), s.tolist()
    kept = []
    for _ in range(count // every):
        for _ in range(every):
            x, y = tanh(a * x + b * y + p), tanh(c * x + d * y + q)
        kept.append((x, y))
    return np.array(kept)


def attractors_by_long_runs(W, k, count):
    """How many attractors runs from everywhere have come to after `count` steps.

    Runs that come back to where they are, to many digits, are told apart by that state; all
    others wander, and are told apart by where they pass in as many steps.
    """
    ends = later(W, k, GRID, 3000)
    ends = ends[np.unique(ends.round(2), axis=0, return_index=True)[1]]
    cycles, wanderers = [], []
    for s in ends[:: len(ends) // 8 + 1]:
        orbit = run(W, k, run(W, k, s, count, count)[-1], 65, 1)
        if any(np.abs(orbit - other).max(axis=1).min() < 1e-3 for other in cycles):
            continue
        if np.abs(orbit[1:] - orbit[0]).max(axis=1).min() < 1e-10:
            cycles.append(orbit[0])
            continue
        every = 101 if count > 1e5 else 11 if count > 1e4 else 1  # no multiple of a short period
        orbit = run(W, k, orbit[-1], count, every)
        some = orbit[:: len(orbit) // 100 + 1, None]
        near = [np.abs(some - other).max(axis=2).min(axis=1) for other in wanderers]
        if not any(np.median(gaps) < 0.05 for gaps in near):
            wanderers.append(orbit)
    return len(cycles) + len(wanderers)


def of_fixed_points(seed):
    """W and k at which s_1 s_2, chosen at random, is a fold; other states there are attracted.

    W is scaled until the largest eigenvalue of diag(1 - s^2) W is 1; then k is what makes s a
    fixed point.
    """
    rng = np.random.default_rng(seed)
    while True:
        s, W = rng.uniform(-0.95, 0.95, 2), rng.normal(size=(2, 2))
        values = np.linalg.eigvals((1 - s**2)[:, None] * W)
        largest = max(values, key=abs)
        if largest.imag == 0 and largest.real > 0 and abs(values).min() < 0.9 * largest.real:
            W = W / largest.real
            if np.abs(W).max() < 5:
                return W, np.arctanh(s) - W @ s


def edge(path, p):
    """The t at which the number of p-cycles of path(t) changes first, by halving."""
    count, step = len(roots(*path(0.0), p)), 0.05
    high = next(t for t in np.arange(1, 40) * step if len(roots(*path(t), p)) != count)
    low = high - step
    for _ in range(36):
        middle = (low + high) / 2
        low, high = (middle, high) if len(roots(*path(middle), p)) == count else (low, middle)
    return (low + high) / 2


def both_sides(path, edge, away):
    """What long runs and `landscape` count a little before and behind an edge, and the maps."""
    for t in (edge - away, edge + away):
        W, k = path(t)
        yield attractors_by_long_runs(W, k, int(60 / away**0.5)), landscape(W, k)


@pytest.mark.parametrize("seed", range(6))
def test_where_two_fixed_points_meet(seed):
    W, k = of_fixed_points(seed)
    way = np.random.default_rng(seed + 100).normal(size=2)
    way /= np.hypot(*way)
    seen = set()
    for away in AWAY:
        for count, land in both_sides(lambda t: (W, k + t * way), 0.0, away):
            assert land.attractors == count, away
            assert (land.basins >= 0).all(), away
            seen.add(count)
    assert len(seen) > 1  # an attractor vanished


FOLDS_OF_CYCLES = {
    "two 2-cycles, then one": (2, lambda t: (knob_weights(1.6, 180, 1.2, 0.3), np.array([t, 0]))),
    "two 3-cycles, then one": (3, lambda t: (SHEARED, t * np.array([0.5, 0.8]))),
    "a 4-cycle, then a curve": (4, lambda t: (knob_weights(1.5, 90 + 20 * t), np.zeros(2))),
    "two 2-cycles, then a curve": (2, lambda t: (knob_weights(1.5, 180 - 20 * t), np.zeros(2))),
}
SHEARED = 1.5 * np.array([[0.0, -1], [1, -1]])


@pytest.mark.parametrize("name", FOLDS_OF_CYCLES)
def test_where_two_cycles_meet(name):
    p, path = FOLDS_OF_CYCLES[name]
    at, before_and_after = edge(path, p), []
    for away in AWAY:
        for count, land in both_sides(path, at, away):
            assert land.attractors == count, away
            assert (land.basins >= 0).all(), away
            before_and_after.append((count, len(land.wanderers)))
    assert len(set(before_and_after)) > 1


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("k", "count"),
    [(0.5328, 4), (0.5328399, 4), (TWO_I - 1e-9, 4), (TWO_I + 1e-9, 2), (0.53284, 2),
     (0.532841, 2), (0.53285, 2), (0.5329, 2), (0.533, 2), (0.534, 2)],
)  # fmt: skip
def test_two_of_four_corners_are_pushed_away(k, count, sign):
    """2 I and a push on unit 1: the number that chapter 01 prints is behind the fold."""
    land = landscape(2 * np.eye(2), [sign * k, 0])
    assert len(land.attracting) == land.attractors == count
    assert (land.basins >= 0).all()
    if count == 2:  # each half of the square is led to its own corner
        assert np.bincount(land.basins.ravel()).tolist() == [800, 800]


@pytest.mark.parametrize("w", [1.05, 1.5, 2.0, 3.0])
def test_exactly_at_a_fold_nothing_wanders(w):
    """Rounding decides whether the place is just there, and attracts from one side, or just not."""
    rest = sqrt(1 - 1 / w)
    land = landscape(np.diag([w, 0.5]), [w * rest - atanh(rest), 0.1])
    assert land.wanderers == [] and (land.basins >= 0).all()
    assert [cycle.kind for cycle in land.attracting if cycle.kind != "borderline"] == ["attracts"]
    assert land.attractors <= 2
