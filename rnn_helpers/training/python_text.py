"""Characters to learn from: the help texts that come with Python, what `help("if")` prints."""

import zlib

import numpy as np

NEWLINE = "\n"
CHARACTERS = (NEWLINE, *map(chr, range(32, 127)))  # 96: the end of a line, and printable ASCII
PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\t": " "}
)
HELD_OUT = 5  # every fifth topic, in alphabetical order, is kept for judging
SHORT = 60  # characters; shorter paragraphs, such as headings, may occur in both parts
NO_PROSE = tuple(" *=-~^|+")  # a line that begins so is code, a list, a table or underlines


def plain(text):
    """Return a text in the 96 CHARACTERS: typographic marks made plain, all others left out."""
    return "".join(c for c in text.translate(PLAIN) if c in CHARACTERS)


def python_docs(topics=None):
    """Return the text to learn from and the text held out, split by topic.

    Some topics repeat others ("compound" holds "if" and "for" word by word). So each paragraph is
    kept once, and what is in a held-out topic is not in the text to learn from. The lines of a
    paragraph of prose are joined: where they end is the printer's business.

    Parameters
    ----------
    topics : {name: text}, those of pydoc_data.topics when left out

    Returns
    -------
    learned, held_out : str, of about 350,000 and 31,000 characters; some topics are harder than
        others: for a table of six characters, other choices of a tenth of them are 1.2 to 1.6

    Raises
    ------
    ValueError : this Python came without its help texts

    Source: pydoc_data.topics, the Python documentation, Python Software Foundation License.
    """
    topics = _topics() if topics is None else topics
    names, seen = sorted(topics), set()
    held_out = names[HELD_OUT - 1 :: HELD_OUT]
    held_text = _once([topics[name] for name in held_out], seen)
    return _once([topics[name] for name in names if name not in held_out], seen), held_text


def inside_quotes(text):
    """Return (T,) whether each character stands between double quotation marks.

    The marks themselves do not; a quotation that is not closed ends with its paragraph.
    """
    inside, quoted = np.zeros(len(text), bool), False
    for t, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif text[t - 1 : t + 1] == NEWLINE * 2:
            quoted = False
        else:
            inside[t] = quoted
    return inside


def checksum(text):
    """Return eight hexadecimal digits that tell one text from another."""
    return f"{zlib.crc32(text.encode()):08x}"


def _topics():
    try:
        from pydoc_data.topics import topics
    except ImportError:
        raise ValueError(
            "this Python came without pydoc_data.topics, its help texts; the shipped network "
            "does not need them, only a new training does"
        ) from None
    return topics


def _joined(paragraph):
    lines = paragraph.split(NEWLINE)
    return paragraph if any(line.startswith(NO_PROSE) for line in lines) else " ".join(lines)


def _once(texts, seen):
    """The texts one after another, without the long paragraphs that were seen before."""
    kept = []
    for text in texts:
        for paragraph in plain(text).strip(NEWLINE).split(NEWLINE * 2):
            paragraph = _joined(paragraph)
            if len(paragraph) < SHORT or paragraph not in seen:
                kept.append(paragraph)
            seen.add(paragraph)
    return (NEWLINE * 2).join(kept) + NEWLINE
