"""Chapter 04: a word's column of U as a push: the state with this word, and without it."""

from itertools import combinations

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..lessons.tasks import Task
from ..machines.examples import dog_bites_man
from ..panel import Explorer, choice, step_slider
from ..views.plane.column_arrows import Columns, Detour, Sum
from ..views.plane.state_plane import StatePlane
from ..views.sheets.labelled_numbers import LabelledNumbers
from ..views.style import lecture_figure
from .sentences import SENTENCES
from .weights import changed, entries, weight_sliders

LEFTS = 40, 330, 630  # where the three planes begin, in pixels
LIMIT = 3.5  # of two planes, so that one arrow is equally long in both; |a| is at most 2.9


def _bites(now):
    """Whether the step in sight reads “bites”."""
    return now["x"].split()[now["t"]] == "bites"


TASKS = [
    Task(
        text="Under “bites” drag U₂₂ from 1 to 2: the same arrow, twice as long.",
        done=lambda now: (
            np.allclose((now["U12"], now["U22"]), (0, 2)) and 0.75 < now["moved"] < 0.755
        ),
        then="The state moves by 0.75 instead of 0.62. The sums move twice as far; but further "
        "out tanh is flatter.",
        begin={"t": 1},
        solution=({"U22": 2.0},),
    ),
    Task(
        text="Turn the arrow of bites until it moves the state by more than 0.9, being at most 1 "
        "long.",
        done=lambda now: _bites(now) and now["push"] < 1 + 1e-9 and now["moved"] > 0.9,
        then="It leads a sum across 0, where tanh is steepest. Even there the state moves by less "
        "than the sums.",
        begin={"t": 1},
        solution=({"U12": -0.8, "U22": -0.6},),
    ),
    Task(
        text="Bites is silent, and the state moves. Give bites a push that keeps it within 0.05 "
        "of where dog left it.",
        done=lambda now: (
            _bites(now)
            and np.hypot(*now["s"][now["t"] - 1]) > 0.5
            and np.hypot(*(now["s_t"] - now["s"][now["t"] - 1])) < 0.05
        ),
        then="To stay, the state needs a push that undoes what W does. No push is not the same as "
        "no step.",
        begin="bites is silent",
        solution=({"U12": 0.6, "U22": -0.25},),
    ),
    Task(
        text="Make bites a synonym of man: leave dog and man as they are, and turn the arrow of "
        "bites until it is man's.",
        done=lambda now: np.allclose(now["U"], [[1, -1, -1], [0, 0.5, 0.5]]),
        then="Their distance is 0. Whichever of the two it reads, the network goes to the same "
        "state: it cannot tell them apart.",
        begin={"t": 1},
        solution=({"U12": -1.0}, {"U22": 0.5}),
    ),
]
NOTICE = (
    "A push moves the sums by exactly itself, the state by less. How much less depends on where "
    "the past has brought the sums."
)


def push():
    """Return the explorer of a_t = U[:, x_t] + W s_{t-1}: with this word, and without it.

    Source: the post's U[:, x[t]] + W.dot(s[t-1]), drawn as an arrow.
    """
    start, vocab = dog_bites_man()
    names = [f"U{r}{i}" for i in (1, 2, 3) for r in (1, 2)]  # word after word
    T = len(SENTENCES[0].split())
    views, detour = _push_views(vocab, T)
    columns, sums, plane, readings = views

    def show(t, x, **weights):
        params, ids = changed(start, weights), vocab.ids(x)
        trace = forward_propagation(ids, params)
        path = np.vstack([trace.s0, trace.s])  # (T + 1, 2)
        past, move = params.W @ path[t], params.U[:, ids[t]]
        without = _without(t, ids, params, path[t])  # (T - t + 1, 2)
        columns.set(columns=params.U, now=ids[t])
        sums.set(past=past, push=move)
        plane.set(path=path, now=t + 1)
        detour.set(path=without)
        numbers = {
            "W s_{t-1}": past,
            "U x_t": move,
            "a_t": trace.a[t],
            "s_t": trace.s[t],
            "without": without[1],
            "push": np.hypot(*move),
            "moved": np.hypot(*(trace.s[t] - without[1])),
            "U": params.U,
            "s": trace.s,
            **_distances(params.U, vocab),
        }
        readings.set(texts={name: _in_text(numbers[name]) for name in readings.shown})
        return numbers, _what_it_does(x.split()[t], t, numbers)

    return Explorer(
        figure=plane.moving[0].figure,
        views=[*views, detour],
        controls={
            "t": step_slider("t", 0, T - 1, 1, meaning="which word, counted from 0"),
            "x": choice("x", SENTENCES, SENTENCES[0]),
            **weight_sliders(entries(start, names), reach=2, tokens=vocab.tokens),
        },
        show=show,
        presets={"bites is silent": {"U12": 0.0, "U22": 0.0}},
        groups={token: [f"U1{i}", f"U2{i}"] for i, token in enumerate(vocab.tokens, start=1)},
        play="t",
        tasks=TASKS,
        notice=NOTICE,
    )


