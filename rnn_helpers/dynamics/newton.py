"""Newton's method: states that p steps of the map s -> tanh(W s + k) lead back to."""

import numpy as np

from .step_map import steps

CLOSED = 1e-10  # how nearly p steps must lead back to a state before it is looked at more closely
SURE = 5e-14  # and then, as far as rounding lets them: where two cycles just met, none is left
MOST, FAR = 20, 2.0  # of Newton's moves; beyond this a state is given up, for cycles lie in (-1, 1)


def distinct(states, *, digits=4):
    """Return the indices of states (N, H) that differ when rounded, one index for each."""
    return np.unique(states.round(digits), axis=0, return_index=True)[1]


def arrivals(s, W, k, p):
    """Lead every state to a root of F_p(s) - s; return those that arrived, each once."""
    arrived = []
    for _ in range(MOST):
        move, gap = newton_move(s, W, k, p)
        done = np.abs(gap).max(axis=1) < CLOSED
        arrived.append((s + move)[done])
        s = (s + move)[~done]
        s = s[(np.abs(s) < FAR).all(axis=1)]
        if not len(s):
            break
    arrived = np.concatenate(arrived)
    return arrived[distinct(arrived, digits=7)]


def as_near_as_can_be(s, W, k, p):
    """Go on while it helps: where an eigenvalue is 1, Newton's method is slow at the end. Return
    those states (n, H) to which p steps then lead back, but for rounding."""
    for _ in range(MOST):
        if not len(s):
            return s
        move, gap = newton_move(s, W, k, p)
        helps = np.abs(steps(s + move, W, k, p)[0] - s - move).max(axis=1) < np.abs(gap).max(axis=1)
        if not helps.any():
            break
        s = np.where(helps[:, None], s + move, s)
    end, J = steps(s, W, k, p)
    return s[np.abs(end - s).max(axis=1) < SURE * np.maximum(1, np.abs(J).max(axis=(1, 2)))]


def newton_move(s, W, k, p):
    """Return (I - J)^-1 gap and gap = F_p(s) - s, for all states (N, H)."""
    end, J = steps(s, W, k, p)
    gap, A = end - s, np.eye(len(W)) - J
    try:
        return np.linalg.solve(A, gap[..., None])[..., 0], gap
    except np.linalg.LinAlgError:  # some A has no inverse
        return np.linalg.solve(A + 1e-12 * np.eye(len(W)), gap[..., None])[..., 0], gap
