"""What a reader types: read as words, or answered with what is wrong."""

import pytest
from hypothesis import given
from networks import ANY_LINE
from plain_runs import WORDS

from rnn_helpers import Vocab
from rnn_helpers.explorers.sentences import typed_words

VOCAB = Vocab(WORDS)


@pytest.mark.parametrize("line", ["dog bites man", " dog  bites\tman ", "dog\u3000bites\u00a0man"])
def test_blanks_of_any_kind_part_words(line):
    assert typed_words(line, VOCAB, most=8) == (WORDS, "")


@pytest.mark.parametrize("line", ["", "   ", "\t"])
def test_an_empty_line_is_no_problem(line):
    assert typed_words(line, VOCAB, most=8) == ([], "")


@pytest.mark.parametrize(
    "line, place, said, hint",
    [
        ("dog eats man", 2, "eats", None),
        ("Dog bites man", 1, "Dog", "dog"),
        ("dog bites MAN!", 3, "MAN!", "man"),
        ("dog, bites man.", 1, "dog,", "dog"),
        ("狗 咬 人", 1, "狗", None),
        ("dog Ünïcode", 2, "Ünïcode", None),
        ("dog ...", 2, "...", None),
        ("dog \u200b man", 2, "‹ZERO WIDTH SPACE›", None),  # a blank that nobody sees
        ("a" * 99, 1, "a" * 31 + "…", None),
    ],
)
def test_an_unknown_word_is_named_with_its_place_and_what_to_type(line, place, said, hint):
    words, problem = typed_words(line, VOCAB, most=8)
    assert words == []
    assert problem.startswith(f"Word {place}, “{said}”, is not in the vocabulary “dog”, “bites”,")
    assert ("try" in problem) == (hint is not None)
    assert hint is None or f"try “{hint}”" in problem


def test_too_many_words():
    assert typed_words("dog " * 8, VOCAB, most=8)[1] == ""
    words, problem = typed_words("dog " * 23, VOCAB, most=8)
    assert words == [] and "23 words" in problem and "at most 8" in problem


def test_a_large_vocabulary_is_not_listed_in_full():
    _, problem = typed_words("cat", Vocab([f"w{i}" for i in range(999)]), most=8)
    assert "“w5” …" in problem and "w6" not in problem


@given(line=ANY_LINE)
def test_words_or_a_problem_for_whatever_is_typed(line):
    words, problem = typed_words(line, VOCAB, most=8)
    if problem:
        assert words == [] and problem[-1] == "." and len(problem) < 200 and problem.isprintable()
    else:
        assert words == line.split()  # nothing is left out
