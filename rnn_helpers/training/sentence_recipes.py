"""How `attention` and `linear` were made: trained on whole sentences; and how far from the truth.

A sentence is read by itself, behind the full stop of the one before it.
"""

import platform
from dataclasses import dataclass

import numpy as np

from ..forward_pass import Vocab
from ..successors import AttentionParams
from .adam import adam_step, clip_by_norm
from .measures import language_loss
from .model_files import FOLDER, read_arrays, read_model
from .sentence_gradients import attention_gradients, linear_gradients

GRADIENTS = {"attention": attention_gradients, "linear": linear_gradients}
WARM_UP = 200  # updates


@dataclass(frozen=True)
class SentencePlan:
    """All that decides the outcome of a training on sentences.

    hidden, queries : H and d, the latter for attention only
    updates, rate, clip, seed : as in `Plan`
    rows : how many sentences are read side by side, drawn by their probabilities
    """

    hidden: int = 8
    queries: int = 2
    updates: int = 8000
    rate: float = 0.02
    rows: int = 64
    clip: float = 1.0
    seed: int = 0


SENTENCE_PLANS = {"attention": SentencePlan(), "linear": SentencePlan()}


def load_attention():
    """Read the shipped network that looks back.

    Returns
    -------
    params : AttentionParams
    vocab : Vocab, the words of the small language
    about : str, how the file was made

    Raises
    ------
    ValueError : a missing or damaged file
    """
    arrays = read_arrays(FOLDER / "attention.npz", needed=(*"UPQKWVc", "tokens", "about"))
    params = AttentionParams(**{letter: arrays[letter] for letter in "UPQKWVc"})
    return params, Vocab(arrays["tokens"].tolist()), str(arrays["about"])


def load_linear():
    """Read the shipped network with a linear recurrence, see `successors.read_linear`.

    Returns
    -------
    params, vocab, about : as from `load_model`

    Raises
    ------
    ValueError : a missing or damaged file
    """
    return read_model(FOLDER / "linear.npz")


def sentence_pairs(language):
    """Return x and y (N, T) of all sentences, y being -1 behind an end, and their chance (N,)."""
    y, chance = language.sentences()
    x = np.column_stack([np.zeros(len(y), int), np.maximum(y[:, :-1], 0)])
    return x, y, chance


def sentence_kl(name, network, language):
    """Return the distance from the truth over all sentences, in nats a word; nothing is drawn.

    The loss of a network is the entropy of the truth plus this.

    Parameters
    ----------
    name : "attention", "linear", or "loop" for a `load_model` of the small language
    network : its parameters, or {letter: array}
    language : SmallLanguage
    """
    if name == "loop":
        return language_loss(network, language) - language.entropy_rate()
    weights = network if isinstance(network, dict) else vars(network)
    x, y, chance = sentence_pairs(language)
    return GRADIENTS[name](x, y, weights, chance)[0] - language.entropy_rate()


def first_weights(name, plan, words, longest):
    """Draw U three times as wide as the other matrices, all by their columns; b = c = 0."""
    rng, H = np.random.default_rng(plan.seed), plan.hidden
    shapes = {"U": (H, words), "W": (H, H), "V": (words, H)}
    if name == "attention":
        shapes |= {"P": (H, longest), "Q": (plan.queries, H), "K": (plan.queries, H)}
    drawn = {
        letter: rng.uniform(-1, 1, shape) / np.sqrt(shape[1]) for letter, shape in shapes.items()
    }
    drawn["U"] *= 3
    return drawn | {"c": np.zeros(words)} | ({"b": np.zeros(H)} if name == "linear" else {})


def train_on_sentences(name, plan, language, *, tell=None):
    """Return the weights after the plan's updates.

    The linear recurrence is kept from growing: after each update no singular value of W is left
    above 1.

    Parameters
    ----------
    name : "attention" or "linear"
    plan : SentencePlan
    language : SmallLanguage
    tell : called with the update and its loss after each
    """
    x, y, chance = sentence_pairs(language)
    rng = np.random.default_rng([plan.seed, 1])  # not that of the weights
    weights = first_weights(name, plan, len(language.vocab), x.shape[1])
    mean, square = ({letter: np.zeros_like(a) for letter, a in weights.items()} for _ in range(2))
    for n in range(1, plan.updates + 1):
        i = rng.choice(len(x), plan.rows, p=chance)
        loss, gradients = GRADIENTS[name](x[i], y[i], weights, np.ones(plan.rows))
        falling = (1 + np.cos(np.pi * n / plan.updates)) / 2
        adam_step(
            *(weights, clip_by_norm(gradients, plan.clip), mean, square),
            update=n,
            rate=plan.rate * min(1, n / WARM_UP) * float(falling),
        )
        if name == "linear":
            left, sizes, right = np.linalg.svd(weights["W"])
            weights["W"][:] = left * np.minimum(sizes, 1) @ right
        if tell:
            tell(n, loss)
    return weights


def sentence_files(name, plan, language, weights):
    """Return {file name: arrays}, with six digits behind the point and how they were made."""
    weights = {letter: array.round(6) for letter, array in weights.items()}
    count = sum(array.size for array in weights.values())
    about = [
        f"{name}: {plan.hidden} units, {count} numbers",
        f"the small language, {len(language.vocab)} words; each sentence is read by itself, behind "
        "the full stop of the one before it",
        f"KL from the truth over all sentences {sentence_kl(name, weights, language):.5f} nats a "
        "word",
        str(plan),
        f"made by: python -m rnn_helpers.training {name} (Python {platform.python_version()}, "
        f"NumPy {np.__version__})",
    ]
    texts = {"tokens": np.array(language.vocab.tokens), "about": np.array("\n".join(about))}
    return {name: weights | texts}
