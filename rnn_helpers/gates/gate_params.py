"""The arrays of a GRU and of an LSTM: U, W, V, b, c with a block of H rows for each gate."""

from dataclasses import dataclass, replace

import numpy as np

from ..forward_pass.arrays import as_numbers


class _Blocks:
    """What both have in common; `blocks` names the blocks of rows from top to bottom."""

    blocks = ""

    def _set(self, *more):
        """Check U, W, V, b, c and the vectors (H,) named in `more`; keep read-only copies."""
        G = len(self.blocks)
        W = as_numbers("W", self.W, shape=("rows", "H"))
        H = W.shape[1]
        rows = f"blocks {' '.join(self.blocks)} of H = {H} rows each: W has {H} columns"
        if not H or W.shape[0] != G * H:
            wanted = f"shape ({G}H, H), {G} blocks {' '.join(self.blocks)} of H rows"
            raise ValueError(f"W expects {wanted}, got {W.shape}")
        U = as_numbers("U", self.U, shape=(G * H, "D"), why=rows)
        V = as_numbers("V", self.V, shape=("K", H), why=f"W has {H} columns")
        if 0 in (*U.shape, *V.shape):
            raise ValueError(
                f"U and V expect at least one row and column, got {U.shape} and {V.shape}"
            )
        arrays = {"U": U, "W": W, "V": V}
        sizes = {"b": G * H, "c": len(V), **dict.fromkeys(more, H)}
        for letter, size in sizes.items():
            array = getattr(self, letter)
            array = np.zeros(size, U.dtype) if array is None else array
            why = f"V has {size} rows" if letter == "c" else f"W has {H} columns"
            arrays[letter] = as_numbers(letter, array, shape=(size,), why=why)
        dtype = np.result_type(*arrays.values())
        for letter, array in arrays.items():
            array = np.array(array, dtype=dtype)
            array.setflags(write=False)
            object.__setattr__(self, letter, array)

    def block(self, letter, gate):
        """Return the rows of "U", "W" or "b" that belong to a gate, such as block("W", "r")."""
        if letter not in ("U", "W", "b") or gate not in tuple(self.blocks):
            raise ValueError(
                f"block expects U, W or b and one of {', '.join(self.blocks)}; "
                f"got {letter!r} and {gate!r}"
            )
        first, H = self.blocks.index(gate), self.hidden_size
        return getattr(self, letter)[first * H : (first + 1) * H]

    @property
    def hidden_size(self):
        """H, the number of hidden units."""
        return self.W.shape[1]

    @property
    def input_size(self):
        """D, the number of columns of U."""
        return self.U.shape[1]

    @property
    def dtype(self):
        """float32 or float64, one for all arrays."""
        return self.W.dtype

    def replace(self, **changes):
        """Return a copy with some arrays changed: params.replace(W=new_W)."""
        return replace(self, **changes)


@dataclass(frozen=True, eq=False)
class GRUParams(_Blocks):
    """Parameters of a gated recurrent unit; rows in the order r (reset), k (update), n (new).

    Parameters
    ----------
    U : (3H, D) input to hidden
    W : (3H, H) hidden to hidden
    V : (K, H) hidden to output
    b : (3H,) biases added beside U x_t, zeros when left out
    d : (H,) the bias inside the reset: r_t * (W_n s_{t-1} + d), zeros when left out
    c : (K,) output bias, zeros when left out

    Raises
    ------
    TypeError, ValueError : naming the letter, the shape expected and the shape that came

    Source: Cho et al. (2014), with the place of the reset of torch.nn.GRU, whose orders these are:
    weight_ih is U and weight_hh is W; b is bias_ih, plus bias_hh in the blocks r and k; d is the
    block n of bias_hh. ONNX's GRU has the blocks k (its z), r, n (its h), linear_before_reset=1.
    """

    U: np.ndarray
    W: np.ndarray
    V: np.ndarray
    b: np.ndarray | None = None
    d: np.ndarray | None = None
    c: np.ndarray | None = None
    blocks = "rkn"

    def __post_init__(self):
        self._set("d")


@dataclass(frozen=True, eq=False)
class LSTMParams(_Blocks):
    """Parameters of a long short-term memory; rows in the order i (input), f (forget), n (new), q
    (output).

    Parameters
    ----------
    U : (4H, D) input to hidden
    W : (4H, H) hidden to hidden
    V : (K, H) hidden to output
    b : (4H,) biases, zeros when left out
    c : (K,) output bias, zeros when left out

    Raises
    ------
    TypeError, ValueError : naming the letter, the shape expected and the shape that came

    Source: Hochreiter & Schmidhuber (1997), with the forget gate of Gers et al. (2000); the order
    is that of torch.nn.LSTM (its i, f, g, o), where b is bias_ih + bias_hh. ONNX's LSTM has the
    blocks i, q (its o), f, n (its c).
    """

    U: np.ndarray
    W: np.ndarray
    V: np.ndarray
    b: np.ndarray | None = None
    c: np.ndarray | None = None
    blocks = "ifnq"

    def __post_init__(self):
        self._set()
