"""Chapter 05: a sentence of the reader's own, the states it leads through, and their path."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..lessons.tasks import Task
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


def _end(words):
    """The state after these words, from (0, 0)."""
    params, vocab = dog_bites_man()
    return forward_propagation(vocab.ids(words), params).last_state


def _to_grey(now):
    """How far all words, from (0, 0), end from the grey end; infinitely far before the last one."""
    from_0 = abs(now["s01"]) + abs(now["s02"]) < 1e-9
    read = from_0 and 0 < now["T"] <= now["t"] + 1
    return np.linalg.norm(now["s_t"] - _end(COMPARED)) if read else np.inf


def _is(now, words):
    return now["x"].split() == words.split()


TASKS = [
    Task(
        text="Type only two words that end less than 0.1 from the grey end, and read both.",
        done=lambda now: now["T"] == 2 and _to_grey(now) < 0.1,
        then="“bites man” ends 0.08 away: dog, left out, changes little. The last words count "
        "most.",
        begin={"t": ALL},
        solution=({"x": "bites man"}, {"t": 1}),
    ),
    Task(
        text="Type the three words in another order that ends less than 0.2 from the grey end. "
        "Read all three.",
        done=lambda now: (
            sorted(now["x"].split()) == sorted(COMPARED.split())
            and not _is(now, COMPARED)
            and _to_grey(now) < 0.2
        ),
        then="Only “bites dog man” does: the last word stays. Every other order ends farther off.",
        begin="man bites dog",
        solution=({"x": "bites dog man"},),
    ),
    Task(
        text="Let “bites dog bites” go on where “dog bites man” has ended: set its start, s₋₁.",
        done=lambda now: (
            _is(now, "bites dog bites")
            and np.linalg.norm(np.subtract((now["s01"], now["s02"]), _end(COMPARED))) < 0.05
        ),
        then="The three states are nearly those of the whole text: to go on, the state is all "
        "that it needs.",
        begin={"x": "bites dog bites", "t": ALL},
        solution=({"s01": -0.8, "s02": 0.8},),
    ),
]
NOTICE = (
    "Two numbers are all that goes on from word to word. They know the order of the words, and "
    "here the last ones best."
)


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
        presets={"man bites dog": {"x": "man bites dog", "t": ALL}},
        play="t",
        tasks=TASKS,
        notice=NOTICE,
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
    right.set_title("state", loc="center")
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
