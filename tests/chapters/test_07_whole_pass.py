"""Chapter 07: the diagram shows the ground floor's numbers, and what the prose claims is so."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

import rnn_helpers
from rnn_helpers import RNNParams, cross_entropy, init_params, softmax
from rnn_helpers.explorers.linked_views import linked_views
from rnn_helpers.explorers.live_flow import SUB_STEPS, live_flow
from rnn_helpers.explorers.weights import MOST_WORDS, SENTENCES
from rnn_helpers.lessons.forward_report import forward_report
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.views.boxes import in_a_box
from rnn_helpers.views.sheets.flow import CELL, PARTS
from rnn_helpers.views.style import lecture_figure
from rnn_helpers.views.texts import Texts

linked = import_module("rnn_helpers.explorers.linked_views")
whole_pass = import_module("rnn_helpers.explorers.live_flow")

CHAPTER = Path(__file__).resolve().parents[2] / "notebooks/07_the_whole_forward_pass.ipynb"
WORDS = ["dog", "bites", "man"]
# What a reader may type: words, one word, as many as there is room for, nothing, and mistakes.
LINES = ["man bites dog", "bites", "man " * MOST_WORDS, "", "dog bites cat", "man " * 6, "狗 咬 人"]
# The running example, written out here a second time.
U, W = [[1, 0, -1], [0, 1, 0.5]], [[0.5, -0.4], [0.3, 0.6]]
V, c = [[-2, 0], [0, -8], [2, 0]], [0, 6, 0]


@pytest.fixture
def opened(monkeypatch):
    """A function that opens an explorer and returns it with its views by name."""
    views = {}
    places = dict.fromkeys(("Flow", "StoredRows"), whole_pass)
    places |= dict.fromkeys(("Timeline", "Tokens", "StatePlane", "Bars"), linked)
    for name, module in places.items():
        kind = getattr(module, name)

        def keep(*args, name=name, kind=kind, **options):
            views[name] = kind(*args, **options)
            return views[name]

        monkeypatch.setattr(module, name, keep)
    return lambda explorer, *sentences: (explorer(*sentences), views)


def random_values(explorer, rng):
    """A value for each control, anywhere in its range."""
    values = {}
    for name, control in explorer.controls.items():
        if hasattr(control, "options"):
            values[name] = str(rng.choice(control.options))
        elif isinstance(control.value, str):
            values[name] = " ".join(rng.choice(WORDS, size=rng.integers(1, MOST_WORDS + 1)))
        elif isinstance(control.value, int):
            values[name] = int(rng.integers(control.min, control.max + 1))
        else:
            values[name] = float(rng.uniform(control.min, control.max))
    return values


def extremes(explorer):
    """One value of one control at a time: lowest, middle, highest; each option of a list."""
    for name, control in explorer.controls.items():
        if hasattr(control, "options"):
            yield from ((name, option) for option in control.options)
        elif isinstance(control.value, str):
            yield from ((name, line) for line in LINES)
        else:
            middle = type(control.value)((control.min + control.max) / 2)
            yield from ((name, value) for value in (control.min, middle, control.max))


def by_hand(values):
    """All numbers of all steps, computed with plain loops over the values of the controls."""
    v = values
    u = [[1, 0, -1], [0, 1, 0.5]]
    for name in (name for name in v if name[0] == "U"):
        u[int(name[1]) - 1][int(name[2]) - 1] = v[name]
    w, b = [[v["W11"], v["W12"]], [v["W21"], v["W22"]]], [v["b1"], v["b2"]]
    bias = [v["c1"], v["c2"], v["c3"]]
    steps, s = [], [v["s01"], v["s02"]]
    for word in v["x"].split():
        i = WORDS.index(word)
        step = {"x_t": [int(j == i) for j in range(3)], "U": u, "W": w, "V": V, "b": b, "c": bias}
        step |= {"s_{t-1}": s, "U x_t": [u[0][i], u[1][i]]}
        step["W s_{t-1}"] = [w[k][0] * s[0] + w[k][1] * s[1] for k in (0, 1)]
        step["a_t"] = [step["U x_t"][k] + step["W s_{t-1}"][k] + b[k] for k in (0, 1)]
        step["s_t"] = s = [np.tanh(a) for a in step["a_t"]]
        step["z_t"] = [V[k][0] * s[0] + V[k][1] * s[1] + bias[k] for k in range(3)]
        odds = [np.exp(z - max(step["z_t"])) for z in step["z_t"]]
        step["o_t"] = [odd / sum(odds) for odd in odds]
        steps.append(step)
    return steps


def texts(numbers):
    return [
        as_shown(number) for row in numbers for number in (row if isinstance(row, list) else [row])
    ]


def as_shown(number):
    """A number as it must stand in its box, formatted in another way than the view does."""
    if isinstance(number, int) and not isinstance(number, bool):
        return f"{float(number):.2f}".replace("-", "\u2212")
    text = format(number, ".1f" if abs(number) > 9.994 else ".2f")
    return (text.lstrip("-") if float(text) == 0 else text).replace("-", "\u2212")


# The diagram


def assert_shows_the_numbers(explorer, views):
    """The boxes hold the numbers computed by hand, up to the sub-step; the rest is blank."""
    values = {name: control.value for name, control in explorer.controls.items()}
    steps, (t, k) = by_hand(values), divmod(values["n"] - 1, 6)
    shown, rows = views["Flow"].shown, views["StoredRows"].shown
    assert set(shown) == set(PARTS)
    later = [part for _, part, _ in SUB_STEPS[k + 1 :]]
    for part, numbers in steps[t].items():
        if part == "x_t":
            assert shown[part] == [str(number) for number in numbers]
        elif part in later:
            assert set(shown[part]) == {""}, part
        else:
            assert shown[part] == texts(numbers), part
    T = len(steps)
    assert rows["x"] == values["x"].split()
    for row in range(T):
        s_known, o_known = row < t or (row == t and k >= 3), row < t or (row == t and k == 5)
        assert rows["s"][2 * row : 2 * row + 2] == (
            texts(steps[row]["s_t"]) if s_known else [""] * 2
        )
        assert rows["o"][3 * row : 3 * row + 3] == (
            texts(steps[row]["o_t"]) if o_known else [""] * 3
        )
    assert rows["s"][2 * T :] == texts([values["s01"], values["s02"]])


@pytest.mark.parametrize("sentences", [(), ("man",), ("man bites man bites dog",)])
def test_the_diagram_shows_the_numbers_at_every_sub_step(opened, sentences):
    flow, views = opened(live_flow, *sentences)
    rng = np.random.default_rng(1)
    for n in range(1, flow.controls["n"].max + 1):
        flow.set(**random_values(flow, rng) | {"n": n})
        assert_shows_the_numbers(flow, views)


def test_the_diagram_shows_the_numbers_at_every_extreme_and_preset(opened):
    flow, views = opened(live_flow)
    for name, value in extremes(flow):
        for n in (9, 18):
            flow.reset()
            flow.set(**{"n": n, name: value})
            assert_shows_the_numbers(flow, views)
    for preset in flow.presets:
        flow.preset(preset)
        assert_shows_the_numbers(flow, views)


def test_the_box_being_computed_is_marked(opened):
    flow, views = opened(live_flow)
    for n in range(1, 19):
        flow.set(n=n)
        t, k = divmod(n - 1, 6)
        _, part, _ = SUB_STEPS[k]
        _, (rows, _), (x, y), *_ = PARTS[part]
        left, bottom, width, height = views["Flow"]._now.get_bbox().bounds
        assert (left + width / 2, bottom + height / 2) == (x, y)
        assert height == rows * CELL[1]
        bold = [name for name, arrows in views["Flow"]._arrows.items() if arrows[0].get_visible()]
        assert bold == [part]
        table = views["StoredRows"]
        assert table._read.get_bbox().bounds == table._row("s", (t - 1) % 4)
        assert table._now.get_visible() == (k in (3, 5))


def test_the_numbers_stand_where_they_stand_in_the_matrix(opened, monkeypatch):
    placed = {}

    def note(self, *, texts, write=Texts.set):
        placed.update({text: (x, y) for x, y, text in texts})
        write(self, texts=texts)

    monkeypatch.setattr(Texts, "set", note)
    flow, views = opened(live_flow)
    flow.set(n=18, W11=0.11, W12=0.12, W21=0.21, W22=0.22, U11=1.11, U21=1.21)
    (left, top), (right, bottom) = placed["0.11"], placed["0.22"]
    assert left < right and bottom < top
    assert placed["0.12"] == (right, top) and placed["0.21"] == (left, bottom)
    assert placed["1.11"][1] > placed["1.21"][1] and placed["1.11"][0] == placed["1.21"][0]
    table = {
        name: cells for boxes in views["StoredRows"]._boxes for name, cells in boxes._cells.items()
    }
    for letter, columns in {"x": 1, "s": 2, "o": 3}.items():
        heights = [y for _, y, _, _ in table[letter]]
        assert heights == sorted(heights, reverse=True)
        assert len(set(heights[:columns])) == 1
        assert heights[0] == table["x"][0][1]


def test_a_text_is_drawn_around_its_place():
    writing = Texts(lecture_figure()[1], colour="black", size=16)
    writing.set(texts=[(100, 50, "\u22120.82")])
    box = writing.moving[0].get_path().get_extents()
    assert (box.x0 + box.x1) / 2 == pytest.approx(100, abs=1)
    assert (box.y0 + box.y1) / 2 == pytest.approx(50, abs=1)
    writing.set(texts=[])
    assert not len(writing.moving[0].get_path().vertices)


def test_every_text_fits_into_its_box():
    numbers = [-2.0, 2.0, -9.99, -9.994, -9.995, -9.999, -12.34, 24.96, -24.96, 0.999, -0.0]
    for number in numbers:
        text = in_a_box(number)
        font = FontProperties(family="DejaVu Sans", size=16)
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, False)
        assert len(text) <= 5 and width < CELL[0] - 2, text
    assert [in_a_box(number) for number in (-0.001, 0.0, np.nan, 9.996, -1.5)] == [
        "0.00", "0.00", "", "10.0", "\u22121.50"
    ]  # fmt: skip


# Both explorers


def test_at_most_five_controls_are_in_sight():
    groups = whole_pass.groups(["man"], dog_bites_man()[1]).values()
    assert max(map(len, groups)) + 1 <= 5  # and the scrubber
    grouped = {name for group in groups for name in group}
    dog_first = whole_pass.groups(SENTENCES, dog_bites_man()[1]).values()
    assert set(linked_views().controls) - {name for group in dog_first for name in group} == {"t"}
    assert set(live_flow("man").controls) - grouped == {"n"}


def test_the_sliders_of_U_move_the_first_word_of_the_sentence():
    for sentence, column in (("dog bites man", 1), ("bites man", 2), ("man", 3)):
        flow = live_flow(sentence)
        flow.set(n=6)
        before = flow.state()["s_t"]
        flow.set(**{f"U1{column}": -2.0})
        assert not np.allclose(flow.state()["s_t"], before)


def test_the_state_is_the_ground_floors(opened):
    flow, _ = opened(live_flow)
    views, drawn = opened(linked_views)
    rng = np.random.default_rng(3)
    for _ in range(40):
        values = random_values(flow, rng)
        flow.set(**values)
        t, k = divmod(values.pop("n") - 1, 6)
        views.set(**values, t=t)
        steps = by_hand(values)
        read = flow.state()
        assert (read["t"], read["sub-step"]) == (t, SUB_STEPS[k][0])
        for part in [part for _, part, _ in SUB_STEPS[: k + 1]] + ["s_{t-1}"]:
            np.testing.assert_allclose(read[part], steps[t][part], atol=1e-12)
        states = [step["s_t"] for step in steps]
        np.testing.assert_allclose(views.state()["s"], states, atol=1e-12)
        np.testing.assert_allclose(views.state()["o_t"], steps[t]["o_t"], atol=1e-12)
        path = np.vstack([[values["s01"], values["s02"]], states])  # the initial state first
        path = np.vstack([path, np.full((MOST_WORDS - len(states), 2), np.nan)])
        lines = [line.get_ydata() for line in drawn["Timeline"]._lines]
        np.testing.assert_allclose(np.transpose(lines), path, atol=1e-12)
        np.testing.assert_allclose(np.transpose(drawn["StatePlane"]._line.get_data()), path)
        widths = [bar.get_width() for bar in drawn["Bars"]._bars]
        np.testing.assert_allclose(widths, steps[t]["o_t"], atol=1e-12)
        words = values["x"].split()
        assert drawn["Tokens"].shown == words + [""] * (MOST_WORDS - len(words))


@pytest.mark.parametrize(
    ("sentences", "message"),
    [
        (["dog bites cat"], "'cat'"),
        (["狗 咬 人"], "狗"),
        ([""], "1 to 5 words"),
        (["man " * 6], "1 to 5 words"),
        (["man", "dog bites"], "equally many"),
    ],
)
def test_a_sentence_that_cannot_be_read_is_refused(sentences, message):
    with pytest.raises(ValueError, match=message):
        live_flow(*sentences)


# The reader's own sentence


@pytest.mark.parametrize("line", ["man", "bites dog", " man  bites\tman ", "dog " * MOST_WORDS])
def test_a_sentence_of_one_to_five_words_is_shown_to_its_end(opened, line):
    views, drawn = opened(linked_views)
    words = line.split()
    T, steps = len(words), by_hand({**views.state(), "x": line})
    for t in range(MOST_WORDS):
        views.set(x=line, t=t)
        now, read = min(t, T - 1), views.state()
        assert read["T"] == T and read["s"].shape == (T, 2)
        np.testing.assert_allclose(read["o_t"], steps[now]["o_t"], atol=1e-12)
        said = views.describe()
        assert said.startswith(f"t = {now}") and f"“{' '.join(words[: now + 1])}”" in said
        assert (", the last word:" in said) == (now == T - 1)
        assert ("past the end" in said) == (t > now)
        (column,) = drawn["StatePlane"]._now.get_data()[0]
        assert column == pytest.approx(read["s"][now, 0])
        assert drawn["Timeline"]._band.get_x() == now + 0.5
    assert drawn["Tokens"].shown == words + [""] * (MOST_WORDS - T)
    path = np.transpose(drawn["StatePlane"]._line.get_data())
    np.testing.assert_allclose(path[1 : T + 1], read["s"])
    assert np.isnan(path[T + 1 :]).all()


UNREADABLE = {
    "dog bites cat": "Word 3, “cat”, is not in the vocabulary",
    "Dog bites man": "try “dog”",
    "狗 咬 人": "Word 1, “狗”",
    "dög": "“dög”",
    "man " * 6: "6 words are too many for the picture: type at most 5.",
    "": "The line is empty: the state is the initial one, (-1.00, 1.00)",
    " \t ": "The line is empty",
}


def test_a_line_that_cannot_be_read_leaves_the_start_and_no_guess(opened):
    views, drawn = opened(linked_views)
    for line, said in UNREADABLE.items():
        views.preset("another start")
        views.set(x=line, t=4)
        assert said in views.describe() and views.describe().endswith("no word is guessed.")
        assert len(views.describe()) <= 240
        read = views.state()
        assert (read["T"], read["s"].shape, read["o_t"].shape) == (0, (0, 2), (0,))
        assert drawn["Bars"].shown == [""] * 3
        assert [bar.get_width() for bar in drawn["Bars"]._bars] == [0, 0, 0]
        assert drawn["Tokens"].shown == ["?" if line.strip() else "", *[""] * (MOST_WORDS - 1)]
        path = np.transpose(drawn["StatePlane"]._line.get_data())
        np.testing.assert_array_equal(path[0], [-1, 1])
        assert np.isnan(path[1:]).all()
        views.set(x="man bites dog")  # and it goes on from there
        assert views.state()["T"] == 3 and drawn["Bars"].shown != [""] * 3


def test_words_that_are_equally_likely_are_all_named():
    views = linked_views()
    views.set(x="bites")
    assert "equally likely as the next word are “dog” and “man”, with 0.34 each" in views.describe()
    one, _, other = views.state()["o_t"]
    assert one == other > views.state()["o_t"][1]


def test_claim_dog_five_times_keeps_its_guess_but_not_its_certainty(prose):
    trace = states("dog " * 5)
    assert {WORDS[i] for i in trace.o.argmax(axis=1)} == {"bites"}
    assert (np.diff(trace.o[:, 1]) < 0).all()
    assert f"falls from {trace.o[0, 1]:.2f} to {trace.o[-1, 1]:.2f}" in prose


def test_claim_bites_leaves_unit_1_at_0():
    assert states("bites").s[0, 0] == 0


# The notebook


@pytest.fixture(scope="module")
def chapter():
    """The names that the cell tagged defines:forward_propagation leaves behind."""
    cells = run_notebooks.read(CHAPTER).cells
    names = {"np": np, "softmax": softmax}
    (cell,) = [
        cell for cell in cells if "defines:forward_propagation" in cell.metadata.get("tags", [])
    ]
    exec(cell.source, names)
    return names


@pytest.fixture(scope="module")
def prose():
    cells = run_notebooks.read(CHAPTER).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def networks(count=20):
    rng = np.random.default_rng(4)
    for _ in range(count):
        H, K, T = rng.integers(1, 7, size=3)
        H, K = int(H), int(K)
        params = init_params(K, H, rng=rng)
        params = params.replace(b=rng.normal(size=H), c=rng.normal(size=K))
        yield rng.integers(K, size=T), params, rng.normal(size=H)


def test_the_loop_equals_the_helper_and_keeps_the_posts_layout(chapter):
    for x, params, s0 in networks():
        for start in (None, s0):
            loop = chapter["forward_propagation"](x, params, start)
            helper = rnn_helpers.forward_propagation(x, params, s0=start)
            T, H, K = len(x), params.hidden_size, params.output_size
            assert [array.shape for array in loop] == [(T, K), (T + 1, H)]
            for ours, theirs in zip(loop, helper.post_layout(), strict=True):
                np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-12)
            np.testing.assert_array_equal(loop[1][-1], 0 if start is None else start)


def test_the_loop_is_the_posts_when_the_biases_are_zero(chapter):
    for x, params, _ in networks():
        params = params.replace(b=np.zeros(params.hidden_size), c=np.zeros(params.output_size))
        o, s = chapter["forward_propagation"](x, params)
        state = np.zeros(params.hidden_size)
        for t, i in enumerate(x):
            one_hot = np.eye(params.input_size)[i]
            state = np.tanh(params.U.dot(one_hot) + params.W.dot(state))
            np.testing.assert_allclose(s[t], state, atol=1e-12)
            odds = np.exp(params.V.dot(state))
            np.testing.assert_allclose(o[t], odds / odds.sum(), atol=1e-12)


# The claims of the prose, each under its name


def states(sentence, params=None, s0=None):
    network, vocab = dog_bites_man()
    return rnn_helpers.forward_propagation(vocab.ids(sentence), params or network, s0=s0)


def test_claim_the_running_example_is_written_out_right():
    params, vocab = dog_bites_man()
    assert list(vocab.tokens) == WORDS
    for letter, array in {"U": U, "W": W, "V": V, "b": [0, 0], "c": c}.items():
        np.testing.assert_array_equal(getattr(params, letter), array)


def test_claim_six_of_eight_columns_differ():
    start = {"s01": 0, "s02": 0, "U11": 1, "U21": 0, "b1": 0, "b2": 0, "c1": 0, "c2": 6, "c3": 0}
    start |= {"W11": 0.5, "W12": -0.4, "W21": 0.3, "W22": 0.6}
    one, other = (by_hand({**start, "x": f"{word} bites dog"})[2] for word in ("dog", "man"))
    differ = [part for part in one if one[part] != other[part]]
    assert differ == ["s_{t-1}", "W s_{t-1}", "a_t", "s_t", "z_t", "o_t"]
    assert one["x_t"] == other["x_t"] and one["U x_t"] == other["U x_t"]


def test_claim_the_row_that_is_read_at_n_2_and_n_8(opened):
    flow, views = opened(live_flow)
    table = views["StoredRows"]
    for n, row in ((2, 3), (8, 0)):  # row -1 is row 3
        flow.set(n=n)
        assert table._read.get_bbox().bounds == table._row("s", row)


def test_claim_the_product_that_is_spelled_out(prose):
    s = states("dog bites man").s[1]
    for number in (*W[0], *s):
        assert f"{abs(number):.2f}" in prose
    assert f"= {W[0][0] * s[0] + W[0][1] * s[1]:.2f}$" in prose


def test_claim_c2_moves_every_row_of_o_and_none_of_s_but_u11_moves_all(opened):
    flow, views = opened(live_flow)
    flow.preset("last step")
    before = {name: list(texts) for name, texts in views["StoredRows"].shown.items()}

    def rows_moved(letter, width):
        after = views["StoredRows"].shown[letter]
        return [
            t for t in range(3)
            if after[t * width : (t + 1) * width] != before[letter][t * width : (t + 1) * width]
        ]  # fmt: skip

    flow.set(c2=2.0)
    assert (rows_moved("s", 2), rows_moved("o", 3)) == ([], [0, 1, 2])
    flow.preset("last step")
    flow.set(U11=-1.0)
    assert (rows_moved("s", 2), rows_moved("o", 3)) == ([0, 1, 2], [0, 1, 2])


def test_claim_two_digits_hide_u11_in_row_0_of_o_up_to_a_point(opened, prose):
    flow, views = opened(live_flow)

    def row_0(u11):
        flow.set(n=18, U11=u11)
        return views["StoredRows"].shown["o"][:3]

    usual = row_0(1.0)
    assert ", ".join(usual) == "0.00, 0.99, 0.01" and ", ".join(usual) in prose
    same = [k for k in range(-40, 41) if row_0(k / 20) == usual]
    assert same == list(range(8, 29)) and "between 0.40 and 1.40" in prose
    start = views["StoredRows"].shown["s"][-2:]
    assert start == ["0.00", "0.00"]  # row -1 of s, whatever U11 is


def test_claim_softmax_of_dog_worked_by_hand(prose):
    z = [-2 * np.tanh(1), 6, 2 * np.tanh(1)]
    powers = np.exp(z)
    words = [f"({z[0]:.2f}, 6, {z[2]:.2f})"]
    words += [f"= {power:.2f}$" for power in powers] + [f"{powers.sum():.2f}. The quotients"]
    words += ["(" + ", ".join(f"{p:.4f}" for p in powers / powers.sum()) + ")"]
    assert not [word for word in words if word not in prose]


def test_claim_without_w_the_network_cannot_tell_who_bit(prose):
    no_w = dog_bites_man()[0].replace(W=np.zeros((2, 2)))
    row = states("dog bites man", no_w).o[1]
    assert row[0] == row[2]
    for numbers in (row, states("dog bites man").o[1]):
        assert f"({', '.join(f'{p:.2f}' for p in numbers)})" in prose


def test_claim_without_w_three_states_are_left():
    no_w = dog_bites_man()[0].replace(W=np.zeros((2, 2)))
    left = {tuple(s) for sentence in SENTENCES for s in states(sentence, no_w).s}
    assert left == {tuple(np.tanh(column)) for column in np.transpose(U)}


def test_claim_what_the_network_expects(prose):
    o = states("dog bites man").o
    assert [WORDS[i] for i in o.argmax(axis=1)] == ["bites", "man", "dog"]
    assert f"{o[0, 1]:.3f}" in prose and f"{o[1, 2]:.3f}" in prose


def test_claim_the_readout_asks_who_came_first_and_whether_the_verb_is_to_come():
    for s in np.random.default_rng(5).uniform(-1, 1, (20, 2)):
        z = rnn_helpers.logits(s, dog_bites_man()[0])
        np.testing.assert_allclose(z, [-2 * s[0], 6 - 8 * s[1], 2 * s[0]])


def test_claim_the_state_after_bites_says_who_came_first(prose):
    for sentence, expected in (("dog bites man", "man"), ("man bites dog", "dog")):
        trace = states(sentence)
        assert WORDS[trace.o[1].argmax()] == expected
        where = ", ".join(f"{s:.2f}".replace("-", "\u2212") for s in trace.s[1])
        assert f"({where})" in prose
        assert (trace.s[1, 0] > 0) == (expected == "man")


def test_claim_another_start_changes_its_mind_at_t_1_only(prose):
    usual, other = states("dog bites man").o, states("dog bites man", s0=[-1, 1]).o
    assert (usual.argmax(axis=1) != other.argmax(axis=1)).tolist() == [False, True, False]
    assert WORDS[other[1].argmax()] == "dog" and f"dog ({other[1, 0]:.2f})" in prose


def test_claim_the_distances_between_the_two_runs(prose):
    one, other = states("dog bites man").s, states("dog bites man", s0=[-1, 1]).s
    numbers = [np.sqrt(2), *np.linalg.norm(one - other, axis=1)]
    assert not [number for number in numbers if f"{number:.4f}" not in prose]
    assert 0.7226 < np.linalg.norm(W, 2) < 0.7227 and "at most 0.7227" in prose


def test_claim_w12_leads_into_unit_1_here():
    params = dog_bites_man()[0]
    no_w12 = params.replace(W=params.W * [[1, 0], [1, 1]])
    one, other = states("bites bites").s[1], states("bites bites", no_w12).s[1]
    assert one[0] != other[0] and one[1] == other[1]


def test_the_pictures_name_a_unit_by_step_and_unit(opened):
    _, drawn = opened(linked_views)
    names = [end.get_text().replace("\\!", "") for end in drawn["Timeline"]._ends]
    assert names == ["$s_{t,}_{1}$", "$s_{t,}_{2}$"]


def test_claim_differences_shrink_at_every_step():
    """||W|| < 1 and |tanh'| <= 1: for every sentence and every two starts."""
    norm, rng = np.linalg.norm(W, 2), np.random.default_rng(6)
    assert norm < 0.7227
    for _ in range(50):
        sentence = " ".join(rng.choice(WORDS, size=8))
        p, q = rng.uniform(-1, 1, (2, 2))
        paths = [np.vstack([s0, states(sentence, s0=s0).s]) for s0 in (p, q)]
        distance = np.linalg.norm(paths[0] - paths[1], axis=1)
        assert (distance[1:] <= norm * distance[:-1]).all()


