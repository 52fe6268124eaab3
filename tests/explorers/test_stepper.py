"""The stepper of chapter 02: network, ledger and rows show the numbers of the network."""

from itertools import pairwise

import numpy as np
import pytest
from made import at_start
from panels import views_of
from row_form import WEIGHTS, U, W, X, b, random_values, run

from rnn_helpers.explorers.stepper import INPUTS, START, TASKS, in_column_form, in_row_form, stepper
from rnn_helpers.machines.examples import worked_example
from rnn_helpers.views.curves.output_rows import OutputRows
from rnn_helpers.views.sheets.circles_and_arrows import THICK, CirclesAndArrows
from rnn_helpers.views.sheets.ledger import LETTER, Ledger


@pytest.fixture
def opened():
    """The explorer as it starts, and its views by their classes."""
    explorer = at_start(stepper)
    return explorer, views_of(explorer)


def frame(explorer):
    return explorer.frames.frame()


def as_shown(number, digits=4):
    text = f"{number:.{digits}f}"
    return (text.removeprefix("-") if float(text) == 0 else text).replace("-", "\u2212")


def by_hand(values):
    """States (6, 2), sums (5, 2) and outputs (5,), from plain numbers alone."""
    v, s, a, z = values, [(values["s01"], values["s02"])], [], []
    for x_k in INPUTS[v["x"]]:
        p, q = s[-1]
        a_1 = p * v["W11"] + q * v["W21"] + x_k * v["U1"] + v["b1"]
        a_2 = p * v["W12"] + q * v["W22"] + x_k * v["U2"] + v["b2"]
        a.append((a_1, a_2))
        s.append((np.tanh(a_1), np.tanh(a_2)))
        z.append(s[-1][0] * v["V1"] + s[-1][1] * v["V2"] + v["c"])
    return s, a, z


def numbers_of_a_step(values):
    """What must stand in the ledger: {name: (number, digits)}, signs with their numbers."""
    v, t, x = values, values["t"], INPUTS[values["x"]]
    s, a, z = by_hand(values)
    old, new = s[t], s[t + 1]
    numbers = {"z": (z[t], 4), "c": (v["c"], 2), "c below": (v["c"], 2)}
    for n in (1, 2):
        for i in (1, 2):
            numbers[f"s_{i} into {n}"] = old[i - 1], 4
            numbers[f"W_{i}{n}"] = v[f"W{i}{n}"], 2
            numbers[f"s_{i} W_{i}{n}"] = old[i - 1] * v[f"W{i}{n}"], 4
        numbers[f"x into {n}"], numbers[f"U_{n}"] = (x[t], 1), (v[f"U{n}"], 2)
        numbers[f"x U_{n}"] = x[t] * v[f"U{n}"], 4
        numbers[f"b_{n}"] = numbers[f"b_{n} below"] = v[f"b{n}"], 2
        numbers[f"a_{n}"], numbers[f"new s_{n}"] = (a[t][n - 1], 4), (new[n - 1], 4)
        numbers[f"s_{n} out"], numbers[f"V_{n}"] = (new[n - 1], 4), (v[f"V{n}"], 2)
        numbers[f"s_{n} V_{n}"] = new[n - 1] * v[f"V{n}"], 4
    return numbers


def read(texts):
    """The ledger's texts with each sign put before its number."""
    signs = {"+": "", "\u2212": "\u2212"}
    return {
        name: signs[texts.get(f"± {name}", "+")] + text
        for name, text in texts.items()
        if not name.startswith("±")
    }


@pytest.mark.parametrize("seed", range(20))
def test_network_ledger_and_rows_show_the_numbers_of_the_network(opened, seed):
    explorer, views = opened
    values = random_values(np.random.default_rng(seed), INPUTS)
    explorer.set(**values)
    s, a, z = by_hand(values)
    t, state, x = values["t"], explorer.state(), INPUTS[values["x"]]
    expected = {name: as_shown(*number) for name, number in numbers_of_a_step(values).items()}
    assert read(views[Ledger].shown["texts"]) == expected
    network = views[CirclesAndArrows].shown
    circles = {"old s_1": s[t][0], "old s_2": s[t][1], "x": x[t], "z": z[t]}
    circles |= {"s_1": s[t + 1][0], "s_2": s[t + 1][1]}
    assert network["circles"] == {name: as_shown(number, 2) for name, number in circles.items()}
    assert network["widths"] == pytest.approx({name: THICK * abs(values[name]) for name in WEIGHTS})
    assert network["dashed"] == {name for name in WEIGHTS if values[name] < 0}
    rows = views[OutputRows].shown
    assert rows["t"] == list("01234") and rows["now"] == t
    assert rows["x"] == [as_shown(x_t, 1) for x_t in x]
    assert rows["z"] == [as_shown(z_t) for z_t in z]
    np.testing.assert_allclose(rows["lengths"], z, atol=1e-12)
    np.testing.assert_allclose(state["a_t"], a[t], atol=1e-12)
    np.testing.assert_allclose(state["s_t"], s[t + 1], atol=1e-12)
    np.testing.assert_allclose(state["z"], z, atol=1e-12)
    assert state["z_t"] == state["z"][t]
    assert as_shown(z[t]).replace("\u2212", "-") in explorer.describe()


