"""Chapter 10: machines are right for ever, and fail where the chapter says they fail."""

import numpy as np
import pytest
import run_notebooks
from steady_digits import same_digits

from rnn_helpers import forward_propagation, logits, softmax
from rnn_helpers.dynamics.cycles import jacobian
from rnn_helpers.explorers.match_target import match_target
from rnn_helpers.explorers.pulse_board import STEPS, pulse_board
from rnn_helpers.machines.machine import (
    COUNT_3,
    MACHINES,
    TOGGLE,
    XOR,
    clock,
    counter,
    delay_line,
    flip_flop,
    from_table,
    latch,
    temporal_xor,
    toggle,
)
from rnn_helpers.machines.noise import (
    gain_limits,
    noise_limit,
    random_pulses,
)
from rnn_helpers.machines.pulse_lines import pulses
from rnn_helpers.machines.truth_tables import weights_from_table
from rnn_helpers.training import (
    SmallLanguage,
    clause_ends,
    load_model,
    read_beginning,
    verbs_under_noise,
)

LANGUAGE = SmallLanguage()
EIGHT, WORDS, _ = load_model("eight_units")
TABLES = {"toggle": TOGGLE, "counter": COUNT_3, "temporal XOR": XOR}


@pytest.mark.parametrize(
    ("guess", "answer"),
    [
        (
            "guess-line",
            "It is w = 1.2. It fails from a noise of σ = 0.07 on, w = 1 from 0.03, w = 2",
        ),
        ("guess-toggle", "It is no. 0 of 20,000 units with random weights are right"),
    ],
)
def test_the_guesses(guess, answer):
    (path,) = run_notebooks.find(["10"])
    cells = {cell.id: cell for cell in run_notebooks.read(path).cells}
    assert answer in cells[guess].outputs[0].data["text/html"]


# Unit 7 of the trained network


def turned_verbs(params, language, text):
    """For each unit: how many verbs change their number where its sign is turned."""
    s, one = clause_ends(params, language, text)
    kinds = [WORDS.ids(k) for k in ("sleeps runs sees chases", "sleep run see chase")]
    counts = []
    for i in range(8):
        o = softmax(logits(np.where(np.arange(8) == i, -s, s), params))
        p_one, p_many = (o[:, kind].sum(axis=1) for kind in kinds)
        counts.append(int(((p_one > p_many) != one).sum()))
    return counts


@pytest.mark.parametrize("seed", range(1, 4))
def test_unit_7_says_the_number_when_the_verb_is_due_and_alone_turns_it(seed):
    text = LANGUAGE.draw(20_000, rng=np.random.default_rng(seed))
    s, one = clause_ends(EIGHT, LANGUAGE, text)
    assert ((s[:, 6] > 0) == one).all() and np.abs(s[:, 6]).min() > 0.5
    assert turned_verbs(EIGHT, LANGUAGE, text) == [0, 0, 0, 0, 0, 0, len(one), 0]


@pytest.mark.parametrize("seed", range(3))
def test_between_noun_and_verb_unit_7_is_wrong_at_one_place_only_and_a_full_stop_sets_it_up(seed):
    ids = LANGUAGE.draw(20_000, rng=np.random.default_rng(seed))
    s_7 = read_beginning(EIGHT, ids).s[1:, 6]
    beliefs = LANGUAGE.beliefs(LANGUAGE.vocab.words(ids))[1:]
    names = np.array(LANGUAGE.states)[beliefs.argmax(axis=1)]
    one, many = (np.char.startswith(names, number) for number in ("singular", "plural"))
    right = np.where(one, s_7 > 0, s_7 < 0)
    weak = names == "singular subject, who, plural noun"
    assert right[(one | many) & ~weak].all() and weak.sum() > 100 and not right[weak].any()
    assert s_7[ids == 0].min() > 0.85


def test_weights_of_unit_7_are_much_like_the_latchs():
    assert f"{EIGHT.W[6, 6]:.2f}" == "2.48"
    one, many = (EIGHT.U[6, WORDS.ids(k)] for k in ("dog cat boy girl", "dogs cats boys girls"))
    assert one.min() > 2 and one.max() < 3.7 and many.min() > -3.5 and many.max() < -2.9
    assert np.mean([*one, *-many]) == pytest.approx(3, abs=0.1)


