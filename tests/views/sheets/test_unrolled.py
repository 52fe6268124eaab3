"""Unrolled: a column a step, its numbers, and the room that they have."""

import matplotlib
import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from plain_runs import WORDS, X, run_sentence

from rnn_helpers.views.sheets.unrolled import Unrolled
from rnn_helpers.views.style import lecture_figure


def test_what_stands_in_the_unrolled_picture():
    figure, ax = lecture_figure(9, 3.2)
    view = Unrolled(ax, steps=8)
    (cells,) = (artist for artist in view.moving if isinstance(artist, PolyCollection))
    s = np.vstack([[0, 0], run_sentence("dog bites")])
    view.set(tokens=WORDS, ids=X, s=s, now=1)
    assert view.shown["s"] == ["0.00", "0.00", "0.76", "0.00", "0.36", "0.84"]
    assert view.shown["t"] == ["−1", "0", "1", "2"]
    assert (view.shown["x"], view.shown["id"]) == (WORDS, ["0", "1", "2"])
    np.testing.assert_array_equal(view.shown["cells"], s)
    assert cells.get_clim() == (-1, 1)
    assert np.mean(view.shown["band"]) == pytest.approx(view.shown["columns"][2])
    figure.canvas.draw()


@pytest.mark.parametrize("T", [0, 1, 4, 5, 8])
def test_the_unrolled_picture_has_room(T):
    figure, ax = lecture_figure(5.85, 3.2)
    ax.set_position((0, 0, 1, 1))
    view = Unrolled(ax, steps=8)
    view.set(tokens=["bites"] * T, ids=[1] * T, s=np.full((T + 1, 2), -1.0), now=T - 1)
    figure.canvas.draw()
    for artist in view.moving:
        box = artist.get_window_extent()
        if box.width > 0:
            assert box.x0 >= 0 and box.x1 <= 586 and box.y0 >= 0 and box.y1 <= 320


def test_numbers_stand_out_from_their_cells(ax):
    """From -1 to 1 in steps of 0.01, with the contrast that WCAG 2.2 asks of small letters."""

    def light(colour):
        rgb = np.array([int(to_hex(colour)[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722] + 0.05

    values = np.linspace(-1, 1, 201).round(2)
    view = Unrolled(ax, steps=200, units=1)
    view.set(tokens=["dog"] * 200, ids=[0] * 200, s=values[:, None], now=-1)
    letters, least = view.shown["letters"], 99
    for value, letter in zip(values, map(light, letters), strict=True):
        cell = light(matplotlib.colormaps["PuOr_r"]((value + 1) / 2))
        least = min(least, max(cell, letter) / min(cell, letter))
    assert least >= 4.5


@pytest.mark.parametrize("T", [3, 8])
def test_cells_stand_in_their_columns_and_arrows_lead_into_them(ax, T):
    view = Unrolled(ax, steps=8)
    view.set(tokens=["dog"] * T, ids=[0] * T, s=np.zeros((2, 2)), now=0)
    shown = view.shown
    columns, rows = shown["columns"], np.unique(shown["places"][:, 1])[::-1]
    assert len(columns) == T + 1 and len(rows) == 2
    middles = np.array([(x, y) for x in columns for y in rows])
    np.testing.assert_allclose(shown["places"], middles[:4])
    np.testing.assert_allclose(shown["waiting"], middles[4:])
    assert shown["weights"] == ["W"] * T + ["U"] * T
    heads = shown["arrows"][:, 3]
    between = (columns[:-1] < heads[:T, 0]) & (heads[:T, 0] < columns[1:])
    assert between.all() and np.allclose(heads[:T, 1], rows.mean())
    np.testing.assert_allclose(heads[T:, 0], columns[1:])
