"""A training run: texts side by side, one update after another, stopped and taken up at will."""

from dataclasses import dataclass

import numpy as np

from ..forward_pass import RNNParams, init_params
from ..forward_pass.inputs import as_count, as_token_ids
from .adam import adam_step, clip_by_norm
from .back_propagation import loss_and_gradients

WARM_UP = 200  # updates


@dataclass(frozen=True)
class Plan:
    """All that decides the outcome of a training, beside its text.

    Parameters
    ----------
    hidden : int, the number of units
    updates : int, how often the weights are moved
    rate : float, the largest rate of Adam
    rows : int, how many texts are read side by side
    steps : int, over how many steps the gradients flow back
    decay : float, how fast U, W and V shrink beside that, see `adam_step`
    noise : float from 0 to 1, the share of inputs that are replaced by tokens from elsewhere in the
        text, so that the network does not hang on every single one; a source is Xie et al., "Data
        noising as smoothing in neural network language models" (2017)
    clip : float, the norm at which gradients are clipped
    seed : int
    dtype : "float64" or "float32"
    moments : numbers of updates after which the weights are kept, rising, perhaps from 0
    """

    hidden: int
    updates: int
    rate: float = 0.02
    rows: int = 32
    steps: int = 16
    decay: float = 0.0
    noise: float = 0.0
    clip: float = 1.0
    seed: int = 0
    dtype: str = "float64"
    moments: tuple = ()

    def __post_init__(self):
        for name in ("hidden", "updates", "rows", "steps"):
            as_count(name, getattr(self, name), least=1)

    def rate_at(self, update):
        """Return the rate of an update, counted from 1: it rises at first, then falls to 0."""
        falling = (1 + np.cos(np.pi * update / self.updates)) / 2
        return self.rate * min(1, update / WARM_UP) * float(falling)


class Training:
    """A network in training: `advance` it by some updates, look at `params`, go on.

    In each pass through the text its rows begin elsewhere, each with an id 0 that is read from the
    state 0, as every text in this collection begins. Within a pass the states are carried on from
    update to update; gradients flow back over `plan.steps` steps.

    Parameters
    ----------
    ids : token ids of the text to learn from; id 0 ends a sentence, or a line
    vocab_size : int
    plan : Plan

    Attributes
    ----------
    update : int, how many updates have been made
    losses : (plan.updates,) the loss of each update in nats per token, before it; 0 where not made
    kept : {"U": (moments, H, D), ...} the weights at plan.moments

    Raises
    ------
    TypeError, ValueError : ids that are no token ids, too few, or without a 0
    """

    def __init__(self, ids, vocab_size, plan):
        self.ids = as_token_ids("ids", ids, size=vocab_size, table="the vocabulary")
        self.plan = plan
        least = 2 * plan.rows * plan.steps
        if len(self.ids) < least or self.ids.all():
            raise ValueError(
                f"ids expects at least {least} tokens (2 rows steps), and among them the 0 that "
                f"ends a sentence, got {len(self.ids)}"
            )
        rng = np.random.default_rng(plan.seed)
        untrained = init_params(vocab_size, plan.hidden, rng=rng, dtype=plan.dtype)
        self.weights = {letter: getattr(untrained, letter).copy() for letter in "UWVbc"}
        self.mean, self.square = (
            {letter: np.zeros_like(array) for letter, array in self.weights.items()}
            for _ in range(2)
        )
        self.states = np.zeros((plan.rows, plan.hidden), plan.dtype)  # (B, H)
        self.update, self.losses = 0, np.zeros(plan.updates)
        self.kept = {
            letter: np.zeros((len(plan.moments), *array.shape))
            for letter, array in self.weights.items()
        }
        self._text_rows = None, None  # the pass, and its rows
        self._keep()

    @property
    def params(self):
        """The weights as they are now, as RNNParams."""
        return RNNParams(**self.weights)

    def advance(self, updates):
        """Make so many updates more, or fewer where the plan ends; return their mean loss.

        Parameters
        ----------
        updates : int, at least 1

        Returns
        -------
        float, in nats per token; NaN where the plan has ended
        """
        first = self.update
        last = min(first + as_count("updates", updates, least=1), self.plan.updates)
        while self.update < last:
            x, y, s0 = self._next_chunk()
            loss, gradients, self.states = loss_and_gradients(x, y, self.weights, s0)
            adam_step(
                *(self.weights, clip_by_norm(gradients, self.plan.clip), self.mean, self.square),
                update=self.update + 1,
                rate=self.plan.rate_at(self.update + 1),
                decay=self.plan.decay,
            )
            self.losses[self.update] = loss
            self.update += 1
            self._keep()
        return float(self.losses[first:last].mean()) if last > first else float("nan")

    def _next_chunk(self):
        """x and y (T, B) of the next update, and the states (B, H) before it."""
        T = self.plan.steps
        chunks = len(self.ids) // self.plan.rows // T  # in one pass
        number, chunk = divmod(self.update, chunks)
        if self._text_rows[0] != number:
            self._text_rows = number, self._rows(number, chunks * T)
        rows = self._text_rows[1][chunk * T : (chunk + 1) * T + 1]  # (T + 1, B)
        s0 = self.states if chunk else np.zeros_like(self.states)
        return self._with_noise(rows[:-1]), rows[1:], s0

    def _with_noise(self, x):
        if not self.plan.noise:
            return x
        rng = np.random.default_rng([self.plan.seed, self.update, 1])  # 1: not that of the rows
        others = self.ids[rng.integers(len(self.ids), size=x.shape)]
        return np.where(rng.random(x.shape) < self.plan.noise, others, x)

    def _rows(self, number, length):
        """(length + 1, B) ids: the text in a ring, cut at ids 0 in about equal distances."""
        size, B = len(self.ids), self.plan.rows
        ends = np.flatnonzero(self.ids == 0)
        turn = np.random.default_rng([self.plan.seed, number]).integers(size)
        wanted = (turn + np.arange(B) * size // B) % size
        starts = ends[np.searchsorted(ends, wanted) % len(ends)]  # (B,) the next 0 after each
        return self.ids[(starts + np.arange(length + 1)[:, None]) % size]

    def _keep(self):
        if self.update in self.plan.moments:
            i = self.plan.moments.index(self.update)
            for letter, array in self.weights.items():
                self.kept[letter][i] = array
