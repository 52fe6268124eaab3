"""Does what a network calls 30 % probable happen in 30 % of the cases?"""

from itertools import pairwise

import numpy as np

from ..forward_pass.arrays import as_numbers

EDGES = (0.0, 0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1.0)


def calibration(o, came, *, edges=EDGES):
    """Return what was said and what happened, for probabilities that are about alike.

    Every o[t, i] is a forecast that token i comes next; it happens where came[t] = i.

    Parameters
    ----------
    o : (T, K) probabilities, row t said before came[t] was known
    came : (T,) ids of the tokens that came
    edges : (B + 1,) rising, from 0 to 1; bin j holds edges[j] <= o < edges[j + 1], the last one
        also 1

    Returns
    -------
    said : (B,) mean probability of the forecasts in each bin
    happened : (B,) the share of them that happened; both NaN in an empty bin
    count : (B,) how many forecasts there are

    Raises
    ------
    ValueError : as many rows as tokens are expected; edges that do not rise from 0 to 1

    Source: Murphy & Winkler, "Reliability of subjective probability forecasts of precipitation
    and temperature" (1977).
    """
    o = as_numbers("o", o, shape=("T", "K"))
    came, edges = np.asarray(came), np.asarray(edges, float)
    if came.shape != o.shape[:1]:
        raise ValueError(f"came expects {len(o)} ids, one for each row of o, got {came.shape}")
    if (edges[0], edges[-1]) != (0, 1) or (np.diff(edges) <= 0).any():
        raise ValueError(f"edges expects numbers that rise from 0 to 1, got {edges.tolist()}")
    said, happened, count = np.full((3, len(edges) - 1), np.nan)
    for j, (low, high) in enumerate(pairwise(edges.tolist())):  # one by one: in little memory
        high = np.inf if high == 1 else high
        inside = (low <= o) & (o < high)  # (T, K)
        count[j] = inside.sum()
        if count[j]:
            said[j] = o[inside].mean(dtype=np.float64)
            happened[j] = inside[np.arange(len(came)), came].sum() / count[j]
    return said, happened, count.astype(int)
