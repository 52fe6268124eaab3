"""Attention with a causal mask: each word looks at itself and at all words before it."""

from dataclasses import dataclass

import numpy as np

from ..forward_pass import softmax
from ..forward_pass.arrays import as_numbers
from ..forward_pass.inputs import as_token_ids

LETTERS = "UPQKWVc"


@dataclass(frozen=True, eq=False)
class AttentionParams:
    """Parameters of e_t = U x_t + P_t, s_t = tanh(e_t + W sum_j alpha_tj e_j), z_t = V s_t + c.

    Parameters
    ----------
    U : (H, D) a column for each word
    P : (H, L) a column for each position: without them the last word knows no order of the others
    Q, K : (d, H) queries Q e_t and keys K e_j; the score of j for t is their product / sqrt(d)
    W : (H, H) what is made of the words that were looked at; an RNN has W s_{t-1} there
    V, c : (D, H) and (D,), from hidden to output

    The arrays are read-only copies in float64.

    Raises
    ------
    TypeError, ValueError : naming the letter, the shape expected and the shape that came

    Source: Vaswani et al., "Attention is all you need" (2017), here one head and one layer, with
    learned positions and the RNN's tanh in place of their feed-forward part.
    """

    U: np.ndarray
    P: np.ndarray
    Q: np.ndarray
    K: np.ndarray
    W: np.ndarray
    V: np.ndarray
    c: np.ndarray

    def __post_init__(self):
        H, D = as_numbers("U", self.U, shape=("H", "D")).shape
        d = len(as_numbers("Q", self.Q, shape=("d", H), why=f"U has {H} rows"))
        shapes = {"U": (H, D), "P": (H, "L"), "Q": (d, H), "K": (d, H), "W": (H, H)}
        shapes |= {"V": (D, H), "c": (D,)}
        for letter, shape in shapes.items():
            why = f"U has shape ({H}, {D})"
            array = as_numbers(letter, getattr(self, letter), shape=shape, why=why)
            array = np.array(array, np.float64)
            array.setflags(write=False)
            object.__setattr__(self, letter, array)

    @property
    def longest(self):
        """L, the number of positions: no longer text can be read."""
        return self.P.shape[1]

    @property
    def count(self):
        """How many numbers the seven arrays hold together."""
        return sum(getattr(self, letter).size for letter in LETTERS)


@dataclass(frozen=True, eq=False)
class Look:
    """Every intermediate of attention over T words, row t belonging to step t.

    e : (T, H) words with their positions, U x_t + P_t
    alpha : (T, T) weights; row t says how much t looks at each word j <= t, and sums to 1
    s : (T, H) states tanh(e_t + W sum_j alpha_tj e_j)
    z : (T, D) logits V s_t + c
    o : (T, D) probabilities softmax(z_t)
    """

    e: np.ndarray
    alpha: np.ndarray
    s: np.ndarray
    z: np.ndarray
    o: np.ndarray


def causal_weights(e, Q, K):
    """Return alpha (..., T, T): softmax over j <= t of (Q e_t) . (K e_j) / sqrt(d).

    Parameters
    ----------
    e : (..., T, H) one text, or many
    Q, K : (d, H)

    Source: Vaswani et al. (2017), section 3.2.1; the mask, section 3.2.3.
    """
    T = e.shape[-2]
    scores = (e @ Q.T) @ (e @ K.T).swapaxes(-1, -2) / np.sqrt(len(Q))  # (..., T, T)
    scores = np.where(np.tri(T, dtype=bool), scores, -np.inf)  # the mask: no word to come
    alpha = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return alpha / alpha.sum(axis=-1, keepdims=True)


def attend(ids, params):
    """Run attention over a text, all steps at once: nothing waits for the step before.

    Parameters
    ----------
    ids : T >= 1 token ids, at most params.longest
    params : AttentionParams

    Returns
    -------
    Look

    Raises
    ------
    TypeError, ValueError : a wrong id; no words, or more than there are positions
    """
    ids = as_token_ids("ids", ids, size=params.U.shape[1], table="U")
    if not 1 <= len(ids) <= params.longest:
        raise ValueError(
            f"ids expects 1 to {params.longest} words, as many as there are positions, "
            f"got {len(ids)}"
        )
    e = params.U.T[ids] + params.P.T[: len(ids)]  # (T, H)
    alpha = causal_weights(e, params.Q, params.K)  # (T, T)
    s = np.tanh(e + alpha @ e @ params.W.T)  # (T, H)
    z = s @ params.V.T + params.c  # (T, D)
    return Look(e=e, alpha=alpha, s=s, z=z, o=softmax(z))
