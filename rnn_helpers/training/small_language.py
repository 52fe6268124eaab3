"""The small language: 18 words and a table of grammar states, which is all there is to know of it.

A sentence is a noun, with probability 0.4 a clause ("who sees dogs" or "who dogs see"), a verb that
agrees with the first noun, after a transitive verb an object, and the full stop.
"""

from bisect import bisect_right
from functools import cached_property

import numpy as np

from ..forward_pass import Vocab, entropy
from ..forward_pass.inputs import as_count, as_generator

NUMBERS = "singular", "plural"
KINDS = {
    "full stop": (".",),
    "singular noun": ("dog", "cat", "boy", "girl"),
    "plural noun": ("dogs", "cats", "boys", "girls"),
    "singular intransitive verb": ("sleeps", "runs"),
    "plural intransitive verb": ("sleep", "run"),
    "singular transitive verb": ("sees", "chases"),
    "plural transitive verb": ("see", "chase"),
    "who": ("who",),
}
KIND = {word: kind for kind, words in KINDS.items() for word in words}
START = "full stop"  # a text begins here, as if a full stop stood before it


def grammar(who):
    """Return {state: {kind of word: (probability, next state)}}; a state says what was read.

    who : float, the probability of a clause after the first noun
    """
    nouns = [f"{number} noun" for number in NUMBERS]
    table = {START: {f"{n} noun": (1 / 2, f"{n} subject") for n in NUMBERS}}
    for n in NUMBERS:
        alone, with_object = f"{n} intransitive verb", f"{n} transitive verb"
        verbs = {alone: "intransitive verb", with_object: "transitive verb"}
        table[f"{n} subject"] = {kind: ((1 - who) / 2, state) for kind, state in verbs.items()}
        if who:
            table[f"{n} subject"]["who"] = who, f"{n} subject, who"
            table[f"{n} subject, who"] = {with_object: (1 / 2, f"{n} subject, who, verb")}
            for m in NUMBERS:
                inner = f"{n} subject, who, {m} noun"
                table[f"{n} subject, who"][f"{m} noun"] = 1 / 4, inner
                table[inner] = {f"{m} transitive verb": (1.0, f"{n} subject, clause")}
            clause = f"{n} subject, clause"
            table[f"{n} subject, who, verb"] = {kind: (1 / 2, clause) for kind in nouns}
            table[clause] = {kind: (1 / 2, state) for kind, state in verbs.items()}
    table["intransitive verb"] = {"full stop": (1.0, START)}
    table["transitive verb"] = {kind: (1 / 2, "object") for kind in nouns}
    table["object"] = {"full stop": (1.0, START)}
    return table


