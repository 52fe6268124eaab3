"""Chapter 08: where all journeys of two units end, and one of them."""

from functools import lru_cache, partial

import numpy as np

from ..dynamics.landscape import landscape
from ..dynamics.nullclines import nullclines
from ..dynamics.trajectories import knob_weights, led_to, trajectory
from ..formats import in_figures
from ..lessons.plane_goals import GOALS
from ..lessons.tasks import Task
from ..panel import Explorer, choice, slider, step_slider
from ..views.over_time.timeline import Timeline
from ..views.plane.attractors import Attractors
from ..views.plane.basins import Basins
from ..views.plane.nullcline_curves import NullclineCurves
from ..views.plane.state_plane import StatePlane
from ..views.style import lecture_figure, lecture_style

STEPS = 24
SHOW = ("basins", "nullclines", "neither")
ROOM = 240  # characters of a sentence
LETTERS = "ABCDEFGHIJKLMNOP"
NO_REPEAT = "no repeat within 64 steps"
_two = partial(in_figures, digits=2)


def landscape_map():
    """Return the explorer of all that attracts under s -> tanh(W s + k), and of one journey.

    W is as in `knob_weights`, k is (k1, 0).
    """
    figure, basins, curves, plane, places, timeline = _figure()

    def show(t, show, gain, turn, stretch, shear, k1, s1, s2):
        (W, k, land), s0 = _rule(gain, turn, stretch, shear, k1), np.array([s1, s2])
        path = trajectory(s0, W, k, steps=STEPS)
        basins.set(basins=land.basins if show == "basins" else None)
        curves.set(curves=nullclines(W, k) if show == "nullclines" else None)
        plane.set(path=np.where(np.arange(STEPS + 1)[:, None] <= t, path, np.nan), now=t)
        ends, rest = ([(c.kind, c.states) for c in some] for some in (land.attracting, land.others))
        places.set(attracting=ends, others=rest, wanderers=land.wanderers)
        timeline.set(values=path, now=t)
        end = led_to(s0, W, k, [*(cycle.states for cycle in land.attracting), *land.wanderers])
        return _read(land, W, path[t]), _sentence(land, t, path, end, ROOM)

    return Explorer(
        figure=figure,
        views=[basins, curves, plane, places, timeline],
        controls=_controls(),
        show=show,
        presets={
            "2 I": {"gain": 2.0, "turn": 0.0},
            "third of a turn": {"turn": 120.0},
            "six steps": {"turn": 90.0, "shear": 1.0},
            "chaos": {"gain": 1.95, "turn": -172.0, "stretch": 2.9, "shear": -1.75},
        },
        groups={
            "W": ["gain", "turn", "stretch", "shear"],
            "k, s₀": ["k1", "s1", "s2"],
            "show": ["show"],
        },
        keep=["show"],
        tasks=TASKS,
        play="t",
        point={figure.axes[0]: lambda x, y: {"s1": x, "s2": y}},
    )


@lru_cache(maxsize=1)  # who moves t or the start leaves the landscape as it is
def _rule(gain, turn, stretch, shear, k1):
    """Return W, k and their landscape."""
    W, k = knob_weights(gain, turn, stretch, shear), np.array([k1, 0.0])
    return W, k, landscape(W, k)


@lecture_style()
def _figure():
    """The map on the left; right, the state over time."""
    figure, left = lecture_figure(9, 4.0)
    grid = figure.add_gridspec(1, 2, width_ratios=[1.25, 1])
    left.set_subplotspec(grid[0, 0])
    basins = Basins(left)
    plane = StatePlane(left, steps=STEPS, labels=("s_{t,1}", "s_{t,2}"))
    curves, places = NullclineCurves(left), Attractors(left)
    right = figure.add_subplot(grid[0, 1])
    timeline = Timeline(right, steps=STEPS, units=2, symbol="s_{t,}{}", limits=(-1.4, 1.1))
    return figure, basins, curves, plane, places, timeline


def _controls():
    of_w, of_s = {"concept": "parameter"}, {"concept": "hidden"}
    degrees = {"step": 1.0, "meaning": "turn, in degrees"}
    return {
        "t": step_slider("t", 0, STEPS, 12, meaning="how many steps of the journey are shown"),
        "gain": slider("g", 0, 2.5, 1.5, meaning="gain: W is multiplied by this", **of_w),
        "turn": slider("θ", -180, 180, 180.0, **degrees, **of_w),
        "stretch": slider("q", 0.5, 3, 1.0, meaning="stretch of 1; 2 by its inverse", **of_w),
        "shear": slider("h", -2, 2, 0.0, meaning="shear: this times 2 is added to 1", **of_w),
        "k1": slider("k₁", -1.5, 1.5, 0.0, meaning="U x + b of unit 1", **of_w),
        "s1": slider("s₀,₁", -1, 1, 0.5, meaning="unit 1 at the start", **of_s),
        "s2": slider("s₀,₂", -1, 1, 0.25, meaning="unit 2 at the start", **of_s),
        "show": choice("show", SHOW, SHOW[0]),
    }


def _measure(state, *, goal):
    """How far the landscape of a state is from a goal of `plane_goals`."""
    W, k, land = _rule(*(state[name] for name in ("gain", "turn", "stretch", "shear", "k1")))
    s0 = np.array([state["s1"], state["s2"]])
    return GOALS[goal]({"land": land, "W": W, "k": k, "s0": s0})


TASKS = [
    Task(text=f"Challenge: {goal}.", measure=partial(_measure, goal=goal), begin={})
    for goal in GOALS
]


def _read(land, W, state):
    """The numbers: W, what attracts and how much, how many others, the state shown."""
    cycles = {letter: cycle.states for letter, cycle in zip(LETTERS, land.attracting)}
    kinds = [cycle.kind for cycle in land.others]
    return {
        "W": W,
        "attractors": land.attractors,
        **cycles,
        "largest |λ|": np.array([cycle.spectral_radius for cycle in land.attracting]),
        "wanderers": len(land.wanderers),
        "saddles": kinds.count("saddle"),
        "repelling": kinds.count("repels"),
        "s_t": state,
    }


def _sentence(land, t, path, end, room):
    """Say what attracts, by letter, and where the journey goes: as much as there is room for."""
    kinds = [_kind(cycle) for cycle in land.attracting]
    kinds += [(NO_REPEAT, NO_REPEAT)] * len(land.wanderers)
    one_by_one = "; ".join(f"{a}: {told}" for a, (told, _) in zip(LETTERS, kinds, strict=False))
    same = {}
    for letter, (_, short) in zip(LETTERS, kinds, strict=False):
        same.setdefault(short, []).append(letter)
    together = "; ".join(f"{', '.join(who)}: {short}" for short, who in same.items())
    some = "1 attractor." if len(kinds) == 1 else f"{len(kinds)} attractors."
    goes = f"From {_two(path[0])} to "
    goes += "no attractor within 1000 steps" if end is None else LETTERS[end]
    both = f"{goes}; step {t} is at {_two(path[t])}"
    options = (one_by_one, both), (together, both), (together, goes)
    sentences = [f"{some} {told}. {way}." for told, way in options]
    return next((s for s in sentences if len(s) <= room), sentences[-1])


def _kind(cycle):
    """What a cycle is, with a place, and without."""
    where, p = _two(cycle.states[0]), cycle.period
    slowly = ", neared ever more slowly" if cycle.kind == "borderline" else ""
    if p > 1:
        return f"a cycle of {p} through {where}{slowly}", f"a cycle of {p}{slowly}"
    return f"rests at {where}{slowly}", f"rests{slowly}"