def _push_views(vocab, T):
    """Three planes side by side, numbers below them."""
    _, (left, middle, right, sheet) = lecture_figure(9, 4.1, ncols=4)
    side, bottom = 222, 146
    for ax, x in zip((left, middle, right), LEFTS, strict=True):
        ax.set_position((x / 900, bottom / 410, side / 900, side / 410))
    columns = Columns(left, tokens=vocab.tokens, limit=LIMIT, pixel=side)
    sums = Sum(middle, limit=LIMIT)
    plane = StatePlane(right, steps=T, labels=("s_{t,1}", "s_{t,2}"))
    for x, name in zip(LEFTS, ("columns of U", "sums", "state"), strict=True):
        sheet.text(x + side, 396, name, ha="right", va="center", fontsize=13)
    rows = {
        name: (name, "parameter", LEFTS[0], 96 - 25 * k, 110)
        for k, name in enumerate(_pairs(vocab))
    }
    rows |= {
        "W s_{t-1}": (r"$W\,s_{t-1}$", "context", LEFTS[1], 96, 78),
        "U x_t": (r"$U\,x_t$", "parameter", LEFTS[1], 71, 78),
        "a_t": ("$a_t$", "hidden", LEFTS[1], 46, 78),
        "push": (r"$\|U\,x_t\|$", "parameter", LEFTS[1], 21, 78),
        "s_t": ("$s_t$", "hidden", LEFTS[2], 96, 90),
        "without": (r"$\tilde{s}_t$", "context", LEFTS[2], 71, 90),
        "moved": (r"$\|s_t - \tilde{s}_t\|$", "hidden", LEFTS[2], 21, 90),
    }
    return (columns, sums, plane, LabelledNumbers(sheet, rows=rows)), Detour(right)


def _without(t, ids, params, s):
    """The states from s_{t-1} = s on, had the word of step t no push: (T - t + 1, 2)."""
    pushes = params.U[:, ids[t:]].T.copy()  # (T - t, 2)
    pushes[0] = 0
    later = forward_propagation(pushes, params.replace(U=np.eye(2)), s0=s)
    return np.vstack([s, later.s])


def _pairs(vocab):
    return {f"{p}–{q}": (i, j) for (i, p), (j, q) in combinations(enumerate(vocab.tokens), 2)}


def _distances(U, vocab):
    """{pair of words: distance between their columns}"""
    return {pair: np.hypot(*(U[:, i] - U[:, j])) for pair, (i, j) in _pairs(vocab).items()}


def _in_text(value):
    return in_figures(value, digits=2).replace("-", "−")


def _what_it_does(word, t, numbers):
    push, moved = (in_figures(numbers[name], digits=2) for name in ("push", "moved"))
    return (
        f"t = {t}, “{word}”: the push {in_figures(numbers['U x_t'], digits=2)} moves aₜ by {push} "
        f"and the new state by {moved}. The state is {in_figures(numbers['s_t'], digits=2)}; "
        f"without this push it would be {in_figures(numbers['without'], digits=2)}."
    )
