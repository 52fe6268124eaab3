"""A truth table turned into weights: every row that does something becomes one unit."""

from numbers import Real

import numpy as np

from ..forward_pass.params import RNNParams

GAIN = 6.0  # how steep a unit decides: enough for the tables of chapter 10, many rows need more


def weights_from_table(table, *, gain=GAIN):
    """Return the network that carries out a table {(state, x): (next state, answer)}.

    Every row becomes a unit that is on (near 1) when both halves of the row's left side hold and
    else off (near -1): a = gain (is_state + is_x - 1.5). Let f_j = (s_j + 1) / 2, 1 for on. Then
    is_state is the sum of f_j over the units whose rows lead to this state, and for state 0 it is
    1 minus the sum over all units whose rows lead elsewhere. is_x is x, or 1 - x where x = 0. A row
    that leads to state 0 and answers 0 needs no unit: it is what happens when all others are off.

    Parameters
    ----------
    table : dict with a row for each state 0, 1, 2 ... and each input x, 0 and 1
    gain : how steep the units are, above 0

    Returns
    -------
    RNNParams with U (H, 1), V (1, H), z_t the answer; to be started in state 0, with all s at -1

    Raises
    ------
    TypeError : not such a dict, or something that is no number in it
    ValueError : a row is missing, leads to a state without rows, or no row needs a unit

    Source: chapter 10; networks of on-off units that carry out such tables are in Minsky,
    "Computation: Finite and Infinite Machines" (1967).
    """
    _check(table)
    table = {row: tuple(does) for row, does in table.items()}
    rows = [row for row, does in table.items() if does != (0, 0)]
    if not rows:
        raise ValueError("table expects a row that leads to another state than 0 or answers")
    after = np.array([table[row][0] for row in rows])  # (H,)
    answer = np.array([table[row][1] for row in rows], float)  # (H,)
    state, x = np.array(rows).T  # (H,), (H,)
    leads = np.where(state[:, None] == 0, -1.0 * (after != 0), after == state[:, None])  # (H, H)
    sure = (
        1.0 * (state == 0) + (x == 0) + leads.sum(axis=1) / 2 - 1.5
    )  # what does not depend on s, x
    return RNNParams(
        U=np.where(x == 1, gain, -gain)[:, None],
        W=gain * leads / 2,
        V=answer[None] / 2,
        b=gain * sure,
        c=[answer.sum() / 2],
    )


def _check(table):
    pairs = [*table, *table.values()] if isinstance(table, dict) else [None]
    if not all(isinstance(pair, tuple | list | np.ndarray) and len(pair) == 2 for pair in pairs):
        raise TypeError("table expects a dict such as {(0, 0): (0, 0), (0, 1): (1, 1), ...}")
    for number in (number for pair in pairs for number in pair):
        if not isinstance(number, Real):
            raise TypeError(f"table expects numbers for states and answers, got {number!r}")
    states = {state for state, _ in table}
    if set(table) != {(state, x) for state in states for x in (0, 1)} or 0 not in states:
        raise ValueError("table expects for every state a row with x = 0 and one with x = 1")
    for row, (after, _) in table.items():
        if after not in states:
            raise ValueError(f"row {row} of table leads to {after!r}, a state without rows")
