"""Where the map s -> tanh(W s + k) leads: its resting places and cycles, and what they do."""

from dataclasses import dataclass

import numpy as np

from ..forward_pass.arrays import as_numbers
from ..forward_pass.inputs import as_count

STARTS, SETTLE = 200, 200  # states from which cycles are sought; steps that bring some near one
CLOSED = 1e-10  # how nearly p steps must lead back to a state of a cycle
MOST, FAR = 20, 2.0  # of Newton's moves; beyond this a state is given up, for cycles lie in (-1, 1)
SAME, NEARLY_SAME = 1e-6, 1e-3  # states nearer than this are one; so if both are borderline
EDGE = 1e-6  # |eigenvalue| so near to 1 counts as borderline


def advance(s, W, k):
    """Return tanh(W s + k), one step for every state in s: (..., H), W (H, H), k (H,) = U x + b."""
    return np.tanh(s @ W.T + k)  # (..., H) @ (H, H)


def jacobian(s, W):
    """Return J = diag(1 - s^2) W, the derivative of a step by the state before it.

    s : (..., H) the states that the step led TO; returns (..., H, H)
    """
    return (1 - s**2)[..., :, None] * W


@dataclass(frozen=True, eq=False)
class Cycle:
    """States that the map visits in turn, for ever; a resting place is a cycle of one.

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

    @property
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
    of F_p(s) - s, F_p being p steps. Cycles that no start leads to are not found.

    Parameters
    ----------
    W : (H, H) recurrent weights, of 1 to 100 units or so
    k : (H,) what does not depend on the state, U x + b
    longest : int, the longest period looked for
    starts : (N, H) states to start from; by default 200, scattered over the cube, off its axes

    Returns
    -------
    list of Cycle, in order of period; a cycle is found once, not once for each of its states

    Raises
    ------
    TypeError, ValueError : W, k or starts of a wrong kind or shape; longest below 1

    Source: many starts as in Sussillo & Barak (2013), "Opening the black box", who minimise the
    speed instead.
    """
    W, k = as_map(W, k)
    longest = as_count("longest", longest, least=1)
    starts = scattered(len(k), STARTS) if starts is None else as_numbers(
        "starts", starts, shape=("N", len(k)), why=f"W has {len(k)} rows"
    )  # fmt: skip
    ends = starts
    for _ in range(SETTLE):
        ends = advance(ends, W, k)
    starts = np.vstack([starts, ends[distinct(ends)]])
    return all_cycles(starts, W, k, longest)


def as_map(W, k):
    """Return W (H, H) and k (H,) as float arrays, or say what is wrong with them."""
    W = as_numbers("W", W, shape=("H", "H"), dtype=np.float64)
    if W.shape[0] != W.shape[1] or not W.size:
        raise ValueError(f"W expects as many rows as columns, at least one, got {W.shape}")
    k = as_numbers("k", k, shape=(len(W),), dtype=np.float64, why=f"W has {len(W)} rows")
    return W, k


def scattered(H, count):
    """Return `count` states, scattered evenly over the cube, always the same ones.

    A grid with 0 in it would start on the axes, where some saddles attract.
    """
    return np.random.default_rng(0).uniform(-1, 1, (count, H))


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
    for s in arrived:
        if any(_is_on(s, cycle) for cycle in (*known, *found)):
            continue
        cycle = _cycle(_closer(s[None], W, k, p)[0], W, k, p)
        if any(_is_on(cycle.states[0], other) for other in (*known, *found)):
            continue
        if p == 1 or _distance(cycle.states[0], cycle.states[1:]) > NEARLY_SAME:
            found.append(cycle)
    return found


def _is_on(s, cycle):
    """Whether s is a state of the cycle; a borderline cycle is met by and by, not exactly."""
    return _distance(s, cycle.states) < (NEARLY_SAME if cycle.kind == "borderline" else SAME)


def _cycle(s, W, k, p):
    states = [s]
    for _ in range(p - 1):
        states.append(advance(states[-1], W, k))
    values = np.linalg.eigvals(steps(s[None], W, k, p)[1][0]).astype(complex)
    first = np.argmax(np.round(states, 9)[:, 0])
    largest = np.argsort(-np.abs(values), kind="stable")
    return Cycle(np.roll(states, -first, axis=0), values[largest])


def steps(s, W, k, p):
    """Return where p steps lead every state (N, H), and the Jacobian of the p steps (N, H, H)."""
    J = np.eye(len(W))
    for _ in range(p):
        s = advance(s, W, k)
        J = jacobian(s, W) @ J
    return s, J


def distinct(states, *, digits=4):
    """Return the indices of states (N, H) that differ when rounded, one index for each."""
    return np.unique(states.round(digits), axis=0, return_index=True)[1]


def _newton(s, W, k, p):
    """Lead every state to a root of F_p(s) - s; return those that arrived, each once."""
    arrived = []
    for _ in range(MOST):
        move, gap = _newton_move(s, W, k, p)
        done = np.abs(gap).max(axis=1) < CLOSED
        arrived.append(s[done])
        s = (s + move)[~done]
        s = s[(np.abs(s) < FAR).all(axis=1)]
        if not len(s):
            break
    arrived = np.concatenate(arrived)
    return arrived[distinct(arrived, digits=7)]


def _closer(s, W, k, p):
    """Go on while it helps: where an eigenvalue is 1, Newton's method is slow at the end."""
    for _ in range(MOST):
        move, gap = _newton_move(s, W, k, p)
        helps = np.abs(steps(s + move, W, k, p)[0] - s - move).max(axis=1) < np.abs(gap).max(axis=1)
        if not helps.any():
            break
        s = np.where(helps[:, None], s + move, s)
    return s


def _newton_move(s, W, k, p):
    """Return (I - J)^-1 gap and gap = F_p(s) - s, for all states (N, H)."""
    end, J = steps(s, W, k, p)
    gap, A = end - s, np.eye(len(W)) - J
    try:
        return np.linalg.solve(A, gap[..., None])[..., 0], gap
    except np.linalg.LinAlgError:  # some A has no inverse
        return np.linalg.solve(A + 1e-12 * np.eye(len(W)), gap[..., None])[..., 0], gap


def _distance(s, states):
    return np.abs(states - s).max(axis=1).min()
