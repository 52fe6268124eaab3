"""The network of chapter 02 in row form, and its loop, written out a second time."""

import numpy as np

W = np.array([[0.1, 0.2], [0.3, 0.4]])
U, b = np.array([0.5, 0.6]), np.array([0.1, -0.1])
V, c = np.array([1.0, 2.0]), 0.1
X = [1, 2, 3, 4, 5]
WEIGHTS = ["W11", "W12", "W21", "W22", "U1", "U2", "b1", "b2", "V1", "V2", "c"]


def run(X, s=(0.0, 0.0), W=W):
    """The loop of the chapter: states (T, 2) and outputs (T,)."""
    states, outputs = [], []
    for x_t in X:
        s = np.tanh(np.dot(s, W) + x_t * U + b)
        states.append(s)
        outputs.append(np.dot(s, V) + c)
    return np.array(states), np.array(outputs)


def random_values(rng, inputs):
    """A value for each control of the stepper, x one of the inputs."""
    values = {name: round(rng.uniform(-2, 2), 2) for name in WEIGHTS}
    values |= {name: round(rng.uniform(-1, 1), 2) for name in ("s01", "s02")}
    return values | {"t": int(rng.integers(0, 5)), "x": str(rng.choice(list(inputs)))}
