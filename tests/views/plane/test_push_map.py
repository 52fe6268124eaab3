"""PushMap: the shades lie where the pushes are, and the push ends where it should."""

import numpy as np
import pytest

from rnn_helpers.views.plane.push_map import PushMap


@pytest.fixture
def view(ax):
    return PushMap(ax, reach=(2.0, 1.5), tick=1.26, labels=("d", "e"))


def test_a_push_and_its_shades(view):
    shades = np.linspace(0, 1, 12).reshape(3, 4)
    view.set(shades=shades, push=(0.6, -0.4))
    np.testing.assert_array_equal(view.shown["shades"], shades)
    np.testing.assert_array_equal(view.shown["push"], (0.6, -0.4))
    np.testing.assert_array_equal(view._line.get_xydata(), [(0, 0), (0.6, -0.4)])


def test_the_first_row_is_at_the_bottom_and_green_means_1(view):
    image = view._image
    assert image.origin == "lower" and tuple(image.get_extent()) == (-2, 2, -1.5, 1.5)
    assert (view.ax.get_xlim(), view.ax.get_ylim()) == ((-2, 2), (-1.5, 1.5))
    white, green = image.cmap(image.norm([0.0, 1.0]))[:, :3]
    assert white.min() > 0.99 and green[1] > green[0] and green.max() < 0.5


def test_the_tick_below_is_the_distance_asked_for(view):
    assert view.ax.get_xticks() == pytest.approx([-1.26, 0, 1.26])
    labels = [label.get_text() for label in view.ax.get_xticklabels()]
    assert labels == ["−1.26", "0", "1.26"]
