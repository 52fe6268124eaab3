"""A table that looks a few words back, beside a network: bars and numbers, a second time."""

from functools import cache

import numpy as np
import pytest
from made import at_start

from rnn_helpers import forward_propagation
from rnn_helpers.explorers import look_back
from rnn_helpers.explorers.look_back import BEGINNING, FARTHEST, TASKS
from rnn_helpers.training import SmallLanguage, load_model

PARAMS, VOCAB, _ = load_model("four_units")
LANGUAGE = SmallLanguage()


@pytest.fixture
def explorer():
    return at_start(look_back)


@cache
def text():
    return np.array(LANGUAGE.draw(400_000, rng=np.random.default_rng(4)))


def counted(words):
    """The table counted: how often each word follows these in a long text; and how often they are
    met."""
    ids, drawn = VOCAB.ids(words), text()
    found = np.ones(len(drawn) - len(ids), bool)
    for k, i in enumerate(ids):
        found &= drawn[k : len(drawn) - len(ids) + k] == i
    after = drawn[len(ids) :][found]
    return np.bincount(after, minlength=18) / len(after), len(after)


@pytest.mark.parametrize("x", [BEGINNING, "cat who dogs see", "girl", "dogs see cat . boy"])
def test_the_bars_are_what_a_long_text_counts_and_what_the_network_says(explorer, x):
    explorer.set(x=x)
    for n in range(1, FARTHEST + 1):
        explorer.set(n=n)
        table, network, _ = explorer.views
        seen = [".", *x.split()][-n:]
        assert f"The table sees “{' '.join(seen)}”" in explorer.describe()
        p, met = counted(seen)
        if met > 20:
            np.testing.assert_allclose(table.lengths, p, atol=0.006 + 2 / met**0.5)
        assert table.lengths.sum() == pytest.approx(1, abs=0.02)
        o = forward_propagation([0, *VOCAB.ids(x)], PARAMS).o[-1]
        np.testing.assert_allclose(network.lengths, np.where(o < 0.005, 0, o), atol=1e-12)


def test_the_numbers_that_each_of_them_holds(explorer):
    own = 18 * 4 + 4 * 4 + 4 * 18 + 4 + 18  # U, W, V, b, c
    for n in range(1, FARTHEST + 1):
        explorer.set(n=n)
        state, growth = explorer.state(), explorer.views[2]
        assert (state["table"], state["network"]) == (18 ** (n + 1), own) and own == 182
        assert growth.shown["texts"] == {"table": f"{18 ** (n + 1):,}", "network": "182"}


def test_words_that_no_text_has_in_a_row_have_no_row(explorer):
    explorer.set(x="see dogs dogs", n=2)
    assert "it has no row for them" in explorer.describe() and not explorer.views[0].lengths.any()
    assert "largest gap" not in explorer.state() and explorer.views[1].lengths.any()
    explorer.set(n=1)
    assert "largest gap" in explorer.state()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Dogs", "Word 1, “Dogs”, is not in the vocabulary"),
        ("dogs sleep.", "Word 2, “sleep.”, is not in the vocabulary"),
        (" ".join(["dog"] * 9), "9 words are too many"),
        ("", "sees “.” and expects noun 1.00"),
    ],
)
def test_whatever_is_typed_is_answered(explorer, line, said):
    explorer.set(x=line)
    assert said in explorer.describe() and explorer.layout.error.value == ""


@pytest.mark.parametrize("number, does", [(0, {3, 4, 5}), (1, {4}), (2, {1})])
def test_which_n_does_a_task(explorer, number, does):
    task = TASKS[number]
    explorer.set(**(task.begin or {}))
    for move in task.solution:
        explorer.set(**{name: value for name, value in move.items() if name != "n"})
    done = set()
    for n in range(1, FARTHEST + 1):
        explorer.set(n=n)
        done |= {n} if task.done(explorer.state()) else set()
    assert done == does


def test_after_which_beginnings_one_word_back_is_enough(explorer):
    enough = TASKS[2].done
    for x, does in (
        ("girl sees boys runs", True),
        ("dogs see cat .", True),
        ("boy who cats see sleeps", True),
        ("cat runs", False),  # two words only
        ("dogs who see cat", False),
        ("dog sees boys", False),
        ("cat who dogs see", False),
    ):
        explorer.set(x=x, n=1)
        assert bool(enough(explorer.state())) == does, x