def test_claim_all_words_before_leave_traces_that_fade():
    sentence = ["bites"] * 6
    usual = states(" ".join(sentence)).s[-1]
    moved = []
    for t in range(6):
        other = [*sentence[:t], "dog", *sentence[t + 1 :]]
        moved.append(np.linalg.norm(states(" ".join(other)).s[-1] - usual))
    assert min(moved) > 0 and (np.diff(moved) > 0).all()


def test_claim_with_t_rows_the_outputs_are_the_same_and_the_start_is_lost():
    for x, params, s0 in networks():
        T = len(x)
        s = np.zeros((T, params.hidden_size))
        s[-1] = s0
        for t in range(T):
            s[t] = np.tanh(params.U[:, x[t]] + params.W @ s[t - 1] + params.b)
        trace = rnn_helpers.forward_propagation(x, params, s0=s0)
        np.testing.assert_allclose(softmax(s @ params.V.T + params.c), trace.o, atol=1e-12)
        assert not np.array_equal(s[-1], s0)
        np.testing.assert_array_equal(trace.post_layout()[1][-1], s0)


def test_claim_id_3_stops_plain_numpy():
    with pytest.raises(IndexError):
        np.array(U)[:, 3]


def test_claim_a_transposed_square_w_does_not_complain_and_hides_at_step_0():
    params, _ = dog_bites_man()
    right, wrong = (
        states("dog bites man").s,
        states("dog bites man", params.replace(W=params.W.T)).s,
    )
    np.testing.assert_array_equal(right[0], wrong[0])
    assert (np.abs(right[1:] - wrong[1:]) > 0.01).any(axis=1).all()


