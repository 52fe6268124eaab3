"""Explorers for the tests of several wings: one of each kind, for making one takes a while."""

from functools import cache


@cache
def of(maker, **which):
    """The explorer that a function of `rnn_helpers.explorers` makes."""
    return maker(**which)


def at_start(maker):
    """The same, with every control back where it stood at first."""
    explorer = of(maker)
    explorer.reset()
    return explorer
