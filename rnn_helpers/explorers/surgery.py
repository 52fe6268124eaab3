"""Chapter 11: the state of a network is pushed in mid-sentence, and the verb changes."""

from functools import lru_cache

import numpy as np

from ..formats import in_figures
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, slider, step_slider, text
from ..training import SmallLanguage, mark
from ..training.pushed_network import expected, first_turn, network, shares, written
from ..views.curves.bars import Bars
from ..views.curves.truth_ticks import TruthTicks
from ..views.plane.push_map import PushMap
from ..views.sheets.marked_text import MarkedText
from ..views.style import lecture_figure, lecture_style
from .sentences import named, typed_words

MOST_WORDS, MOST = 8, 6  # of a beginning, and of what is written on
BEGINNING = "dogs who see cat"
ALONG, ACROSS = 2.0, 1.5  # the farthest pushes
GRID = np.meshgrid(np.linspace(-ALONG, ALONG, 41), np.linspace(-ACROSS, ACROSS, 31))
FINE = np.arange(1, 201) * ALONG / 200  # pushes that are tried for the change of the verb
SEEN = 0.005  # smaller probabilities have no number


def _earlier():
    """Whether the push after “who” must be longer than the one after “cat”."""
    _, vocab, u, *_ = network()
    early, late = (first_turn(vocab.ids(BEGINNING), t, u, lengths=FINE) for t in (1, 3))
    return "as long" if early == late else "longer" if early > late else "shorter"


def _only(now, *moved):
    """Whether all controls but these stand where they stood."""
    start = {"d": 0.0, "e": 0.0, "t": 3, "n": 0, "x": BEGINNING}
    return all(now[name] == value for name, value in start.items() if name not in moved)


TASKS = [
    Task(
        text="Push along the number: raise δ, and stop as soon as verbs for one, sees and chases, "
        "get more than half.",
        done=lambda now: now["p(verb for one)"] > 0.5 and now["d"] < 0.5 and _only(now, "d"),
        then="At 0.40, a third of the way between the middles. The dogs are now one, for the "
        "network at least.",
        begin={},
        solution=({"d": 0.4},),
    ),
    Task(
        text="The push stands at 0.60. Raise n until the sentence has come to its full stop.",
        done=lambda now: now["finished"] and now["wrong"] and _only(now, "d", "n"),
        then="One word is wrong, and the network does not notice: for it, this was a sentence "
        "about one dog.",
        begin="pushed",
        solution=({"n": 6},),
    ),
    Task(
        text="Push across, by ε alone, as far as it goes on one side. Then look at the other.",
        done=lambda now: abs(now["e"]) == ACROSS and _only(now, "e"),
        then="The verb stays one for many on both sides. What shifts is whether it takes an "
        "object: “see” against “sleep”.",
        begin={},
        solution=({"e": 1.5},),
    ),
    Task(
        text="Set t to 1, and raise δ. Stop as soon as verbs for one get more than half.",
        done=lambda now: (
            now["p(verb for one)"] > 0.5
            and 0 < now["d"] <= 0.25
            and now["t"] == 1
            and _only(now, "d", "t")
        ),
        then="0.15 is enough; reading on, the network carries it to the verb.",
        begin={},
        guess=Question(
            "Pushed right after “who”, two words earlier: must the push be longer?",
            ["longer", "as long", "shorter"],
            truth=_earlier,
            because="Reading on enlarges it.",
        ),
        solution=({"t": 1}, {"d": 0.15}),
    ),
]
NOTICE = (
    "The number of the subject is a direction of the state. Push along it, and the network goes "
    "on as if it had read another noun."
)


