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
