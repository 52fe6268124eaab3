"""Machines: each says at every step what it should."""

from dataclasses import replace

import numpy as np
import pytest

from rnn_helpers import forward_propagation
from rnn_helpers.machines.machine import MACHINES
from rnn_helpers.machines.noise import random_pulses, wrong_share
from rnn_helpers.machines.pulse_lines import pulses
from rnn_helpers.machines.targets import restarted

# What each machine should say, once more, written another way than in the package


def last_signs(x):
    steps = np.arange(len(x))[:, None]
    last = np.maximum.accumulate(np.where(x != 0, steps, -1), axis=0)
    return np.where(last < 0, np.nan, np.take_along_axis(x, last, axis=0))


def hand(x):
    z, states = [], None
    for (pulse,) in x:
        states = [1, 0, -1, 0] if pulse == 1 else [-1, 0, 1, 0] if pulse == -1 else states
        z.append([np.nan if states is None else states[0]])
        states = states and states[1:] + states[:1]
    return np.array(z)


def average(x):
    powers = 0.2 * 0.8 ** np.arange(len(x))
    return np.convolve(x[:, 0], powers)[: len(x), None]


ORACLES = {
    "latch": last_signs,
    "flip-flop": last_signs,
    "delay line": lambda x: np.concatenate([np.zeros((3, 1)), x[:-3]]),
    "clock": hand,
    "leaky integrator": average,
    "toggle": lambda x: x.cumsum(axis=0) % 2,
    "counter": lambda x: x.cumsum(axis=0) % 3,
    "temporal XOR": lambda x: np.abs(np.diff(x, axis=0, prepend=0)),
}


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize("seed", range(2))
def test_right_at_every_step_of_3000(name, seed):
    machine = MACHINES[name]()
    x = random_pulses(machine, 3000, rng=np.random.default_rng(seed))
    trace, truth = forward_propagation(x, machine.params, s0=machine.s0), ORACLES[name](x)
    np.testing.assert_allclose(machine.truth(x), truth, atol=1e-12)
    asked = ~np.isnan(truth)
    assert asked[1:].all()
    assert np.abs(trace.z - truth)[asked].max() <= machine.within
    assert not machine.wrong(trace.z, truth).any()


@pytest.mark.parametrize("name", MACHINES)
def test_answers_to_a_line_are_those_to_what_is_read_of_it(name):
    machine, line = MACHINES[name](), "+-.+..-/..+-+..-"
    read = line if "-" in machine.reads else line.replace("-", ".")
    x = pulses(read)[:, : machine.params.input_size]
    z = forward_propagation(x, machine.params, s0=machine.s0).z
    np.testing.assert_array_equal(machine.answers(line), z)
    assert not machine.wrong(z, machine.truth(x)).any()


@pytest.mark.parametrize("name", MACHINES)
def test_wrong_is_seen(name):
    """A machine with another W errs: the tests above can fail."""
    machine = MACHINES[name]()
    broken = replace(machine, params=machine.params.replace(W=0 * machine.params.W))
    assert wrong_share(broken, rng=np.random.default_rng(0)) > 0.05


@pytest.mark.parametrize(
    ("name", "truth", "right", "wrong"),
    [
        ("latch", 1, (1e-300, 0.4, 1.9), (0, -1e-300, -1)),
        ("latch", -1, (-1e-300, -1.5), (0, 1e-300, 2)),
        ("flip-flop", 1, (1e-20, 1), (0, -1e-20)),
        ("clock", 0, (0, 0.49, -0.49), (0.5, -0.5, 1)),
        ("delay line", 1, (0.51, 1.49), (0.5, 0, -1)),
        ("toggle", 1, (0.51, 1), (0.5, 0)),
        ("counter", 2, (1.51, 2), (1.5, 1, 0)),
        ("temporal XOR", 0, (0, 0.49), (0.5, 1)),
        ("leaky integrator", 0.3, (0.3, 0.39, 0.21), (0.41, 0.19, 0)),
    ],
)
def test_an_answer_is_wrong_where_another_is_as_near(name, truth, right, wrong):
    machine = MACHINES[name]()
    for answers, is_wrong in ((right, False), (wrong, True)):
        for z in map(float, answers):
            assert machine.wrong(np.array([z]), np.array([float(truth)])) == [is_wrong], z
            assert not machine.wrong(np.array([z]), np.array([np.nan]))  # nothing is asked


PROGRAMS = {
    "latch": "keeps the sign of the last pulse",
    "flip-flop": "keeps the last sign on each of two inputs",
    "delay line": "says what came 3 steps ago",
    "clock": "says 1, 0, −1, 0 in turns; a pulse says where to begin",
    "leaky integrator": "says the average 0.8 · old + 0.2 · x",
    "toggle": "says 1 after an odd number of pulses, else 0",
    "counter": "counts pulses: 0, 1, 2, 0, 1, 2",
    "temporal XOR": "says 1 where x differs from the x before it, else 0",
}


def test_each_says_in_words_what_it_does():
    assert {name: machine().program for name, machine in MACHINES.items()} == PROGRAMS


@pytest.mark.parametrize(
    ("name", "U", "W", "V"),
    [
        ("latch", [[3]], [[2]], [[1]]),
        ("flip-flop", [[3, 0], [0, 3]], [[2, 0], [0, 2]], [[1, 0], [0, 1]]),
        (
            "delay line",
            [[3], [0], [0], [0]],
            [[0, 0, 0, 0], [2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 2, 0]],
            [[0, 0, 0, 1]],
        ),
        ("clock", [[3], [3]], [[0, -1.5], [1.5, 0]], [[0.5 / 0.8586, 0.5 / 0.8586]]),
        ("leaky integrator", [[0.05]], [[0.8]], [[4]]),
    ],
)
def test_the_weights_are_those_of_the_equation(name, U, W, V):
    params = MACHINES[name]().params
    for letter, wanted in zip("UWV", (U, W, V)):
        np.testing.assert_allclose(getattr(params, letter), wanted, rtol=1e-12)
    assert not params.b.any() and not params.c.any()


def test_a_beat_goes_on_in_its_order_and_begins_again():
    x = np.array([[0, 1, 0, 0, 0, -1, 0]], float).T
    expected = [np.nan, 1, 2, 3, 1, -1, -2]
    np.testing.assert_array_equal(restarted(x, (1, 2, 3))[:, 0], expected)
