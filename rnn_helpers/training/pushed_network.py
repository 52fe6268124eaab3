"""A network with a push in mid-sentence: what it expects then, what it writes, when verbs turn."""

from functools import lru_cache

import numpy as np

from ..forward_pass.cells import logits, softmax
from .model_files import load_model
from .probes import across, clause_ends, mean_difference
from .small_language import SmallLanguage
from .text_generation import drawn_from, read_pushed

VERBS = "sleeps runs sees chases", "sleep run see chase"  # of one, of many
TEXT_WORDS = 6000  # of the text on which the direction is measured


@lru_cache(maxsize=1)
def network():
    """Return (params, vocab, u, v, apart): u along the number, v across, and how far apart its
    two middles are."""
    params, vocab, _ = load_model("four_units")
    ids = SmallLanguage().draw(TEXT_WORDS, rng=np.random.default_rng(1))
    s, for_one = clause_ends(params, SmallLanguage(), ids)
    u, _, apart = mean_difference(s, for_one)
    return params, vocab, u, across(s, u), apart


def expected(ids, t, pushes):
    """Return o (N, K) after all words, for N pushes (N, H) that came after word t; or o (K,)."""
    params = network()[0]
    return softmax(logits(read_pushed(params, ids, at=t, push=pushes), params))


def shares(o):
    """Return the probability of all verbs for one together, and of all verbs for many: (N,)."""
    vocab = network()[1]
    return tuple(o[..., vocab.ids(verbs)].sum(axis=-1) for verbs in VERBS)


def written(ids, t, push, n):
    """Return the ids of at most n words drawn after a pushed beginning, and o (K,) after them."""
    params, rng = network()[0], np.random.default_rng(1)
    s_t = read_pushed(params, ids, at=t, push=push)
    drawn, s_t = drawn_from(params, s_t, rng=rng, most=n)
    return drawn, softmax(logits(s_t, params))


def first_turn(ids, t, direction, *, lengths):
    """Return the first of these lengths at which a push after word t changes the verb, or inf."""
    one, many = shares(expected(ids, t, np.outer([0, *lengths], direction)))
    turned = np.flatnonzero((one > many) != (one[0] > many[0]))
    return float(lengths[turned[0] - 1]) if turned.size else np.inf
