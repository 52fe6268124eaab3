"""Chapter 09: every exercise, tried with right, half right and nonsensical answers."""

import pytest
from answer_forms import forms, rubbish, settings_forms, settings_rubbish
from exercises import Code, assert_told, chapter


@pytest.fixture(scope="module")
def ch():
    return chapter("09", solutions=True)


def weights(W11, W12, W21, W22, **push):
    return {"W11": W11, "W12": W12, "W21": W21, "W22": W22, **push}


CONTRACTION = weights(0.75, -0.45, 0.45, 0.75)
RADIUS_87 = weights(-0.5, -3.5, 0.5, 2.0)
RADIUS_0 = weights(4.0, -2.0, 8.0, -4.0)
MEET = [
    *[(s, "right") for s in settings_forms(weights(0.0, 3.0, 0.0, 0.0))],
    *[(weights(0, 0, W21, 0), "right") for W21 in (-4, "−4", " 3.0 ")],
    (weights(0, 3, 0, 0, k1=0, k2=0), "right"),
    (weights(0.5, 3, 0, 0.5), "right"),
    (weights(0, 3, 0, 0, k1=0.5), "set k₁ and k₂ to 0"),
    (weights(0, 3, 0, 0, k2=-2), "set k₁ and k₂ to 0"),
    (CONTRACTION, "norm 0.87, at least 3.00 is asked"),
    ({**RADIUS_87, "B1": 1, "B2": -1}, "d₄₀ is 1.27, at most 10⁻⁶"),
    (weights(3, 0, 0, 0), "d₄₀ is 0.99"),
    ({**weights(0, 3, 0, 0), "B1": 0, "B2": 0}, "the starts are 0.00 apart"),
    *settings_rubbish("W12"),
]
APART = [
    *[(s, "right") for s in settings_forms(weights(2.0, -0.5, 8.0, -2.0))],
    *[(weights(*W), "right") for W in ((-2, 0.5, -8, 2), (2, 8, -0.5, -2), (2, -0.5, 8, "−2"))],
    (RADIUS_0, "norm 10.00, at most 9"),
    (RADIUS_87, "radius 0.87, at most 0.50"),
    (weights(2, 0, 0, 2), "radius 2.00, at most 0.50"),
    (weights(2, -0.5, 4, -2), "radius 1.41, at most 0.50"),  # the terms do not cancel
    (weights(0, 3, 0, 0), "d₄₀ is 0, at least 0.50"),
    (weights(2, -0.5, 8, -2, k1=0.05), "set k₁ and k₂ to 0"),
    *settings_rubbish("W22"),
]
PULSE = [
    *[(s, "right") for s in settings_forms({"net": "one unit", "g": 2.0, "alpha": 4.0})],
    *[({"net": "One Unit", "g": g, "alpha": a}, "right") for g, a in ((2, 2), (3, 4), (5, 5))],
    ({"net": "one unit", "g": 2, "alpha": 4, "T": "5"}, "right"),
    ({"net": "one unit", "g": 2, "alpha": 1}, "from the worse start pulses end 0.00 apart"),
    ({"net": "one unit", "g": 2, "alpha": 1.9}, "starts 1.92, at most 0.01"),
    ({"net": "one unit", "g": 4, "alpha": 2}, "starts 2.00, at most 0.01"),  # a larger g alone
    ({"net": "one unit", "g": 1, "alpha": 0.1}, "pulses end 0.03 apart"),
    ({"net": "one unit", "g": 1.5, "alpha": 4}, "pulses end 1.72 apart"),
    ({"net": "two units", "g": 2, "alpha": 4}, "choose the net one unit"),
    ({"g": 2, "alpha": 4}, "choose the net one unit"),
    ({"net": "unit", "g": 2, "alpha": 4}, "net expects one of "),
    *settings_rubbish("alpha"),
]
FACTOR = [
    *[(f, "right") for f in (0.394, "0,394", 0.39433, Code("right_factor"), Code("1.5 * 0.26289"))],
    (Code("1 - 0.858560**2"), "that is the slope alone"),
    (1.5, "that is the weight alone"),
    (0.39, "close: give more digits"),
    (0.2122, "it is too small"),  # with 1 - s instead of 1 - s^2
    (2.606, "it is too large"),
    (Code("0.394, 10"), "expected one number, got shape (2,)"),
    *rubbish(),
]
STEPS = [
    *[(n, "right") for n in (*forms(10), Code("right_steps"))],
    *[(n, "it is too small") for n in (9, 7, 9.897)],  # 7: by the slope alone
    *[(n, "it is too large") for n in (11, 23)],
    *rubbish(),
]
VECTORISED = """(lambda s, W: operator_norm(dynamics.running_products(s, W)))(s, example.W)"""
LOOP = """[operator_norm(__import__("functools").reduce(
    lambda P, s_t: (1 - s_t**2)[:, None] * example.W @ P, s[:t], np.eye(2)))
    for t in range(1, 6)]"""
