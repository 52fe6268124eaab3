"""Chapter 07: one run over a sentence of the reader's own, in three linked pictures."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..machines.examples import dog_bites_man
from ..panel import Explorer, step_slider, text
from ..views.curves.bars import Bars
from ..views.over_time.timeline import Timeline, Tokens
from ..views.plane.state_plane import StatePlane
from ..views.style import lecture_figure
from .sentences import MOST_WORDS, SENTENCES, typed_words
from .weights import NO_RECURRENCE, OTHER_START, changed, controls, groups


def linked_views():
    """Return the explorer of one run: states over time, their path, the output of step t.

    The sentence is typed in. What cannot be read is answered under the picture.

    Source: the post's loop; the network is `machines.dog_bites_man`.
    """
    start, vocab = dog_bites_man()
    figure, (left, middle, right) = lecture_figure(9, 3.6, ncols=3, width_ratios=[1.5, 1.15, 1])
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
            "man bites dog": {"x": SENTENCES[1], "t": 2},
            "five words": {"x": "dog bites man bites dog", "t": MOST_WORDS - 1},
            "W = 0": {**NO_RECURRENCE, "t": 2},
            "another start": {**OTHER_START, "t": 2},
        },
        groups=groups(SENTENCES, vocab),
        play="t",
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