def test_ledger_of_the_source_notebook(opened):
    explorer, views = opened
    printed = [
        ("0.5370", "0.4621", "1.5613"),
        ("0.8597", "0.8837", "2.7271"),
        ("0.9604", "0.9769", "3.0143"),
        ("0.9863", "0.9938", "3.0738"),
        ("0.9950", "0.9982", "3.0913"),
    ]
    for t, numbers in enumerate(printed):
        explorer.set(t=t)
        texts = views[Ledger].shown["texts"]
        assert tuple(texts[name] for name in ("new s_1", "new s_2", "z")) == numbers


def test_the_new_state_is_the_next_old_state(opened):
    explorer, views = opened
    before = ("0.00", "0.00")
    for t in range(5):
        explorer.set(t=t)
        circles = views[CirclesAndArrows].shown["circles"]
        assert (circles["old s_1"], circles["old s_2"]) == before
        before = circles["s_1"], circles["s_2"]


def test_every_number_of_the_ledger_has_a_place_of_its_own(opened):
    explorer, views = opened
    explorer.set(t=4, x="5, 4, 3, 2, 1", s01=-1, s02=-1, **dict.fromkeys(WEIGHTS, -2))
    ledger = views[Ledger].shown
    places = [place for group in ledger["places"].values() for place in group]
    assert len(places) == len(ledger["texts"])
    lines = {}
    for right, base, text in places:
        lines.setdefault(base, []).append((right - LETTER * len(text), right))
    assert len(lines) == 6
    for spans in map(sorted, lines.values()):
        assert all(end < start for (_, end), (start, _) in pairwise(spans))
        assert spans[0][0] > 60 and spans[-1][1] < 900


@pytest.mark.parametrize("name", ["t", "x", "s01", "s02", *WEIGHTS])
def test_every_control_moves_the_picture(opened, name):
    explorer, _ = opened
    explorer.set(t=1, s01=0.5, s02=-0.5)
    control = explorer.controls[name]
    if name == "x":
        places = list(control.options)
    else:
        places = [control.min, control.max, (control.min + control.max) // 2]
    frames = set()
    for place in places:
        explorer.set(**{name: place})
        assert explorer.state()[name] == place
        frames.add(frame(explorer))
    assert len(frames) == len(places)


def test_controls_stand_at_the_source(opened):
    explorer, _ = opened
    np.testing.assert_allclose(explorer.state()["z"], run(X)[1], atol=1e-12)
    network = in_column_form(in_row_form(**{name: explorer.state()[name] for name in WEIGHTS}))
    for letter in "UWVbc":
        ours, theirs = getattr(network, letter), getattr(worked_example(), letter)
        np.testing.assert_array_equal(ours, theirs, letter)


def test_task_1_is_done_at_the_input_that_meets_the_state_it_names(opened):
    explorer, views = opened
    for t in range(5):
        explorer.set(t=t)
        texts = views[Ledger].shown["texts"]
        named = f"({texts['s_1 into 1']}, {texts['s_2 into 1']})" in TASKS[0].text
        assert TASKS[0].done(explorer.state()) == named == (t == 2)


def test_task_2_c_moves_every_output_by_1_and_no_state(opened):
    explorer, _ = opened
    before = explorer.state()
    explorer.set(c=1.1)
    assert TASKS[1].done(explorer.state())
    np.testing.assert_allclose(explorer.state()["z"] - before["z"], 1, atol=1e-12)
    for t in range(5):
        explorer.set(t=t)
        np.testing.assert_array_equal(explorer.state()["s_t"], run(X)[0][t])


def test_task_3_only_u2_has_the_reach_at_t_0(opened):
    """Each slider to both of its ends, the others standing as they do."""
    explorer, _ = opened
    could = set()
    for name in START:
        for end in (explorer.controls[name].min, explorer.controls[name].max):
            explorer.reset()
            explorer.set(**{name: end})
            if TASKS[2].done(explorer.state()):
                could.add(name)
    assert could == {"U2"}
    assert (run(X[:1], W=9 * W)[0] == run(X[:1])[0]).all()  # W meets nothing but zeros
    assert np.tanh(1 * U[1] - 2) > -0.9 > np.tanh(-1.4 + b[1])


def test_task_4_takes_all_four_weights_and_equal_inputs(opened):
    explorer, _ = opened
    nothing = dict.fromkeys(WEIGHTS[:4], 0.0)
    explorer.set(**nothing)
    assert not TASKS[3].done(explorer.state())
    explorer.set(x="1, 1, 1, 1, 1", W21=0.05)
    assert not TASKS[3].done(explorer.state())
    explorer.set(W21=0)
    assert TASKS[3].done(explorer.state())
    assert {as_shown(z) for z in explorer.state()["z"]} == {"1.5613"}
