"""The hand-set networks are the ones of the sources."""

import numpy as np
import pytest

from rnn_helpers import forward_propagation
from rnn_helpers.machines.examples import (
    dog_bites_man,
    one_unit,
    worked_example,
)


def test_worked_example_is_the_notebook_in_column_form():
    params = worked_example()
    assert params.U.tolist() == [[0.5], [0.6]] and params.W.tolist() == [[0.1, 0.3], [0.2, 0.4]]
    assert params.V.tolist() == [[1, 2]]
    assert params.b.tolist() == [0.1, -0.1] and params.c.tolist() == [0.1]


def test_worked_example_equals_the_row_form():
    w_cell_state, state = np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([0.3, -0.7])
    before_activation = state @ w_cell_state + 2 * np.array([0.5, 0.6]) + np.array([0.1, -0.1])
    trace = forward_propagation([[2.0]], worked_example(), s0=state)
    assert trace.a[0] == pytest.approx(before_activation, abs=1e-15)


def test_dog_bites_man_expects_the_next_word():
    params, vocab = dog_bites_man()
    assert vocab.tokens == ("dog", "bites", "man") and params.output_size == len(vocab)
    assert params.U.tolist() == [[1, 0, -1], [0, 1, 0.5]]
    assert params.W.tolist() == [[0.5, -0.4], [0.3, 0.6]]
    assert params.V.tolist() == [[-2, 0], [0, -8], [2, 0]]
    assert params.b.tolist() == [0, 0] and params.c.tolist() == [0, 6, 0]
    for sentence in ("dog bites man", "man bites dog"):
        x = vocab.ids(sentence)
        assert forward_propagation(x[:2], params).o.argmax(axis=1).tolist() == x[1:]


@pytest.mark.parametrize(
    ("w", "s0", "states"),
    [
        (2.0, 0.1, [0.957504, 0.957504]),
        (2.0, -0.1, [-0.957504, -0.957504]),
        (-2.0, 0.1, [0.957504, -0.957504]),
        (0.5, 0.9, [0, 0]),
    ],
)
def test_one_unit_rests_where_chapter_01_says(w, s0, states):
    s = forward_propagation(np.zeros((200, 1)), one_unit(w=w), s0=[s0]).s[:, 0]
    assert s[-1:-3:-1] == pytest.approx(states, abs=5.1e-7)


def test_one_unit_with_w_1_forgets_slower_than_any_power():
    s = forward_propagation(np.zeros((1000, 1)), one_unit(w=1.0), s0=[1.0]).s[:, 0]
    assert s[-1] == pytest.approx(np.sqrt(3 / 2000), rel=2e-3)


@pytest.mark.parametrize(
    ("more", "a"),
    [
        ({"u": 3.0, "b": -1.0}, 0.5 * 0.4 + 3 * 2 - 1),
        ({}, 0.5 * 0.4 + 2),
    ],
)
def test_one_unit_uses_u_and_b_and_is_read_out_as_it_is(more, a):
    trace = forward_propagation([[2.0]], one_unit(w=0.5, **more), s0=[0.4])
    assert trace.a[0, 0] == pytest.approx(a, abs=1e-15)
    assert trace.z.tolist() == trace.s.tolist()
