"""The network that finishes a sentence: what it reads, draws and marks, with less memory too."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers import forward_propagation
from rnn_helpers.explorers import finish_sentence
from rnn_helpers.training import SmallLanguage, load_model, mark


@pytest.fixture
def network():
    return at_start(finish_sentence)


PARAMS, VOCAB, _ = load_model("eight_units")


def after(words, g=1.0):
    """The probabilities after some words, by the forward pass alone."""
    return forward_propagation([0, *VOCAB.ids(words)], PARAMS.replace(W=g * PARAMS.W)).o[-1]


def shown(network):
    text, _, bars = network.views
    return [word for word, *_ in text.shown], bars.lengths


@pytest.mark.parametrize("g", [1.0, 0.5, 0.0])
@pytest.mark.parametrize("words", ["dogs who see cat", "boy", "cats chase dog .", ""])
def test_the_bars_are_the_probabilities_after_what_was_read(network, words, g):
    network.set(x=words, g=g)
    p = after(words, g)
    np.testing.assert_allclose(shown(network)[1], np.where(p < 0.005, 0, p), atol=1e-12)
    verbs = VOCAB.ids("sleeps runs sees chases")
    assert network.state()["p(verb for one)"] == pytest.approx(p[verbs].sum())


@pytest.mark.parametrize("draw", [1, 2, 7])
def test_words_are_drawn_one_by_one_and_stay(network, draw):
    """Word n + 1 is written behind the first n, whoever moves n to and fro."""
    texts = []
    for n in (0, 1, 2, 3, 9, 24):
        network.set(n=n, draw=draw)
        texts.append(shown(network)[0])
    for short, long in zip(texts, texts[1:]):
        assert long[: len(short)] == short
    assert texts[0] == ["dogs", "who", "see", "cat"] and texts[-1][-1] == "."
    assert network.state()["finished"] == 1
    assert not network.views[0].open


def test_with_all_its_memory_it_breaks_no_rule(network):
    language = SmallLanguage()
    for draw in range(1, 21):
        network.set(n=24, draw=draw)
        assert network.state()["wrong"] == 0 and network.state()["finished"]
        assert all(m.right for m in mark(shown(network)[0], language))
    assert network.describe().endswith("No word breaks the grammar.")


def test_without_memory_it_hardly_ever_finds_an_end(network):
    ended = []
    for draw in range(1, 21):
        network.set(n=24, draw=draw, g=0.0)
        ended += [draw] * network.state()["finished"]
        assert network.state()["wrong"] > 0 and "Marked: " in network.describe()
    assert len(ended) <= 2 and 1 not in ended  # the draw of the task
    for noun in ("dog", "girls"):  # the object of a sentence is taken for a subject
        assert after(f"cats chase {noun}", 0.0)[0] < 0.001 and after(f"cats chase {noun}")[0] > 0.99


def test_it_tells_what_it_writes(network):
    network.set(n=3, draw=2)
    words = [word for word, kind, _ in network.views[0].shown if kind == "output"]
    assert network.state()["writes"] == " ".join(words) != ""
    network.set(n=0)
    assert network.state()["writes"] == "nothing"


def test_the_verb_follows_the_nearer_noun_when_memory_falls(network):
    notches = np.arange(0, 1.01, 0.05).round(2)
    one = []
    for g in notches:
        network.set(g=g)
        one.append(network.state()["p(verb for one)"])
    more = notches[np.array(one) > 0.5]
    assert more.max() == 0.7 and (np.diff(more) < 0.06).all() and more.min() == 0.0
    for x, verbs in (("dog", "p(verb for one)"), ("dogs", "p(verb for many)")):
        network.set(x=x, g=0.0)
        assert network.state()[verbs] > 0.99  # the noun stands next to it


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Dogs", "Word 1, “Dogs”, is not in the vocabulary"),
        ("dogs sleep.", "The full stop is a word of its own: try “sleep .”."),
        ("dogs.", "try “dogs .”. Nothing is read."),
        ("the dog", "Word 1, “the”"),
        ("狗", "Word 1, “狗”"),
        (" ".join(["dog"] * 13), "13 words are too many for the picture: type at most 12."),
    ],
)
def test_what_it_cannot_read_is_answered(network, line, said):
    network.set(x=line, n=5)
    assert said in network.describe()
    assert shown(network)[0] == [] and network.state()["finished"] == 0


def test_a_beginning_that_breaks_the_grammar_is_marked(network):
    network.set(x="dogs sleeps .")
    assert network.views[0].shown[1] == ("sleeps", "input", True)
    assert "“sleeps” does not agree with “dogs”" in network.describe()


def test_the_longest_text_finds_room(network):
    network.set(x=" ".join(["chases"] * 12), n=24, g=0.0)
    assert len(shown(network)[0]) == 36 and network.views[0].lines <= 7
