"""All that attracts in the plane of two units, and which start is led to what: fast enough for a
hand that drags a slider."""

from dataclasses import dataclass

import numpy as np

from .arrays import as_numbers
from .dynamics import Cycle, advance, all_cycles, as_map, cycles_near, distinct, scattered
from .nullclines import crossings

CELLS = 40  # along each side of the square
SETTLE = 64  # steps before a cell is asked where it is
RECENT = 100  # steps of a run that are compared with another one
NEAR = 0.02  # so near to an attractor a state counts as led there
LONGEST, LONGER = 6, 64  # periods sought by Newton's method; periods noticed in a run
WINDOW = 64  # steps over which a run's largest distance from an attractor is taken
SHRINKS = 0.98  # a run whose distance shrinks by this factor is on its way
MANY = 100  # states from which cycles are sought, besides all crossings of the nullclines
FEW, LATER = 16, 512  # runs that are followed for longer, and for how long
FAR, MEET = 0.5, 0.05  # from an attractor that is neared slowly; on average, of two runs on one

SIDE = (2 * np.arange(CELLS) + 1) / CELLS - 1  # middles of equal cells
# in each cell one state, aside of its middle, so that none lies on an axis or a diagonal
GRID = np.stack(np.meshgrid(SIDE, SIDE + 0.26 / CELLS), axis=-1).reshape(-1, 2)


@dataclass(frozen=True, eq=False)
class Landscape:
    """All resting places and cycles that were found, and the basins of those that attract.

    attracting : list of Cycle to which states nearby are led
    others : list of Cycle, those that repel and saddles
    wanderers : list of (n, 2) states visited, one array for each attractor that does not repeat
        within 64 steps
    basins : (CELLS, CELLS) int, row 0 the lowest s_2: where a state of this cell is led, an index
        into attracting and then wanderers; -1 where that is not known
    """

    attracting: list[Cycle]
    others: list[Cycle]
    wanderers: list[np.ndarray]
    basins: np.ndarray

    @property
    def cycles(self):
        """All cycles, those that attract first."""
        return self.attracting + self.others

    @property
    def attractors(self):
        """How many attractors there are, cycles and wanderers."""
        return len(self.attracting) + len(self.wanderers)


def landscape(W, k):
    """Return where s -> tanh(W s + k) of two units leads every part of the square.

    Resting places are sought from every crossing of the two nullclines, cycles of up to 6 steps by
    Newton's method from many starts, longer attractors by following runs.

    Parameters
    ----------
    W : (2, 2) recurrent weights
    k : (2,) what does not depend on the state, U x + b

    Returns
    -------
    Landscape

    Raises
    ------
    TypeError, ValueError : W or k of another kind or shape, or not finite

    Source: chapter 08.
    """
    W, k = as_map(as_numbers("W", W, shape=(2, 2)), k)
    ends = GRID
    for _ in range(SETTLE):
        ends = advance(ends, W, k)
    arrived = ends[distinct(ends, digits=2)][:FEW]
    starts = np.vstack([crossings(W, k), scattered(2, MANY), arrived])
    cycles = all_cycles(starts, W, k, LONGEST)
    attracting = [cycle for cycle in cycles if cycle.kind == "attracts"]
    basins = _led_to(ends, [cycle.states for cycle in attracting], NEAR)
    wanderers, left = [], basins < 0
    if left.any():  # slow, or led to what repeats late or never
        runs = _followed(ends[left][:: left.sum() // FEW + 1], W, k, LATER)
        attracting += _repeating(runs, W, k, cycles)
        attracting += [c for c in cycles if c.kind == "borderline" and _on_its_way(runs, c).any()]
        is_new = np.ones(runs.shape[1], dtype=bool)
        for cycle in attracting:
            is_new &= ~_on_its_way(runs, cycle)
        wanderers = _wanderers(runs[:, is_new], W, k)
        visited = [*(cycle.states for cycle in attracting), *(w[::4] for w in wanderers)]
        basins[left] = _led_to(ends[left], visited, FAR)
        if (slow := basins < 0).any():  # they have stayed near what repels
            basins[slow] = _led_to(_followed(ends[slow], W, k, LATER)[-1], visited, FAR)
    others = [cycle for cycle in cycles if cycle not in attracting]
    return Landscape(attracting, others, wanderers, basins.reshape(CELLS, CELLS))


def _led_to(ends, visited, near):
    """Return for each state (n,) which of some sets of states it is near to, -1 for none."""
    far = np.full((len(ends), len(visited) + 1), near)  # the last: none of them
    for i, states in enumerate(visited):
        far[:, i] = _distances(ends, states)
    nearest = far.argmin(axis=1)
    return np.where(nearest == len(visited), -1, nearest)


def _distances(s, states):
    """Return how far each s (..., 2) is from the nearest of the states (p, 2)."""
    return np.hypot(*(s[..., None, :] - states).T).T.min(axis=-1)


def _followed(s, W, k, count):
    """Return the runs (count + 1, n, 2) from some states."""
    runs = [s]
    for _ in range(count):
        runs.append(advance(runs[-1], W, k))
    return np.array(runs)


def _repeating(runs, W, k, known):
    """Return the new cycles, up to 64 steps long, that runs have come to."""
    found = []
    for p in range(1, LONGER + 1):
        back = np.abs(runs[-1] - runs[-1 - p]).max(axis=1) < 1e-6
        if back.any():
            found += cycles_near(runs[-1, back], W, k, p, known=[*known, *found])
    return [cycle for cycle in found if cycle.kind == "attracts"]


def _on_its_way(runs, cycle):
    """Return for each run whether its largest distance from a cycle shrinks, or is gone."""
    early, late = (
        _distances(part, cycle.states).max(axis=0) for part in (runs[:WINDOW], runs[-WINDOW:])
    )
    return late < np.maximum(SHRINKS * early, 1e-6)


def _wanderers(runs, W, k):
    """Return the states (n, 2) visited on each attractor that does not repeat."""
    found = _apart(runs)
    longer = _followed(np.array([run[-1] for run in found]).reshape(-1, 2), W, k, 4 * LATER)
    return _apart(longer)


def _apart(runs):
    """Return one run (n, 2) for each attractor: runs that keep near one another are on one."""
    found = []
    for run in runs.transpose(1, 0, 2):
        half = run[len(run) // 2 :]
        if not any(_distances(half[-RECENT:], states).mean() < MEET for states in found):
            found.append(half)
    return found
