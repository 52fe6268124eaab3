"""Gauge: the way that is left, as a bar and a number."""

from rnn_helpers.views.curves.gauge import Gauge


def test_gauge_shows_what_is_left(ax):
    view = Gauge(ax)
    view.set(gap=1.5)
    assert view.shown == "1.50" and view.length == 0.5
    view.set(gap=0.0)
    assert view.shown == "\N{CHECK MARK}" and view.length == 0
    view.set(gap=99.0)
    assert view.shown == "99.00" and view.length == 1
    view.set()
    assert view.shown == "" and view.length is None
