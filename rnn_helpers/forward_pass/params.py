"""The five parameters of the network: U, W, V and the biases b, c."""

from dataclasses import dataclass, field, replace

import numpy as np

from .arrays import as_numbers
from .inputs import as_count, as_generator


@dataclass(frozen=True, eq=False)
class RNNParams:
    """Parameters of a_t = U x_t + W s_{t-1} + b, s_t = tanh(a_t), z_t = V s_t + c.

    Parameters
    ----------
    U : (H, D) input to hidden; D is the vocabulary size, or the length of an input vector
    W : (H, H) hidden to hidden, the recurrent weights
    V : (K, H) hidden to output; K is the vocabulary size, or the number of outputs
    b : (H,) hidden bias, zeros when left out, as in the source post
    c : (K,) output bias, zeros when left out

    The arrays are read-only copies, in float32 when all of them are float32, else in float64.
    They are stored column after column, so that the column U[:, i] of a token is read at once.
    `largest_logit` is a bound: no |V s_t + c| is larger, whatever the input.

    Raises
    ------
    TypeError, ValueError : naming the letter, the shape expected and the shape that came

    Source: the post's U, W, V; biases as in Goodfellow, Bengio & Courville (2016), chapter 10.
    """

    U: np.ndarray
    W: np.ndarray
    V: np.ndarray
    b: np.ndarray | None = None
    c: np.ndarray | None = None
    largest_logit: float = field(init=False, repr=False)

    def __post_init__(self):
        U = as_numbers("U", self.U, shape=("H", "D"))
        H, D = U.shape
        rows = f"U has {H} rows"
        W = as_numbers("W", self.W, shape=(H, H), why=rows)
        V = as_numbers("V", self.V, shape=("K", H), why=rows)
        K = V.shape[0]
        if 0 in (H, D, K):
            raise ValueError(
                f"U and V expect at least one row and column, got {U.shape} and {V.shape}"
            )
        b = np.zeros(H, U.dtype) if self.b is None else self.b
        c = np.zeros(K, U.dtype) if self.c is None else self.c
        b = as_numbers("b", b, shape=(H,), why=rows)
        c = as_numbers("c", c, shape=(K,), why=f"V has {K} rows")
        dtype = np.result_type(U, W, V, b, c)
        with np.errstate(over="ignore"):
            largest = (np.abs(V).sum(axis=1, dtype=dtype) + np.abs(c)).max()  # since |s| <= 1
        if not np.isfinite(largest):
            raise ValueError(f"V and c expect sums below {np.finfo(dtype).max:.1e}, got {largest}")
        object.__setattr__(self, "largest_logit", float(largest))
        for letter, array in zip("UWVbc", (U, W, V, b, c), strict=True):
            array = np.array(array, dtype=dtype, order="F")
            array.setflags(write=False)
            object.__setattr__(self, letter, array)

    @property
    def hidden_size(self):
        """H, the number of hidden units."""
        return self.W.shape[0]

    @property
    def input_size(self):
        """D, the number of columns of U."""
        return self.U.shape[1]

    @property
    def output_size(self):
        """K, the number of rows of V."""
        return self.V.shape[0]

    @property
    def dtype(self):
        """float32 or float64, one for all five arrays."""
        return self.W.dtype

    @property
    def count(self):
        """How many numbers the five arrays hold together."""
        return sum(getattr(self, letter).size for letter in "UWVbc")

    def replace(self, **changes):
        """Return a copy with some arrays changed: params.replace(W=new_W)."""
        return replace(self, **changes)


def init_params(vocab_size, hidden_size, *, rng, dtype=np.float64):
    """Draw U, W, V uniformly in +-1/sqrt(n), n being the number of columns; b = c = 0.

    Parameters
    ----------
    vocab_size, hidden_size : int, at least 1
    rng : numpy.random.Generator, so that the same seed gives the same network
    dtype : float32 or float64

    Raises
    ------
    TypeError, ValueError : a size that is no whole number above 0, another rng, another dtype

    Source: WildML, "Recurrent Neural Networks Tutorial, Part 2" (2015).
    """
    D = as_count("vocab_size", vocab_size, least=1)
    H = as_count("hidden_size", hidden_size, least=1)
    rng = as_generator(rng)
    if np.dtype(dtype) not in (np.float32, np.float64):
        raise ValueError(f"dtype expects float32 or float64, got {np.dtype(dtype)}")

    def uniform(rows, columns):
        bound = 1 / np.sqrt(columns)
        return rng.uniform(-bound, bound, (rows, columns)).astype(dtype)

    return RNNParams(U=uniform(H, D), W=uniform(H, H), V=uniform(D, H))
