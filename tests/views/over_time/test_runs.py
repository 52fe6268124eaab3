"""Runs side by side: every number is drawn, and each panel has its name."""

import numpy as np

from rnn_helpers.views.over_time.runs import runs_figure


def lines_of(ax):
    return ax.get_lines()[1:]  # the first is the level of 0


def test_each_run_is_a_line_from_step_0_on():
    panels = {"state": np.arange(6).reshape(3, 2) / 6, "answer": np.zeros((3, 1))}
    figure = runs_figure(panels)
    assert [ax.get_title() for ax in figure.axes] == list(panels)
    for ax, runs in zip(figure.axes, panels.values()):
        drawn = np.array([line.get_xydata() for line in lines_of(ax)])  # (n, T, 2)
        assert drawn[..., 0].tolist() == len(drawn) * [[0, 1, 2]]
        np.testing.assert_array_equal(drawn[..., 1], runs.T)


def test_many_runs_are_thin():
    few, many = (runs_figure({"s": np.zeros((5, n))}).axes[0] for n in (2, 20))
    assert lines_of(few)[0].get_linewidth() > lines_of(many)[0].get_linewidth()
