"""Chapter 10: set the weights of two units yourself, until the answer follows a target."""

import numpy as np

from ..forward_pass.forward import forward_propagation
from ..forward_pass.params import RNNParams
from ..lessons.challenges import FREE, Challenge, by_task, score
from ..machines.machine import latch
from ..machines.noise import random_pulses
from ..machines.pulse_lines import pulses
from ..machines.targets import fading_average, last_sign, late, restarted
from ..panel import SUBSCRIPTS, Explorer, choice, slider
from ..views.over_time.lanes import Lanes, lanes_figure, unit_of
from .pulse_board import beyond_the_picture

STEPS = 24
SEEN = pulses("..+......-....+.+..--...", steps=STEPS)  # (24, 1), in the picture
UNSEEN = random_pulses(latch(), 300, rng=np.random.default_rng(10))  # (300, 1), scored too
GOALS = {  # what to reach: the truth, and how far off z_t may be
    "keep the last sign": (last_sign, 0.5),
    "one step late": (lambda x: late(x, steps=1), 0.5),
    "blink": (lambda x: restarted(x, (1, -1)), 0.5),
    "fading average": (lambda x: fading_average(x, keep=0.8), 0.1),
    "four-beat": (lambda x: restarted(x, (1, 1, -1, -1)), 0.5),
}
TRUTHS = {
    FREE: (np.full_like(SEEN, np.nan), np.full_like(UNSEEN, np.nan), 0.5),
    **{goal: (truth(SEEN), truth(UNSEEN), within) for goal, (truth, within) in GOALS.items()},
}
REACH = {"W": 4, "U": 4, "V": 8}  # of the sliders
START = {"W11": 0.5, "W12": 0.0, "W21": 0.0, "W22": 0.5, "U1": 1.0, "U2": 0.5, "V1": 1.0, "V2": 0.0}


def match_target():
    """Return the explorer of s_t = tanh(U x_t + W s_{t-1}), z_t = V s_t, with five targets to meet.

    Column form: W12 leads from unit 2 into unit 1. Besides the 24 steps in the picture, 300 that
    are not in it are scored, with silences of up to 52 steps.
    """
    figure, axes = lanes_figure(height=3.8)
    lanes = Lanes(axes, steps=STEPS, inputs=1, units=2, outputs=1)
    challenges = by_task(*(Challenge(goal, _measure) for goal in GOALS))

    def show(goal, **weights):
        params = RNNParams(**_arrays(**weights))
        seen, unseen = (forward_propagation(x, params) for x in (SEEN, UNSEEN))
        truth, hidden_truth, within = TRUTHS[goal]
        errors = np.concatenate([_errors(seen.z, truth), _errors(unseen.z, hidden_truth)])
        silent = np.concatenate([_errors(0, truth), _errors(0, hidden_truth)])  # of z = 0
        wrong = errors > within  # (324,): 24 in the picture, then 300 unseen
        found = {"errors": errors, "silent": silent, "wrong": wrong, "within": within}
        gap, sentence = score(found, goal=goal, challenges=challenges)
        numbers = {"z": seen.z[:, 0], "wrong": np.flatnonzero(wrong[:STEPS]) + 1}
        if goal == FREE:
            sentence = "No goal is chosen: turn the weights and see what the two units do."
        else:
            numbers |= {"unseen wrong": int(wrong[STEPS:].sum()), **gap}
        sentence = beyond_the_picture(seen.z, unit_of(within)) + sentence
        lanes.set(
            x=SEEN, read=np.full(SEEN.shape, True), s=np.vstack([seen.s0, seen.s]), z=seen.z,
            truth=truth, wrong=wrong[:STEPS], unit=unit_of(within),
        )  # fmt: skip
        return numbers, sentence

    return Explorer(
        figure=figure,
        views=[lanes],
        controls={
            "goal": choice("goal", [FREE, *GOALS], FREE),
            **{
                name: slider(
                    name.translate(SUBSCRIPTS), -REACH[name[0]], REACH[name[0]], value,
                    meaning=_meaning(*name), concept="parameter",
                )
                for name, value in START.items()
            },
        },
        show=show,
        presets={
            "weak latch": {"goal": "keep the last sign", "W11": 1, "U1": 2.5, "V1": 1.4},
            "quarter turn": {"W11": 0, "W12": -1.5, "W21": 1.5, "W22": 0},
        },
        keep=["goal"],
        groups={"W": ["W11", "W12", "W21", "W22"], "U, V": ["U1", "U2", "V1", "V2"]},
    )  # fmt: skip


def _arrays(W11, W12, W21, W22, U1, U2, V1, V2):
    return {"W": [[W11, W12], [W21, W22]], "U": [[U1], [U2]], "V": [[V1, V2]]}


def _errors(z, truth):
    """|z - truth| at each step; 0 where nothing is asked."""
    return np.nan_to_num(np.abs(z - truth)[:, 0])


def _measure(found):
    """The mean error, none counted above 1, in shares of what z = 0 gets; 0 if no step is wrong."""
    if not found["wrong"].any():
        return 0.0, ""
    gap = np.minimum(found["errors"], 1).mean() / found["silent"].mean()
    here, unseen = (int(part.sum()) for part in np.split(found["wrong"], [STEPS]))
    steps = f"{here} of {STEPS} steps in the picture and {unseen} of {len(UNSEEN)} unseen ones"
    missed = f"{steps} are more than {found['within']:g} off"
    return gap, f"{missed}; the mean error is {gap:.2f} times that of z = 0"


def _meaning(letter, row, column=""):
    return {
        "W": f"from unit {column} into unit {row}",
        "U": f"from the input into unit {row}",
        "V": f"from unit {row} to the answer",
    }[letter]
