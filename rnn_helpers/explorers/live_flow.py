"""Chapter 07: the whole forward pass, one sub-step at a time."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import dog_bites_man
from ..panel import Explorer, step_slider
from ..views.sheets.flow import Flow
from ..views.sheets.flow_layouts import HEIGHT, WIDTH
from ..views.sheets.stored_rows import StoredRows
from ..views.style import lecture_figure
from .sentences import SENTENCES, readable
from .weights import NO_RECURRENCE, OTHER_START, at_first, changed, controls, groups, stand

# The sub-steps of one step: name, what it computes, and how.
SUB_STEPS = (
    ("embed", "U x_t", "{word} picks its column of U"),
    ("recur", "W s_{t-1}", "W turns {before} into what the past adds"),
    ("add", "a_t", "the word, the past and b are added up"),
    ("tanh", "s_t", "tanh squeezes the sums into the new state, row {t} of s"),
    ("logits", "z_t", "V and c give each token of the vocabulary a score"),
    ("softmax", "o_t", "the scores become probabilities, row {t} of o"),
)


def _outputs(now):
    """Return o (T, 3) of the whole sentence, of which the state holds one step."""
    start, vocab = dog_bites_man()
    weights = {name: now[name] for name in now if name[1:].isdigit() and name[0] in "UWbc"}
    x, s0 = vocab.ids(now["x"]), [now["s01"], now["s02"]]
    return forward_propagation(x, changed(start, weights), s0=s0).o


def _reads_row(row):
    """Which word's step makes its state from this row of s."""
    params, vocab = dog_bites_man()
    x = vocab.ids(SENTENCES[0])
    s = forward_propagation(x, params).s
    made = [forward_propagation([x_t], params, s0=s[row]).s[0] for x_t in x]
    (word,) = [w for w, one, s_t in zip(vocab.words(x), made, s) if np.allclose(one, s_t)]
    return word


def _rows_moved_by_c2():
    """How many rows of s change with c_2."""
    start, vocab = dog_bites_man()
    x = vocab.ids(SENTENCES[0])
    one, other = (forward_propagation(x, changed(start, {"c2": c2})).s for c2 in (6.0, 2.0))
    return {0: "none", 1: "one", 3: "all"}[int((one != other).any(axis=1).sum())]


START = at_first(SENTENCES, *dog_bites_man())
TASKS = [
    Task(
        text="Press the right arrow key on n, step by step, until three columns of numbers flow "
        "into one box.",
        done=lambda now: now["sub-step"] == "add",
        then="Only at add do they meet: what the word gives, the bias, and what the past gives.",
        begin={},
        solution=({"n": 3},),
    ),
    Task(
        text="Move n to the first sub-step at which the thick frame stands on row 1.",
        done=lambda now: now["n"] == 13,
        then="n = 13: step t reads row t − 1. So dog's step, t = 0, reads row −1.",
        guess=Question(
            "Step t writes row t of s. Which word's step reads row 1?",
            ["dog", "bites", "man"],
            truth=lambda: _reads_row(1),
            because="Step t reads row t − 1.",
        ),
        begin="another start",
        solution=({"n": 13},),
    ),
    Task(
        text="Under c, lower c₂ until row 0 of o gives bites at most 0.50.",
        done=lambda now: (
            now["n"] >= 6 and stand(now, START, "c2", "x") and _outputs(now)[0, 1] <= 0.5
        ),
        then="Nothing flows back from the output: all rows of o have changed, none of s.",
        guess=Question(
            "You change c₂. How many of the rows of s change with it?",
            ["none", "one", "all"],
            truth=_rows_moved_by_c2,
            because="s is computed without c.",
        ),
        begin="last step",
        solution=({"c2": 1.5},),
    ),
    Task(
        text="Without W, row 1 of o gives dog and man 0.34 each: who bit is forgotten. Raise one "
        "number of W until man has 0.50.",
        done=lambda now: (
            stand(now, {**START, **NO_RECURRENCE}, "W11") and _outputs(now)[1, 2] >= 0.5
        ),
        then="Only W₁₁ leads from unit 1, where dog has left its mark, back to unit 1, which "
        "tells man from dog.",
        begin="W = 0",
        solution=({"W11": 0.5},),
    ),
]
NOTICE = (
    "The past has one way into a step, the state: row t − 1 of s is read, row t is written, and "
    "nothing flows back from o."
)


