"""Nearly right: the right numbers, rounded or cut to fewer digits."""

from decimal import Decimal

import numpy as np

_NEAR = 0.01  # of the largest number: so near counts as close, however few the digits
_COARSE = 0.1  # of the largest number: else the last digit must be finer, so 1 is far from 1.4
_HALF = 0.55  # of the last digit's unit, with some room for a result that is a curve


@np.errstate(all="ignore")
def is_rounded(typed, found, expected, through=None):
    """Return whether the numbers that were typed are right ones, rounded or cut.

    Parameters
    ----------
    typed : array of float; its own digits say how fine it is
    found, expected : arrays of one shape: through(typed), or typed itself; and what is right
    through : function of an array like `typed`, if there is one

    Returns
    -------
    bool, whether `expected` lies within one unit of the last digit that was typed
    """
    gap, largest = expected - found, np.abs(expected).max(initial=0)
    if not (typed.size and np.isfinite(gap).all()):
        return False
    is_near = np.abs(gap).max() <= _NEAR * largest
    for units in _units(typed):
        if is_near or units.max() <= _COARSE * np.abs(typed).max():
            lost = np.copysign(units * (1 - 1e-6), typed)  # what a cut number may have lost
            moves = [lost] if through is None else _moves(typed, lost, found, through)
            low, high = (sum(part(m, 0) for m in moves) for part in (np.minimum, np.maximum))
            was_cut = (low <= gap) & (gap <= high)
            was_rounded = np.abs(gap) <= _HALF * (high - low)
            if (was_cut | was_rounded).all():
                return True
    return False


def _moves(typed, steps, found, through):
    """How far the result moves when one number after the other makes its step."""
    moves = []
    for place, step in np.ndenumerate(steps):
        moved = typed.copy()
        moved[place] += step
        moves.append(through(moved) - found)
    return moves


def _units(typed):
    """The unit of each number's last digit, at most 1, in two readings.

    First as so many digits after the point, then as so many digits of each number: 0.93 and 1 are
    0.93 and 1.00, or 0.93 and 1.0. The number with the most digits says how many.
    """
    digits = [Decimal(f"{n:.7g}").normalize().as_tuple() for n in typed.flat]
    last = np.array([number.exponent for number in digits])
    count = np.array([len(number.digits) for number in digits])
    for exponents in (np.full_like(last, last.min()), last + count - count.max()):
        yield 10.0 ** np.minimum(exponents, 0).reshape(typed.shape)
