"""A museum of small broken networks: each runs, has the right shapes, and gives wrong numbers.

Every one has been published or asked about, and is made again here in our letters, in its
smallest form. To add a network is to add one entry to NETWORKS.

Source: chapter 12, where the public examples are linked.
"""

import numpy as np

from ..forward_pass.cells import softmax


class Network:
    """A forward function, and how text is written with it.

    Parameters
    ----------
    forward : function of (x, params, s0=None) that returns o (T, K) and s (T, H)
    go_on : function of (forward, text, params, s, word) that reads one word more and returns o, s;
        text is all that was read, s the last state. Left out: the word alone, from the last state
    """

    def __init__(self, forward, *, go_on=None):
        self.forward, self._go_on = forward, go_on or from_last_state

    def __call__(self, x, params, s0=None):
        return self.forward(x, params, s0)

    def write(self, x, params, s0=None, *, n=3):
        """Read x, then write n words, each the most probable one, reading each as it is written.

        Returns the n ids, and o (n, K), from which they were chosen.
        """
        o, s = self.forward(x, params, s0)
        text, rows = [*x], []
        for _ in range(n):
            rows.append(o[-1])
            word = int(np.argmax(o[-1]))
            o, s = self._go_on(self.forward, text, params, s[-1], word)
            text.append(word)
        return text[len(x) :], np.array(rows)


# -- the right network, and what all share ---------------------------------------------------------


def correct(x, params, s0=None):
    """s_t = tanh(U x_t + W s_{t-1} + b), o_t = softmax(V s_t + c)"""
    s_t, s = start(params, s0), []
    for x_t in x:
        s_t = step(x_t, s_t, params)
        s.append(s_t)
    return read_out(s, params)


def from_last_state(forward, text, params, s, word):
    return forward([word], params, s)


def start(params, s0):
    return np.zeros(params.hidden_size) if s0 is None else np.array(s0)


def step(x_t, s_prev, params):
    return np.tanh(params.U[:, x_t] + params.W @ s_prev + params.b)


def read_out(s, params):
    s = np.array(s)  # (T, H)
    return softmax(s @ params.V.T + params.c), s


# -- the broken ones -------------------------------------------------------------------------------


def never_carried(x, params, s0=None):
    s = [np.tanh(params.U[:, x_t] + params.b) for x_t in x]
    return read_out(s, params)


def s0_at_every_step(x, params, s0=None):
    s_prev, s = start(params, s0), []
    for x_t in x:
        s_t = step(x_t, s_prev, params)
        s.append(s_t)
    return read_out(s, params)


def weight_as_state(x, params, s0=None):
    """The step returns W for the state; of a batch, sentence i then reads row i. This is row 0."""
    s_prev, s = start(params, s0), []
    for x_t in x:
        s.append(step(x_t, s_prev, params))
        s_prev = params.W[0]
    return read_out(s, params)


def buffer_without_s0(x, params, s0=None):
    """Step 0 reads s[-1], the last row of a buffer of zeros."""
    s = np.zeros((len(x), params.hidden_size))
    for t in range(len(x)):
        s[t] = step(x[t], s[t - 1], params)
    return read_out(s, params)


def one_array_for_all(x, params, s0=None):
    s_t, s = start(params, s0), []
    for x_t in x:
        s_t[:] = step(x_t, s_t, params)
        s.append(s_t)
    return read_out(s, params)


def transposed(x, params, s0=None):
    return correct(x, params.replace(W=params.W.T), s0)


def softmax_over_time(x, params, s0=None):
    _, s = correct(x, params, s0)
    return softmax(s @ params.V.T + params.c, axis=0), s


class LivesOn:
    """Who gives no s0 gets the state that the last call left behind."""

    def __init__(self):
        self.s = None

    def __call__(self, x, params, s0=None):
        o, s = correct(x, params, self.s if s0 is None else s0)
        self.s = s[-1]
        return o, s


def from_zeros(forward, text, params, s, word):
    return forward([word], params)


def from_all_again(forward, text, params, s, word):
    return forward([*text, word], params, s)


NETWORKS = {
    "the right one": Network(correct),
    "state never carried": Network(never_carried),
    "s0 at every step": Network(s0_at_every_step),
    "weight as state": Network(weight_as_state),
    "buffer without s0": Network(buffer_without_s0),
    "one array for all": Network(one_array_for_all),
    "W transposed": Network(transposed),
    "softmax over time": Network(softmax_over_time),
    "state lives on": Network(LivesOn()),
    "reset for each word": Network(correct, go_on=from_zeros),
    "text read again": Network(correct, go_on=from_all_again),
}
