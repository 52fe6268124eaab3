"""The explorer of one pulse: its tasks ask for what they say, and what they tell is so."""

import numpy as np
import pytest
from made import at_start
from plain_runs import run_one_unit

from rnn_helpers.explorers import one_pulse

SIZES = np.arange(1.05, 2.01, 0.05)
PULSE = [0, 0, 1, *[0] * 2000]


def long_run(w):
    """The sizes after the pulse, for 2000 steps, and whether the sign changes at every one."""
    s = run_one_unit(PULSE, w)[3:]
    return np.abs(s), (s[1:] * s[:-1] < 0).all()


@pytest.mark.parametrize("number, does", [
    (1, {0.8, 0.81}), (2, {1.2}), (3, {-1.2}),
])  # fmt: skip
def test_which_weights_do_a_task(number, does):
    explorer = at_start(one_pulse)
    done = explorer.tasks.list.tasks[number - 1].done
    ticked = set()
    for w in {0.81, *np.arange(-2, 2.01, 0.05).round(2)}:
        explorer.set(w=w)
        ticked |= {w} if done(explorer.state()) else set()
    assert ticked == does


def test_from_minus_1_to_1_it_fades_even_where_the_picture_ends_too_soon():
    for w in (-1, -0.95, -0.5, 0.5, 0.95, 1):
        sizes, _ = long_run(w)
        assert (np.diff(sizes[sizes > 1e-12]) < 0).all() and sizes[-1] < 0.03


def test_above_1_it_stays_and_below_minus_1_its_size_stays_and_its_sign_flips():
    for w in SIZES:
        for weight, flips in ((w, False), (-w, True)):
            sizes, changes = long_run(weight)
            assert sizes[-1] == pytest.approx(sizes[-3], abs=1e-12) and sizes[-1] > 0.3
            assert changes == flips
        np.testing.assert_array_equal(long_run(w)[0], long_run(-w)[0])


def test_the_larger_the_weight_the_higher_the_line_but_below_1():
    rest = [long_run(w)[0][-1] for w in SIZES]
    assert (np.diff(rest) > 0).all() and rest[-1] < 1
    assert f"{long_run(1.2)[0][-1]:.4f}" == "0.6586"
