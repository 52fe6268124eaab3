"""The counts of multiplications, counted one by one in plain loops."""

import pytest

from rnn_helpers.successors import attention_cost, linear_cost, loop_cost


def matrix(rows, columns, count):
    for _ in range(rows * columns):
        count.append(1)


@pytest.mark.parametrize("T", [1, 2, 3, 7, 10, 33])
@pytest.mark.parametrize(("H", "d"), [(1, 1), (3, 2), (4, 4)])
def test_they_are_what_a_plain_program_does(T, H, d):
    loop, attention, scan, rounds = [], [], [], 0
    for t in range(T):
        matrix(H, H, loop)  # W s
        matrix(2 * d, H, attention)  # Q e, K e
        for _ in range(t + 1):
            matrix(1, d + 1 + H, attention)  # a score, / sqrt(d), alpha times e
        matrix(H, H, attention)  # W times what was seen
    matrix(H, H, scan)  # A r_{-1}
    step = 1
    while step < T:
        for _ in range(step, T):
            matrix(H, H, scan)
        for _ in range(H):
            matrix(H, H, scan)  # A^step squared
        step, rounds = 2 * step, rounds + 1
    assert loop_cost(T, H) == (len(loop), T)
    assert attention_cost(T, H, d) == (len(attention), 3)
    assert linear_cost(T, H) == (len(scan), rounds)


def test_how_they_grow():
    """Ten times the words: the loop ten times, attention towards a hundred times."""
    at = [attention_cost(T, 8, 2)[0] for T in (10**4, 10**5)]
    assert at[1] / at[0] == pytest.approx(100, rel=0.01)
    assert loop_cost(10**5, 8)[0] == 10 * loop_cost(10**4, 8)[0]
    assert linear_cost(10**5, 8)[1] == 17
