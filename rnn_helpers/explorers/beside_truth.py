"""Chapter 11: what a network of four units expects, beside the truth; and where its state goes."""

from functools import lru_cache

import numpy as np

from ..dynamics.principal_plane import principal_plane
from ..formats import in_figures
from ..forward_pass.cells import log_softmax
from ..forward_pass.forward import forward_propagation
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, step_slider, text
from ..training import SmallLanguage, load_model, mark, read_beginning, start_state
from ..training.measures import divergence
from ..views.curves.bars import Bars
from ..views.curves.truth_ticks import TruthTicks
from ..views.plane.marked_cloud import MarkedCloud
from ..views.plane.state_plane import StatePlane
from ..views.plane.words_on_path import WordsOnPath
from ..views.style import COLOURS, lecture_figure
from ..views.texts import Texts, figures, pixels_from
from .sentences import named, typed_words

MOST_WORDS = 10
SENTENCE = "dogs who see cat sleep ."
CLOUD = 600  # words of fresh text, whose states are the grey marks
SHAPES = {  # how the grammar's states end; a filled mark is for one, a hollow one for many
    "full stop": "P", "subject": "o", "who": "^", "noun": "D", "who, verb": "s", "clause": "*",
    "intransitive verb": "X", "transitive verb": "v", "object": "d",
}  # fmt: skip
VERBS = "sleeps runs sees chases", "sleep run see chase"  # of one, of many
SEEN = 0.005  # smaller probabilities have no number


def _at_the_end():
    """Whether the states stand apart where only the full stop is to come."""
    params, vocab, _ = load_model("four_units")
    ends = [vocab.ids(text) for text in ("dogs sleep", "dogs see cat")]
    a, b = (read_beginning(params, ids).last_state for ids in ends)
    return "far apart" if np.linalg.norm(a - b) > 0.1 else "almost the same"


TASKS = [
    Task(
        text="Move t through the sentence, from its first word to the full stop. Stop at the word "
        "after which the KL is largest.",
        done=lambda now: now["x"] == SENTENCE and now["KL"] > 0.0045,
        then="After “cat”: 0.0046 nats. There the clause ends, and the verb to come must agree "
        "with the dogs.",
        begin={"t": 0},
        solution=({"t": 3},),
    ),
    Task(
        text="Type “dogs see cat”, and move t to “cat”. Has the ring moved?",
        done=lambda now: now["x"].split() == ["dogs", "see", "cat"] and now["t"] >= 2,
        then="Both need only a full stop, so one place is enough for both.",
        begin="dogs sleep",
        guess=Question(
            "After “dogs sleep” and “dogs see cat”: are the states far apart?",
            ["far apart", "almost the same"],
            truth=_at_the_end,
            because="What follows is the same.",
        ),
        solution=({"x": "dogs see cat"}, {"t": 2}),
    ),
]
NOTICE = (
    "What must be told apart to go on stands apart; what need not be may share a place. Nobody "
    "told the network so."
)


