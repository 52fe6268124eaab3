"""What runs of two units come to when it is no short cycle: long cycles, and what never repeats."""

import numpy as np

from .cycles import EDGE, cycles_near
from .trajectories import run_of_two, trajectory

LATER, LONG = 256, 1500  # steps for which runs are followed; and for how long one that wanders
LONGEST = 64  # periods noticed in a run
EXACT, SOON = 1e-6, 0.005  # how nearly a run comes back that is at a cycle, or soon will be
SHORT, NEARLY = 12, 0.02  # periods for which this is near enough
CREEP = 1e-3  # a run that moves by less, with a borderline cycle there, is on its way to it
WINDOW = 64  # steps over which a run's largest distance from an attractor is taken
SHRINKS = 0.98  # a run whose distance shrinks by this factor is on its way
RECENT, MEET = 16, 0.05  # so many last states of two runs on one attractor are, on average, so near


def come_to(starts, W, k, known):
    """Return (cycles that attract, wanderers): what these starts come to that is not yet known.

    Parameters
    ----------
    starts : (n, 2) states
    W, k : as in `landscape`
    known : list of Cycle, all short ones

    Returns
    -------
    list of Cycle, those of `known` among them that are borderline and attract all the same
    list of (m, 2) states visited, one array for each attractor that does not repeat
    """
    runs = trajectory(starts, W, k, steps=LATER)  # (LATER + 1, n, 2)
    attracting = [cycle for cycle in known if cycle.kind == "attracts"]
    found = _repeating(runs, W, k, known, near=EXACT)
    for cycle in attracting + found:
        runs = runs[:, ~_on_its_way(runs, cycle)]
    slow = [cycle for cycle in known if _may_attract(cycle)]
    if slow:
        nearest = np.argmin([distances(runs[-1], cycle.states) for cycle in slow], axis=0)
        come = np.array([_on_its_way(runs, cycle) | _creep(runs, cycle) for cycle in slow])
        come &= nearest == np.arange(len(slow))[:, None]
        found += [cycle for cycle, some in zip(slow, come.any(axis=1)) if some]
        runs = runs[:, ~come.any(axis=0)]
    wanderers = []
    for states, centre in _groups(runs[LATER // 2 :], known):
        run = np.array(run_of_two(states[-1], W, k, LONG))
        found += _repeating(run[:, None], W, k, [*known, *found], near=SOON)
        arrived = any(
            _is_near(run, end.states) or _is_ring(np.vstack([states, end.states]), centre)
            for end in attracting + found
        )
        if not arrived and not any(_is_near(run, others) for others in wanderers):
            wanderers.append(np.vstack([run, states]))
    return found, wanderers


def distances(s, states):
    """Return how far each s (..., 2) is from the nearest of the states (p, 2)."""
    across, up = (s[..., None, i] - states[:, i] for i in (0, 1))  # each (..., p)
    return np.sqrt((across * across + up * up).min(axis=-1))


def _repeating(runs, W, k, known, *, near):
    """Return the new cycles, up to 64 steps long, that runs have come to or are near.

    near : how nearly a run comes back; for short cycles a run is looked at that is not so near
    """
    found = []
    for p in range(1, LONGEST + 1):
        back = np.abs(runs[-1] - runs[-1 - p]).max(axis=1) < (NEARLY if p <= SHORT else near)
        if back.any():
            found += cycles_near(runs[-1, back], W, k, p, known=[*known, *found])
    return [cycle for cycle in found if cycle.kind == "attracts"]


def _may_attract(cycle):
    """Whether a borderline cycle is one from which nothing moves away fast."""
    return cycle.kind == "borderline" and np.abs(cycle.eigenvalues).max() <= 1 + EDGE


def _creep(runs, cycle):
    """Return for each run whether it hardly moves from one round of a cycle to the next."""
    return np.abs(runs[-1] - runs[-1 - cycle.period]).max(axis=1) < CREEP


def _on_its_way(runs, cycle):
    """Return for each run whether its largest distance from a cycle shrinks, or is gone."""
    early, late = (
        distances(part, cycle.states).max(axis=0) for part in (runs[:WINDOW], runs[-WINDOW:])
    )
    return late < np.maximum(SHRINKS * early, EXACT)


def _is_near(run, states):
    """Whether the last states of a run (n, 2) are, on average, near some of these states."""
    return distances(run[-RECENT:], states).mean() < MEET


def _groups(runs, cycles):
    """Yield (states, centre) for each group of runs (T, n, 2) that seem to share an attractor.

    The centre of the closed curve that they visit; None if it is none.
    """
    for centre in (c.states[0] for c in cycles if c.period == 1 and c.kind == "repels"):
        about = _winds(runs, centre)
        ring = runs[:, about].transpose(1, 0, 2).reshape(-1, 2)
        if len(ring) and _is_ring(ring, centre):
            yield ring, centre
            runs = runs[:, ~about]
    found = []
    for run in runs.transpose(1, 0, 2):
        if not any(_is_near(run, others) for others in found):
            found.append(run)
            yield run, None


def _winds(runs, centre):
    """Return for each run whether it goes round a centre: it leaves no half plane out."""
    angles = np.sort(np.angle((runs - centre) @ [1, 1j]), axis=0)
    return np.diff(angles, axis=0, append=angles[:1] + 2 * np.pi).max(axis=0) < np.pi


def _is_ring(states, centre):
    """Whether states (n, 2) lie on one closed curve about a centre, as far as can be seen.

    On such a curve all journeys turn equally fast on average: they all repeat, or none does.
    """
    if centre is None:
        return False
    around = (states - centre) @ [1, 1j]
    around = around[np.argsort(np.angle(around))]
    gaps = np.diff(np.angle(around), append=np.angle(around[0]) + 2 * np.pi)
    return bool((np.abs(np.diff(np.abs(around), append=abs(around[0]))) < MEET + gaps).all())
