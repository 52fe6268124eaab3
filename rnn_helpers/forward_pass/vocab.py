"""Tokens to ids and back."""

from collections.abc import Iterable

from .inputs import as_token_ids


class Vocab:
    """A fixed list of distinct tokens; the id of a token is its place in the list.

    Parameters
    ----------
    tokens : iterable of str, each once, in the order of their ids

    Raises
    ------
    ValueError : no token, or a token that occurs twice
    TypeError : a token that is not text
    """

    def __init__(self, tokens):
        if not isinstance(tokens, Iterable):
            raise TypeError(f"tokens expects a list of texts, got {type(tokens).__name__}")
        self.tokens = tuple(tokens)
        self._ids = {}
        for i, token in enumerate(self.tokens):
            if not isinstance(token, str):
                raise TypeError(f"tokens expects text, got {type(token).__name__} at position {i}")
            if token in self._ids:
                raise ValueError(
                    f"tokens expects each token once, got {token!r} at positions "
                    f"{self._ids[token]} and {i}"
                )
            self._ids[token] = i
        if not self.tokens:
            raise ValueError("tokens expects at least one token, got none")

    @classmethod
    def from_text(cls, text):
        """Build a vocabulary from the words of a text, in order of first appearance."""
        if not isinstance(text, str):
            raise TypeError(f"text expects a string, got {type(text).__name__}; try Vocab(tokens)")
        return cls(dict.fromkeys(text.split()))

    def __len__(self):
        return len(self.tokens)

    def ids(self, words):
        """Return the ids of a text, split at white space, or of a sequence of tokens.

        For characters as tokens, pass list(text).

        Raises
        ------
        TypeError : neither text nor a sequence of text
        ValueError : a word that is not in the vocabulary, with its position
        """
        if not isinstance(words, str | list | tuple):
            raise TypeError(f"words expects a text or a list of tokens, got {type(words).__name__}")
        words = words.split() if isinstance(words, str) else words
        for t, word in enumerate(words):
            if not isinstance(word, str):
                raise TypeError(f"words expects text, got {type(word).__name__} at position {t}")
            if word not in self._ids:
                raise ValueError(
                    f"the vocabulary has {len(self)} tokens and {word!r} (position {t}) is not "
                    f"one of them; it knows: {' '.join(self.tokens[:12])}"
                    f"{' ...' if len(self) > 12 else ''}"
                )
        return [self._ids[word] for word in words]

    def words(self, ids):
        """Return the tokens of a sequence of ids; refuses what `as_token_ids` refuses."""
        ids = as_token_ids("ids", ids, size=len(self), table="the vocabulary")
        return [self.tokens[i] for i in ids]
