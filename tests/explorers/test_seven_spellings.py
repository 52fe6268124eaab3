"""Seven spellings of one network, in appendix A2."""

import re

import numpy as np
import pytest
from made import at_start
from row_form import X, run

from rnn_helpers.explorers.seven_spellings import ROADS, seven_spellings
from rnn_helpers.machines.examples import worked_example
from rnn_helpers.notations.conventions import CONVENTIONS, to_convention
from rnn_helpers.views.sheets.spelling import LETTER


@pytest.fixture
def spellings():
    return at_start(seven_spellings)


@pytest.mark.parametrize("n", range(1, 8))
def test_the_marked_number_is_where_the_explorer_says(spellings, n):
    name = list(CONVENTIONS)[n - 1]
    w = {"w11": -1.1, "w12": 1.2, "w21": -0.7, "w22": 0.35}
    params = worked_example().replace(W=[[w["w11"], w["w21"]], [w["w12"], w["w22"]]])
    s_1 = run(X)[0][0]
    s_2 = np.tanh(params.U[:, 0] * 2 + params.W @ s_1 + params.b)
    for follow, (letter, place) in ROADS.items():
        spellings.set(n=n, follow=follow, **w)
        state = spellings.state()
        there, index = re.fullmatch(r"([\w.]+)\[([\d, ]+)\]", state["there"]).groups()
        array = to_convention(params, name)[there]
        assert array[tuple(map(int, index.split(", ")))] == getattr(params, letter)[place]
        np.testing.assert_allclose(state["s_t"], s_2, atol=1e-14)
        np.testing.assert_allclose(state["z_t"], params.V @ s_2 + params.c, atol=1e-14)
        assert state["largest difference"] < 1e-14


def test_nothing_is_clipped_and_no_two_names_touch(spellings):
    for n in range(1, 8):
        spellings.set(n=n, w11=-2, w12=-2, w21=-2, w22=-2)
        for view in spellings.views:
            assert_inside_and_apart(view)


def assert_inside_and_apart(view):
    for artist in view.moving:
        path = artist.get_path().transformed(artist.get_patch_transform())
        left, low, right, high = path.get_extents().extents
        assert min(left, low) > 0.5 and right < 899 and high < 419
    names = sorted(view.shown["names"])
    for i, (x, y, name) in enumerate(names):
        for other_x, other_y, other in names[i + 1 :]:
            apart = other_x - x - LETTER * (len(name) + len(other)) / 2
            assert apart > 2 or abs(y - other_y) > 27, (name, other)


def test_only_pytorch_is_said_to_be_stored_for_columns(spellings):
    said = [spellings.set(n=n) or str(spellings) for n in range(1, 8)]
    assert ["stored" in text for text in said] == [n == 4 for n in range(1, 8)]
    assert ["Vectors are rows" in text for text in said] == [n in (2, 3, 5) for n in range(1, 8)]


def test_the_book_has_one_index_for_the_input_alone(spellings):
    spellings.set(n=2)
    one_index = set()
    for follow in ROADS:
        spellings.set(follow=follow)
        one_index |= {follow} if "," not in spellings.state()["there"] else set()
    assert one_index == {"input → unit 1", "input → unit 2"}
