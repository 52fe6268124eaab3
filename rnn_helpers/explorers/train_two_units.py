"""Appendix A1: the two-unit network in training: its columns of U, its loss, its next words."""

from dataclasses import replace
from functools import cache

import numpy as np

from ..formats import in_figures
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, choice, step_slider
from ..training import SmallLanguage, load_moments, read_beginning
from ..training.live_training import EVERY, LiveTraining
from ..training.recipes import PLANS, WORDS
from ..training.small_language import KIND
from ..views.curves.bars import Bars
from ..views.curves.loss_curve import LossCurve
from ..views.plane.word_arrows import WordArrows, sort_and_whole
from ..views.sheets.labelled_numbers import LabelledNumbers
from ..views.style import lecture_figure, lecture_style
from .sentences import named

UPDATES = 2000  # of a training
SLICE = 0.2  # seconds of training, then the kernel hears others
STRIDE = 25  # updates from one beat of Play to the next
RATES = "0.001", "0.02", "5"
BEGINNINGS = "dog", "dogs", "dog sees", "dogs sleep", "(nothing)"
VERBS = {"one": "sleeps runs sees chases", "many": "sleep run see chase"}
HIGHEST = 4.0  # loss in the picture
SEEN = 0.005  # smaller probabilities have no number


@cache
def _lesson():
    """The language, and the text that the shipped network has learned from."""
    language = SmallLanguage(clauses=False)
    return language, language.draw(WORDS, rng=np.random.default_rng(0))


def _course(rate):
    language, text = _lesson()
    return LiveTraining(
        text, language, replace(PLANS["two_units"], updates=UPDATES, rate=float(rate))
    )


def _apart(U, one, other):
    tokens = _lesson()[0].vocab.tokens
    return float(np.hypot(*(U[:, tokens.index(one)] - U[:, tokens.index(other)])))


def train_two_units():
    """Return the explorer of W <- W - rate ..., update after update, from chance to the language.

    Source: `training.recipes.PLANS["two_units"]`, with 2,000 updates instead of 20,000.
    """
    language, _ = _lesson()
    tokens, floor = language.vocab.tokens, language.entropy_rate()
    views = readings, arrows, curve, bars = _figure(tokens, floor)
    verbs = {name: language.vocab.ids(words) for name, words in VERBS.items()}
    course = cache(_course)  # one for each rate, as far as it was asked for

    def prepare(n, rate, x):  # asked again and again while it says that there is more to do
        return course(rate).go_on(n, seconds=SLICE)

    def show(n, rate, x):
        run = course(rate)
        done = min(n, run.trained)
        params, loss = run.params(done), run.loss(done)
        words = language.as_ids("" if x == BEGINNINGS[-1] else x)
        o = read_beginning(params, words).o[-1]  # (17,)
        near, far = _apart(params.U, "dog", "cat"), _apart(params.U, "dog", "dogs")
        past = np.arange(0, done, EVERY)
        arrows.set(columns=params.U, chosen=tokens.index("dog"))
        curve.set(updates=[*past, done], losses=[*run.losses[: len(past)], loss])
        bars.set(probabilities=np.where(o < SEEN, np.nan, o))
        cat, dogs = (in_figures(value, digits=2) for value in (near, far))
        readings.set(texts={"cat": cat, "dogs": dogs, "rate": rate, "x": x})
        numbers = {
            "updates": done, "loss": loss, "above the floor": loss - floor,
            "dog to cat": near, "dog to dogs": far,
            **{f"p(verb for {name})": o[ids].sum() for name, ids in verbs.items()},
        }  # fmt: skip
        return numbers, _sentence(done, n, numbers)

    return Explorer(
        figure=bars.figure,
        views=views,
        controls={
            "n": step_slider("n", 0, UPDATES, 0, meaning="how often the weights have been moved"),
            "rate": choice("rate", RATES, "0.02"),
            "x": choice("x", BEGINNINGS, "dog"),
        },
        show=show,
        prepare=prepare,
        presets={"400 updates": {"n": 400}, "too far": {"n": 50, "rate": "5"}},
        play="n",
        stride=STRIDE,
        tasks=TASKS,
        notice=NOTICE,
    )


def _who_parts():
    """Which distances between columns of U grow in the training of the shipped network."""
    (first, *_, last), _, _ = load_moments()
    grows = [_apart(last.U, "dog", word) > _apart(first.U, "dog", word) for word in ("cat", "dogs")]
    answers = {(1, 0): "dog to cat", (0, 1): "dog to dogs", (1, 1): "both"}
    return answers.get(tuple(grows), "neither")


