"""The networks that the chapters share, set by hand."""

import numpy as np

from ..forward_pass.params import RNNParams
from ..forward_pass.vocab import Vocab


def worked_example():
    """Return the two-unit network of the source notebook, turned into column form.

    The notebook writes state @ w_cell_state with row vectors; here W is its transpose, U stands
    upright as (2, 1), V lies as (1, 2), and the output is the linear z_t = V s_t + c.
    """
    return RNNParams(
        U=[[0.5], [0.6]],
        W=np.array([[0.1, 0.2], [0.3, 0.4]]).T,
        V=[[1.0, 2.0]],
        b=[0.1, -0.1],
        c=[0.1],
    )


def dog_bites_man():
    """Return (params, vocab) of a two-unit network over the three words dog, bites, man.

    The readout is set so that o_t guesses the next word: z_dog = -2 s_1 and z_man = 2 s_1 ask who
    came first, z_bites = 6 - 8 s_2 asks whether "bites" is still to come. b is zero.
    """
    params = RNNParams(
        U=[[1.0, 0.0, -1.0], [0.0, 1.0, 0.5]],
        W=[[0.5, -0.4], [0.3, 0.6]],
        V=[[-2.0, 0.0], [0.0, -8.0], [2.0, 0.0]],
        c=[0.0, 6.0, 0.0],
    )
    return params, Vocab(["dog", "bites", "man"])


def one_unit(*, w, u=1.0, b=0.0):
    """Return the one-unit network s_t = tanh(w s_{t-1} + u x_t + b), read out as it is."""
    return RNNParams(U=[[u]], W=[[w]], V=[[1.0]], b=[b])
