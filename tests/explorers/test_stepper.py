"""The stepper of chapter 02: ledger, path and marks show the numbers of the network."""

from itertools import pairwise

import numpy as np
import pytest
from made import at_start
from panels import views_of
from row_form import WEIGHTS, X, random_values, run

from rnn_helpers.explorers.stepper import INPUTS, TASKS, in_column_form, in_row_form, stepper
from rnn_helpers.machines.examples import worked_example
from rnn_helpers.views.curves.tanh_curve import REACH, TanhCurve
from rnn_helpers.views.plane.state_plane import StatePlane
from rnn_helpers.views.sheets.ledger import Ledger


@pytest.fixture
def opened():
    """The explorer as it starts, and its views by their classes."""
    explorer = at_start(stepper)
    return explorer, views_of(explorer)


def frame(explorer):
    return explorer.frames.frame().tobytes()


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


def expected_texts(values):
    """What must stand in the ledger."""
    v, t, x = values, values["t"], INPUTS[values["x"]]
    s, a, z = by_hand(values)
    texts = {"c": as_shown(v["c"]), "z": as_shown(z[t - 1]), "x": as_shown(x[t - 1], 1)}
    for k in range(6):
        texts[f"t = {k}"] = str(k)
        texts |= {f"s_{i} at {k}": as_shown(s[k][i - 1]) for i in (1, 2)}
        if k:
            texts |= {f"x at {k}": as_shown(x[k - 1], 1), f"z at {k}": as_shown(z[k - 1])}
    for n in (1, 2):
        texts[f"s_{n}"] = as_shown(s[t - 1][n - 1])
        texts[f"new s_{n}"] = as_shown(s[t][n - 1])
        texts[f"a_{n}"] = as_shown(a[t - 1][n - 1])
        texts[f"b_{n}"] = as_shown(v[f"b{n}"])
        for i in (1, 2):
            texts[f"W_{i}{n}"] = as_shown(v[f"W{i}{n}"], 2)
            texts[f"s_{i} W_{i}{n}"] = as_shown(s[t - 1][i - 1] * v[f"W{i}{n}"])
        texts[f"U_{n}"], texts[f"V_{n}"] = as_shown(v[f"U{n}"], 2), as_shown(v[f"V{n}"], 2)
        texts[f"x U_{n}"] = as_shown(x[t - 1] * v[f"U{n}"])
        texts[f"s_{n} V_{n}"] = as_shown(s[t][n - 1] * v[f"V{n}"])
    return texts


@pytest.mark.parametrize("seed", range(20))
def test_ledger_path_and_marks_show_the_numbers_of_the_network(opened, seed):
    explorer, views = opened
    values = random_values(np.random.default_rng(seed), INPUTS)
    explorer.set(**values)
    assert views[Ledger].shown["texts"] == expected_texts(values)
    s, a, z = by_hand(values)
    t, state = values["t"], explorer.state()
    assert (views[Ledger].shown["now"], views[Ledger].shown["carried"]) == (t, t - 1)
    np.testing.assert_allclose(views[StatePlane].shown["path"], s, atol=1e-12)
    np.testing.assert_allclose(views[StatePlane].shown["now"], s[t], atol=1e-12)
    curve, places = views[TanhCurve].shown, np.clip(a[t - 1], -REACH, REACH)
    np.testing.assert_allclose(curve["a"], places, atol=1e-12)
    np.testing.assert_allclose(curve["s"], s[t], atol=1e-12)
    for way, place, height in zip(curve["ways"], places, s[t], strict=True):
        np.testing.assert_allclose(way, [(place, 0), (place, height)], atol=1e-12)
    np.testing.assert_allclose(state["a_t"], a[t - 1], atol=1e-12)
    np.testing.assert_allclose(state["s_t"], s[t], atol=1e-12)
    np.testing.assert_allclose(state["z"], z, atol=1e-12)
    assert state["z_t"] == state["z"][t - 1]
    assert as_shown(z[t - 1]).replace("\u2212", "-") in explorer.describe()


def test_ledger_of_the_source_notebook(opened):
    explorer, views = opened
    printed = [
        ("0.5370", "0.4621", "1.5613"),
        ("0.8597", "0.8837", "2.7271"),
        ("0.9604", "0.9769", "3.0143"),
        ("0.9863", "0.9938", "3.0738"),
        ("0.9950", "0.9982", "3.0913"),
    ]
    for t, numbers in enumerate(printed, start=1):
        explorer.set(t=t)
        texts = views[Ledger].shown["texts"]
        assert tuple(texts[name] for name in ("new s_1", "new s_2", "z")) == numbers


