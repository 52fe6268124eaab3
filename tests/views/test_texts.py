"""Texts: many short texts drawn as one path, each around its place."""

import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from rnn_helpers.views.style import lecture_figure
from rnn_helpers.views.texts import Texts, figures


@pytest.mark.parametrize("text", ["0.5370", "\u221210.0000", "2.0"])
def test_numbers_are_the_outlines_of_the_text(text):
    """As Matplotlib draws the whole text at once, ending at the place that was given."""
    _, ax = lecture_figure(2, 1)
    writing = Texts(ax, colour="black", size=13, ha="right", va="baseline", family="monospace")
    writing.set(texts=[(40, 7, text)])
    font = FontProperties(family="DejaVu Sans Mono")
    whole = TextPath((40 - len(text) * 13 * 0.602, 7), text, size=13, prop=font).get_extents()
    np.testing.assert_allclose(writing.moving[0].get_path().get_extents(), whole, atol=0.5)
    writing.set(texts=[])
    assert len(writing.moving[0].get_path().vertices) == 0


def test_a_text_is_drawn_around_its_place():
    writing = Texts(lecture_figure()[1], colour="black", size=16)
    writing.set(texts=[(100, 50, "\u22120.82")])
    box = writing.moving[0].get_path().get_extents()
    assert (box.x0 + box.x1) / 2 == pytest.approx(100, abs=1)
    assert (box.y0 + box.y1) / 2 == pytest.approx(50, abs=1)
    writing.set(texts=[])
    assert not len(writing.moving[0].get_path().vertices)


def test_figures_have_a_true_minus_and_no_negative_zero():
    assert figures(-0.5) == "\u22120.5000"
    assert figures(-0.00001) == "0.0000"
    assert figures(5.0, digits=1) == "5.0"