def test_what_is_printed_of_the_trained_networks_holds():
    rng = np.random.default_rng(0)
    text = LANGUAGE.draw(20_000, rng=np.random.default_rng(1))
    assert same_digits(lambda p: p.W[6, 6], EIGHT, digits=2, rng=rng)
    assert same_digits(lambda p: p.U[6, 1:9], EIGHT, digits=2, rng=rng)
    count = lambda p: turned_verbs(p, LANGUAGE, text)  # noqa: E731
    assert same_digits(count, EIGHT, digits=0, rng=rng, times=4)
    for name, sigma in (("eight_units", 0.06), ("four_units", 0.01)):
        for k in (0, 1):  # just enough and just too little noise

            def share(params, sigma=sigma + 0.01 * k):
                rng = np.random.default_rng(1)
                return verbs_under_noise(params, LANGUAGE, text, sigma=sigma, rng=rng)

            assert same_digits(share, load_model(name)[0], digits=5, rng=rng, times=3)


@pytest.mark.parametrize("seed", range(4))
def test_trained_verbs_fail_at_about_half_the_latchs_noise_and_with_four_units_far_below(seed):
    text = LANGUAGE.draw(20_000, rng=np.random.default_rng(seed))

    def fails(name, sigma):
        rng = np.random.default_rng(seed)
        wrong = verbs_under_noise(load_model(name)[0], LANGUAGE, text, sigma=sigma, rng=rng)
        return wrong > 1e-3

    assert not fails("eight_units", 0.05) and fails("eight_units", 0.1)
    assert not fails("four_units", 0.004) and fails("four_units", 0.02)
    assert 0.1 < noise_limit(latch(), seed=seed) < 0.2


# Latch


def test_latch_is_safe_for_ever():
    """A size of at least tanh(1) stays one: silence, the same sign, the other sign; at any size."""
    safe = np.tanh(1)
    sizes = np.linspace(safe, 1, 1001)
    for push, sign in ((0, 1), (3, 1), (-3, -1)):
        assert (sign * np.tanh(2 * sizes + push) >= safe - 1e-15).all()
    assert np.tanh(3) > safe and np.tanh(2 * safe) == pytest.approx(0.9093, abs=5e-5)


def test_smallest_push_is_w_times_the_resting_place():
    s = latch().params
    rest = forward_propagation(np.zeros((200, 1)), s, s0=[-1]).last_state[0]
    assert -2 * rest == pytest.approx(1.915008, abs=5e-7)
    for push, side in ((1.9150, -1), (1.9151, 1)):
        x = np.zeros((300, 1))
        x[0] = push / 3
        assert np.sign(forward_propagation(x, s, s0=[rest]).last_state[0]) == side


def test_plus_said_again_and_again_makes_no_latch_deaf_to_minus():
    """However often: s stays below 1, so W pulls with less than 2 against a push of 3."""
    s = np.array([0.0])
    for _ in range(3000):
        s = forward_propagation([[1.0]], latch().params, s0=s).last_state
        assert np.tanh(2 * s - 3) < -0.76 and s < 1
    assert f"{2 * s[0]:.4f}" == "1.9998"


def test_flip_flop_holds_all_four_pairs():
    x = pulses("+......-......+.../+...-..........", steps=20)
    z = forward_propagation(x, flip_flop().params).z[[3, 6, 10, 18]]
    assert np.sign(z).tolist() == [[1, 1], [1, -1], [-1, -1], [1, -1]]


# Delay line, clock, leaky integrator


def test_above_weight_1_a_pulse_keeps_its_size_at_any_length():
    x = np.eye(200)[:, :1]
    for w, height in ((1, 0.1), (1.2, 0.658), (2, 0.957)):
        z = forward_propagation(x, delay_line(units=200, w=w).params).z[:, 0]
        assert z[-1] == pytest.approx(height, abs=0.02) and not z[:-1].any()


@pytest.mark.parametrize("seed", range(4))
def test_a_fast_line_is_worse_at_silence(seed):
    limits = {w: noise_limit(delay_line(w=w), seed=seed) for w in (1, 1.2, 1.5, 2)}
    assert limits[1.2] > limits[1.5] > limits[1] >= limits[2]


