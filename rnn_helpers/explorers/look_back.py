"""Chapter 05: a table that looks a few words back, beside a network that carries a state."""

import numpy as np

from ..formats import in_figures
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, step_slider, text
from ..training import SmallLanguage, load_model, read_beginning
from ..training.counting_tables import best_table_row
from ..views.curves.bars import Bars
from ..views.curves.growth import Growth
from ..views.style import lecture_figure
from .sentences import named, typed_words

MOST_WORDS, FARTHEST = 8, 5  # of a beginning; how many words a table looks back at most
BEGINNING = "dogs who see cat"
KINDS = (
    ("full stop", "."),
    ("noun", "dog cat boy girl dogs cats boys girls"),
    ("who", "who"),
    ("verb for one", "sleeps runs sees chases"),
    ("verb for many", "sleep run see chase"),
)
SEEN = 0.005  # smaller probabilities have no number


def _is(now, words):
    return now["x"].split() == words.split()


def _enough_words():
    """How many of the last words tell after “cat who dogs see” that a verb for one must come."""
    language = SmallLanguage()
    seen = language.vocab.ids("cat who dogs see")
    one = language.vocab.ids(dict(KINDS)["verb for one"])
    enough = (n for n in range(1, 5) if best_table_row(language, seen[-n:])[one].sum() > 0.99)
    return str(next(enough))


TASKS = [
    Task(
        text="Raise n: let the table see more words, until it too expects nothing but verbs for "
        "many.",
        done=lambda now: _is(now, BEGINNING) and now.get("largest gap", 1) < 0.02,
        then="Three words back it sees “who”, and knows enough. It has become 18 times as large "
        "for it.",
        solution=({"n": 3},),
    ),
    Task(
        text="Raise n to the first table that expects nothing but verbs for one.",
        done=lambda now: (
            _is(now, "cat who dogs see") and now["n"] == 4 and now.get("largest gap", 1) < 0.03
        ),
        then="It must see “cat”: 1,889,568 numbers. The network has its 182 as before.",
        guess=Question(
            "After “cat who dogs see”: how many words must a table see?",
            ["2", "3", "4"],
            truth=_enough_words,
            because="The verb agrees with “cat”.",
        ),
        begin={"x": "cat who dogs see", "n": 2},
        solution=({"n": 4},),
    ),
    Task(
        text="One word back. Type a beginning of three words or more after which this is enough: "
        "all bars alike. Which last word leaves no doubt?",
        done=lambda now: (
            now["n"] == 1 and now.get("largest gap", 1) < 0.02 and len(now["x"].split()) > 2
        ),
        then="How far back one has to look depends on the place. A table pays for the worst one.",
        begin={"n": 1},
        solution=({"x": "girl sees boys runs"}, {"x": "dogs see cat ."}),
    ),
]
NOTICE = (
    "Each word farther back makes the table 18 times as large. The network keeps its 182 numbers: "
    "the past is in its state."
)


def look_back():
    """Return the explorer of the best table of n + 1 words in a row, beside a trained network.

    The table: p(next word | the n words before), exactly. The network: o_t = softmax(V s_t + c),
    s_t = tanh(U x_t + W s_{t-1} + b), with as many numbers for every n.

    Source: `training.load_model("four_units")`, trained on `training.SmallLanguage`.
    """
    params, vocab, _ = load_model("four_units")
    language = SmallLanguage()
    tables = [len(vocab) ** (n + 1) for n in range(1, FARTHEST + 1)]
    own = sum(getattr(params, letter).size for letter in "UWVbc")
    figure, bars, growth = _figure(vocab.tokens, tables, own)

    def show(n, x):
        words, problem = typed_words(x, vocab, most=MOST_WORDS)
        ids = vocab.ids(words)
        seen = [0, *ids][max(len(ids) + 1 - n, 0) :]  # every text begins behind a full stop
        p, o = best_table_row(language, seen), read_beginning(params, ids).o[-1]  # (18,)
        for each, values in zip(bars, (p, o)):
            each.set(probabilities=np.where(values < SEEN, np.nan, values))
        growth.set(now=n)
        known = not np.isnan(p).any()
        gap = {"largest gap": np.abs(p - o).max()} if known else {}
        sentence = _sentence(vocab.words(seen), p, o, tables[n - 1], own, vocab.tokens)
        return {"table": tables[n - 1], "network": own, **gap}, problem or sentence

    return Explorer(
        figure=figure,
        views=[*bars, growth],
        controls={
            "n": step_slider("n", 1, FARTHEST, 2, meaning="how many words back the table looks"),
            "x": text(
                "x", BEGINNING, meaning="a beginning; words among " + ", ".join(vocab.tokens)
            ),
        },
        show=show,
        tasks=TASKS,
        notice=NOTICE,
    )


def _figure(tokens, tables, own):
    """The table's bars, the network's bars, and how many numbers each of them needs."""
    figure, (left, middle, right) = lecture_figure(9, 4.1, ncols=3)
    labels = [named(token) for token in tokens]
    bars = Bars(left, labels=labels, symbol="p"), Bars(middle, labels=[""] * len(labels))
    left.tick_params(axis="y", labelsize=11)
    for ax, name in zip((left, middle, right), ("table", "network", "how many numbers")):
        ax.set_title(name, loc="center")
    grows, stays = ("table", tables, "ink"), ("network", [own] * len(tables), "parameter")
    growth = Growth(right, grows=grows, stays=stays, powers=range(0, 9, 2))
    right.set_xlabel("$n$, words back")
    return figure, bars, growth


def _sentence(seen, p, o, table, own, tokens):
    """Say what the table sees and expects, what the network expects, and what they cost."""
    read = f"sees “{' '.join(seen)}”"
    if np.isnan(p).any():
        return (
            f"The table {read}: no text of the language has these words in a row, so it has no "
            f"row for them. The network expects {_likely(o, tokens)}."
        )
    return (
        f"The table {read} and expects {_likely(p, tokens)}; the network, from its state, "
        f"{_likely(o, tokens)}. They hold {table:,} and {own} numbers."
    )


def _likely(p, tokens):
    """The three most probable kinds of words, with their probabilities."""
    kinds = {kind: p[[tokens.index(word) for word in words.split()]].sum() for kind, words in KINDS}
    best = sorted((-share, kind) for kind, share in kinds.items() if share >= SEEN)[:3]
    return ", ".join(f"{kind} {in_figures(-share, digits=2)}" for share, kind in best)
