"""The transpose switch of chapter 03, against the loop of chapter 02."""

import numpy as np
from made import at_start
from row_form import X, run

from rnn_helpers.explorers.transpose_switch import transpose_switch


def test_the_switch_against_the_loop():
    switch = at_start(transpose_switch)
    for seed in range(20):
        rng = np.random.default_rng(seed)
        w, s0 = rng.uniform(-2, 2, (2, 2)).round(2), rng.uniform(-1, 1, 2).round(2)
        names = {f"w{i + 1}{j + 1}": w[i, j] for i in (0, 1) for j in (0, 1)}
        switch.set(switch="Wᵀ", s01=s0[0], s02=s0[1], **names)
        np.testing.assert_allclose(switch.state()["right"], run(X, s0, w)[1], atol=1e-12)
        np.testing.assert_allclose(switch.state()["z"], run(X, s0, w.T)[1], atol=1e-12)
        switch.set(switch="W")
        assert not switch.state()["difference"].any()


def test_from_zero_w_is_not_read_at_0_and_at_1_their_difference_times_the_state():
    for w12, w21 in ((0.2, 0.3), (2, -2), (-1.5, 0.7)):
        w = np.array([[0.1, w12], [w21, 0.4]])
        (right, z), (wrong, z_wrong) = run(X, (0, 0), w), run(X, (0, 0), w.T)
        assert z[0] == z_wrong[0]
        in_the_sums = np.arctanh(wrong[1]) - np.arctanh(right[1])
        expected = (w12 - w21) * right[0][::-1] * (1, -1)
        np.testing.assert_allclose(in_the_sums, expected, atol=1e-9)
