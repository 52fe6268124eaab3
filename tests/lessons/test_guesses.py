"""A guess: what can be judged, what is told after it, and that the answer needs no foreign name."""

import numpy as np
import pytest

from rnn_helpers.lessons.guesses import Question

s = 0.0  # a name that a reader's cells may have changed


def rest():
    from math import tanh

    s = 1.0
    for _ in range(100):
        s = tanh(2 * s)
    return ("stays" if s > 0.5 else "forgotten"), {"s": f"{s:.6f}"}


WORDS = ["forgotten", "grows", "stays"]
TOLD = "Doubling pushes up, tanh holds down: at 0.957504 they balance."


@pytest.fixture
def words():
    because = "Doubling pushes up, tanh holds down: at {s} they balance."
    otherwise = {"grows": "tanh lets nothing grow beyond 1."}
    return Question("At step 24?", WORDS, truth=rest, because=because, otherwise=otherwise)


def test_what_is_told_after_each_guess(words):
    assert words.told("stays") == f"You guessed stays, and so it is. {TOLD}"
    own = "tanh lets nothing grow beyond 1."
    assert words.told("grows") == f"You guessed grows; it is stays. {own} {TOLD}"
    assert words.told("forgotten") == f"You guessed forgotten; it is stays. {TOLD}"
    assert words.told() == f"It is stays. {TOLD}"
    assert [words.is_right(word) for word in WORDS] == [False, False, True]


def test_a_choice_is_known_by_its_letters_not_by_their_case(words):
    assert words.problem("  STAYS ") == "" and words.is_right("Stays")
    assert words.problem("rests") == (
        "“rests” is none of these. Choose one of: forgotten, grows, stays."
    )
    assert words.problem(" ") == "Your guess is one of: forgotten, grows, stays."


@pytest.mark.parametrize("said", ["0.9", "0,9", "９/10", " 0.9 ", "+.9", "9e-1", 0.9])
def test_a_number_in_every_form(said):
    asked = Question("How much?", truth=0.9, because="So.")
    assert asked.problem(said) == "" and asked.is_right(said)
    assert not asked.is_right("-0.9")


@pytest.mark.parametrize("said", ["−1", "-1", "–1", "－１"])
def test_any_minus_will_do(said):
    assert Question("Where?", truth=-1, because="So.").is_right(said)


@pytest.mark.parametrize("said", ["", "two", "1.5x", "nan", "1;2", "inf"])
def test_what_is_no_number_is_not_judged(said):
    asked = Question("How much?", truth=1.5, because="So.")
    assert asked.problem(said) and "a number" in asked.problem(said)


def test_a_whole_number_is_asked_for_where_the_answer_is_one():
    asked = Question("How many?", truth=4, because="So.", otherwise={2: "That is one unit's."})
    assert asked.asks_for == "a whole number"
    assert asked.problem("2.5") == "“2.5” is not a whole number such as 3."
    assert asked.problem("4.0") == "" and asked.is_right("4.0")
    assert asked.told("2") == "You guessed 2; it is 4. That is one unit's. So."


def test_near_counts_as_far_as_is_said():
    asked = Question("How much?", truth=0.957504, because="So.", within=0.05)
    assert asked.is_right("0.91") and asked.is_right("1.0") and not asked.is_right("0.9")
    assert asked.told("0,95") == "You guessed 0,95, which is close: it is 0.9575. So."
    assert asked.told("0.9") == "You guessed 0.9; it is 0.9575. So."


def test_numbers_of_numpy_and_yes_and_no():
    assert Question("?", truth=np.float64(0.5), because="So.").is_right("0.5")
    assert Question("?", truth=lambda: __import__("numpy").int64(3), because="").is_right("3")
    assert Question("?", ["yes", "no"], truth=True, because="So.").told("no") == (
        "You guessed no; it is yes. So."
    )


def test_the_answer_needs_no_name_from_outside():
    def mine():
        return max(s, 1.0)

    with pytest.raises(ValueError, match="it reads s from outside"):
        Question("?", truth=mine, because="")
    with pytest.raises(ValueError, match="it reads s, words from outside"):
        Question("?", truth=lambda: [words for _ in [s]], because="")
    inside = Question("?", truth=lambda: sum(x * x for x in [1, 2, 3]), because="")
    assert inside.answer == 14


def test_a_function_of_the_package_runs_once_and_not_before_its_answer_is_needed():
    runs = []

    def ours():
        runs.append(s)
        return "stays"

    ours.__module__ = "rnn_helpers.explorers.made_up"
    asked = Question("At step 24?", WORDS, truth=ours, because="So.", otherwise={"grows": "No."})
    assert asked.problem("grows") == "" and runs == []
    assert (
        asked.is_right("stays") and asked.told("grows") == "You guessed grows; it is stays. No. So."
    )
    assert runs == [s]
    asked = Question("At step 24?", WORDS[:2], truth=ours, because="So.")
    with pytest.raises(ValueError, match="'stays' is none of the choices forgotten, grows"):
        asked.told()


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ({"choices": ["a"], "truth": "a"}, "at least two different texts"),
        ({"choices": ["a", "A"], "truth": "a"}, "at least two different texts"),
        ({"choices": ["a", "b"], "truth": "c"}, "'c' is none of the choices a, b"),
        ({"choices": ["a", "b"], "truth": "a", "otherwise": {"c": "No."}}, "none of the choices"),
        ({"choices": ["a", "b"], "truth": "a", "otherwise": {"a": "No."}}, "but 'a' is right"),
        ({"truth": 4, "otherwise": {4.0: "No."}}, "but 4 is right"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(how, problem):
    choices = how.pop("choices", None)
    with pytest.raises(ValueError, match=problem):
        Question("?", choices, because="", **how)
