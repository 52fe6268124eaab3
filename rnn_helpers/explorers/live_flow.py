"""Chapter 07: the whole forward pass, one sub-step at a time."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.forward import forward_propagation
from ..machines.examples import dog_bites_man
from ..panel import Explorer, step_slider
from ..views.sheets.flow import HEIGHT, WIDTH, Flow
from ..views.sheets.stored_rows import StoredRows
from ..views.style import lecture_figure
from .sentences import readable
from .weights import NO_RECURRENCE, OTHER_START, changed, controls, groups

# The sub-steps of one step: name, what it computes, and how.
SUB_STEPS = (
    ("embed", "U x_t", "{word} picks its column of U"),
    ("recur", "W s_{t-1}", "W turns {before} into what the past adds"),
    ("add", "a_t", "the word, the past and b are added up"),
    ("tanh", "s_t", "tanh squeezes the sums into the new state, row {t} of s"),
    ("logits", "z_t", "V and c give each token of the vocabulary a score"),
    ("softmax", "o_t", "the scores become probabilities, row {t} of o"),
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
    sentences, T = readable(sentences, vocab)
    figure, ax = lecture_figure(WIDTH / 100, HEIGHT / 100)
    flow, rows = Flow(ax, tokens=vocab.tokens), StoredRows(ax, corner=(530, 104), steps=T)

    def show(n, x, s01, s02, **weights):
        t, k = divmod(n - 1, len(SUB_STEPS))
        params, ids = changed(start, weights), vocab.ids(x)
        trace = forward_propagation(ids, params, s0=[s01, s02])
        numbers = _one_step(ids[t], trace, params, t=t)
        name, now, _ = SUB_STEPS[k]
        for _, later, _ in SUB_STEPS[k + 1 :]:
            del numbers[later]
        flow.set(numbers=numbers, x_t=ids[t], now=now, time=f"t = {t}")
        o, s = _stored(trace, t=t, done=[part for _, part, _ in SUB_STEPS[: k + 1]])
        written = {"s_t": ("s", t), "o_t": ("o", t)}.get(now)
        rows.set(x=x.split(), s=s, o=o, read=t - 1, written=written)
        known = ["x_t", "s_{t-1}", *(part for _, part, _ in SUB_STEPS[: k + 1])]
        read = {"t": t, "sub-step": name, **{part: numbers[part] for part in known}}
        return read, _what_happens(x.split()[t], t, k, numbers[now])

    return Explorer(
        figure=figure,
        views=[flow, rows],
        controls={"n": step_slider("n", 1, 6 * T, 1)} | controls(sentences, start, vocab),
        show=show,
        presets={
            "first step": {"n": 6},
            "last step": {"n": 6 * T},
            "W = 0": {"n": 6 * T, **NO_RECURRENCE},
            "another start": {"n": 2, **OTHER_START},
        },
        groups=groups(sentences, vocab),
        play="n",
    )


def _one_step(x_t, trace, params, *, t):
    """All numbers of step t, by the names of the diagram's parts."""
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


def _what_happens(word, t, k, value):
    name, part, how = SUB_STEPS[k]
    before = f"row {t - 1} of s" if t else "row -1 of s, the initial state,"
    how = how.format(word=f"“{word}”", t=t, before=before)
    symbol = part.replace("_{t-1}", "ₜ₋₁").replace("_t", "ₜ")
    return f"t = {t}, {name}: {how}. {symbol} = {in_figures(value, digits=2)}."