def test_from_zeros_the_toggle_begins_with_odd():
    params = toggle().params
    z = [forward_propagation(np.zeros((50, 1)), params, s0=s0).z for s0 in ([-1, -1], [0, 0])]
    assert np.abs(z[0]).max() < 0.01 and np.abs(z[1] - 1).max() < 0.01


def test_clock_stops_without_a_factor_above_1():
    for factor, size in ((0.9, 0), (1.5, 0.8586)):
        s = forward_propagation(np.zeros((4001, 1)), clock(gain=factor).params, s0=[0.3, 0.1]).s
        assert np.abs(s[-1]) == pytest.approx([size, size], abs=5e-5)
        assert s[-5] == pytest.approx(s[-1], abs=1e-9)


def test_the_cycle_of_the_clock_attracts():
    params, product = clock().params, np.eye(2)
    s = forward_propagation(np.zeros((1000, 1)), params, s0=[0.3, 0.1]).s[-4:]
    for s_t in s:
        product = jacobian(s_t, params.W) @ product
    assert np.abs(np.linalg.eigvals(product)).max() < 0.05


def test_the_average_fades():
    assert abs(0.8**3 - 0.512) < 1e-12 and 0.8**21 < 0.01 < 0.8**20


def test_a_sign_is_repaired_a_number_fades_and_on_a_line_it_drifts():
    """The latch shrinks noise to a sixth near 0.96; a sum of t of them grows like t^0.5."""
    rng = np.random.default_rng(3)
    spread = []
    for step in (lambda s: np.tanh(2 * s), lambda s: 0.8 * s, lambda s: s):
        s = np.full(20_000, 0.4)
        for _ in range(100):
            s = step(s + 0.02 * rng.standard_normal(len(s)))
        spread.append(s.std())
        assert s.mean() == pytest.approx([0.957, 0, 0.4][len(spread) - 1], abs=0.01)
    slope = 2 * (1 - 0.957504**2)
    fading = 0.8 / np.sqrt(1 - 0.8**2)
    assert spread == pytest.approx(0.02 * np.array([slope, fading, 10]), rel=0.05)


def test_delay_line_is_right_for_ever():
    """Nothing but x three steps ago arrives, at a fixed height; silence arrives as silence."""
    params = delay_line().params
    rng = np.random.default_rng(0)
    for now in (-1, 0, 1):  # whatever came before and after it
        x = rng.choice([-1.0, 0.0, 1.0], (50, 1))
        x[-4] = now
        z = forward_propagation(x, params, s0=rng.uniform(-1, 1, 4)).z[-1, 0]
        assert z == pytest.approx(now * np.tanh(2 * np.tanh(2 * np.tanh(2 * np.tanh(3)))))
    assert abs(np.tanh(2 * np.tanh(2 * np.tanh(2 * np.tanh(3)))) - 1) < 0.5


def test_clock_is_right_for_ever():
    """Sizes of at least 0.8586 stay so and only change places; then z is within 0.17."""
    least = forward_propagation(np.zeros((500, 1)), clock().params, s0=[1, 1]).s[-1].min()
    sizes = np.linspace(abs(least), 1, 1001)
    assert (np.tanh(1.5 * sizes) >= abs(least) - 1e-12).all()  # silence: the next corner
    assert (np.tanh(3 - 1.5 * sizes) >= abs(least)).all()  # a pulse: both get its sign
    assert np.tanh(3 - 1.5) >= abs(least)
    scale = 0.5 / 0.8586
    assert 2 * scale - 1 < 0.17 and 2 * scale * 0.8585 > 0.99  # both of one sign
    assert (1 - abs(least)) * scale < 0.17  # one each


def test_leaky_integrator_is_right_for_ever():
    """|s| stays below 0.23, so tanh takes off at most 0.0042 a step: 0.0042 / 0.2 / size < 0.1."""
    s = 0.23
    a = 0.8 * s + 0.05
    assert np.tanh(a) <= s
    assert (a - np.tanh(a)) / (1 - 0.8) / 0.25 < 0.1


def test_one_unit_alone_keeps_its_sign_or_changes_it_in_every_silent_step():
    s = np.linspace(-1, 1, 201)
    for w in (-3, -0.5, 0.5, 3):
        assert (np.sign(np.tanh(w * s)) == np.sign(w) * np.sign(s)).all()


