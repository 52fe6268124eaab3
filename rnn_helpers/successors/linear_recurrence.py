"""r_t = A r_{t-1} + u_t without tanh: as a loop, as a convolution, as a parallel scan.

In all of them u is (T, H), what comes in at each step, often B x_t; states r are (T, H).
"""

import numpy as np

from ..forward_pass import embed, logits, softmax
from ..forward_pass.arrays import as_numbers
from ..forward_pass.inputs import as_count


def linear_loop(A, u, *, r0=None):
    """Return the states r_t = A r_{t-1} + u_t, one step after the other: T steps.

    Parameters
    ----------
    A : (H, H)
    u : (T, H) what comes in; T may be 0
    r0 : (H,) the state before the first step, zeros when left out

    Raises
    ------
    TypeError, ValueError : naming the letter, the shape expected and the shape that came
    """
    A, u, r_prev = _checked(A, u, r0)
    r = np.empty_like(u)
    for t, u_t in enumerate(u):
        r[t] = r_prev = A @ r_prev + u_t
    return r


def kernel(A, steps):
    """Return A^0, A^1, ... A^(steps - 1) as (steps, H, H): what is left of u_t after k steps.

    Parameters
    ----------
    A : (H, H)
    steps : int, at least 0
    """
    A = as_numbers("A", A, shape=("H", "H"))
    A = _checked(A, A[:0], None)[0]
    powers = np.empty((as_count("steps", steps, least=0), *A.shape), A.dtype)
    power = np.eye(len(A), dtype=A.dtype)
    for k in range(steps):
        powers[k] = power
        power = A @ power
    return powers


def linear_convolution(A, u):
    """Return the states as the sum r_t = sum_k A^k u_{t-k}: no state waits for another.

    Parameters, Raises as for `linear_loop`; the state before the first step is 0.

    Source: LeCun et al. (1989) for the sum that slides; for this kernel, Gu, Goel & Re,
    "Efficiently modeling long sequences with structured state spaces" (2022).
    """
    A, u, _ = _checked(A, u, None)
    r = np.zeros_like(u)
    for k, power in enumerate(kernel(A, len(u))):
        r[k:] += u[: len(u) - k] @ power.T  # at once for every t
    return r


def scan_rounds(A, u, *, r0=None):
    """Yield what comes in, then the states after each round of a parallel scan; the last are right.

    Round 1 adds to each u_t what stands one step before, times A; round 2 what stands two steps
    before, times A^2; round 3 four steps, A^4. Each round does all t at once, and after r of them
    a state holds the last 2^r inputs.

    Parameters, Raises as for `linear_loop`.

    Source: Hillis & Steele, "Data parallel algorithms" (1986); for recurrences, Kogge & Stone
    (1973) and Blelloch, "Prefix sums and their applications" (1990).
    """
    A, u, r_prev = _checked(A, u, r0)
    r, power, step = u.copy(), A, 1
    r[:1] += A @ r_prev
    yield r.copy()
    while step < len(r):
        r[step:] += r[:-step] @ power.T  # the right side is made before the left one changes
        power, step = power @ power, 2 * step
        yield r.copy()


def linear_scan(A, u, *, r0=None):
    """Return the states r_t = A r_{t-1} + u_t after ceil(log2 T) rounds, see `scan_rounds`."""
    *_, r = scan_rounds(A, u, r0=r0)
    return r


def rounds_of(T):
    """Return ceil(log2 T), how many rounds a scan over T >= 1 steps takes one after the other."""
    return (as_count("T", T, least=1) - 1).bit_length()


def read_linear(ids, params, *, way=linear_scan):
    """Run a network whose tanh stands behind the recurrence instead of in it.

    r_t = W r_{t-1} + U x_t, s_t = tanh(r_t + b), z_t = V s_t + c, o_t = softmax(z_t)

    Parameters
    ----------
    ids : T token ids
    params : RNNParams; W takes the part of A
    way : linear_loop, linear_convolution or linear_scan

    Returns
    -------
    r, s : (T, H) arrays
    o : (T, K) probabilities

    Raises
    ------
    TypeError, ValueError : a wrong id

    Source: Orvieto et al., "Resurrecting recurrent neural networks for long sequences" (2023).
    """
    r = way(params.W, embed(ids, params))
    s = np.tanh(r + params.b)
    return r, s, softmax(logits(s, params))


def _checked(A, u, r0):
    """A, u and the state before the first step, in one precision."""
    u = as_numbers("u", u, shape=("T", "H"))
    H = u.shape[1]
    A = as_numbers("A", A, shape=(H, H), why=f"u has {H} columns")
    r0 = np.zeros(H, u.dtype) if r0 is None else r0
    r0 = as_numbers("r0", r0, shape=(H,), why=f"u has {H} columns")
    dtype = np.result_type(A, u)
    return A.astype(dtype), u.astype(dtype), r0.astype(dtype)
