"""Chapter 07: a trained network reads a beginning, then its own words, one sub-step at a time."""

from functools import cache, lru_cache

import numpy as np

from ..formats import in_figures
from ..forward_pass import forward_propagation, generate
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, step_slider, text
from ..training import load_model, start_state
from ..views.sheets.flow import Flow
from ..views.sheets.flow_layouts import A_FEW_OF_MANY, WIDTH
from ..views.sheets.stored_rows import StoredRows
from ..views.style import lecture_figure
from .live_flow import SUB_STEPS, one_step, what_happens
from .sentences import typed_words

T = 4  # words, given or drawn: the longest sentence of the language without clauses
BEGINNING = "dog sees cats ."
COLUMNS, ROWS = 4, 5  # of U, of V, that the sheet has room for


def own_words():
    """Return the explorer of one step of a trained network that goes on with words it has drawn.

    s_{-1} is the state after a full stop. Of the words the sheet shows the columns of U that are
    read, and the five words that are likeliest next.

    Source: `training.load_model("two_units")`; `forward_pass.generate` draws the words.
    """
    params, vocab, _ = load_model("two_units")
    s0 = start_state(params)
    figure, ax = lecture_figure(WIDTH / 100, A_FEW_OF_MANY.height / 100)
    flow = Flow(ax, layout=A_FEW_OF_MANY)
    rows = StoredRows(ax, corner=(545, 122), steps=T, outputs=(120,), token=66)

    @lru_cache(maxsize=8)  # who plays asks again and again for the same text
    def read_on(ids, draw):
        rng = np.random.default_rng(draw)
        drawn = generate(ids, params, length=T - len(ids), rng=rng, s0=s0)
        return [*ids, *drawn], forward_propagation([*ids, *drawn], params, s0=s0)

    def show(n, x, draw):
        words, problem = typed_words(x, vocab, most=T)
        if problem or not words:
            return _nothing(flow, rows, s0, problem)
        t, k = divmod(n - 1, len(SUB_STEPS))
        ids, trace = read_on(tuple(vocab.ids(words)), draw)
        read, done = vocab.words(ids), [part for _, part, _ in SUB_STEPS[: k + 1]]
        columns = _columns(ids, len(vocab))
        likely = np.argsort(-trace.o[t], kind="stable")[:ROWS]
        numbers = _of_these(one_step(ids[t], trace, params, t=t), columns, likely)
        for _, later, _ in SUB_STEPS[k + 1 :]:
            del numbers[later]
        own = t >= len(words)
        flow.set(
            numbers=numbers, column=columns.index(ids[t]), now=done[-1], time=f"t = {t}",
            inputs=vocab.words(columns), outputs=vocab.words(likely),
            also=["x_t"] if own and k == 0 else [],
        )  # fmt: skip
        rows.set(
            x=[word if row <= t else "" for row, word in enumerate(read)],
            s=_written(trace.s, t + ("s_t" in done), s0),
            o=_likeliest(trace.o, t + ("o_t" in done), vocab),
            read=t - 1,
            written={"s_t": ("s", t), "o_t": ("o", t)}.get(done[-1]),
        )
        known = {"s_{t-1}": numbers["s_{t-1}"]}
        known |= {part: numbers[part] for part in done if part in ("a_t", "s_t")}
        if "o_t" in done:
            known["p(full stop)"] = trace.o[t, 0]
        told = {"t": t, "sub-step": SUB_STEPS[k][0], "text": " ".join(read[: t + 1])}
        return told | known, _sentence(read, t, k, own, numbers[done[-1]], vocab.words(likely))

    return Explorer(
        figure=figure,
        views=[flow, rows],
        controls={
            "n": step_slider("n", 1, len(SUB_STEPS) * T, 1, meaning="sub-steps done"),
            "x": text(
                "x", BEGINNING, meaning=f"1 to {T} words among " + ", ".join(vocab.tokens)
            ),
            "draw": step_slider("draw", 1, 20, 1, meaning="draw other words by chance"),
        },
        show=show,
        presets={"dog alone": {"n": 24, "x": "dog"}},
        play="n",
        tasks=TASKS,
        notice=NOTICE,
    )  # fmt: skip


