"""Short pieces of Markdown as HTML, with formulas as readable text: s_{-1} as s with a low −1."""

import re
from html import escape

_SIGNS = {
    r"\alpha": "α", r"\lambda": "λ", r"\sigma": "σ", r"\theta": "θ", r"\to": "→", r"\|": "‖",
    r"\lVert": "‖", r"\rVert": "‖", r"\cdots": "⋯", r"\dots": "…", r"\ldots": "…", r"\,": " ",
    r"\tanh": "tanh", r"\ln": "ln ", r"\max": "max ",
}  # fmt: skip
_MARKS = (  # in this order
    (r"\*\*(.+?)\*\*", r"<b>\1</b>"),
    (r"\*(.+?)\*", r"<i>\1</i>"),
    (r"\[([^]]+)\]\([^)]+\)", r"\1"),  # paper opens no links
)


def formula(tex):
    """Return a short formula, in TeX, as HTML.

    Raises
    ------
    ValueError : TeX that is not in the table here
    """
    text = re.sub(r"\\color\{#\w+\}", "", tex)
    text = re.sub(r"\\tilde\{(\w)\}", "\\1\u0303", text)
    text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1/\2)", text)
    for sign in sorted(_SIGNS, key=len, reverse=True):
        text = text.replace(sign, _SIGNS[sign])
    text = escape(text.replace("-", "−"))
    for mark, tag in (("_", "sub"), ("^", "sup")):
        text = re.sub(rf"\{mark}(?:\{{([^{{}}]*)\}}|(.))", rf"<{tag}>\1\2</{tag}>", text)
    text = re.sub(r"[{}]", "", text)
    if "\\" in text:
        raise ValueError(f"no readable text for this formula: {tex}")
    return re.sub("(?<![\\w&<])([A-Za-z]\u0303?)(?![\\w;>])", r"<i>\1</i>", text)


def as_html(markdown):
    """Return one paragraph of Markdown as HTML: bold, italic, code and formulas."""
    parts = re.split(r"(`[^`]+`|\$[^$]+\$)", markdown)
    kept = [_code(part) if part[0] == "`" else formula(part[1:-1]) for part in parts[1::2]]
    text = "".join(
        escape(part, quote=False) if i % 2 == 0 else f"\0{i // 2}\0" for i, part in enumerate(parts)
    )
    for mark, tag in _MARKS:
        text = re.sub(mark, tag, text, flags=re.S)
    return re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], text)


def _code(part):
    return f"<code>{escape(part[1:-1], quote=False)}</code>"
