"""Chapter 08: what one step does to all states at once, and why arrows mislead."""

import numpy as np

from ..dynamics.cycles import advance
from ..dynamics.trajectories import follow_arrows, sub_steps, trajectory
from ..formats import in_figures
from ..lessons.tasks import Task
from ..panel import Explorer, choice, slider, step_slider
from ..views.plane.arrow_field import ArrowField
from ..views.plane.state_plane import StatePlane
from ..views.plane.warped_grid import REACH, WarpedGrid
from ..views.style import lecture_figure, lecture_style
from .weights import weight_sliders

SUB_STEPS = ("s", "W s", "W s + k", "tanh(W s + k)")
ORBIT = 12  # steps of the true orbit
_SIDE, _ALONG = np.linspace(-1, 1, 9), np.linspace(-1, 1, 25)
_ACROSS = np.stack(np.broadcast_arrays(_ALONG, _SIDE[:, None]), axis=-1)  # (9, 25, 2)
GRID = np.concatenate([_ACROSS, _ACROSS[..., ::-1]])  # (18, 25, 2) lines of the square
FIELD = np.stack(np.meshgrid(*2 * [np.linspace(-1, 1, 11)]), axis=-1).reshape(-1, 2)
START = {"W11": 1.0, "W12": -0.75, "W21": 0.75, "W22": 1.0}
QUARTER = {"W11": 0.0, "W12": -1.5, "W21": 1.5, "W22": 0.0, "k1": 0.0}
LEAP = {"W11": -2.0, "W12": 0.0, "W21": 0.0, "W22": 0.5, "k1": 0.0}


def _is(state, values, *, but=""):
    """Whether controls stand at some values; one need not."""
    return all(state[name] == value for name, value in values.items() if name != but)


TASKS = [
    Task(
        text="Press ▶, or move n. Stop at the first sub-step that bends straight lines.",
        done=lambda state: state["n"] == 3,
        then="Only tanh bends lines: W s leaves them straight, and k shifts all of them alike.",
        begin={},
        solution=({"n": 3},),
    ),
    Task(
        text="Press and drag in the right picture: find a start whose journey does not come to the "
        "four states near the corners.",
        done=lambda state: (
            _is(state, QUARTER) and np.abs(np.abs(state[f"s_{ORBIT}"]) - 0.8586).max() > 0.5
        ),
        then="Starts on the axes stay on the axes. All others are led to the same four states, "
        "(±0.86, ±0.86).",
        begin="quarter turn",
        solution=({"s2": 0.0},),
    ),
    Task(
        text="The dashed line follows the arrows (drawn short) to the white square. Move W₁₁ until "
        "the states go there, too.",
        done=lambda state: (
            _is(state, LEAP, but="W11")
            and state["show"] == "arrows"
            and np.abs(state[f"s_{ORBIT}"] - state["dashed end"]).max() < 0.05
        ),
        then="Above −1 each leap over 0 lands nearer to it; at −2 the first ones land farther off. "
        "The arrows do not tell.",
        begin="arrows",
        solution=({"W11": -0.75},),
    ),
]
NOTICE = (
    "A step is a jump: W turns and stretches the square, k shifts it, tanh squeezes it back. "
    "Nothing lies between."
)


def one_step():
    """Return the explorer of one step s -> tanh(W s + k) in three sub-steps, beside the orbit."""
    figure, right, grid, field, plane = _figure()

    def show(n, show, W11, W12, W21, W22, k1, s1, s2):
        W, k, s = np.array([[W11, W12], [W21, W22]]), np.array([k1, 0.0]), np.array([s1, s2])
        lines, corner, marked = (sub_steps(states, W, k) for states in (GRID, np.ones(2), s))
        base = sub_steps(np.array([(0, 0), (1, 0), (0, 1)]), W, k)[n] if 0 < n < 3 else None
        last = max(n - 1, 0)
        grid.set(
            name=SUB_STEPS[n], lines=lines[n], before=lines[last], corner=corner[n],
            marked=[marked[last], marked[n]], columns=base,
        )  # fmt: skip
        path = trajectory(s, W, k, steps=ORBIT)
        plane.set(path=path, now=1)
        numbers = {SUB_STEPS[n]: marked[n], "F(s)": path[1], f"s_{ORBIT}": path[-1]}
        flow = None
        if show == "arrows":
            flow = follow_arrows(s, W, k)
            field.set(states=FIELD, moves=advance(FIELD, W, k) - FIELD, flow=flow)
            numbers |= {"F(s) - s": path[1] - s, "dashed end": flow[-1]}
        else:
            field.set()
        outside = bool((np.abs(lines[n]) > REACH).any())
        return numbers, _sentence(n, W, k, marked, path, flow, outside)

    return Explorer(
        figure=figure,
        views=[grid, field, plane],
        controls=_controls(),
        show=show,
        presets={
            "quarter turn": {**QUARTER, "n": 3},
            "arrows": {**LEAP, "n": 3, "show": "arrows", "s1": 0.3, "s2": 0.6},
        },
        groups={"W": ["W11", "W12", "W21", "W22"], "k, s, show": ["k1", "s1", "s2", "show"]},
        tasks=TASKS,
        notice=NOTICE,
        play="n",
        point={right: lambda x, y: {"s1": x, "s2": y}},
    )


@lecture_style()
def _figure():
    """The square on the left; right, one journey in it."""
    figure, (left, right) = lecture_figure(9, 4.0, ncols=2)
    left.set_title("the square, in a step")
    right.set_title("one journey")
    plane = StatePlane(right, steps=ORBIT, labels=("s_{t,1}", "s_{t,2}"))
    return figure, right, WarpedGrid(left), ArrowField(right), plane


def _controls():
    of_s = {"meaning": "the marked state", "concept": "hidden"}
    return {
        "n": step_slider("n", 0, 3, 0, meaning="sub-step: s, W s, W s + k, tanh(W s + k)"),
        "show": choice("show", ["images", "arrows"], "images"),
        **weight_sliders(START, reach=2),
        "k1": slider("k₁", -1, 1, 0.5, meaning="U x + b of unit 1", concept="parameter"),
        "s1": slider("s₁", -1, 1, 0.5, **of_s),
        "s2": slider("s₂", -1, 1, 0.25, **of_s),
    }


def _sentence(n, W, k, marked, path, flow, outside):
    """Say what the sub-step does; then where the orbit goes, and where the arrows point."""
    here = _two(marked[n])
    east, north = map(_two, W.T)
    first = (
        f"The square of all states, and s = {here} in it.",
        f"W s: (1, 0) goes to {east}, (0, 1) to {north}, s to {here}.",
        f"+ k: all moves by {_two(k)}; s is now at {here}.",
        f"tanh: all is back in the square; the next state is {here}.",
    )[n]
    if outside:
        first += " Part is beyond the edge."
    if flow is None:
        return f"{first} Right: the states to come; after {ORBIT} steps {_two(path[-1])}."
    return (
        f"{first} Right: along the arrows from s to {_two(flow[-1])} (dashed); "
        f"the states really go to {_two(path[1])}, after {ORBIT} steps {_two(path[-1])}."
    )


def _two(numbers):
    return in_figures(numbers, digits=2)
