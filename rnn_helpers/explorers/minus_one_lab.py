"""Chapter 05: what the index -1 means, shown on the arrays of the post's loop themselves."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.cells import logits, rnn_step, softmax
from ..forward_pass.forward import forward_propagation
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import dog_bites_man
from ..panel import Explorer, choice, slider, step_slider
from ..views.sheets.indexed_arrays import HEIGHT, IndexedArrays
from ..views.style import lecture_figure

SENTENCE = "dog bites man"
READS = ("s[-1]", "s[T - 1]", "s[t - 1]", "s[:-1]", "o[-1]", "[o, s][-1]", "x[-1]", "U[:, -1]")
KEPT, LAST, LOST = ROWS = ("T + 1, start last", "T, start last", "T, all zeros")


def _without_the_start():
    """What the states are if step 0 reads zeros in place of (-1, 1)."""
    params, vocab = dog_bites_man()
    ids = vocab.ids(SENTENCE)
    states, right = (forward_propagation(ids, params, s0=s).s for s in ([0, 0], [-1, 1]))
    return "right" if np.allclose(states, right) else "wrong"


TASKS = [
    Task(
        text="s has T + 1 rows, and the loop is over. Choose what to read so that the last state "
        "turns yellow, and nothing else.",
        done=lambda now: now["rows"] == KEPT and now["n"] == 3 and now["read"] == "s[T - 1]",
        then="s[-1] is the initial state, also after the loop. The last state is s[T - 1], here "
        "s[2].",
        begin={"n": 3},
        solution=({"read": "s[T - 1]"},),
    ),
    Task(
        text="Choose an expression in which −1 does mean the last of the three steps.",
        done=lambda now: now["rows"] == KEPT and now["read"] in ("o[-1]", "x[-1]"),
        then="o and x have one row for each step. Only s has one more, at the end, for the start.",
        begin={"n": 3},
        solution=({"read": "o[-1]"},),
    ),
    Task(
        text="Here s has only T rows, and the loop is over. Step n back until s[-1] is the start "
        "again.",
        done=lambda now: now["rows"] == LAST and now["read"] == "s[-1]" and now["n"] < 3,
        then="The last step alone writes into that row, long after step 0 has read it: the states "
        "are right.",
        begin="T rows",
        solution=({"n": 2},),
    ),
    Task(
        text="Read all three words. Then move the start until the states are right.",
        done=lambda now: now["rows"] == LOST and now["n"] == 3 and now["states are right"],
        then="Step 0 reads zeros: only a start at (0, 0) hides the mistake.",
        begin="T zeros",
        guess=Question(
            "The start, (−1, 1), is never put into s. What will the states be?",
            ["right", "wrong"],
            truth=_without_the_start,
            because="Step 0 reads zeros.",
        ),
        solution=({"n": 3}, {"s01": 0.0, "s02": 0.0}),
    ),
]
NOTICE = (
    "−1 is the last row of what stands before it: in s the start, in o and x the last step, in U "
    "man's column."
)


def minus_one_lab():
    """Return the explorer of s[-1], o[-1] and the other things that -1 picks, step after step.

    The loop is s[t] = tanh(U x_t + W s[t-1] + b) in a buffer s of T + 1 rows, or of T rows.

    Source: the post's arrays; the network is `machines.dog_bites_man`.
    """
    params, vocab = dog_bites_man()
    words, ids = SENTENCE.split(), vocab.ids(SENTENCE)
    T = len(ids)
    figure, ax = lecture_figure(9, HEIGHT / 100)
    arrays = IndexedArrays(ax, words=words, x=ids, U=params.U, tokens=vocab.tokens)

    def show(n, read, rows, s01, s02):
        s_start = np.array([s01, s02])
        s, o = _loop(ids, params, s_start, rows, steps=n)
        right = forward_propagation(ids, params, s0=s_start).s[:n]
        is_right = np.allclose(s[:n], right)
        start = None if rows == LOST or (rows == LAST and n == T) else len(s) - 1
        lit = _picked(read, min(n, T - 1), len(s), T)
        arrays.set(s=s, o=o, written=n, start=start, lit=lit)
        names = {"s": s, "o": o, "x": ids, "U": params.U}
        value = _value(read, names, T, min(n, T - 1))
        numbers = {"s": s, "o": o, "picked": value, "states are right": is_right}
        said = [
            {0: "Before the loop.", T: "After the loop."}.get(n, f"After {n} of {T} words."),
            _meaning(read, lit, n, T, start, value),
            _fate(rows, n, T, is_right),
        ]
        return numbers, " ".join(filter(None, said))

    return Explorer(
        figure=figure,
        views=[arrays],
        controls={
            "n": step_slider("n", 0, T, T, meaning="how many words have been read"),
            "read": choice("read", READS, READS[0]),
            "rows": choice("rows", ROWS, KEPT),
            "s01": slider("s₋₁,₁", -1, 1, -1.0, meaning="unit 1 at the start", concept="hidden"),
            "s02": slider("s₋₁,₂", -1, 1, 1.0, meaning="unit 2 at the start", concept="hidden"),
        },
        show=show,
        presets={
            "T rows": {"rows": LAST},
            "T zeros": {"rows": LOST, "n": 0, "read": "s[t - 1]"},
        },
        play="n",
        tasks=TASKS,
        notice=NOTICE,
    )


def _loop(ids, params, s_start, rows, *, steps):
    """Return s and o after some steps of the post's loop, in a buffer of the chosen kind."""
    T = len(ids)
    s = np.zeros((T + 1 if rows == KEPT else T, params.hidden_size))
    o = np.zeros((T, params.output_size))
    if rows != LOST:
        s[-1] = s_start
    for t in range(steps):
        _, s[t] = rnn_step(ids[t], s[t - 1], params)
        o[t] = softmax(logits(s[t], params))
    return s, o


