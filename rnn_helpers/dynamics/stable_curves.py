"""The stable curves of saddles of two units: borders of basins, found by running the map backwards.

Near a saddle states come closer along one direction only. All that comes to it lies on a curve
that begins there; run backwards, such states run out along it, and others come to it.
"""

import numpy as np

from .cycles import Cycle
from .step_map import as_map, as_states, steps

NEAR = 1e-3  # from the saddle: here the curve is straight
FASTEST = 1e-7  # a stable eigenvalue smaller than this cannot be run backwards
STRETCH, SLOWEST = 0.5, 60  # a round has so many steps that it stretches by 1 / this; at most
PER_FOLD, MOST = 40, 150  # points for a stretch by e; of one round, at most
ROUNDS, ENOUGH = 150, 2000  # of running backwards; points of one curve
STILL = 1e-3  # once a round moves a curve no farther, it has come to its end
JUMP = 0.25  # neighbours farther apart than this are not joined


def step_back(s, W, k):
    """Return W^-1 (artanh(s) - k): the state that a step leads to s, for every state in s.

    s : (..., 2); not finite where no state of two numbers is led to s, as beyond the square
    W, k : as in `landscape`; W has an inverse

    Raises
    ------
    TypeError, ValueError : s, W or k of another kind or shape; W without an inverse
    """
    W, k = as_map(W, k, units=2)
    s = as_states("s", s, W)
    if np.linalg.matrix_rank(W) < 2:
        raise ValueError(
            "W expects a matrix with an inverse, got one that leads many states to one"
        )
    return _back(s, np.linalg.inv(W), k)


def stable_curves(W, k, cycles):
    """Return the curves in the square along which states come to the saddles among some cycles.

    Parameters
    ----------
    W, k : as in `landscape`
    cycles : list of Cycle, as `landscape(W, k).others`

    Returns
    -------
    list of (n, 2) states in order along a curve, from the saddle outwards, two for each state of a
    saddle; rows of NaN where it is broken. Its end may lie just outside of the square, and it is
    cut off where it goes on and on. No curves for a W without an inverse.

    Raises
    ------
    TypeError, ValueError : W or k of another kind or shape, not finite, or too large; cycles that
        are none
    """
    W, k = as_map(W, k, units=2)
    if not isinstance(cycles, list | tuple):
        raise TypeError(f"cycles expects a list of Cycle, got {type(cycles).__name__}")
    if strange := [one for one in cycles if not isinstance(one, Cycle)]:
        raise TypeError(f"cycles expects a list of Cycle, got {type(strange[0]).__name__} in it")
    if np.linalg.matrix_rank(W) < 2:
        return []
    saddles = [cycle for cycle in cycles if cycle.kind == "saddle"]
    with np.errstate(all="ignore"):
        return [
            curve
            for cycle in saddles
            for state in cycle.states
            for curve in _curves(state, cycle.period, W, k)
        ]


def _back(s, W_inverse, k):
    with np.errstate(all="ignore"):
        before = (np.arctanh(s) - k) @ W_inverse.T
    return np.where(np.isfinite(before), before, np.nan)


def _curves(state, period, W, k):
    """The two branches of the curve of one state of a saddle."""
    values, vectors = np.linalg.eig(steps(state[None], W, k, period)[1][0])
    stable = np.abs(values).argmin()
    factor, along = values[stable].real, vectors[:, stable].real
    if factor < 0:  # the two branches change places at each round
        period, factor = 2 * period, factor**2
    if factor < FASTEST:
        return []
    times = int(np.clip(np.log(STRETCH) / np.log(factor), 1, SLOWEST))
    period, factor = times * period, factor**times
    count = int(np.clip(PER_FOLD * -np.log(factor), 1, MOST))
    away = np.geomspace(NEAR * factor, NEAR, count, endpoint=False)[:, None] * along
    s, inverse = state + np.stack([away, -away]), np.linalg.inv(W)  # (2, count, 2)
    pieces, farthest = [], 0.0
    for _ in range(min(ROUNDS, ENOUGH // count)):
        pieces.append(s)
        for _ in range(period):
            s = _back(s, inverse, k)
        if not (np.abs(s) <= 1).all(axis=-1).any():
            pieces.append(s)  # the line is drawn to the edge
            break
        moved = np.nanmax(np.abs(s - pieces[-1]))
        if moved < STILL < farthest:
            break
        farthest = max(moved, farthest)
    return [_broken(branch) for branch in np.concatenate(pieces, axis=1)]


def _broken(curve):
    """Put a row of NaN between neighbours that are far apart, inside of the square."""
    inside = (np.abs(curve) <= 1).all(axis=1)
    apart = np.hypot(*np.diff(curve, axis=0).T)
    after = np.flatnonzero((apart > JUMP) & inside[:-1] & inside[1:]) + 1
    return np.insert(curve, after, np.nan, axis=0)
