"""A trained network reads its own words, in chapter 07: numbers computed from plain loops."""

import numpy as np
import pytest
from made import at_start
from panels import views_of
from steady_digits import same_digits

from rnn_helpers.explorers.live_flow import SUB_STEPS
from rnn_helpers.explorers.own_words import BEGINNING, T, own_words
from rnn_helpers.training import load_model, write_on
from rnn_helpers.views.sheets.flow import Flow
from rnn_helpers.views.sheets.flow_layouts import A_FEW_OF_MANY
from rnn_helpers.views.sheets.stored_rows import StoredRows

PARAMS, VOCAB, _ = load_model("two_units")
U, W, V = (getattr(PARAMS, letter).tolist() for letter in "UWV")
b, c = PARAMS.b.tolist(), PARAMS.c.tolist()
PARTS, ARROWS = A_FEW_OF_MANY.parts, A_FEW_OF_MANY.arrows
LINES = [BEGINNING, "dog", "boys see", "sleeps . dogs", ". . . ."]


def step(i, s):
    """All numbers of one step of plain loops."""
    here = {"U x_t": [U[0][i], U[1][i]], "s_{t-1}": s}
    here["W s_{t-1}"] = [W[k][0] * s[0] + W[k][1] * s[1] for k in (0, 1)]
    here["a_t"] = [here["U x_t"][k] + here["W s_{t-1}"][k] + b[k] for k in (0, 1)]
    here["s_t"] = s = [np.tanh(a) for a in here["a_t"]]
    here["z_t"] = [row[0] * s[0] + row[1] * s[1] + c_i for row, c_i in zip(V, c)]
    odds = [np.exp(z) for z in here["z_t"]]
    return here | {"o_t": [odd / sum(odds) for odd in odds]}


def run(words, s=None):
    s = step(0, [0.0, 0.0])["s_t"] if s is None else s
    steps = []
    for word in words:
        steps.append(step(VOCAB.tokens.index(word), s))
        s = steps[-1]["s_t"]
    return steps


def texts(numbers):
    """Numbers as they stand in boxes."""
    rows = [f"{x:.1f}" if abs(x) > 9.994 else f"{x:.2f}" for x in numbers]
    return [(t.lstrip("-") if float(t) == 0 else t).replace("-", "\u2212") for t in rows]


def read_at(explorer):
    return explorer.state()["text"].split()


def all_words(explorer):
    """The four words of the text, given and drawn."""
    explorer.set(n=24)
    return read_at(explorer)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("draw", [1, 2, 20])
def test_the_sheet_shows_the_numbers_at_every_sub_step(line, draw):
    words = at_start(own_words)
    views = views_of(words)
    words.set(x=line, draw=draw)
    read = all_words(words)
    assert len(read) == T and read[: len(line.split())] == line.split()
    steps = run(read)
    for n in range(1, 25):
        words.set(n=n)
        t, k = divmod(n - 1, 6)
        sheet, table, now = views[Flow].shown, views[StoredRows].shown, steps[t]
        done = [part for _, part, _ in SUB_STEPS[: k + 1]]
        o = np.array(now["o_t"])
        order = [VOCAB.tokens.index(word) for word in sheet["outputs"]]
        assert len(order) == 5 and np.all(np.diff(o[order]) <= 0)
        assert o[order[-1]] >= np.delete(o, order).max()
        for part in ("U x_t", "W s_{t-1}", "a_t", "s_t"):
            assert sheet[part] == (texts(now[part]) if part in done else ["", ""])
        for part in ("z_t", "o_t"):
            these = texts(np.array(now[part])[order])
            assert sheet[part] == (these if part in done else [""] * 5)
        assert sheet["V"] == texts(np.ravel(np.array(V)[order]))
        assert sheet["c"] == texts(np.array(c)[order])
        columns = [VOCAB.tokens.index(word) for word in sheet["inputs"]]
        assert sheet["inputs"] == sheet["above"] and len(set(columns)) == 4
        assert sheet["column"] is not None and set(read) <= set(sheet["inputs"])
        assert sheet["U"] == texts(np.ravel(np.array(U)[:, columns]))
        here = sheet["inputs"].index(read[t])
        assert sheet["column"] == here and sheet["x_t"] == [str(int(i == here)) for i in range(4)]
        assert (sheet["now"], sheet["time"]) == (done[-1], f"t = {t}")
        own = t >= len(line.split()) and k == 0
        back = {"x_t": 1} if own else {}
        assert sheet["arrows"] == {done[-1]: len(ARROWS[done[-1]]), **back}
        assert ("drawn from row" in words.describe()) == own
        assert table["x"] == [*read[: t + 1], *[""] * (T - t - 1)]
        states = [s["s_t"] if i < t + (k >= 3) else None for i, s in enumerate(steps)]
        stored = [texts(s) if s else ["", ""] for s in [*states, steps[0]["s_{t-1}"]]]
        assert table["s"] == [text for row in stored for text in row]
        best = [np.array(s["o_t"]) for s in steps]
        best = [f"{VOCAB.tokens[o.argmax()]} {o.max():.2f}" for o in best]
        assert table["o"] == [word if i < t + (k == 5) else "" for i, word in enumerate(best)]
        assert table["read"] == ("s", (t - 1) % (T + 1))
        assert len(words.describe()) <= 200
        state = words.state()
        assert state["text"].split() == read[: t + 1]
        if k == 5:
            assert state["p(full stop)"] == pytest.approx(now["o_t"][0], abs=1e-12)


