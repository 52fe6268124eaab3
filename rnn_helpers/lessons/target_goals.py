"""The goals of chapter 10: a truth that two units should tell, and how far they are from it."""

import numpy as np

from ..machines.machine import latch
from ..machines.noise import random_pulses
from ..machines.pulse_lines import pulses
from ..machines.targets import fading_average, last_sign, late, restarted

STEPS, FREE = 24, "free"  # FREE: no goal is chosen
SEEN = pulses("..+......-....+.+..--...", steps=STEPS)  # (24, 1), in the picture
UNSEEN = random_pulses(latch(), 300, rng=np.random.default_rng(10))  # (300, 1), scored too
TARGETS = {  # what to reach: the truth, and how far off z_t may be
    "keep the last sign": (last_sign, 0.5),
    "one step late": (lambda x: late(x, steps=1), 0.5),
    "blink": (lambda x: restarted(x, (1, -1)), 0.5),
    "fading average": (lambda x: fading_average(x, keep=0.8), 0.1),
    "four-beat": (lambda x: restarted(x, (1, 1, -1, -1)), 0.5),
    FREE: (lambda x: np.full_like(x, np.nan), 0.5),
}
TRUTHS = {goal: (truth(SEEN), truth(UNSEEN)) for goal, (truth, _) in TARGETS.items()}


def answered(seen, unseen, *, goal):
    """Return how two units answer, step after step: 24 in the picture, then 300 unseen.

    seen, unseen : (24, 1) and (300, 1) answers z_t
    goal : key of TARGETS

    Returns {"truth": (24, 1), "within": float, "errors", "silent", "wrong": (324,)}: |z - truth|,
    that of z = 0, and whether it is too large; 0 and False where nothing is asked
    """
    truth, within = np.concatenate(TRUTHS[goal]), TARGETS[goal][1]
    errors = np.nan_to_num(np.abs(np.concatenate([seen, unseen]) - truth)[:, 0])
    return {
        "truth": truth[:STEPS],
        "within": within,
        "errors": errors,
        "silent": np.nan_to_num(np.abs(truth)[:, 0]),
        "wrong": errors > within,
    }


def far_from_goal(found):
    """Return (gap, what is missing) for what `answered` returns.

    The gap is the mean error, none counted above 1, in shares of what z = 0 gets; 0 if no step is
    wrong.
    """
    if not found["wrong"].any():
        return 0.0, ""
    gap = np.minimum(found["errors"], 1).mean() / found["silent"].mean()
    here, unseen = (int(part.sum()) for part in np.split(found["wrong"], [STEPS]))
    steps = f"{here} of {STEPS} steps in the picture and {unseen} of {len(UNSEEN)} unseen ones"
    error = f"mean error {gap:.2f} (z = 0 has 1)"
    return gap, f"{steps} are more than {found['within']:g} off; {error}"


GOALS = [goal for goal in TARGETS if goal != FREE]
