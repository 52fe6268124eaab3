"""All controls of an explorer together: what code may set them to, and who hears of it."""

import asyncio
import threading

import numpy as np
import pytest
from clock import run
from toy import picture

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


def test_a_browser_that_asks_hears_where_the_controls_stand_after_their_picture(make):
    """JupyterLab may move sliders, and ask, in a second thread."""

    async def scene():
        toy, told = make(), []
        toy.e.layout.front_end.send = lambda said: told.append((said, toy.e.scene.values["w"]))

        def ask():
            toy.w.set_state({"value": 1.0})
            toy.e.layout.front_end._handle_custom_msg({"question": 0.5}, [])

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
        await asyncio.sleep(1)
        return told

    assert run(scene()) == [({"question": 0.5, "values": [0, 0, 1.0, False]}, 1.0)]
