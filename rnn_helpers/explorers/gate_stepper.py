"""Chapter 13: a GRU and an LSTM of one unit, set by hand, every number of a step in sight."""

import numpy as np

from ..formats import in_figures
from ..gates import GRUParams, LSTMParams, gated_forward
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, choice, slider, step_slider
from ..views.over_time.timeline import Timeline
from ..views.sheets import gate_sheet
from ..views.style import lecture_figure, lecture_style
from ..views.texts import figures

GRU, LSTM = "GRU", "LSTM"
X = np.array([[-1, 0], [1, 1], [-1, 0], [-1, 0], [1, 0], [-1, 1], [1, 0], [1, 0]], float)  # (T, 2)
STEPS = len(X)
NAMES = {
    GRU: {"r": "reset r: show old", "k": "update k: keep old", "n": "new n"},
    LSTM: {"i": "input i: take in", "f": "forget f: keep old", "n": "new n", "q": "output q: show"},
}
STRIP = 118  # pixels, the height of the inputs and states above


def keeper(cell, *, flag=8.0, keep=4.0, show=4.0):
    """Return a unit that takes in x_1 where the flag x_2 is 1, and keeps it elsewhere.

    cell : "GRU" or "LSTM"
    flag : weight of the flag: it shuts the gate that keeps and opens the one that takes in
    keep : bias of the gate that keeps; that of the gate that takes in is its opposite
    show : bias of the reset gate of the GRU, of the output gate of the LSTM
    """
    if cell == GRU:
        U, b = [[0, 0], [0, -flag], [2, 0]], [show, keep, 0]  # rows r, k, n
        return GRUParams(U=np.array(U, float), W=[[0], [0], [1.5]], V=[[1.0]], b=b)
    U, b = [[0, flag], [0, -flag], [2, 0], [0, 0]], [-keep, keep, 0, show]  # rows i, f, n, q
    return LSTMParams(U=np.array(U, float), W=[[0], [0], [0.5], [0]], V=[[1.0]], b=b)


def _shown_with_q_shut():
    trace = gated_forward(X, keeper(LSTM, show=-4.0))
    m, s = trace["m"][4, 0], trace.s[4, 0]
    if abs(m) > 0.5:
        return "still there, unseen" if abs(s) < 0.1 else "still there, and seen"
    return "lost"


TASKS = [
    Task(
        text="Lower flag until at t = 1 the update gate k stands half open, at 0.5.",
        done=lambda now: (
            now["cell"] == GRU
            and (now["t"], now["keep"]) == (1, 4)
            and abs(now["k_t"] - 0.5) < 1e-9
        ),
        then="The flag takes off just what keep adds: the sum is 0. Half of the new comes in.",
        begin={},
        solution=({"flag": 4.0},),
    ),
    Task(
        text="Raise keep until at t = 4 more than 0.95 of the bit is there.",
        done=lambda now: now["cell"] == GRU and now["t"] == 4 and now["s_t"] > 0.95,
        then="k must be above 0.99: the little that is not kept, three times noise, adds up.",
        begin={"t": 4, "flag": 12.0},
        solution=({"keep": 7.0},),
    ),
    Task(
        text="At t = 5 a −1 comes in over a +1, and s falls to −0.57 only. Lower show until s is "
        "below −0.9.",
        done=lambda now: (
            now["cell"] == GRU
            and (now["t"], now["flag"], now["keep"]) == (5, 8, 4)
            and now["s_t"] < -0.9
        ),
        then="The new n had heard the old +1. With r near 0 it hears the −1 alone.",
        begin={"t": 5},
        solution=({"show": -2.0},),
    ),
    Task(
        text="Shut the output gate q: lower show to −4 or less.",
        done=lambda now: now["cell"] == LSTM and now["t"] == 4 and now["show"] <= -4,
        then="m holds the bit, s shows next to nothing. An LSTM carries two states.",
        begin={"cell": LSTM, "t": 4},
        guess=Question(
            "If the output gate q of the LSTM is shut, what becomes of the bit?",
            ["still there, unseen", "still there, and seen", "lost"],
            truth=_shown_with_q_shut(),
            because="q has no part in m.",
        ),
        solution=({"show": -4.0},),
    ),
]
NOTICE = (
    "A gate is a unit like any other, and multiplies. Its bias says where it stands when nothing "
    "speaks."
)


