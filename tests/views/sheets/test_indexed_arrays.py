"""IndexedArrays: which boxes hold results, and both ways to count the rows of s."""

import numpy as np
from plain_runs import WORDS, U, X

from rnn_helpers.views.sheets.indexed_arrays import IndexedArrays


def test_frames_tell_results_from_what_was_there_before(ax):
    view = IndexedArrays(ax, words=WORDS, x=X, U=U, tokens=WORDS)
    s, o = np.array([[0.5, -1], [0, 0], [0, 0], [1, 1]]), np.zeros((3, 3))
    view.set(s=s, o=o, written=1, start=3, lit=None)
    shown = view.shown
    assert shown["s"] == ["0.50", "\u22121.00", *["0.00"] * 4, "1.00", "1.00"]
    assert shown["s made"] == [True, True, *[False] * 4, True, True]
    assert shown["o made"] == [True] * 3 + [False] * 6
    assert shown["lit"] == {}
    view.set(s=s[:3], o=o, written=3, start=None, lit=("s", 1, 2))
    shown = view.shown
    assert shown["s made"] == [True] * 6 and shown["o made"] == [True] * 9
    assert shown["lit"] == {"s": [2, 3, 4, 5]}
    view.set(s=s[:3], o=o, written=3, start=None, lit=None)
    assert view.shown["lit"] == {}


def test_rows_of_s_are_counted_from_both_ends(ax):
    view = IndexedArrays(ax, words=WORDS, x=X, U=U, tokens=WORDS)
    for rows in (4, 3):
        view.set(s=np.zeros((rows, 2)), o=np.zeros((3, 3)), written=0, start=None, lit=None)
        both = [(str(i), f"\N{MINUS SIGN}{rows - i}") for i in range(rows)]
        assert view.shown["index"] == [text for pair in both for text in pair]
