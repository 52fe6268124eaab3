"""Chapter 14: a network that looks back at all words, and where each word looks."""

from dataclasses import replace

import numpy as np

from ..formats import in_figures
from ..forward_pass.cells import log_softmax
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, choice, step_slider, text
from ..successors import attend
from ..training import SmallLanguage, load_attention, load_model, mark, read_beginning
from ..views.curves.bars import Bars
from ..views.curves.truth_ticks import TruthTicks
from ..views.curves.word_bars import WordBars
from ..views.style import lecture_figure
from .sentences import named, typed_words

SENTENCE = "dogs who see cat see boys"
MOST_WORDS = 6  # the seventh position is the full stop's, behind which a sentence begins
LEARNED, NONE = "as learned", "all 0"
SEEN = 0.005  # smaller probabilities have no number


def _most_seen():
    """The word that "cat" looks at most, in the sentence of the start."""
    params, vocab, _ = load_attention()
    words = SENTENCE.split()[:4]
    alpha = attend([0, *vocab.ids(words)], params).alpha[-1]
    return ["full stop", *words][alpha.argmax()]


def _mixed(now):
    """Whether "cat" is read after the first three words in another order."""
    first, words = SENTENCE.split()[:4], now["x"].split()
    return now["t"] == 3 and sorted(words[:3]) == sorted(first[:3]) and words[3:4] == first[3:]


TASKS = [
    Task(
        text="Move t to 3: now “cat” looks.",
        done=lambda now: now["t"] == 3 and now["x"] == SENTENCE and now["P"] == LEARNED,
        then="The next verb must fit “dogs”. It looks three words back, past the clause.",
        begin={},
        guess=Question(
            "After “dogs who see cat”: at which word does “cat” look?",
            ["see", "cat", "dogs"],
            truth=_most_seen,
            because="That noun says which verb.",
        ),
        solution=({"t": 3},),
    ),
    Task(
        text="Move t to a later word that looks at nothing but the full stop before the sentence.",
        done=lambda now: (
            now["t"] >= 2
            and now["alpha"][0] > 0.95
            and now["x"] == SENTENCE
            and now["P"] == LEARNED
        ),
        then="After “see” any noun may follow, whatever came before. The weights must sum to 1; "
        "here they rest.",
        begin={"t": 3},
        solution=({"t": 4},),
    ),
    Task(
        text="Type three words, the last of them “cat”, such that “cat” looks most at the word "
        "before it.",
        done=lambda now: (
            now["x"].split()[2:] == ["cat"]
            and now["t"] == 2
            and now["alpha"].argmax() == 2
            and now["P"] == LEARNED
        ),
        then="A verb before it says that “cat” is the object, and that a full stop comes next.",
        begin={"x": "dogs who cat", "t": 2},
        solution=({"x": "dogs see cat"},),
    ),
    Task(
        text="P is all 0 now. Put the first three words into another order: do the bars of "
        "attention move?",
        done=lambda now: (
            now["P"] == NONE and _mixed(now) and now["x"].split()[:3] != SENTENCE.split()[:3]
        ),
        then="The last word sees all. Each weight goes with its word, and a sum has no order.",
        begin={"x": "dogs who see cat", "t": 3, "P": NONE},
        solution=({"x": "see dogs who cat"},),
    ),
]
NOTICE = (
    "Nothing is carried: each word asks anew, finds what it needs by what it is and where it "
    "stands, and all words ask at once."
)


def who_looks_where():
    """Return the explorer of alpha_tj, and of the next word beside the truth and an RNN's.

    s_t = tanh(e_t + W sum_j alpha_tj e_j), e_t = U x_t + P_t, o_t = softmax(V s_t + c)

    Source: `training.load_attention()`; the RNN is `training.load_model("eight_units")`.
    """
    params, vocab, _ = load_attention()
    rnn, language = load_model("eight_units")[0], SmallLanguage()
    without = replace(params, P=np.zeros_like(params.P))
    figure, looks, bars, ticks = _figure(vocab.tokens)

    def show(t, P, x):
        words, problem = typed_words(x, vocab, most=MOST_WORDS)
        if not words:
            problem = problem or "Type the beginning of a sentence: at least one word."
        t = min(t, len(words) - 1)
        ids = [0, *vocab.ids(words)]
        look = attend(ids, params if P == LEARNED else without)
        z = look.z[t + 1], read_beginning(rnn, ids[1:]).z[t + 1]
        looks.set(words=["full stop", *words], weights=look.alpha[t + 1], now=t + 1)
        p = _truth(words[: t + 1], language)
        numbers = {"alpha": look.alpha[t + 1]}
        for name, each, tick, z_t in zip(("attention", "RNN"), bars, ticks, z):
            log_o = log_softmax(z_t)
            each.set(probabilities=np.where(np.exp(log_o) < SEEN, np.nan, np.exp(log_o)))
            tick.set(values=np.where(p > 0, p, np.nan))
            if not np.isnan(p).any():
                gap = np.log(np.where(p > 0, p, 1)) - log_o
                numbers[f"KL {name}"] = float((p * gap).sum())
        return numbers, problem or _sentence(["full stop", *words], t + 1, numbers)

    return Explorer(
        figure=figure,
        views=[looks, *bars, *ticks],
        controls={
            "t": step_slider("t", 0, MOST_WORDS - 1, 0, meaning="the word that looks"),
            "P": choice("P", [LEARNED, NONE], LEARNED),
            "x": text("x", SENTENCE, meaning="words among " + ", ".join(vocab.tokens)),
        },
        show=show,
        play="t",
        tasks=TASKS,
        notice=NOTICE,
    )


def _truth(words, language):
    """p (18,), NaN where the grammar is broken."""
    if any(one.right is False for one in mark(words, language)):
        return np.full(len(language.vocab), np.nan)
    return language.next_words(words)


def _figure(tokens):
    """The weights, and the next word twice: by attention and by the RNN."""
    figure, (left, *rest) = lecture_figure(9, 4.1, ncols=3, width_ratios=[1.5, 1, 1])
    looks = WordBars(left, places=MOST_WORDS + 1)
    labels = [named(token) for token in tokens]
    bars = [Bars(ax, labels=names) for ax, names in zip(rest, (labels, [""] * len(labels)))]
    rest[0].tick_params(axis="y", labelsize=11)
    for ax, name in zip((left, *rest), ("weights", "next word: attention", "RNN")):
        ax.set_title(name, loc="center")
    return figure, looks, bars, [TruthTicks(ax) for ax in rest]


def _sentence(words, t, numbers):
    """Say at which word t looks most, and how far both networks are from the truth."""
    alpha = numbers["alpha"]
    most = alpha.argmax()
    where = "itself" if most == t else f"“{words[most]}”" if most else "the full stop before all"
    looks = f"“{words[t]}” looks most at {where}, {in_figures(alpha[most], digits=2)}."
    if "KL RNN" not in numbers:
        return f"{looks} The words break the grammar: there is no true next word."
    kl = (in_figures(numbers[f"KL {name}"], digits=4) for name in ("attention", "RNN"))
    return f"{looks} KL from the truth: attention {next(kl)}, RNN {next(kl)} nats."