def test_every_number_has_a_place_of_its_own(opened):
    explorer, views = opened
    explorer.set(t=5, x="5, 4, 3, 2, 1", s01=-1, s02=-1, **dict.fromkeys(WEIGHTS, -2))
    ledger = views[Ledger].shown
    places = [place for group in ledger["places"].values() for place in group]
    assert len(places) == len(ledger["texts"])
    lines = {}
    for right, base, text in places:
        lines.setdefault(base, []).append((right - 13 * 0.602 * len(text), right))
    for spans in map(sorted, lines.values()):
        assert all(end < start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("name", ["t", "x", "s01", "s02", *WEIGHTS])
def test_every_control_moves_the_picture(opened, name):
    explorer, _ = opened
    explorer.set(t=2, s01=0.5, s02=-0.5)
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


@pytest.mark.parametrize(
    ("preset", "outputs"),
    [
        ("same input each step", run([1] * 5)[1]),
        ("inputs × 0.1", run(np.arange(1, 6) / 10)[1]),
        ("reversed inputs", run(X[::-1])[1]),
        ("start at (−1, −1)", run(X, (-1, -1))[1]),
    ],
)
def test_presets(opened, preset, outputs):
    explorer, _ = opened
    before = frame(explorer)
    explorer.set(W11=2)
    explorer.preset(preset)
    np.testing.assert_allclose(explorer.state()["z"], outputs, atol=1e-12)
    assert frame(explorer) != before
    explorer.reset()
    assert frame(explorer) == before


def test_controls_stand_at_the_source(opened):
    explorer, _ = opened
    np.testing.assert_allclose(explorer.state()["z"], run(X)[1], atol=1e-12)
    network = in_column_form(in_row_form(**{name: explorer.state()[name] for name in WEIGHTS}))
    for letter in "UWVbc":
        ours, theirs = getattr(network, letter), getattr(worked_example(), letter)
        np.testing.assert_array_equal(ours, theirs, letter)


def test_arrow_heads_where_a_sum_leaves_the_curve(opened):
    explorer, views = opened
    explorer.set(t=5, U1=2, U2=-2)
    assert views[TanhCurve].shown["markers"] == [">", "<"]
    explorer.reset()
    assert views[TanhCurve].shown["markers"] == ["o", "o"]


def test_task_1_is_done_at_the_step_that_starts_from_the_state_it_names(opened):
    explorer, views = opened
    for t in range(1, 6):
        explorer.set(t=t)
        texts = views[Ledger].shown["texts"]
        named = f"({texts['s_1']}, {texts['s_2']})" in TASKS[0].text
        assert TASKS[0].done(explorer.state()) == named == (t == 3)


def test_task_2_step_5_is_the_first_that_moves_the_output_by_less_than_001(opened):
    explorer, _ = opened
    explorer.preset("same input each step")
    moves = np.abs(np.diff(explorer.state()["z"]))
    for t in range(2, 6):
        explorer.set(t=t)
        assert TASKS[1].done(explorer.state()) == (moves[t - 2] < 0.01)


def test_task_3_takes_all_four_weights_and_equal_inputs(opened):
    explorer, _ = opened
    nothing = dict.fromkeys(WEIGHTS[:4], 0.0)
    explorer.set(**nothing)
    assert not TASKS[2].done(explorer.state())
    explorer.set(x="1, 1, 1, 1, 1", W21=0.05)
    assert not TASKS[2].done(explorer.state())
    explorer.set(W21=0)
    assert TASKS[2].done(explorer.state())
    assert {as_shown(z) for z in explorer.state()["z"]} == {"1.5613"}


def test_task_4_step_4_is_the_first_whose_four_digits_do_not_show_the_start(opened):
    explorer, _ = opened
    from_0 = [as_shown(z) for z in explorer.state()["z"]]
    assert ", ".join(from_0) in TASKS[3].text
    explorer.preset("start at (−1, −1)")
    same = [as_shown(z) == there for z, there in zip(explorer.state()["z"], from_0)]
    for t in range(1, 6):
        explorer.set(t=t)
        assert TASKS[3].done(explorer.state()) == (same[:t].count(True) == 1)
    assert same == [False] * 3 + [True] * 2 and as_shown(explorer.state()["z"][0]) == "0.0980"


def test_at_rest_equal_inputs_give_equal_outputs(opened):
    explorer, _ = opened
    s = run([1] * 200)[0][-1]
    explorer.set(x="1, 1, 1, 1, 1", s01=s[0], s02=s[1])
    assert np.ptp(explorer.state()["z"]) < 1e-12
