"""The style sheet, the still picture, and room for what moves."""

import io

import matplotlib
import numpy as np
import pytest
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from pictures import NAN, PATH, pixels, two_views
from PIL import Image

from rnn_helpers.panel.frames import Frames
from rnn_helpers.views.curves.bars import Bars
from rnn_helpers.views.over_time.timeline import Timeline
from rnn_helpers.views.style import Picture, lecture_style, small_png


def moved(view, data):
    view.set(**data)
    return view


@pytest.mark.parametrize(
    "make, first, then",
    [
        (
            lambda ax: Timeline(ax, steps=3, units=2),
            {"values": np.vstack([PATH[:1], np.full((3, 2), NAN)]), "now": 0},
            {"values": np.vstack([PATH[:3], [[1.1, 1.1]]]), "now": 3},
        ),
        (
            lambda ax: Timeline(ax, steps=3, units=2, symbol="state"),
            {"values": np.full((4, 2), NAN)},
            {"values": np.vstack([PATH[:3], [[-9, -1]]])},
        ),
        (
            lambda ax: Bars(ax, labels=["dog", "man"]),
            {"probabilities": [0, 0]},
            {"probabilities": [1, 0]},
        ),
    ],
    ids=["Timeline", "Timeline, nothing known", "Bars"],
)
def test_there_is_room_for_what_moves(ax, make, first, then):
    view = moved(make(ax), first)
    Frames(ax.figure, [view])
    view.set(**then)
    width, height = ax.figure.canvas.get_width_height()
    for artist in view.moving:
        if artist.get_visible() and isinstance(artist, Text | PathPatch):
            box = artist.get_window_extent()
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height


# Style


def test_outside_the_style_nothing_changes():
    before = dict(matplotlib.rcParams)
    figure, views = two_views()
    small_png(figure)
    Frames(figure, views).background()
    assert dict(matplotlib.rcParams) == before


def test_a_readers_own_settings_do_not_count():
    plain = small_png(two_views()[0])
    loud = {"axes.grid": True, "lines.linewidth": 9, "savefig.bbox": "tight", "font.size": 30}
    loud |= {"axes.facecolor": "red", "xtick.direction": "in", "font.family": "serif"}
    with matplotlib.rc_context(loud):
        figure, views = two_views()
        assert small_png(figure) == plain
        assert pixels(Frames(figure, views).background()).shape == (600, 1200, 3)


def test_a_picture_is_a_small_png_with_its_sentence():
    figure, _ = two_views()
    data, metadata = Picture(figure, "The state turns.")._repr_mimebundle_()
    assert data["text/plain"] == "The state turns."
    assert metadata == {"image/png": {"alt": "The state turns."}}
    assert len(data["image/png"]) < 30_000
    image = Image.open(io.BytesIO(data["image/png"]))
    assert image.size == (600, 300)
    assert image.mode == "P" and len(image.getcolors()) <= 128
    assert "Software" not in image.info


def test_the_same_figure_gives_the_same_bytes():
    assert small_png(two_views()[0]) == small_png(two_views()[0])


def test_the_style_can_be_entered_again():
    with lecture_style(), lecture_style():
        assert matplotlib.rcParams["font.size"] == 13