def _what_giant_steps_do():
    """How the loss goes in the first 100 updates at the largest rate."""
    course = _course(RATES[-1])
    course.go_on(100, seconds=60)
    seen = course.losses[np.isfinite(course.losses)]
    if (seen[seen.argmin() :] > seen[0]).any():
        return "ups and downs"
    return "a faster fall" if seen[-1] < 2 else "hardly a fall"


def _is_half_way_down(loss):
    return loss < (np.log(17) + _lesson()[0].entropy_rate()) / 2


TASKS = [
    Task(
        text="Press ▶, or move n. Stop when dog is ten times as far from dogs as from cat.",
        done=lambda now: (
            now["rate"] == "0.02"
            and now["dog to dogs"] > 10 * now["dog to cat"]
            and now["n"] <= 200
        ),
        then="At about 115. The same words follow dog and cat: one push serves both.",
        begin={},
        guess=Question(
            "Two distances stand below the columns. Which will grow by training?",
            ["dog to cat", "dog to dogs", "both", "neither"],
            truth=_who_parts,
            because="dog and dogs need other verbs.",
        ),
        solution=({"n": 125},),
    ),
    Task(
        text="Go on, and stop as soon as the loss is half the way down from guessing to "
        "the best possible: 2.06.",
        done=lambda now: (
            now["rate"] == "0.02" and now["loss"] > 1.6 and _is_half_way_down(now["loss"])
        ),
        then="Half the way takes about 150 of 2,000 updates. All the others are for what is left, "
        "and do not quite do it.",
        begin={"n": 100},
        solution=({"n": 200},),
    ),
    Task(
        text="“dogs” was read. Go on from 200. Stop as soon as verbs for many have more than half "
        "of the probability.",
        done=lambda now: (
            now["rate"] == "0.02" and now["x"] == "dogs" and 0.5 < now["p(verb for many)"] < 0.65
        ),
        then="At about 350. At 200 it expected verbs for one after “dogs”, too: first it learned "
        "that a verb comes, then which.",
        begin={"n": 200, "x": "dogs"},
        solution=({"n": 350},),
    ),
    Task(
        text="With the rate 5, find an n at which the loss is higher than before training.",
        done=lambda now: now["rate"] == "5" and now["n"] > 0 and now["loss"] > 2.83,
        then="Weights jump by whole units: across the valley, up the other side.",
        begin={"rate": "5"},
        guess=Question(
            "The rate is now 5 instead of 0.02. What will the curve of the loss show?",
            ["a faster fall", "hardly a fall", "ups and downs"],
            truth=_what_giant_steps_do,
            because="Too large a step.",
        ),
        solution=({"n": 100},),
    ),
]
NOTICE = (
    "Training asks for one thing, a lower loss. That dog and cat push alike, and that verbs agree, "
    "came along with it."
)


@lecture_style()
def _figure(tokens, floor):
    """The columns of U on the left, the loss in the middle, the next words on the right."""
    figure, (sheet, middle, right) = lecture_figure(9, 4.1, ncols=3)
    figure.set_layout_engine("none")
    rows = {
        "cat": ("dog to cat", "parameter", 10, 40, 106),
        "dogs": ("dog to dogs", "parameter", 10, 17, 106),
        "rate": ("loss, at rate", "ink", 372, 396, 112),
        "x": ("next word, after", "ink", 640, 396, 146),
    }
    readings = LabelledNumbers(sheet, rows=rows)
    sheet.text(10, 396, "columns of $U$", va="center", fontsize=12)
    kinds = [sort_and_whole(KIND[word]) for word in tokens]
    names = [named(token) for token in tokens]
    arrows = WordArrows(
        sheet, tokens=names, kinds=kinds, middle=(172, 222), radius=118, room=(4, 58, 346, 384)
    )
    middle.set_position((400 / 900, 62 / 410, 200 / 900, 310 / 410))
    levels = {"guessing, ln 17": np.log(17), "best possible": floor}
    curve = LossCurve(middle, updates=UPDATES, limits=(1.0, HIGHEST), levels=levels)
    right.set_position((722 / 900, 34 / 410, 120 / 900, 350 / 410))
    bars = Bars(right, labels=names)
    bars.figure = figure
    return readings, arrows, curve, bars


def _sentence(done, n, numbers):
    """Say how far it is, what the loss is, and who has come near whom."""
    way = f" On the way to {n:,} updates." if done < n else ""
    loss, above, near, far = (
        in_figures(numbers[name], digits=2)
        for name in ("loss", "above the floor", "dog to cat", "dog to dogs")
    )
    begin = f"After {done:,} updates" if done else "Untrained,"
    return (
        f"{begin} the loss is {loss} nats a word, {above} above the best possible. In U, dog is "
        f"{near} from cat and {far} from dogs.{way}"
    )
