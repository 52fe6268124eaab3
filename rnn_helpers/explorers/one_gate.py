"""Chapter 13: one unit without any weight on its state, and one gate."""

import numpy as np

from ..forward_pass.params import RNNParams
from ..gates import leaky_step
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, choice, slider
from ..views.over_time.timeline import Timeline
from ..views.style import lecture_figure

BIT_AT, STEPS = 3, 24
CONSTANT, OPENED = "the same at every step", "open at t = 3"
UNIT = RNNParams(U=[[2.0]], W=[[0.0]], V=[[1.0]])  # tanh(2 x_t) is what would be new
SIGNS = np.random.default_rng(5).choice([-1.0, 1.0], STEPS + 1)  # of the noise


def _run(g, gate, noise):
    """Return the inputs, the gates and the states, (25,) each; the bit comes at t = 3."""
    x = noise * SIGNS
    x[BIT_AT] = 1.0
    gates = np.full(STEPS + 1, float(g))
    if gate == OPENED:
        gates[BIT_AT] = 1.0
    s = np.zeros(STEPS + 2)  # the last one is the start
    for t in range(STEPS + 1):
        s[t] = leaky_step(x[[t]], s[[t - 1]], UNIT, g=gates[t]).s[0]
    return x, gates, s[:-1]


def _left_behind_a_shut_gate():
    _, _, s = _run(0.0, OPENED, 0.0)
    share = s[STEPS] / s[BIT_AT]
    return "all of it" if share > 0.99 else "about half" if share > 0.3 else "next to nothing"


TASKS = [
    Task(
        text="Drag g down until at step 24 half of the state of step 3 is left.",
        done=lambda now: (
            now["gate"] == CONSTANT
            and now["noise"] == 0
            and now["s_3"] > 0
            and now["s_24"] >= 0.5 * now["s_3"]
        ),
        then="From 0.03 on. But see how little came in: a g that lets nothing out lets nothing in.",
        begin={},
        solution=({"g": 0.03},),
    ),
    Task(
        text="Choose the gate that opens at t = 3, and bring g to 0.",
        done=lambda now: now["gate"] == OPENED and now["g"] == 0 and now["noise"] == 0,
        then="Open when it matters, else shut: in at once, and nothing is lost.",
        begin={},
        guess=Question(
            "Open at t = 3, else shut. What is left at step 24?",
            ["all of it", "about half", "next to nothing"],
            truth=_left_behind_a_shut_gate,
            because="(1 − 0) times the old state.",
        ),
        solution=({"gate": OPENED}, {"g": 0.0}),
    ),
    Task(
        text="Noise comes in. Raise g until the state at step 24 has lost the bit: below 0.",
        done=lambda now: now["gate"] == OPENED and now["noise"] == 1 and now["s_24"] < 0,
        then="g = 0.07 is enough: at each step some noise takes the place of what was kept.",
        begin="noise",
        solution=({"g": 0.07},),
    ),
]
NOTICE = (
    "One g for all steps must choose between taking in and keeping. A gate that changes from step "
    "to step need not."
)


def one_gate():
    """Return the explorer of s_t = (1 - g) s_{t-1} + g tanh(2 x_t), g the same or opened once."""
    figure, (above, below) = lecture_figure(9, 3.7, nrows=2, height_ratios=[2.2, 1])
    state = Timeline(above, steps=STEPS)
    bars = Timeline(below, steps=STEPS, symbol="g", concept="parameter", limits=(-0.35, 1.15))
    above.set_title("input and state", loc="left")
    below.set_title("gate", loc="left")
    below.set_yticks([0, 1])

    def show(g, gate, noise):
        x, gates, s = _run(g, gate, noise)
        state.set(values=s, inputs={t: x_t for t, x_t in enumerate(x) if x_t})
        bars.set(values=gates)
        numbers = {f"s_{t}": s[t] for t in (BIT_AT, STEPS)}
        return numbers, _sentence(s)

    return Explorer(
        figure=figure,
        views=[state, bars],
        controls={
            "g": slider("g", 0, 1, 0.5, step=0.01, concept="parameter", meaning="share of the new"),
            "gate": choice("gate", (CONSTANT, OPENED), CONSTANT),
            "noise": slider("noise", 0, 1, 0.0, concept="input", meaning="size of other inputs"),
        },
        show=show,
        presets={"noise": {"gate": OPENED, "g": 0.0, "noise": 1.0}},
        tasks=TASKS,
        notice=NOTICE,
    )


def _sentence(s):
    came, left = s[BIT_AT], s[STEPS]
    if came <= 0:
        return f"At step 3 the state is {came:.3f}: the bit has not come in."
    share = f"{100 * left / came:.0f} % of it is left" if left >= 0 else "the sign has been lost"
    return f"At step 3 the state is {came:.3f}, at step {STEPS} it is {left:.3f}: {share}."
