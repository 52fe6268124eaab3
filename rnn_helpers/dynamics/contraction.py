"""How far apart two runs of one network are, and what W alone says about it."""

import numpy as np

from ..forward_pass.arrays import as_numbers
from .step_map import as_moderate, as_square


def operator_norm(A):
    """Return ||A||_2, the length of the longest arrow that A makes of an arrow of length 1.

    A : (..., m, n) one matrix or many; returns a float or an array (...)
    """
    A = as_numbers("A", A)
    if A.ndim < 2 or 0 in A.shape[-2:]:
        raise ValueError(
            f"A expects a matrix (m, n) or many (..., m, n), got shape {A.shape}; "
            "the length of a vector is np.linalg.norm(A)"
        )
    norms = as_numbers("||A||", np.linalg.norm(A, 2, axis=(-2, -1)))  # perhaps too large
    return float(norms) if norms.ndim == 0 else norms


def spectral_radius(W):
    """Return the largest |eigenvalue| of a square W, a float."""
    W = as_numbers("W", W, shape=("H", "H"))
    if W.shape[0] != W.shape[1] or W.size == 0:
        raise ValueError(f"W expects as many rows as columns, at least one, got shape {W.shape}")
    with np.errstate(over="ignore"):
        return float(as_numbers("the largest |eigenvalue|", np.abs(np.linalg.eigvals(W)).max()))


def slope_between(z, other_z):
    """Return 1 - tanh(z) tanh(other_z), to all digits; with z twice it is the slope of tanh at z.

    It is cosh(z - other_z) / (cosh(z) cosh(other_z)), which does not subtract nearly equal numbers.
    """
    z, other_z = as_moderate("z", z), as_moderate("other_z", other_z)
    if z.shape != other_z.shape:
        raise ValueError(f"other_z expects the shape of z, {z.shape}, got {other_z.shape}")
    p, q = np.exp(-2 * np.abs(z)), np.exp(-2 * np.abs(other_z))
    same = np.sign(z) == np.sign(other_z)
    return np.where(same, 2 * (p + q), 2 * (1 + p * q)) / ((1 + p) * (1 + q))


def differences(one, other, W, *, shrink=None):
    """Return other - one, state by state, for two runs on the same inputs: without cancellation.

    Subtracting two nearly equal states leaves rounding errors, about 1e-16. Exactly,
    tanh(a + d) - tanh(a) = tanh(d) (1 - tanh(a) tanh(a + d)), and d is W times the difference of
    the states before. So differences far smaller than 1e-16 can be followed.

    Parameters
    ----------
    one, other : (T + 1, H) the states of the two runs, row 0 the starts
    W : (H, H) recurrent weights
    shrink : (T, H) the factors 1 - tanh(a) tanh(a + d), where they are known to more digits than
        the states give

    Returns
    -------
    (T + 1, H) array

    Raises
    ------
    TypeError, ValueError : no numbers, a wrong shape, NaN or infinity

    Source: the addition theorem of tanh; chapter 09.
    """
    W = as_square(W)
    one = as_moderate("one", one, shape=("T + 1", len(W)), why=f"W has {len(W)} rows")
    other = as_moderate("other", other, shape=one.shape, why="both runs have the same steps")
    if len(one) == 0:
        raise ValueError("one expects at least its start, got no state")
    if shrink is None:
        shrink = 1 - (one * other)[1:]
    shrink = as_numbers("shrink", shrink, shape=(len(one) - 1, len(W)), why="a row for each step")
    apart = np.empty_like(one)
    apart[0] = other[0] - one[0]
    for t in range(1, len(one)):
        apart[t] = np.tanh(W @ apart[t - 1]) * shrink[t - 1]
    return apart
