"""Sentences as phones and East Asian keyboards type them: what differs is named, with a hint."""

import pytest

from rnn_helpers import Vocab
from rnn_helpers.explorers.sentences import typed_words

VOCAB = Vocab(["dog", "bites", "Äpfel", "."])


@pytest.mark.parametrize(
    ("word", "said", "meant"),
    [
        ("ｄｏｇ", "ｄｏｇ", "dog"),
        ("Ｄｏｇ", "Ｄｏｇ", "dog"),
        ("dog！", "dog！", "dog"),
        ("dog.", "dog.", "dog ."),
        ("Dog．", "Dog．", "dog ."),
        ("bites。", "bites。", "bites ."),
        ("‘dog.", "‘dog.", "dog ."),
        ("d\u200bog", "d‹ZERO WIDTH SPACE›og", "dog"),
        ("\ufeffdog", "‹ZERO WIDTH NO-BREAK SPACE›dog", "dog"),
        ("do\u00adg", "do‹SOFT HYPHEN›g", "dog"),
        ("dog\u200f", "dog‹RIGHT-TO-LEFT MARK›", "dog"),
        ("A\u0308pfel", "A‹COMBINING DIAERESIS›pfel", "Äpfel"),
        ("äpfel", "äpfel", "Äpfel"),
        ("．", "．", "."),
        ("Apfel", "Apfel", None),
        ("\u200b", "‹ZERO WIDTH SPACE›", None),
        ("कुत्ता", "कुत्ता", None),
        ("dogs", "dogs", None),
    ],
)
def test_a_word_that_only_looks_like_another_gets_a_hint(word, said, meant):
    words, problem = typed_words(f"bites {word}", VOCAB, most=8)
    assert words == [] and problem.startswith(f"Word 2, “{said}”, is not in the vocabulary “dog”,")
    assert problem.partition(": try ")[2] == (f"“{meant}”." if meant else "")
    assert ("The full stop is a word" in problem) == bool(meant and meant.endswith(" ."))


def test_where_the_full_stop_is_no_word_nobody_is_told_so():
    assert typed_words("dog.", Vocab(["dog", "bites"]), most=8)[1].endswith(": try “dog”.")
