"""The forward pass of a recurrent network, embed -> hidden -> softmax, small enough to read.

Where to find what:

forward_pass    the four equations, their parameters, words and ids; begin here
gates           cells with gates: leaky units, GRU, LSTM
successors      attention, and recurrences without tanh
dynamics        what the state does: fixed points, cycles, basins, contraction, sensitivity
machines        small networks with weights set by hand
notations       other people's letters, weight shapes and files
training        networks that have learned something, the language they learned, and how
formats         numbers as text
views           pictures: arrays in, artists out
panel           the engine of every explorer
lessons         checks, goals, and the laws that a forward pass obeys
explorers       one file an explorer, in the chapters' order
pages           the chapters as web pages whose pictures move without a kernel
lite            builds the site on which the chapters run in a web browser
"""

from .formats import in_figures
from .forward_pass import *  # noqa: F403  what its contents page lists
from .forward_pass import __all__ as _all

__all__ = [*_all, "in_figures"]
