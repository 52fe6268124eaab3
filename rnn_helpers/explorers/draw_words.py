"""Chapter 06: probabilities become words, drawn hot or cold, among all words or the best k."""

from functools import lru_cache

import numpy as np

from ..forward_pass.language import to_draw_by
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, slider, step_slider, text
from ..training import SmallLanguage, load_model, mark, read_beginning, write_on
from ..views.boxes import Boxes
from ..views.curves.bars import Bars
from ..views.curves.drawn_counts import DrawnCounts
from ..views.sheets.marked_text import MarkedText
from ..views.style import COLOURS, lecture_figure, lecture_style
from .sentences import named, typed_words

MOST_WORDS, MOST = 8, 14  # of a beginning, and of what is written on
MOST_DRAWS, WORDS = 1000, 18
BEGINNING = "dogs who see cat"
SEEN = 0.005  # smaller probabilities have no number
NOT_DEFINED = "not defined"


def _written(draw, k):
    """Return the words that are written on after the beginning at T = 1."""
    params, vocab, _ = load_model("eight_units")
    rng = np.random.default_rng(draw)
    return tuple(write_on(params, vocab.ids(BEGINNING), rng=rng, top_k=k, most=MOST))


def _begins(now):
    """Whether the beginning is that of the start."""
    return now["x"].split() == BEGINNING.split()


def _how_many_greedy_texts():
    written = {_written(draw, 1) for draw in range(1, 21)}
    return "1" if len(written) == 1 else "2 to 19"


TASKS = [
    Task(
        text="Press ▶, or move n: the next word is drawn n times. Draw at least 100 times, until "
        "no line differs from its bar by more than 0.03.",
        done=lambda now: sum(now["came"]) >= 100 and now["gap"] <= 0.03,
        then="The share of a word settles at its p, slowly: for half the gap it takes about four "
        "times as many draws.",
        begin={},
        solution=({"n": 1000},),
    ),
    Task(
        text="Now look at the text. Raise T from 1, and stop as soon as a word of it is marked.",
        done=lambda now: (
            (now["wrong"] > 0 and now["T"] < 2.25)
            and (now["k"], now["draw"]) == (WORDS, 1)
            and _begins(now)
        ),
        then="Another draw breaks at another T. What rises for sure is the p of a wrong next word: "
        "0.001 at T = 1, 0.07 here.",
        begin={},
        solution=({"T": 2.2},),
    ),
    Task(
        text="At T = 5 about half of all texts break. Leave T and lower k from 18. Stop at the "
        "first text without a marked word.",
        done=lambda now: (
            (now["T"], now["k"], now["draw"]) == (5.0, 6, 1) and not now["wrong"] and _begins(now)
        ),
        then="Only the 6 likeliest words stay. But after “chase” 8 nouns are right: two of them "
        "can never come now.",
        begin="T = 5",
        solution=({"k": 6},),
    ),
    Task(
        text="k = 1 is called greedy. Put it there, then move draw to 20.",
        done=lambda now: (now["k"], now["draw"]) == (1, 20) and _begins(now),
        then="The likeliest word has all of p, whatever T and draw are.",
        guess=Question(
            "k = 1: how many different texts do the draws 1 to 20 write?",
            ["1", "2 to 19", "20"],
            truth=_how_many_greedy_texts,
            because="Nothing is left to chance.",
        ),
        begin={},
        solution=({"k": 1}, {"draw": 20}),
    ),
]
NOTICE = (
    "T moves probability to unlikely words, k shuts them out. k = 1 is greedy, k = 18 draws among "
    "all words."
)