# Tables


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("n", "works"), [(15, True), (20, False)])
def test_a_counter_to_15_works_and_one_to_20_does_not(n, works, seed):
    machine = from_table({(q, x): ((q + x) % n, (q + x) % n) for q in range(n) for x in (0, 1)}, "")
    x = random_pulses(machine, 3000, rng=np.random.default_rng(seed))
    z = forward_propagation(x, machine.params, s0=machine.s0).z
    assert machine.wrong(z, machine.truth(x)).any() == (not works)


def test_with_the_factor_8_a_counter_to_20_works():
    table = {(q, x): ((q + x) % 20, (q + x) % 20) for q in range(20) for x in (0, 1)}
    params = weights_from_table(table, gain=8)
    x = random_pulses(toggle(), 3000, rng=np.random.default_rng(7))
    z = forward_propagation(x, params, s0=-np.ones(params.hidden_size)).z
    assert (np.abs(z - np.cumsum(x, axis=0) % 20) < 0.5).all()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_goes_on_for_ever(name):
    """States within 0.01 of +-1 are within 0.01 of the right +-1 after any step: by intervals."""
    table, params = TABLES[name], MACHINES[name]().params
    rows = [row for row, does in table.items() if does != (0, 0)]
    assert params.hidden_size == len(rows)
    off = -np.ones(len(rows))
    patterns = {0: [off]}  # what the units may be when the machine is in a state
    for j, row in enumerate(rows):
        patterns.setdefault(table[row][0], []).append(np.where(np.arange(len(rows)) == j, 1, off))
    for (state, x), _ in table.items():
        right = np.array([1.0 if row == (state, x) else -1.0 for row in rows])
        for s in patterns[state]:
            a = params.U[:, 0] * x + params.W @ s + params.b
            slack = 0.01 * np.abs(params.W).sum(axis=1)
            assert (np.tanh(right * a - slack) >= 0.99).all()


def test_the_weights_in_the_chapter():
    params = weights_from_table(TOGGLE)
    assert params.W.tolist() == [[-3, -3], [3, 3]] and params.U.tolist() == [[6], [-6]]
    assert params.b.tolist() == [-9, 3]
    assert params.V.tolist() == [[0.5, 0.5]] and params.c.tolist() == [1]


def test_units_of_the_tables():
    made = [machine().params.hidden_size for machine in (toggle, counter, temporal_xor)]
    assert made == [2, 4, 3]


def test_no_single_unit_toggles_or_compares():
    """The proofs' lemmas: one unit keeps or exchanges the order; the two pairs have one total."""
    rng = np.random.default_rng(0)
    w, push, p, q = rng.uniform(-3, 3, (4, 1000))
    order = np.sign(np.tanh(w * p + push) - np.tanh(w * q + push))
    assert (order == np.sign(w) * np.sign(p - q)).all()
    np.testing.assert_allclose(w * p + (push + w * q), (push + w * p) + w * q)


# Limits


@pytest.mark.parametrize("seed", range(2))
def test_ends_in_silence_are_those_that_the_program_must_keep_and_one_more_of_the_counter(seed):
    found = {}
    for name, make in MACHINES.items():
        params = make().params
        s = np.random.default_rng(seed).uniform(-1, 1, (500, params.hidden_size))
        for _ in range(400):
            s = np.tanh(s @ params.W.T + params.b)
        found[name] = np.unique(s.round(3) + 0.0, axis=0)
    assert {name: len(ends) for name, ends in found.items()} == {
        "latch": 2, "flip-flop": 4, "delay line": 1, "clock": 4,
        "leaky integrator": 1, "toggle": 2, "counter": 4, "temporal XOR": 1,
    }  # fmt: skip
    params = counter().params
    z = found["counter"] @ params.V.T + params.c
    assert sorted(z[:, 0].round()) == [0, 1, 2, 3]
    assert ((found["counter"] > 0).sum(axis=1) == [1, 1, 2, 0]).all()
    s = found["clock"]  # one cycle: each leads to another, and all of them come up
    after = np.tanh(s @ clock().params.W.T).round(3)
    assert {*map(tuple, after)} == {*map(tuple, s)} and not (after == s).all(axis=1).any()


SEEDS = {"latch": 12, "flip-flop": 4, "delay line": 2, "clock": 12, "leaky integrator": 2,
         "toggle": 6, "counter": 4, "temporal XOR": 2}  # fmt: skip