def live_flow(*sentences):
    """Return the explorer of one step in its six sub-steps, each box with its number.

    Parameters
    ----------
    sentences : words among dog, bites, man, equally many in each, at most five; three sentences
        when left out

    Raises
    ------
    ValueError : a word outside the vocabulary, an empty or too long sentence, several lengths

    Source: the post's picture embed -> hidden -> softmax.
    """
    start, vocab = dog_bites_man()
    tasks, notice = ((), "") if sentences else (TASKS, NOTICE)
    sentences, T = readable(sentences, vocab)
    figure, ax = lecture_figure(WIDTH / 100, HEIGHT / 100)
    flow, rows = Flow(ax), StoredRows(ax, corner=(545, 104), steps=T)
    words = {"inputs": vocab.tokens, "outputs": vocab.tokens}

    def show(n, x, s01, s02, **weights):
        t, k = divmod(n - 1, len(SUB_STEPS))
        params, ids = changed(start, weights), vocab.ids(x)
        trace = forward_propagation(ids, params, s0=[s01, s02])
        numbers = one_step(ids[t], trace, params, t=t)
        name, now, _ = SUB_STEPS[k]
        for _, later, _ in SUB_STEPS[k + 1 :]:
            del numbers[later]
        flow.set(numbers=numbers, column=ids[t], now=now, time=f"t = {t}", **words)
        o, s = _stored(trace, t=t, done=[part for _, part, _ in SUB_STEPS[: k + 1]])
        written = {"s_t": ("s", t), "o_t": ("o", t)}.get(now)
        rows.set(x=x.split(), s=s, o=o, read=t - 1, written=written)
        known = ["x_t", "s_{t-1}", *(part for _, part, _ in SUB_STEPS[: k + 1])]
        read = {"t": t, "sub-step": name, **{part: numbers[part] for part in known}}
        return read, what_happens(x.split()[t], t, k, numbers[now])

    return Explorer(
        figure=figure,
        views=[flow, rows],
        controls={"n": step_slider("n", 1, 6 * T, 1)} | controls(sentences, start, vocab),
        show=show,
        presets={
            "last step": {"n": 6 * T},
            "W = 0": {"n": 6 * T, **NO_RECURRENCE},
            "another start": {"n": 2, **OTHER_START},
        },
        groups=groups(sentences, vocab),
        play="n",
        tasks=tasks,
        notice=notice,
    )


def one_step(x_t, trace, params, *, t):
    """Return {name of a part of the diagram: its numbers} at step t of a run."""
    s_prev = trace.s[t - 1] if t else trace.s0
    return {
        "x_t": np.eye(params.input_size, dtype=int)[x_t],
        **{letter: getattr(params, letter) for letter in "UWVbc"},
        "s_{t-1}": s_prev,
        "U x_t": params.U[:, x_t],
        "W s_{t-1}": params.W @ s_prev,
        **{f"{letter}_t": getattr(trace, letter)[t] for letter in "aszo"},
    }


def _stored(trace, *, t, done):
    """The post's arrays o and s in the middle of step t: NaN where nothing is written yet."""
    o, s = (array.copy() for array in trace.post_layout())
    o[t + ("o_t" in done) :] = np.nan
    s[t + ("s_t" in done) : -1] = np.nan
    return o, s


def what_happens(word, t, k, value):
    """Return in a sentence what sub-step k of step t does, and its value."""
    name, part, how = SUB_STEPS[k]
    before = f"row {t - 1} of s" if t else "row -1 of s, the initial state,"
    how = how.format(word=f"“{word}”", t=t, before=before)
    symbol = part.replace("_{t-1}", "ₜ₋₁").replace("_t", "ₜ")
    return f"t = {t}, {name}: {how}. {symbol} = {in_figures(value, digits=2)}."
