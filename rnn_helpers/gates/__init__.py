"""Cells with gates: how much of the old state stays, and how much of the new comes in.

gate_params      the arrays of a GRU and of an LSTM, their blocks of rows named
gate_steps       one step: leaky_step, gru_step, lstm_step, every intermediate told
gated_forward    the loop over a sequence
gate_slopes      Jacobians of a step, and their product along a run
"""

from .gate_params import GRUParams, LSTMParams
from .gate_slopes import gate_jacobians, gate_products
from .gate_steps import GRUStep, LeakyStep, LSTMStep, gru_step, leaky_step, lstm_step, sigmoid
from .gated_forward import GatedTrace, gated_forward

__all__ = [
    "GRUParams",
    "GRUStep",
    "GatedTrace",
    "LSTMParams",
    "LSTMStep",
    "LeakyStep",
    "gate_jacobians",
    "gate_products",
    "gated_forward",
    "gru_step",
    "leaky_step",
    "lstm_step",
    "sigmoid",
]
