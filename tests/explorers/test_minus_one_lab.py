"""The lab of the index -1: the arrays after every step, and what an index picks from them."""

import numpy as np
import pytest
from plain_runs import U, V, W, X, c
from plain_runs import run_sentence as run

from rnn_helpers.explorers.minus_one_lab import KEPT, LAST, LOST, READS, ROWS, minus_one_lab


@pytest.fixture(scope="module")
def labs():
    explorer = minus_one_lab()
    yield explorer
    explorer.close()


@pytest.fixture
def lab(labs):
    labs.reset()
    return labs


def by_hand(n, rows, start):
    """s and o after n steps of the post's loop, in a buffer of the kind that the lab names."""
    s, o = np.zeros((4 if rows == KEPT else 3, 2)), np.zeros((3, 3))
    if rows != LOST:
        s[-1] = start
    for t in range(n):
        s[t] = np.tanh(U[:, X[t]] + W @ s[t - 1])
        e = np.exp(V @ s[t] + c)
        o[t] = e / e.sum()
    return s, o


@pytest.mark.parametrize("start", [(-1.0, 1.0), (0.0, 0.0), (0.05, 0.0)])
@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("n", range(4))
def test_the_lab_says_whether_the_states_are_right(lab, n, rows, start):
    lab.set(n=n, rows=rows, s01=start[0], s02=start[1])
    state, (s, o) = lab.state(), by_hand(n, rows, start)
    np.testing.assert_allclose(state["s"], s, atol=1e-12)
    np.testing.assert_allclose(state["o"], o, atol=1e-12)
    right = np.allclose(s[:n], run("dog bites man", start)[:n])
    assert state["states are right"] == right
    assert right == (n == 0 or rows != LOST or start == (0.0, 0.0))
    assert ("the states are wrong" in lab.describe()) == (not right)


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("n", range(4))
def test_the_lit_boxes_hold_what_python_picks(lab, n, rows):
    s, o = by_hand(n, rows, (-1.0, 1.0))
    (arrays,) = lab.views
    for read in READS:
        lab.set(n=n, rows=rows, read=read)
        picked = eval(read, {"s": s, "o": o, "x": X, "U": U, "t": min(n, 2), "T": 3})
        np.testing.assert_allclose(lab.state()["picked"], picked, atol=1e-12)
        ((name, boxes),) = arrays.shown["lit"].items()
        array = {"s": s, "o": o, "x": np.array(X), "U": U}.get(name)
        if array is not None:
            lit = np.ravel(array)[boxes]
            np.testing.assert_allclose(lit, np.ravel(picked), atol=1e-12)
        else:
            assert (name, boxes) == ("list", [1])
        assert len(arrays.shown["s"]) == s.size


def test_the_start_has_a_row_until_it_is_overwritten(lab):
    lab.set(rows=LAST, read="s[-1]")
    for n in range(4):
        lab.set(n=n)
        assert ("initial state." in lab.describe()) == (n < 3)
    assert "overwritten; the states are right" in lab.describe()
    lab.set(rows=KEPT)
    assert "row 3 of s: (-1.00, 1.00), the initial state" in lab.describe()