def test_the_words_are_those_that_write_on_draws():
    words = at_start(own_words)
    for draw in range(1, 21):
        words.set(x="dog", draw=draw)
        rng = np.random.default_rng(draw)
        drawn = VOCAB.words(write_on(PARAMS, VOCAB.ids("dog"), rng=rng))
        assert all_words(words)[1 : 1 + len(drawn)] == drawn


@pytest.mark.parametrize(
    "line, said",
    [
        ("dog bites man", "Word 2, “bites”, is not in the vocabulary"),
        ("dogs who see", "Word 2, “who”, is not"),
        ("Dog sleeps", "try “dog”"),
        ("狗", "Word 1, “狗”"),
        ("dog " * 5, "5 words are too many for the picture: type at most 4."),
        ("", "The line is empty: type at least one word."),
        (" \t", "The line is empty"),
    ],
)
def test_a_line_that_cannot_be_read_leaves_the_boxes_empty(line, said):
    words = at_start(own_words)
    views = views_of(words)
    for n in (1, 12, 24):
        words.set(x=line, n=n)
        assert said in words.describe() and words.describe().endswith("Nothing is read.")
        sheet, table = views[Flow].shown, views[StoredRows].shown
        assert not any("".join(sheet[part]) for part in PARTS)
        assert sheet["now"] is None and sheet["column"] is None and sheet["arrows"] == {}
        assert "".join(table["x"] + table["o"] + table["s"][:-2]) == "" and table["read"] is None
    words.set(x="dog")
    assert words.state()["text"].split()[0] == "dog"


# What the tasks say


def test_no_row_before_the_object_gives_the_full_stop_more_than_0_99():
    o = [step["o_t"][0] for step in run(BEGINNING.split())]
    assert o[2] > 0.99 and max(o[0], o[1], o[3]) < 0.01


def test_the_full_stop_brings_the_state_back():
    start = run(["dog"])[0]["s_{t-1}"]
    for sentence in ("dog runs .", "dog sleeps .", "girls run .", BEGINNING):
        np.testing.assert_allclose(run(sentence.split())[-1]["s_t"], start, atol=0.02)


def test_what_is_printed_holds_on_another_processor():
    def read(net):
        trace_o, drawn = [], []
        from rnn_helpers import forward_propagation, generate
        from rnn_helpers.training import start_state

        for draw in (1, 2, 3):
            rng, s0 = np.random.default_rng(draw), start_state(net)
            drawn += generate([1], net, length=3, rng=rng, s0=s0)
            trace_o.append(forward_propagation(VOCAB.ids(BEGINNING), net, s0=s0).o)
        return [*drawn, *np.sort(np.ravel(trace_o))]

    assert same_digits(read, PARAMS, digits=2, rng=np.random.default_rng(0))