def test_claim_parameters_and_loss_of_the_large_network():
    for seed in range(3):
        rng = np.random.default_rng(seed)
        params = init_params(8000, 100, rng=rng)
        assert params.U.size + params.W.size + params.V.size == 1_610_000
        assert params.b.size + params.c.size == 8_100
        z = rnn_helpers.forward_propagation(rng.integers(8000, size=45), params).z
        assert abs(cross_entropy(z, rng.integers(8000, size=45)) - np.log(8000)) < 0.01
        assert np.abs(8000 * softmax(z) - 1).max() < 0.05  # "nearly the same probability"


def test_claim_large_random_weights_cost_more_than_ln_8000():
    rng = np.random.default_rng(0)
    params = init_params(8000, 100, rng=rng)
    params = params.replace(V=1000 * params.V)
    z = rnn_helpers.forward_propagation(rng.integers(8000, size=45), params).z
    assert cross_entropy(z, rng.integers(8000, size=45)) > np.log(8000) + 1


def test_claim_the_copy_in_exercise_4_has_right_shapes_and_no_memory():
    source = next(
        cell.source for cell in run_notebooks.read(CHAPTER).cells if cell.id == "bug-copy"
    )
    names = {"np": np, "softmax": softmax}
    exec(source, names)
    for x, params, s0 in networks():
        o, s = names["copied"](x, params, s0)
        assert s.shape == (len(x) + 1, params.hidden_size)
        assert o.shape == (len(x), params.output_size)
        np.testing.assert_allclose(o.sum(axis=1), 1)
        np.testing.assert_allclose(s[:-1], np.tanh(params.U[:, x].T + params.b))
    report = {name: passed for name, passed, _ in forward_report(names["copied"])}
    assert report["o and s have the right shapes"] and not report["order matters"]


def test_claim_the_loop_passes_every_test_of_a_recurrent_network(chapter):
    assert all(passed for _, passed, _ in forward_report(chapter["forward_propagation"]))


def test_claim_an_embedding_and_a_matrix_are_one_u():
    rng = np.random.default_rng(7)
    for _ in range(10):
        E, U_h = rng.normal(size=(3, 5)), rng.normal(size=(2, 5))
        params, x = dog_bites_man()[0], rng.integers(3, size=6)
        two = rnn_helpers.forward_propagation(E[x], RNNParams(U_h, params.W, params.V)).s
        one = rnn_helpers.forward_propagation(x, RNNParams(U_h @ E.T, params.W, params.V)).s
        np.testing.assert_allclose(one, two, atol=1e-12)
