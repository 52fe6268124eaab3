"""The goals of chapter 08, word for word and number by number, on landscapes made up for them."""

import numpy as np
import pytest

from rnn_helpers.dynamics.cycles import Cycle
from rnn_helpers.dynamics.landscape import Landscape
from rnn_helpers.dynamics.trajectories import knob_weights, mean_turn, trajectory
from rnn_helpers.lessons.plane_goals import GOALS, MARGIN

ONE, TWO, FOUR, THREE_CYCLE, FOUR_CYCLE, PUSH = GOALS
AT_MOST = 1 - MARGIN
REACHED = ""


def place(*eigenvalues, at=(0.5, 0.5), period=1):
    return Cycle(np.array([at] * period), np.array(eigenvalues or (0.5, 0.2)))


def scored(task, cycles, *, wanderers=0, W=(2, 2), k=(0.0, 0.0), s0=(0.6, 0.2)):
    """W : (2, 2) weights, or their diagonal"""
    attracting = [cycle for cycle in cycles if cycle.spectral_radius < 1]
    others = [cycle for cycle in cycles if cycle.spectral_radius >= 1]
    found = Landscape(attracting, others, [None] * wanderers, None)
    W = np.array(W, float) if np.ndim(W) == 2 else np.diag(np.array(W, float))
    return GOALS[task]({"land": found, "W": W, "k": np.array(k), "s0": np.array(s0)})


def turned(angle, gain=2.0, stretch=1.0, shear=0.0):
    return knob_weights(gain, angle, stretch, shear)


SLOW, SADDLE, STRONG = place(0.98, 0.3), place(1.5, 0.5), place(3, 3, period=2)
PAIR, TRIPLE, QUARTET = [place()] * 2, [place()] * 3, [place()] * 4
TWO_CYCLE = place(0.1, 0.1, period=2)
WILL_DO = "the slowest has |λ| = 0.980; 0.97 will do;"
DRIVES = "the place that drives away most has |λ| ="
FAR = "move q away from 1"
PUSHED = [  # k is (0.5, 0)
    place(0.9, 0.9, at=(0.5, 0.5)),  # not pushed towards anything
    place(0.5, 0.2, at=(-0.5, 0.5)),  # (1 - 0.5) (1 - 0.2) = 0.4
    place(0.5, 0.1, at=(0.0, 0.5)),
]
SPIRAL, FLIPPING = place(0.5 + 0.5j, 0.5 - 0.5j), place(-0.5, -0.5)  # 0.5 and 2.25

