"""The small helper: the whole forward pass, to be read in one sitting, with NumPy alone.

params      the five arrays U, W, V, b, c
cells       one step: embed, hidden, logits, softmax
forward     the loop over a sentence, as written and the fast way
language    loss, perplexity, and the text that a network writes
vocab       words to ids and back
inputs, arrays    what they all refuse, and how they say so
"""

from .cells import embed, log_softmax, logits, rnn_step, softmax
from .forward import Trace, forward_loop, forward_propagation
from .language import cross_entropy, entropy, generate, perplexity, predict, sample
from .params import RNNParams, init_params
from .vocab import Vocab

__all__ = [
    "RNNParams",
    "Trace",
    "Vocab",
    "cross_entropy",
    "embed",
    "entropy",
    "forward_loop",
    "forward_propagation",
    "generate",
    "init_params",
    "log_softmax",
    "logits",
    "perplexity",
    "predict",
    "rnn_step",
    "sample",
    "softmax",
]
