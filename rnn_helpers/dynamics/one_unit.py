"""Where one unit comes to rest: the states that s -> tanh(w s + k) leads back to themselves."""

from math import asinh, sqrt, tanh

import numpy as np

from .step_map import LARGEST, as_number

_NEAR = 1e-6  # from a fixed point that repels to where the search for the pair begins


def fixed_points(w, k):
    """Return where s = tanh(w s + k), by whether states nearby come closer, and the blinking pair.

    A place repels where the slope w (1 - s^2) lies outside [-1, 1]. Below -1 two states p, q with
    q = tanh(w p + k) and p = tanh(w q + k) attract instead: one such pair, and no longer cycle.

    Parameters
    ----------
    w : recurrent weight, a finite number
    k : what does not depend on the state, u x_t + b

    Returns
    -------
    dict of three float arrays, each in rising order: "attracts", "repels", and "in turns", which
    is empty or (p, q)

    Raises
    ------
    TypeError, ValueError : w or k is no finite number

    Source: chapter 01. No cycle is longer than two, because step(step(s)) rises with s; and there
    is one pair at most, because tanh has a negative Schwarzian derivative, so that the slope of
    step(step(s)) has no lowest place inside (-1, 1).
    """
    w, k = as_number("w", w), as_number("k", k)

    def step(s):
        return tanh(w * s + k)

    if w > 1:
        attracts, repels = _on_a_steep_curve(step, w, k)
        return _arrays(attracts, repels, [])
    place = _crossing(step, -1.0, 1.0)  # tanh(w s + k) - s only falls: one crossing
    if w * (1 - place**2) >= -1:
        return _arrays([place], [], [])
    high = _crossing(lambda s: step(step(s)), place + _NEAR, 1.0)
    return _arrays([], [place], [step(high), high])


def step_curve(w, k=0.0, *, between=(-1.1, 1.1), points=221):
    """Return old states, evenly spaced, and the new ones tanh(w s + k): an array (2, points)."""
    w, k = as_number("w", w, most=LARGEST), as_number("k", k, most=LARGEST)
    s = np.linspace(*between, points)
    return np.array([s, np.tanh(w * s + k)])


def _on_a_steep_curve(step, w, k):
    """The fixed points for w > 1: tanh(w s + k) - s falls, rises where the slope is above 1, and
    falls again."""
    turn = asinh(sqrt(w - 1))  # w (1 - tanh(turn)^2) = 1
    low, high = (-turn - k) / w, (turn - k) / w
    has_low, has_high = step(low) < low, step(high) > high
    attracts = [_crossing(step, -1.0, low)] if has_low else []
    attracts += [_crossing(step, high, 1.0)] if has_high else []
    if not (has_low and has_high):
        return attracts, []
    return attracts, [_crossing(lambda s: 2 * s - step(s), low, high)]  # falls where step(s) rises


def _crossing(step, low, high):
    """Halve [low, high], where step(s) - s is positive below the crossing and negative above."""
    for _ in range(60):
        middle = (low + high) / 2
        difference = step(middle) - middle
        if difference == 0:
            return middle
        low, high = (middle, high) if difference > 0 else (low, middle)
    return (low + high) / 2


def _arrays(attracts, repels, in_turns):
    named = {"attracts": attracts, "repels": repels, "in turns": in_turns}
    return {name: np.array(places) for name, places in named.items()}
