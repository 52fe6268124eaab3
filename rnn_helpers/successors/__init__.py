"""What came after the loop: two ways to read a text without a tanh from step to step.

attention           every word looks at all words before it
linear_recurrence   without tanh: as a loop, as a convolution, as a parallel scan
costs               how many multiplications each needs, and how many steps one after the other
"""

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
