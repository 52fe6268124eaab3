"""OutputRows: bars from a common foot, numbers beside them, one yellow row."""

import pytest

from rnn_helpers.views.curves.output_rows import HEIGHT, WIDTH, OutputRows


@pytest.mark.parametrize("now", [0, 2, 3])
def test_rows_bars_and_the_yellow_one(ax, now):
    view = OutputRows(ax, steps=4)
    view.set(x=[1, -0.5, 0, 2], z=[-6, 0, 1.25, 6], now=now)
    shown = view.shown
    assert shown["t"] == list("0123") and shown["x"] == ["1.0", "−0.5", "0.0", "2.0"]
    assert shown["z"] == ["−6.0000", "0.0000", "1.2500", "6.0000"]
    assert shown["lengths"] == pytest.approx([-6, 0, 1.25, 6]) and shown["now"] == now
    yellow = view._now.get_y(), view._now.get_y() + view._now.get_height()
    for t, bar in enumerate(view._bars):
        inside = yellow[0] < bar.get_y() and bar.get_y() + bar.get_height() < yellow[1]
        assert inside == (t == now)


def test_the_longest_bars_leave_room_for_the_numbers(ax):
    view = OutputRows(ax, steps=5)
    view.set(x=[-9.9] * 5, z=[-6, 6, -6, 6, -6], now=0)
    feet = {bar.get_x() for bar in view._bars}
    assert len(feet) == 1
    (foot,) = feet
    wide = 0.602 * 16
    assert foot + 6 * 12 < WIDTH - 7 * wide and foot - 6 * 12 > 72
    assert all(0 <= bar.get_y() <= HEIGHT for bar in view._bars)
