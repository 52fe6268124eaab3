"""Digits that hold, and digits on a knife's edge."""

import numpy as np
from networks import network
from steady_digits import same_digits

from rnn_helpers import forward_propagation

PARAMS = network(4, 3, 4, 0)


def steady(compute, digits=4):
    return same_digits(compute, PARAMS, digits=digits, rng=np.random.default_rng(0))


def test_what_holds_and_what_does_not():
    assert steady(lambda params: [0.25, 3, "dog"])
    assert steady(lambda params: forward_propagation([1], params).o[-1], digits=3)
    assert not steady(lambda params: forward_propagation([1], params).o[-1], digits=9)
    assert not steady(lambda params: params.W, digits=12)


def test_a_choice_between_two_equal_ones_does_not_hold():
    edge = PARAMS.V[0, 0]
    assert not steady(lambda params: ["more" if params.V[0, 0] > edge else "less"])
    assert steady(lambda params: ["more" if params.V[0, 0] > edge - 1e-3 else "less"])
