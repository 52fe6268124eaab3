"""Marks: right, wrong and why, and where each word leaves the grammar."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import few

from rnn_helpers.training.grammar_marks import grammar_states, mark
from rnn_helpers.training.small_language import SmallLanguage

LANGUAGE = SmallLanguage()
LINES = st.lists(st.sampled_from(LANGUAGE.vocab.tokens), max_size=14)


def shown(marks):
    return "".join({True: "+", False: "-", None: "?"}[m.right] for m in marks)


@pytest.mark.parametrize(
    ("text", "signs", "why"),
    [
        ("", "", ""),
        ("dog sleeps .", "+++", ""),
        ("dogs who see cat run .", "++++++", ""),
        ("dog sleep .", "+-?", "“sleep” does not agree with “dog”"),
        ("dog sleep . cat runs", "+-?++", "“sleep” does not agree with “dog”"),
        ("dog who see", "++-", "“see” does not agree with “dog”"),
        ("dog who cats sees", "+++-", "“sees” does not agree with “cats”"),
        ("dog who sees cats sleep", "++++-", "“sleep” does not agree with “dog”"),
        ("girls run . dogs who cat chases sees", "+++++++-", "“sees” does not agree with “dogs”"),
        ("sleeps", "-", "a sentence begins with a noun, not with “sleeps”"),
        ("cat runs . . dog", "+++-+", "a sentence begins with a noun, not with “.”"),
        ("dog dogs", "+-", "after “dog” comes “who” or a verb, not “dogs”"),
        ("dog .", "+-", "after “dog” comes “who” or a verb, not “.”"),
        ("dog who sleeps", "++-",
         "after “who” comes a noun or a verb that takes an object, not “sleeps”"),
        ("dog who cat runs", "+++-", "after “cat” comes a verb that takes an object, not “runs”"),
        ("dog who sees cat who", "++++-", "after “cat” comes a verb, not “who”"),
        ("dog sees sleeps", "++-", "after “sees” comes a noun, not “sleeps”"),
        ("dog sleeps cat", "++-", "after “sleeps” comes the full stop, not “cat”"),
        ("dog sees boys chase dog sees girl", "+++-???",
         "after “boys” comes the full stop, not “chase”"),
    ],
)  # fmt: skip
def test_marks_by_hand(text, signs, why):
    marks = mark(text, LANGUAGE)
    assert shown(marks) == signs
    assert [m.word for m in marks] == text.split()
    assert [m.why for m in marks if m.right is False] == [why] * signs.count("-")
    assert not any(m.why for m in marks if m.right is not False)


@few
@given(LINES)
def test_a_word_is_right_exactly_where_its_true_probability_is_above_0(words):
    for t, m in enumerate(mark(words, LANGUAGE)):
        try:
            p = LANGUAGE.next_words(words[:t])
        except ValueError:
            assert m.right is None
        else:
            assert m.right is bool(p[LANGUAGE.vocab.ids([words[t]])[0]] > 0)
        assert bool(m.why) == (m.right is False)
        assert (m.state == "") == (m.word != "." and m.right is not True)


@few
@given(LINES)
def test_from_the_middle_no_more_words_are_wrong_than_behind_a_full_stop(words):
    from_start, anywhere = mark(words, LANGUAGE), mark(words, LANGUAGE, middle=True)
    first = next((t for t, m in enumerate(anywhere) if m.right is False), len(words))
    assert all(m.right for m in anywhere[:first])
    assert first >= next((t for t, m in enumerate(from_start) if m.right is False), len(words))


def test_from_the_middle_with_a_noun_that_nobody_saw():
    (*_, last) = mark("sees cats sleep", LANGUAGE, middle=True)
    assert (last.right, last.why) == (False, "“sleep” does not agree with its noun")


def test_drawn_texts_are_right_and_pass_through_all_states():
    ids = LANGUAGE.draw(2000, rng=np.random.default_rng(0))
    marks = mark(LANGUAGE.vocab.words(ids), LANGUAGE)
    assert all(m.right for m in marks)
    assert {m.state for m in marks} == set(LANGUAGE.states)


def test_without_clauses_who_is_unknown():
    with pytest.raises(ValueError, match="17 words, and 'who'"):
        mark("dog who", SmallLanguage(clauses=False))


def test_the_states_of_a_grammatical_text_are_those_of_its_marks():
    words = LANGUAGE.vocab.words(LANGUAGE.draw(300, rng=np.random.default_rng(4)))
    states = grammar_states(words, LANGUAGE)
    assert states.tolist() == ["full stop", *(m.state for m in mark(words, LANGUAGE))]