class SmallLanguage:
    """The language with or without clauses: exact probabilities, and texts drawn from them.

    Parameters
    ----------
    clauses : bool; without them there is no "who", and there are 17 words and 6 states

    Attributes
    ----------
    vocab : Vocab of K words, the full stop first
    states : S names of grammar states, "full stop" first; a name says what was read
    P : (S, K) probabilities of the next word in each state, each row summing to 1
    moves : (K, S, S) moves[i, j, k] is the probability to read word i in state j and to go on to k

    Source: made for this collection, after Elman, "Distributed representations, simple recurrent
    networks, and grammatical structure" (1991).
    """

    def __init__(self, *, clauses=True):
        table = grammar(0.4 if clauses else 0.0)
        self.vocab = Vocab([word for word in KIND if clauses or word != "who"])
        self.states = tuple(table)
        S, K = len(self.states), len(self.vocab)
        self.moves = np.zeros((K, S, S))
        for j, state in enumerate(self.states):
            for kind, (probability, then) in table[state].items():
                for i in self.vocab.ids(list(KINDS[kind])):
                    self.moves[i, j, self.states.index(then)] = probability / len(KINDS[kind])
        self.P = self.moves.sum(axis=2).T  # (S, K)

    def as_ids(self, words):
        """Return the ids of a typed text, "Dogs sleep.", or of a list of words.

        Raises
        ------
        ValueError : a word that is not in the language, and the words that are
        """
        if isinstance(words, str):
            words = words.lower().replace(".", " . ").split()
        known = self.vocab.tokens
        for t, word in enumerate(words if isinstance(words, list | tuple) else ()):
            if isinstance(word, str) and word not in known:
                raise ValueError(
                    f"the small language has {len(known)} words, and {word!r} (position {t}) is "
                    f"not one of them; it knows: {' '.join(known)}"
                )
        return self.vocab.ids(words)

    def beliefs(self, words, *, middle=False):
        """Return how probable each grammar state is before each word, and after the last one.

        Parameters
        ----------
        words : text or list of T words; T may be 0
        middle : False where the text begins after a full stop; True where it may have been cut
            out anywhere, so that nothing but the words themselves tells the state

        Returns
        -------
        (T + 1, S) array; a row sums to 1, or to 0 after a word that breaks the grammar: then
        nothing is known until a full stop begins the next sentence
        """
        ids = self.as_ids(words)
        start = np.eye(len(self.states))[0]  # (S,)
        rows = [self.stationary() if middle else start]
        for i in ids:
            row = start if i == 0 else rows[-1] @ self.moves[i]  # (S,), the full stop has id 0
            rows.append(row / (row.sum() or 1))
        return np.array(rows)

    def next_words(self, prefix, *, middle=False):
        """Return the true probabilities (K,) of the word after a prefix: beliefs times P.

        Parameters as for `beliefs`.

        Raises
        ------
        ValueError : an unknown word; a word that breaks the grammar with no full stop after it,
            for then there is no true next word
        """
        beliefs = self.beliefs(prefix, middle=middle)
        if not beliefs[-1].any():
            t = int(beliefs.any(axis=1).nonzero()[0][-1])  # the last word that could be judged
            word = self.vocab.tokens[self.as_ids(prefix)[t]]
            raise ValueError(
                f"there is no true next word: {word!r} (position {t}) breaks the grammar, and no "
                "full stop follows; mark(...) says why"
            )
        return beliefs[-1] @ self.P

    def draw(self, length, *, rng):
        """Return (length,) word ids of a text drawn from the true probabilities, after a full stop.

        Parameters
        ----------
        length : int, at least 0; the last sentence may be cut
        rng : numpy.random.Generator
        """
        length, rng = as_count("length", length, least=0), as_generator(rng)
        limits = self.P.cumsum(axis=1).tolist()  # (S, K); lists are faster one by one
        then = self.moves.argmax(axis=2).tolist()  # (K, S)
        text, j = np.empty(length, np.intp), 0
        for t, chance in enumerate(rng.random(length).tolist()):
            text[t] = i = bisect_right(limits[j], chance * limits[j][-1])
            j = then[i][j]
        return text

    def sentences(self):
        """Return every sentence and how probable it is.

        Returns
        -------
        ids : (N, T) word ids of N sentences with their full stops, and -1 behind a shorter one
        chance : (N,) probabilities that sum to 1
        """
        return self._sentences

    @cached_property
    def _sentences(self):
        open_, done = [((), 0, 1.0)], []
        while open_:
            path, j, chance = open_.pop()
            for i, k in np.argwhere(self.moves[:, j] > 0).tolist():
                longer = (*path, i), k, chance * self.moves[i, j, k]
                (open_ if k else done).append(longer)  # 0 is the state after a full stop
        longest = max(len(path) for path, _, _ in done)
        rows = [path + (-1,) * (longest - len(path)) for path, _, _ in sorted(done)]
        found = np.array(rows), np.array([chance for _, _, chance in sorted(done)])
        for array in found:
            array.setflags(write=False)
        return found

    def stationary(self):
        """Return (S,) how often each state is met in a long text: the pi with pi = pi T."""
        S = len(self.states)
        T = self.moves.sum(axis=0)  # (S, S) from state to state
        equations = np.vstack([T.T - np.eye(S), np.ones(S)])  # pi T = pi, and pi sums to 1
        return np.linalg.lstsq(equations, np.eye(S + 1)[S], rcond=None)[0]

    def entropy_rate(self):
        """Return the entropy of the next word in nats, averaged over a long text.

        Its exp is the perplexity of the truth itself: no network can have less.
        """
        return float(self.stationary() @ entropy(self.P))
