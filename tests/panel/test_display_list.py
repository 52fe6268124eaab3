"""What an artist draws, written down: paths, markers, letters, images, and what cuts them off."""

import json

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, Rectangle
from replay import far, full_drawing, replayed

from rnn_helpers.panel.display_list import GLYPHS, Recorder
from rnn_helpers.panel.frames import Frames
from rnn_helpers.views.style import lecture_figure
from rnn_helpers.views.texts import Texts

FAR = 0.01


@pytest.fixture
def ax():
    _, ax = lecture_figure(3, 2)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.figure.canvas.draw()
    ax.figure.set_layout_engine("none")
    return ax


def recorded(artist):
    """The operations of one artist, read as the browser reads them."""
    return json.loads(json.dumps(Recorder(300, 200, 100).record([artist])))


def test_a_line(ax):
    (line,) = ax.plot([0, 1], [0, 1], "--", color="#C24A00", linewidth=1.8)
    (path,) = recorded(line)
    (x0, y0), (x1, y1) = ax.transData.transform([(0, 0), (1, 1)])
    assert path["d"] == f"M {x0:.1f} {200 - y0:.1f}L {x1:.1f} {200 - y1:.1f}"
    assert (path["stroke"], path["width"]) == ("#c24a00ff", 2.5) and "fill" not in path
    assert path["dash"] == pytest.approx([0, 3.7 * 2.5, 1.6 * 2.5], abs=0.1)
    left, top, width, height = path["clip"]
    assert [left, top + height] == pytest.approx([x0, 200 - y0], abs=1)
    assert [width, height] == pytest.approx([x1 - x0, y1 - y0], abs=1)


def test_a_line_without_numbers_is_interrupted(ax):
    (line,) = ax.plot([0, 0.2, np.nan, 0.8, 1], [0.1, 0.2, 0.3, 0.4, 0.6], clip_on=False)
    (path,) = recorded(line)
    assert path["d"].count("M") == 2 and "nan" not in path["d"].lower()
    assert "clip" not in path


def test_what_is_far_outside_is_left_out(ax):
    (line,) = ax.plot([-1e9, 1e9], [0.5, 0.5])
    numbers = [abs(float(number)) for number in recorded(line)[0]["d"][1:].replace("L", "").split()]
    assert max(numbers) < 1000


def test_markers_are_one_shape_at_many_places(ax):
    (line,) = ax.plot([0, 0.5, np.nan, 9], [0, 0.5, 0.5, 9], "o", clip_on=False)
    (dots,) = recorded(line)
    assert len(dots["at"]) == 4  # two of them: one has no place, one is out of sight
    x, y = ax.transData.transform((0.5, 0.5))
    assert dots["at"][2:] == pytest.approx([x, 200 - y], abs=0.6)


def test_of_dots_in_one_place_the_last_counts_unless_they_shine_through(ax):
    x, dots = [0.2, 0.5, 0.2, 0.5001, 0.8], {"linestyle": "", "marker": "o"}
    (line,) = ax.plot(x, [0.5] * 5, **dots)
    every = np.floor(ax.transData.transform([(one, 0.5) for one in x])[:, 0] + 0.5).tolist()
    assert recorded(line)[0]["at"][::2] == every[2:]
    line.set_alpha(0.5)
    assert recorded(line)[0]["at"][::2] == every


def test_faces_and_how_much_shines_through(ax):
    box = ax.add_patch(Rectangle((0, 0), 0.5, 0.5, facecolor="#0072E5", alpha=0.5, linewidth=0))
    (path,) = recorded(box)
    assert path["fill"] == "#0072e580" and "stroke" not in path
    box.set(alpha=None, facecolor=(0, 0, 1, 0.2), edgecolor="none", linewidth=1)
    assert recorded(box)[0]["fill"] == "#0000ff33"


def test_nothing_is_drawn_of_what_is_not_visible(ax):
    (line,) = ax.plot([0, 1], [0, 1])
    line.set_visible(False)
    assert recorded(line) == []


def test_a_letter_is_written_down_once(ax):
    texts = Texts(ax, colour="#222222", size=0.1)
    texts.set(texts=[(0.1, 0.5, "0.70"), (0.5, 0.5, "−0.7 0")])
    (letters,) = recorded(texts.moving[0])
    numbers = letters["glyphs"][::3]
    assert len(numbers) == 9  # the space is not drawn
    assert len(set(numbers)) == len(set("0.7−"))
    assert all(GLYPHS[number].startswith("M") for number in numbers)


@pytest.mark.parametrize("text", ["state", "$s_{t,1}$", r"$\frac{1}{2}$", "two\nlines"])
@pytest.mark.parametrize("angle", [0, 30, 90])
def test_writing_stands_where_agg_writes_it(ax, text, angle):
    words = ax.text(0.4, 0.3, text, rotation=angle, fontsize=20)
    film = Frames(ax.figure, [type("Words", (), {"moving": [words]})])
    assert far(replayed(film), full_drawing(film)) < FAR


def test_an_image_and_shapes_cut_off_by_a_shape(ax):
    image = ax.imshow(np.arange(6).reshape(2, 3), extent=(0.1, 0.9, 0.2, 0.8), aspect="auto")
    lines = ax.add_collection(LineCollection([[(0, 0), (1, 1)], [(0, 1), (1, 0)]], linewidths=4))
    glass = ax.add_patch(Circle((0.5, 0.5), 0.3, fill=False))
    lines.set_clip_path(glass)
    film = Frames(ax.figure, [type("Both", (), {"moving": [image, lines]})])
    assert any("inside" in operation for operation in json.loads(film.frame())["operations"])
    assert far(replayed(film), full_drawing(film)) < FAR
