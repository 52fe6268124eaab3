"""Laws that recurrent networks obey for almost any weights, and which network breaks which.

A law asks for no right number: it holds a network against itself. `forward_laws` says for one
network what is wrong with it; here a law says yes or no, of any network, params, x and s0.
To add a law is to add one entry to LAWS.

Source: chapter 12.
"""

from copy import deepcopy

import numpy as np

from ..forward_pass.params import RNNParams
from .answers import kind
from .museum import NETWORKS

K, H = 7, 3  # words and units of the networks that are drawn


def same(a, b):
    """Return whether two arrays agree in nine digits after the point."""
    return np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=0, atol=1e-9)


# Each: function of (forward, params, x, s0) that returns whether the law holds.


def right_shapes(forward, params, x, s0):
    o, s = forward(x, params, s0)
    return (o.shape, s.shape) == ((len(x), params.output_size), (len(x), params.hidden_size))


def rows_sum_to_1(forward, params, x, s0):
    o, _ = forward(x, params, s0)
    return same(o.sum(axis=1), np.ones(len(x)))


def second_run(forward, params, x, s0):
    return same(forward(x, params)[1], forward(x, params)[1])


def early_input(forward, params, x, s0):
    s, moved = forward(x, params, s0)[1], forward(with_other(x, 0), params, s0)[1]
    return not any(same(s[t], moved[t]) for t in range(len(x)))


def late_input(forward, params, x, s0):
    before, after = forward(x, params, s0), forward(with_other(x, -1), params, s0)
    return all(same(part[:-1], moved[:-1]) for part, moved in zip(before, after, strict=True))


def order_matters(forward, params, x, s0):
    exchanged = [x[1], x[0], *x[2:]]
    return not same(forward(x, params, s0)[1][-1], forward(exchanged, params, s0)[1][-1])


def s0_is_read(forward, params, x, s0):
    return not same(forward(x, params, s0)[1][0], forward(x, params, s0 + 0.5)[1][0])


def two_halves(forward, params, x, s0):
    half = len(x) // 2
    _, head = forward(x[:half], params, s0)
    _, tail = forward(x[half:], params, head[-1])
    return same(np.vstack([head, tail]), forward(x, params, s0)[1])


def writing_is_reading(forward, params, x, s0):
    ids, o = forward.write(x, params, s0)
    return same(o, forward([*x, *ids], params, s0)[0][len(x) - 1 : -1])


LAWS = {
    "o and s have the right shapes": right_shapes,
    "each row of o sums to 1": rows_sum_to_1,
    "a second run repeats the first": second_run,
    "an early input moves all later states": early_input,
    "a late input moves nothing earlier": late_input,
    "order matters": order_matters,
    "s0 moves the first state": s0_is_read,
    "two halves equal one run": two_halves,
    "writing equals reading": writing_is_reading,
}


def caught(trial, *, laws=LAWS, networks=NETWORKS):
    """Return which law catches which network: (laws, networks) of True and False.

    trial : (params, x, s0), on which all are tried; each law gets copies, and each network as new
    laws : {name: function of (forward, params, x, s0) that returns whether the law holds}
    networks : {name: Network}

    Raises
    ------
    TypeError : a law that returns neither True nor False, but perhaps nothing
    """
    columns = [
        [not _holds(name, law, network, *trial) for name, law in laws.items()]
        for network in networks.values()
    ]
    return np.array(columns).T


def _holds(name, law, network, params, x, s0):
    verdict = law(deepcopy(network), params, list(x), s0.copy())
    if not isinstance(verdict, bool | np.bool):
        raise TypeError(f"the law {name!r} expects to return True or False, got {kind(verdict)}")
    return verdict


def draw_trial(rng, *, T=6, g=1.0):
    """Return (params, x, s0): weights with g W for W, T word ids and a start, drawn at random.

    The first two words differ, for the law of order.
    """
    params = RNNParams(
        U=rng.uniform(-1, 1, (H, K)),
        W=g * rng.uniform(-1, 1, (H, H)),
        V=rng.uniform(-1, 1, (K, H)),
        b=rng.uniform(-0.5, 0.5, H),
        c=rng.uniform(-0.5, 0.5, K),
    )
    x = rng.integers(K, size=T)
    x[1] = (x[0] + rng.integers(1, K)) % K
    return params, x, rng.uniform(-1, 1, H)


def with_other(x, t):
    """Return x with another word at t."""
    x = list(x)
    x[t] = (x[t] + 1) % K
    return x
