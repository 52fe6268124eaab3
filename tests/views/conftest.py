"""Axes for the tests of one view."""

import pytest

from rnn_helpers.views.style import lecture_figure


@pytest.fixture
def ax():
    figure, ax = lecture_figure(4, 3)
    ax.figure_kept = figure  # axes do not keep their figure alive
    return ax
