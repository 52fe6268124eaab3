"""Two arrows and their difference."""

import numpy as np

from rnn_helpers.views.plane.arrow_pair import ArrowPair, pairs_figure


def test_the_arrows_and_their_difference(ax):
    view = ArrowPair(ax, title="before", limit=(0.7, 0.4))
    for one, other in (((0.6, 0.3), (0.6, 0.2)), ((0.5, 0.25), (0.3, 0.1))):
        view.set(one=np.array(one), other=np.array(other), names=("p", "0.5\\,q"))
        assert view.shown["arrows"].tolist() == [
            [[0, 0], [*one]], [[0, 0], [*other]], [[*other], [*one]],
        ]  # fmt: skip
    assert view.shown["names"] == ["$p$", "$0.5\\,q$"] and ax.get_title() == "before"
    ax.figure.canvas.draw()
    tips = [ax.transData.transform(tip) for tip in ((0.5, 0.25), (0.3, 0.1))]
    above, below = (name.get_window_extent() for name in view._names)
    assert above.y1 > tips[0][1] and below.y0 < tips[1][1]  # off the arrow between the tips
    assert above.x0 > tips[0][0] and below.x0 > tips[1][0]


def test_a_panel_for_each_title():
    pairs = {"one": ((1, 2), (2, 1), "pq"), "two": ((1, 1), (2, 2), "uv")}
    figure = pairs_figure(pairs, limit=(3, 3))
    assert [ax.get_title() for ax in figure.axes] == ["one", "two"]
    names = [[text.get_text() for text in ax.texts if text.get_text()] for ax in figure.axes]
    assert names == [["$p$", "$q$"], ["$u$", "$v$"]]
