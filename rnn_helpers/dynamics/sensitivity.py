"""What a run still depends on: exact derivatives of its states by its start and its inputs."""

import numpy as np

from ..forward_pass.arrays import as_numbers, is_finite
from .step_map import as_moderate, as_square, jacobians


@np.errstate(over="ignore", invalid="ignore")  # what is too large is refused at the end
def running_products(s, W, *, slopes=None):
    """Return d s_t / d s_{-1} = J_t ... J_1 J_0 for every t, with J_t = diag(1 - s_t^2) W.

    Parameters
    ----------
    s : (T, H) the states of a run, such as `trace.s`
    W : (H, H) recurrent weights
    slopes : (T, H) the slopes of tanh, where they are known better than as 1 - s^2

    Returns
    -------
    (T, H, H) array, row t holding d s_t / d s_{-1}, where s_{-1} is the state before s[0]

    Raises
    ------
    TypeError, ValueError : no numbers, a wrong shape, NaN or infinity

    Source: Goodfellow, Bengio & Courville (2016), section 10.7; here chapter 09.
    """
    s, W, slopes = _as_run(s, W, slopes)
    product, products = np.eye(len(W)), np.empty((len(s), *W.shape))
    for t, slope in enumerate(slopes):
        J_t = slope[:, None] * W  # (H, H)
        product = J_t @ product  # (H, H)
        products[t] = product
    return _not_too_large(products)


@np.errstate(over="ignore", invalid="ignore")  # what is too large is refused at the end
def influences(s, W, *, slopes=None):
    """Return what the last state still owes to the start and to each input, by forward mode.

    Alongside the forward pass, each derivative D is carried from a state to the next, D <- J_t D,
    and at step t a new one begins: d s_t / d(U x_t) = diag(1 - s_t^2).

    Parameters
    ----------
    s : (T, H) the states of a run, such as `trace.s`
    W : (H, H) recurrent weights
    slopes : (T, H) as in `running_products`

    Returns
    -------
    (T + 1, H, H) array of derivatives of the last state: row 0 by the start s_{-1}, row t + 1 by
    U x_t; by x_t itself it is row t + 1 times U

    Raises
    ------
    TypeError, ValueError : no numbers, a wrong shape, NaN or infinity

    Source: the chain rule along the post's loop; chapter 09.
    """
    s, W, slopes = _as_run(s, W, slopes)
    (T, H), units = s.shape, np.arange(len(W))
    D = np.zeros((H, T + 1, H))  # the entry [:, t, :] is one derivative
    D[:, 0] = np.eye(H)
    for t, slope in enumerate(slopes, start=1):
        carried = W @ D[:, :t].reshape(H, t * H)  # one product for all of them
        D[:, :t] = slope[:, None, None] * carried.reshape(H, t, H)
        D[units, t, units] = slope
    return _not_too_large(D.transpose(1, 0, 2))


def lyapunov_exponents(s, W):
    """Return the mean natural logarithms of the factors by which a step stretches nudges.

    The running product is taken apart after every step, J_t Q = Q' R; the mean logarithms of the
    diagonals of R are returned. The first belongs to almost every nudge of the start. Over a long
    run they approach the Lyapunov exponents; over a short one they are an estimate.

    Parameters
    ----------
    s : (T, H) the states of a run of at least one step
    W : (H, H) recurrent weights

    Returns
    -------
    (H,) array, the largest first; -inf where a direction is lost altogether

    Raises
    ------
    TypeError, ValueError : no numbers, a wrong shape, NaN or infinity, no step

    Source: as Benettin et al. (1980), who make the directions orthonormal again at each step; QR
    does it here; chapter 09.
    """
    s, W, _ = _as_run(s, W, None)
    if len(s) == 0:
        raise ValueError("s expects at least one step, got none")
    Q, total = np.eye(len(W)), np.zeros(len(W))
    with np.errstate(divide="ignore"):
        for J_t in jacobians(s, W):
            Q, R = np.linalg.qr(J_t @ Q)
            total += np.log(np.abs(np.diag(R)))
    return np.sort(total / len(s))[::-1]


def _as_run(s, W, slopes):
    W = as_square(W)
    s = as_moderate("s", s, shape=("T", len(W)), why=f"W has {len(W)} rows")
    if slopes is None:
        return s, W, 1 - s**2
    return s, W, as_numbers("slopes", slopes, shape=s.shape, why="a row for each step, as s has")


def _not_too_large(products):
    if not is_finite(products):
        raise ValueError(
            f"s expects fewer steps, got {len(products)}: products of so many Jacobians are beyond "
            "1e308; try s[:100], or lyapunov_exponents"
        )
    return products