@pytest.fixture(scope="module")
def sigmas():
    return {
        name: np.array([noise_limit(MACHINES[name](), seed=seed) for seed in range(seeds)])
        for name, seeds in SEEDS.items()
    }


def test_other_seeds_move_the_limits_by_up_to_0_03(sigmas):
    moved = {name: np.abs(found - found[0]).max() for name, found in sigmas.items()}
    assert max(moved.values()) < 0.031, sigmas


def test_the_clock_bears_almost_as_much_as_the_latch_and_the_average_least(sigmas):
    latch, clock = sigmas["latch"], sigmas["clock"]
    assert latch.min() <= clock.max() and clock.min() <= latch.max()
    assert 0.01 < np.median(latch) - np.median(clock) < 0.03
    others = [found.min() for name, found in sigmas.items() if name != "leaky integrator"]
    assert sigmas["leaky integrator"].max() <= 0.01 < min(others)


@pytest.mark.parametrize("seed", range(4))
def test_a_deeper_basin_bears_more_noise_when_pushed_as_hard(seed):
    shallow, deep = (noise_limit(latch(w=w, u=6), seed=seed) for w in (1.5, 3))
    assert shallow < deep - 0.05


def test_the_delay_line_and_the_average_bear_least(sigmas):
    least = max(sigmas["delay line"].max(), sigmas["leaky integrator"].max())
    others = set(sigmas) - {"delay line", "leaky integrator"}
    assert least < 0.03 and min(sigmas[name].min() for name in others) > 4 * least / 1.2


def test_a_latch_keeps_its_sign_at_any_gain_without_noise_and_up_to_where_a_push_fails():
    assert gain_limits(latch(), seed=0) == gain_limits(flip_flop(), seed=0) == (0.01, 1.5)


def test_the_integrator_alone_bears_no_other_W():
    gain = {name: gain_limits(make(), seed=0) for name, make in MACHINES.items()}
    low, high = gain.pop("leaky integrator")
    assert 0.97 < low < 1 < high < 1.05
    assert all(low < 0.8 and high > 1.25 for low, high in gain.values())


# Explorers


@pytest.fixture(scope="module")
def board():
    explorer = pulse_board()
    yield explorer
    explorer.close()


@pytest.fixture(scope="module")
def match():
    explorer = match_target()
    yield explorer
    explorer.close()


def test_a_weak_latch_drowns_in_noise_and_basins_save_it(board):
    """Crosses up to g = 0.5, where the weight is 1; without noise none."""
    board.preset("weak W")
    crosses = {}
    for gain in np.arange(0.2, 1.51, 0.05).round(2).tolist():
        board.set(gain=gain)
        crosses[gain] = len(board.state()["wrong"])
    assert [gain for gain, found in crosses.items() if found] == [
        0.2,
        0.25,
        0.3,
        0.35,
        0.4,
        0.45,
        0.5,
    ]
    board.set(gain=0.4, sigma=0.0)
    assert not len(board.state()["wrong"]) and abs(board.state()["s_t"][0]) < 0.02
    board.reset()


def test_units_of_the_counter_while_it_says_2(board):
    board.preset("counter")
    on = {}
    for t in range(STEPS):
        board.set(t=t)
        state = board.state()
        on.setdefault(round(state["z_t"][0]), set()).add(tuple(np.flatnonzero(state["s_t"] > 0)))
    assert on == {0: {()}, 1: {(0,), (1,)}, 2: {(2,), (3,)}}
    board.reset()


def test_blink_is_one_slider_away_from_a_strong_latch(match):
    match.preset("weak latch")
    match.set(W11=1.5)
    assert match.state()["gap"] == 0
    match.set(W11=-1.5, goal="blink")
    assert match.state()["gap"] == 0
    match.reset()


def test_the_quarter_turn_goes_on_turning(match):
    match.preset("quarter turn")
    match.set(V1=1)
    assert (
        set(np.sign(match.state()["z"][-3:])) == {-1, 1}
        and np.abs(match.state()["z"][2:]).min() > 0.1
    )
    match.reset()


def test_weights_of_a_unit_that_nobody_hears_may_be_anything(match):
    for value in (-4, 4):
        match.set(goal="keep the last sign", W11=2, U1=3, W21=value, W22=value, U2=-value)
        assert match.state()["gap"] == 0
    match.reset()
