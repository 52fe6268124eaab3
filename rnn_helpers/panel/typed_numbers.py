"""What a hand types into the field beside a slider: one number, or words that say what is wrong."""

import re
from unicodedata import category

from ..formats import quoted

# The signs of a number as this page, word processors and East Asian keyboards write them.
_SIGNS = str.maketrans("−ー＋．。｡，٫ｅＥ", "--+...,.ee")
_NUMBER = re.compile(r"[+-]?\s*(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?")
_WHOLE = re.compile(r"[+-]?\s*\d+([.,]0{0,2})?(e\+?\d+)?")  # 1,000 may mean 1 or a thousand


def read_number(text, *, whole=False):
    """Return the number that a text is, from its first sign to its last, or None.

    −1.50, –1,5, ０．５, +2, .5 and 1e-1 are numbers; 1/2, 0.5x, 1,2.3 and NaN are none. A comma is
    a decimal comma, any dash a minus. Blanks around the number do not count, nor what nobody sees.

    Parameters
    ----------
    text : str, whatever was typed
    whole : True where only a whole number will do

    Returns
    -------
    float (infinite when it is too large for one), or None
    """
    seen = ["-" if category(sign) == "Pd" else sign for sign in text if category(sign) != "Cf"]
    plain = "".join(seen).translate(_SIGNS).strip().lower()
    if not (_WHOLE if whole else _NUMBER).fullmatch(plain):
        return None
    return float("".join(plain.split()).replace(",", "."))


def answer(slider, text):
    """Return (value, words) for what was typed beside a slider.

    Parameters
    ----------
    slider : FloatSlider or IntSlider
    text : str, whatever was typed

    Returns
    -------
    value : where the slider goes: to the number, or to its end for a number beyond it; None when
        the text is no number, and the slider stays
    words : what is wrong with the text, or ""
    """
    whole, typed = isinstance(slider.value, int), f"“{quoted(text.strip())}”"
    number = read_number(text, whole=whole)
    if number is None:
        kind = "a whole number such as 2 or −1" if whole else "a number such as 0.5 or −1.5"
        typed = typed if text.strip() else "An empty field"
        return None, f"{typed} is not {kind}; {slider.description} stays at {_shown(slider)}."
    value = type(slider.value)(min(max(number, slider.min), slider.max))
    if value == number:
        return value, ""
    now = f"{slider.description} is at its end, {_shown(slider, value)}."
    return value, f"{typed} is beyond the slider; {now}"


def _shown(slider, value=None):
    """A value as the field shows it: −1.50."""
    value = slider.value if value is None else value
    return format(value, slider.readout_format).replace("-", "−")
