"""Frames: what is drawn of a figure whose views move."""

import json

import numpy as np
from pictures import NAN, PATH, pixels, show, two_views
from replay import far, full_drawing, replayed

from rnn_helpers.panel.frames import Frames
from rnn_helpers.views.style import lecture_figure, small_png

FAR = 0.01  # how much of a frame may differ from Matplotlib's own drawing


class Spot:
    def __init__(self, ax):
        self.moving = ax.plot([0.5], [0.5], "o", markersize=40, zorder=2)


def test_a_frame_is_what_a_full_drawing_shows():
    figure, views = two_views()
    film = Frames(figure, views)
    for path, now in ((PATH, 1), (-PATH, 3), (PATH[::-1], 0)):
        show(views, path, now)
        assert far(replayed(film), full_drawing(film)) < FAR


def test_a_frame_of_axes_without_a_frame_and_of_shapes_below_and_above():
    figure, ax = lecture_figure(4, 3)
    ax.axis("off")
    ax.axhline(0.5, color="black", zorder=1)
    view = Spot(ax)
    ax.axhline(0.6, color="black", zorder=3)
    film = Frames(figure, [view])
    assert view.moving[0] in film.moving
    view.moving[0].set_data([0.2], [0.55])
    assert far(replayed(film), full_drawing(film)) < FAR


def test_nothing_of_an_earlier_frame_remains():
    figure, views = two_views()
    film = Frames(figure, views)
    first = film.frame()
    show(views, -PATH, 3)
    assert film.frame() != first
    film.background()  # draws in another size in between
    show(views, PATH, 1)
    assert film.frame() == first


def test_what_moves_is_in_the_saved_picture_and_not_in_the_background():
    figure, views = two_views()
    film = Frames(figure, views)
    assert all(artist.get_animated() for view in views for artist in view.moving)
    assert orange(small_png(figure)) > 300
    assert orange(film.background()) == 0


def orange(png):
    """How many pixels have the hidden state's colour."""
    return (np.abs(pixels(png) - [0xC2, 0x4A, 0x00]).sum(axis=-1) < 40).sum()


def test_sizes_are_fixed():
    figure, views = two_views()
    film = Frames(figure, views)
    for now in (0, 3):
        show(views, PATH, now)
        assert json.loads(film.frame())["size"] == [600, 300]
        assert pixels(small_png(figure)).shape == (300, 600, 3)
        assert pixels(film.background()).shape == (600, 1200, 3)


def test_the_layout_does_not_move():
    figure, views = two_views()
    film = Frames(figure, views)
    places = [ax.get_position().bounds for ax in figure.axes]
    show(views, np.full((4, 2), NAN), None)
    film.frame()
    film.background()
    small_png(figure)
    assert [ax.get_position().bounds for ax in figure.axes] == places


def test_a_film_of_nothing():
    figure, ax = lecture_figure(2, 1)
    ax.remove()
    film = Frames(figure, [])
    assert json.loads(film.frame())["operations"] == []
    assert pixels(film.background()).min() >= 250
