"""Chapter 02: the ledger shows the ground floor's numbers, and what the prose claims is so."""

from importlib import import_module
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from rnn_helpers.machines.examples import worked_example
from rnn_helpers.views.style import lecture_figure
from rnn_helpers.views.texts import Texts, figures

two_units = import_module("rnn_helpers.explorers.stepper")

# The network of the source notebook in row form, written out here a second time.
W = np.array([[0.1, 0.2], [0.3, 0.4]])
U, b = np.array([0.5, 0.6]), np.array([0.1, -0.1])
V, c = np.array([1.0, 2.0]), 0.1
X = [1, 2, 3, 4, 5]
WEIGHTS = ["W11", "W12", "W21", "W22", "U1", "U2", "b1", "b2", "V1", "V2", "c"]


def run(X, s=(0.0, 0.0), W=W):
    """The loop of the chapter: states (T, 2) and outputs (T,)."""
    states, outputs = [], []
    for x_t in X:
        s = np.tanh(np.dot(s, W) + x_t * U + b)
        states.append(s)
        outputs.append(np.dot(s, V) + c)
    return np.array(states), np.array(outputs)


@pytest.fixture(scope="module")
def built():
    """The explorer, its own two views, and the path that the state plane was given last."""
    views, given = {}, {}

    class Plane(two_units.StatePlane):
        def set(self, **data):
            given.update(data)
            super().set(**data)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("Ledger", "TanhCurve"):
            kind = getattr(two_units, name)
            patch.setattr(two_units, name, lambda ax, n=name, k=kind: views.setdefault(n, k(ax)))
        patch.setattr(two_units, "StatePlane", Plane)
        explorer = two_units.stepper()
    yield explorer, views, given
    explorer.close()


@pytest.fixture
def opened(built):
    built[0].reset()
    return built


def frame(explorer):
    return explorer.frames.frame().tobytes()


def as_shown(number, digits=4):
    text = f"{number:.{digits}f}"
    return (text.removeprefix("-") if float(text) == 0 else text).replace("-", "\u2212")


def by_hand(values):
    """States (6, 2), sums (5, 2) and outputs (5,), from plain numbers alone."""
    v, s, a, z = values, [(values["s01"], values["s02"])], [], []
    for x_k in two_units.INPUTS[v["x"]]:
        p, q = s[-1]
        a_1 = p * v["W11"] + q * v["W21"] + x_k * v["U1"] + v["b1"]
        a_2 = p * v["W12"] + q * v["W22"] + x_k * v["U2"] + v["b2"]
        a.append((a_1, a_2))
        s.append((np.tanh(a_1), np.tanh(a_2)))
        z.append(s[-1][0] * v["V1"] + s[-1][1] * v["V2"] + v["c"])
    return s, a, z


def expected_texts(values):
    """What must stand in the ledger."""
    v, t, x = values, values["t"], two_units.INPUTS[values["x"]]
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


def random_values(rng):
    values = {name: round(rng.uniform(-2, 2), 2) for name in WEIGHTS}
    values |= {name: round(rng.uniform(-1, 1), 2) for name in ("s01", "s02")}
    return values | {"t": int(rng.integers(1, 6)), "x": str(rng.choice(list(two_units.INPUTS)))}


# The explorer


@pytest.mark.parametrize("seed", range(20))
def test_ledger_path_and_marks_show_the_numbers_of_the_network(opened, seed):
    explorer, views, given = opened
    values = random_values(np.random.default_rng(seed))
    explorer.set(**values)
    assert views["Ledger"].texts == expected_texts(values)
    s, a, z = by_hand(values)
    t, state = values["t"], explorer.state()
    np.testing.assert_allclose(given["path"], s, atol=1e-12)
    assert given["now"] == t
    np.testing.assert_allclose(views["TanhCurve"].heights(), s[t], atol=1e-12)
    np.testing.assert_allclose(state["a_t"], a[t - 1], atol=1e-12)
    np.testing.assert_allclose(state["s_t"], s[t], atol=1e-12)
    np.testing.assert_allclose(state["z"], z, atol=1e-12)
    assert state["z_t"] == state["z"][t - 1]
    assert as_shown(z[t - 1]).replace("\u2212", "-") in explorer.describe()


