"""Views: the data of their artists, and the film that shows them."""

import io

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from PIL import Image

from rnn_helpers.panel.frames import Frames
from rnn_helpers.views.curves.bars import Bars
from rnn_helpers.views.over_time.timeline import Timeline
from rnn_helpers.views.plane.state_plane import StatePlane
from rnn_helpers.views.style import COLOURS, Picture, lecture_figure, lecture_style, small_png

NAN = np.nan
PATH = np.array([[0, 0], [0.5, -0.5], [0.9, 0.1], [-0.2, 0.3]])


@pytest.fixture
def ax():
    figure, ax = lecture_figure(4, 3)
    ax.figure_kept = figure  # axes do not keep their figure alive
    return ax


def drawn(ax):
    ax.figure.canvas.draw()
    return np.asarray(ax.figure.canvas.buffer_rgba()).copy()


def same(colour, concept):
    return to_hex(colour, keep_alpha=False) == COLOURS[concept].lower()


# Timeline


def test_timeline_draws_one_line_a_unit(ax):
    view = Timeline(ax, steps=3, units=2)
    view.set(values=PATH)
    for line, column in zip(view._lines, PATH.T, strict=True):
        np.testing.assert_array_equal(line.get_xdata(), [0, 1, 2, 3])
        np.testing.assert_array_equal(line.get_ydata(), column)
        assert same(line.get_color(), "hidden")
    assert [line.get_linestyle() for line in view._lines] == ["-", "--"]
    assert [end.get_text() for end in view._ends] == ["$s_{1}$", "$s_{2}$"]
    assert [end.xy for end in view._ends] == [(3, -0.2), (3, 0.3)]


def test_timeline_takes_a_single_unit_as_a_flat_list(ax):
    view = Timeline(ax, steps=3, symbol="z", concept="output", limits=(0, 4))
    view.set(values=[0, 1, 2, 3])
    np.testing.assert_array_equal(view._lines[0].get_ydata(), [0, 1, 2, 3])
    assert view._ends[0].get_text() == "$z$"
    assert same(view._lines[0].get_color(), "output")
    assert ax.get_ylim() == (0, 4)


def test_timeline_ends_where_numbers_end(ax):
    view = Timeline(ax, steps=3, units=2)
    view.set(values=[[0, 0], [0.5, NAN], [NAN, NAN], [NAN, NAN]])
    assert [end.xy for end in view._ends] == [(1, 0.5), (0, 0)]
    view.set(values=[[NAN, 0]] + 3 * [[NAN, NAN]])
    assert [end.get_visible() for end in view._ends] == [False, True]
    view.set(values=np.full((4, 2), NAN))
    assert [end.get_visible() for end in view._ends] == [False, False]
    drawn(ax)
    view.set(values=PATH)
    assert [end.get_visible() for end in view._ends] == [True, True]


def test_timeline_names_do_not_cover_one_another(ax):
    view = Timeline(ax, steps=1, units=4)
    view.set(values=[[0, 0, 0, 0], [0.5, 0.5, 0.51, -0.9]])
    ax.figure.canvas.draw()
    boxes = [end.get_window_extent() for end in view._ends]
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[i + 1 :])
    heights = [end.xy[1] for end in view._ends]
    assert np.mean(heights[:3]) == pytest.approx(np.mean([0.5, 0.5, 0.51]))
    assert heights[3] == -0.9


def test_timeline_stems_are_the_inputs(ax):
    view = Timeline(ax, steps=3)
    view.set(values=[0, 0, 0, 0], inputs={1: 1.0, 3: -0.5})
    assert list(view._heads.get_xdata()) == [1, 3]
    assert list(view._heads.get_ydata()) == [1, -0.5]
    np.testing.assert_array_equal(view._stems.get_xdata(), [1, 1, 1, 3, 3, 3])
    np.testing.assert_array_equal(view._stems.get_ydata(), [0, 1, NAN, 0, -0.5, NAN])
    assert same(view._stems.get_color(), "input")
    assert same(view._heads.get_color(), "input")
    view.set(values=[0, 0, 0, 0])
    assert len(view._heads.get_xdata()) == len(view._stems.get_xdata()) == 0


def test_timeline_band_is_at_the_current_step(ax):
    view = Timeline(ax, steps=3)
    view.set(values=[0, 0, 0, 0])
    assert not view._band.get_visible()
    view.set(values=[0, 0, 0, 0], now=2)
    assert view._band.get_visible()
    assert (view._band.get_x(), view._band.get_width()) == (1.5, 1)
    assert same(view._band.get_facecolor(), "now")


def test_timeline_labels_steps_with_tokens(ax):
    Timeline(ax, steps=3, tokens=["dog", "bites", "man"])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["", "dog", "bites", "man"]


def test_timeline_keeps_its_axes(ax):
    view = Timeline(ax, steps=3)
    view.set(values=[0, 50, 0, 0], inputs={1: 99})
    drawn(ax)
    assert (ax.get_xlim(), ax.get_ylim()) == ((-0.4, 3.4), (-1.1, 1.1))
    assert list(ax.get_yticks()) == [-1, 0, 1]


