"""The goals of chapter 09: what counts as meeting, staying apart, keeping a pulse."""

import numpy as np

from .challenges import Challenge

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def size(number, *, zero="0"):
    """Return a size as text: 0.42, 4.2·10⁻⁸, or the text `zero`."""
    if number == 0 or 0.05 <= number < 100:
        return f"{number:.2f}" if number else zero
    digits, _, power = f"{number:.1e}".partition("e")
    return f"{digits}·10{str(int(power)).translate(_RAISED)}"


def zero_of(slopes):
    """Return what a 0 means after steps of these slopes: exactly 0, or too small for a float."""
    return "0" if slopes.min() > 1e-6 else "< 10⁻³⁰⁰"


def finite(log):
    """Return a log10 that can be printed: -99 for those of 0 and of all that is smaller."""
    return np.maximum(log, -99.0)


def _meet(numbers):
    norm, d_0, d = numbers["norm"], numbers["d_0"], numbers["d_40"]
    far = 0.0 if d <= 1e-6 else float(np.log10(d) + 6)
    if d_0 < 0.5:
        still = f"the starts are {d_0:.2f} apart, at least 0.50 is asked"
    else:
        still = f"norm {norm:.2f}, at least 3.00 is asked; d at step 40 {size(d)}, at most 10⁻⁶"
    return max(3 - norm, 0.0) + far + max(0.5 - d_0, 0.0), still


def _stay_apart(numbers):
    radius, norm, d = numbers["radius"], numbers["norm"], numbers["d_40"]
    far = {  # 1e-6 for rounding errors
        f"radius {radius:.2f}, at most 0.50": max(radius - 0.5 - 1e-6, 0.0),
        f"norm {norm:.2f}, at most 9": max(norm - 9 - 1e-6, 0.0),
        f"d at step 40 {d:.2f}, at least 0.50": max(0.5 - d, 0.0),
    }
    return sum(far.values()), "; ".join(what for what, gap in far.items() if gap)


def _keep(numbers):
    if "kept" not in numbers:
        return 2.0, "choose the net one unit or two units"
    kept, start = numbers["kept"], numbers["start_left"]
    still = f"pulses end {kept:.2f} apart, at least 1 is asked; starts {size(start)}, at most 0.01"
    return max(1 - kept, 0.0) + max(start - 0.01, 0.0), still


TWO_RUNS = {
    "norm 3 or more, and they meet": Challenge("norm 3 or more, and they meet", _meet),
    "radius ≤ 0.5, norm ≤ 9, and they stay apart": Challenge(
        "radius ≤ 0.5, norm ≤ 9, and they stay apart", _stay_apart
    ),
}
ONE_PULSE = {
    "keep the pulse, forget the start": Challenge("keep the pulse, forget the start", _keep)
}
