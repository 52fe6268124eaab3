"""Chapter 00: a trained network finishes a sentence, with all of its memory or less."""

from functools import lru_cache

import numpy as np

from ..formats import in_figures
from ..lessons.tasks import Task
from ..panel import Explorer, slider, step_slider, text
from ..training import SmallLanguage, load_model, mark, read_beginning, write_on
from ..views.boxes import Boxes
from ..views.curves.bars import Bars
from ..views.sheets.marked_text import MarkedText
from ..views.style import lecture_figure, lecture_style
from .sentences import named, typed_words

MOST_WORDS, MOST = 12, 24  # of a beginning, and of what is written on
BEGINNING = "dogs who see cat"
SEEN = 0.005  # smaller probabilities have no number
VERBS = "sleeps runs sees chases", "sleep run see chase"  # of one, of many


def finish_sentence():
    """Return the explorer of o_t = softmax(V s_t + c) behind a beginning, and of what it writes on.

    s_t = tanh(U x_t + g W s_{t-1} + b): g is the memory. Each next word is drawn from o_t and read
    in its turn, up to the full stop.

    Source: `training.load_model("eight_units")`, trained on `training.SmallLanguage`.
    """
    params, vocab, _ = load_model("eight_units")
    language = SmallLanguage()
    marked, state, bars = _figure(vocab.tokens, params.hidden_size)
    one, many = (vocab.ids(verbs) for verbs in VERBS)

    @lru_cache(maxsize=1)  # who plays asks again and again for the same text
    def finished(ids, g, draw):
        rng = np.random.default_rng(draw)
        return write_on(params, ids, rng=rng, memory=g, most=MOST)

    def show(n, x, g, draw):
        words, problem = typed_words(x, vocab, most=MOST_WORDS)
        ids = vocab.ids(words)
        drawn = [] if problem else finished(tuple(ids), g, draw)[:n]
        trace = read_beginning(params, [*ids, *drawn], memory=g)
        p, s_t = trace.o[-1], trace.s[-1]  # (18,), (8,)
        all_words = [*words, *vocab.words(drawn)]
        marks = mark(all_words, language)
        wrong = [t for t, one_mark in enumerate(marks) if one_mark.right is False]
        ended = bool(drawn) and drawn[-1] == 0
        marked.set(words=all_words, given=len(words), marked=wrong, open=not problem and not ended)
        state.set(numbers={"s": s_t})
        bars.set(probabilities=np.where(p < SEEN, np.nan, p))
        numbers = {
            "finished": int(ended),
            "wrong": len(wrong),
            "writes": " ".join(vocab.words(drawn)) or "nothing",
            "s_t": s_t,
            "p(full stop)": p[0],
            "p(verb for one)": p[one].sum(),
            "p(verb for many)": p[many].sum(),
        }
        said = problem + " Nothing is read." if problem else ""
        return numbers, said or _sentence(all_words, marks, wrong, ended, p, vocab.tokens)

    return Explorer(
        figure=bars.figure,
        views=[marked, state, bars],
        controls={
            "n": step_slider("n", 0, MOST, 0, meaning="how many words the network writes on"),
            "g": slider("g", 0, 1, 1.0, meaning="memory: W is multiplied by it", concept="hidden"),
            "draw": step_slider("draw", 1, 20, 1, meaning="draw other words by chance"),
            "x": text(
                "x", BEGINNING, meaning="a beginning; words among " + ", ".join(vocab.tokens)
            ),
        },
        show=show,
        presets={
            "dog": {"x": "dog"},
            "no memory": {"g": 0.0, "n": MOST},
        },
        play="n",
        tasks=TASKS,
        notice=NOTICE,
    )


TASKS = [
    Task(
        text="Press ▶, or move n: the network writes on, word by word. Go on to the full stop.",
        done=lambda state: state["finished"] and state["n"] > 0,
        then="Each word is drawn by chance, as often as its bar says, then read in its turn.",
        solution=({"n": 8},),
    ),
    Task(
        text="Back at the beginning, lower the memory g. Stop as soon as verbs for one, sees and "
        "chases, get more than half.",
        done=lambda state: state["p(verb for one)"] > 0.5 and state["g"] > 0.6 and state["n"] == 0,
        then="At 0.7 the dogs are forgotten: “cat” stands nearer. Only what is carried has shrunk.",
        begin={},
        solution=({"g": 0.7},),
    ),
    Task(
        text="Now the noun stands next to the verb. Take all memory away: bring g to 0. "
        "Does the verb still fit?",
        done=lambda state: state["x"].split() == ["dog"] and state["g"] == 0 and state["n"] == 0,
        then="It fits. The word just read needs no memory; whatever stands farther back does.",
        begin="dog",
        solution=({"g": 0.0},),
    ),
    Task(
        text="Without memory no full stop comes here. Raise g until a sentence ends and no word is "
        "marked.",
        done=lambda state: state["finished"] and not state["wrong"] and state["n"] > 0,
        then="A noun may be the subject or the object. Only the state tells, and so whether the "
        "sentence is over.",
        begin="no memory",
        solution=({"g": 0.9},),
    ),
]
NOTICE = (
    "Each word comes in anew. What stood farther back the network knows from its state alone: "
    "that is what the state is for."
)


@lecture_style()
def _figure(tokens, units):
    """The text on the left, below it the state; on the right a bar for each word to come."""
    figure, right = lecture_figure(9, 4.2)
    figure.set_layout_engine("none")
    right.set_position((0.655, 0.08, 0.26, 0.86))
    bars = Bars(right, labels=[named(token) for token in tokens])
    bars.figure = figure
    right.set_xlabel("")
    sheet = figure.add_axes((0, 0, 1, 1), zorder=-1)
    sheet.set_axis_off()
    sheet.set(xlim=(0, 900), ylim=(0, 420))
    for x, y, name in ((12, 405, "text"), (12, 72, "state $s_t$"), (590, 405, "next word")):
        sheet.text(x, y, name, va="center", fontsize=12)
    cells = {"s": [(12 + 54 * i, 24, 54, 32) for i in range(units)]}
    state = Boxes(sheet, cells=cells, concept="hidden", size=15)
    return MarkedText(sheet, left=12, top=368, width=490), state, bars


def _sentence(words, marks, wrong, ended, p, tokens):
    """Say what is expected next, or that the sentence is finished; and what is wrong first."""
    if wrong:
        first = f"Marked: {marks[wrong[0]].why}."
        more = f" {len(wrong)} words are marked." if len(wrong) > 1 else ""
    else:
        first, more = "No word breaks the grammar.", ""
    if ended:
        return f"The sentence has come to its full stop. {first}{more}"
    best = np.argsort(-p, kind="stable")[:3]
    after = f"After “{' '.join(words[-3:])}”" if words else "At the beginning"
    likely = ", ".join(f"“{tokens[i]}” {in_figures(p[i], digits=2)}" for i in best)
    return f"{after} the network expects {likely}. {first}{more}"
