"""Challenges: scored at every move, answered kindly in an exercise."""

import pytest

from rnn_helpers.lessons.challenges import FREE, Challenge, check_challenge, score

GOAL = Challenge("w above 2", lambda numbers: (max(2 - numbers["w"], 0), "w is too small"))


class Toy:
    """What `check_challenge` needs of an explorer."""

    def reset(self):
        self.values = {"w": 0.0, "u": 0.0, "goal": "free"}

    def set(self, **values):
        if strange := values.keys() - self.values.keys():
            raise TypeError(f"the controls are w, u; got {strange.pop()!r}")
        if values.get("w", 0) > 3:
            raise ValueError("w expects a number from -3 to 3, got 9")
        self.values |= values
        self.gap, self.words = GOAL.score(self.values)

    def state(self):
        return {**self.values, "gap": self.gap}

    def describe(self):
        return f"A picture. {self.words}"


@pytest.mark.parametrize(("w", "scored"), [(2.5, (0.0, "Goal reached.")),
                                          (1.5, (0.5, "Goal: w is too small."))])  # fmt: skip
def test_a_goal_is_scored(w, scored):
    assert GOAL.score({"w": w}) == scored


def test_no_goal_has_no_score():
    goals = {"w above 2": GOAL}
    assert score({"w": 1.5}, goal=FREE, challenges=goals) == ({}, "")
    found = score({"w": 1.5}, goal="w above 2", challenges=goals)
    assert found == ({"gap": 0.5}, "Goal: w is too small.")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (None, "not tried yet"),
        (..., "not tried yet"),
        ({}, "not tried yet"),
        ({"w": 2.5}, "right"),
        ({"w": 1.5}, "not yet - w is too small"),
        ({"w": 9}, "not yet - w expects a number from -3 to 3, got 9"),
        ({"v": 9}, "not yet - the controls are w, u; got 'v'"),
        ((1, 2), "not yet - expected a dict such as dict(w=...)"),
        ({"goal": "free", "w": 1.0}, "not yet - w is too small"),
    ],
)
def test_an_exercise_answers(settings, said, capsys):
    toy = Toy()
    toy.reset()
    check_challenge("Exercise 1", toy, settings, goal="w above 2")
    assert capsys.readouterr().out == f"Exercise 1: {said}\n"


def test_controls_that_are_not_named_stand_at_their_start():
    toy = Toy()
    toy.reset()
    toy.set(u=1.0)
    check_challenge("Exercise 1", toy, {"w": 2.5}, goal="w above 2")
    assert toy.values == {"w": 2.5, "u": 0.0, "goal": "w above 2"}
