"""Chapter 09: how much of each input is left in the last state: exact derivatives as bars."""

import numpy as np

from ..dynamics.contraction import operator_norm, slope_between, spectral_radius
from ..dynamics.sensitivity import influences
from ..formats import finite_log10, in_powers, zero_of
from ..forward_pass.forward import forward_propagation
from ..forward_pass.params import RNNParams, init_params
from ..lessons.forgetting_goals import ONE_PULSE
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import one_unit, worked_example
from ..panel import Explorer, choice, slider, step_slider
from ..views.over_time.log_lines import Impact
from ..views.over_time.unit_lines import UnitLines
from ..views.style import lecture_figure

STEPS, PULSE_AT, UNITS, WORDS = 40, 10, 32, 50
CHAPTER_02, ONE, TWO, MANY = "chapter 02", "one unit", "two units", "32 units"


def which_input():
    """Return the explorer of d s_T / d(U x_t) for every t, in a network g W with inputs alpha x."""
    figure, (left, right) = lecture_figure(9, 3.8, ncols=2, width_ratios=[1, 1.15])
    bundle, impact = UnitLines(left, steps=STEPS), Impact(right, steps=STEPS, bound="norm")
    left.set_title("states", loc="center")
    right.set_title("left of a nudge", loc="center")

    def show(T, net, g, alpha):
        params, x, start = NETS[net]
        params = params.replace(W=g * params.W, U=alpha * params.U)
        trace = forward_propagation(x, params)
        s, slopes = trace.s, slope_between(trace.a, trace.a)[: T + 1]  # (STEPS + 1, H), (T + 1, H)
        left_over = operator_norm(influences(s[: T + 1], params.W, slopes=slopes))  # (T + 2,)
        norm, radius = operator_norm(params.W), spectral_radius(params.W)
        with np.errstate(over="ignore"):
            bounds = norm ** np.arange(T + 1, -1, -1.0)
        four = _four_runs(params, x, start) if start is not None else np.empty((0, STEPS + 2, 1))
        bundle.set(
            states=np.vstack([np.zeros(len(s[0])), s]), now=T, others=four[..., 0],
            pulses={PULSE_AT: alpha} if start is not None and alpha else {},
        )  # fmt: skip
        impact.set(sizes=left_over, bounds=bounds)
        numbers = {"log_left": finite_log10(left_over), "norm": norm, "radius": radius}
        if len(four):
            ends = four[:, -1].reshape(2, 2, -1)  # starts, pulses, units
            numbers["kept"] = np.linalg.norm(ends[:, 0] - ends[:, 1], axis=-1).min()
            numbers["start_left"] = np.linalg.norm(ends[0] - ends[1], axis=-1).max()
        return numbers, _sentence(T, left_over, norm, radius, zero_of(slopes))

    return Explorer(
        figure=figure,
        views=[bundle, impact],
        controls={
            "T": step_slider("T", 0, STEPS, 4, meaning="the last step"),
            "net": choice("net", NETS, CHAPTER_02),
            "g": slider("g", 0, 20, 1.0, step=0.25, meaning="multiplies W", concept="parameter"),
            "alpha": slider("α", 0, 5, 1.0, meaning="multiplies every input", concept="input"),
        },
        show=show,
        presets={
            "two units": {"net": TWO, "T": STEPS},
        },
        tasks=TASKS,
        notice=NOTICE,
        play="T",
    )  # fmt: skip


def _nets():
    """{name: (params, inputs, a start or None)}; with a start, the input is one pulse."""
    rng = np.random.default_rng(9)
    x = np.zeros((STEPS + 1, 1))
    x[:5, 0] = 1, 2, 3, 4, 5
    pulse = np.eye(STEPS + 1)[:, [PULSE_AT]]
    many, words = init_params(WORDS, UNITS, rng=rng), rng.integers(WORDS, size=STEPS + 1)
    W = [[-0.5, -3.5], [0.5, 2.0]]
    return {
        CHAPTER_02: (worked_example(), x, None),
        ONE: (one_unit(w=1.0), pulse, np.array([1.0])),
        TWO: (RNNParams(U=[[1.0], [-1.0]], W=W, V=np.eye(2)), pulse, np.array([1.0, -1.0])),
        MANY: (many, words, None),
    }


NETS = _nets()


def _after_pulse(alpha):
    """Return the last state of the two units (2,), and how much of a nudge of the pulse is left."""
    params, x, _ = NETS[TWO]
    s = forward_propagation(alpha * x, params).s
    return s[-1], operator_norm(influences(s, params.W))[PULSE_AT + 1]


TASKS = [
    Task(
        text="Lower α until at least 1 % of a nudge of the start, the orange bar, reaches step 4.",
        done=lambda state: (
            state["net"] == CHAPTER_02
            and state["g"] == 1
            and state["T"] >= 4
            and state["log_left"][0] >= -2
        ),
        then="Small inputs leave tanh steep. Large ones saturate it: flat, it wipes nudges out.",
        begin={},
        solution=({"alpha": 0.2},),
    ),
    Task(
        text="32 units, fresh random weights. Raise g until at step 40 no bar is below 1 %.",
        done=lambda state: (
            state["net"] == MANY and state["T"] == STEPS and state["log_left"].min() >= -2
        ),
        then="g = 1.5 is enough: a radius of 0.92. At g = 5 nudges grow over 100,000-fold: chaos.",
        begin={"net": MANY, "T": STEPS},
        solution=({"g": 1.5},),
    ),
    Task(
        text="Lower α until the pulse is forgotten: both states near 0 at step 40.",
        done=lambda state: (
            state["net"] == TWO
            and state["g"] == 1
            and state["T"] == STEPS
            and state["alpha"] > 0
            and abs(_after_pulse(state["alpha"])[0]).max() < 0.05
        ),
        then="At α = 1 it is held, and a millionth of a nudge is left; forgotten, 3 % or more.",
        begin="two units",
        guess=Question(
            "At a small α the pulse is forgotten. What is left of a nudge, against α = 1?",
            ["more", "less"],
            truth=lambda: "more" if _after_pulse(0.1)[1] > _after_pulse(1.0)[1] else "less",
            because="Far from 0 the slopes are small.",
        ),
        solution=({"alpha": 0.1},),
    ),
    *(
        Task(
            text=f"Challenge with one unit: {goal}.",
            measure=lambda state, measure=measure: measure(
                state | {"one_unit": state["net"] == ONE}
            ),
            then="A latch holds its start, too, until a pulse is strong enough to overrule it.",
            begin={},
            solution=({"net": ONE}, {"g": 2.0}, {"alpha": 4.0}),
        )
        for goal, measure in ONE_PULSE.items()
    ),
]
NOTICE = (
    "Where a state comes to rest, nudges die. What lasts is where it rests: a memory that no "
    "derivative shows."
)


def _four_runs(params, x, start):
    """From the start and its mirror image, with the pulse and with its mirror image."""
    ends = [(sign, way) for sign in (1, -1) for way in (1, -1)]
    runs = [forward_propagation(way * x, params, s0=sign * start).s for sign, way in ends]
    starts = np.array([[sign * start] for sign, _ in ends])
    return np.concatenate([starts, runs], axis=1)  # (4, STEPS + 2, H)


def _sentence(T, left, norm, radius, zero):
    start, one, last = (in_powers(left[t], zero=zero) for t in (0, 1, -1))
    first = f"{one} of input 0, " if T > 0 else ""
    return (
        f"Of a tiny nudge at most so much reaches step {T}: {start} of the start, "
        f"{first}{last} of input {T}. ‖gW‖ {in_powers(norm)}, radius {in_powers(radius)}."
    )
