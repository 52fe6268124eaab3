"""Pictures for the tests: two views beside each other, and what is drawn of them."""

import io

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from PIL import Image

from rnn_helpers.views.over_time.timeline import Timeline
from rnn_helpers.views.plane.state_plane import StatePlane
from rnn_helpers.views.style import COLOURS, lecture_figure

NAN = np.nan
PATH = np.array([[0, 0], [0.5, -0.5], [0.9, 0.1], [-0.2, 0.3]])


def drawn(ax):
    """The pixels of the figure, drawn now."""
    ax.figure.canvas.draw()
    return np.asarray(ax.figure.canvas.buffer_rgba()).copy()


def same(colour, concept):
    """Whether a colour is the concept's."""
    return to_hex(colour, keep_alpha=False) == COLOURS[concept].lower()


def pixels(data):
    """The pixels of a picture in a file's bytes."""
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def two_views():
    """A figure and its views, a Timeline and a StatePlane of one path."""
    figure, (left, right) = lecture_figure(6, 3, ncols=2)
    views = [Timeline(left, steps=3, units=2), StatePlane(right, steps=3)]
    show(views, PATH, now=1)
    return figure, views


def show(views, path, now):
    """Show another path in both views."""
    views[0].set(values=path, inputs={1: 0.7}, now=now)
    views[1].set(path=path, now=now)


def moving(view, kind):
    """The artists of one kind among those that move."""
    return [artist for artist in view.moving if isinstance(artist, kind)]


def line_through(view, points):
    """The moving line of a view that goes through these points (n, 2) and no others."""
    lines = moving(view, Line2D)
    (line,) = [l for l in lines if np.array_equal(l.get_xydata(), points, equal_nan=True)]
    return line
