"""Chapter 04: the columns of U while a network learns: which words come to push alike?"""

from functools import cache

import numpy as np

from ..formats import in_figures
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, choice, step_slider
from ..training import SmallLanguage, load_moments
from ..training.small_language import KIND
from ..views.curves.falling_loss import FallingLoss
from ..views.curves.length_bars import LengthBars
from ..views.plane.word_arrows import WordArrows, bundle_names, sort_and_whole
from ..views.style import COLOURS, lecture_figure, lecture_style
from .sentences import named

RADIUS = 150  # pixels: of the longest column
ROOM = 4, 24, 396, 392  # of the names in the plane, in pixels
LONGEST = 130  # pixels: of the bar of two words that are as far apart as the circle is wide
LAST = 7  # stage
KEY = (  # of the marks
    *((690, 98, "■", "noun for one"), (690, 74, "□", "noun for many")),
    *((690, 44, "▲", "verb for one"), (690, 20, "△", "verb for many")),
)


@cache
def _training():
    """The eight kept networks, how often they had been moved, their losses, and the words."""
    return *load_moments(), SmallLanguage(clauses=False)


def distances(stage, word):
    """Return {other word: how far its column of U is from that of a word}, the nearest first."""
    networks, _, _, language = _training()
    U, tokens = networks[stage].U, language.vocab.tokens
    far = np.hypot(*(U - U[:, [tokens.index(word)]]))  # (17,)
    return {tokens[i]: float(far[i]) for i in np.argsort(far, kind="stable") if tokens[i] != word}


def _bundles():
    """How many tags there are at the end."""
    networks, _, _, language = _training()
    return len(bundle_names(networks[LAST].U, language.vocab.tokens, radius=RADIUS))


def _first():
    """The first stage at which no other word is as near to dog as cat, boy and girl are."""
    alike = {"cat", "boy", "girl"}
    return next(k for k in range(LAST + 1) if {*list(distances(k, "dog"))[:3]} == alike)


TASKS = [
    Task(
        text="Raise the stage from 0. Stop at the first one at which the three words nearest to "
        "dog carry one and the same mark.",
        done=lambda now: now["word"] == "dog" and now["stage"] == _first(),
        then="cat, boy and girl, after 150 of 20,000 updates. Nobody said that they are alike. But "
        "each can stand where dog can, so one push serves all.",
        begin={},
        solution=({"stage": 1}, {"stage": 2}, {"stage": 3}),
    ),
    Task(
        text="Go to the end of the training, and count the tags.",
        done=lambda now: now["stage"] == LAST,
        then="The nouns have two. Three words have one for themselves.",
        begin={},
        guess=Question(
            "17 words. How many tags will there be in the end, if near words share one?",
            truth=_bundles,
            because="Words that can stand in the same places have come together.",
        ),
        solution=({"stage": LAST},),
    ),
    Task(
        text="Two verbs stand alone, though the same word follows both. Choose one of them; look "
        "how far off the other is.",
        done=lambda now: now["stage"] == LAST and now["word"] in ("sleep", "run"),
        then="2.02. After both a full stop is certain, and any push that makes it certain will do: "
        "nothing held these two together.",
        begin={"stage": LAST},
        solution=({"word": "run"},),
    ),
]
NOTICE = (
    "Nobody told it what words mean. Words that can stand in the same places came together: the "
    "nouns for one, the nouns for many."
)


def learned_columns():
    """Return the explorer of the columns of U at eight moments of a training.

    The network has two units, so each word's column is an arrow in the plane.

    Source: `training.load_moments()`, the training of `two_units` on `training.SmallLanguage`.
    """
    networks, updates, losses, language = _training()
    tokens = language.vocab.tokens
    said = [named(word) for word in tokens]
    views = arrows, lengths, loss = _figure(said, updates, losses, language.entropy_rate())

    def show(stage, word):
        U, i = networks[stage].U, tokens.index(word)
        apart = np.hypot(*(U - U[:, [i]]))  # (17,)
        longest = np.hypot(*U).max()
        arrows.set(columns=U, chosen=i)
        numbers = np.where(np.arange(len(tokens)) == i, np.nan, apart)
        lengths.set(
            lengths=apart * LONGEST / (2 * longest),
            numbers=numbers,
            title=f"distance from {named(word)}",
        )
        loss.set(now=stage)
        near = distances(stage, word)
        numbers = {
            "updates": updates[stage],
            "loss": losses[stage],
            "nearest": ", ".join(list(near)[:3]),
        }
        return numbers, _which_is_near(word, near, updates[stage], losses[stage])

    return Explorer(
        figure=loss.figure,
        views=views,
        controls={
            "stage": step_slider("stage", 0, LAST, 0, meaning="moment of the training"),
            "word": choice("word", tokens, "dog"),
        },
        show=show,
        play="stage",
        tasks=TASKS,
        notice=NOTICE,
    )


@lecture_style()
def _figure(words, updates, losses, least):
    """The plane of the columns on the left, the distances in the middle, the loss on the right."""
    figure, right = lecture_figure(9, 4.2)
    figure.set_layout_engine("none")
    right.set_position((712 / 900, 180 / 420, 150 / 900, 200 / 420))
    sheet = figure.add_axes((0, 0, 1, 1), zorder=-1)
    sheet.set_axis_off()
    sheet.set(xlim=(0, 900), ylim=(0, 420))
    for x, name in ((10, "columns of $U$"), (690, "loss")):
        sheet.text(x, 405, name, va="center", fontsize=13)
    for x, y, mark, meaning in KEY:
        sheet.text(x, y, mark, va="center", color=COLOURS["parameter"])
        sheet.text(x + 22, y, meaning, va="center", fontsize=12)
    kinds = [sort_and_whole(KIND.get(word, "")) for word in words]
    arrows = WordArrows(
        sheet, tokens=words, kinds=kinds, middle=(196, 208), radius=RADIUS, room=ROOM
    )
    lengths = LengthBars(sheet, labels=words, left=486, top=378, row=22)
    loss = FallingLoss(right, losses=losses, updates=updates, named=[0, 4, 7], least=least)
    loss.figure = figure
    return arrows, lengths, loss


def _which_is_near(word, near, updates, loss):
    first = ", ".join(
        f"{named(w)} {in_figures(far, digits=2)}" for w, far in list(near.items())[:3]
    )
    last, far = list(near.items())[-1]
    return (
        f"After {updates:,} updates the loss is {in_figures(loss, digits=2)}. Nearest to "
        f"{named(word)} are {first}; farthest is {named(last)}, {in_figures(far, digits=2)}."
    )
