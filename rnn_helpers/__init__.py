"""The forward pass of a recurrent network, embed -> hidden -> softmax, small enough to read."""

from .forward_pass.cells import embed, log_softmax, logits, rnn_step, softmax
from .forward_pass.forward import Trace, forward_propagation
from .forward_pass.language import cross_entropy, entropy, generate, perplexity, predict, sample
from .forward_pass.params import RNNParams, init_params
from .forward_pass.vocab import Vocab

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
