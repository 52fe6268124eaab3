"""Jacobians of steps with gates against differences, and against the plain ones of chapter 09."""

import numpy as np
import pytest
from gated_networks import SIZES, gated, run_of

from rnn_helpers.dynamics import running_products
from rnn_helpers.gates import gate_jacobians, gate_products, gated_forward


def ends(kind, x, start, params, g):
    """The last states of a run, s and m of an LSTM in one row."""
    H = params.hidden_size
    if kind == "lstm":
        trace = gated_forward(x, params, s0=start[:H], m0=start[H:])
        return np.concatenate([trace.last_state, trace.last_cell])
    return gated_forward(x, params, s0=start, g=g).last_state


@pytest.mark.parametrize("H, D, K, T", SIZES[:3])
@pytest.mark.parametrize("kind, g", [("plain", 0.3), ("gru", None), ("lstm", None)])
def test_products_are_what_central_differences_say(H, D, K, T, kind, g):
    params, (x, s0, m0) = gated(kind, H, D, K), run_of(H, D, min(T, 4))
    start = np.concatenate([s0, m0]) if kind == "lstm" else s0
    trace = gated_forward(x, params, s0=s0, g=g, m0=m0 if kind == "lstm" else None)
    exact, step = gate_products(trace, params, g=g), 1e-6
    for t in range(len(x)):
        measured = [
            (ends(kind, x[: t + 1], start + nudge, params, g)
             - ends(kind, x[: t + 1], start - nudge, params, g)) / (2 * step)
            for nudge in step * np.eye(len(start))
        ]  # fmt: skip
        np.testing.assert_allclose(exact[t], np.transpose(measured), atol=2e-9)


def test_without_a_gate_it_is_the_product_of_chapter_09():
    params, (x, s0, _) = gated("plain", 5, 3, 2), run_of(5, 3, 12)
    trace = gated_forward(x, params, s0=s0)
    np.testing.assert_allclose(
        gate_products(trace, params), running_products(trace.s, params.W), atol=1e-14
    )


def test_the_cell_of_an_lstm_passes_a_nudge_on_by_its_forget_gates_and_no_weight():
    params, (x, s0, m0) = gated("lstm", 3, 2, 1), run_of(3, 2, 6)
    trace = gated_forward(x, params, s0=s0, m0=m0)
    J = gate_jacobians(trace, params)
    assert J.shape == (6, 6, 6)
    for t in range(6):
        np.testing.assert_array_equal(J[t, 3:, 3:], np.diag(trace["f"][t]))


@pytest.mark.parametrize("kind", ["plain", "gru", "lstm"])
def test_no_step_no_jacobian(kind):
    params = gated(kind, 2, 3, 1)
    size = 4 if kind == "lstm" else 2
    assert gate_products(gated_forward([], params), params).shape == (0, size, size)
