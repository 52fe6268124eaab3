"""Random networks for the tests of the ground floor, and the forward pass a second time."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from rnn_helpers import RNNParams

few = settings(max_examples=60)  # the same ones everywhere

# What a pass through the post's loop looks like: (words, hidden units, outputs, steps, seed).
SIZES = st.tuples(
    st.integers(2, 9), st.integers(1, 6), st.integers(1, 7), st.integers(2, 7), st.integers(0, 999)
)

# Whatever may be typed as a sentence: its words, words that are not known, or any letters.
ANY_LINE = st.text(max_size=60) | st.lists(
    st.sampled_from(["dog", "bites", "man", "Dog", "cat"])
).map(" ".join)

LOGITS = st.lists(st.floats(-30, 30), min_size=2, max_size=6).map(np.array)

# The network of appendix A2, as PyTorch names its arrays.
PYTORCH = {
    "weight_ih_l0": np.array([[0.5, -0.2, 0.1], [0.3, 0.8, -0.4]]),
    "weight_hh_l0": np.array([[0.6, -0.3], [0.2, 0.5]]),
    "bias_ih_l0": np.array([0.1, 0.0]),
    "bias_hh_l0": np.array([-0.3, 0.2]),
}
HEAD = {"head.weight": np.array([[1.0, -1.0]]), "head.bias": np.array([0.5])}


def network(D, H, K, seed, *, dtype=np.float64):
    """A network whose states neither die out nor saturate, with all five arrays filled."""
    rng = np.random.default_rng(seed)
    W = 0.8 * np.linalg.qr(rng.normal(size=(H, H)))[0]  # turns the state and keeps 80 % of it
    U, V = rng.uniform(-0.5, 0.5, (H, D)), rng.uniform(-2, 2, (K, H))
    b, c = rng.uniform(-0.2, 0.2, H), rng.uniform(-1, 1, K)
    return RNNParams(*(array.astype(dtype) for array in (U, W, V, b, c)))


def token_ids(D, T, seed):
    return np.random.default_rng(seed + 1).integers(D, size=T).tolist()


def start_state(H, seed):
    return np.random.default_rng(seed + 2).uniform(-0.9, 0.9, H)


def plain_loop(x, params, s0=None):
    """[o, s] as in the post, written number by number: no matrix product, no helper of ours."""
    U, W, V, b, c = (array.tolist() for array in (params.U, params.W, params.V, params.b, params.c))
    H, K = len(W), len(V)
    before = [0.0] * H if s0 is None else [float(number) for number in s0]
    start, s, o = before, [], []
    for x_t in x:
        if np.ndim(x_t) == 0:
            from_input = [U[i][x_t] for i in range(H)]
        else:
            from_input = [sum(U[i][j] * x_t[j] for j in range(len(x_t))) for i in range(H)]
        a_t = [from_input[i] + sum(W[i][j] * before[j] for j in range(H)) + b[i] for i in range(H)]
        before = [float(np.tanh(a)) for a in a_t]
        z_t = [sum(V[k][i] * before[i] for i in range(H)) + c[k] for k in range(K)]
        e = [float(np.exp(z - max(z_t))) for z in z_t]
        s.append(before)
        o.append([e_k / sum(e) for e_k in e])
    return np.array(o).reshape(len(s), K), np.array([*s, start])


def runs_from(starts, W, pushes):
    """The states (N, T + 1, H) of runs from starts (N, H), all pushed by pushes (T, H)."""
    states = [np.asarray(starts, dtype=float)]
    for push in pushes:
        states.append(np.tanh(states[-1] @ np.transpose(W) + push))
    return np.stack(states, axis=1)
