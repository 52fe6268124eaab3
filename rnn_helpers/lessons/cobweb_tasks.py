"""The tasks of chapter 01's unit, over time and on the cobweb, and the inputs that it meets."""

import numpy as np

from ..dynamics.one_unit import fixed_points
from ..forward_pass import forward_propagation
from ..machines.examples import one_unit
from .guesses import Question
from .tasks import Task

STEPS = 24
PATTERNS = {  # the inputs at t = 0..24
    "pulse": np.eye(STEPS + 1)[3],
    "steps": np.repeat([0.0, 1, 0, -1, 0], [3, 4, 6, 4, 8]),
    "constant": np.full(STEPS + 1, 0.5),
    "sine": np.round(np.sin(np.arange(STEPS + 1) * np.pi / 6), 12),
    "silence": np.zeros(STEPS + 1),
}


def _stands(now, **values):
    """Whether controls stand at these values."""
    return all(now[name] == value for name, value in values.items())


def _end_at_w_1():
    *_, before, last = forward_propagation(PATTERNS["pulse"][:, None], one_unit(w=1)).s[:, 0]
    return "still falling" if last < before - 1e-6 else "at rest above 0"


def _way_at_minus_2():
    places = fixed_points(-2, 0)
    return "round a frame" if len(places["in turns"]) else "into a disc"


def _watershed():
    (ring,) = fixed_points(2, 0.3)["repels"]
    return "at 0" if ring == 0 else "above 0" if ring > 0 else "below 0"


TASKS = {
    1: [
        Task(
            text="Move t, or press ▶, to the step at which the curve stands elsewhere.",
            done=lambda now: _stands(now, x="pulse", t=3),
            then="Step 3: the input slides the curve to the left, for this step only. The dashed "
            "curve is the one without it.",
            begin={"t": 1},
            solution=({"t": 3},),
        ),
        Task(
            text="Drag w up slowly. Stop where the disc at 0 has become a ring.",
            done=lambda now: 0 in now["repels"] and 1 < now["w"] < 1.08,
            then="Just above 1. Two discs come out of the ring; they move apart as w grows: "
            "places where a state can stay.",
            begin="fade",
            solution=({"w": 1.05},),
        ),
        Task(
            text="Press flip. Then bring w as near to 0 as the two diamonds allow.",
            done=lambda now: len(now["in turns"]) and now["w"] > -1.08,
            then="Just below −1. Each diamond is as high as the other is far right.",
            guess=Question(
                "w = −2. Where does the staircase go?",
                ["into the ring", "into a disc", "round a frame"],
                truth=_way_at_minus_2,
                because="The two states take turns.",
            ),
            begin="latch",
            solution=("flip", {"w": -1.05}),
        ),
        Task(
            text="Set w = 1 and look at the staircase at step 24.",
            done=lambda now: _stands(now, x="pulse", w=1, t=STEPS),
            then="It stands at 0.2504, and each step takes a little less away.",
            guess=Question(
                "w = 1. Where is the state at step 24?",
                ["back at 0", "at rest above 0", "still falling"],
                truth=_end_at_w_1,
                because="At 0 the curve has the direction of the diagonal.",
            ),
            begin={"t": STEPS},
            solution=({"w": 1.0},),
        ),
    ],
    2: [
        Task(
            text="Press write twice. Then find the step at which the state falls below 0.",
            done=lambda now: now["s_t"] < 0 < now["s_{t-1}"] and now["x"] == "steps",
            then="Step 15, the third input of −1. While it lasts there is one disc only, near −1: "
            "no place is left above 0.",
            begin={"w": 2.0, "t": 1},
            solution=("write twice", {"t": 15}),
        ),
        Task(
            text="Under “u, b” lower u to the smallest u above 0 with which the state still ends "
            "below 0.",
            done=lambda now: (
                _stands(now, w=2, x="steps", s0=0, b=0) and 0 < now["u"] < 0.88 and now["s_24"] < 0
            ),
            then="0.85. With less, the four inputs of −1 do not get the state past 0, and in "
            "silence it climbs back.",
            begin="write twice",
            solution=({"u": 0.85},),
        ),
        Task(
            text="Silence, from s₋₁ = 1. Under “u, b” lower b slowly. Stop as soon as the ring and "
            "the upper disc are gone.",
            done=lambda now: (
                _stands(now, w=2, x="silence", s0=1)
                and -0.58 < now["b"] < 0
                and not len(now["repels"])
            ),
            then="They have met and vanished. The lens shows the gap that is left, a tunnel: the "
            "state creeps through it.",
            begin={"x": "silence", "w": 2.0, "s0": 1.0, "t": 12},
            solution=({"b": -0.55},),
        ),
        Task(
            text="Set b to 0.3. Then lower s₋₁ to the last start that still ends above 0.",
            done=lambda now: (
                _stands(now, w=2, x="silence", b=0.3) and now["s0"] < -0.26 and now["s_24"] > 0
            ),
            then="−0.30; −0.35 ends below 0. Between them stands the ring, at −0.31.",
            guess=Question(
                "Let b = 0.3. Where is the watershed, the start that decides?",
                ["below 0", "at 0", "above 0"],
                truth=_watershed,
                because="The bias lifts every state.",
            ),
            begin={"x": "silence", "w": 2.0, "s0": 1.0, "t": STEPS},
            solution=({"b": 0.3}, {"s0": -0.3}),
        ),
    ],
}
NOTICE = {
    1: "In silence, without bias, the crossings decide: with w from −1 to 1 all states end at 0; "
    "beyond, 0 sends them away.",
    2: "Input and bias slide the curve. A memory at rest is lost only if its disc vanishes, for "
    "long enough.",
}
