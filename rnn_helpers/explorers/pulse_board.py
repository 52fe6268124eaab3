"""Chapter 10: a board of machines: draw pulses, see states and answers, and where it fails."""

import numpy as np

from ..formats import in_figures
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.machine import MACHINES
from ..machines.noise import noisy_states
from ..machines.pulse_lines import SIGNS, pulse_line, pulses
from ..panel import Explorer, choice, slider, step_slider, text
from ..views.over_time.lanes import HIGH, LOW, Lanes, lanes_figure, unit_of

STEPS, INPUTS, UNITS = 24, 2, 4
START = "..+....-..-.........++.+"
TWO = START + "/....+........-..+....-"
NOISE = np.random.default_rng(10).standard_normal((STEPS, UNITS))  # the same at every move
PRESETS = {
    "flip-flop": {"machine": "flip-flop", "x": TWO, "t": 23},
    "clock": {"machine": "clock", "x": "..+.......-", "t": 11},
    "counter": {"machine": "counter", "x": "..+..+..+.+++..+", "t": 8},
    "weak W": {"x": "..+", "gain": 0.4, "sigma": 0.05, "t": 23},
}


def pulse_board():
    """Return the explorer of eight machines s_t = tanh(U x_t + g W (s_{t-1} + sigma noise) + b).

    The reader writes the pulses, from t = 0 on, as a line of +, - and points (a second input after
    a /), or presses into their lane.

    Source: the machines are in machines.machine.
    """
    figure, axes = lanes_figure()
    lanes = Lanes(axes, steps=STEPS, inputs=INPUTS, units=UNITS, outputs=2)
    machines = {name: make() for name, make in MACHINES.items()}

    def show(machine, x, t, gain, sigma):
        name, machine = machine, machines[machine]
        drawn, problem = typed_pulses(x)
        D = machine.params.input_size
        read = np.isin(drawn, [0.0, *(SIGNS[sign] for sign in machine.reads)])
        read[:, D:] = False
        inputs = np.where(read, drawn, 0.0)[:, :D]  # (T, D)
        s, z, truth, wrong = _run(machine, inputs, gain=gain, sigma=sigma)
        unit = unit_of(machine.within)
        rows = 2 if drawn[:, 1].any() else D  # what was typed stays in sight
        lanes.set(
            x=drawn[:, :rows],
            read=read[:, :rows],
            s=np.vstack([machine.s0, s]),
            z=z,
            truth=truth,
            wrong=wrong,
            now=t,
            unit=unit,
        )
        numbers = {"x_t": inputs[t], "s_t": s[t], "z_t": z[t]}
        numbers |= {"wrong": np.flatnonzero(wrong)}
        unread = bool((drawn[~read] != 0).any())
        said = problem or _sentence(name, machine, t, z[t], truth[t], wrong, unread)
        return numbers, beyond_the_picture(z, unit) + said

    def press(x, y):
        """Write the pulse under the hand into the line, and tell about its step."""
        t, i, pulse = lanes.pulses.place(x, y)
        if not 0 <= t < STEPS:
            return {}
        drawn, _ = typed_pulses(explorer.controls["x"].value)
        drawn[t, i] = pulse
        return {"x": pulse_line(drawn if drawn[:, 1].any() else drawn[:, :1]), "t": t}

    explorer = Explorer(
        figure=figure,
        views=[lanes],
        controls={
            "machine": choice("run", MACHINES, "latch"),
            "x": text("x", START, meaning="+ − . and / before the second input"),
            "t": step_slider(
                "t", 0, STEPS - 1, 2, meaning="the step that the sentence tells about"
            ),
            "gain": slider("g", 0, 2, 1.0, meaning="factor on W", concept="parameter"),
            "sigma": slider("σ", 0, 0.5, 0.0, step=0.01, meaning="noise on what W reads"),
        },
        show=show,
        presets=PRESETS,
        tasks=TASKS,
        notice=NOTICE,
        play="t",
        point={axes[0]: press},
    )
    return explorer


def _run(machine, inputs, *, gain, sigma):
    """Return s (24, H), z, the truth (24, K) and where an answer is wrong (24,)."""
    params = machine.params.replace(W=gain * machine.params.W)
    noise = sigma * NOISE[:, : params.hidden_size]
    s = noisy_states(inputs, params, s0=machine.s0, noise=noise)
    z, truth = s @ params.V.T + params.c, machine.truth(inputs)
    return s, z, truth, machine.wrong(z, truth).any(axis=1)


