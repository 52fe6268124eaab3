"""Chapter 05: a sentence of the reader's own, the states it leads through, and their path."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..machines.examples import dog_bites_man
from ..panel import Explorer, slider, step_slider, text
from ..views.plane.state_plane import StatePlane
from ..views.sheets.unrolled import HEIGHT, WIDTH, Unrolled
from ..views.style import COLOURS, lecture_figure, lecture_style
from .sentences import typed_words

MOST_WORDS = 8  # find room in the picture
ALL = MOST_WORDS - 1  # as t: every sentence to its end
COMPARED = "dog bites man"
GREY = f"Grey, for comparison: “{COMPARED}” from (0, 0)."


def sentence_reader():
    """Return the explorer of s_t = tanh(U x_t + W s_{t-1} + b) for a sentence typed in.

    Grey in the plane is, for comparison, the path of "dog bites man" from (0, 0).

    Source: the post's loop; the network is `machines.dog_bites_man`.
    """
    params, vocab = dog_bites_man()
    compared = forward_propagation(vocab.ids(COMPARED), params)
    grid, plane = _figure(np.vstack([compared.s0, compared.s]))
    end = compared.last_state

    def show(t, x, s01, s02):
        words, problem = typed_words(x, vocab, most=MOST_WORDS)
        ids = vocab.ids(words)
        trace = forward_propagation(ids, params, s0=[s01, s02])
        path = np.vstack([trace.s0, trace.s])  # (T + 1, 2), the initial state first
        now = min(t, len(ids) - 1)
        known = path[: now + 2]
        grid.set(tokens=["?"] if problem else words, ids=ids, s=known, now=now)
        unread = np.full((MOST_WORDS - now - 1, 2), np.nan)
        plane.set(path=np.vstack([known, unread]), now=now + 1)
        sentence = problem + " Nothing is read." if problem else _where(words, t, path, end)
        return {"T": len(ids), "s_t": known[-1], "s": trace.s}, sentence

    return Explorer(
        figure=grid.figure,
        views=[grid, plane],
        controls={
            "t": step_slider("t", -1, ALL, -1, meaning="the word that is read last"),
            "x": text("x", COMPARED, meaning="words among " + ", ".join(vocab.tokens)),
            "s01": slider("s₋₁,₁", -1, 1, 0.0, meaning="unit 1 at the start", concept="hidden"),
            "s02": slider("s₋₁,₂", -1, 1, 0.0, meaning="unit 2 at the start", concept="hidden"),
        },
        show=show,
        presets={
            "man bites dog": {"x": "man bites dog", "t": ALL},
            "eight words": {"x": " ".join(["dog bites man bites"] * 2), "t": ALL},
            "dog × 8": {"x": " ".join(["dog"] * MOST_WORDS), "t": ALL},
            "unknown word": {"x": "dog eats man", "t": ALL},
        },
        play="t",
    )


@lecture_style()
def _figure(path):
    """The unrolled network on the left, on the right the plane with the path to compare with."""
    figure, left = lecture_figure(9, HEIGHT / 100)
    left.set_position((0, 0, WIDTH / 900, 1))
    grid = Unrolled(left, steps=MOST_WORDS)
    grid.figure = figure
    right = figure.add_axes((630 / 900, 36 / HEIGHT, 230 / 900, 230 / HEIGHT))
    plane = StatePlane(right, steps=MOST_WORDS, labels=("s_{t,1}", "s_{t,2}"))
    right.plot(
        *path.T, ":s", color=COLOURS["context"], markersize=8, markerfacecolor="white",
        markeredgewidth=1.4, linewidth=1.4, zorder=0.5,
    )  # fmt: skip
    return grid, plane


def _where(words, t, path, end):
    """Say what is read, where the state stands, and at last how far from the grey path's end.

    The sentence may end before the slider does: then t is the place of the last word.
    """
    T = len(words)
    if t < 0 or T == 0:
        start = f"the state is the initial one, {in_figures(path[0], digits=2)}"
        left = "The line is empty: nothing to step to" if T == 0 else f"“{words[0]}” comes next"
        return f"t = −1, nothing is read: {start}. {left}. {GREY}"
    now = min(t, T - 1)
    state = in_figures(path[now + 1], digits=2)
    if now < T - 1:
        return f"t = {now}: after “{' '.join(words[: now + 1])}” the state is {state}. {GREY}"
    away = f"{np.linalg.norm(path[-1] - end):.2f} from where the grey path ends"
    past = f" The slider has run on to {t}; past the last word nothing moves." if t > now else ""
    return (
        f"t = {now}, the last word: after “{' '.join(words)}” the state is {state}, {away}.{past}"
    )
