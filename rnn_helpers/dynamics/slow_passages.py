"""Runs of two units that hardly move from one round to the next: led on in leaps.

Just after a fold, where a cycle that attracts and a saddle met and vanished, the place is still
passed slowly: in about 1 / sqrt(distance from the fold) steps.
"""

import numpy as np

from .step_map import follow

LOOK, LOOKS = 24, 120  # steps between two looks, and how many looks there are at most
ROUNDS = np.arange(1, 1 + LOOK // 2)  # how many steps a round may have
CREEP, SMOOTH = 1e-3, 0.1  # it is slow if it moves by less in a round, and by nearly as in the last
REACH, BEND = 0.01, 0.5  # a leap leads no farther, nor changes the move of a round by a larger part
NEAR, WIDE = 0.02, 0.1  # from a cycle that attracts, from a run that wanders
STILL, ROUNDING = 3e-14, 1e-15  # runs that move by less have arrived; what rounding may do to it


def led_on(s, W, k, visited, near):
    """Return what runs come to, and the states they visit, without most of those of slow passages.

    Parameters
    ----------
    s : (n, 2) where they are
    W, k : as in `landscape`
    visited, near : as in `nearest`

    Returns
    -------
    (n,) int, which of the sets in `visited` each run comes near to first, -1 for none
    (m, n, 2) states
    """
    which, paths = np.full(len(s), -1), []
    for _ in range(LOOKS):
        paths.append(follow(s, W, k, LOOK))
        which = np.where(which < 0, nearest(paths[-1][-1], visited, near), which)
        leaps, moves = _leaps(paths[-1])
        if ((which >= 0) | (moves < STILL)).all():
            break
        s = paths[-1][-1] + leaps
    return which, np.concatenate(paths)


def creep(runs):
    """Return for each of some runs (T, n, 2) whether it is in a slow passage at its end."""
    return _leaps(runs)[0].any(axis=1)


def come_back(path):
    """Whether a run (m, 2) leaves the states that it began with, and later is near them again."""
    away = distances(path, path[:LOOK])
    gone = away > away.max() / 2
    return bool((away[gone.argmax() :] < away.max() / 5).any())


def _leaps(runs):
    """Return by how much each run (T, n, 2) may leap, (n, 2), 0 if it is not slow; its least move.

    If a round moves s by v, and the one before by v - a, then m rounds move it by about
    m v + m^2 a / 2.
    """
    last, before = runs[-1] - runs[-1 - ROUNDS], runs[-1 - ROUNDS] - runs[-1 - 2 * ROUNDS]
    moved, changed = (np.abs(v).max(axis=2) for v in (last, last - before))  # (ROUNDS, n)
    slow = (moved < CREEP) & (changed < SMOOTH * moved)
    p, run = slow.argmax(axis=0), np.arange(runs.shape[1])
    v, a, least = last[p, run], (last - before)[p, run], moved.min(axis=0)
    moved, changed = np.maximum(moved[p, run], STILL), changed[p, run]
    a[changed < ROUNDING] = 0
    m = np.floor(
        REACH / np.maximum(moved, np.where(changed < ROUNDING, 0, changed / moved * REACH / BEND))
    )
    m *= slow.any(axis=0) & (m * ROUNDS[p] > LOOK)
    return m[:, None] * v + m[:, None] ** 2 / 2 * a, least


def targets(attracting, others, wanderers=()):
    """Return (visited, near) as `nearest` takes them: cycles, wanderers, and other cycles so near
    to one that attracts that a state must not be nearer to them."""
    ends = [cycle.states for cycle in attracting]
    close = []
    if ends and others:
        away = distances(np.concatenate([c.states for c in others]), np.concatenate(ends))
        owners = np.repeat(np.arange(len(others)), [c.period for c in others])
        close = [others[i].states for i in np.unique(owners[away < 2 * NEAR])]
    near = [NEAR] * len(ends) + [WIDE] * len(wanderers) + [0.0] * len(close)
    return [*ends, *wanderers, *close], near


def nearest(s, visited, near):
    """Return for each state (n, 2) which of some sets of states it is nearest to, if it is near.

    visited : list of (m, 2) states; near : how near, one number or one for each set; -1 for none
    """
    if not visited:
        return np.full(len(s), -1)
    far = np.array([distances(s, states) for states in visited])  # (sets, n)
    which = far.argmin(axis=0)
    return np.where(far.min(axis=0) < np.broadcast_to(near, len(visited))[which], which, -1)


def distances(s, states):
    """Return how far each s (..., 2) is from the nearest of the states (p, 2)."""
    across, up = (s[..., None, i] - states[:, i] for i in (0, 1))  # each (..., p)
    return np.sqrt((across * across + up * up).min(axis=-1))
