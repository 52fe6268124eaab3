"""ManyRuns: lines that grow with time, a dot at each end, a band at now."""

import numpy as np
import pytest

from rnn_helpers.views.over_time.many_runs import ManyRuns


@pytest.mark.parametrize("n", [1, 3, 5])
def test_lines_up_to_now(ax, n):
    view = ManyRuns(ax, steps=5, limits=(-2, 2))
    others = np.random.default_rng(n).uniform(-2, 2, (7, n))
    view.set(others=others, one=others[3], now=n - 1)
    np.testing.assert_array_equal(view.shown["others"], others)
    np.testing.assert_array_equal(view.shown["one"], others[3])
    assert view.shown["now"] == n - 1
    np.testing.assert_array_equal(view.shown["ends"], [(n - 1, z) for z in others[:, -1]])


def test_nothing_before_the_first_time(ax):
    view = ManyRuns(ax, steps=5, limits=(-2, 2))
    view.set(others=np.empty((7, 0)), one=[], now=-1)
    assert view.shown["others"].size == view.shown["one"].size == view.shown["ends"].size == 0
    assert view.shown["now"] == -1 and ax.get_xlim()[0] < -1
