"""Chapter 01: one unit over time, and the curve that decides where it goes."""

import numpy as np

from ..dynamics.one_unit import fixed_points, step_curve
from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..machines.examples import one_unit
from ..panel import Explorer, choice, slider, step_slider
from ..views.curves.cobweb import Cobweb, Level
from ..views.over_time.timeline import Timeline
from ..views.style import lecture_figure

STEPS = 24
PATTERNS = {  # the input at steps 1..24
    "pulse": np.eye(STEPS)[2],
    "steps": np.repeat([0.0, 1, 0, -1, 0], [2, 4, 6, 4, 8]),
    "constant": np.full(STEPS, 0.5),
    "sine": np.round(np.sin(np.arange(1, STEPS + 1) * np.pi / 6), 12),
    "silence": np.zeros(STEPS),
}


def one_number():
    """Return the explorer of s_t = tanh(w s_{t-1} + u x_t + b): over time, and as a cobweb."""
    figure, (left, right) = lecture_figure(9, 3.7, ncols=2, width_ratios=[1.3, 1])
    timeline, level, cobweb = Timeline(left, steps=STEPS), Level(left), Cobweb(right)

    def show(t, w, x, s0, u, b):
        inputs = PATTERNS[x]
        trace = forward_propagation(inputs[:, None], one_unit(w=w, u=u, b=b), s0=[s0])
        s, x_t = np.array([s0, *trace.s[:, 0]]), inputs[t - 1]  # (T + 1,)
        places = fixed_points(w, u * x_t + b)
        timeline.set(values=s, inputs=stems(inputs), now=t)
        cobweb.set(
            curve=step_curve(w, u * x_t + b), path=s[: t + 1], places=places,
            other=step_curve(w, b) if u * x_t else None,
        )  # fmt: skip
        level.set(height=s[t], between=(t, STEPS + 0.4))
        numbers = {"x_t": x_t, "s_{t-1}": s[t - 1], "s_t": s[t], f"s_{STEPS}": s[-1], **places}
        return numbers, _sentence(t, x_t, s, w, places, moved=bool(u * x_t))

    return Explorer(
        figure=figure,
        views=[timeline, level, cobweb],
        controls={
            "t": step_slider("t", 1, STEPS, 4, meaning="the step that both pictures show"),
            "w": slider("w", -3, 3, 0.5, meaning="recurrent weight", concept="parameter"),
            "x": choice("x", PATTERNS, "pulse"),
            "s0": slider("s₀", -1, 1, 0.0, meaning="the state at the start", concept="hidden"),
            "u": slider("u", -2, 2, 1.0, meaning="weight of the input", concept="parameter"),
            "b": slider("b", -2, 2, 0.0, meaning="bias", concept="parameter"),
        },
        show=show,
        presets={
            "fade": {"w": 0.9, "t": STEPS},
            "latch": {"w": 2.0, "t": STEPS},
            "flip": {"w": -2.0, "t": STEPS},
            "write twice": {"w": 2.0, "x": "steps", "t": STEPS},
        },
        groups={"x, s₀": ["x", "s0"], "u, b": ["u", "b"]},
        play="t",
    )


def stems(inputs):
    """Return {step: input} for the inputs that are not zero."""
    return {t: x_t for t, x_t in enumerate(inputs, start=1) if x_t}


def _sentence(t, x_t, s, w, places, *, moved):
    """Say which step is shown, where its curve would lead, and what the dashed curve is."""
    old, new = (in_figures(state, digits=4) for state in s[t - 1 : t + 1])
    crossings = [
        (place, _kind(w, place, kind)) for kind in ("attracts", "repels") for place in places[kind]
    ]
    at = ", ".join(f"{in_figures(place, digits=4)} ({kind})" for place, kind in sorted(crossings))
    pair = " and ".join(in_figures(state, digits=4) for state in places["in turns"])
    turns = f"; {pair} take turns and attract (diamonds)" if pair else ""
    return (
        f"Step {t}: input {in_figures(x_t, digits=2)}, old state {old}, new state {new}. "
        f"For this input the curve meets the diagonal at {at}{turns}."
        + (" Dashed: the curve without it." if moved else "")
    )


def _kind(w, place, kind):
    """At a slope of exactly 1 or -1 a place attracts too, but not by a factor at each step."""
    slow = abs(abs(w * (1 - place**2)) - 1) < 1e-9
    return f"{kind} ever more slowly" if slow else kind
