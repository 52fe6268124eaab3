"""Chapter 08: where all journeys of two units end, and one of them."""

from functools import partial

import numpy as np

from ..dynamics.trajectories import trajectory
from ..formats import in_figures
from ..lessons.plane_tasks import (
    DOUBLING,
    NOTICE,
    STEPS,
    TASKS,
    TWO_I,
    UNTOUCHED,
    borders_of,
    end_of,
    rule,
    trace_of,
)
from ..panel import Explorer, choice, slider, step_slider
from ..views.curves.gain_trace import GainTrace
from ..views.over_time.timeline import Timeline
from ..views.plane.attractors import Attractors
from ..views.plane.basins import Basins
from ..views.plane.border_curves import BorderCurves
from ..views.plane.state_plane import StatePlane
from ..views.style import lecture_figure, lecture_style

SHOW = ("basins", "curves", "both")
ROOM = 240  # characters of a sentence
LETTERS = "ABCDEFGHIJKLMNOP"
NO_REPEAT = "no repeat within 64 steps"
SLIDERS = {  # symbol, lowest, highest, step, meaning, concept
    "gain": ("g", 0, 2.5, 0.05, "gain: W is multiplied by this", "parameter"),
    "turn": ("θ", -180, 180, 1.0, "turn, in degrees", "parameter"),
    "stretch": ("q", 0.5, 3, 0.05, "stretch of 1; 2 by its inverse", "parameter"),
    "shear": ("h", -2, 2, 0.05, "shear: this times 2 is added to 1", "parameter"),
    "k1": ("k₁", -1.5, 1.5, 0.05, "U x + b of unit 1", "parameter"),
    "s1": ("s₀,₁", -1, 1, 0.05, "unit 1 at the start", "hidden"),
    "s2": ("s₀,₂", -1, 1, 0.05, "unit 2 at the start", "hidden"),
}
GROUPS = {  # of each part, what one may move; the rest stands still
    1: {"W": ["gain", "turn"], "start": ["s1", "s2"], "show": ["show"]},
    2: {"g": ["gain"], "start": ["s1", "s2"], "other knobs": ["turn", "stretch", "shear", "k1"]},
    3: {
        "W": ["gain", "turn", "stretch", "shear"],
        "k, start": ["k1", "s1", "s2"],
        "show": ["show"],
    },
}
_PLAIN = {"gain": 1.5, "turn": 180.0, **UNTOUCHED, "s1": 0.5, "s2": 0.25, "show": SHOW[0]}
START = {1: {**_PLAIN, "gain": 0.9, "turn": 20.0}, 2: {**_PLAIN, **DOUBLING}, 3: _PLAIN}
PRESETS = {
    1: {"2 I": TWO_I, "quarter turn": {"gain": 1.5, "turn": 90.0}},
    2: {"chaos": {"gain": 1.9}},
    3: {},
}
_two = partial(in_figures, digits=2)


def landscape_map(part=1):
    """Return the explorer of all that attracts under s -> tanh(W s + k), and of one journey.

    W is as in `knob_weights`, k is (k1, 0).

    Parameters
    ----------
    part : which tasks and knobs: 1 for basins and their borders, 2 for ends that change with the
        gain, which shows their trace in place of the journey over time, 3 for challenges

    Raises
    ------
    ValueError : another part
    """
    if part not in PRESETS:
        raise ValueError(f"part expects a number from 1 to {len(PRESETS)}, got {part!r}")
    figure, basins, borders, plane, places, right = _figure(part)

    def show(t, **moved):
        at = START[part] | moved
        knobs = tuple(at[name] for name in ("gain", "turn", "stretch", "shear", "k1"))
        s0, show = np.array([at["s1"], at["s2"]]), at["show"]
        W, k, land = rule(*knobs)
        path = trajectory(s0, W, k, steps=STEPS)
        basins.set(basins=None if show == "curves" else land.basins)
        borders.set(curves=() if show == "basins" else borders_of(*knobs))
        plane.set(path=np.where(np.arange(STEPS + 1)[:, None] <= t, path, np.nan), now=t)
        ends, rest = ([(c.kind, c.states) for c in some] for some in (land.attracting, land.others))
        places.set(attracting=ends, others=rest, wanderers=land.wanderers)
        if part == 2:
            right.set(dots=trace_of(*knobs[1:]), now=at["gain"])
        else:
            right.set(values=path, now=t)
        return _read(land, W, path[t]), _sentence(land, t, path, end_of(land, s0, W, k), ROOM)

    point = {figure.axes[0]: lambda x, y: {"s1": x, "s2": y}}
    if part == 2:
        point[figure.axes[1]] = lambda x, y: {"gain": x}
    return Explorer(
        figure=figure,
        views=[basins, borders, plane, places, right],
        controls=_controls(part),
        show=show,
        presets=PRESETS[part],
        groups=GROUPS[part],
        keep=["show"] if part != 2 else [],
        tasks=TASKS[part],
        notice=NOTICE[part],
        play="t",
        point=point,
    )


@lecture_style()
def _figure(part):
    """The map on the left; right, the state over time, or the trace."""
    figure, (left, right) = lecture_figure(9, 4.0, ncols=2, width_ratios=[1.25, 1])
    left.set_title("state")
    right.set_title("trace" if part == 2 else "one journey")
    basins = Basins(left)
    plane = StatePlane(left, steps=STEPS, labels=("s_{t,1}", "s_{t,2}"))
    borders, places = BorderCurves(left), Attractors(left)
    if part == 2:
        beside = GainTrace(right, limits=(0, 2.6), symbol="g")
    else:
        beside = Timeline(right, steps=STEPS, units=2, symbol="s_{t,}{}", limits=(-1.4, 1.1))
    return figure, basins, borders, plane, places, beside


def _controls(part):
    """t, and what the part lets one move."""
    at = START[part]
    made = {"t": step_slider("t", 0, STEPS, 12, meaning="how many steps of the journey are shown")}
    for name in [name for names in GROUPS[part].values() for name in names]:
        if name == "show":
            made[name] = choice("show", SHOW, at[name])
            continue
        symbol, low, high, step, meaning, concept = SLIDERS[name]
        step = 0.01 if (part, name) == (2, "gain") else step
        made[name] = slider(
            symbol, low, high, at[name], step=step, meaning=meaning, concept=concept
        )
    return made


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