MENDED = [
    *[
        (Code(right), "right")
        for right in (VECTORISED, LOOP, f"tuple({LOOP})", f"np.array({LOOP})")
    ],
    (Code("[str(n) for n in left_of_nudge_mended(s, example.W)]"), "right"),
    (Code("left_of_nudge(s, example.W)"), "the order of the product is still wrong"),
    (Code("left_of_nudge(s, example.W.T)"), "entry [0] is too large"),
    (Code("left_of_nudge(s[::-1], example.W)"), "entry [0] is too small"),
    (Code("operator_norm(example.W) ** np.arange(1, 6)"), "entry [0] is too large"),
    (Code("[operator_norm((1 - s_t**2)[:, None] * example.W) for s_t in s]"), "entry [1] is too"),
    (Code("np.linalg.norm(dynamics.running_products(s, example.W), axis=(1, 2))"), "entry [0]"),
    ([0.4167, 0.0525, 0.0016, 0, 0], "close: give more digits"),  # as printed
    (Code("left_of_nudge_mended(s, example.W)[-1]"), "expected shape (5,), got one number"),
    (Code("dynamics.running_products(s, example.W)"), "expected shape (5,), got shape (5, 2, 2)"),
    (Code("left_of_nudge"), "got a function: write what it returns"),
    *rubbish((5,)),
]


@pytest.mark.parametrize("settings, words", MEET)
def test_1_large_norm_and_yet_they_meet(ch, settings, words):
    assert_told(ch.tried("meet-yours", meet=settings), "1", words)


@pytest.mark.parametrize("settings, words", APART)
def test_2_small_radius_and_yet_apart(ch, settings, words):
    assert_told(ch.tried("apart-yours", keep=settings), "2", words)


@pytest.mark.parametrize("settings, words", PULSE)
def test_3_keep_the_pulse_forget_the_start(ch, settings, words):
    assert_told(ch.tried("pulse-yours", one_pulse=settings), "3", words)


@pytest.mark.parametrize("answer, words", FACTOR)
def test_4_the_factor_of_a_nudge(ch, answer, words):
    assert_told(ch.tried("hand-yours", factor=answer), "factor", words)


@pytest.mark.parametrize("answer, words", STEPS)
def test_4_the_steps_of_a_nudge(ch, answer, words):
    assert_told(ch.tried("hand-yours", steps=answer), "steps", words)


@pytest.mark.parametrize("answer, words", MENDED)
def test_5_the_order_of_the_product(ch, answer, words):
    assert_told(ch.tried("bug-yours", mended=answer), "mended", words)


def test_the_broken_copy_stays_broken_after_the_solution(ch):
    assert ch.said["bug-yours"] == ch.tried("bug-yours")


@pytest.mark.parametrize("explorer", ["runs", "bars"])
def test_no_cell_does_a_task_in_the_readers_explorers(ch, explorer):
    tasks = ch.names[explorer].tasks
    assert tasks.now == 1 and not any(tasks.ticked)
