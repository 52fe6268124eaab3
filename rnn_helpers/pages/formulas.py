"""Formulas: TeX, as the notebooks write it, to MathML, which a browser draws by itself."""

import re
from functools import cache

from ..views.style import COLOURS

_FUNCTION = re.compile(r"(<m[io]>(?:tanh|ln|log|cos|sin|max)</m[io]>)(?!<mo|</)")
_CONCEPTS = {colour: concept for concept, colour in COLOURS.items()}


@cache
def mathml(tex, *, display=False):
    """Return a formula as a <math> element; a colour is a class, such as of-hidden.

    Raises
    ------
    ValueError : TeX that the converter does not know
    ModuleNotFoundError : latex2mathml is not installed
    """
    try:
        from latex2mathml.converter import convert
    except ModuleNotFoundError as error:
        hint = "pages need one package more for their formulas: pip install latex2mathml"
        raise ModuleNotFoundError(hint) from error
    plain = re.sub(r"\\(begin|end)\{aligned\}", r"\\\1{align*}", tex)
    plain = re.sub(r"\\mathrm\{(\w+)\}", r"\\text{\1}", plain)  # one word, not letters
    try:
        made = convert(plain, display="block" if display else "inline")
    except Exception as error:
        raise ValueError(f"this formula cannot be converted: {tex}") from error
    if re.search(r"<m\w>(&|\\\w+)<", made):
        raise ValueError(f"this formula is not understood: {tex}")
    made = made.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    made = re.sub(r'<mstyle mathcolor="(#\w+)">', _coloured, made)
    made = _FUNCTION.sub(r'\1<mspace width="0.167em"/>', made)  # as TeX has it: tanh 0.6
    return re.sub(r'<mtd columnalign="(\w+)"', r'<mtd class="\1"', made)


def _coloured(found):
    return f'<mstyle class="of-{_CONCEPTS[found[1]]}">'
