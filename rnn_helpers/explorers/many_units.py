"""Chapter 08: the path of up to 100 units, seen in the plane in which it spreads the most."""

import numpy as np

from ..dynamics.principal_plane import deceptive_pair, principal_plane
from ..forward_pass.forward import forward_propagation
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
        presets={
            "two units": {"H": "2"},
            "strong": {"g": 3.0},
            "soon at rest": {"g": 0.5},
        },
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
