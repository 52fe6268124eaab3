"""CirclesAndArrows: an arrow a weight, as wide as the weight is large, dashed below 0."""

import numpy as np
import pytest
from matplotlib.path import Path

from rnn_helpers.views.sheets.circles_and_arrows import (
    CIRCLES,
    HEIGHT,
    ONES,
    RADIUS,
    ROADS,
    THICK,
    WIDTH,
    CirclesAndArrows,
)  # fmt: skip
from rnn_helpers.views.style import lecture_figure

NUMBERS = dict.fromkeys(CIRCLES, -0.98)
WEIGHTS = [*ROADS, *ONES]


@pytest.fixture
def view():
    figure, ax = lecture_figure(WIDTH / 100, HEIGHT / 100)
    figure.set_layout_engine("none")
    ax.set_position((0, 0, 1, 1))
    ax.figure_kept = figure
    view = CirclesAndArrows(ax)
    view.ax = ax
    return view


def only(**weights):
    return {**dict.fromkeys(WEIGHTS, 0.0), **weights}


def corners(view):
    """What the arrows are drawn with, without the points that only close a shape."""
    path = view._arrows.get_path()
    return path.vertices[path.codes != path.CLOSEPOLY] if len(path.vertices) else path.vertices


@pytest.mark.parametrize("name", WEIGHTS)
@pytest.mark.parametrize("weight", [0.05, 0.6, 2.0, -0.6, -2.0])
def test_an_arrow_leads_from_circle_to_circle_as_wide_as_its_weight(view, name, weight):
    view.set(numbers=NUMBERS, weights=only(**{name: weight}))
    tail, head = view.shown["ways"][name]
    along = (head - tail) / np.hypot(*(head - tail))
    drawn = corners(view)
    far, off = (drawn - tail) @ along, (drawn - tail) @ [-along[1], along[0]]
    assert far.min() == pytest.approx(0) and far.max() == pytest.approx(np.hypot(*(head - tail)))
    assert np.ptp(off[:-3]) == pytest.approx(THICK * abs(weight))
    assert np.ptp(off) == pytest.approx(THICK * abs(weight) + 8)  # its head is wider
    begin, end = (np.hypot(*(np.array(place) - off)) for place, off in _ends(view, name))
    assert begin < RADIUS + 4 and RADIUS < end < RADIUS + 4


def _ends(view, name):
    """(middle of a circle, end of the arrow that touches it), for both ends."""
    tail, head = view.shown["ways"][name]
    if name in ROADS:
        one, other, _ = ROADS[name]
        return (CIRCLES[one][0], tail), (CIRCLES[other][0], head)
    into = {"b1": "s_1", "b2": "s_2", "c": "z"}[name]
    return (ONES[name], tail), (CIRCLES[into][0], head)


def test_w12_leads_from_unit_1_into_unit_2(view):
    assert ROADS["W12"][:2] == ("old s_1", "s_2") and ROADS["W21"][:2] == ("old s_2", "s_1")


@pytest.mark.parametrize("name", WEIGHTS)
@pytest.mark.parametrize("weight", [0.05, 2.0])
def test_dashes_are_seen_on_a_short_arrow_too(view, name, weight):
    shapes = {}
    for sign in (1, -1):
        view.set(weights=only(**{name: sign * weight}))
        shapes[sign] = int((view._arrows.get_path().codes == Path.MOVETO).sum())
    assert shapes[1] == 2 and shapes[-1] >= 3  # a head, and a shaft or dashes


def test_a_negative_weight_is_dashed_and_none_has_no_arrow(view):
    view.set(numbers=NUMBERS, weights=only(W12=0.5))
    whole = len(corners(view))
    assert view.shown["dashed"] == set()
    view.set(numbers=NUMBERS, weights=only(W12=-0.5))
    assert view.shown["dashed"] == {"W12"} and len(corners(view)) > 5 * whole
    view.set(numbers=NUMBERS, weights=only())
    assert len(corners(view)) == 0 and set(view.shown["widths"].values()) == {0}


def test_numbers_stand_in_their_circles_and_names_beside_their_arrows(view):
    view.set(numbers=dict(zip(CIRCLES, range(6))), weights=only())
    assert list(view.shown["circles"].values()) == [f"{k}.00" for k in range(6)]
    view.set(weights=only())
    assert set(view.shown["circles"].values()) == {""}
    names = {text: (x, y) for x, y, text in view._names.shown}
    assert set(names) == {name.translate(str.maketrans("12", "₁₂")) for name in WEIGHTS}
    for one in names.values():
        assert sum(abs(one[0] - x) < 30 and abs(one[1] - y) < 16 for x, y in names.values()) == 1


def test_the_picture_has_room_for_the_largest_weights(view):
    view.set(numbers=NUMBERS, weights=dict.fromkeys(WEIGHTS, -2.0))
    view.ax.figure.canvas.draw()
    for artist in (*view.moving, *view.ax.texts, *view.ax.patches):
        box = artist.get_window_extent()
        if box.width > 0:
            assert box.x0 >= -1 and box.x1 <= WIDTH + 1 and box.y0 >= -1 and box.y1 <= HEIGHT + 1
