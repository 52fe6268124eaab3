"""Chapter 14: a state without tanh, as a loop, as a convolution, and round by round as a scan."""

import numpy as np

from ..formats import in_figures
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines import pulses
from ..panel import Explorer, slider, step_slider, text
from ..successors import kernel, linear_convolution, linear_loop, rounds_of, scan_rounds
from ..views.curves.named_lines import NamedLines
from ..views.over_time.target_rings import TargetRings
from ..views.over_time.timeline import Timeline
from ..views.style import COLOURS, lecture_figure, lecture_style

STEPS = 25
ROUNDS = rounds_of(STEPS)
ONE_PULSE, TWO = "+", "+.......-"
REACH = 2.1  # larger states leave the picture
OFF = 0.02  # so far from its ring a dot is seen to be wrong


def turned(rho, theta):
    """Return A (2, 2), rho times a turn by theta degrees: eigenvalues rho exp(+-i theta)."""
    c, s = np.cos(np.radians(theta)), np.sin(np.radians(theta))
    return rho * np.array([[c, -s], [s, c]])


def _back_at(now):
    """The first k > 0 at which the whole pulse is back, or None."""
    k = np.arange(1, STEPS)
    left = now["rho"] ** k * np.exp(1j * np.radians(now["theta"]) * k)
    found = np.flatnonzero(np.abs(left - 1) < 1e-6)
    return int(k[found[0]]) if len(found) else None


TASKS = [
    Task(
        text="Raise n, round by round, until every dot has come into its ring.",
        done=lambda now: now["n"] == ROUNDS and now["wrong"] == 0 and now["x"] == TWO,
        then="After n rounds a state holds the last 2ⁿ inputs: 2, 4, 8, 16, 32.",
        begin={},
        guess=Question(
            "25 steps, each round at once for all t: how many rounds?",
            ["5", "13", "24"],
            truth=lambda: str(rounds_of(STEPS)),
            because="Each one doubles the reach.",
        ),
        solution=({"n": 5},),
    ),
    Task(
        text="A + came, then a −. A latch would now say −1. Bring the last state as low as you "
        "can, below −0.145, by ρ alone.",
        done=lambda now: now["last"] < -0.145 and now["x"] == TWO and now["theta"] == 0,
        then="It ends no lower than −0.148. What forgets the + faster also forgets the − faster.",
        begin={"x": TWO, "rho": 1.0, "n": ROUNDS},
        solution=({"rho": 0.95},),
    ),
    Task(
        text="ρ = 1: nothing fades. Find a θ with which the whole pulse comes back after 8 steps, "
        "and not sooner.",
        done=lambda now: _back_at(now) == 8 and now["x"] == ONE_PULSE,
        then="An eighth of a turn, or three: the clock of chapter 10 needs no tanh, but pulses "
        "add up in it.",
        begin={"x": ONE_PULSE, "rho": 1.0, "n": ROUNDS},
        solution=({"theta": 45.0},),
    ),
]
NOTICE = (
    "One kernel, slid along the input, gives every state. So no state has to wait for the one "
    "before it."
)


def linear_kernel():
    """Return the explorer of r_t = A r_{t-1} + u_t with u_t = (x_t, 0), seen on its first unit.

    A is rho times a turn by theta. The kernel is what is left of a pulse on that unit:
    rho^k cos(k theta). The dots are r_t after n rounds of the scan, the rings r_t by the loop.
    """
    figure, shape, run, rings = _figure()

    def show(rho, theta, n, x):
        try:
            columns, problem = pulses(x, steps=STEPS).T, ""
        except ValueError as error:
            columns, problem = np.zeros((1, STEPS)), str(error)
        if len(columns) > 1:
            problem = "There is one input here: leave out the / and what follows."
        x_t = columns[0]
        A, u = turned(rho, theta), np.column_stack([x_t, np.zeros(STEPS)])
        loop, convolution = linear_loop(A, u)[:, 0], linear_convolution(A, u)[:, 0]
        rounds = [r[:, 0] for r in scan_rounds(A, u)]
        left = kernel(A, STEPS)[:, 0, 0]
        shape.set(
            lines={"$K_k$": left}, places={"$K_k$": (STEPS - 1, np.clip(left[-1], -REACH, REACH))}
        )
        inputs = {int(t): float(x_t[t]) for t in x_t.nonzero()[0]}
        run.set(values=rounds[n], inputs=inputs)
        rings.set(heights=loop)
        wrong = int((np.abs(rounds[n] - loop) > OFF).sum())
        apart = max(np.abs(r - loop).max() for r in (convolution, rounds[-1]))
        numbers = {"last": loop[-1], "wrong": wrong, "apart": float(apart)}
        return numbers, problem or _sentence(n, wrong, loop[-1], apart)

    return Explorer(
        figure=figure,
        views=[shape, run, rings],
        controls={
            "rho": slider("ρ", 0, 1.1, 0.9, step=0.01, meaning="size", concept="parameter"),
            "theta": slider("θ", 0, 180, 0.0, step=5, meaning="turn, in degrees",
                            concept="parameter"),
            "n": step_slider("n", 0, ROUNDS, 0, meaning="rounds of the scan"),
            "x": text("x", TWO, meaning="pulses: + - and ."),
        },
        show=show,
        play="n",
        tasks=TASKS,
        notice=NOTICE,
    )  # fmt: skip


@lecture_style()
def _figure():
    """The kernel on the left, the states and where they should be on the right."""
    figure, (left, right) = lecture_figure(9, 3.7, ncols=2, width_ratios=[1, 1.45])
    limits = -REACH, REACH
    ticks = [str(k) if k % 5 == 0 else "" for k in range(STEPS)]
    look = {"ticks": ticks, "symbol": "k", "concept": "parameter", "limits": limits}
    shape = NamedLines(left, names=["$K_k$"], title="kernel", **look)
    run, rings = Timeline(right, steps=STEPS - 1, symbol="r_t", limits=limits), TargetRings(right)
    left.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
    for ax in (left, right):
        ax.set_yticks([-1, 0, 1])
    right.set_title("state after n rounds", loc="center")
    return figure, shape, run, rings


def _sentence(n, wrong, last, apart):
    """Say how far the scan has come, and that all three ways agree."""
    scan = f"Round {n}: {wrong} of {STEPS} dots outside their rings."
    near = "less than a millionth" if apart < 1e-6 else f"{apart:.1e}"
    return (
        f"{scan} The last state by the loop: {in_figures(last, digits=3)}. Loop, convolution and "
        f"the whole scan differ by {near}."
    )
