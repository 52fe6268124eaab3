"""Frames: what is drawn of a figure whose views move."""

import io

import numpy as np
from pictures import NAN, PATH, pixels, show, two_views
from PIL import Image

from rnn_helpers.panel.frames import Frames
from rnn_helpers.views.style import lecture_figure, small_png


class Spot:
    def __init__(self, ax):
        self.moving = ax.plot([0.5], [0.5], "o", markersize=40, zorder=2)


def full_drawing(film):
    """The figure drawn anew, not blitted."""
    for artist in film.moving:
        artist.set_animated(False)
    film.figure.canvas.draw()
    for artist in film.moving:
        artist.set_animated(True)
    return np.asarray(film.figure.canvas.buffer_rgba())[..., :3]


def test_a_frame_is_what_a_full_drawing_shows():
    figure, views = two_views()
    film = Frames(figure, views)
    for path, now in ((PATH, 1), (-PATH, 3), (PATH[::-1], 0)):
        show(views, path, now)
        np.testing.assert_array_equal(np.asarray(film.frame()), full_drawing(film))


def test_a_frame_of_axes_without_a_frame_and_of_shapes_below_and_above():
    figure, ax = lecture_figure(4, 3)
    ax.axis("off")
    ax.axhline(0.5, color="black", zorder=1)
    view = Spot(ax)
    ax.axhline(0.6, color="black", zorder=3)
    film = Frames(figure, [view])
    assert view.moving[0] in film.moving
    view.moving[0].set_data([0.2], [0.55])
    np.testing.assert_array_equal(np.asarray(film.frame()), full_drawing(film))


def test_nothing_of_an_earlier_frame_remains():
    figure, views = two_views()
    film = Frames(figure, views)
    first = film.jpeg()
    show(views, -PATH, 3)
    assert film.jpeg() != first
    film.png()  # draws in another size in between
    show(views, PATH, 1)
    assert film.jpeg() == first


def test_what_moves_is_in_the_saved_pictures():
    figure, views = two_views()
    film = Frames(figure, views)
    assert all(artist.get_animated() for view in views for artist in view.moving)
    for picture in (pixels(small_png(figure)), pixels(film.png())[::2, ::2]):
        orange = np.abs(picture - [0xC2, 0x4A, 0x00]).sum(axis=-1) < 40
        assert orange.sum() > 300


def test_sizes_are_fixed():
    figure, views = two_views()
    film = Frames(figure, views)
    for now in (0, 3):
        show(views, PATH, now)
        assert pixels(film.jpeg()).shape == pixels(small_png(figure)).shape == (300, 600, 3)
        assert pixels(film.png()).shape == (600, 1200, 3)


def test_the_layout_does_not_move():
    figure, views = two_views()
    film = Frames(figure, views)
    places = [ax.get_position().bounds for ax in figure.axes]
    show(views, np.full((4, 2), NAN), None)
    film.png()
    small_png(figure)
    assert [ax.get_position().bounds for ax in figure.axes] == places


def test_a_film_of_nothing():
    figure, ax = lecture_figure(2, 1)
    ax.remove()
    assert pixels(Frames(figure, []).jpeg()).min() >= 250


def test_frames_are_full_colour():
    """Quality 92 and no colour subsampling: the hues stay, and letters stay crisp."""
    figure, views = two_views()
    image = Image.open(io.BytesIO(Frames(figure, views).jpeg()))
    assert image.format == "JPEG"
    assert [layer[1:3] for layer in image.layer] == [(1, 1)] * 3
