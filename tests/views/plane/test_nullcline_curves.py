"""NullclineCurves: one broken curve a unit."""

import numpy as np

from rnn_helpers.views.plane.nullcline_curves import NullclineCurves
from rnn_helpers.views.plane.warped_grid import joined_lines


def test_each_unit_has_its_curve(ax):
    view = NullclineCurves(ax)
    one, two, three = (np.array([[n, 0.0], [n, 0.5]]) for n in (0, 0.2, 0.4))
    view.set(curves=([one, two], [three]))
    for curve, branches in zip(view.shown, ([one, two], [three]), strict=True):
        np.testing.assert_array_equal(curve, joined_lines(branches))
    view.set()
    assert [len(curve) for curve in view.shown] == [0, 0]
