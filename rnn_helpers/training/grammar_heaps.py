"""Where the states of the network of two units stand: a heap for what the grammar tells apart."""

from functools import lru_cache

import numpy as np

from .grammar_marks import grammar_states
from .model_files import load_model
from .small_language import SmallLanguage
from .text_generation import read_beginning

NEAR = 0.2  # a state farther than this from all states of a text stands in no heap


@lru_cache(maxsize=1)
def states_of_the_grammar():
    """Return {state of the grammar: (n, 2) hidden states in it} along a text of 2000 words."""
    params, vocab, _ = load_model("two_units")
    language = SmallLanguage(clauses=False)
    ids = language.draw(2000, rng=np.random.default_rng(0))
    s = read_beginning(params, ids).s  # (2001, 2)
    at = grammar_states(vocab.words(ids), language)  # (2001,)
    return {name: s[at == name] for name in language.states}


def heaps_at(s_t):
    """Return the states of the grammar among whose hidden states this one (2,) stands."""
    far = {
        name: np.hypot(*(points - s_t).T).min() for name, points in states_of_the_grammar().items()
    }
    return [name for name, distance in far.items() if distance < NEAR]
