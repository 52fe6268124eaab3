"""Chapter 10: machines are right for ever, and fail where the chapter says they fail."""

import numpy as np
import pytest

from rnn_helpers import forward_propagation
from rnn_helpers.dynamics.cycles import find_cycles, jacobian
from rnn_helpers.explorers.match_target import match_target
from rnn_helpers.explorers.pulse_board import STEPS, pulse_board
from rnn_helpers.forward_pass.params import RNNParams
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
    leaky_integrator,
    temporal_xor,
    toggle,
)
from rnn_helpers.machines.noise import (
    gain_limits,
    largest_error,
    noise_limit,
    noisy_states,
    random_pulses,
)
from rnn_helpers.machines.pulse_lines import pulses
from rnn_helpers.machines.truth_tables import weights_from_table

TABLES = {"toggle": TOGGLE, "counter": COUNT_3, "temporal XOR": XOR}


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


@pytest.mark.parametrize(
    ("steps", "least"),
    [(1, 1.9150), (2, 1.2122), (3, 0.9604), (5, 0.7572), (10, 0.6153), (100, 0.5342),
     (1000, 0.5329)],
)  # fmt: skip
def test_a_held_push_flips_with_less_and_never_with_less_than_the_fold(steps, least):
    params = latch(u=1.0).params
    rest = forward_propagation(np.zeros((200, 1)), params, s0=[-1]).last_state
    for push, side in ((least - 1e-4, -1), (least + 1e-4, 1)):
        x = np.zeros((steps + 300, 1))
        x[:steps] = push
        assert np.sign(forward_propagation(x, params, s0=rest).last_state[0]) == side
    edge = np.sqrt(1 - 1 / 2)  # where 2 (1 - s^2) = 1: the place and the ridge meet
    fold = 2 * edge - np.arctanh(edge)
    assert fold == pytest.approx(0.5328, abs=5e-5) and least > fold


def test_three_latches_have_27_resting_places():
    found = find_cycles(2 * np.eye(3), np.zeros(3), longest=1)
    places = np.array([cycle.states[0] for cycle in found])
    spectra = [np.linalg.eigvals(jacobian(place, 2 * np.eye(3))) for place in places]
    grow = [int((np.abs(spectrum) > 1).sum()) for spectrum in spectra]
    assert np.bincount(grow).tolist() == [8, 12, 6, 1]  # attract, two kinds of saddles, repel


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


@pytest.mark.parametrize("seed", range(2))
def test_small_is_exact_and_noisy_and_a_half_is_the_best_of_four(seed):
    sizes = (1.0, 0.5, 0.25, 0.1)
    clean, noisy = (
        [largest_error(leaky_integrator(size=size), sigma=sigma, seed=seed) for size in sizes]
        for sigma in (0, 0.01)
    )
    assert clean == sorted(clean, reverse=True)
    added = np.subtract(noisy, clean)
    assert (np.diff(added) > 0).all() and np.argmin(noisy) == 1


def test_a_held_input_is_the_worst_for_the_average():
    """What tanh takes off grows with |s|, and no line makes that larger than a held one does."""
    machine, held = leaky_integrator(), np.ones((300, 1))
    trace = forward_propagation(held, machine.params)
    worst = np.abs(trace.z - machine.truth(held)).max()
    assert f"{worst:.3f}" == "0.083" and worst < machine.within
    for seed in range(12):
        x = random_pulses(machine, 1000, rng=np.random.default_rng(seed))
        z = forward_propagation(x, machine.params).z
        assert np.abs(z - machine.truth(x)).max() < worst
        assert np.abs(z).max() < trace.z.max()


def test_the_average_fades():
    assert abs(0.8**3 - 0.512) < 1e-12 and 0.8**21 < 0.01 < 0.8**20


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


def test_a_table_says_1_at_every_third_step_without_input():
    table = {(q, x): ((q + 1) % 3, int(q == 2)) for q in range(3) for x in (0, 1)}
    machine = from_table(table, "")
    z = forward_propagation(np.zeros((300, 1)), machine.params, s0=machine.s0).z[:, 0]
    assert z.round().tolist() == [0, 0, 1] * 100


