"""A window onto states of many units: the plane in which a run spreads the most."""

from dataclasses import dataclass

import numpy as np

from .step_map import as_moderate


@dataclass(frozen=True, eq=False)
class PrincipalPlane:
    """What `principal_plane` returns.

    axes : (2, H) two directions at right angles, each of length 1
    points : (T, 2) where the states stand along them, s @ axes.T
    shares : (H,) the share of the variance along every principal direction, largest first
    """

    axes: np.ndarray
    points: np.ndarray
    shares: np.ndarray

    @property
    def seen(self):
        """The share of the variance that the plane shows, from 0 to 1."""
        return float(self.shares[:2].sum())


def principal_plane(s):
    """Return the plane of the first two principal components of the states of a run.

    The rows of A in s - mean = U diag(d) A are the directions, d^2 / sum d^2 the shares of the
    variance along them (singular value decomposition).

    Parameters
    ----------
    s : (T, H) states, a row for each step; T and H at least 2

    Returns
    -------
    PrincipalPlane; where nothing moves all shares are 0

    Raises
    ------
    TypeError, ValueError : s of another kind or shape, or not finite

    Source: Pearson (1901), "On lines and planes of closest fit to systems of points in space".
    """
    s = as_moderate("s", s, shape=("T", "H"), dtype=np.float64)
    T, H = s.shape
    if T < 2 or H < 2:
        raise ValueError(f"s expects at least 2 steps of 2 units, got shape {s.shape}")
    _, d, A = np.linalg.svd(s - s.mean(axis=0), full_matrices=False)
    shares = np.zeros(H)
    shares[: len(d)] = d**2
    total = shares.sum()
    shares = shares / total if total > 1e-24 else np.zeros(H)
    largest = np.abs(A[:2]).argmax(axis=1)
    axes = A[:2] * np.sign(A[:2][[0, 1], largest])[:, None]  # else the picture could flip
    return PrincipalPlane(axes, s @ axes.T, shares)
