"""Chapter 07: one run over a sentence of the reader's own, in three linked pictures."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import dog_bites_man
from ..panel import Explorer, step_slider, text
from ..views.curves.bars import Bars
from ..views.over_time.timeline import Timeline, Tokens
from ..views.plane.state_plane import StatePlane
from ..views.style import lecture_figure
from .sentences import MOST_WORDS, SENTENCES, typed_words
from .weights import NO_RECURRENCE, OTHER_START, at_first, changed, controls, groups, stand


def _expects(now):
    """The words that are likeliest next; none when nothing is read."""
    o_t, tokens = now["o_t"], dog_bites_man()[1].tokens
    return [token for token, o_ti in zip(tokens, o_t) if o_ti > max(o_t) - 1e-6]


def _states(now):
    """How many different states the run reaches."""
    return len(np.unique(now["s"].round(9), axis=0))


def _expects_another_at():
    """The step at which the likeliest word is another one from the other start."""
    start, vocab = dog_bites_man()
    x, s0 = vocab.ids(SENTENCES[0]), [*OTHER_START.values()]
    one, other = forward_propagation(x, start).o, forward_propagation(x, start, s0=s0).o
    return np.flatnonzero(one.argmax(axis=1) != other.argmax(axis=1)).item()


START = at_first(SENTENCES, *dog_bites_man())
TASKS = [
    Task(
        text="Put t at 1: after “dog bites” it expects man. Type another first word, so that "
        "after “bites” it expects dog.",
        done=lambda now: (
            now["x"].split()[1:2] == ["bites"]
            and now["t"] == 1
            and _expects(now) == ["dog"]
            and stand(now, START, "x")
        ),
        then="Unit 1 is below 0 after “bites” now. Its sign there says whether dog came first, or "
        "another word.",
        begin={},
        solution=({"t": 1}, {"x": SENTENCES[1]}),
    ),
    Task(
        text="Move t to the step at which it expects another word than from (0, 0).",
        done=lambda now: now["t"] == 1 and stand(now, {**START, **OTHER_START}),
        then="dog (0.45) instead of man. At t = 2 little is left of the start.",
        guess=Question(
            "It starts from (−1, 1). At which step does it expect another word?",
            ["t = 0", "t = 1", "t = 2"],
            truth=lambda: f"t = {_expects_another_at()}",
            because="At t = 2 little is left of the start.",
        ),
        begin="another start",
        solution=({"t": 1},),
    ),
    Task(
        text="Type five words that reach as many different states as they can.",
        done=lambda now: (
            now["T"] == MOST_WORDS
            and _states(now) == 3
            and stand(now, {**START, **NO_RECURRENCE}, "x")
        ),
        then="One for each word: without W the state is tanh of the word's column.",
        guess=Question(
            "Without W, how many different states can a sentence of five words reach?",
            ["2", "3", "5"],
            truth=lambda: len(np.unique(np.tanh(dog_bites_man()[0].U), axis=1).T),
            because="Without W the state is tanh of the word's column.",
        ),
        begin="W = 0",
        solution=({"x": "man bites dog bites man"},),
    ),
    Task(
        text="Type a sentence after which dog and man are equally likely.",
        done=lambda now: (
            now["x"].split()[: now["t"] + 1] == ["bites"]
            and _expects(now) == ["dog", "man"]
            and stand(now, START, "x")
        ),
        then="Only “bites” alone does it: it leaves unit 1 at 0, and the scores of dog and man are "
        "−2 and 2 times unit 1.",
        begin={},
        solution=({"x": "bites"},),
    ),
]
NOTICE = (
    "What it expects depends on where the state stands, and on nothing else. W carries the past "
    "there; what an old start adds fades."
)


def linked_views():
    """Return the explorer of one run: states over time, their path, the output of step t.

    The sentence is typed in. What cannot be read is answered under the picture.

    Source: the post's loop; the network is `machines.dog_bites_man`.
    """
    start, vocab = dog_bites_man()
    figure, panels = lecture_figure(9, 3.6, ncols=3, width_ratios=[1.5, 1.15, 1])
    left, middle, right = panels
    for panel, name in zip(panels, ("state", "path of the state", "next word")):
        panel.set_title(name, loc="left", pad=22 if panel is middle else 8)
    timeline = Timeline(
        left, steps=MOST_WORDS, units=2, symbol=r"s_{t,}\!", tokens=[""] * MOST_WORDS
    )
    tokens = Tokens(left, steps=MOST_WORDS)
    plane = StatePlane(middle, steps=MOST_WORDS, labels=("s_{t,1}", "s_{t,2}"))
    bars = Bars(right, labels=vocab.tokens)
    line = text("x", SENTENCES[0], meaning="words among " + ", ".join(vocab.tokens))

    def show(t, x, s01, s02, **weights):
        words, problem = typed_words(x, vocab, most=MOST_WORDS)
        trace = forward_propagation(vocab.ids(words), changed(start, weights), s0=[s01, s02])
        now = min(t, len(words) - 1)  # -1 when nothing is read
        written = ["?"] if problem else words
        tokens.set(tokens=written + [""] * (MOST_WORDS - len(written)))
        unread = np.full((MOST_WORDS - len(words), 2), np.nan)
        path = np.vstack([trace.s0, trace.s, unread])  # the initial state first
        timeline.set(values=path, now=now + 1)
        plane.set(path=path, now=now + 1)
        o_t = trace.o[now] if words else np.empty(0)
        bars.set(probabilities=o_t if words else [np.nan] * len(vocab))
        numbers = {"T": len(words), "s": trace.s, "o_t": o_t}
        return numbers, _sentence(words, problem, now, t, trace, vocab)

    return Explorer(
        figure=figure,
        views=[timeline, tokens, plane, bars],
        controls={
            "t": step_slider("t", 0, MOST_WORDS - 1, 0, meaning="the word that was read last"),
            **controls(SENTENCES, start, vocab, x=line),
        },
        show=show,
        presets={
            "W = 0": {**NO_RECURRENCE, "t": 2},
            "another start": {**OTHER_START, "t": 2},
        },
        groups=groups(SENTENCES, vocab),
        play="t",
        tasks=TASKS,
        notice=NOTICE,
    )


def _sentence(words, problem, now, t, trace, vocab):
    """What is wrong with the line, or what is read, where the state stands, what is expected."""
    if problem:
        return f"{problem} Nothing is read, and no word is guessed."
    if not words:
        state = in_figures(trace.s0, digits=2)
        return f"The line is empty: the state is the initial one, {state}, and no word is guessed."
    where = f"t = {now}" + (", the last word" if now == len(words) - 1 else "")
    past = f" The slider stands at {t}, past the end." if t > now else ""
    return (
        f"{where}: after “{' '.join(words[: now + 1])}” the state is "
        f"{in_figures(trace.s[now], digits=2)}; {_likeliest(trace.o[now], vocab)}.{past}"
    )


def _likeliest(o_t, vocab):
    """The word with the largest probability, or all of them when they are equal."""
    best = [f"“{vocab.tokens[i]}”" for i in np.flatnonzero(np.isclose(o_t, o_t.max()))]
    if len(best) == 1:
        return f"the likeliest next word is {best[0]}, with {o_t.max():.2f}"
    return f"equally likely as the next word are {' and '.join(best)}, with {o_t.max():.2f} each"
