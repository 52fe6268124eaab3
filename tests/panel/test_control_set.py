"""All controls of an explorer together: what code may set them to, and who hears of it."""

import asyncio

import numpy as np
import pytest
from clock import run
from toy import SHORT, picture

from rnn_helpers.panel import explorer as panel

BAD = [
    ({"q": 1}, TypeError, "the controls are t, x, w, on; got 'q'"),
    ({"w": 2.01}, ValueError, "w expects a number from -2 to 2, got 2.01"),
    ({"w": np.nan}, ValueError, "w expects a number from -2 to 2, got nan"),
    ({"w": np.inf}, ValueError, "w expects a number from -2 to 2, got inf"),
    ({"w": True}, ValueError, "w expects a number, got True"),
    ({"w": "1"}, ValueError, "w expects a number, got '1'"),
    ({"w": None}, ValueError, "w expects a number, got None"),
    ({"w": 1j}, ValueError, "w expects a number, got 1j"),
    ({"w": [1.0]}, ValueError, r"w expects a number, got \[1.0\]"),
    ({"t": 1.0}, ValueError, "t expects a whole number, got 1.0"),
    ({"t": -1}, ValueError, "t expects a whole number from 0 to 3, got -1"),
    ({"t": False}, ValueError, "t expects a whole number, got False"),
    ({"x": "sine"}, ValueError, "x expects one of 'pulse', 'noise', got 'sine'"),
    ({"x": 0}, ValueError, "x expects one of 'pulse', 'noise', got 0"),
    ({"on": 1}, ValueError, "on expects True or False, got 1"),
]


@pytest.mark.parametrize("values, kind, message", BAD, ids=[str(bad[0]) for bad in BAD])
def test_set_with_a_slip_moves_nothing(toy, values, kind, message):
    before, calls = picture(toy), len(toy.calls)
    with pytest.raises(kind, match=message):
        toy.e.set(**{"w": 1.0, "t": 2} | values)
    assert (toy.w.value, toy.t.value) == (0.5, 0)
    assert (picture(toy), len(toy.calls)) == (before, calls)


@pytest.mark.parametrize("w", [np.float64(1.5), np.float32(1.5), np.int64(1), 1, -2, 2])
def test_numpy_numbers_are_numbers(toy, w):
    toy.e.set(w=w, t=np.int64(2))
    assert toy.e.state()["w"] == w
    assert type(toy.calls[-1]["w"]) is float
    assert type(toy.calls[-1]["t"]) is int


def test_every_window_hears_where_the_sliders_stand_but_not_while_a_hand_may_go_on(
    make, quick, sent, monkeypatch
):
    monkeypatch.setattr(panel, "REPEAT", 8 * SHORT)

    async def scene():
        toy = make()
        toy.w.set_state({"value": 0.55})
        sent.clear()
        await asyncio.sleep(5 * SHORT)
        assert toy.e.layout.rests
        assert toy.w not in [part for part, *_ in sent]
        await asyncio.sleep(8 * SHORT)
        return toy

    toy = run(scene())
    assert (toy.w, "update", {"value": 0.55}) in sent
    assert (toy.t, "update", {"value": 0}) in sent
    assert toy.x not in [part for part, *_ in sent]
