"""The goals of chapters 09 and 10, word for word and number by number."""

from math import log1p

import numpy as np
import pytest

from rnn_helpers.lessons.forgetting_goals import ONE_PULSE, TWO_RUNS, too_near
from rnn_helpers.lessons.target_goals import (
    FREE,
    SEEN,
    TRUTHS,
    UNSEEN,
    answered,
    far_from_goal,
)

MEET, APART = TWO_RUNS.values()
(KEEP,) = ONE_PULSE.values()
NO_INPUT, ONE_UNIT = "set k₁ and k₂ to 0", "choose the net one unit"


def runs(norm, d_0, d_40, *, radius=0.5, silent=True):
    return {"norm": norm, "d_0": d_0, "d_40": d_40, "radius": radius, "silent": silent}


def ends(kept, start_left, *, one_unit=True):
    return {"kept": kept, "start_left": start_left, "one_unit": one_unit}


@pytest.mark.parametrize(
    ("measure", "numbers", "gap", "said"),
    [
        (MEET, runs(3, 0.25, 1e-6), 0.25, "the starts are 0.25 apart, at least 0.50 is asked"),
        (MEET, runs(2.25, 0.5, 1e-4), 0.75 + 2,
         "norm 2.25, at least 3.00 is asked; d₄₀ is 1.0·10⁻⁴, at most 10⁻⁶"),
        (MEET, runs(2.5, 1.0, 1e-5), 0.5 + 1,
         "norm 2.50, at least 3.00 is asked; d₄₀ is 1.0·10⁻⁵, at most 10⁻⁶"),
        (MEET, runs(2, 0.25, 1e-3, silent=False), 5.25, NO_INPUT),
        (APART, runs(10, 1, 5e-9, radius=1.5), 2 - 2e-6 + log1p(8),
         "radius 1.50, at most 0.50; norm 10.00, at most 9; d₄₀ is 5.0·10⁻⁹, at least 0.50"),
        (APART, runs(10, 1, 0.5), 1 - 1e-6, "norm 10.00, at most 9"),
        (APART, runs(9, 1, 0.5), 0, ""),
        (APART, runs(9, 1, 0.05, silent=False), log1p(1) + 1, NO_INPUT),
        (KEEP, ends(1.0, 0.5), 0.9 + 0.49,
         "from the worse start pulses end 1.00 apart, at least 1.9; starts 0.50, at most 0.01"),
        (KEEP, ends(1.9, 0.01), 0, ""),
        (KEEP, ends(2.0, 0.5), 0.49, "starts 0.50, at most 0.01"),
        (KEEP, ends(2.0, 0.0, one_unit=False), 4, ONE_UNIT),
        (KEEP, {"one_unit": True}, 4, ONE_UNIT),
    ],
)  # fmt: skip
def test_how_far_chapter_09_is_and_what_is_missing(measure, numbers, gap, said):
    found, still = measure(numbers)
    assert (found, still) == (pytest.approx(gap, abs=1e-12), said)


def test_two_runs_are_far_enough_apart_or_as_near_as_can_be_told():
    assert too_near(2.0, asked=0.5) == 0
    assert too_near(0.0, asked=0.5) == pytest.approx(log1p(300))


ALL = slice(None)
KEPT, LATE, BLINK = "keep the last sign", "one step late", "blink"
# For these, z = 0 is wrong by 322, 115 and 322, all steps together.
SILENCE = np.abs(np.concatenate(TRUTHS["fading average"])).sum()


def off(goal, seen, seen_by, unseen, unseen_by):
    """What is told of answers that are right but for some steps, which are off by so much."""
    told = [part.copy() for part in TRUTHS[goal]]
    told[0][seen] += seen_by
    told[1][unseen] += unseen_by
    return answered(*told, goal=goal)


@pytest.mark.parametrize(
    ("steps", "gap", "wrong"),
    [
        ((KEPT, ALL, 0, ALL, 0), 0, None),
        ((KEPT, ALL, 0.5, ALL, -0.5), 0, None),  # so much is allowed
        ((KEPT, ALL, -0.75, ALL, 0.75), 0.75, (22, 300, "0.5 off; mean error 0.75")),
        ((BLINK, 2, 0.25, [7, 8], 0.75), 1.75 / 322, (0, 2, "0.5 off; mean error 0.01")),
        ((LATE, [0, 1], 23, 299, -1.5), 3 / 115, (2, 1, "0.5 off; mean error 0.03")),
        (("fading average", 23, 0.4, 0, 0), 0.4 / SILENCE, (1, 0, "0.1 off; mean error 0.01")),
    ],
)
def test_how_far_chapter_10_is_and_what_is_missing(steps, gap, wrong):
    said = "{} of 24 steps in the picture and {} of 300 unseen ones are more than {}"
    still = f"{said.format(*wrong)} (z = 0 has 1)" if wrong else ""
    assert far_from_goal(off(*steps)) == (pytest.approx(gap, rel=1e-4), still)


def test_what_is_told_of_two_units_step_by_step():
    told = off(LATE, 3, -1.5, 299, 0.25)  # where a 1 was due, and a 0
    truth = np.concatenate(TRUTHS[LATE])
    assert np.array_equal(told["truth"], truth[:24]) and told["within"] == 0.5
    assert np.flatnonzero(told["errors"]).tolist() == [3, 323]
    assert told["errors"][[3, 323]].tolist() == [1.5, 0.25]
    assert np.array_equal(told["silent"], np.abs(truth)[:, 0])
    assert np.flatnonzero(told["wrong"]).tolist() == [3]


def test_nothing_is_wrong_where_nothing_is_asked():
    told = answered(SEEN, UNSEEN, goal=FREE)
    assert not (told["errors"].any() or told["silent"].any() or told["wrong"].any())
