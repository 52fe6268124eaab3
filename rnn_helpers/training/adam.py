"""One step downhill: gradients clipped by their norm, then Adam."""

import numpy as np

KEEP_MEAN, KEEP_SQUARE, TINY = 0.9, 0.999, 1e-8


def clip_by_norm(gradients, most):
    """Return the gradients, all shortened by one factor if their norm together is above `most`.

    Parameters
    ----------
    gradients : {letter: array}
    most : float above 0

    Source: Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent neural networks"
    (2013).
    """
    norm = float(np.sqrt(sum(np.sum(g * g) for g in gradients.values())))
    factor = min(1.0, most / norm) if norm else 1.0
    return {letter: factor * g for letter, g in gradients.items()}


def adam_step(weights, gradients, mean, square, *, update, rate, decay=0.0):
    """Move every weight by about `rate` against its mean gradient; all but gradients change.

    mean <- 0.9 mean + 0.1 g,  square <- 0.999 square + 0.001 g^2,
    weight <- weight - rate (mean / (1 - 0.9^n) / (sqrt(square / (1 - 0.999^n)) + 1e-8))

    Parameters
    ----------
    weights, gradients, mean, square : {letter: array}; mean and square are zeros at first
    update : int n, 1 at the first step
    rate : float
    decay : float; matrices, not biases, also shrink by the share rate * decay

    Source: Kingma & Ba, "Adam: a method for stochastic optimization" (2015); the decay is that of
    Loshchilov & Hutter, "Decoupled weight decay regularization" (2019).
    """
    for letter, g in gradients.items():
        mean[letter] += (1 - KEEP_MEAN) * (g - mean[letter])
        square[letter] += (1 - KEEP_SQUARE) * (g * g - square[letter])
        m = mean[letter] / (1 - KEEP_MEAN**update)
        v = square[letter] / (1 - KEEP_SQUARE**update)
        weights[letter] -= rate * m / (np.sqrt(v) + TINY)
        if decay and g.ndim == 2:
            weights[letter] -= rate * decay * weights[letter]
