"""Where the map s -> tanh(W s + k) leads: its fixed points and cycles, and what they do."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..forward_pass.arrays import as_numbers
from ..forward_pass.inputs import as_count
from .maps import as_map, as_square, as_states, follow, jacobians, step, steps
from .starts import between, continued, patterned, scattered

STARTS, SETTLE = 200, 200  # states from which cycles are sought; steps that bring some near one
CLOSED = 1e-10  # how nearly p steps must lead back to a state before it is looked at more closely
SURE = 5e-14  # and then, as far as rounding lets them: where two cycles just met, none is left
MOST, FAR = 20, 2.0  # of Newton's moves; beyond this a state is given up, for cycles lie in (-1, 1)
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
    arrived = _newton(starts, W, k, p)
    if not k.any():
        arrived = np.vstack([arrived, -arrived])  # the mirror image of a cycle is one too
    arrived = _not_on(known, arrived)
    arrived = _not_on(known, _as_near_as_can_be(arrived, W, k, p))
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


def distinct(states, *, digits=4):
    """Return the indices of states (N, H) that differ when rounded, one index for each."""
    return np.unique(states.round(digits), axis=0, return_index=True)[1]


def _newton(s, W, k, p):
    """Lead every state to a root of F_p(s) - s; return those that arrived, each once."""
    arrived = []
    for _ in range(MOST):
        move, gap = _newton_move(s, W, k, p)
        done = np.abs(gap).max(axis=1) < CLOSED
        arrived.append((s + move)[done])
        s = (s + move)[~done]
        s = s[(np.abs(s) < FAR).all(axis=1)]
        if not len(s):
            break
    arrived = np.concatenate(arrived)
    return arrived[distinct(arrived, digits=7)]


def _as_near_as_can_be(s, W, k, p):
    """Go on while it helps: where an eigenvalue is 1, Newton's method is slow at the end. Return
    those states (n, H) to which p steps then lead back, but for rounding."""
    for _ in range(MOST):
        if not len(s):
            return s
        move, gap = _newton_move(s, W, k, p)
        helps = np.abs(steps(s + move, W, k, p)[0] - s - move).max(axis=1) < np.abs(gap).max(axis=1)
        if not helps.any():
            break
        s = np.where(helps[:, None], s + move, s)
    end, J = steps(s, W, k, p)
    return s[np.abs(end - s).max(axis=1) < SURE * np.maximum(1, np.abs(J).max(axis=(1, 2)))]


def _newton_move(s, W, k, p):
    """Return (I - J)^-1 gap and gap = F_p(s) - s, for all states (N, H)."""
    end, J = steps(s, W, k, p)
    gap, A = end - s, np.eye(len(W)) - J
    try:
        return np.linalg.solve(A, gap[..., None])[..., 0], gap
    except np.linalg.LinAlgError:  # some A has no inverse
        return np.linalg.solve(A + 1e-12 * np.eye(len(W)), gap[..., None])[..., 0], gap


def _distances(s, states):
    """Return how far each s (n, H) is from the nearest of the states (p, H), unit by unit."""
    return np.abs(s[:, None] - states).max(axis=2).min(axis=1)
