"""Chapter 08: the plane of the trained network, and the places at which its grammar stands."""

import numpy as np

from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, step_slider, text
from ..training import SmallLanguage, load_model, mark, read_beginning
from ..training.grammar_heaps import NEAR, heaps_at, states_of_the_grammar
from ..views.plane.places_and_ways import PlacesAndWays
from ..views.plane.state_plane import StatePlane
from ..views.sheets.marked_text import MarkedText
from ..views.style import COLOURS, lecture_figure, lecture_style
from .sentences import typed_words

MOST = 8  # words
CAT = ["dogs", "see", "cat"]
TEXTS = {1: "dogs see cat .", 2: " ".join(MOST * ["dog"])}  # of each part, at first
PRESETS = {1: {"two sentences": {"x": "dog sees cats . dogs sleep .", "n": 7}}, 2: {}}
NAMES = {  # where the name of each state of the grammar is written, and how it is aligned
    "full stop": (1.1, 1.0, "left"),
    "singular subject": (-0.95, -1.13, "left"),
    "plural subject": (-0.98, 1.12, "left"),
    "intransitive verb": (1.23, -0.86, "left"),
    "transitive verb": (1.02, 0.27, "left"),
    "object": (1.23, -1.02, "left"),
}
WAYS = {  # from, to: words on the way, how far it bends, where they are written
    ("full stop", "singular subject"): ("dog", 0, (-0.3, -0.37)),
    ("full stop", "plural subject"): ("dogs", -0.07, (0.2, 0.9)),
    ("singular subject", "intransitive verb"): ("sleeps", -0.07, (0, -0.91)),
    ("singular subject", "transitive verb"): ("sees", 0, (0.1, -0.34)),
    ("plural subject", "intransitive verb"): ("sleep", 0, (-0.35, 0.32)),
    ("plural subject", "transitive verb"): ("see", 0, (-0.1, 0.62)),
    ("transitive verb", "object"): ("dog, dogs", 0.25, (0.72, -0.25)),
    ("object", "full stop"): ("full stop", 0.35, (1.36, -0.3)),
}


def grammar_places(part=1):
    """Return the explorer of s_t = tanh(U x_t + W s_{t-1} + b), word by word, in its own plane.

    Parameters
    ----------
    part : which tasks: 1 for sentences, 2 for one word again and again

    Raises
    ------
    ValueError : another part

    Source: `training.load_model("two_units")`, trained on sentences without clauses.
    """
    if part not in TEXTS:
        raise ValueError(f"part expects 1 or 2, got {part!r}")
    params, vocab, _ = load_model("two_units")
    language = SmallLanguage(clauses=False)
    plane, written = _figure(states_of_the_grammar())

    def show(n, x):
        words, problem = typed_words(x, vocab, most=MOST)
        words = words[:n]
        s = read_beginning(params, vocab.ids(words)).s  # (n + 1, 2), row 0 behind a full stop
        path = np.full((MOST + 1, 2), np.nan)
        path[: len(s)] = s
        plane.set(path=path, now=len(s) - 1)
        wrong = [t for t, one in enumerate(mark(words, language)) if one.right is False]
        written.set(words=words, given=len(words), marked=wrong, open=not problem)
        heaps = heaps_at(s[-1])
        numbers = {"read": len(words), "s_t": s[-1], "heap": " or ".join(heaps) or "none"}
        return numbers, problem or _sentence(words, heaps, wrong)

    return Explorer(
        figure=plane.figure,
        views=[plane, written],
        controls={
            "n": step_slider("n", 0, MOST, 0, meaning="how many of the words are read"),
            "x": text("x", TEXTS[part], meaning="words among " + ", ".join(vocab.tokens)),
        },
        show=show,
        presets=PRESETS[part],
        play="n",
        tasks=TASKS[part],
        notice=NOTICE[part],
    )


def _where_cat_ends():
    params, vocab, _ = load_model("two_units")
    s = read_beginning(params, vocab.ids("dogs see cat")).s[-1]
    return heaps_at(s)[-1]


def _begins_anew(now):
    """Whether one word has been read since a full stop that ended a sentence, without a slip."""
    words = now["x"].split()[: now["read"]]
    slips = [one.right is False for one in mark(words, SmallLanguage(clauses=False))]
    return words[-2:-1] == ["."] and not any(slips)


