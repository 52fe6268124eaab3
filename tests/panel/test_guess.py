"""A guess in a notebook: closed until somebody guesses, kept when the cell runs again."""

import json
from itertools import count

import pytest

from rnn_helpers.panel import Guess, guess

TIME = count()
HOW = {
    "truth": "stays",
    "because": "At 0.96 they balance.",
    "otherwise": {"grows": "Not beyond 1."},
}
TOLD = "You guessed grows; it is stays. Not beyond 1. At 0.96 they balance."


@pytest.fixture
def asked(monkeypatch):
    monkeypatch.setattr(guess, "_said", {})
    return lambda: Guess("What <b>becomes</b> of it?", ["grows", "stays"], **HOW)


def by_hand(one, *did):
    one.front_end.set_state({"asked": [next(TIME), *did]})


def test_the_answer_is_closed_before_a_guess(asked):
    bundle = asked()._repr_mimebundle_()
    assert bundle["text/plain"] == "What <b>becomes</b> of it?\n(grows / stays)\nno guess yet"
    sent = asked().front_end.get_state()
    told = {name: value for name, value in sent.items() if not name.startswith("_")}
    assert "balance" not in json.dumps(told, default=str)  # nor is it in the page's memory


def test_without_a_kernel_the_answer_is_folded(asked):
    before, folded = asked()._repr_mimebundle_()["text/html"].split("<details>")
    assert "What &lt;b&gt;becomes&lt;/b&gt; of it?" in before and "<li>stays</li>" in before
    assert "balance" not in before and folded.endswith("At 0.96 they balance.</p></details>")


def test_a_guess_is_kept_when_the_cell_runs_again(asked):
    by_hand(asked(), "guess", "grows")
    again = asked()
    assert again.told == TOLD and TOLD in str(again)
    by_hand(again, "again", "")
    assert again.told == "" and asked().told == ""


def test_a_lecturer_opens_it_without_a_guess(asked):
    one = asked()
    by_hand(one, "open", "")
    assert one.told == "It is stays. At 0.96 they balance."
    assert asked().told == ""  # that was no guess


def test_what_cannot_be_judged_is_answered_and_not_kept(asked):
    one = asked()
    by_hand(one, "guess", "rests")
    assert one.front_end.problem == "“rests” is none of these. Choose one of: grows, stays."
    assert one.told == asked().told == ""
    by_hand(one, "guess", " Stays ")
    assert one.front_end.problem == "" and one.front_end.right
