"""Tokens to ids and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import few

from rnn_helpers import Vocab


def test_ids_are_places_in_the_list():
    vocab = Vocab(["dog", "bites", "man"])
    assert len(vocab) == 3 and vocab.tokens == ("dog", "bites", "man")
    assert vocab.ids("man bites  dog\n") == vocab.ids(["man", "bites", "dog"]) == [2, 1, 0]
    assert vocab.words([2, 1, 0]) == ["man", "bites", "dog"]
    assert vocab.ids("") == vocab.ids([]) == vocab.words([]) == []


def test_from_text_keeps_the_order_of_first_appearance():
    assert Vocab.from_text("to be or not to be").tokens == ("to", "be", "or", "not")


def test_characters_can_be_tokens():
    vocab = Vocab("ab c")
    assert vocab.ids(list("a c")) == [0, 2, 3]


@few
@given(st.lists(st.text(), min_size=1, unique=True), st.data())
def test_there_and_back(tokens, data):
    vocab = Vocab(tokens)
    words = data.draw(st.lists(st.sampled_from(tokens)))
    assert vocab.words(vocab.ids(words)) == words


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (lambda: Vocab([]), ValueError, ["tokens expects at least one token"]),
        (lambda: Vocab(["a", "b", "a"]), ValueError, ["each token once", "'a'", "0 and 2"]),
        (lambda: Vocab(["a", 1]), TypeError, ["tokens expects text", "int", "position 1"]),
        (lambda: Vocab([["a"]]), TypeError, ["tokens expects text", "list", "position 0"]),
        (lambda: Vocab(None), TypeError, ["tokens", "NoneType"]),
        (lambda: Vocab.from_text(["a"]), TypeError, ["text expects", "list", "Vocab(tokens)"]),
        (lambda: Vocab("ab").ids("a c"), ValueError, ["2 tokens", "'c'", "position 1", "a b"]),
        (lambda: Vocab("ab").ids(["a", 1]), TypeError, ["words", "int", "position 1"]),
        (lambda: Vocab("ab").ids(None), TypeError, ["words", "NoneType"]),
        (lambda: Vocab("ab").words([0, 2]), ValueError, ["0..1", "got 2", "position 1 of ids"]),
        (lambda: Vocab("ab").words([-1]), ValueError, ["0..1", "got -1", "position 0 of ids"]),
        (lambda: Vocab("ab").words([0.0]), TypeError, ["ids expects", "floats"]),
    ],
)
def test_what_is_refused(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    for part in parts:
        assert part in str(caught.value)


def test_a_long_vocabulary_is_cut_short_in_the_message():
    with pytest.raises(ValueError, match=r"it knows: 0 1 2 3 4 5 6 7 8 9 10 11 \.\.\.$"):
        Vocab(map(str, range(8000))).ids("dog")
