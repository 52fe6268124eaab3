"""What reading T words costs: multiplications in all, and steps that must wait for one another.

Counted from the hidden layer's input to its state: U picks a column, and what V costs is the same
for all.
"""

from .linear_recurrence import rounds_of


def loop_cost(T, H):
    """Return (T H^2, T) for s_t = tanh(U x_t + W s_{t-1} + b): W s at each of T steps."""
    return T * H * H, T


def attention_cost(T, H, d):
    """Return multiplications and steps of one head of attention, whose weights wait for nothing.

    Q e and K e: 2 T H d. A score for each pair j <= t: d, and one for the sqrt(d). What is looked
    at, sum_j alpha_tj e_j: H for each pair. W times it: T H^2. There are T (T + 1) / 2 pairs, so
    the whole grows like T^2. Scores, weights, state: 3 steps, for every T.

    Parameters
    ----------
    T : int, words
    H, d : ints, the sizes of e_t and of a query
    """
    pairs = T * (T + 1) // 2
    return 2 * T * H * d + pairs * (d + 1) + pairs * H + T * H * H, 3


def linear_cost(T, H):
    """Return multiplications and steps of `linear_scan`: ceil(log2 T) rounds, and A r_{-1} first.

    A round with distance n multiplies T - n states by a matrix, H^2 each, and squares the matrix,
    H^3. So it is more than the loop's T H^2 in all, about log2 T times as much.
    """
    rounds = rounds_of(T)
    states = sum(T - 2**n for n in range(rounds))
    return H * H + states * H * H + rounds * H**3, rounds
