"""The map s -> tanh(W s + k): its steps and its derivative, for inner loops; and what it takes.

Nothing is checked here but by `as_map` and its like: once, at the door.
"""

from math import tanh

import numpy as np

from ..forward_pass.arrays import as_numbers

LARGEST = 1e6  # weights above it make of tanh a jump, and products of them are too large for floats


def step(s, W, k):
    """Return tanh(W s + k) for every state in s: (..., H), W (H, H), k (H,) = U x + b."""
    return np.tanh(s @ W.T + k)  # (..., H) @ (H, H)


def jacobians(s, W):
    """Return J = diag(1 - s^2) W, for states (..., H) that the step led TO: (..., H, H)."""
    return (1 - s**2)[..., :, None] * W


def steps(s, W, k, p):
    """Return where p steps lead every state (N, H), and the Jacobian of the p steps (N, H, H)."""
    J = np.eye(len(W))
    for _ in range(p):
        s = step(s, W, k)
        J = jacobians(s, W) @ J
    return s, J


def follow(s, W, k, count):
    """Return s and the `count` states after it, for every state in s: (count + 1, ..., H)."""
    path, W_T = np.empty((count + 1, *s.shape)), W.T
    path[0] = s
    for before, after in zip(path, path[1:]):
        np.tanh(before @ W_T + k, out=after)
    return path


def run_of_two(s0, W, k, count):
    """Return the states of two units after a start, a list of `count` pairs.

    For a single run Python is faster than NumPy.
    """
    (w11, w12), (w21, w22) = np.asarray(W).tolist()
    (k1, k2), (s1, s2) = np.asarray([k, s0]).tolist()
    run = []
    for _ in range(count):
        s1, s2 = tanh(w11 * s1 + w12 * s2 + k1), tanh(w21 * s1 + w22 * s2 + k2)
        run.append((s1, s2))
    return run


def as_complex(s):
    """Return states (..., 2) as complex numbers s_1 + i s_2 (...).

    Not s @ [1, 1j]: for many states that wakes a second thread of the matrix library, which then
    waits busily for 40 ms.
    """
    return s[..., 0] + 1j * s[..., 1]


def as_map(W, k, *, units="H"):
    """Return W (H, H) and k (H,) as float arrays, or say what is wrong with them.

    k : (H,), or one number for all units; units : how many there must be, if that is given
    """
    W = as_square(W, units=units)
    k = as_moderate("k", k, dtype=np.float64)
    if k.ndim == 0:
        k = np.full(len(W), k)
    return W, as_numbers("k", k, shape=(len(W),), why=f"W has {len(W)} rows")


def as_square(W, *, units="H"):
    """Return W (H, H) as a float array, or say what is wrong with it."""
    W = as_moderate("W", W, shape=(units, units), dtype=np.float64)
    if W.shape[0] != W.shape[1] or not W.size:
        raise ValueError(f"W expects as many rows as columns, at least one, got {W.shape}")
    return W


def as_states(symbol, s, W):
    """Return states s (..., H) of the network with these W as floats, or say what is wrong."""
    s, H = as_moderate(symbol, s, dtype=np.float64), len(W)
    if s.ndim == 0 or s.shape[-1] != H:
        raise ValueError(f"{symbol} expects shape (..., {H}), got {s.shape}; W has {H} rows")
    return s


def as_number(symbol, value, *, most=np.inf):
    """Return `value` as a float, or say what is wrong with it."""
    number = as_moderate(symbol, value, most=most)
    if number.ndim:
        raise ValueError(f"{symbol} expects one number, got an array of shape {number.shape}")
    return float(number)


def as_moderate(symbol, value, *, most=LARGEST, **expected):
    """Return what `as_numbers` returns, if no number is too large to compute with."""
    array = as_numbers(symbol, value, **expected)
    if array.size and max(array.max(), -array.min()) > most:
        where = np.unravel_index(np.abs(array).argmax(), array.shape)
        at = f" at {symbol}[{', '.join(map(str, where))}]" if where else ""
        raise ValueError(
            f"{symbol} expects numbers of at most {most:.0e} in size, got {array[where]:.3g}{at}; "
            "try smaller ones"
        )
    return array
