"""Chapter 06: which word leads where in a trained network's plane, and where a text goes."""

import numpy as np

from ..dynamics.decision_regions import area, decision_regions
from ..forward_pass.cells import logits, softmax
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, slider, step_slider, text
from ..training import load_model, read_beginning
from ..views.curves.bars import Bars
from ..views.plane.regions import Regions
from ..views.plane.state_plane import StatePlane
from ..views.plane.words_on_path import WordsOnPath
from ..views.style import COLOURS, lecture_figure
from .sentences import named, typed_words
from .weights import changed, entries, stand, weight_sliders

MOST_WORDS = 5
SENTENCE = "dogs see cat ."
SEEN = 0.005  # smaller probabilities have no number
CELLS = 81
SIDE = (2 * np.arange(CELLS) + 1) / CELLS - 1  # middles of as many equal cells
GRID = np.stack(np.meshgrid(SIDE, SIDE), axis=-1).reshape(-1, 2)  # (6561, 2)
WEIGHTS = ("c1", "V11", "V12")  # of the full stop


def _network():
    """The trained network of two units, its vocabulary, and the names of its words."""
    params, vocab, _ = load_model("two_units")
    return params, vocab, [named(token) for token in vocab.tokens]


def _border(one, other, **weights):
    """Return (slopes, height) of z_i - z_j = slopes s + height, which is 0 on their border."""
    params, _, names = _network()
    i, j = names.index(one), names.index(other)
    params = changed(params, weights)
    return [*(params.V[i] - params.V[j]), params.c[i] - params.c[j]]


def _others_stand(now, *moved):
    """Whether all weights but these are those of the start."""
    return stand(now, entries(_network()[0], WEIGHTS), *moved)


def _stands_at(now, *words):
    """Whether these are the words read so far."""
    return now["x"].split()[: now["t"] + 1] == list(words)


TASKS = [
    Task(
        text="Read on, word by word, with t. Stop at the first word after which the full stop "
        "leads.",
        done=lambda now: (
            (now["leads"] == "full stop" and _stands_at(now, "dogs", "see", "cat"))
            and _others_stand(now)
        ),
        then="After the object nothing but the full stop is right. The state has gone to a corner "
        "where it has nearly all of p.",
        begin={},
        solution=({"t": 2},),
    ),
    Task(
        text="At T = 10 all is pale. Lower T until the full stop has more than 0.98 after “cat”. "
        "Which borders move?",
        done=lambda now: (
            _stands_at(now, "dogs", "see", "cat") and now["p"][0] > 0.98 and _others_stand(now)
        ),
        then="None, and no name changes: dividing by T keeps the order of the logits. Only the "
        "shades and the bars change.",
        begin="T = 10",
        solution=({"T": 2.0},),
    ),
    Task(
        text="Under “full stop”, raise c₁ until it owns half of the square.",
        done=lambda now: abs(now["share"][0] - 0.5) < 0.01 and _others_stand(now, "c1"),
        then="c is in no slope: these come from V. Here c₁ is about 2.7.",
        guess=Question(
            "c₁ rises. Are the borders of the full stop turned or shifted?",
            ["turned", "shifted"],
            truth="shifted"
            if _border("full stop", "dog")[:2] == _border("full stop", "dog", c1=9.0)[:2]
            else "turned",
            because="c is a height.",
        ),
        begin={},
        solution=({"c1": 2.7},),
    ),
    Task(
        text="Move V₁₁ until the border of full stop and dog is level.",
        done=lambda now: abs(now["V11"] - 2.2) < 0.15 and _others_stand(now, "V11"),
        then="With V₁₁ = 2.2, as in dog's logit, s₁ drops out.",
        guess=Question(
            "V₁₁ changes. Does the border of dog and runs move with it?",
            ["yes", "no"],
            truth="no" if _border("dog", "runs") == _border("dog", "runs", V11=0.0) else "yes",
            because="It is in neither logit.",
        ),
        begin={},
        solution=({"V11": 2.2},),
    ),
]
NOTICE = (
    "A border is where two logits are equal: a straight line, which V turns and c shifts. T moves "
    "none."
)


def word_regions():
    """Return the explorer of argmax softmax((V s + c) / T) over all states s of two units.

    Source: `training.load_model("two_units")`, trained on the small language without clauses.
    """
    start, vocab, names = _network()
    figure, (left, right) = lecture_figure(9, 4.2, ncols=2, width_ratios=[1.3, 1])
    plane = StatePlane(left, steps=MOST_WORDS, labels=("s_{t,1}", "s_{t,2}"))
    regions = Regions(left, tokens=names)
    words_beside = WordsOnPath(left)
    bars = Bars(right, labels=names, symbol="p")
    left.set_title("state", color=COLOURS["hidden"])
    right.set_title("next word", color=COLOURS["output"])

    def show(t, x, T, **weights):
        words, problem = typed_words(x, vocab, most=MOST_WORDS)
        params = changed(start, weights)
        path = read_beginning(params, vocab.ids(words)).s  # (1 + words, 2), row 0 the start
        known = min(t + 1, len(words))
        seen = np.full((MOST_WORDS + 1, 2), np.nan)
        seen[: known + 1] = path[: known + 1]  # the rest not yet
        s_t = path[known]
        polygons = decision_regions(params)
        share = np.array([area(polygon) for polygon in polygons]) / 4
        sure = softmax(logits(GRID, params) / T).max(axis=1)
        told = [names[i] for i in vocab.ids(words)]
        words_beside.set(path=path, words=told, known=known)
        # of the whole sentence, so that the names stay while it is read
        regions.set(sure=sure.reshape(CELLS, -1), regions=polygons, avoid=words_beside.covered)
        plane.set(path=seen, now=known)
        p = softmax(logits(s_t, params) / T)
        bars.set(probabilities=np.where(p < SEEN, np.nan, p))
        leads = names[int(p.argmax())]
        numbers = {"s_t": s_t, "p": p, "leads": leads, "share": share}
        said = problem + " Nothing is read." if problem else ""
        return numbers, said or _sentence(words[:known], names, **numbers)

    return Explorer(
        figure=figure,
        views=[regions, plane, words_beside, bars],
        controls={
            "t": step_slider("t", 0, MOST_WORDS - 1, 0, meaning="the word read last"),
            "x": text("x", SENTENCE, meaning="words among " + ", ".join(vocab.tokens)),
            "T": slider("T", 0.1, 10, 1.0, step=0.1, meaning="temperature", concept="output"),
            **weight_sliders(entries(start, WEIGHTS), reach=15, step=0.1, tokens=names),
        },
        show=show,
        presets={
            "T = 10": {"T": 10.0, "t": 2},
            "greedy": {"x": "girl runs .", "t": 2},
        },
        groups={"x, T": ["x", "T"], "full stop": [*WEIGHTS]},
        play="t",
        tasks=TASKS,
        notice=NOTICE,
    )


def _sentence(read, names, *, s_t, p, leads, share):
    """Say which word leads, by how much, and how the plane is divided."""
    where = f"After “{' '.join(read)}”" if read else "At the beginning"
    most = [i for i in np.argsort(-share, kind="stable") if share[i] > 0.01]
    parts = ", ".join(f"{names[i]} {100 * share[i]:.1f}\N{NO-BREAK SPACE}%" for i in most)
    return f"{where}, “{leads}” leads, with p = {p.max():.2f}. Shares of the square: {parts}."