def test_three_units_say_elmans_third_bit_one_step_early():
    bits = np.random.default_rng(1).integers(0, 2, (1000, 3))
    bits[:, 2] = bits[:, 0] ^ bits[:, 1]
    x = bits.reshape(-1, 1).astype(float)
    z = forward_propagation(x, temporal_xor().params, s0=[-1, -1, -1]).z
    np.testing.assert_array_equal(z[1::3, 0].round(), bits[:, 2])


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


def test_two_units_compare_if_a_threshold_reads_them():
    params = RNNParams(
        U=[[8], [3.5]], W=[[-1, 4], [-0.3125, 1.25]], V=[[-1, 1]], b=[-6, -1.75], c=[-0.159]
    )
    x = random_pulses(temporal_xor(), 5000, rng=np.random.default_rng(0))
    z = forward_propagation(x, params, s0=[-1, -0.9]).z
    np.testing.assert_array_equal(z > 0, temporal_xor().truth(x) == 1)
    assert np.abs(z).min() > 0.1


# Limits


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
def test_push_helps_until_waiting_is_the_weak_moment(seed):
    limits = [noise_limit(latch(u=u), seed=seed) for u in (2.5, 3, 3.5, 4, 6)]
    assert limits[0] < limits[1] < limits[2] and limits[1] - limits[0] > 0.04
    assert 0.01 < limits[2] - limits[1] < 0.05 and max(limits) - limits[2] < 0.021
    deeper = [noise_limit(latch(w=w, u=2 * w), seed=seed) for w in (1, 2, 3, 4)]
    assert deeper == sorted(deeper) and deeper[0] < 0.03 and deeper[2] - deeper[1] > 0.02
    shallow = noise_limit(latch(w=1.5, u=6), seed=seed)  # exercise 2, pushed as hard
    assert shallow < noise_limit(latch(w=3, u=6), seed=seed) - 0.05


@pytest.mark.parametrize(("u", "sigma", "is_flip"), [(3, 0.16, True), (6, 0.19, False)])
def test_the_weak_moment_is_the_flip_and_with_a_hard_push_the_waiting(u, sigma, is_flip):
    machine, rng, ages = latch(u=u), np.random.default_rng(5), []
    for _ in range(12):
        x = random_pulses(machine, 1000, rng=rng)
        noise = sigma * rng.standard_normal((1000, 64, 1))
        s = noisy_states(x, machine.params, s0=machine.s0, noise=noise)
        truth = machine.truth(x)
        wrong = machine.wrong(s, truth[:, None])[:, :, 0]
        begins = np.argwhere(wrong[1:] & ~wrong[:-1])[:, 0] + 1  # the first of a row of wrong ones
        flips = np.flatnonzero(np.diff(truth[:, 0])) + 1
        ages += [(t - flips[flips <= t]).min(initial=99) for t in begins]
    at_flips = np.mean(np.array(ages) <= 1)  # then, or one step later
    assert len(ages) > 5 and (at_flips > 0.7 if is_flip else at_flips < 0.1)


def test_a_latch_keeps_its_sign_at_any_gain_without_noise_and_up_to_where_a_push_fails():
    assert gain_limits(latch(), seed=0) == gain_limits(flip_flop(), seed=0) == (0.01, 1.5)


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


def test_the_board_is_a_milder_judge_than_the_table(board):
    def crosses(**values):
        board.reset()
        board.set(**values)
        return len(board.state()["wrong"])

    for gain in np.arange(0.8, 1.151, 0.05):
        assert not crosses(machine="leaky integrator", gain=gain)
    assert crosses(machine="leaky integrator", gain=0.75)
    assert crosses(machine="leaky integrator", gain=1.2)
    assert crosses(machine="temporal XOR", sigma=0.5) == 1
    assert gain_limits(leaky_integrator(), seed=0) == (0.98, 1.04)
    assert noise_limit(temporal_xor(), seed=0) < 0.5
    board.reset()


def test_all_four_pairs_come_up_on_the_board(board):
    board.preset("flip-flop")
    assert not len(board.state()["wrong"])
    pairs = set()
    for t in range(1, STEPS + 1):
        board.set(t=t)
        pairs.add(tuple(np.sign(board.state()["z_t"]).tolist()))
    assert {(1, 1), (1, -1), (-1, 1), (-1, -1)} <= pairs
    board.reset()


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
    for t in range(1, STEPS + 1):
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
