"""Chapter 05: a sentence of the reader's own, the states it leads through, and their path."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..machines.examples import dog_bites_man
from ..panel import Explorer, slider, step_slider, text
from ..views.plane.state_plane import StatePlane
from ..views.sheets.unrolled import HEIGHT, WIDTH, Unrolled
from ..views.style import COLOURS, lecture_figure, lecture_style

MOST_WORDS = 8  # find room in the picture
ALL = MOST_WORDS - 1  # as t: every sentence to its end
COMPARED = "dog bites man"
GREY = f"Grey, for comparison: “{COMPARED}” from (0, 0)."
LONGEST = 20  # letters of an unknown word that are repeated


def typed_words(line, vocab, *, most):
    """Return (words, problem) for a line that a reader has typed: one of the two is empty.

    Blanks of any kind and number part words. Nothing is left out or mended in silence: a word
    that is not in the vocabulary, also one with a capital or a full stop, is named.

    Parameters
    ----------
    line : str, whatever was typed
    vocab : Vocab
    most : int, how many words the picture has room for

    Returns
    -------
    words : list of tokens; empty at a problem, and for a line without words
    problem : "", or one or two sentences that say what is wrong and what to type instead
    """
    words = line.split()
    unknown = next((t for t, word in enumerate(words) if word not in vocab.tokens), None)
    if unknown is not None:
        return [], _unknown(words[unknown], unknown + 1, vocab.tokens)
    if len(words) > most:
        return [], f"{len(words)} words are too many for the picture: type at most {most}."
    return words, ""


def _unknown(word, place, tokens):
    """Say which word is unknown, which one may be meant, and which words there are."""
    bare = "".join(letter for letter in word.casefold() if letter.isalnum())
    said = word if word.isprintable() else ascii(word)[1:-1]
    said = said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
    known = ", ".join(f"“{token}”" for token in tokens[:6]) + (" …" if len(tokens) > 6 else "")
    hint = f" Capitals and signs count: try “{bare}”." if bare in tokens else ""
    return f"Word {place}, “{said}”, is not in the vocabulary {known}.{hint}"


def sentence_reader():
    """Return the explorer of s_t = tanh(U x_t + W s_{t-1} + b) for a sentence typed in.

    Grey in the plane is, for comparison, the path of "dog bites man" from (0, 0).

    Source: the post's loop; the network is `machines.dog_bites_man`.
    """
    params, vocab = dog_bites_man()
    compared = forward_propagation(vocab.ids(COMPARED), params)
    grid, plane = _figure(np.vstack([compared.s0, compared.s]))
    end = compared.last_state

    def show(t, x, s01, s02):
        words, problem = typed_words(x, vocab, most=MOST_WORDS)
        ids = vocab.ids(words)
        trace = forward_propagation(ids, params, s0=[s01, s02])
        path = np.vstack([trace.s0, trace.s])  # (T + 1, 2), the initial state first
        now = min(t, len(ids) - 1)
        known = path[: now + 2]
        grid.set(tokens=["?"] if problem else words, ids=ids, s=known, now=now)
        unread = np.full((MOST_WORDS - now - 1, 2), np.nan)
        plane.set(path=np.vstack([known, unread]), now=now + 1)
        sentence = problem + " Nothing is read." if problem else _where(words, t, path, end)
        return {"T": len(ids), "s_t": known[-1], "s": trace.s}, sentence

    return Explorer(
        figure=grid.figure,
        views=[grid, plane],
        controls={
            "t": step_slider("t", -1, ALL, -1, meaning="the word that is read last"),
            "x": text("x", COMPARED, meaning="words among " + ", ".join(vocab.tokens)),
            "s01": slider("s₋₁,₁", -1, 1, 0.0, meaning="unit 1 at the start", concept="hidden"),
            "s02": slider("s₋₁,₂", -1, 1, 0.0, meaning="unit 2 at the start", concept="hidden"),
        },
        show=show,
        presets={
            "man bites dog": {"x": "man bites dog", "t": ALL},
            "eight words": {"x": " ".join(["dog bites man bites"] * 2), "t": ALL},
            "dog × 8": {"x": " ".join(["dog"] * MOST_WORDS), "t": ALL},
            "unknown word": {"x": "dog eats man", "t": ALL},
        },
        play="t",
    )


@lecture_style()
def _figure(path):
    """The unrolled network on the left, on the right the plane with the path to compare with."""
    figure, left = lecture_figure(9, HEIGHT / 100)
    left.set_position((0, 0, WIDTH / 900, 1))
    grid = Unrolled(left, steps=MOST_WORDS)
    grid.figure = figure
    right = figure.add_axes((630 / 900, 36 / HEIGHT, 230 / 900, 230 / HEIGHT))
    plane = StatePlane(right, steps=MOST_WORDS, labels=("s_{t,1}", "s_{t,2}"))
    right.plot(
        *path.T, ":s", color=COLOURS["context"], markersize=8, markerfacecolor="white",
        markeredgewidth=1.4, linewidth=1.4, zorder=0.5,
    )  # fmt: skip
    return grid, plane


def _where(words, t, path, end):
    """Say what is read, where the state stands, and at last how far from the grey path's end.

    The sentence may end before the slider does: then t is the place of the last word.
    """
    T = len(words)
    if t < 0 or T == 0:
        start = f"the state is the initial one, {in_figures(path[0], digits=2)}"
        left = "The line is empty: nothing to step to" if T == 0 else f"“{words[0]}” comes next"
        return f"t = −1, nothing is read: {start}. {left}. {GREY}"
    now = min(t, T - 1)
    state = in_figures(path[now + 1], digits=2)
    if now < T - 1:
        return f"t = {now}: after “{' '.join(words[: now + 1])}” the state is {state}. {GREY}"
    away = f"{np.linalg.norm(path[-1] - end):.2f} from where the grey path ends"
    past = f" The slider has run on to {t}; past the last word nothing moves." if t > now else ""
    return (
        f"t = {now}, the last word: after “{' '.join(words)}” the state is {state}, {away}.{past}"
    )