def beside_truth():
    """Return the explorer of o_t beside the truth p_t, and of s_t in its principal plane.

    KL = sum_i p_i ln(p_i / o_i), in nats, is how far o_t is from p_t.

    Source: `training.load_model("four_units")`, trained on `training.SmallLanguage`.
    """
    params, vocab, _ = load_model("four_units")
    language = SmallLanguage()
    plane, found, kinds = _window()
    figure, (left, right) = lecture_figure(9, 4.2, ncols=2, width_ratios=[1.45, 1])
    left.set_title("state", loc="center")
    right.set_title("next word", loc="center")
    cloud = MarkedCloud(left, points=found, kinds=kinds, marks=_marks(language.states))
    path = StatePlane(left, steps=MOST_WORDS, labels=(r"\mathrm{PC}_1", r"\mathrm{PC}_2"))
    written = WordsOnPath(left)
    bars = Bars(right, labels=[named(token) for token in vocab.tokens])
    right.tick_params(axis="y", labelsize=11)
    ticks, distance = TruthTicks(right), Texts(right, colour=COLOURS["ink"], size=18, ha="right")
    distance.move(pixels_from(right, (1.05, len(vocab) - 1)))
    one, many = (vocab.ids(verbs) for verbs in VERBS)

    def show(t, x):
        words, problem = typed_words(x, vocab, most=MOST_WORDS)
        if not words:
            problem = problem or "Type the beginning of a sentence: at least one word."
        t, marks = min(t, len(words) - 1), mark(words, language)
        trace = read_beginning(params, vocab.ids(words))
        points = trace.s @ plane.T / 2  # (T + 1, 2): s has length 2 at most, the plane 1
        seen = np.full((MOST_WORDS + 1, 2), np.nan)
        seen[: t + 2] = points[: t + 2]
        path.set(path=seen, now=t + 1)
        written.set(path=points, words=words, known=t + 1)
        possible = not any(m.right is False for m in marks[: t + 1])
        kind = marks[t].state if words else "full stop"
        cloud.set(kind=kind if possible else None)
        p, o, kl = _compared(trace.z[t + 1], words[: t + 1], language, possible)
        bars.set(probabilities=np.where(o < SEEN, np.nan, o))
        ticks.set(values=p)
        distance.set(texts=[] if kl is None else [(0, 0, f"KL {figures(kl)}")])
        numbers = {
            **({} if kl is None else {"KL": kl}),
            "s_t": trace.s[t + 1],
            "p(verb for one)": o[one].sum(),
            "p(verb for many)": o[many].sum(),
        }
        return numbers, problem or _sentence(
            words[: t + 1], marks[: t + 1], np.nan_to_num(p) - o, kl, vocab
        )

    return Explorer(
        figure=figure,
        views=[cloud, path, written, bars, ticks, distance],
        controls={
            "t": step_slider("t", 0, MOST_WORDS - 1, 0, meaning="the word read last"),
            "x": text("x", SENTENCE, meaning="words among " + ", ".join(vocab.tokens)),
        },
        show=show,
        presets={"dogs sleep": {"x": "dogs sleep", "t": 1}},
        play="t",
        tasks=TASKS,
        notice=NOTICE,
    )


@lru_cache(maxsize=1)
def _window():
    """The principal plane (2, H) of a fresh text, where its states stand, and their names."""
    params, vocab, _ = load_model("four_units")
    language = SmallLanguage()
    ids = language.draw(CLOUD, rng=np.random.default_rng(5))
    s = forward_propagation(ids, params, s0=start_state(params)).s
    found = principal_plane(s)
    return found.axes, found.points / 2, [m.state for m in mark(vocab.words(ids), language)]


def _marks(states):
    """{state of the grammar: (marker, filled)}; the shape tells the place in the sentence."""
    shape = {
        state: next(SHAPES[end] for end in sorted(SHAPES, key=len)[::-1] if state.endswith(end))
        for state in states
    }
    return {state: (shape[state], not state.startswith("plural")) for state in states}


def _compared(z, words, language, possible):
    """The true p (K,), o (K,), and KL; after a text that is not of the language p is NaN."""
    log_o = log_softmax(z)
    if not possible:
        return np.full(len(log_o), np.nan), np.exp(log_o), None
    p = language.next_words(words)
    return np.where(p > 0, p, np.nan), np.exp(log_o), float(divergence(p, log_o))


def _sentence(read, marks, gap, kl, vocab):
    """Say where the grammar stands, how far the network is from the truth, and at which word."""
    if kl is None:
        wrong = next(m for m in marks if m.right is False)
        return f"No such text is in the language: {wrong.why}. So there is no true next word."
    worst = np.abs(gap).argmax()
    return (
        f"Read: “{' '.join(read[-4:])}”. Grammar: {marks[-1].state}. KL {in_figures(kl, digits=4)} "
        f"nats. The largest gap is at “{vocab.tokens[worst]}”, {abs(gap[worst]):.4f}."
    )