def gate_stepper():
    """Return the explorer of gru_step and lstm_step of one unit, with every number in sight."""
    figure, strip, sheet = _figure()

    def show(t, cell, flag, keep, show):
        params = keeper(cell, flag=flag, keep=keep, show=show)
        trace = gated_forward(X, params)
        step = {name: float(v[0]) for name, v in trace.steps[t]._asdict().items()}
        before = trace.steps[t - 1] if t else None
        s_prev = float(before.s[0]) if t else 0.0
        m_prev = float(before.m[0]) if t and cell == LSTM else 0.0
        strip.set(values=trace.s, inputs=dict(enumerate(X[:, 0])), now=t)
        sheet.set(
            lines=_lines(cell, params, step, X[t], s_prev),
            mixed=_mixed(cell, step, s_prev, m_prev),
            state="r × old s" if cell == GRU else "old s",
        )
        numbers = {f"{name}_t": step[name] for name in ("r", "i", "f", "k", "n", "q", "m", "s")
                   if name in step}  # fmt: skip
        return numbers, _sentence(t, cell, step, X[t])

    return Explorer(
        figure=figure,
        views=[strip, sheet],
        controls={
            "t": step_slider("t", 0, STEPS - 1, 1, meaning="the step that the sheet shows"),
            "cell": choice("cell", NAMES, GRU),
            "flag": _weight("flag", 12, 8.0, "weight of the flag into the gates"),
            "keep": _weight("keep", 8, 4.0, "bias of the gate that keeps"),
            "show": _weight("show", 8, 4.0, "bias of the reset or the output gate"),
        },
        show=show,
        play="t",
        tasks=TASKS,
        notice=NOTICE,
    )


def _weight(name, reach, value, meaning):
    low = 0 if name == "flag" else -reach
    return slider(name, low, reach, value, step=0.5, concept="parameter", meaning=meaning)


def _lines(cell, params, step, x_t, s_prev):
    """What goes into each gate: the flag, if it hears that, and its bias; and what goes into n, the
    bit and the state, which reaches n of a GRU through r."""
    lines = []
    s = step["r"] * s_prev if cell == GRU else s_prev
    for gate, name in NAMES[cell].items():
        (bit, flag), (w,), b = (params.block(letter, gate)[0] for letter in ("U", "W", "b"))
        a = x_t[0] * bit + x_t[1] * flag + s * w + b
        hears = (bit, None, w) if gate == "n" else (None, None if gate in "rq" else flag, None)
        lines.append({"name": name, "factors": (*x_t, s), "weights": hears,
                      "b": None if gate == "n" else b, "a": a, "value": step[gate]})  # fmt: skip
    return lines


def _mixed(cell, step, s_prev, m_prev):
    v = {name: figures(number, digits=3) for name, number in step.items()}
    if cell == GRU:
        new = figures(1 - step["k"], digits=3)
        old = figures(s_prev, digits=3)
        return [f"s = k × old s + (1−k) × n = {v['k']} × {old} + {new} × {v['n']} = {v['s']}"]
    old, flat = figures(m_prev, digits=3), figures(np.tanh(step["m"]), digits=3)
    return [
        f"m = f × old m + i × n = {v['f']} × {old} + {v['i']} × {v['n']} = {v['m']}",
        f"s = q × tanh(m) = {v['q']} × {flat} = {v['s']}",
    ]


def _sentence(t, cell, step, x_t):
    came = f"t = {t}: {x_t[0]:+.0f} comes in, {'with' if x_t[1] else 'without'} the flag. "
    s = in_figures(step["s"], digits=3)
    if cell == GRU:
        return f"{came}k = {step['k']:.3f} of the old state stays, the state is {s}."
    return (
        f"{came}f = {step['f']:.3f} of the old cell state stays, i = {step['i']:.3f} of the new "
        f"comes in; the cell state is {in_figures(step['m'], digits=3)}, the state {s}."
    )


@lecture_style()
def _figure():
    """Above, inputs and states of all steps; below, the sums of one step."""
    height = gate_sheet.HEIGHT + STRIP
    figure, above = lecture_figure(9, height / 100)
    figure.set_layout_engine("none")
    above.set_position((0.06, (gate_sheet.HEIGHT + 28) / height, 0.88, (STRIP - 52) / height))
    below = figure.add_axes((0, 0, 1, gate_sheet.HEIGHT / height))
    strip = Timeline(above, steps=STEPS - 1, limits=(-1.2, 1.2))
    above.set_title("bits and states (the flag is up at t = 1 and 5)", loc="left")
    return figure, strip, gate_sheet.GateSheet(below)
