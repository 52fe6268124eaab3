"""DeceptivePair: two squares, a line between them, and a line to each number."""

import numpy as np

from rnn_helpers.views.plane.deceptive_pair import DeceptivePair


def test_the_pair_shows_its_data(ax):
    view = DeceptivePair(ax)
    cloud = np.array([[-0.5, 0], [0.5, 0], [0, 0.4]])
    points = cloud[:2]
    view.set(points=points, names=(3, 7), cloud=cloud)
    shown = view.shown
    assert shown["points"].tolist() == shown["joined"].tolist() == points.tolist()
    assert shown["names"] == [(*view.named_at[0], "3"), (*view.named_at[1], "7")]
    assert [line[0].tolist() for line in shown["to_names"]] == points.tolist()
    view.set(points=np.full((2, 2), np.nan), names=(3, 7), cloud=cloud)
    assert np.isnan(view.shown["points"]).all() and view.shown["names"] == []