def surgery():
    """Return the explorer of s_t + delta u + epsilon v, pushed after word t and then read on.

    u leads from the middle of the states at the end of a clause with a subject for many to those
    for one; v is at right angles to it.

    Source: `training.load_model("four_units")`, `training.mean_difference`.
    """
    (_, vocab, u, v, apart), language = network(), SmallLanguage()
    marked, pushes, bars, ticks = _figure(vocab.tokens, apart)

    @lru_cache(maxsize=1)  # who pushes asks again and again for the same map
    def shades(ids, t):
        every = np.outer(GRID[0], u) + np.outer(GRID[1], v)  # (31 * 41, 4)
        return shares(expected(ids, t, every))[0].reshape(GRID[0].shape)

    def show(d, e, t, n, x):
        words, problem = typed_words(x, vocab, most=MOST_WORDS)
        if not words:
            problem = problem or "Type the beginning of a sentence: at least one word."
        ids, push, t = tuple(vocab.ids(words)), d * u + e * v, min(t, len(words) - 1)
        drawn, p = written(ids, t, push, n if words else 0)
        before = expected((*ids, *drawn), t, 0 * push)
        all_words = [*words, *vocab.words(drawn)]
        marks = mark(all_words, language)
        wrong = [i for i, found in enumerate(marks) if found.right is False]
        ended = bool(drawn) and drawn[-1] == 0
        marked.set(words=all_words, given=len(words), marked=wrong, open=not (problem or ended))
        pushes.set(shades=shades(ids, t), push=(d, e))
        bars.set(probabilities=np.where(p < SEEN, np.nan, p))
        ticks.set(values=np.where(before < SEEN, np.nan, before))
        one, many = shares(p)
        numbers = {"wrong": len(wrong), "finished": int(ended)}
        numbers |= {"p(verb for one)": one, "p(verb for many)": many}
        if drawn:
            return numbers, problem or _on_writing(all_words, marks, wrong, ended)
        turn = np.inf
        if d and not e:
            turn = np.sign(d) * first_turn(ids, t, np.sign(d) * u, lengths=FINE)
        return numbers, problem or _sentence(words[t], d, e, one, many, turn)

    return Explorer(
        figure=bars.figure,
        views=[marked, pushes, bars, ticks],
        controls={
            "d": slider("δ", -ALONG, ALONG, 0.0, meaning="push along u, to one", concept="hidden"),
            "e": slider("ε", -ACROSS, ACROSS, 0.0, meaning="push across, along v",
                        concept="hidden"),
            "t": step_slider("t", 0, MOST_WORDS - 1, 3, meaning="the push comes after this word"),
            "n": step_slider("n", 0, MOST, 0, meaning="how many words the network writes on"),
            "x": text("x", BEGINNING, meaning="words among " + ", ".join(vocab.tokens)),
        },
        show=show,
        point={pushes.ax: lambda x, y: {"d": x, "e": y}},
        presets={"pushed": {"d": 0.6}},
        tasks=TASKS,
        notice=NOTICE,
    )  # fmt: skip


@lecture_style()
def _figure(tokens, apart):
    """The text on the left, below it the plane of pushes; on the right the next word."""
    figure, right = lecture_figure(9, 4.2)
    figure.set_layout_engine("none")
    right.set_position((0.66, 0.12, 0.26, 0.81))
    right.set_title("next word", loc="left")
    right.tick_params(axis="y", labelsize=11)
    bars = Bars(right, labels=[named(token) for token in tokens])
    bars.figure = figure
    sheet = figure.add_axes((0, 0, 1, 1), zorder=-1)
    sheet.set_axis_off()
    sheet.set(xlim=(0, 900), ylim=(0, 420))
    marked = MarkedText(sheet, left=24, top=396, width=470)
    below = figure.add_axes((0.055, 0.1, 0.42, 0.62))
    below.set_title("p(verb for one) after each push", loc="right")
    pushes = PushMap(
        below, reach=(ALONG, ACROSS), tick=round(apart, 2), labels=(r"\delta", r"\varepsilon")
    )
    return marked, pushes, bars, TruthTicks(right)


def _sentence(word, d, e, one, many, turn):
    """Say what was pushed, which verbs the network expects, and where that turned."""
    pushed = f"Pushed after “{word}” by δ = {in_figures(d, digits=2)} along the number"
    pushed += f" and ε = {in_figures(e, digits=2)} across" if e else ""
    first = pushed if d or e else "Nothing is pushed"
    now = f"{first}: verbs for one {one:.2f}, for many {many:.2f}."
    if abs(turn) > abs(d) + 1e-9:  # not yet: how far it is, the reader finds out
        return now
    return f"{now} The verb changed at δ = {in_figures(turn, digits=2)}."


def _on_writing(words, marks, wrong, ended):
    """Say what the network has written, and what is wrong with it."""
    told = f"Marked: {marks[wrong[0]].why}." if wrong else "No word breaks the grammar."
    end = "The sentence has come to its full stop." if ended else "The sentence goes on."
    return f"“{' '.join(words)}” {end} {told}"
