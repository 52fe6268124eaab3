"""How well a past input can be read off the state, by the best linear read-out."""

import numpy as np

from ..forward_pass.arrays import as_numbers
from ..forward_pass.inputs import as_count
from .step_map import as_moderate

SMALLEST = 1e-8  # directions in which states spread less, against the widest, are not read


def memory_curve(s, x, *, reach):
    """Return how well x_{t-k} can be read off s_t, for k = 0, 1, ..., reach, as R^2.

    For each k the read-out v . s_t + c that comes nearest to x_{t-k} over the first half of the run
    is sought by least squares. Over the second half, which it has not seen,
    R^2 = 1 - (mean squared error) / (variance of x): 1 is perfect; 0 is no better than always
    saying the mean, and below 0 is worse.

    Parameters
    ----------
    s : (T, H) the states of a run, such as `trace.s`
    x : (T,) its inputs, one number each
    reach : int, at least 0, the largest k; T at least reach + 4 (H + 2)

    Returns
    -------
    (reach + 1,) array

    Raises
    ------
    TypeError, ValueError : no numbers, a wrong shape, NaN or infinity, too few steps, an x that
        never changes

    Source: Jaeger (2002), "Short term memory in echo state networks", GMD report 152; there the sum
    over all k is the memory capacity, at most H for independent inputs.
    """
    s = as_moderate("s", s, shape=("T", "H"), dtype=np.float64)
    (T, H), reach = s.shape, as_count("reach", reach, least=0)
    x = as_numbers("x", x, shape=(T,), dtype=np.float64, why="an input for each state")
    least = reach + 4 * (H + 2)
    if least > T:
        raise ValueError(
            f"s expects at least reach + 4 (H + 2) = {least} steps, got {T}; try a longer run"
        )
    half = reach + (T - reach) // 2
    if np.ptp(x[half - reach :]) == 0:
        raise ValueError("x expects inputs that change, got one number all along")
    x = (x - x.mean()) / np.abs(x - x.mean()).max()  # R^2 does not depend on their size
    past = np.stack([x[reach - k : T - k] for k in range(reach + 1)], axis=1)  # (T - reach, K)
    seen = np.column_stack([s, np.ones(T)])  # (T, H + 1)
    readouts, *_ = np.linalg.lstsq(seen[reach:half], past[: half - reach], rcond=SMALLEST)
    errors = past[half - reach :] - seen[half:] @ readouts
    return 1 - (errors**2).mean(axis=0) / past[half - reach :].var(axis=0)
