"""The goals of chapter 09: each can be reached, none by standing still; their words are true."""

import numpy as np
import pytest
from made import at_start
from panels import random_values

from rnn_helpers.explorers import two_runs, which_input
from rnn_helpers.explorers.which_input import ONE, PULSE_AT, TWO
from rnn_helpers.lessons.challenges import challenge_of
from rnn_helpers.lessons.forgetting_goals import ONE_PULSE, TWO_RUNS, too_near

MEET, APART = TWO_RUNS
(KEEP,) = ONE_PULSE


@pytest.fixture
def runs():
    return at_start(two_runs)


@pytest.fixture
def bars():
    return at_start(which_input)


def score(explorer, goal):
    """(gap, what is missing) as the explorer stands."""
    return challenge_of(explorer, goal).score(explorer.state())


@pytest.mark.parametrize(
    ("maker", "goal", "solution"),
    [
        ("runs", MEET, {"W11": 0.0, "W12": 3.0, "W21": 0.0, "W22": 0.0}),
        ("runs", MEET, {"W11": 0.5, "W12": -6.0, "W21": 0.0, "W22": -0.5}),
        ("runs", APART, {"W11": 2.0, "W12": -0.5, "W21": 8.0, "W22": -2.0}),
        ("runs", APART, {"W11": 3.5, "W12": -1.5, "W21": 6.0, "W22": -2.5}),
        ("bars", KEEP, {"net": ONE, "g": 2.0, "alpha": 4.0}),
        ("bars", KEEP, {"net": ONE, "g": 2.5, "alpha": 2.5}),
    ],
)
def test_goals_can_be_reached_and_are_not_at_the_start(maker, goal, solution, request):
    explorer = request.getfixturevalue(maker)
    gap, still = score(explorer, goal)
    assert gap > 0 and still
    explorer.set(**solution)
    assert score(explorer, goal)[0] == 0


def test_goals_are_not_reached_by_standing_still(runs, bars):
    runs.set(W12=3.0, W21=0.0, W11=0.0, W22=0.0, B1=0.0, B2=0.0)
    assert score(runs, MEET) == (0.5, "the starts are 0.00 apart, at least 0.50 is asked")
    for preset in runs.presets:
        runs.preset(preset)
        assert score(runs, MEET)[0] > 0 and score(runs, APART)[0] > 0, preset
    runs.reset()
    runs.set(W12=3.0)  # one large weight is not enough
    assert score(runs, MEET)[0] > 0
    for preset in bars.presets:
        bars.preset(preset)
        assert score(bars, KEEP)[0] > 0, preset
    bars.set(net=ONE, g=1.25, alpha=1.0)  # the start is forgotten; the pulse is kept, but small
    assert 0 < score(bars, KEEP)[0] < 0.5 and bars.state()["start_left"] < 0.01
    bars.set(net=TWO, g=1.0, alpha=3.0)
    assert score(bars, KEEP) == (4.0, "choose the net one unit")


def test_goals_of_two_runs_ask_for_no_input_and_say_so(runs):
    """Under a strong input almost everything meets: goal 2 was a dead end, goal 1 too easy."""
    quiet = {
        MEET: {"W11": 0.0, "W12": 3.0, "W21": 0.0, "W22": 0.0},
        APART: {"W11": 2.0, "W12": -0.5, "W21": 8.0, "W22": -2.0},
    }
    for goal, weights in quiet.items():
        for push in ({"k1": 2.0}, {"k2": -0.05}):
            runs.reset()
            runs.set(**push, **weights)
            gap, still = score(runs, goal)
            assert gap >= 1 and still == "set k₁ and k₂ to 0", (goal, push)
        runs.set(k1=0.0, k2=0.0)
        assert score(runs, goal)[0] == 0


@pytest.mark.parametrize("maker", ["runs", "bars"])
def test_what_is_missing_fits_one_line(maker, request):
    explorer = request.getfixturevalue(maker)
    rng = np.random.default_rng(3)
    for _ in range(200):
        explorer.set(**random_values(explorer, rng))
        for goal in TWO_RUNS if maker == "runs" else ONE_PULSE:
            gap, still = score(explorer, goal)
            assert 0 <= gap < np.inf and len(still) <= 110, explorer.state()
            assert bool(still) == (gap > 0)


def test_staying_apart_for_longer_shortens_the_way(runs):
    """The bar tells 1e-12 from 1e-8, and the words say the power of ten."""
    gaps = [too_near(d, asked=0.5) for d in (0.0, 1e-200, 1e-99, 1e-12, 1e-8, 1e-3, 0.4, 0.5, 2.0)]
    assert all(one > other for one, other in zip(gaps[:7], gaps[1:8], strict=True))
    assert gaps[-2:] == [0, 0] and gaps[0] < 6
    seen = []
    for W11 in (0.3, 0.4, 0.45, 0.5):  # radius at most 0.5
        runs.set(W11=W11, W12=0.0, W21=0.0, W22=0.0)
        seen.append(score(runs, APART)[0])
    assert seen == sorted(seen, reverse=True) and len(set(seen)) == 4
    assert score(runs, APART)[1] == "d₄₀ is 8.2·10⁻¹³, at least 0.50"


def test_which_pulse_the_goal_needs(bars):
    """The start decides at alpha 1; the larger g, the stronger the pulse has to be."""
    for g, needed in {2.0: 1.95, 2.5: 2.5, 3.0: 3.0}.items():
        for alpha, reached in ((needed - 0.05, False), (needed, True), (5.0, True)):
            bars.set(net=ONE, g=g, alpha=alpha)
            assert (score(bars, KEEP)[0] == 0) == reached, (g, alpha)
    bars.set(g=1.75)
    assert score(bars, KEEP)[0] > 0
    bars.set(g=2.0, alpha=1.0)
    said = "from the worse start pulses end 0.00 apart, at least 1.9; starts 1.92, at most 0.01"
    assert score(bars, KEEP)[1] == said


def test_the_goal_of_the_pulse_means_what_it_says(bars):
    """Four runs, number by number: the pulse is told from its opposite, the starts are not."""
    ends = {}
    for s0 in (1, -1):
        for pulse in (1, -1):
            s = float(s0)
            for t in range(41):
                s = np.tanh(2 * s + 4 * pulse * (t == PULSE_AT))
            ends[s0, pulse] = s
    assert min(abs(ends[s0, 1] - ends[s0, -1]) for s0 in (1, -1)) > 1.9
    assert max(abs(ends[1, p] - ends[-1, p]) for p in (1, -1)) < 0.01
    bars.set(net=ONE, g=2.0, alpha=4.0)
    kept, left = bars.state()["kept"], bars.state()["start_left"]
    assert kept == pytest.approx(abs(ends[1, 1] - ends[1, -1]), abs=1e-9)
    assert left == pytest.approx(abs(ends[1, 1] - ends[-1, 1]), abs=1e-9)
