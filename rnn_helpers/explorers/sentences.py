"""Sentences that a reader chooses or types, read as words of a vocabulary."""

from unicodedata import category, normalize

from ..formats import quoted

SENTENCES = ("dog bites man", "man bites dog", "dog bites dog")
MOST_WORDS = 5  # of a sentence of the running example


def readable(sentences, vocab):
    """Return the sentences with single blanks, and T, how many words each of them has.

    Raises
    ------
    ValueError : a word outside the vocabulary, an empty or too long sentence, several lengths
    """
    sentences = [" ".join(vocab.words(vocab.ids(text))) for text in sentences or SENTENCES]
    lengths = sorted({len(sentence.split()) for sentence in sentences})
    if len(lengths) > 1 or not 1 <= lengths[0] <= MOST_WORDS:
        raise ValueError(
            f"sentences expects 1 to {MOST_WORDS} words, equally many in each, got {lengths}"
        )
    return sentences, lengths[0]


def typed_words(line, vocab, *, most):
    """Return (words, problem) for a line that a reader has typed: one of the two is empty.

    Blanks of any kind and number part words. Nothing is left out or mended in silence: a word
    that is not in the vocabulary is named, also one with a capital, a full stop, wide letters or a
    sign that nobody sees.

    Parameters
    ----------
    line : str, whatever was typed
    vocab : Vocab
    most : int, how many words the picture has room for

    Returns
    -------
    words : list of tokens; empty at a problem, and for a line without words
    problem : "", or one or two sentences that say what is wrong and what to type instead
    """
    words = line.split()
    unknown = next((t for t, word in enumerate(words) if word not in vocab.tokens), None)
    if unknown is not None:
        return [], _unknown(words[unknown], unknown + 1, vocab.tokens)
    if len(words) > most:
        return [], f"{len(words)} words are too many for the picture: type at most {most}."
    return words, ""


def named(word):
    """Return a word as a picture names it: a single dot would be overlooked."""
    return "full stop" if word == "." else word


def _unknown(word, place, tokens):
    """Say which word is unknown, which one may be meant, and which words there are."""
    known = ", ".join(f"“{token}”" for token in tokens[:6]) + (" …" if len(tokens) > 6 else "")
    meant = next((token for token in tokens if _bare(token) == _bare(word)), None)
    hint = f" Capitals, wide letters and every sign count: try “{meant}”." if meant else ""
    if meant and "." in tokens and normalize("NFKC", word).endswith((".", "。")) and meant != ".":
        hint = f" The full stop is a word of its own: try “{meant} .”."
    return f"Word {place}, “{quoted(word)}”, is not in the vocabulary {known}.{hint}"


def _bare(word):
    """The letters of a word alone, small and narrow, each with its accent."""
    small = normalize("NFKC", word).casefold()
    return "".join(letter for letter in small if category(letter)[0] in "LMN") or small
