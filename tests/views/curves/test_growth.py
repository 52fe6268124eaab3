"""What grows and what does not: two lines in powers of ten, a dot and a number on each."""

import numpy as np

from rnn_helpers.views.curves.growth import Growth
from rnn_helpers.views.style import COLOURS, lecture_figure


def test_the_dots_stand_on_the_lines_with_their_numbers():
    _, ax = lecture_figure(4, 4)
    grows, stays = ("table", [10, 1000, 100_000], "ink"), ("network", [50] * 3, "parameter")
    view = Growth(ax, grows=grows, stays=stays, powers=range(0, 7, 2))
    for now, number in enumerate(("10", "1,000", "100,000"), start=1):
        view.set(now=now)
        assert view.shown["texts"] == {"table": number, "network": "50"}
        np.testing.assert_allclose(view.shown["dots"]["table"], (now, 2 * now - 1))
        np.testing.assert_allclose(view.shown["dots"]["network"], (now, np.log10(50)))
    np.testing.assert_allclose(view.shown["lines"]["table"], (1, 3, 5))
    np.testing.assert_allclose(view.shown["lines"]["network"], np.log10([50] * 3))
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "2", "3"]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["$1$", "$10^{2}$", "$10^{4}$", "$10^{6}$"]
    assert {line.get_color() for line in ax.lines} >= {COLOURS["ink"], COLOURS["parameter"]}


def test_nothing_leaves_the_picture():
    _, ax = lecture_figure(3, 4)
    view = Growth(
        ax, grows=("t", [18, 18**6], "ink"), stays=("n", [182] * 2, "parameter"), powers=range(9)
    )
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    for now in (1, 2):
        view.set(now=now)
        assert all(left < x < right and low < y < high for x, y in view.shown["dots"].values())
