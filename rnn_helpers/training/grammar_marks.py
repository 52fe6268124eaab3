"""A text of the small language marked word by word: right, or wrong and why."""

from dataclasses import dataclass

import numpy as np

from .small_language import KIND, START

# How far before a verb the noun stands with which it agrees, by how the state's name ends
NOUN_BEFORE = {"subject": 1, "noun": 1, "who": 2, "clause": 4}


@dataclass(frozen=True)
class Mark:
    """What the grammar says of one word.

    word : str
    right : True, False, or None: after a wrong word nothing is judged until a full stop
    why : str, what is wrong, in words; empty otherwise
    state : str, the grammar state after the word; empty where it is not known
    """

    word: str
    right: bool | None
    why: str
    state: str


def grammar_states(words, language):
    """Return (T + 1,) names: the state of the grammar before each word, and after the last one.

    words : T words of a grammatical text that begins after a full stop
    """
    return np.array(language.states)[language.beliefs(words).argmax(axis=1)]


def mark(words, language, *, middle=False):
    """Return a Mark for each word of a text.

    Parameters
    ----------
    words : text or list of words
    language : SmallLanguage
    middle : False where the text begins after a full stop, True where anything may stand before

    Raises
    ------
    ValueError : a word that is not in the language
    """
    ids = language.as_ids(words)
    words, beliefs = language.vocab.words(ids), language.beliefs(words, middle=middle)
    marks = []
    for t, i in enumerate(ids):
        before, after = beliefs[t], beliefs[t + 1]
        right = bool((before @ language.P)[i] > 0) if before.any() else None
        why = _why(words, t, before, language) if right is False else ""
        state = language.states[after.argmax()] if after.max() > 1 - 1e-9 else ""
        marks.append(Mark(words[t], right, why, state))
    return marks


def _why(words, t, before, language):
    """Say why words[t] cannot stand where the grammar's state is one of `before` (S,)."""
    word, kind = words[t], KIND[words[t]]
    states = [language.states[j] for j in before.nonzero()[0]]
    possible = {KIND[w] for w, p in zip(language.vocab.tokens, before @ language.P) if p > 0}
    number, _, rest = kind.partition(" ")
    other = {"singular": "plural", "plural": "singular"}.get(number)
    if f"{other} {rest}" in possible:
        distances = {NOUN_BEFORE.get(state.split()[-1]) for state in states} - {None}
        noun = t - distances.pop() if len(distances) == 1 else -1
        return f"“{word}” does not agree with {f'“{words[noun]}”' if noun >= 0 else 'its noun'}"
    if states == [START]:
        return f"a sentence begins with a noun, not with “{word}”"
    where = f"after “{words[t - 1]}”" if t else "here"
    return f"{where} comes {_listed(possible)}, not “{word}”"


def _listed(kinds):
    """Kinds of words as a learner would list them: "who" or a verb."""
    has = {name: any(kind.endswith(name) for kind in kinds) for name in (" noun", "who", "stop")}
    listed = ["a noun"] * has[" noun"] + ["“who”"] * has["who"]
    if any("intransitive" in kind for kind in kinds):
        listed.append("a verb")
    elif any("transitive" in kind for kind in kinds):
        listed.append("a verb that takes an object")
    return " or ".join(listed + ["the full stop"] * has["stop"])
