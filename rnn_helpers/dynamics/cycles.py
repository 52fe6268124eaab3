"""Where the map s -> tanh(W s + k) leads: its fixed points and cycles, and what they do."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..forward_pass.arrays import as_numbers
from ..forward_pass.inputs import as_count
from .cycle_starts import between, continued, patterned, scattered
from .newton import arrivals, as_near_as_can_be, distinct
from .step_map import as_map, as_square, as_states, follow, jacobians, step, steps

STARTS, SETTLE = 200, 200  # states from which cycles are sought; steps that bring some near one
SAME, NEARLY_SAME = 1e-8, 1e-3  # states nearer than this are one; so if both are borderline
EDGE = 1e-6  # |eigenvalue| so near to 1 counts as borderline


def advance(s, W, k):
    """Return tanh(W s + k), one step for every state in s.

    s : (..., H); W : (H, H); k : (H,) or one number, what does not depend on the state, U x + b
    """
    W, k = as_map(W, k)
    return step(as_states("s", s, W), W, k)


def jacobian(s, W):
    """Return J = diag(1 - s^2) W, the derivative of a step by the state before it.

    s : (..., H) the states that the step led TO; returns (..., H, H)
    """
    W = as_square(W)
    return jacobians(as_states("s", s, W), W)


@dataclass(frozen=True, eq=False)
class Cycle:
    """States that the map visits in turn, for ever; a fixed point is a cycle of one.

    states : (p, H) in the order of visiting, the one with the largest first entry first
    eigenvalues : (H,) complex, of the Jacobian of p steps, the largest in size first
    """

    states: np.ndarray
    eigenvalues: np.ndarray

    @property
    def period(self):
        """p, the number of steps after which a state comes back."""
        return len(self.states)

    @property
    def spectral_radius(self):
        """The largest |eigenvalue|: which part of a small difference one round can leave."""
        return float(np.abs(self.eigenvalues).max())

    @cached_property
    def kind(self):
        """What becomes of states nearby.

        "attracts": all come nearer, "repels": all go away, "saddle": some do this, some that;
        "borderline": an eigenvalue of size 1 leaves it open.
        """
        sizes = np.abs(self.eigenvalues)
        if (np.abs(sizes - 1) < EDGE).any():
            return "borderline"
        if sizes.max() < 1:
            return "attracts"
        return "repels" if sizes.min() > 1 else "saddle"


def find_cycles(W, k, *, longest=4, starts=None):
    """Return the cycles of s -> tanh(W s + k) that Newton's method finds from many starts.

    Each start, and the state it has come to after many steps, is led by Newton's method to a root
    of F_p(s) - s, F_p being p steps. So are states where tanh, were it straight, had fixed points,
    and states between those found. A fixed point is always found; cycles may be missed.

    Parameters
    ----------
    W : (H, H) recurrent weights, of 1 to 100 units or so
    k : (H,) what does not depend on the state, U x + b; or one number for all units
    longest : int, the longest period looked for
    starts : (N, H) states to start from; by default 200, scattered over the cube, off its axes

    Returns
    -------
    list of Cycle, in order of period; a cycle is found once, not once for each of its states

    Raises
    ------
    TypeError, ValueError : W, k or starts of a wrong kind or shape, not finite, or too large;
        longest below 1

    Source: many starts as in Sussillo & Barak (2013), "Opening the black box", who minimise the
    speed instead.
    """
    W, k = as_map(W, k)
    longest = as_count("longest", longest, least=1)
    if starts is None:
        starts = scattered(len(k), STARTS)
    starts = as_numbers("starts", starts, shape=("N", len(k)), why=f"W has {len(k)} rows")
    starts = starts.clip(-1, 1)  # no state lies beyond
    ends = follow(starts, W, k, SETTLE)[-1]
    starts = np.vstack([starts, ends[distinct(ends)]])
    found = []
    for p in range(1, longest + 1):
        begun = np.vstack([starts, patterned(W, k)]) if p == 1 else starts
        found += cycles_near(begun, W, k, p, known=found)
        if p == 1 and not found:
            found += cycles_near(continued(W, k)[None], W, k, 1, known=())
        places = [cycle.states for cycle in found if p % cycle.period == 0]
        found += cycles_near(between(np.vstack(places)), W, k, p, known=found) if places else []
    return found


def all_cycles(starts, W, k, longest):
    """Return the cycles of 1 to `longest` steps to which Newton's method leads the starts."""
    found = []
    for p in range(1, longest + 1):
        found += cycles_near(starts, W, k, p, known=found)
    return found


def cycles_near(starts, W, k, p, *, known):
    """Return those cycles of period p that are not known, nor repeat a shorter one."""
    found = []
    arrived = arrivals(starts, W, k, p)
    if not k.any():
        arrived = np.vstack([arrived, -arrived])  # the mirror image of a cycle is one too
    arrived = _not_on(known, arrived)
    arrived = _not_on(known, as_near_as_can_be(arrived, W, k, p))
    while len(arrived):
        cycle = _cycle(arrived[0], W, k, p)
        arrived = _not_on([cycle], arrived[1:])
        if p == 1 or _distances(cycle.states[:1], cycle.states[1:])[0] > NEARLY_SAME:
            found.append(cycle)
    return found


def _not_on(cycles, s):
    """Return those states (n, H) that are on none of some cycles; a borderline one is met by and
    by, not exactly."""
    for cycle in cycles:
        same = NEARLY_SAME if cycle.kind == "borderline" else SAME
        s = s[_distances(s, cycle.states) > same]
    return s


def _cycle(s, W, k, p):
    states = [s]
    for _ in range(p - 1):
        states.append(step(states[-1], W, k))
    values = np.linalg.eigvals(steps(s[None], W, k, p)[1][0]).astype(complex)
    first = np.argmax(np.round(states, 9)[:, 0])
    largest = np.argsort(-np.abs(values), kind="stable")
    return Cycle(np.roll(states, -first, axis=0), values[largest])


def _distances(s, states):
    """Return how far each s (n, H) is from the nearest of the states (p, H), unit by unit."""
    return np.abs(s[:, None] - states).max(axis=2).min(axis=1)