def test_ledger_of_the_source_notebook(opened):
    explorer, views, _ = opened
    printed = [
        ("0.5370", "0.4621", "1.5613"),
        ("0.8597", "0.8837", "2.7271"),
        ("0.9604", "0.9769", "3.0143"),
        ("0.9863", "0.9938", "3.0738"),
        ("0.9950", "0.9982", "3.0913"),
    ]
    for t, numbers in enumerate(printed, start=1):
        explorer.set(t=t)
        assert tuple(views["Ledger"].texts[name] for name in ("new s_1", "new s_2", "z")) == numbers


def test_every_number_has_a_place_of_its_own(opened):
    explorer, views, _ = opened
    explorer.set(t=5, x="5, 4, 3, 2, 1", s01=-1, s02=-1, **dict.fromkeys(WEIGHTS, -2))
    places = [place for group in views["Ledger"].places.values() for place in group]
    assert len(places) == len(views["Ledger"].texts)
    lines = {}
    for right, base, text in places:
        lines.setdefault(base, []).append((right - 13 * 0.602 * len(text), right))
    for spans in map(sorted, lines.values()):
        assert all(end < start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("name", ["t", "x", "s01", "s02", *WEIGHTS])
def test_every_control_moves_the_picture(opened, name):
    explorer, _, _ = opened
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
    explorer, _, _ = opened
    before = frame(explorer)
    explorer.set(W11=2)
    explorer.preset(preset)
    np.testing.assert_allclose(explorer.state()["z"], outputs, atol=1e-12)
    assert frame(explorer) != before
    explorer.reset()
    assert frame(explorer) == before


def test_controls_stand_at_the_source(opened):
    explorer, _, _ = opened
    np.testing.assert_allclose(explorer.state()["z"], run(X)[1], atol=1e-12)
    network = two_units.in_column_form(
        two_units.in_row_form(**{name: explorer.state()[name] for name in WEIGHTS})
    )
    for letter in "UWVbc":
        ours, theirs = getattr(network, letter), getattr(worked_example(), letter)
        np.testing.assert_array_equal(ours, theirs, letter)


def test_arrow_heads_where_a_sum_leaves_the_curve(opened):
    explorer, views, _ = opened
    explorer.set(t=5, U1=2, U2=-2)
    assert views["TanhCurve"].markers() == [">", "<"]
    explorer.reset()
    assert views["TanhCurve"].markers() == ["o", "o"]


# The numbers as one path


@pytest.mark.parametrize("text", ["0.5370", "\u221210.0000", "2.0"])
def test_numbers_are_the_outlines_of_the_text(text):
    """As Matplotlib draws the whole text at once, ending at the place that was given."""
    _, ax = lecture_figure(2, 1)
    writing = Texts(ax, colour="black", size=13, ha="right", va="baseline", family="monospace")
    writing.set(texts=[(40, 7, text)])
    font = FontProperties(family="DejaVu Sans Mono")
    whole = TextPath((40 - len(text) * 13 * 0.602, 7), text, size=13, prop=font).get_extents()
    np.testing.assert_allclose(writing.moving[0].get_path().get_extents(), whole, atol=0.5)
    writing.set(texts=[])
    assert len(writing.moving[0].get_path().vertices) == 0


def test_figures_have_a_true_minus_and_no_negative_zero():
    assert figures(-0.5) == "\u22120.5000"
    assert figures(-0.00001) == "0.0000"
    assert figures(5.0, digits=1) == "5.0"


# What the prose claims


def six(number):
    return f"{number:.6f}"


def test_the_loop_run_again_starts_at_2_460905_and_ends_alike_in_six_digits_after_the_point():
    again = run(X, run(X)[0][-1])[1]
    assert six(again[0]) == "2.460905" and six(run(X)[1][0]) == "1.561284"
    assert six(again[4]) == six(run(X)[1][4]) == "3.091340"


def test_task_2_the_last_step_moves_the_output_by_0_0098():
    z = run([1] * 5)[1]
    assert (f"{z[3]:.4f}", f"{z[4]:.4f}", f"{z[4] - z[3]:.4f}") == ("2.2653", "2.2751", "0.0098")
    assert (np.diff(np.diff(z)) < 0).all()  # the steps get shorter and shorter


def test_task_3_without_W_all_five_outputs_are_1_5613(opened):
    explorer, _, _ = opened
    explorer.preset("same input each step")
    explorer.set(W11=0, W12=0, W21=0, W22=0)
    assert {f"{z:.4f}" for z in explorer.state()["z"]} == {"1.5613"}


def test_task_4_the_start_moves_the_first_output_and_not_the_last():
    zero, minus = run(X)[1], run(X, (-1, -1))[1]
    assert (f"{zero[0]:.4f}", f"{minus[0]:.4f}") == ("1.5613", "0.0980")
    assert f"{zero[4]:.4f}" == f"{minus[4]:.4f}" == "3.0913"
    assert f"{zero[0] - minus[0]:.2f}" == "1.46" and f"{zero[4] - minus[4]:.8f}" == "0.00000016"


def test_equal_inputs_settle_at_2_278439_from_step_11_on():
    states, outputs = run([1] * 60)
    assert [six(z) for z in outputs[10:]] == ["2.278439"] * 50
    assert six(outputs[9]) != "2.278439"
    assert len({six(z) for z in outputs[:11]}) == 11
    assert [six(s_i) for s_i in states[-1]] == ["0.711970", "0.733235"]


def test_exactly_the_outputs_never_become_equal():
    """All weights and the first state are positive, so each state is above the one before."""
    states, outputs = run([1] * 25)
    assert (W > 0).all() and (V > 0).all() and (states[0] > 0).all()
    assert (np.diff(states, axis=0) > 0).all() and (np.diff(outputs) > 0).all()


def test_the_gap_shrinks_to_0_2523_which_is_the_steepest_direction_at_rest():
    states, outputs = run([1] * 60)
    gaps = outputs[-1] - outputs[:12]
    np.testing.assert_allclose(gaps[7:] / gaps[6:-1], 0.2523, atol=5e-5)
    slopes = W * (1 - states[-1] ** 2)
    assert f"{np.abs(np.linalg.eigvals(slopes)).max():.4f}" == "0.2523"


def test_two_runs_with_the_same_inputs_close_in_by_0_5465_at_least():
    rng = np.random.default_rng(2)
    bound = np.linalg.norm(W, 2)
    assert f"{bound:.4f}" == "0.5465"
    for _ in range(200):
        x, one, other = rng.normal(size=1), rng.uniform(-1, 1, 2), rng.uniform(-1, 1, 2)
        apart = np.linalg.norm(run(x, one)[0] - run(x, other)[0])
        assert apart <= bound * np.linalg.norm(one - other)


def test_silence_settles_at_minus_0_124933_and_without_bias_at_c():
    assert six(run([0] * 60)[1][-1]) == "-0.124933"
    s = np.zeros(2)
    for _ in range(60):
        s = np.tanh(s @ W)
    assert (s == 0).all()


def test_four_pasts_move_the_last_output_by_less_than_0_03():
    ends = [run([*past, 5])[1][-1] for past in ([1, 2, 3, 4], [], [0] * 4, [-9, 4, -2, 0])]
    assert [six(z) for z in ends] == ["3.091340", "3.076954", "3.075142", "3.067704"]
    assert np.ptp(ends) < 0.03


def test_saturation_erases_about_a_million_times_more():
    def left(x):
        J = np.eye(2)
        for s in run(x)[0]:
            J = J @ (W * (1 - s**2))
        return np.linalg.norm(J, 2)

    tenth, only_W = left(np.arange(1, 6) / 10), np.linalg.norm(np.linalg.matrix_power(W, 5), 2)
    assert f"{left(X[:1]):.0%}" == "42%" and f"{left(X):.6%}" == "0.000004%"
    assert (f"{left(X):.8f}", f"{tenth:.2f}", f"{only_W:.2f}") == ("0.00000004", "0.03", "0.05")
    assert f"{left(X):.1e}" == "4.2e-08" and f"{only_W:.0%}" == "5%" and f"{tenth:.0%}" == "3%"
    assert f"{only_W / left(X):,.0f}" == "1,089,565"
    assert [f"{slope:.4f}" for slope in 1 - run(X)[0][-1] ** 2] == ["0.0099", "0.0037"]


def test_less_than_1_percent_is_left_after_8_steps_in_silence_4_with_ones_3_with_X():
    def forgotten_after(x):
        J = np.eye(2)
        for t, s in enumerate(run(x)[0], start=1):
            J = J @ (W * (1 - s**2))
            if np.linalg.norm(J, 2) < 0.01:
                return t

    assert [forgotten_after(x) for x in ([0] * 9, [1] * 9, X)] == [8, 4, 3]
    bound = np.linalg.norm(W, 2)
    assert f"{bound**8:.4f}" == "0.0080" and bound**7 > 0.01
    rng = np.random.default_rng(8)
    for _ in range(200):
        x, one, other = rng.normal(size=8), rng.uniform(-1, 1, 2), rng.uniform(-1, 1, 2)
        apart = np.linalg.norm(run(x, one)[0][-1] - run(x, other)[0][-1])
        assert apart <= 0.01 * np.linalg.norm(one - other)


def test_without_W_the_outputs_climb_too():
    outputs = run(X, W=0 * W)[1]
    assert [f"{z:.4f}" for z in outputs] == ["1.5613", "2.5015", "2.8925", "3.0306", "3.0770"]


def test_after_a_small_last_input_the_past_counts():
    assert f"{run(X[::-1])[1][-1]:.4f}" == "2.4156" and f"{run([1])[1][-1]:.4f}" == "1.5613"


def test_W12_leads_from_unit_1_into_unit_2_in_row_form_and_back_in_column_form():
    only_W12 = np.array([[0, 0.2], [0, 0]])
    assert (np.array([1, 0]) @ only_W12).tolist() == [0, 0.2]
    assert (only_W12 @ np.array([0, 1])).tolist() == [0.2, 0]


def test_81_states_become_one_point_or_stay_a_cloud():
    side = np.linspace(-1, 1, 9)
    spread = {}
    for scale in (1, 0.1):
        s = np.array([(p, q) for p in side for q in side])
        for x_t in X[:4]:
            s = np.tanh(s @ W + scale * x_t * U + b)
        spread[scale] = np.ptp(s, axis=0).max()
    assert spread[1] < 0.0001 and spread[0.1] > 0.1


def test_a_sum_of_rounded_numbers_can_be_off_in_its_last_digit(opened):
    explorer, views, _ = opened
    off = []
    for seed in range(40):
        explorer.set(**random_values(np.random.default_rng(seed)))
        number = {k: float(v.replace("\u2212", "-")) for k, v in views["Ledger"].texts.items()}
        parts = ("s_1 W_11", "s_2 W_21", "x U_1", "b_1")
        off.append(round(abs(number["a_1"] - sum(number[part] for part in parts)) * 1e4))
    assert 1 <= max(off) <= 2


def test_a_norm_above_1_can_forget_all_the_same():
    large = np.array([[0.0, 3.0], [0.0, 0.0]])
    assert np.linalg.norm(large, 2) > 1
    one, other = np.array([0.9, -0.9]), np.array([-0.2, 0.4])
    for _ in range(3):
        one, other = np.tanh(one @ large + b), np.tanh(other @ large + b)
    np.testing.assert_array_equal(one, other)


def test_a_forgotten_transpose_leaves_step_1_right():
    right = run(X)[0]
    s, wrong = np.zeros(2), []
    for x_t in X:
        s = np.tanh(s @ W.T + x_t * U + b)
        wrong.append(s)
    differ = (np.abs(np.array(wrong) - right) > 1e-9).any(axis=1)
    assert differ.tolist() == [False, True, True, True, True]


@pytest.mark.parametrize("buffer", [np.array([[0, 0]] * 2), np.zeros((2, 2), int)])
def test_integer_buffers_cut_every_state_to_0(buffer):
    buffer[1] = np.tanh(buffer[0] @ W + 1 * U + b)
    assert (buffer == 0).all()
    assert (np.abs(np.tanh(np.linspace(-9, 9, 99))) < 1).all()


def test_steps_of_silence_and_the_bias_that_ends_at_0():
    after = run(X + [0] * 10)[1][5:]
    assert (after[:5] > 0).all() and after[5] < 0
    assert six(0.1 - run([1] * 60)[1][-1]) == "-2.178439"


def test_reversed_inputs_the_outputs_fall_with_them():
    outputs = run(X[::-1])[1]
    assert (np.diff(outputs) < 0).all()
    assert (f"{outputs[0]:.4f}", f"{outputs[-1]:.4f}") == ("3.0770", "2.4156")


def test_at_step_5_the_marks_stand_where_the_curve_is_flat_or_steep():
    assert (1 - run(X)[0][-1] ** 2 < 0.01).all()
    assert (1 - run(np.arange(1, 6) / 10)[0][-1] ** 2 > 0.8).all()


def test_saturation_with_larger_weights_keeps_the_side():
    """Chapter 00's unit at w = 2, twice: nearly flat slopes, and yet the start is not forgotten."""
    one, other = np.array([0.5, 0.5]), np.array([-0.5, -0.5])
    for _ in range(60):
        one, other = np.tanh(2 * one), np.tanh(2 * other)
    assert (one > 0.95).all() and (other < -0.95).all() and (1 - one**2 < 0.1).all()
