"""What a network has to beat: tables that count which token follows which n - 1 tokens."""

import numpy as np

from ..forward_pass.inputs import as_count


def table_losses(learned, fresh, *, size, longest=3, weight=5.0):
    """Return the losses of tables of 0, 1, ... tokens, filled from one text, on another.

    p_n(token) = (count of context and token + weight p_{n-1}(token)) / (count of context + weight),
    where the context is the n - 1 tokens before, and p_0 = 1/K: a context that is seldom or never
    met is left to the shorter one.

    Parameters
    ----------
    learned, fresh : token ids of two texts
    size : int K, how many tokens there are
    longest : int, 1 for unigrams, 2 for bigrams, 3 for trigrams
    weight : float above 0

    Returns
    -------
    (longest + 1,) array in nats a token: uniform, unigram, bigram, trigram, ...

    Source: MacKay & Peto, "A hierarchical Dirichlet language model" (1995).
    """
    longest = as_count("longest", longest, least=0)
    learned, fresh = (np.concatenate([np.zeros(longest, int), ids]) for ids in (learned, fresh))
    p = np.full(len(fresh) - longest, 1 / size)
    losses = [np.log(size)]
    for n in range(1, longest + 1):
        context, token = _numbered(learned, n, size, longest)
        asked, wanted = _numbered(fresh, n, size, longest)
        both = _count(context * size + token, asked * size + wanted)
        p = (both + weight * p) / (_count(context, asked) + weight)
        losses.append(-np.log(p).mean())
    return np.array(losses)


def _numbered(ids, n, size, first):
    """For each token from `first` on one number for the n - 1 tokens before it, and its id."""
    places, context = np.arange(first, len(ids)), np.zeros(len(ids) - first, np.int64)
    for back in range(n - 1, 0, -1):
        context = context * size + ids[places - back]
    return context, ids[places]


def _count(met, asked):
    """How often each number of `asked` is among the numbers `met`."""
    numbers, counts = np.unique(met, return_counts=True)
    place = np.searchsorted(numbers, asked).clip(max=len(numbers) - 1)
    return np.where(numbers[place] == asked, counts[place], 0)


def best_table_row(language, ids):
    """Return p(next word | the n words before), exactly: the row of the best table of n + 1 words.

    Parameters
    ----------
    language : SmallLanguage
    ids : n word ids, of which it is not known what stood before them

    Returns
    -------
    (K,) probabilities; NaN where no text of the language has these words in a row
    """
    belief = language.stationary()  # (S,)
    for i in ids:
        belief = belief @ language.moves[i]
    p = belief @ language.P  # (K,)
    return p / p.sum() if p.sum() > 0 else np.full(len(p), np.nan)


def best_table_entropy(language, n):
    """Return the entropy of the next word given the n - 1 words before, exactly, in nats.

    No table of n-grams has a smaller loss on the small language, however long it counts; less
    `language.entropy_rate()` it is the distance of the best such table from the truth.

    Parameters
    ----------
    language : SmallLanguage
    n : int, 1 for unigrams, 2 for bigrams, ...

    Source: Shannon, "Prediction and entropy of printed English" (1951).
    """
    beliefs = language.stationary()[None]  # (contexts, S) probability of a context and a state
    for _ in range(as_count("n", n, least=1) - 1):
        beliefs = np.concatenate([beliefs @ move for move in language.moves])
        beliefs = beliefs[beliefs.any(axis=1)]
    p = beliefs @ language.P  # (contexts, K) probability of a context and the word after it
    share = p / p.sum(axis=1, keepdims=True)
    return float(-(p * np.log(np.where(share > 0, share, 1))).sum())