COUNTED = [  # the goal, what is there, and beside what; the gap, and what is said
    (ONE, [place()], {}, 0, REACHED),
    (ONE, [place(AT_MOST, 0)], {}, 0, REACHED),
    (TWO, PAIR, {}, 0, REACHED),
    (ONE, [SLOW], {}, 0.01, f"{WILL_DO} lower g"),
    (TWO, [SLOW, place()], {}, 0.01, f"{WILL_DO} {FAR}"),
    (FOUR, [*TRIPLE, SLOW], {}, 0.01, f"{WILL_DO} raise g"),
    (ONE, [place(), SADDLE, STRONG], {"wanderers": 1}, 0.53,
     f"1 resting and 1 other attractor, 1 wanted; {DRIVES} 1.50; lower g"),
    (ONE, [SADDLE, TWO_CYCLE], {"wanderers": 1}, 0.53,
     f"0 resting and 2 other attractors, 1 wanted; {DRIVES} 1.50; lower g"),
    (ONE, [TWO_CYCLE], {}, 0.03,
     f"0 resting and 1 other attractor, 1 wanted; {DRIVES} 1.00; lower g"),
    (ONE, PAIR, {}, 0.03, f"2 resting, 1 wanted; {DRIVES} 0.50; lower g"),
    (FOUR, [place()], {"W": (0, 0)}, 4.03, "1 resting, 4 wanted; W is 0: raise g"),
    (FOUR, PAIR, {"W": turned(-90)}, 1.53,
     "2 resting, 4 wanted; bring θ nearer to 0"),
    (FOUR, TRIPLE, {"W": turned(0, shear=-0.75)}, 0.78,
     "3 resting, 4 wanted; bring h nearer to 0"),
    (FOUR, PAIR, {"k": (0.9, -1.2)}, 1.23, "2 resting, 4 wanted; bring k₁ nearer to 0"),
    (FOUR, QUARTET, {"k": (0.9, -1.2), "wanderers": 1}, 0.03,
     "4 resting and 1 other attractor, 4 wanted; weights 2.00 and 2.00: raise g"),
    (FOUR, PAIR, {"W": (0.75, 0.5)}, 0.53,
     "2 resting, 4 wanted; weights 0.75 and 0.50: raise g"),
    (FOUR, PAIR, {"W": (1, 0.5)}, 0.53,
     "2 resting, 4 wanted; weights 1.00 and 0.50: raise g"),
    (FOUR, PAIR, {"W": (0.5, 2)}, 0.53,
     "2 resting, 4 wanted; weights 2.00 and 0.50: raise g, or bring q nearer to 1"),
    (TWO, [place()], {"W": (2, 0.5)}, 0.03,
     "1 resting, 2 wanted; weights 2.00 and 0.50: raise g"),
    (TWO, [place()], {"W": (0.5, 0.25)}, 0.53,
     "1 resting, 2 wanted; weights 0.50 and 0.25: raise g"),
    (TWO, [place()], {"W": (0.5, 0.4)}, 0.53,
     "1 resting, 2 wanted; weights 0.50 and 0.40: raise g"),
    (TWO, [place()], {"W": (0.45, 0.5)}, 0.53,
     f"1 resting, 2 wanted; weights 0.50 and 0.45: {FAR}"),
    (FOUR, [place()], {"W": (0.5, 0.45)}, 0.58,
     "1 resting, 4 wanted; weights 0.50 and 0.45: raise g"),
    (TWO, PAIR, {"W": (2, 1.5), "wanderers": 1, "k": (1, 0)}, 0.53,
     f"2 resting and 1 other attractor, 2 wanted; weights 2.00 and 1.50: {FAR}"),
    (TWO, [place()], {"W": turned(60, 2, 2, 0.5), "k": (-0.25, 0)}, 1.0 + 0.5 + 0.25 + 0.03,
     "1 resting, 2 wanted; bring θ nearer to 0"),
    (FOUR, [place()], {"W": turned(60, 1, 2, 0.5), "k": (-0.25, 0)}, 1 + 0.5 + 0.5 + 0.25 + 0.03,
     "1 resting, 4 wanted; bring θ nearer to 0"),
    (TWO, TRIPLE, {"W": (2, 1)}, 0.03,
     "3 resting, 2 wanted; weights 2.00 and 1.00: raise g"),
    (TWO, PUSHED, {"W": (2, 1.5), "k": (0.5, 0), "wanderers": 1}, 0.5 * (1 + 0.4 / 1.5) / 2 + 0.03,
     f"3 resting and 1 other attractor, 2 wanted; weights 2.00 and 1.50: {FAR}"),
    (TWO, TRIPLE, {"W": turned(90, 2, 1.25)}, 1.5 + 0.6 * 0.4 / 2 + 0.03,
     f"3 resting, 2 wanted; weights 2.50 and 1.60: {FAR}"),
]  # fmt: skip
ON_AND_ON = "push further, until attractors and saddles meet and vanish"
LEFT = [  # the same, for what a push leaves of four fixed points
    (PAIR, {"k": (0.7, 0)}, 0, REACHED),
    ([place()], {"k": (0.7, -1.5)}, 2.5, "k leaves 1; push less"),
    ([], {"k": (0.7, -1.5)}, 2.5, "k leaves 0; push less"),
    (PUSHED, {"k": (0.5, 0)}, 0.4 / 1.5 + 0.03, f"k leaves 3: {ON_AND_ON}"),
    (PUSHED[:1] * 4, {"k": (0.5, -0.25)}, 1 + 1 / 1.5 + 0.03, f"k leaves 4: {ON_AND_ON}"),
    ([SPIRAL] * 3, {"wanderers": 1}, 1 + 0.5 + 0.03, f"k leaves 4: {ON_AND_ON}"),
    ([FLIPPING] * 3, {}, 1.03, f"k leaves 3: {ON_AND_ON}"),
    ([place()], {"wanderers": 1, "k": (0.7, 0)}, 1 + 0.7 + 0.03,
     f"1 resting and 1 other attractor, 2 wanted; weights 2.00 and 2.00: {FAR}"),
    (PAIR, {"W": (0.5, 0.4), "k": (0.7, 0)}, 2 + 0.6 + 0.03,
     "at k = 0, 1 resting, 4 wanted; weights 0.50 and 0.40: raise g"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("task", "cycles", "beside", "gap", "said"), COUNTED + [(PUSH, *row) for row in LEFT]
)
def test_how_far_resting_places_are(task, cycles, beside, gap, said):
    assert scored(task, cycles, **beside) == (pytest.approx(gap, abs=1e-12), said)


def cycle(radius, period):
    return place(radius, 0.1, period=period)


RESTS = "the journey rests: λ of W is"
IT_RESTS = "the journey rests; λ of W turns by"
CYCLES = [
    (THREE_CYCLE, [cycle(0.5, 3)], {}, 0, REACHED),
    (FOUR_CYCLE, [cycle(0.99, 4), cycle(AT_MOST, 4)], {}, 0, REACHED),
    (THREE_CYCLE, [cycle(0.99, 3), cycle(0.98, 3)], {}, 0.01,
     "a 3-cycle attracts, with |λ| = 0.980; 0.97 will do"),
    (FOUR_CYCLE, [], {"W": (0.5, 0.25)}, 4 + 90 / 180 + 0.5,
     f"{RESTS} 0.50 in size; raise g above 1"),
    (THREE_CYCLE, [], {"W": (0.25, -0.5)}, 4 + 60 / 180 + 0.5,
     f"{RESTS} 0.50 in size; raise g above 1"),
    (THREE_CYCLE, [cycle(0.5, 4)], {"W": (2, 0.5)}, 4 + 120 / 180, f"{IT_RESTS} 0°, 120° may help"),
    (FOUR_CYCLE, [], {"W": (0.5, 1), "s0": (0.6, 0)}, 4 + 90 / 180,
     f"{IT_RESTS} 0°, 90° may help"),
]  # fmt: skip


@pytest.mark.parametrize(("task", "cycles", "beside", "gap", "said"), CYCLES)
def test_how_far_a_cycle_is(task, cycles, beside, gap, said):
    assert scored(task, cycles, **beside) == (pytest.approx(gap, abs=1e-9), said)


SETTLE = ", then to settle: "
SLIDING = [  # the goal, W of a journey that comes back to no state, and what may help
    (THREE_CYCLE, turned(116, 1.05, 0.7), f"{SETTLE}move q farther from 1"),
    (THREE_CYCLE, turned(118, 1.05, 0.7), f"{SETTLE}a larger g may help"),
    (THREE_CYCLE, turned(119, 1.05), f"{SETTLE}{FAR}"),
    (THREE_CYCLE, turned(120, 1.05, 0.7, 0.1), f"{SETTLE}move h in small steps"),
    (THREE_CYCLE, turned(116, 1.05, 1, -0.2), f"{SETTLE}move h in small steps"),
    (THREE_CYCLE, turned(118, 1.05, 1, 0.1), "; bring h nearer to 0"),
    (THREE_CYCLE, turned(-118, 1.05, 1, 0.4), "; bring h nearer to 0"),
    (THREE_CYCLE, turned(119, 1.05, 1.6), "; bring q nearer to 1"),
    (THREE_CYCLE, turned(116, 1.05), "; θ nearer to 120° may help, or h"),
    (THREE_CYCLE, turned(116, 1.05, 0.7, 0.4), "; θ nearer to 120° may help, or h"),
    (FOUR_CYCLE, turned(88, 1.05, 0.7), f"{SETTLE}a larger g may help"),
    (FOUR_CYCLE, turned(88, 1.05, 1, 0.1), "; bring h nearer to 0"),
    (FOUR_CYCLE, turned(86, 1.05), "; θ nearer to 90° may help, or h"),
]


@pytest.mark.parametrize(("task", "W", "helps"), SLIDING)
def test_how_far_a_journey_that_slides_is_from_a_cycle(task, W, helps):
    turn = mean_turn(trajectory([0.6, 0.2], W, 0.0, steps=640)[400:])
    right = 120 if task == THREE_CYCLE else 90
    gap, said = scored(task, [], W=W)
    assert gap == pytest.approx(0.2 + abs(turn - right) / 20, abs=1e-9)
    assert said == (f"on average a step turns the journey by {turn:.1f}°, {right}° wanted{helps}")
