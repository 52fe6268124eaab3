"""What the tests of examine_forward stand on: their network, and the two tests that come first.

Does the learner's function return [o, s], of the right shapes and with real numbers?
"""

from collections.abc import Iterator, Mapping, MappingView, Set

import numpy as np

from ..forward_pass.params import init_params
from .answers import kind

X = np.array([3, 0, 5, 1, 6])
S0 = np.array([0.5, -0.4, 0.3])
NET = init_params(7, 3, rng=np.random.default_rng(12))  # W is not symmetric, b = c = 0
T, H, K = 5, 3, 7  # all different, and T + 1 too, so that no axis is taken for another


def o_and_s(answer):
    """Return the two parts of what a learner's function returned, as they are."""
    return (answer.o, answer.s) if hasattr(answer, "o") else answer


def same(a, b):
    """Return whether two arrays agree to 1e-6, which is loose enough for float32."""
    return np.allclose(a, b, rtol=0, atol=1e-6)


def has_shapes(run):
    """None for [o, s] with rows of the right lengths, else one line on what it is."""
    if not callable(run.forward):
        got = kind(run.forward)
        return f"expected a function of (x, params), got {got}: write its name alone, without (...)"
    answer = o_and_s(run.answer())
    if answer is None:
        return "it returns None: end with return [o, s]"
    if not (isinstance(answer, list | tuple) and len(answer) == 2):
        count = f" of {len(answer)} things" if isinstance(answer, list | tuple) else ""
        return f"expected [o, s], got {type(answer).__name__}{count}: end with return [o, s]"
    for letter, part in zip("so", reversed(answer)):
        if problem := _no_rows(letter, part):
            return problem
    o, s = map(np.shape, answer)
    if o in ((T, H), (T + 1, H)) and s == (T, K):
        return "o and s are exchanged: return [o, s]"
    for letter, shape, units in (("o", o, K), ("s", s, H)):
        if turned := _turned(letter, shape, units):
            return turned
    if o == (T + 1, K):
        return f"o has T+1 = {T + 1} rows: only s has one for the start, o has one for each input"
    if o != (T, K):
        return f"with T={T} inputs and K={K} words o should have shape {(T, K)}, it has {o}"
    if s not in ((T, H), (T + 1, H)):
        rows = f"{(T, H)} or {(T + 1, H)}"
        return f"with T={T} inputs and H={H} units s should have shape {rows}, it has {s}"


def _turned(letter, shape, units):
    """What to write for an array that has its steps in columns, or an axis for a batch of one."""
    for rows in (T, T + 1):
        if shape == (units, rows):
            return f"step t stands in a column of {letter}, of shape {shape}: return {letter}.T"
        if shape in ((1, rows, units), (rows, 1, units)):
            cut = f"{letter}[0]" if shape[0] == 1 else f"{letter}[:, 0]"
            return f"{letter} has an axis for a batch, of shape {shape}: return {cut}"


def _no_rows(letter, part):
    """What a part of the answer is that has no rows, or no flat ones."""
    if part is None:
        return f"{letter} is None: is the line that makes it complete?"
    if isinstance(part, Mapping):
        like = ", as in min-char-rnn" if -1 in part else ""
        rows = f"np.array([{letter}[t] for t in range(len(x))])"
        return f"{letter} is a dict{like}: return its rows, {rows}"
    if isinstance(part, Iterator | MappingView | Set):
        return f"{letter} is {kind(part)}"
    try:
        shape = np.shape(part)
    except ValueError:
        return f"the rows of {letter} have different lengths"
    if len(shape) == 3 and shape[2] == 1:
        return f"each row of {letter} is a column of shape {shape[1:]}: flatten it with .ravel()"


def has_real_numbers(run):
    """None for floats that are finite and not all 0, else one line on what they are."""
    for letter, part in zip("os", o_and_s(run.answer()), strict=True):
        part = np.asarray(part)
        if part.dtype.kind in "iub":
            return f"{letter} holds integers, which drop every digit after the point: no dtype=int"
        if part.dtype.kind != "f":
            return f"{letter} holds {part.dtype.name} entries, not floats: make it with np.zeros"
        if not np.isfinite(part).all():
            return f"{letter} holds NaN or infinity, with small weights and a short sequence"
        if not part.any():
            return f"{letter} holds zeros only: is the result of each step stored in {letter}[t]?"
