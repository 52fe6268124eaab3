"""Where journeys end while one number grows: the attractors over the gain."""

import numpy as np

from .cycle_starts import scattered
from .step_map import as_map, as_moderate

STARTS, SETTLE, KEPT = 6, 400, 64  # journeys of each gain; steps before they are looked at, and for
CELLS = 400  # along each side of the square: states of one cell are one


def attractor_trace(W, k, gains):
    """Return where journeys under s -> tanh(g W s + k) end, for each of some gains g.

    From a few starts, after many steps: a small basin may be missed, and a journey that comes to
    its end very slowly is seen on its way.

    Parameters
    ----------
    W : (2, 2) recurrent weights at the gain 1
    k : (2,) what does not depend on the state, U x + b; or one number for both units
    gains : (n,)

    Returns
    -------
    states : (m, 2) the states visited, each once, to a 200th
    which : (m,) int, for each state the index of its gain

    Raises
    ------
    TypeError, ValueError : W, k or gains of another kind or shape, not finite, or too large
    """
    W, k = as_map(W, k, units=2)
    gains = as_moderate("gains", gains, shape=("n",), dtype=np.float64)
    as_moderate("g W", gains[:, None, None] * W)
    (a, b), (c, d) = W[:, :, None, None] * gains[:, None]  # each (n, 1); faster than n products
    x, y = np.broadcast_to(scattered(2, STARTS).T[:, None], (2, len(gains), STARTS))
    visited = np.empty((KEPT, 2, *x.shape))
    for t in range(-SETTLE, KEPT):
        x, y = np.tanh(a * x + b * y + k[0]), np.tanh(c * x + d * y + k[1])
        if t >= 0:
            visited[t] = x, y
    states = np.moveaxis(visited, 1, -1).reshape(-1, 2)
    which = np.broadcast_to(np.arange(len(gains))[:, None], (KEPT, *x.shape)).reshape(-1)
    cells = ((states + 1) * CELLS / 2).astype(np.int64)
    _, first = np.unique(
        (which * (CELLS + 1) + cells[:, 0]) * (CELLS + 1) + cells[:, 1], return_index=True
    )
    return states[first], which[first]
