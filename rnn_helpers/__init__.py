"""The forward pass of a recurrent network, embed -> hidden -> softmax, small enough to read."""

from .cells import embed, log_softmax, logits, rnn_step, softmax
from .forward import Trace, forward_propagation
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
