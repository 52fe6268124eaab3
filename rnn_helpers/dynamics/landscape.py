"""All that attracts in the plane of two units, and which start is led to what: fast enough for a
hand that drags a slider."""

from dataclasses import dataclass

import numpy as np

from .cycle_starts import patterned, scattered
from .cycles import Cycle, all_cycles
from .long_runs import come_to
from .newton import distinct
from .nullclines import crossings
from .slow_passages import NEAR, led_on, nearest, targets
from .step_map import as_map, follow, step

CELLS = 40  # along each side of the square
SOME = slice(None, None, 7)  # of the cells, whose runs are followed first
SETTLE = 64  # steps for which they are followed
FAR = 0.5  # from an attractor, where nothing better is known
COUNTS = (8, 8, 16, 32, 192)  # steps after which each cell is asked where it is
LONGEST = 4  # periods sought from many starts
MANY, FEW = 40, 16  # starts; runs that are followed for longer
PARTS = 32  # squares, as large as is called near, in each of which a slow cell is followed for all

SIDE = (2 * np.arange(CELLS) + 1) / CELLS - 1  # middles of equal cells
# in each cell one state, aside of its middle, so that none lies on an axis or a diagonal
GRID = np.stack(np.meshgrid(SIDE, SIDE + 0.26 / CELLS), axis=-1).reshape(-1, 2)


@dataclass(frozen=True, eq=False)
class Landscape:
    """All fixed points and cycles that were found, and the basins of those that attract.

    attracting : list of Cycle to which states nearby are led, the shortest first, and those of one
        length counterclockwise: so that they keep their places while W is turned a little
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

    Fixed points are sought from every crossing of the two nullclines, cycles of up to 4 steps by
    Newton's method from many starts, longer ones and what never repeats by following runs, in leaps
    where they pass slowly. An attractor with a basin of less than about half a percent of the
    square may be missed.

    Parameters
    ----------
    W : (2, 2) recurrent weights
    k : (2,) what does not depend on the state, U x + b; or one number for both units

    Returns
    -------
    Landscape

    Raises
    ------
    TypeError, ValueError : W or k of another kind or shape, not finite, or too large

    Source: chapter 08.
    """
    W, k = as_map(W, k, units=2)
    ends = follow(GRID[SOME], W, k, SETTLE)[-1]
    arrived = ends[distinct(ends, digits=2)][:FEW]
    starts = np.vstack([crossings(W, k), patterned(W, k), scattered(2, MANY), arrived])
    cycles = all_cycles(starts, W, k, LONGEST)
    attracting = [cycle for cycle in cycles if cycle.kind == "attracts"]
    others = [cycle for cycle in cycles if cycle.kind != "attracts"]
    left = ends[nearest(ends, *targets(attracting, others)) < 0]
    wanderers = []
    if len(left):  # slow, or led to what repeats late or never
        more, wanderers = come_to(left[:: len(left) // FEW + 1], W, k, cycles)
        attracting += more
    others = [cycle for cycle in cycles if cycle not in attracting]
    attracting.sort(key=lambda cycle: (cycle.period, _angle(cycle.states[0])))
    basins = _basins(W, k, attracting, others, wanderers)
    return Landscape(attracting, others, wanderers, basins.reshape(CELLS, CELLS))


def _angle(s):
    """Return the angle of s about (0, 0), from 0 to 2 pi; a little below the axis counts as 0."""
    return (np.arctan2(s[1], s[0]) + 0.1) % (2 * np.pi)


def _basins(W, k, attracting, others, wanderers):
    """Return where each cell is led, an index; each is followed until it is near an attractor."""
    if len(attracting) + len(wanderers) == 1:
        return np.zeros(len(GRID), dtype=int)
    wanderers = [states[distinct(states, digits=1)] for states in wanderers]
    visited, near = targets(attracting, others, wanderers)
    basins = np.full(len(GRID), -1)
    left, s = np.arange(len(GRID)), GRID
    for count in COUNTS:
        for _ in range(count):
            s = step(s, W, k)
        led = nearest(s, visited, near)
        basins[left] = led
        left, s = left[led < 0], s[led < 0]
        if not len(left):
            return basins
    led = _slowly_led(s, W, k, visited, near)
    ends = visited[: len(attracting) + len(wanderers)]
    basins[left] = np.where(led < 0, nearest(s, ends, FAR), led)
    return basins


def _slowly_led(s, W, k, visited, near):
    """Return where each state (n, 2) is led that still is on its way: as one beside it is."""
    parts = np.round(s / NEAR)
    _, first, count = np.unique(parts, axis=0, return_index=True, return_counts=True)
    some = s[first[np.argsort(-count)[:PARTS]]]  # (PARTS, 2) or fewer
    beside = np.abs(s[:, None] - some).max(axis=2).argmin(axis=1)
    return led_on(some, W, k, visited, near)[0][beside]
