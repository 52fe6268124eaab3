"""Chapter 10: set the weights of two units yourself, until the answer follows a target."""

from functools import lru_cache, partial

import numpy as np

from ..forward_pass.forward import forward_propagation
from ..forward_pass.params import RNNParams
from ..lessons.target_goals import FREE, GOALS, SEEN, STEPS, UNSEEN, answered, far_from_goal
from ..lessons.tasks import Task
from ..panel import Explorer, choice
from ..views.over_time.lanes import Lanes, lanes_figure, unit_of
from .pulse_board import beyond_the_picture
from .weights import weight_sliders

REACH = {"W": 4, "U": 4, "V": 8}  # of the sliders
START = {"W11": 0.5, "W12": 0.0, "W21": 0.0, "W22": 0.5, "U1": 1.0, "U2": 0.5, "V1": 1.0, "V2": 0.0}


def match_target():
    """Return the explorer of s_t = tanh(U x_t + W s_{t-1}), z_t = V s_t, with five targets to meet.

    Column form: W12 leads from unit 2 into unit 1. Besides the 24 steps in the picture, 300 that
    are not in it are scored, with silences of up to 52 steps.
    """
    figure, axes = lanes_figure(height=3.8)
    lanes = Lanes(axes, steps=STEPS, inputs=1, units=2, outputs=1)

    def show(goal, **weights):
        seen, found = _run(goal, **weights)
        wrong, unit = found["wrong"], unit_of(found["within"])
        gap, still = far_from_goal(found)
        sentence = f"Goal: {still}." if gap else "Goal reached."
        numbers = {"z": seen.z[:, 0], "wrong": np.flatnonzero(wrong[:STEPS])}
        if goal == FREE:
            sentence = "No goal is chosen: turn the weights and see what the two units do."
        else:
            numbers |= {"unseen wrong": int(wrong[STEPS:].sum()), "gap": gap}
        sentence = beyond_the_picture(seen.z, unit) + sentence
        lanes.set(
            x=SEEN, read=np.full(SEEN.shape, True), s=np.vstack([seen.s0, seen.s]), z=seen.z,
            truth=found["truth"], wrong=wrong[:STEPS], unit=unit,
        )  # fmt: skip
        return numbers, sentence

    return Explorer(
        figure=figure,
        views=[lanes],
        controls={
            "goal": choice("goal", [*GOALS, FREE], GOALS[0]),
            **weight_sliders(START, reach=REACH),
        },
        show=show,
        presets={
            "weak latch": {"goal": "keep the last sign", "W11": 1, "U1": 2.5, "V1": 1.4},
            "quarter turn": {"W11": 0, "W12": -1.5, "W21": 1.5, "W22": 0},
        },
        keep=["goal"],
        tasks=TASKS,
        notice=NOTICE,
        groups={"W": ["W11", "W12", "W21", "W22"], "U, V": ["U1", "U2", "V1", "V2"]},
    )  # fmt: skip


@lru_cache(maxsize=1)  # the task in sight asks for the same once more
def _run(goal, **weights):
    """Return the run on the inputs in the picture, and how the answers are, here and unseen."""
    params = RNNParams(**_arrays(**weights))
    seen, unseen = (forward_propagation(x, params) for x in (SEEN, UNSEEN))
    return seen, answered(seen.z, unseen.z, goal=goal)


def _measure(state, *, goal):
    return far_from_goal(_run(goal, **{name: state[name] for name in START})[1])


CHALLENGES = {  # goal: (what to do, what has been seen, a solution)
    "keep the last sign": (
        "keep the last sign, in silences of any length",
        "What sits in a basin stays. A sign that fades gets lost when silence is long.",
        {"W11": 2.0, "U1": 3.0},
    ),
    "one step late": (
        "one step late, the input of the step before",
        "One unit hears the input, the other hears that unit, one step later.",
        {"W11": 0.0, "U1": 2.0, "W21": 2.0, "W22": 0.0, "U2": 0.0, "V1": 0.0, "V2": 1.0},
    ),
    "blink": (
        "blink, + − + − from each + on, − + − + from each − on",
        "W changes the sign at every step, and a pulse sets it anew.",
        {"W11": -2.0, "U1": 3.0},
    ),
    "fading average": (
        "fading average, to 0.1: 0.8 of the old z and 0.2 of x",
        "Near 0 tanh is almost straight: keep the states small, and enlarge them by V.",
        {"W11": 0.8, "U1": 0.05, "V1": 4.0},
    ),
    "four-beat": (
        "four-beat, + + − − from each + on, − − + + from each − on",
        "A turn takes two units: in silence one alone keeps its sign or changes it.",
        {"W11": 0.0, "W12": -1.5, "W21": 1.5, "W22": 0.0, "U1": 3.0, "U2": -3.0},
    ),
}
TASKS = [
    Task(
        text=f"Challenge: {text}.",
        measure=partial(_measure, goal=goal),
        then=then,
        begin={"goal": goal},
        solution=(solution,),
    )
    for goal, (text, then, solution) in CHALLENGES.items()
]
NOTICE = "Right in the picture is not yet right: only new inputs, and long ones, show what fades."


def _arrays(W11, W12, W21, W22, U1, U2, V1, V2):
    return {"W": [[W11, W12], [W21, W22]], "U": [[U1], [U2]], "V": [[V1, V2]]}
