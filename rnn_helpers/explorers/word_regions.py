"""Chapter 06: which word wins where in the state plane, and the path of a sentence across it."""

import numpy as np

from ..dynamics.decision_regions import area, decision_regions
from ..formats import in_figures
from ..forward_pass.cells import logits, softmax
from ..forward_pass.forward import forward_propagation
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import dog_bites_man
from ..panel import Explorer, choice, slider, step_slider
from ..views.curves.bars import Bars
from ..views.plane.regions import Regions
from ..views.plane.state_plane import StatePlane
from ..views.plane.words_on_path import WordsOnPath
from ..views.style import lecture_figure
from .sentences import SENTENCES
from .weights import changed, entries, stand, weight_sliders

STEPS = 3
CELLS = 81
SIDE = (2 * np.arange(CELLS) + 1) / CELLS - 1  # middles of as many equal cells
GRID = np.stack(np.meshgrid(SIDE, SIDE), axis=-1).reshape(-1, 2)  # (6561, 2)
WEIGHTS = ("c1", "c2", "c3", "V21", "V22")


def _border(i, j, **weights):
    """Return (slopes, height) of z_i - z_j = slopes s + height, which is 0 on their border."""
    params = changed(dog_bites_man()[0], weights)
    return params.V[i] - params.V[j], params.c[i] - params.c[j]


def _what_stays(**weights):
    """Which words keep slopes and height of the border between them."""
    pairs = {"dog, bites": (0, 1), "bites, man": (1, 2), "dog, man": (0, 2)}
    (kept,) = [
        words
        for words, (i, j) in pairs.items()
        if all(map(np.array_equal, _border(i, j), _border(i, j, **weights)))
    ]
    return kept


def _others_stand(now, *moved):
    """Whether all weights but these are those of the start."""
    return stand(now, entries(dog_bites_man()[0], WEIGHTS), *moved)


TASKS = [
    Task(
        text="At t = 1, after “dog bites”, the state lies in the region of “man”. Choose a "
        "sentence that brings it into that of “dog” at t = 1.",
        done=lambda now: now["t"] == 1 and now["x"] == SENTENCES[1] and _others_stand(now),
        then="After “man bites” the state lies left of s₁ = 0, after “dog bites” right of it. So "
        "the network guesses who is bitten.",
        begin={},
        solution=({"t": 1}, {"x": SENTENCES[1]}),
    ),
    Task(
        text="At T = 10 all is pale. Lower T until “bites” has between 0.74 and 0.76 after “dog”. "
        "Which borders move?",
        done=lambda now: (
            now["t"] == 0
            and now["x"].startswith("dog")
            and 0.74 < now["o_t"][1] < 0.76
            and _others_stand(now)
        ),
        then="None, and no name changes: dividing by T keeps the order of the logits. Only the "
        "shades and the bars change.",
        begin="T = 10",
        solution=({"T": 3.1},),
    ),
    Task(
        text="Under c, raise c₂ until “bites” owns three quarters of the square.",
        done=lambda now: abs(now["share"][1] - 0.75) < 0.005 and _others_stand(now, "c2"),
        then="c is not in the slopes: these come from V alone. Here c₂ = 5.",
        guess=Question(
            "c₂ rises. Are the borders of “bites” turned or shifted?",
            ["turned", "shifted"],
            truth="shifted" if (_border(0, 1)[0] == _border(0, 1, c2=0.0)[0]).all() else "turned",
            because="c is not in the slope.",
        ),
        begin="c = 0",
        solution=({"c2": 5.0},),
    ),
    Task(
        text="Under V, move V₂₁ until the border of dog and bites is level.",
        done=lambda now: abs(now["V21"] + 2) < 0.15 and _others_stand(now, "V21"),
        then="With V₂₁ = −2, as in dog's logit, s₁ drops out of the comparison.",
        guess=Question(
            "V₂₁ changes. Which two words keep the border between them?",
            ["dog, bites", "bites, man", "dog, man"],
            truth=_what_stays(V21=-2.0),
            because="V₂₁ is in the logit of bites alone.",
        ),
        begin="last word",
        solution=({"V21": -2.0},),
    ),
]
NOTICE = (
    "A border is where two logits are equal: a straight line, which V can turn and c can shift. "
    "T moves none."
)


def word_regions():
    """Return the explorer of argmax softmax((V s + c) / T) over all states s of two units."""
    start, vocab = dog_bites_man()
    figure, (left, right) = lecture_figure(9, 4.2, ncols=2, width_ratios=[1.4, 1])
    plane = StatePlane(left, steps=STEPS, labels=("s_{t,1}", "s_{t,2}"))
    regions = Regions(left, tokens=vocab.tokens)
    words = WordsOnPath(left)
    bars = Bars(right, labels=vocab.tokens)

    def show(t, x, T, **weights):
        params = changed(start, weights)
        trace = forward_propagation(vocab.ids(x), params)
        full = np.vstack([trace.s0, trace.s])  # (4, 2)
        path = np.where(np.arange(STEPS + 1)[:, None] <= t + 1, full, np.nan)  # the rest not yet
        polygons = decision_regions(params)
        areas = np.array([area(polygon) for polygon in polygons])
        sure = softmax(logits(GRID, params) / T).max(axis=1)
        words.set(path=full, words=x.split(), known=t + 1)
        # of the whole sentence, so that the names stay while it is read
        regions.set(sure=sure.reshape(CELLS, -1), regions=polygons, avoid=words.covered)
        plane.set(path=path, now=t + 1)
        o_t = softmax(trace.z[t] / T)
        bars.set(probabilities=o_t)
        numbers = {"s_t": trace.s[t], "z_t": trace.z[t], "o_t": o_t, "share": areas / areas.sum()}
        return numbers, _sentence(x.split()[: t + 1], vocab.tokens, **numbers)

    return Explorer(
        figure=figure,
        views=[regions, plane, words, bars],
        controls=_controls(start, vocab.tokens),
        show=show,
        presets={
            "last word": {"t": STEPS - 1},
            "T = 10": {"T": 10.0},
            "c = 0": {"c2": 0.0},
        },
        groups={"x, T": ["x", "T"], "c": ["c1", "c2", "c3"], "V": ["V21", "V22"]},
        play="t",
        tasks=TASKS,
        notice=NOTICE,
    )


def _controls(params, tokens):
    return {
        "t": step_slider("t", 0, STEPS - 1, 0, meaning="the word read last"),
        "x": choice("x", SENTENCES, SENTENCES[0]),
        "T": slider("T", 0.1, 10, 1.0, step=0.1, meaning="temperature"),
        **weight_sliders(entries(params, WEIGHTS), reach=10, step=0.1, tokens=tokens),
    }


def _sentence(read, tokens, *, s_t, z_t, o_t, share):
    """Say in whose region the state lies, how sure that is, and how the plane is divided."""
    winner = tokens[z_t.argmax()]
    percent = [f"{100 * part:.1f}\N{NO-BREAK SPACE}%" for part in share]
    parts = ", ".join(map(" ".join, zip(tokens, percent)))
    return (
        f"After “{' '.join(read)}” the state {in_figures(s_t, digits=2)} lies in the region of "
        f"“{winner}”, with p = {o_t.max():.2f}. Shares of the square: {parts}."
    )
