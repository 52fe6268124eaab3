"""How good a trained network is: its loss, its distance from the truth, and what it remembers."""

import numpy as np

from ..forward_pass import cross_entropy, forward_propagation, log_softmax, softmax
from ..forward_pass.inputs import as_generator
from .grammar_marks import grammar_states
from .small_language import KIND, NUMBERS
from .text_generation import start_state


def text_loss(params, ids):
    """Return the mean of -ln o_t[ids_t] in nats a token over a text that begins behind token 0.

    Parameters
    ----------
    params : RNNParams
    ids : T >= 1 token ids
    """
    return cross_entropy(_logits_before(params, ids), ids)


def language_loss(params, language):
    """Return the mean of -ln o_t[y_t] in nats a word over every sentence that the language has.

    Each sentence is read at the beginning of a text, and counts as often as the language says it.
    So nothing is left to chance, and no network comes below `language.entropy_rate()`.

    Parameters
    ----------
    params : RNNParams
    language : SmallLanguage with the same words

    Source: Gibbs' inequality.
    """
    y, chance = language.sentences()  # (N, T) with -1 behind the end, (N,)
    x = np.column_stack([np.zeros(len(y), int), y[:, :-1]])  # each begins behind a full stop
    s, total = np.zeros((len(y), params.hidden_size)), 0.0
    for x_t, y_t in zip(x.T, y.T):
        s = np.tanh(params.U.T[x_t] + s @ params.W.T + params.b)
        log_o = log_softmax(s @ params.V.T + params.c)  # (N, K)
        total -= (chance * (y_t >= 0)) @ log_o[np.arange(len(y)), y_t]
    return float(total / (chance @ (y >= 0).sum(axis=1)))


def kl_from_truth(params, language, ids):
    """Return the mean over a text of sum_i p_i ln(p_i / o_i), p being true and o the network's.

    Parameters
    ----------
    params : RNNParams
    language : SmallLanguage with the same words
    ids : T >= 1 word ids of a text, best one that the network has not learned from

    Returns
    -------
    float, in nats a word; the truth itself would have 0

    Raises
    ------
    ValueError : a text after whose words the grammar is broken; a network of other words

    Source: Kullback & Leibler, "On information and sufficiency" (1951).
    """
    words = language.vocab.words(ids)
    if params.output_size != len(language.vocab):
        raise ValueError(
            f"V expects a row for each of {len(language.vocab)} words, got {params.output_size}"
        )
    p = language.beliefs(words)[:-1] @ language.P  # (T, K)
    unknown = np.flatnonzero(p.sum(axis=1) == 0)
    if unknown.size:
        raise ValueError(
            f"ids expects a grammatical text, got {words[unknown[0] - 1]!r} at position "
            f"{unknown[0] - 1}, after which there is no truth to compare with"
        )
    log_o = log_softmax(_logits_before(params, ids))
    return float(divergence(p, log_o).mean())


def divergence(p, log_o):
    """Return KL = sum_i p_i ln(p_i / o_i) in nats, along the last axis of p and of ln o."""
    return (p * (np.log(np.where(p > 0, p, 1)) - log_o)).sum(axis=-1)


def agreement(params, language, *, before=()):
    """Ask for the verb of every subject that there is: does it agree with the first noun?

    Parameters
    ----------
    params : RNNParams
    language : SmallLanguage with the same words
    before : ids of words that are read first, best whole sentences

    Returns
    -------
    {"no clause": (right, wrong), "who sees cats": ..., "who cats see": ...} with (N,) arrays, for
    each of N subjects the probabilities of all verbs of the right number together, and of the
    wrong one

    Source: Linzen, Dupoux & Goldberg, "Assessing the ability of LSTMs to learn syntax-sensitive
    dependencies" (2016), ask networks the same.
    """
    words, verbs = language.vocab.tokens, _verb_ids(language)
    s0 = forward_propagation([0, *before], params).last_state
    answers = {}
    for subject, state in _subjects(language):
        o = forward_propagation(subject, params, s0=s0).o[-1]
        singular, plural = (o[verbs[number]].sum() for number in NUMBERS)
        pair = (singular, plural) if state.startswith("singular") else (plural, singular)
        answers.setdefault(_clause(subject, words), []).append(pair)
    return {clause: np.transpose(pairs) for clause, pairs in answers.items()}


def verbs_under_noise(params, language, ids, *, sigma, rng):
    """Return in which share of the sentences the main verb goes wrong while the state is noisy.

    s_t = tanh(U x_t + W (s_{t-1} + sigma noise_t) + b). Wrong: before the verb of the first noun
    comes, verbs of the wrong number together are as probable as those of the right one, or more.

    Parameters
    ----------
    params : RNNParams
    language : SmallLanguage with the same words
    ids : T word ids of a grammatical text that begins behind a full stop
    sigma : standard deviation of the noise on every unit at every word
    rng : numpy.random.Generator
    """
    names = grammar_states(language.vocab.words(ids), language)[1:]  # (T,) after each word
    due = np.char.endswith(names, "subject") | np.char.endswith(names, ", clause")
    due &= np.isin(np.append(ids[1:], 0), np.hstack([*_verb_ids(language).values()]))  # comes
    noise = sigma * as_generator(rng).standard_normal((len(ids), params.hidden_size))
    states, s = np.empty_like(noise), start_state(params)
    for t, i in enumerate(ids):
        states[t] = s = np.tanh(params.U[:, i] + params.W @ (s + noise[t]) + params.b)
    o = softmax(states[due] @ params.V.T + params.c)  # (N, K)
    one, many = (o[:, verbs].sum(axis=1) for verbs in _verb_ids(language).values())
    for_one = np.char.startswith(names[due], "singular")
    return float(np.where(for_one, one <= many, many <= one).mean())


def verb_noise_limit(params, language, ids, *, seed):
    """Return the smallest sigma, a multiple of 0.01, with over 1 in 1000 verbs wrong, or 1.

    Parameters as for `verbs_under_noise`; every sigma gets the same noise.
    """
    for n in range(1, 101):
        rng = np.random.default_rng(seed)
        if verbs_under_noise(params, language, ids, sigma=n / 100, rng=rng) > 1e-3:
            break
    return n / 100


def _verb_ids(language):
    """{number: ids of its verbs}"""
    kinds = [KIND[word] for word in language.vocab.tokens]
    return {n: [i for i, kind in enumerate(kinds) if kind in _verbs(n)] for n in NUMBERS}


def _logits_before(params, ids):
    """z (T, K), row t computed before ids[t] is read."""
    return forward_propagation([0, *ids[:-1]], params).z


def _verbs(number):
    return f"{number} intransitive verb", f"{number} transitive verb"


def _subjects(language, longest=4):
    """All word ids from a full stop up to where the main verb is due, and the state there."""
    paths = [((), 0)]
    for _ in range(longest):
        paths = [
            ((*path, int(i)), int(k))
            for path, j in paths
            for i, k in np.argwhere(language.moves[:, j] > 0)
            if k  # 0 is the state after a full stop: another sentence
        ]
        for path, j in paths:
            if language.states[j].endswith(("subject", ", clause")):
                yield path, language.states[j]


def _clause(subject, words):
    if len(subject) == 1:
        return "no clause"
    return "who sees cats" if "verb" in KIND[words[subject[2]]] else "who cats see"
