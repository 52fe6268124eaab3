"""A training as somebody watches it: in slices of time, with every moment kept."""

from dataclasses import replace
from time import monotonic

import numpy as np

from ..forward_pass import RNNParams
from .measures import language_loss
from .trainer import Training

EVERY = 10  # updates from one point of the loss to the next


class LiveTraining:
    """A training of the small language, as far as it was asked for.

    Parameters
    ----------
    ids : word ids of the text to learn from
    language : SmallLanguage of this text
    plan : Plan; its moments do not count, all of them are kept

    Attributes
    ----------
    trained : int, how many updates have been made
    losses : (plan.updates // EVERY + 1,) over the whole language, after 0, EVERY, ... updates; NaN
        where not made
    """

    def __init__(self, ids, language, plan):
        self._language = language
        self._begin = lambda: Training(
            ids, len(language.vocab), replace(plan, moments=tuple(range(plan.updates + 1)))
        )
        self._training = self._begin()
        self.losses = np.full(plan.updates // EVERY + 1, np.nan)
        self.losses[0] = self.loss(0)

    @property
    def trained(self):
        return self._training.update

    def go_on(self, n, *, seconds):
        """Train on towards n updates for some seconds; return whether there is more to do.

        Interrupted in the middle of an update it is back at its beginning: nothing is half moved.
        """
        end = monotonic() + seconds
        try:
            while self.trained < n and monotonic() < end:
                self._training.advance(EVERY - self.trained % EVERY)
                self.losses[self.trained // EVERY] = self.loss(self.trained)
        except BaseException:
            self._training = self._begin()
            self.losses[1:] = np.nan
            raise
        return self.trained < n

    def params(self, n):
        """Return the network (RNNParams) after n updates, n being at most `trained`."""
        if not 0 <= n <= self.trained:
            raise ValueError(f"n expects 0 to {self.trained}, as far as it is trained, got {n}")
        return RNNParams(*(self._training.kept[letter][n] for letter in "UWVbc"))

    def loss(self, n):
        """Return `language_loss` after n updates."""
        return language_loss(self.params(n), self._language)
