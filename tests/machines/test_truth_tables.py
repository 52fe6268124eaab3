"""Truth tables as weights: any table, and what is none."""

from fractions import Fraction

import numpy as np
import pytest

from rnn_helpers import forward_propagation
from rnn_helpers.machines.machine import TOGGLE
from rnn_helpers.machines.truth_tables import GAIN, weights_from_table


@pytest.mark.parametrize("seed", range(8))
def test_any_table(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 6))
    table = {
        (q, x): (int(rng.integers(n)), int(rng.integers(1, 4))) for q in range(n) for x in (0, 1)
    }
    params, x, state = weights_from_table(table, gain=2 * GAIN), rng.integers(0, 2, 300), 0
    z = forward_propagation(x[:, None].astype(float), params, s0=-np.ones(params.hidden_size)).z
    for x_t, z_t in zip(x, z[:, 0]):
        state, answer = table[state, x_t]
        assert z_t == pytest.approx(answer, abs=0.05)


def test_the_weights_of_the_toggle_worked_out_by_hand():
    """One unit for a pulse in state 0, which is 1 - f_1 - f_2, one for silence in state 1."""
    params = weights_from_table(TOGGLE)
    assert params.U.tolist() == [[6], [-6]]
    assert params.W.tolist() == [[-3, -3], [3, 3]]
    assert params.b.tolist() == [-9, 3]
    assert params.V.tolist() == [[0.5, 0.5]] and params.c.tolist() == [1]


def test_an_answer_may_be_any_real_number():
    params = weights_from_table({(0, 0): (0, Fraction(1, 2)), (0, 1): (0, 0)})
    assert params.V.tolist() == [[0.25]] and params.c.tolist() == [0.25]


@pytest.mark.parametrize("form", [list, np.array])
def test_a_row_may_lead_to_a_list_or_an_array(form):
    pairs = {(0, 0): (0, 0), (0, 1): (1, 0), (1, 0): (0, 0), (1, 1): (1, 1)}
    listed = weights_from_table({row: form(does) for row, does in pairs.items()})
    for name in "UWVbc":
        expected = getattr(weights_from_table(pairs), name)
        np.testing.assert_array_equal(getattr(listed, name), expected)


ROWS = "table expects for every state a row with x = 0 and one with x = 1"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({(0, 0): (0, 0)}, ROWS),
        ({(1, 0): (1, 0), (1, 1): (1, 1)}, ROWS),
        ({}, ROWS),
        (
            {(0, 0): (0, 0), (0, 1): (2, 1)},
            "row (0, 1) of table leads to 2, a state without rows",
        ),
        (
            {(0, 0): (0, 0), (0, 1): (0, 0)},
            "table expects a row that leads to another state than 0 or answers",
        ),
    ],
)
def test_tables_that_are_none(table, message):
    with pytest.raises(ValueError) as error:
        weights_from_table(table)
    assert str(error.value) == message


@pytest.mark.parametrize("table", [5, "x", [1], {1: 2}, {(0, 0): 0, (0, 1): 1}, {(0,): (0, 0)}])
def test_what_is_no_table(table):
    with pytest.raises(TypeError) as error:
        weights_from_table(table)
    assert str(error.value) == (
        "table expects a dict such as {(0, 0): (0, 0), (0, 1): (1, 1), ...}"
    )


@pytest.mark.parametrize("wrong", ["1", ..., [1], None])
def test_what_is_no_number_in_a_table(wrong):
    for table in ({(0, 0): (0, wrong), (0, 1): (0, 1)}, {(0, 0): (0, 0), (0, 1): (wrong, 0)}):
        with pytest.raises(TypeError, match="table expects numbers for states and answers, got"):
            weights_from_table(table)