def draw_words():
    """Return the explorer of drawing from p = softmax(z / T), cut to its k largest.

    n draws of the next word are counted; the first of them begins the text that is written on, in
    which each word is drawn in the same way and read in its turn, up to the full stop.

    Source: `training.load_model("eight_units")`, trained on `training.SmallLanguage`.
    """
    params, vocab, _ = load_model("eight_units")
    language = SmallLanguage()
    marked, state, bars, shares = _figure(vocab.tokens, params.hidden_size)

    @lru_cache(maxsize=1)  # who only moves n asks again and again for the same
    def drawn(ids, T, k, draw):
        z_t = read_beginning(params, ids).z[-1]
        p = to_draw_by(z_t, temperature=T, top_k=k)
        words = np.random.default_rng(draw).choice(len(p), size=MOST_DRAWS, p=p)
        rng = np.random.default_rng(draw)
        return p, words, write_on(params, ids, rng=rng, temperature=T, top_k=k, most=MOST)

    def show(n, T, k, draw, x):
        words, problem = typed_words(x, vocab, most=MOST_WORDS)
        ids = tuple(vocab.ids(words))
        p, next_words, written = drawn(ids, T, k, draw)
        n, written = (0, []) if problem else (n, written)
        counts = np.bincount(next_words[:n], minlength=len(p))
        all_words = [*words, *vocab.words(written)]
        marks = mark(all_words, language)
        wrong = [t for t, one_mark in enumerate(marks) if one_mark.right is False]
        marked.set(words=all_words, given=len(words), marked=wrong, open=False)
        state.set(numbers={"s": read_beginning(params, ids).last_state})
        bars.set(probabilities=np.where(p < SEEN, np.nan, p))
        shares.set(counts=counts)
        known = all(one_mark.right for one_mark in marks[: len(words)])
        numbers = {
            "p": p,
            "came": counts,
            "gap": np.abs(counts / n - p).max() if n else NOT_DEFINED,
            "p(wrong)": p[language.next_words(words) == 0].sum() if known else NOT_DEFINED,
            "wrong": len(wrong),
            "writes": " ".join(vocab.words(written)),
        }
        said = problem + " Nothing is read." if problem else ""
        return numbers, said or _sentence(words, vocab.tokens, n, marks, wrong, numbers)

    return Explorer(
        figure=bars.figure,
        views=[marked, state, bars, shares],
        controls={
            "n": step_slider("n", 0, MOST_DRAWS, 0, meaning="how often the next word is drawn"),
            "T": slider("T", 0.1, 10, 1.0, step=0.1, meaning="temperature", concept="output"),
            "k": step_slider("k", 1, WORDS, WORDS, meaning="only the k likeliest words are drawn"),
            "draw": step_slider("draw", 1, 20, 1, meaning="draw other words by chance"),
            "x": text(
                "x", BEGINNING, meaning="a beginning; words among " + ", ".join(vocab.tokens)
            ),
        },
        show=show,
        presets={"T = 5": {"T": 5.0}, "greedy": {"k": 1}},
        play="n",
        stride=20,
        tasks=TASKS,
        notice=NOTICE,
    )


@lecture_style()
def _figure(tokens, units):
    """The text on the left, below it the state; on the right a bar for each word to come."""
    figure, right = lecture_figure(9, 4.2)
    figure.set_layout_engine("none")
    right.set_position((0.54, 0.11, 0.33, 0.82))
    bars = Bars(right, labels=[named(token) for token in tokens])
    bars.figure = figure
    right.set_xlabel("")
    shares = DrawnCounts(right, rows=len(tokens), counts_at=1.42)
    sheet = figure.add_axes((0, 0, 1, 1), zorder=-1)
    sheet.set_axis_off()
    sheet.set(xlim=(0, 900), ylim=(0, 420))
    name = {"va": "center", "fontsize": 12, "color": COLOURS["ink"]}
    sheet.text(12, 405, "text", **name)
    sheet.text(12, 72, "state $s_t$ after the beginning", **name)
    sheet.text(487, 405, "next word: $p$", **{**name, "color": COLOURS["output"]})
    sheet.text(888, 405, "times drawn", ha="right", **name)
    cells = {"s": [(12 + 49 * i, 24, 49, 32) for i in range(units)]}
    state = Boxes(sheet, cells=cells, concept="hidden", size=14)
    return MarkedText(sheet, left=12, top=368, width=395), state, bars, shares


def _sentence(words, tokens, n, marks, wrong, numbers):
    """Say what was drawn, how likely a wrong word is, and what was written."""
    after = f"After “{' '.join(words[-3:])}”" if words else "At the beginning"
    p, counts = numbers["p"], numbers["came"]
    best = int(p.argmax())
    said = f"{after}, “{tokens[best]}” has p = {p[best]:.2f}"
    if n:
        said += f" and came {counts[best]} times in {n}, the largest gap {numbers['gap']:.3f}"
    if numbers["p(wrong)"] != NOT_DEFINED:
        said += f". A wrong next word has p = {numbers['p(wrong)']:.4f}"
    return f"{said}. " + (f"Marked: {marks[wrong[0]].why}." if wrong else "No word is marked.")
