"""How each shipped file was made: from which text, by which plan, and what is written about it."""

import platform
import re
import sys
from dataclasses import dataclass

import numpy as np

from ..forward_pass import RNNParams, Vocab
from .counting_tables import table_losses
from .measures import agreement, kl_from_truth, text_loss
from .model_files import load_model
from .python_text import CHARACTERS, checksum, python_docs
from .small_language import SmallLanguage
from .trainer import Plan

WORDS, FRESH_WORDS = 200_000, 20_000  # learned from with seed 0, judged by with seed 1
PLANS = {
    "two_units": Plan(2, 20_000, decay=0.003, moments=(0, 50, 100, 150, 200, 400, 2000, 20_000)),
    "four_units": Plan(4, 60_000),
    "eight_units": Plan(8, 40_000, decay=0.002, seed=3),
    "python_docs": Plan(
        128, 90_000, rate=0.004, rows=32, steps=50, decay=0.04, noise=0.05, dtype="float32"
    ),
}
CURVE = {units: Plan(units, 40_000) for units in (1, 2, 3, 4, 6, 8)}


@dataclass(frozen=True)
class Corpus:
    """What a network learns from, and by what it is judged.

    title : str, in words
    vocab : Vocab, whose token 0 ends a sentence or a line
    learned, fresh : token ids of the text to learn from, and of one that is only judged by
    language : SmallLanguage, or None
    """

    title: str
    vocab: Vocab
    learned: np.ndarray
    fresh: np.ndarray
    language: SmallLanguage | None = None


def corpus_of(name):
    """Return the Corpus of a shipped file, by its name."""
    return characters() if name == "python_docs" else words(clauses=name != "two_units")


def words(*, clauses):
    """Return the Corpus of the small language, with or without clauses."""
    language = SmallLanguage(clauses=clauses)
    learned, fresh = (
        language.draw(size, rng=np.random.default_rng(seed))
        for seed, size in enumerate((WORDS, FRESH_WORDS))
    )
    title = (
        f"the small language with{'' if clauses else 'out'} clauses, {len(language.vocab)} words; "
        f"learned from {WORDS} drawn with seed 0, judged by {FRESH_WORDS} drawn with seed 1"
    )
    return Corpus(title, language.vocab, learned, fresh, language)


def characters():
    """Return the Corpus of the characters of Python's help texts."""
    vocab, (learned, held_out) = Vocab(CHARACTERS), python_docs()
    title = (
        f"the characters of pydoc_data.topics of Python {platform.python_version()}; learned from "
        f"{len(learned)} (checksum {checksum(learned)}), judged by {len(held_out)} of other topics "
        f"(checksum {checksum(held_out)})"
    )
    learned, held_out = (np.array(vocab.ids(list(text))) for text in (learned, held_out))
    return Corpus(title, vocab, learned, held_out)


def word_on_text(name, corpus):
    """Return a line that says where a text is not the one of the shipped file, or nothing."""
    try:
        _, _, about = load_model(name)
    except ValueError:  # not yet made
        return ""
    checksums = [re.findall(r"checksum (\w+)", text) for text in (corpus.title, about)]
    if checksums[0] == checksums[1]:
        return ""
    return (
        f"The help texts of Python {platform.python_version()} are not those that the shipped "
        "network has learned from: expect a loss that differs in the second digit.\n"
        f"  here:    {corpus.title}\n  shipped: {about.splitlines()[1]}\n"
    )


def judged(params, corpus):
    """Return lines of text: loss, distance from the truth, agreement, and what tables reach."""
    loss = text_loss(params, corpus.fresh)
    if corpus.language is None:
        tables = table_losses(corpus.learned, corpus.fresh, size=len(corpus.vocab))
        names = "uniform", "unigram", "bigram", "trigram"
        beside = ", ".join(f"{name} {value:.4f}" for name, value in zip(names, tables))
        return [f"loss {loss:.4f} nats a character; tables: {beside}"]
    kl = kl_from_truth(params, corpus.language, corpus.fresh)
    lines = [
        f"loss {loss:.4f} nats a word, KL from the truth {kl:.5f} nats a word; the truth itself "
        f"has {corpus.language.entropy_rate():.4f} in the long run"
    ]
    for clause, (right, wrong) in agreement(params, corpus.language).items():
        lines.append(
            f"agreement, {clause}: {(right > wrong).sum()} of {len(right)} right, at most "
            f"{wrong.max():.4f} for all verbs of the wrong number together"
        )
    return lines


def files_of(name, corpus, trainings):
    """Return {file name: arrays} of a training that has come to its end, the only one."""
    (training,) = trainings
    params, moments = rounded(training.params), training.plan.moments
    about = [
        f"{name}: {params.hidden_size} tanh units, {params.count} numbers",
        corpus.title,
        *judged(params, corpus),
        str(training.plan),
        *_made_by(name),
        "a text begins in the state behind token 0, which is read from the state 0",
    ]
    texts = {"tokens": np.array(corpus.vocab.tokens), "about": np.array("\n".join(about))}
    files = {name: {letter: getattr(params, letter) for letter in "UWVbc"} | texts}
    if moments:
        parts = zip(*(training.kept[letter] for letter in "UWVbc"))
        networks = [rounded(RNNParams(*weights)) for weights in parts]
        stacked = {
            letter: np.stack([getattr(net, letter) for net in networks]) for letter in "UWVbc"
        }
        losses = np.array([round(text_loss(net, corpus.fresh), 4) for net in networks])
        files[f"{name}_moments"] = stacked | {"steps": np.array(moments), "losses": losses} | texts
    if corpus.language is None:
        files[f"{name}_held_out"] = held_out_arrays(name, corpus)
    return files


def held_out_arrays(name, corpus):
    """Return the text that a network was judged by, with its source and licence."""
    text = "".join(corpus.vocab.words(corpus.fresh))
    about = [
        f"{name}_held_out: {len(text)} characters (checksum {checksum(text)}), not learned from",
        f"source: pydoc_data.topics of Python {platform.python_version()}, the Python "
        "documentation: every fifth topic, by rnn_helpers/training/python_text.py",
        f"{sys.copyright.splitlines()[0]} Python Software Foundation License Version 2, "
        "https://docs.python.org/3/license.html",
        *_made_by(name),
    ]
    return {"text": np.array(text), "about": np.array("\n".join(about))}


def curve_files(name, corpus, trainings):
    """Return {name: arrays} of how far networks of several sizes stay from one language."""
    networks = [rounded(training.params) for training in trainings]
    plans = [str(training.plan) for training in trainings]
    kl = [round(kl_from_truth(params, corpus.language, corpus.fresh), 5) for params in networks]
    about = [
        f"{name}: the distance of networks from the truth",
        corpus.title,
        *plans,
        *_made_by(name),
    ]
    return {
        name: {
            "units": np.array([params.hidden_size for params in networks]),
            "parameters": np.array([params.count for params in networks]),
            "kl": np.array(kl),
            "about": np.array("\n".join(about)),
        }
    }


def rounded(params):
    """Return the network with six digits behind the point; one in float32 stays as it is."""
    if params.dtype == np.float32:
        return params
    return RNNParams(*(getattr(params, letter).round(6) for letter in "UWVbc"))


def _made_by(name):
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    return [f"made by: python -m rnn_helpers.training {name} ({versions})"]
