"""MarkedText: which words stand there, in which colour, in which line, and which are marked."""

import pytest

from rnn_helpers.views.sheets.marked_text import LINE, MarkedText, marked_figure
from rnn_helpers.views.style import lecture_figure
from rnn_helpers.views.texts import text_width

WORDS = ["dogs", "who", "see", "cats", "chase", "girls", "see", "girls", "see", "boy"]


@pytest.fixture
def view():
    _, ax = lecture_figure(9, 4)
    ax.set(xlim=(0, 900), ylim=(0, 400))
    return MarkedText(ax, left=10, top=380, width=300)


def written(view):
    """[(word, x, y)] of both colours, as one reads them."""
    texts = [text for writing in view._writings.values() for text in writing.shown]
    return [(word, x, y) for x, y, word in sorted(texts, key=lambda text: (-text[1], text[0]))]


def test_words_stand_in_their_order_and_inside_their_width(view):
    view.set(words=WORDS, given=4)
    assert [word for word, *_ in written(view)] == WORDS
    for word, x, _ in written(view):
        assert x >= 10 and x + text_width(word, size=23) <= 310
    assert view.lines == len({y for *_, y in written(view)}) > 1
    heights = sorted({y for *_, y in written(view)}, reverse=True)
    assert heights == [380 - LINE * i for i in range(view.lines)]


def test_given_and_written_words_have_two_colours(view):
    view.set(words=WORDS, given=4, marked=[6])
    kinds = [kind for _, kind, _ in view.shown]
    assert kinds == ["input"] * 4 + ["output"] * 6
    assert [word for word, _, marked in view.shown if marked] == ["see"]
    for name, part in (("input", WORDS[:4]), ("output", WORDS[4:])):
        assert [text for *_, text in view._writings[name].shown] == part


def test_a_zigzag_line_stands_under_each_marked_word(view):
    view.set(words=WORDS, given=4, marked=[6, 9])
    places = written(view)
    lines = view._teeth.get_path().to_polygons(closed_only=False)
    assert len(lines) == 2
    for line, i in zip(lines, (6, 9)):
        word, x, y = places[i]
        assert line[0][0] == pytest.approx(x) and line[-1][0] == pytest.approx(
            x + text_width(word, size=23)
        )
        assert (line[:, 1] < y - 10).all() and (line[:, 1] > y - LINE / 2).all()
    view.set(words=WORDS, given=4)
    assert not view._teeth.get_path().to_polygons(closed_only=False)


def test_the_place_of_the_next_word_is_shown_while_one_is_to_come(view):
    view.set(words=["dogs"], given=1)
    (box,) = view._next.get_path().to_polygons()
    assert view.open and box[:, 0].min() > 10 + text_width("dogs", size=23)
    view.set(words=["dogs"], given=1, open=False)
    assert not view.open and not view._next.get_path().to_polygons()


def test_no_words_at_all(view):
    view.set(words=[], given=0)
    assert view.shown == [] and view.lines == 1


def test_a_figure_of_texts_has_each_under_its_name_and_all_inside():
    wrong = [word == "see" for word in WORDS]
    figure = marked_figure({"one": (WORDS, wrong), "other": (WORDS[:3], [False] * 3)}, given=2)
    (ax,) = figure.axes
    names = [text for text in ax.texts if text.get_text() in ("one", "other")]
    assert [text.get_text() for text in names] == ["one", "other"]
    figure.draw_without_rendering()
    for artist in [*names, *ax.patches]:
        box = artist.get_window_extent()
        assert box.y0 >= 0 and box.y1 <= figure.bbox.y1