def _picked(read, t, rows, T):
    """What lights up: (array, first, last), counted from 0."""
    return {
        "s[-1]": ("s", rows - 1, rows - 1),
        "s[T - 1]": ("s", T - 1, T - 1),
        "s[t - 1]": ("s", (t - 1) % rows, (t - 1) % rows),
        "s[:-1]": ("s", 0, rows - 2),
        "o[-1]": ("o", T - 1, T - 1),
        "[o, s][-1]": ("list", 1, 1),
        "x[-1]": ("x", T - 1, T - 1),
        "U[:, -1]": ("U", 2, 2),
    }[read]


def _value(read, names, T, t):
    """What Python finds there."""
    s, o, x, U = (names[name] for name in "soxU")
    return {
        "s[-1]": s[-1],
        "s[T - 1]": s[T - 1],
        "s[t - 1]": s[t - 1],
        "s[:-1]": s[:-1],
        "o[-1]": o[-1],
        "[o, s][-1]": [o, s][-1],
        "x[-1]": x[-1],
        "U[:, -1]": U[:, -1],
    }[read]


def _meaning(read, lit, n, T, start, value):
    """Say what the lit part is."""
    _, first, last = lit
    figures = in_figures(value, digits=2)
    if read == "[o, s][-1]":
        return "[o, s][-1] is the last item of the list: the whole array s."
    if read == "x[-1]":
        return f"x[-1] is {value}, the id of the last word of the sentence."
    if read == "U[:, -1]":
        return f"U[:, -1] is the last column of U: {figures}, that of “man”."
    if read == "s[:-1]":
        return f"s[:-1] is all of s but its last row: rows 0 to {last}, {min(n, last + 1)} written."
    if read == "o[-1]":
        held = "the output at the last step" if n == T else "not yet written"
        return f"o[-1] is row {first} of o: {figures}, {held}."
    held = "the initial state" if first == start else f"the state at t = {first}"
    if first != start and first >= n:
        held = "not yet written"
    step = f"{read} is"
    if read == "s[t - 1]":
        step = f"Step t = {n} reads" if n < T else f"t is still {T - 1}: s[t - 1] is"
    return f"{step} row {first} of s: {figures}, {held}."


def _fate(rows, n, T, is_right):
    """Say what has become of the initial state, where s has no row of its own for it."""
    if rows == LAST and n == T:
        return "The initial state is overwritten; the states are right."
    if rows == LOST and n == 0:
        return "The initial state was never put into s."
    if rows == LOST:
        found = "all the same, the states are right" if is_right else "the states are wrong"
        return f"The initial state was never put into s; {found}."
    return ""
