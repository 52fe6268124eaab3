"""The explorer of a typed sentence: the states it shows, and its answers to whatever is typed."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from networks import ANY_LINE
from plain_runs import WORDS
from plain_runs import run_sentence as run

from rnn_helpers import Vocab
from rnn_helpers.explorers.sentence_reader import MOST_WORDS, sentence_reader
from rnn_helpers.explorers.sentences import typed_words

VOCAB = Vocab(WORDS)


@pytest.fixture(scope="module")
def readers():
    explorer = sentence_reader()
    yield explorer
    explorer.close()


@pytest.fixture
def reader(readers):
    readers.reset()
    return readers


@settings(max_examples=25)
@given(line=ANY_LINE, t=st.integers(-1, MOST_WORDS - 1))
@example(line="bites " * 8, t=7)
@example(line="<b>dog</b>", t=0)
def test_the_explorer_answers_whatever_is_typed(readers, line, t):
    readers.set(x=line, t=t)
    assert readers.describe()[-1] == "." and 0 < len(readers.describe()) <= 240
    assert readers.state()["T"] == len(typed_words(line, VOCAB, most=8)[0])
    assert readers.layout.error.value == ""


@pytest.mark.parametrize("words", ["dog bites man", "man bites dog", "dog " * 8, "bites", ""])
@pytest.mark.parametrize("start", [(0.0, 0.0), (-1.0, 1.0)])
def test_the_reader_shows_the_states(reader, words, start):
    reader.set(x=words, t=MOST_WORDS - 1, s01=start[0], s02=start[1])
    state, right = reader.state(), run(words, start)
    np.testing.assert_allclose(state["s"], right, atol=1e-12)
    np.testing.assert_allclose(state["s_t"], [start, *right][-1], atol=1e-12)


def test_a_problem_leaves_the_empty_state(reader):
    reader.set(x="dog eats man", t=7)
    assert reader.state()["T"] == 0 and reader.state()["s"].shape == (0, 2)
    empty = reader.frames.frame()
    reader.set(x="狗 咬 人")
    assert reader.frames.frame() == empty
    reader.set(x="")
    assert reader.frames.frame() != empty  # no question mark
    assert "The line is empty" in reader.describe()


def test_after_the_end_nothing_moves(reader):
    reader.set(t=2)
    at_the_end, sentence_there = reader.frames.frame(), reader.describe()
    assert "t = 2, the last word" in sentence_there and "0.00 from" in sentence_there
    for t in (3, 7):
        reader.set(t=t)
        assert reader.frames.frame() == at_the_end
        past = f" The slider has run on to {t}; past the last word nothing moves."
        assert reader.describe() == sentence_there + past


def test_what_the_tasks_say_of_the_ends():
    grey = run("dog bites man")[-1]
    orders = {" ".join(order): order for order in permutations(WORDS)}
    away = {words: np.linalg.norm(run(words)[-1] - grey) for words in orders}
    assert [words for words in away if 0 < away[words] < 0.2] == ["bites dog man"]
    pairs = [f"{one} {other}" for one in WORDS for other in WORDS]
    away = {words: np.linalg.norm(run(words)[-1] - grey) for words in pairs}
    assert [words for words in away if away[words] < 0.1] == ["bites man"]


def test_a_start_near_the_grey_end_goes_on_nearly_as_the_whole_text():
    end = run("dog bites man")[-1]
    rest = run("dog bites man bites dog bites")[3:]
    for direction in np.linspace(0, 2 * np.pi, 12):
        start = end + 0.05 * np.array([np.cos(direction), np.sin(direction)])
        assert np.abs(run("bites dog bites", start) - rest).max() < 0.04