def _fails_most(*names, sigma):
    """Return the machine that gives most wrong answers on the line of the start."""
    x = pulses(START, steps=STEPS)
    machines = {name: MACHINES[name]() for name in names}
    wrong = {name: _run(each, x, gain=1, sigma=sigma)[-1] for name, each in machines.items()}
    return max(names, key=lambda name: wrong[name].sum())


LATCH, CLOCK, LEAKY = "latch", "clock", "leaky integrator"
TASKS = [
    Task(
        text="Set σ to 0.05, and find a program that answers wrong now.",
        done=lambda state: (
            0 < state["sigma"] <= 0.05 and state["gain"] == 1 and len(state["wrong"]) > 0
        ),
        then="No basin repairs a fading average, or silence in the delay line.",
        begin={},
        guess=Question(
            "Noise of σ = 0.05: which of these three programs does it break?",
            [LATCH, CLOCK, LEAKY],
            truth=lambda: _fails_most(LATCH, CLOCK, LEAKY, sigma=0.05),
            because="Signs and beats sit in basins.",
        ),
        solution=({"sigma": 0.05}, {"machine": LEAKY}),
    ),
    Task(
        text="The latch's weight is 0.8 now: its sign fades, and noise drowns it. Raise g until no "
        "answer is wrong.",
        done=lambda state: (
            state["machine"] == LATCH
            and state["x"] == PRESETS["weak W"]["x"]
            and state["sigma"] >= 0.05
            and not len(state["wrong"])
        ),
        then="From g = 0.55 on the weight, 2 g, is above 1: there are two basins again, and they "
        "repair what noise does.",
        begin="weak W",
        solution=({"gain": 0.55},),
    ),
    Task(
        text="Two latches. Write or press pulses so that at t = 23 both answers are near −1.",
        done=lambda state: (
            (state["machine"], state["gain"], state["t"]) == ("flip-flop", 1, STEPS - 1)
            and max(state["z_t"]) < -0.5
        ),
        then="A pulse turns its own latch and leaves the other. Four pairs of signs, four basins.",
        begin="flip-flop",
        solution=({"x": TWO.replace("+/", "-/")},),
    ),
    Task(
        text="Move t to a step at which the count is 2 and no pulse comes. Which unit is on?",
        done=lambda state: (
            (state["machine"], state["gain"]) == ("counter", 1)
            and state["z_t"][0] > 1.5
            and state["t"] not in state["wrong"]
            and not state["x_t"].any()
        ),
        then="Unit 4 holds the 2. At the pulse before, it was unit 3.",
        begin="counter",
        solution=({"t": 6},),
    ),
]
NOTICE = (
    "A memory that lasts is a basin: it repairs at every step what noise does. What sits in none "
    "drowns or fades."
)


def typed_pulses(line):
    """Return (drawn, problem): the inputs (24, 2) that a reader has typed, silent at a problem."""
    drawn = np.zeros((STEPS, INPUTS))
    try:
        x = pulses(line, steps=STEPS)
    except ValueError as error:
        return drawn, f"{str(error)[:1].upper()}{str(error)[1:]}. Until then there is silence."
    drawn[:, : x.shape[1]] = x
    return drawn, ""


def beyond_the_picture(z, unit):
    """Say so where an answer is higher or lower than the picture reaches."""
    return "z leaves the picture. " if (z > unit * HIGH).any() or (z < unit * LOW).any() else ""


def _sentence(name, machine, t, z, truth, wrong, unread):
    """Say what the machine is for, what it answers at step t, and where it errs."""
    said = _figures(z)
    if np.isnan(truth).any():
        first = "an input's" if len(truth) > 1 else "the"
        now = f"At t = {t}, z is {said}; nothing is asked before {first} first pulse."
    else:
        now = f"At t = {t}, z is {said}, the truth is {_figures(truth)}."
    steps = np.flatnonzero(wrong)
    failed = "No answer is wrong."
    if len(steps):
        failed = f"{len(steps)} of {STEPS} answers {'is' if len(steps) == 1 else 'are'} wrong"
        failed += f", the first at t = {steps[0]}." if len(steps) > 1 else f": t = {steps[0]}."
    grey = " It does not read the grey pulses." if unread else ""
    return f"The {name} {machine.program}. {now} {failed}{grey}"


def _figures(numbers):
    """One number without brackets, or two with."""
    return in_figures(numbers if len(numbers) > 1 else numbers[0], digits=2)
