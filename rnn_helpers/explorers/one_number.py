"""Chapter 01: one unit over time, and the curve that decides where it goes."""

import numpy as np

from ..dynamics.one_unit import fixed_points, step_curve
from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..lessons.cobweb_tasks import NOTICE, PATTERNS, STEPS, TASKS
from ..machines.examples import one_unit
from ..panel import Explorer, choice, slider, step_slider
from ..views.curves.cobweb import Cobweb, Level, staircase
from ..views.curves.lens import Lens
from ..views.over_time.timeline import Timeline
from ..views.style import lecture_figure

SHORT = 0.03  # a step that needs the lens


def one_number(part=1):
    """Return the explorer of s_t = tanh(w s_{t-1} + u x_t + b): over time, and as a cobweb.

    The first input is that of t = 0; the state before it, s_{-1}, is chosen.

    part : 1 or 2, which tasks; chapter 01 shows the explorer twice
    """
    figure, (left, right) = lecture_figure(9, 3.7, ncols=2, width_ratios=[1.3, 1])
    left.set_title("over time", loc="center")
    right.set_title("cobweb", loc="center")
    timeline, level = Timeline(left, steps=STEPS, first=-1), Level(left)
    cobweb, lens = Cobweb(right), Lens(right)

    def show(t, w, x, s0, u, b):
        inputs = PATTERNS[x]
        trace = forward_propagation(inputs[:, None], one_unit(w=w, u=u, b=b), s0=[s0])
        s, x_t = np.array([s0, *trace.s[:, 0]]), inputs[t]  # s[t + 1] is the state at t
        places = fixed_points(w, u * x_t + b)
        timeline.set(values=s, inputs=stems(inputs), now=t)
        curve = step_curve(w, u * x_t + b)
        other = step_curve(w, b) if u * x_t else None
        cobweb.set(curve=curve, path=s[: t + 2], places=places, other=other)
        lens.set(**_short_step(s[: t + 2], w, u * x_t + b))
        level.set(height=s[t + 1], between=(t, STEPS + 0.4))
        numbers = {"x_t": x_t, "s_{t-1}": s[t], "s_t": s[t + 1], f"s_{STEPS}": s[-1], **places}
        return numbers, _sentence(t, x_t, s, w, places, moved=bool(u * x_t))

    return Explorer(
        figure=figure,
        views=[timeline, level, cobweb, lens],
        controls={
            "t": step_slider("t", 0, STEPS, 4, meaning="the step that both pictures show"),
            "w": slider("w", -3, 3, 0.5, meaning="recurrent weight", concept="parameter"),
            "x": choice("x", PATTERNS, "pulse"),
            "s0": slider("s₋₁", -1, 1, 0.0, meaning="the state at the start", concept="hidden"),
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
        groups={"x, s₋₁": ["x", "s0"], "u, b": ["u", "b"]},
        play="t",
        tasks=TASKS[part],
        notice=NOTICE[part],
    )


def stems(inputs):
    """Return {step: input} for the inputs that are not zero."""
    return {t: x_t for t, x_t in enumerate(inputs) if x_t}


def _short_step(path, w, k):
    """What the lens shows: the last step of a path, if it is short."""
    before, now = path[-2:]
    if abs(now - before) > SHORT:
        return {"focus": None}
    focus = (before + now) / 2
    corner = "lower left" if w < 0 else "upper left" if focus < 0 else "lower right"
    curve = step_curve(w, k, between=(focus - 0.05, focus + 0.05), points=101)
    return {"focus": focus, "corner": corner, "curve": curve, "stairs": staircase(path)}


def _sentence(t, x_t, s, w, places, *, moved):
    """Say which step is shown, where its curve would lead, and what the dashed curve is."""
    old, new = (in_figures(state, digits=4) for state in s[t : t + 2])
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
