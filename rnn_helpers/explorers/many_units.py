"""Chapter 08: the path of up to 100 units, seen in the plane in which it spreads the most."""

import numpy as np

from ..dynamics.principal_plane import deceptive_pair, principal_plane
from ..forward_pass.forward import forward_propagation
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import random_network
from ..panel import Explorer, choice, slider
from ..views.curves.bars import Bars
from ..views.plane.deceptive_pair import DeceptivePair
from ..views.plane.state_plane import StatePlane
from ..views.style import lecture_figure

STEPS = 40
SILENCE = np.zeros((STEPS, 1))
SIZES = ("2", "3", "10", "30", "100")
COMPONENTS = 6  # whose shares are drawn
SMALL = 0.02  # distances that the plane hides and nobody would see
HALF = 0.5  # a plane that shows less than this share hides most of the motion


def _at_3():
    import numpy as np

    from rnn_helpers.dynamics.principal_plane import principal_plane
    from rnn_helpers.dynamics.trajectories import trajectory
    from rnn_helpers.machines.examples import random_network

    seen = []
    for g in (1.5, 3):
        params, s0 = random_network(100, gain=g)
        path = trajectory(s0, params.W, np.zeros(100), steps=40)
        seen.append(principal_plane(path).seen)
    return "more" if seen[1] > 1.2 * seen[0] else "less" if seen[1] < 0.8 * seen[0] else "as much"


TASKS = [
    Task(
        text="Leave g at 1.5. Choose the number H of units of which the plane shows all.",
        done=lambda state: state["g"] == 1.5 and state["seen"] > 0.9999,
        then="Two units have a plane of their own. With three it already hides a little.",
        begin={},
        solution=({"H": "2"},),
    ),
    Task(
        text="With 100 units, lower g until the plane shows over 90 % of the variance.",
        done=lambda state: state["H"] == "100" and state["seen"] > 0.9,
        then="A small gain lets the state rest soon: its few first steps are nearly all the "
        "spreading.",
        begin={},
        solution=({"g": 0.6},),
    ),
    Task(
        guess=Question(
            "100 units: at g = 1.5 the plane shows 39.5 %. What at g = 3?",
            ["more", "as much", "less"],
            truth=_at_3,
            because="A large gain keeps the state moving.",
        ),
        text="With 100 units, raise g to 3 and read the share.",
        done=lambda state: state["H"] == "100" and state["g"] == 3,
        then="15.2 %: a large gain keeps the state moving, in many directions.",
        begin={},
        solution=({"g": 3.0},),
    ),
]
NOTICE = (
    "The plane shows a shadow of the journey: ask for its share. Dots that touch may be far apart."
)


def many_units():
    """Return the explorer of a run of H units in the plane of its first principal components.

    W is g times a random matrix with entries normal / sqrt(H), and there is no input.
    """
    figure, (left, right) = lecture_figure(9, 4.2, ncols=2, width_ratios=[1.25, 1])
    plane = StatePlane(left, steps=STEPS, labels=(r"\mathrm{PC}_1", r"\mathrm{PC}_2"))
    pair = DeceptivePair(left)
    names = [f"PC{n + 1}" for n in range(COMPONENTS)]
    bars = Bars(right, labels=names, symbol=r"\mathrm{variance}", concept="hidden")

    def show(H, g):
        params, s0 = random_network(int(H), gain=g)
        s = np.vstack([s0, forward_propagation(SILENCE, params, s0=s0).s])  # (T + 1, H)
        found = principal_plane(s)
        points = found.points / np.sqrt(int(H))  # (T + 1, 2), never outside the unit circle
        i, j = deceptive_pair(s, found.points)
        # 1 apart: all units differ by 1
        truth, look = (np.linalg.norm(at[i] - at[j]) for at in (s / np.sqrt(int(H)), points))
        plane.set(path=points, now=STEPS)
        marked = points[[i, j]] if truth - look > SMALL else np.full((2, 2), np.nan)
        pair.set(points=marked, names=(i, j), cloud=points)
        shares = np.full(COMPONENTS, np.nan)
        shares[: int(H)] = found.shares[:COMPONENTS]
        bars.set(probabilities=shares)
        numbers = {
            "shares": found.shares[:COMPONENTS], "seen": found.seen, "pair": np.array([i, j]),
            "they look apart": look, "they are apart": truth,
        }  # fmt: skip
        return numbers, _sentence(H, found.seen, (i, j), look, truth)

    return Explorer(
        figure=figure,
        views=[plane, pair, bars],
        controls={
            "H": choice("H", SIZES, "100"),
            "g": slider("g", 0, 3, 1.5, meaning="gain: W is g times random", concept="parameter"),
        },
        show=show,
        tasks=TASKS,
        notice=NOTICE,
    )


def _sentence(H, seen, pair, look, truth):
    """Say how much the plane shows, warn where it hides most, and name a pair that it hides."""
    warning = "Warning: it hides most of the motion. " if 0 < seen < HALF else ""
    hidden = f"No two states are more than {SMALL} farther apart than they look."
    if truth - look > SMALL:
        hidden = (
            f"Steps {pair[0]} and {pair[1]} (squares) look {look:.2f} apart and are {truth:.2f} "
            "apart."
        )
    return (
        f"{H} units, {STEPS} steps: the plane shows {100 * seen:.1f}\N{NO-BREAK SPACE}% of the "
        f"variance. {warning}{hidden}"
    )
