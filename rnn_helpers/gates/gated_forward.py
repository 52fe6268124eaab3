"""The forward pass with gates over a whole sequence, as written."""

from dataclasses import dataclass

import numpy as np

from ..forward_pass.arrays import as_numbers
from ..forward_pass.cells import softmax
from ..forward_pass.inputs import as_inputs
from .gate_params import GRUParams, LSTMParams
from .gate_steps import gru_step, leaky_step, lstm_step


@dataclass(frozen=True, eq=False)
class GatedTrace:
    """Every intermediate of one forward pass, row t belonging to step t.

    steps : list of LeakyStep, GRUStep or LSTMStep
    z : (T, K) logits V s_t + c
    o : (T, K) probabilities softmax(z_t)
    s0 : (H,) the hidden state before the first step
    m0 : (H,) the cell state before it, of an LSTM, else None

    `trace["s"]` are the states (T, H), `trace["k"]` the update gates of a GRU, and so on for
    every letter of a step.
    """

    steps: list
    z: np.ndarray
    o: np.ndarray
    s0: np.ndarray
    m0: np.ndarray | None

    def __getitem__(self, letter):
        known = self.steps[0]._fields if self.steps else ()
        if letter not in known:
            raise KeyError(f"a trace of these steps has {', '.join(known)}; got {letter!r}")
        return np.array([getattr(step, letter) for step in self.steps])  # (T, H)

    @property
    def s(self):
        """(T, H) the hidden states."""
        return self["s"] if self.steps else np.empty((0, len(self.s0)))

    @property
    def last_state(self):
        """(H,) the hidden state after the last step; s0 when there was no step."""
        return self.steps[-1].s if self.steps else self.s0

    @property
    def last_cell(self):
        """(H,) the cell state of an LSTM after the last step; m0 when there was no step."""
        return self.steps[-1].m if self.steps and self.m0 is not None else self.m0


@np.errstate(over="ignore", invalid="ignore")  # as_numbers reports it, with its place
def gated_forward(x, params, *, s0=None, m0=None, g=None):
    """Run leaky_step, gru_step or lstm_step over a sequence, and o_t = softmax(V s_t + c).

    Parameters
    ----------
    x : T token ids in 0..D-1, or float vectors (T, D); T may be 0
    params : RNNParams for leaky steps, GRUParams or LSTMParams
    s0 : (H,) the hidden state before the first step, zeros when left out
    m0 : (H,) the cell state of an LSTM before the first step, zeros when left out
    g : of leaky steps, and only of these: see leaky_step; 1 when left out, the plain network

    Returns
    -------
    GatedTrace

    Raises
    ------
    TypeError, ValueError : naming the symbol, what was expected, what came and where

    Source: the post's loop, with another step in its body.
    """
    is_lstm = isinstance(params, LSTMParams)
    is_leaky = not isinstance(params, GRUParams | LSTMParams)
    if m0 is not None and not is_lstm:
        raise ValueError("m0 is the cell state of an LSTM; this network has none: leave it out")
    if g is not None and not is_leaky:
        raise ValueError("g belongs to leaky steps; a GRU and an LSTM compute their gates")
    x = as_inputs(x, size=params.input_size, dtype=params.dtype)
    s0, steps = _start("s0", s0, params), []
    m0 = _start("m0", m0, params) if is_lstm else None
    s, m = s0, m0
    for x_t in x:
        if is_lstm:
            step = lstm_step(x_t, s, m, params)
            m = step.m
        elif is_leaky:
            step = leaky_step(x_t, s, params, g=1.0 if g is None else g)
        else:
            step = gru_step(x_t, s, params)
        s = step.s
        steps.append(step)
    states = np.array([step.s for step in steps]).reshape(len(steps), len(s0))  # (T, H)
    as_numbers("s", states)
    z = as_numbers("z", states @ params.V.T + params.c)  # (T, K)
    return GatedTrace(steps, z, softmax(z), s0, m0)


def _start(name, state, params):
    H = params.hidden_size
    if state is None:
        return np.zeros(H, params.dtype)
    return as_numbers(name, state, shape=(H,), dtype=params.dtype, why=f"W has {H} columns").copy()
