"""States of any number of units from which fixed points and cycles are sought."""

from itertools import combinations, islice, product

import numpy as np

PATTERNS = 1000  # at most so many, of units low, between and high
PAIRS, ALONG = 40, 9  # of places found, and starts along the line between the two
ARC, SHORTEST, ARCS = 0.1, 1e-4, 2000  # the first move along a curve, the shortest, how many
MOVES = 6  # of Newton's, back onto the curve


def scattered(H, count):
    """Return `count` states, scattered evenly over the cube, always the same ones.

    A grid with 0 in it would start on the axes, where some saddles attract.
    """
    return np.random.default_rng(0).uniform(-1, 1, (count, H))


def patterned(W, k):
    """Return the fixed points (N, H) that the map had if tanh were straight between -1 and 1.

    Of each unit it is guessed that it is at -1, between, or at 1: then (I - D W) s = D k + e, where
    D is 1 for units between, else 0, and e is -1, 0 or 1. All guesses for up to 6 units, else some.
    """
    H = len(k)
    if 3**H <= PATTERNS:
        e = np.array(list(product((0, -1, 1), repeat=H)))  # (N, H)
    else:
        e = np.random.default_rng(0).integers(-1, 2, (max(PATTERNS // H, 1), H))
        e[0] = 0
    D = np.where(e == 0, 1.0, 0.0)
    A = (1 + 1e-9) * np.eye(H) - D[:, :, None] * W  # W may have the eigenvalue 1
    return np.linalg.solve(A, (D * k + e)[..., None])[..., 0].clip(-1, 1)


def between(places):
    """Return starts along the lines between places (n, H): between two that attract is a saddle."""
    share = np.linspace(0, 1, ALONG + 2)[1:-1, None]
    lines = [one + share * (other - one) for one, other in islice(combinations(places, 2), PAIRS)]
    return np.vstack([np.empty((0, places.shape[1])), *lines])


def continued(W, k):
    """Return a state near a fixed point of s -> tanh(W s + k): there always is one (Brouwer).

    The only fixed point of s -> tanh(g W s + k) at g = 0 is tanh(k). From there the curve of all
    (s, g) with s = tanh(g W s + k) is followed to g = 1, where it turns back on its way, too.

    Returns (H,); where the curve is lost, the last state on it
    """
    H = len(k)
    point, along, arc = np.append(np.tanh(k), 0.0), np.eye(H + 1)[H], ARC
    for _ in range(ARCS):
        _, slopes = _off_the_curve(point, W, k)
        along = np.linalg.lstsq(np.vstack([slopes, along]), np.eye(H + 1)[H])[0]
        along /= np.linalg.norm(along)
        ahead = _back_onto_the_curve(point + arc * along, along, W, k)
        if ahead is None:
            arc /= 2
        elif ahead[H] >= 1:
            share = (1 - point[H]) / (ahead[H] - point[H])
            return (point + share * (ahead - point))[:H]
        else:
            point, arc = ahead, min(1.5 * arc, ARC * np.sqrt(H))
        if arc < SHORTEST:
            break
    return point[:H]


def _back_onto_the_curve(point, along, W, k):
    """Return the point (H + 1,) of the curve beside this one, by Newton's method, or None."""
    start = point
    for _ in range(MOVES):
        off, slopes = _off_the_curve(point, W, k)
        if np.abs(off).max() < 1e-9:
            return point
        aside = np.append(off, along @ (point - start))
        point = point - np.linalg.lstsq(np.vstack([slopes, along]), aside)[0]
    return None


def _off_the_curve(point, W, k):
    """Return tanh(g W s + k) - s at (s, g), and its derivatives (H, H + 1)."""
    s, g = point[:-1], point[-1]
    to = np.tanh(g * (W @ s) + k)
    slope = (1 - to**2)[:, None]
    return to - s, np.hstack([slope * g * W - np.eye(len(s)), slope * (W @ s)[:, None]])