def _for_ever(now):
    """The word that is read again and again, to the end; None where it is not one alone."""
    words = now["x"].split()
    return words[0] if now["read"] == now["n"] == MOST and len(set(words)) == 1 else None


def _still_moves(now):
    params, vocab, _ = load_model("two_units")
    s = read_beginning(params, vocab.ids(now["x"])).s
    return np.hypot(*(s[-1] - s[-2])) > NEAR


TASKS = {
    1: [
        Task(
            text="Read dogs see cat: move n to 3.",
            done=lambda now: now["n"] == now["read"] == 3 and now["x"].split()[:3] == CAT,
            then="As a first word the same cat leads to the bottom left: the past decides.",
            guess=Question(
                "dogs see cat: where does “cat” lead?",
                ["singular subject", "object"],
                truth=_where_cat_ends,
                because="It comes from the verb.",
            ),
            begin={},
            solution=({"n": 3},),
        ),
        Task(
            text="Bring the state into the heap of the plural subjects, with a whole sentence and "
            "its full stop before.",
            done=lambda now: now["heap"] == "plural subject" and _begins_anew(now),
            then="A full stop wipes the slate: whatever stood before it, the next sentence begins "
            "at the same place.",
            begin="two sentences",
            solution=({"x": "dog sleeps . boys", "n": 8},),
        ),
        Task(
            text="Break the grammar: type words after which the state stands in no heap.",
            done=lambda now: now["heap"] == "none",
            then="There is no heap for “wrong”. Most slips end in the lower right or upper left "
            "one, the others in none.",
            begin={},
            solution=({"x": "dogs sleeps", "n": 2},),
        ),
    ],
    2: [
        Task(
            text="Read dog, and dog again: move n to 8. Watch where the state stays.",
            done=lambda now: _for_ever(now) == "dog",
            then="The first dog leads to the singular subjects, the second to the objects, and "
            "there it stays: at the fixed point of dog.",
            begin={},
            solution=({"n": 8},),
        ),
        Task(
            text="Type another word eight times, one with which the state never comes to rest.",
            done=lambda now: _for_ever(now) is not None and _still_moves(now),
            then="A full stop for ever jumps to and fro, a cycle of two. See and chase go round, "
            "too.",
            begin={"n": 8},
            solution=({"x": " ".join(MOST * ["."])},),
        ),
    ],
}
NOTICE = {
    1: "Six states of the grammar, five heaps: the two that share a heap have the same future. It "
    "keeps what is still needed, no more.",
    2: "Most heaps are no ends: a word, read again, leads on from them. A sentence reads it once.",
}


@lecture_style()
def _figure(places):
    """The plane on the right, and the words that were read on the left of it."""
    figure, ax = lecture_figure(9, 4.5)
    figure.set_layout_engine("none")
    ax.set_position((0.3, 0.1, 0.5, 0.82))
    ax.set_title("state")
    plane = StatePlane(ax, steps=MOST, labels=("s_{t,1}", "s_{t,2}"))
    ax.set(xlim=(-1.12, 1.15), ylim=(-1.22, 1.22))
    PlacesAndWays(ax, places=places, names=NAMES, ways=WAYS)
    brace = {"fontsize": 27, "color": COLOURS["hidden"], "va": "center"}
    ax.text(1.08, -0.93, "{", **brace)  # both names stand for the whole heap
    plane.figure = figure
    sheet = figure.add_axes((0, 0, 1, 1), zorder=-1)
    sheet.set_axis_off()
    sheet.set(xlim=(0, 900), ylim=(0, 450))
    sheet.text(12, 426, "read", va="center")
    return plane, MarkedText(sheet, left=12, top=386, width=230)


def _sentence(words, heaps, wrong):
    """Say in which heap the state stands, and whether a word broke the grammar."""
    after = f"After “{' '.join(words[-3:])}”" if words else "Before the first word"
    stands = f"in the heap {' or '.join(heaps)}" if heaps else "in no heap"
    broken = f" “{words[wrong[0]]}” breaks the grammar." if wrong else ""
    return f"{after} the state stands {stands}.{broken}"
