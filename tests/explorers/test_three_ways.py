"""Three ways from a token to its push, in chapter 04."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers.explorers.three_ways import E, U_h, three_ways
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.views.sheets.lookup import CELL, HIGH, SECOND

PARAMS, _ = dog_bites_man()


@pytest.fixture
def ways():
    """The explorer, and its view."""
    explorer = at_start(three_ways)
    return explorer, *explorer.views


def shown(number):
    text = f"{number:.2f}"
    return (text.removeprefix("-") if float(text) == 0 else text).replace("-", "−")


def test_the_factors_give_the_network_of_the_running_example():
    np.testing.assert_array_equal(U_h @ E.T, PARAMS.U)


@pytest.mark.parametrize("x", ["0", "1", "2", "−1"])
def test_three_ways_end_in_the_same_two_numbers(ways, x):
    explorer, view = ways
    rng = np.random.default_rng(5)
    names = [name for name in explorer.controls if name != "x"]
    for _ in range(6):
        explorer.set(x=x, **{name: round(rng.uniform(-2, 2), 2) for name in names})
        now = explorer.state()
        E = np.array([[now["E11"], -0.5], [0.5, 0.5], [-0.25, 0.75]])
        U_h = np.array([[now["Uh11"], now["Uh12"]], [now["Uh21"], now["Uh22"]]])
        column = U_h @ E[int(x.replace("−", "-"))]
        for way in ("U x_t", "U[:, x_t]", "U_h e_t"):
            np.testing.assert_allclose(now[way], column, atol=1e-12)
            assert view.shown[way] == [shown(number) for number in now[way]]
        i, shown_now = int(x.replace("−", "-")) % 3, view.shown
        assert shown_now["column"] == shown_now["row"] == i
        assert shown_now["title"] == f"U[:, {x}]"
        below, beside = (way[0] for way in shown_now["ways"])  # where the ways begin
        assert below[0] == SECOND + (i - 1) * CELL[0] and beside[1] == HIGH + (1 - i) * CELL[1]
        assert np.count_nonzero(now["products"]) <= 2
        assert sum(now["x_t"]) == 1


def test_equal_rows_of_the_projection_give_equal_rows_of_U(ways):
    explorer, _ = ways
    explorer.set(Uh21=1.0, Uh22=-1.0, E11=-1.3)
    U = explorer.state()["U"]
    np.testing.assert_allclose(U[0], U[1], atol=1e-12)


def test_multiplications_are_counted_right():
    class Counted(float):
        count = 0

        def __mul__(self, other):
            Counted.count += 1
            return float(self) * other

    def product(A, v):
        Counted.count = 0
        return [sum(Counted(a) * x for a, x in zip(row, v)) for row in A], Counted.count

    by_one_hot, six = product(PARAMS.U, [0, 1, 0])
    by_embedding, four = product(U_h, E[1])
    assert (six, four) == (6, 4) and by_one_hot == by_embedding == PARAMS.U[:, 1].tolist()
