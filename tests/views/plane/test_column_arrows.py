"""Columns of U as arrows, each with its token beside it."""

import numpy as np

from rnn_helpers.views.plane.column_arrows import Columns, arrows
from rnn_helpers.views.style import lecture_figure


def test_names_of_columns_never_cover_one_another():
    _, ax = lecture_figure(3, 3)
    view = Columns(ax, tokens=["dog", "bites", "man"], limit=3.5, pixel=222)
    rng = np.random.default_rng(3)
    for k in range(300):
        columns = (
            rng.integers(-2, 3, (2, 3)) * rng.choice([0.0, 0.1, 1.0]) if k else np.zeros((2, 3))
        )
        view.set(columns=columns, now=0)
        places = list(view.shown["places"].values())
        assert len(places) == 3
        for i, (x, y) in enumerate(places):
            assert abs(x) <= 95 and abs(y) <= 100
            for p, q in places[:i]:
                assert abs(x - p) >= 40 or abs(y - q) >= 14.9


def test_an_arrow_goes_from_tail_to_tip_and_none_has_no_outline():
    path = arrows([((0, 0), (1, 0)), ((1, 1), (1, 1))], width=0.1)
    assert len(path.vertices) == 8
    assert path.vertices[:, 0].max() == 1 and path.vertices[:, 0].min() == 0
