"""The board of machines: its numbers, its answers to what is typed, and pointing into a lane."""

import numpy as np
import pytest

from rnn_helpers import forward_propagation
from rnn_helpers.explorers.pulse_board import STEPS, pulse_board
from rnn_helpers.machines.machine import MACHINES
from rnn_helpers.machines.pulse_lines import pulses


@pytest.fixture(scope="module")
def board():
    explorer = pulse_board()
    yield explorer
    explorer.close()


def test_a_lane_has_a_row_for_each_input_that_is_read_or_typed(board):
    board.reset()
    board.point(board.figure.axes[0], 1, -0.9)  # one row: below its middle
    assert board.state()["x"][1] == "-"
    board.set(machine="flip-flop")
    board.point(board.figure.axes[0], 1, -0.9)  # two rows: in the second
    assert board.state()["x"].endswith("/.-" + 22 * ".")
    board.reset()


def test_board_shows_the_machines_own_numbers(board):
    for name, make in MACHINES.items():
        board.reset()
        board.set(machine=name, x="+.+..+/.+.", t=8)
        machine, x = make(), pulses("+.+..+/.+.", steps=STEPS)
        x = x[:, : machine.params.input_size]
        trace = forward_propagation(x, machine.params, s0=machine.s0)
        assert board.state()["s_t"] == pytest.approx(trace.s[8])
        assert board.state()["z_t"] == pytest.approx(trace.z[8])
        assert not len(board.state()["wrong"])


def test_board_answers_what_is_typed(board):
    board.reset()
    for line, said in (("blubb 狗", "“blubb”"), ("+" * 25, "25 signs"), ("//", "at most one /")):
        board.set(x=line)
        assert said in board.describe() and len(board.describe()) <= 240
    board.reset()


def test_answers_beyond_the_picture_are_told(board):
    board.reset()
    assert "leaves" not in board.describe()
    board.set(machine="leaky integrator", sigma=0.5)  # its axis is stretched: it ends at 0.96
    assert board.describe().startswith("z leaves the picture. The leaky")
    board.reset()


def test_board_greys_what_is_not_read(board):
    board.reset()
    assert "grey" not in board.describe()
    board.set(machine="counter")
    assert "does not read the grey" in board.describe()
    board.set(x="+.+/-", machine="latch")
    assert "does not read the grey" in board.describe()
    board.set(machine="flip-flop")
    assert "grey" not in board.describe()
    board.reset()


def test_pointing_writes_a_pulse(board):
    board.reset()
    lane, start = board.figure.axes[0], board.state()["x"]
    board.point(lane, 14.2, 0.9)
    assert board.state()["x"] == start[:14] + "+" + start[15:]
    assert board.state()["t"] == 14 and "At t = 14, z is" in board.describe()
    board.point(lane, 13.8, 0.1)
    assert board.state()["x"] == start
    board.point(lane, -0.7, -0.9)  # no step
    assert board.state()["x"] == start
    board.set(machine="flip-flop")  # now there are two rows
    board.point(lane, 0, -1.1)
    board.point(lane, 22.7, 0.2)
    assert board.state()["x"] == start[:23] + "-/-" + 23 * "."
    board.set(machine="latch")
    assert "does not read the grey" in board.describe()
    board.reset()


def test_which_programs_fail_under_a_little_noise(board):
    board.tasks.go(1)
    assert board.tasks.list.task.guess.answer == "leaky integrator"
    for name in MACHINES:
        board.tasks.go(1)
        board.set(machine=name)
        board.set(sigma=0.05)
        assert board.tasks.ticked[0] == (name in ("delay line", "leaky integrator")), name
        board.tasks.list.ticked[0] = False
    board.reset()


def test_unit_4_holds_the_2_and_the_task_asks_for_a_silent_step(board):
    board.tasks.go(4)
    done = []
    for t in range(STEPS):
        board.set(t=t)
        if board.tasks.ticked[3]:
            done.append(t)
            assert np.flatnonzero(board.state()["s_t"] > 0).tolist() == [3]
        board.tasks.list.ticked[3] = False
    assert done == [6, 7]
    board.reset()


def test_flip_flop_preset_shows_all_four_pairs(board):
    board.preset("flip-flop")
    pairs = set()
    for t in range(5, STEPS):
        board.set(t=t)
        pairs.add(tuple(np.sign(board.state()["z_t"])))
    assert len(pairs) == 4
    board.reset()
