"""Lines with names: their data, the thin ones beside them, and the axes."""

import numpy as np

from rnn_helpers.views.curves.named_lines import NamedLines, lines_figure


def test_lines_names_and_words_below(ax):
    view = NamedLines(
        ax, title="size", names=["one", "other"], limits=(0, 3), ticks=["a", "b", "c"]
    )
    view.set(lines={"one": [1, 2, 0.5], "other": [0, 0, 3]}, places={"other": (1, 2)})
    assert view.shown["lines"]["one"].tolist() == [[0, 1], [1, 2], [2, 0.5]]
    assert view.shown["lines"]["other"].tolist() == [[0, 0], [1, 0], [2, 3]]
    assert view.shown["names"] == {"one": (2, 0.5), "other": (1, 2)}
    assert view.shown["thin"] == {"one": [], "other": []}
    assert [text.get_text() for text in ax.get_xticklabels()] == ["a", "b", "c"]
    assert ax.get_title() == "size" and ax.get_ylim() == (0, 3) and ax.get_xlim() == (-0.4, 2.4)
    view.set(lines={"one": [1, 1]})  # a line that ends earlier, the other as it was
    assert view.shown["lines"]["one"].tolist() == [[0, 1], [1, 1]]
    assert view.shown["names"]["one"] == (1, 1) and len(view.shown["lines"]["other"]) == 3


def test_styles_tell_them_apart(ax):
    view = NamedLines(ax, title="", names="abcd", limits=(0, 1))
    assert len({line.get_linestyle() for line in view._lines.values()}) == 4


def test_thin_lines_come_and_go(ax):
    view = NamedLines(ax, title="R", names=["a"], limits=(0, 1), symbol="k")
    for thin in (np.array([[0.2, 0.4], [0.6, 0.8]]), np.array([[0.1, 0.9]])):
        view.set(lines={"a": thin.mean(axis=0)}, thin={"a": thin})
        assert [line[:, 1].tolist() for line in view.shown["thin"]["a"]] == thin.tolist()
    assert len(ax.lines) == 2 and ax.get_xlabel() == "$k$" and ax.get_xlim() == (0, 1)
    view.set(lines={"a": np.ones(7)})
    assert view.shown["thin"]["a"] == [] and ax.get_xlim() == (0, 6)


def test_powers_of_ten_begin_where_they_are_told(ax):
    view = NamedLines(ax, title="d", names=["a"], limits=(1e-3, 4), powers=True)
    view.set(lines={"a": 1 / np.arange(1.0, 101)}, first=1)
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log") and ax.get_xlim() == (1, 100)
    assert view.shown["lines"]["a"][[0, -1]].tolist() == [[1, 1], [100, 0.01]]


def test_a_figure_of_them():
    lines = {"a": np.array([0.0, 1.0, 4.0]), "b": np.zeros(3)}
    thin = {"a": [lines["a"] + 1], "b": []}
    figure = lines_figure(lines, size=(5, 3), thin=thin, first=1, title="d", limits=(0, 5))
    (ax,) = figure.axes
    assert figure.get_size_inches().tolist() == [5, 3] and ax.get_title() == "d"
    drawn = [line.get_xydata().tolist() for line in ax.lines]
    assert [[1, 0], [2, 1], [3, 4]] in drawn and [[1, 1], [2, 2], [3, 5]] in drawn
    assert len(drawn) == 3 and [text.get_text() for text in ax.texts] == ["a", "b"]