def _columns(ids, K):
    """The ids whose columns of U are shown: those that are read, and more up to COLUMNS."""
    return list(dict.fromkeys([*ids, *range(1, K)]))[:COLUMNS]


def _of_these(numbers, columns, likely):
    """The numbers of one step for some of the words: columns of U, rows of V."""
    return {
        **numbers,
        "x_t": numbers["x_t"][columns],
        "U": numbers["U"][:, columns],
        **{part: numbers[part][likely] for part in ("V", "c", "z_t", "o_t")},
    }


def _written(s, rows, s0):
    """The post's array s: NaN where nothing is written yet, the initial state last."""
    s = np.vstack([s, s0])
    s[rows:-1] = np.nan
    return s


def _likeliest(o, rows, vocab):
    """The likeliest word of each row of o that is written, with its probability."""
    texts = [f"{vocab.tokens[o_t.argmax()]} {o_t.max():.2f}" for o_t in o]
    return [text if t < rows else "" for t, text in enumerate(texts)]


def _nothing(flow, rows, s0, problem):
    """Nothing can be read: empty boxes."""
    flow.set(numbers={}, column=None, now=None, time="", inputs=[], outputs=[])
    rows.set(x=[""] * T, s=_written(np.zeros((T, 2)), 0, s0), o=[""] * T, read=None)
    said = problem or "The line is empty: type at least one word."
    return {"t": 0, "sub-step": "none", "text": ""}, f"{said} Nothing is read."


def _sentence(read, t, k, own, value, likely):
    """What the sub-step does; where a word comes from that nobody typed; what is likeliest."""
    said = what_happens(read[t], t, k, value)
    if own and k == 0:
        return f"{said} Nobody typed it: it was drawn from row {t - 1} of o."
    if k < 4:
        return said
    said = said.partition(". ")[0]
    return f"{said}. The five likeliest, {', '.join(likely)}: {in_figures(value, digits=2)}."


def _after_dog(draw):
    """The words read, and o, when dog stands alone in the line."""
    params, vocab, _ = load_model("two_units")
    s0, ids = start_state(params), vocab.ids("dog")
    ids += generate(ids, params, length=T - 1, rng=np.random.default_rng(draw), s0=s0)
    return vocab.words(ids), forward_propagation(ids, params, s0=s0).o


@cache
def _first_drawn():
    return _after_dog(1)[0][1]


def _rows_that_another_draw_changes():
    """Which rows of o differ between any two draws."""
    o = np.array([_after_dog(draw)[1] for draw in range(1, 21)])  # (draws, T, K)
    changed = tuple(np.ptp(o, axis=0).max(axis=1) > 0)
    told = {(True,) * T: "all", (False, *[True] * (T - 1)): "all but row 0", (False,) * T: "none"}
    return told[changed]


TASKS = [
    Task(
        text="Move n to the first sub-step at which o gives the full stop more than 0.99.",
        done=lambda now: now["n"] == 18 and now["x"].split() == BEGINNING.split(),
        then="After “dog sees cats” nothing else can come. A noun stood at t = 0, too: only the "
        "state tells that this one is the object.",
        begin={},
        solution=({"n": 18},),
    ),
    Task(
        text="Row 1 of x was drawn from row 0 of o. Change draw until it is another word.",
        done=lambda now: (
            now["x"].split() == ["dog"]
            and now["t"] >= 1
            and now["text"].split()[1] != _first_drawn()
        ),
        then="Row 0 is made of the start and dog; draw only picks from it.",
        guess=Question(
            "You change draw. Which rows of o can change?",
            ["all", "all but row 0", "none"],
            truth=_rows_that_another_draw_changes,
            because="Other words are read from row 1 on.",
        ),
        begin="dog alone",
        solution=({"draw": 2},),
    ),
    Task(
        text="Leave only the first word in the line. Change draw until a second sentence begins at "
        "t = 3.",
        done=lambda now: (
            len(now["x"].split()) == 1 and now["text"].split()[2:3] == ["."] and now["t"] == 3
        ),
        then="A full stop is a word like any other. It brings the state back to where every text "
        "begins, and writing goes on.",
        begin={"n": 24},
        solution=({"x": "dog"}, {"draw": 2}),
    ),
]
NOTICE = (
    "Two things come back at t + 1, the word that was drawn and the state. With both it can write "
    "as long as it likes."
)