def test_timeline_refuses_other_numbers_of_rows(ax):
    with pytest.raises(ValueError, match="reshape"):
        Timeline(ax, steps=3, units=2).set(values=PATH[:-1])


# StatePlane


def test_state_plane_shows_the_path(ax):
    view = StatePlane(ax, steps=3)
    view.set(path=PATH, now=2)
    np.testing.assert_array_equal(view._line.get_xydata(), PATH)
    np.testing.assert_array_equal(view._points.get_offsets(), PATH[1:])
    np.testing.assert_array_equal(view._start.get_xydata(), PATH[:1])
    np.testing.assert_array_equal(view._now.get_xydata(), PATH[2:3])
    assert same(view._start.get_color(), "context")
    assert same(view._now.get_markerfacecolor(), "now")
    assert same(view._points.get_facecolor()[0], "hidden")


def test_state_plane_points_grow_with_time(ax):
    view = StatePlane(ax, steps=3)
    view.set(path=PATH)
    assert (np.diff(view._points.get_sizes()) > 0).all()
    assert len(view._now.get_xydata()) == 0


def test_state_plane_leaves_out_what_is_not_known(ax):
    view = StatePlane(ax, steps=3)
    view.set(path=PATH)
    full = drawn(ax)
    view.set(path=np.vstack([PATH[:2], np.full((2, 2), NAN)]), now=3)
    part = drawn(ax)
    view.set(path=np.full((4, 2), NAN))
    empty = drawn(ax)
    ink = [(image[..., :3] < 200).any(axis=-1).sum() for image in (empty, part, full)]
    assert ink[0] < ink[1] < ink[2]


def test_state_plane_is_square_and_named(ax):
    StatePlane(ax, steps=3, labels=("h_3", "h_4"))
    assert ax.get_aspect() == 1
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1.1, 1.1), (-1.1, 1.1))
    assert [text.get_text() for text in ax.texts] == ["$h_3$", "$h_4$"]


# Bars


def test_bars_are_probabilities(ax):
    view = Bars(ax, labels=["dog", "bites", "man"])
    view.set(probabilities=[0.7, 0.25, 0.05])
    assert [bar.get_width() for bar in view._bars] == [0.7, 0.25, 0.05]
    assert view.shown == ["0.70", "0.25", "0.05"]
    for bar, value in zip(view._bars, view._values, strict=True):
        bar, text = (artist.get_window_extent() for artist in (bar, *value.moving))
        assert 5 < text.x0 - bar.x1 < 10
        assert abs((text.y0 + text.y1) - (bar.y0 + bar.y1)) / 2 < 2
    assert [label.get_text() for label in ax.get_yticklabels()] == ["dog", "bites", "man"]
    assert all(same(bar.get_facecolor(), "output") for bar in view._bars)
    bottom, top = ax.get_ylim()
    assert bottom > top  # the first token stands on top
    view.set(probabilities=[1, 0, np.float32(0)])
    assert view.shown == ["1.00", "0.00", "0.00"]


def test_bars_of_another_length_are_refused(ax):
    with pytest.raises(ValueError, match="shorter"):
        Bars(ax, labels=["dog", "bites"]).set(probabilities=[1.0])


# Nothing is cut off, wherever the moving names and numbers stand


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


# Frames


class Dot:
    def __init__(self, ax):
        self.moving = ax.plot([0.5], [0.5], "o", markersize=40, zorder=2)


def two_views():
    figure, (left, right) = lecture_figure(6, 3, ncols=2)
    views = [Timeline(left, steps=3, units=2), StatePlane(right, steps=3)]
    show(views, PATH, now=1)
    return figure, views


def show(views, path, now):
    views[0].set(values=path, inputs={1: 0.7}, now=now)
    views[1].set(path=path, now=now)


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


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


def test_a_frame_of_axes_without_a_frame_and_of_shapes_below_and_above(ax):
    ax.axis("off")
    ax.axhline(0.5, color="black", zorder=1)
    view = Dot(ax)
    ax.axhline(0.6, color="black", zorder=3)
    film = Frames(ax.figure, [view])
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


# Style


def test_outside_the_style_nothing_changes():
    before = dict(matplotlib.rcParams)
    figure, views = two_views()
    small_png(figure)
    Frames(figure, views).png()
    assert dict(matplotlib.rcParams) == before


def test_a_readers_own_settings_do_not_count():
    plain = small_png(two_views()[0])
    loud = {"axes.grid": True, "lines.linewidth": 9, "savefig.bbox": "tight", "font.size": 30}
    loud |= {"axes.facecolor": "red", "xtick.direction": "in", "font.family": "serif"}
    with matplotlib.rc_context(loud):
        figure, views = two_views()
        assert small_png(figure) == plain
        assert pixels(Frames(figure, views).png()).shape == (600, 1200, 3)


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
