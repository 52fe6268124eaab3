"""Machines: small networks with weights set by hand, each with the truth that it should tell."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..forward_pass.forward import forward_propagation
from ..forward_pass.params import RNNParams
from .pulse_lines import SIGNS, pulses
from .targets import by_table, fading_average, last_sign, late, restarted
from .truth_tables import weights_from_table

TOGGLE = {(0, 0): (0, 0), (0, 1): (1, 1), (1, 0): (1, 1), (1, 1): (0, 0)}
COUNT_3 = {(q, x): ((q + x) % 3, (q + x) % 3) for q in range(3) for x in (0, 1)}
XOR = {(0, 0): (0, 0), (0, 1): (1, 1), (1, 0): (0, 1), (1, 1): (1, 0)}  # the state: the last x


@dataclass(frozen=True, eq=False)
class Machine:
    """A network, and what its read-out z_t should say.

    params : RNNParams
    s0 : (H,) where it is started
    truth : function of the inputs (T, D) that returns the right z (T, K), NaN where none is asked
    program : what it does, in words
    within : how far off the truth z_t is wrong: half the way to the next answer, so that another
        one is as near; where answers are not apart, any distance
    reads : the signs of a pulse line that it understands
    """

    params: RNNParams
    s0: np.ndarray
    truth: Callable
    program: str
    within: float = 0.5
    reads: str = "+-"

    def answers(self, line):
        """Return z (T, K) for a pulse line; signs that are not read count as silence."""
        x = pulses(line)
        x = np.where(np.isin(x, [SIGNS[sign] for sign in self.reads]), x, 0.0)
        return forward_propagation(x[:, : self.params.input_size], self.params, s0=self.s0).z

    def wrong(self, z, truth):
        """Return where z (..., K) is not right; nowhere where the truth (..., K) is NaN.

        Held against both borders, so that a sign counts however small z is.
        """
        return (z <= truth - self.within) | (z >= truth + self.within)


def latch(*, w=2.0, u=3.0):
    """s_t = tanh(w s_{t-1} + u x_t): keeps the sign of the last pulse.

    For ever at w = 2, u = 3: a size of at least tanh(1) = 0.7616 stays one.
    """
    params = RNNParams(U=[[u]], W=[[w]], V=[[1.0]])
    told = "keeps the sign of the last pulse"
    return Machine(params, np.zeros(1), last_sign, told, within=1.0)


def flip_flop():
    """s_t = tanh(2 s_{t-1} + 3 x_t) with two units and two inputs: two latches, four basins.

    Source: Sussillo & Barak, "Opening the black box" (2013), train a network to be three.
    """
    params = RNNParams(U=3 * np.eye(2), W=2 * np.eye(2), V=np.eye(2))
    told = "keeps the last sign on each of two inputs"
    return Machine(params, np.zeros(2), last_sign, told, within=1.0)


def delay_line(*, units=4, w=2.0, u=3.0):
    """s_{t,1} = tanh(u x_t), s_{t,i} = tanh(w s_{t-1,i-1}): says what came units - 1 steps ago.

    W has w just below the diagonal, and nothing else. Above w = 1 a pulse keeps its size, but
    noise in silence grows from unit to unit.
    """
    U, V = np.zeros((units, 1)), np.zeros((1, units))
    U[0], V[0, -1] = u, 1.0
    params = RNNParams(U=U, W=w * np.eye(units, k=-1), V=V)
    told = f"says what came {units - 1} steps ago"
    return Machine(params, np.zeros(units), lambda x: late(x, steps=units - 1), told)


def clock(*, gain=1.5):
    """W = gain times a quarter turn: goes round four states, 1, 0, -1, 0; a pulse sets the hand.

    It needs gain above 1. At 1.5 the four states are (+-0.8586, +-0.8586).
    """
    V = np.full((1, 2), 0.5 / 0.8586)
    params = RNNParams(U=[[3.0], [3.0]], W=[[0, -gain], [gain, 0]], V=V)
    told = "says 1, 0, −1, 0 in turns; a pulse says where to begin"
    return Machine(params, np.zeros(2), lambda x: restarted(x, (1, 0, -1, 0)), told)


def leaky_integrator(*, keep=0.8, size=0.25):
    """s_t = tanh(keep s_{t-1} + (1 - keep) size x_t), z_t = s_t / size: a fading average.

    Right as far as tanh(a) = a: the smaller `size`, the smaller this error, and the larger what
    noise does to z.
    """
    params = RNNParams(U=[[(1 - keep) * size]], W=[[keep]], V=[[1 / size]])
    told = f"says the average {keep:g} · old + {1 - keep:g} · x"
    return Machine(params, np.zeros(1), lambda x: fading_average(x, keep=keep), told, within=0.1)


def toggle():
    """Two units from the table TOGGLE: 1 after an odd number of pulses, 0 after an even one."""
    return from_table(TOGGLE, "says 1 after an odd number of pulses, else 0")


def counter():
    """Four units from the table COUNT_3: the number of pulses, counted 0, 1, 2, 0, 1, 2."""
    return from_table(COUNT_3, "counts pulses: 0, 1, 2, 0, 1, 2")


def temporal_xor():
    """Three units from the table XOR: 1 when x_t differs from x_{t-1} (0 before the first), else 0.

    Source: Elman, "Finding structure in time" (1990), gives a network a like task.
    """
    return from_table(XOR, "says 1 where x differs from the x before it, else 0")


def from_table(table, program):
    """Return the machine that carries out a table, started in state 0: all units off, at -1."""
    params = weights_from_table(table)
    start = -np.ones(params.hidden_size)
    return Machine(params, start, lambda x: by_table(x, table), program, reads="+")


MACHINES = {
    "latch": latch,
    "flip-flop": flip_flop,
    "delay line": delay_line,
    "clock": clock,
    "leaky integrator": leaky_integrator,
    "toggle": toggle,
    "counter": counter,
    "temporal XOR": temporal_xor,
}
