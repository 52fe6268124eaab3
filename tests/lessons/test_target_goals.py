"""The goals of chapter 10: on which steps they are scored."""

import numpy as np

from rnn_helpers.lessons.target_goals import FREE, GOALS, SEEN, UNSEEN


def test_the_unseen_steps_are_new_and_hold_long_silences():
    assert len(UNSEEN) == 300 and len(SEEN) == 24 and FREE not in GOALS
    assert np.diff(np.flatnonzero(SEEN)).max() == 7
    assert np.diff(np.flatnonzero(UNSEEN)).max() == 53  # 52 silent steps between two pulses
