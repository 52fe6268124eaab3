"""Small networks with weights set by hand.

examples        the networks that the chapters share: dog_bites_man, worked_example, one_unit
machine         latch, flip-flop, delay line, clock, and the tables toggle, counter, XOR
truth_tables    a truth table turned into weights
targets         what a machine should say, without a network
pulse_lines     "..+.-" as inputs, and back
noise           how noisy, and how far out of tune, before a machine fails
"""

from .examples import dog_bites_man, one_unit, worked_example
from .machine import (
    COUNT_3,
    MACHINES,
    TOGGLE,
    XOR,
    Machine,
    delay_line,
    from_table,
    latch,
    leaky_integrator,
    toggle,
)
from .noise import gain_limits, noise_limit, wrong_share
from .pulse_lines import pulse_line, pulses
from .targets import by_table
from .truth_tables import weights_from_table

__all__ = [
    "COUNT_3",
    "MACHINES",
    "TOGGLE",
    "XOR",
    "Machine",
    "by_table",
    "delay_line",
    "dog_bites_man",
    "from_table",
    "gain_limits",
    "latch",
    "leaky_integrator",
    "noise_limit",
    "one_unit",
    "pulse_line",
    "pulses",
    "toggle",
    "weights_from_table",
    "worked_example",
    "wrong_share",
]
