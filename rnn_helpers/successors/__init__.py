"""What came after the plain loop: gates (a wing of their own), and two ways without a tanh in it.

attention           every word looks at all words before it
linear_recurrence   without tanh: as a loop, as a convolution, as a parallel scan
costs               how many multiplications each needs, and how many steps one after the other
"""

from ..gates import *  # noqa: F403  what its contents page lists
from ..gates import __all__ as _gates
from .attention import AttentionParams, Look, attend, causal_weights
from .costs import attention_cost, linear_cost, loop_cost
from .linear_recurrence import (
    kernel,
    linear_convolution,
    linear_loop,
    linear_scan,
    read_linear,
    rounds_of,
    scan_rounds,
)

__all__ = [
    *_gates,
    "AttentionParams",
    "Look",
    "attend",
    "attention_cost",
    "causal_weights",
    "kernel",
    "linear_convolution",
    "linear_cost",
    "linear_loop",
    "linear_scan",
    "loop_cost",
    "read_linear",
    "rounds_of",
    "scan_rounds",
]
