"""What a state holds: directions and units that tell two kinds of moments apart, and how well."""

import numpy as np

from ..forward_pass import forward_propagation
from ..forward_pass.arrays import as_numbers
from .grammar_marks import grammar_states
from .text_generation import start_state


def clause_ends(params, language, ids):
    """Return the states where a clause has ended and the verb of the first noun is due.

    Parameters
    ----------
    params : RNNParams
    language : SmallLanguage with clauses and the same words
    ids : word ids of a grammatical text that begins behind a full stop

    Returns
    -------
    s : (N, H) states, one for each clause of the text
    one : (N,) True where the first noun is for one, False where it is for many
    """
    names = grammar_states(language.vocab.words(ids), language)[1:]  # (T,) after each word
    at = np.char.endswith(names, ", clause")
    s = forward_propagation(ids, params, s0=start_state(params)).s[at]
    return s, np.char.startswith(names[at], "singular")


def mean_difference(s, yes):
    """Return the direction from the middle of one group of states to the middle of the other.

    u = (m_yes - m_no) / |m_yes - m_no|, m being the mean of a group; s @ u > cut guesses yes.

    Parameters
    ----------
    s : (N, H) states
    yes : (N,) True or False

    Returns
    -------
    u : (H,) of length 1
    cut : float, half way from m_no @ u to m_yes @ u
    apart : float, |m_yes - m_no|

    Raises
    ------
    ValueError : states of one kind only, or two groups with the same middle

    Source: Fisher, "The use of multiple measurements in taxonomic problems" (1936), without his
    weighing by the spread.
    """
    s, yes = _two_groups(s, yes)
    middles = s[~yes].mean(axis=0), s[yes].mean(axis=0)
    apart = float(np.linalg.norm(middles[1] - middles[0]))
    if apart < 1e-12:
        raise ValueError("s expects two groups with different middles, got the same one twice")
    u = (middles[1] - middles[0]) / apart
    return u, float((middles[0] + middles[1]) @ u / 2), apart


def across(s, u):
    """Return the direction at right angles to u in which states spread the most.

    Parameters
    ----------
    s : (N, H) states, H at least 2
    u : (H,) of length 1

    Returns
    -------
    v : (H,) of length 1 with v @ u = 0, its largest entry positive
    """
    s, u = as_numbers("s", s, dtype=np.float64), as_numbers("u", u, dtype=np.float64)
    rest = s - s.mean(axis=0)
    rest -= np.outer(rest @ u, u)
    v = np.linalg.svd(rest, full_matrices=False)[2][0]
    return v * np.sign(v[np.abs(v).argmax()])


def told_apart(values, yes):
    """Return how well one number tells two groups apart, with the best cut that there is.

    Parameters
    ----------
    values : (N,) one number for each moment, such as a unit's state
    yes : (N,) True or False

    Returns
    -------
    float from 0.5, as good as guessing, to 1: the mean of the shares of yes and of no that stand
    on their own side of the cut, the group on either side

    Raises
    ------
    ValueError : moments of one kind only
    """
    values, yes = _two_groups(np.reshape(values, (-1, 1)), yes)
    order = values[:, 0].argsort()
    values, yes = values[order, 0], yes[order]
    below = np.concatenate([[0], np.cumsum(yes)]) / yes.sum()  # share of yes below each cut
    no_below = np.concatenate([[0], np.cumsum(~yes)]) / (~yes).sum()
    possible = np.concatenate([[True], values[1:] > values[:-1], [True]])  # no cut among equals
    return float((1 + np.abs(no_below - below)[possible].max()) / 2)


def _two_groups(s, yes):
    s, yes = as_numbers("s", s, shape=("N", "H"), dtype=np.float64), np.asarray(yes)
    if yes.dtype != bool or yes.shape != s.shape[:1]:
        raise ValueError(
            f"yes expects {len(s)} times True or False, got {yes.dtype} of shape {yes.shape}"
        )
    if yes.all() or not yes.any():
        raise ValueError(f"yes expects both True and False, got only {bool(yes.all())}")
    return s, yes
